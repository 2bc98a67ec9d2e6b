//! Rows in the document, and the controls in them, as others ask for them.

use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};

use super::later::Cause;
use super::{Slots, view_height};
use crate::ui::dom;
use crate::users::order::BODY;
use crate::users::row;
use crate::users::state::PageState;

impl Slots {
    /// Gives the focus to a control of the row at a place; scrolls there first when it is not in the document.
    pub fn focus(self, state: PageState, place: usize, control: &str) -> bool {
        let is_there = |placed: &Vec<(usize, usize)>| placed.iter().any(|&(_, at)| at == place);
        if !self.placed.with_value(is_there) {
            let Some(body) = dom::by_id(BODY) else { return false };
            let (view, height) = (view_height(), self.height());
            #[expect(clippy::cast_precision_loss, reason = "no list is that long")]
            let top = body.get_bounding_client_rect().top() + place as f64 * height - view / 2.0;
            window().scroll_by_with_x_and_y(0.0, top);
            self.begin(state, Cause::Moved);
        }
        let wanted = format!("[data-control=\"{control}\"]");
        // A row that is new here is rendered in the frame's effects: then its controls are there.
        request_animation_frame(move || {
            let Some(row) = self.element_at(place) else { return };
            let found = [&*wanted, "[data-control=\"actions\"]", "[data-control]", "a, button"]
                .into_iter()
                .find_map(|selector| dom::find(&row, selector));
            match found {
                Some(found) => dom::focus(&found),
                None => {
                    dom::write_attribute(&row, "tabindex", Some("-1"));
                    dom::focus(&row);
                }
            }
        });
        true
    }

    /// A control of the row at a place, where that is in the document.
    #[must_use]
    pub fn control(self, place: usize, control: &str) -> Option<HtmlElement> {
        let row = self.element_at(place)?;
        dom::find(&row, &format!("[data-control=\"{control}\"]"))
    }

    /// The place of the first row that is seen whole.
    #[must_use]
    pub fn first_in_sight(self) -> Option<usize> {
        let seen = |row: &HtmlElement| row.is_connected() && row.get_bounding_client_rect().top() >= 0.0;
        let placed = self.placed.get_value();
        placed.into_iter().find(|&(slot, _)| self.element(slot).is_some_and(|row| seen(&row))).map(|(_, place)| place)
    }

    /// The place of the row that holds an element.
    #[must_use]
    pub fn place_of(self, element: &Element) -> Option<usize> {
        let number = row::number_of(element)?;
        self.placed.with_value(|placed| placed.iter().find(|&&(slot, _)| slot == number).map(|&(_, place)| place))
    }

    /// Whether a row of the roster is in the document.
    #[must_use]
    pub(in crate::users) fn is_in_document(self, row: u32) -> bool {
        self.placed.with_value(|placed| {
            placed.iter().any(|&(number, _)| self.slot(number).is_some_and(|slot| slot.row == Some(row)))
        })
    }

    pub(super) fn element_at(self, place: usize) -> Option<HtmlElement> {
        let number =
            self.placed.with_value(|placed| placed.iter().find(|&&(_, at)| at == place).map(|&(slot, _)| slot));
        self.element(number?)
    }
}
