//! The rows on the screen: a pool of slots that are filled anew as the window moves. `window` tells what is near,
//! `row` writes the elements of a slot, `order` puts them where they stand.

use std::ops::Range;

use domain::PersonId;
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};
use leptos::{html, wasm_bindgen::JsCast};

use super::face::RowFace;
use super::order::{self, BODY};
use super::row;
use super::state::PageState;
use super::window::{self, Extent, Shape, WHOLE_UP_TO};
use crate::ui::dom;

mod later;

/// The height of a row until one is measured.
const ROW_HEIGHT: f64 = 52.0;

/// One of the rows on the screen.
#[derive(Clone)]
pub struct Slot {
    /// What it shows; it keeps the last while it is out of the document.
    pub face: ArcRwSignal<RowFace>,
    /// Its place in the list, from 0.
    pub place: usize,
    node: Option<NodeRef<html::Tr>>,
    row: Option<u32>,
}

/// The pool.
#[derive(Clone, Copy)]
pub struct Slots {
    pool: StoredValue<Vec<Slot>>,
    /// How many there are, for the view that renders them.
    pub count: RwSignal<usize>,
    /// Slots in the order of the document, with their places.
    placed: StoredValue<Vec<(usize, usize)>>,
    /// Slots that stand behind those for a frame, unseen, and still say what they said before.
    lingering: StoredValue<Vec<usize>>,
    /// Those of them that would be seen.
    faded: StoredValue<Vec<usize>>,
    /// Told when other rows came into the document, or close to what is seen.
    pub moved: Trigger,
    /// The places seen, and some beyond.
    close: StoredValue<Range<usize>>,
    rows_in_list: StoredValue<usize>,
    row_height: StoredValue<Option<f64>>,
    whole: StoredValue<bool>,
    /// Whether rows are to come after the next frame.
    afterwards: StoredValue<bool>,
    /// When a short list is to be made whole.
    rest: StoredValue<Option<TimeoutHandle>>,
}

impl Slots {
    /// Slots for the first rows of a list.
    #[must_use]
    pub fn new(rows: Vec<RowFace>, rows_in_list: usize) -> Self {
        let pool: Vec<Slot> = rows.into_iter().enumerate().map(|(place, face)| Slot::new(place, face)).collect();
        Self {
            count: RwSignal::new(pool.len()),
            placed: StoredValue::new((0..pool.len()).map(|place| (place, place)).collect()),
            lingering: StoredValue::default(),
            faded: StoredValue::default(),
            pool: StoredValue::new(pool),
            moved: Trigger::new(),
            close: StoredValue::default(),
            rows_in_list: StoredValue::new(rows_in_list),
            row_height: StoredValue::new(None),
            whole: StoredValue::new(false),
            afterwards: StoredValue::new(false),
            rest: StoredValue::new(None),
        }
    }

    /// The slot of that number.
    #[must_use]
    pub fn slot(self, number: usize) -> Option<Slot> {
        self.pool.try_with_value(|pool| pool.get(number).cloned()).flatten()
    }

    /// Told by a slot's view where it is.
    pub(super) fn rendered(self, number: usize, node: NodeRef<html::Tr>) {
        self.pool.try_update_value(|pool| {
            if let Some(slot) = pool.get_mut(number) {
                slot.node = Some(node);
            }
        });
    }

    /// Rows have other numbers from now on; the slots keep their people.
    pub(super) fn renumber(self, find: impl Fn(PersonId) -> Option<u32>) {
        self.pool.try_update_value(|pool| {
            for slot in pool {
                slot.row = find(slot.face.with_untracked(|face| face.person));
            }
        });
    }

    /// Shows what the state says now.
    pub fn refill(self, state: PageState) {
        self.lay(state, true, 0);
    }

    /// The window moved.
    pub fn scrolled(self, state: PageState) {
        self.lay(state, false, 0);
    }

    /// Rows may have another height from now on.
    pub fn resized(self, state: PageState) {
        self.row_height.set_value(None);
        self.lay(state, false, 0);
    }

    /// Has all rows in the document, for printing, or the window again.
    pub fn print(self, state: PageState, all: bool) {
        self.whole.set_value(all);
        self.lay(state, false, 0);
    }

    /// Gives the focus to a control of the row at a place; scrolls there first when it is not in the document.
    pub fn focus(self, state: PageState, place: usize, control: &str) -> bool {
        let is_there = |placed: &Vec<(usize, usize)>| placed.iter().any(|&(_, at)| at == place);
        if !self.placed.with_value(is_there) {
            let Some(body) = dom::by_id(BODY) else { return false };
            let (view, height) = (view_height(), self.height());
            #[expect(clippy::cast_precision_loss, reason = "no list is that long")]
            let top = body.get_bounding_client_rect().top() + place as f64 * height - view / 2.0;
            window().scroll_by_with_x_and_y(0.0, top);
            self.lay(state, false, 0);
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

    /// The rows close to what is seen, in order: their elements and their numbers in the roster.
    #[must_use]
    pub(super) fn close_by(self) -> Vec<(HtmlElement, u32)> {
        self.placed.with_value(|placed| {
            let close = self.close.get_value();
            let near = placed.iter().filter(|(_, place)| close.contains(place));
            near.filter_map(|&(number, _)| Some((self.element(number)?, self.slot(number)?.row?))).collect()
        })
    }

    /// Whether a row of the roster is in the document.
    #[must_use]
    pub(super) fn is_in_document(self, row: u32) -> bool {
        self.placed.with_value(|placed| {
            placed.iter().any(|&(number, _)| self.slot(number).is_some_and(|slot| slot.row == Some(row)))
        })
    }

    /// Notes what is seen now. Some room beyond it makes this rare while one scrolls.
    fn note_seen(self, seen: &Range<usize>) {
        let close = self.close.get_value();
        if seen.start < close.start || seen.end > close.end {
            self.close.set_value(window::near(seen));
            self.moved.notify();
        }
    }

    /// Puts the rows where they belong once all slots are rendered. Tracks how many there are.
    pub(super) fn arrange_when_rendered(self) {
        for number in 0..self.count.get() {
            let node = self.pool.with_value(|pool| pool.get(number).and_then(|slot| slot.node));
            if node.is_none_or(|node| node.get().is_none()) {
                return;
            }
        }
        self.arrange(0..self.count.get_untracked());
    }

    fn element(self, number: usize) -> Option<HtmlElement> {
        let node = self.pool.with_value(|pool| pool.get(number).and_then(|slot| slot.node))?;
        node.get_untracked().map(JsCast::unchecked_into)
    }

    fn element_at(self, place: usize) -> Option<HtmlElement> {
        let number =
            self.placed.with_value(|placed| placed.iter().find(|&&(_, at)| at == place).map(|&(slot, _)| slot));
        self.element(number?)
    }

    /// The slots in the document, in its order.
    fn standing(self) -> Vec<usize> {
        let placed = self.placed.with_value(|placed| placed.iter().map(|&(slot, _)| slot).collect::<Vec<_>>());
        self.lingering.with_value(|lingering| placed.into_iter().chain(lingering.iter().copied()).collect())
    }

    fn height(self) -> f64 {
        if let Some(height) = self.row_height.get_value() {
            return height;
        }
        let measured: Vec<f64> = self.placed.with_value(|placed| {
            let heights = placed.iter().filter_map(|&(slot, _)| self.element(slot));
            heights.filter(|row| row.is_connected()).map(|row| row.get_bounding_client_rect().height()).collect()
        });
        let sum: f64 = measured.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
        let height = if sum > 0.0 { sum / measured.len() as f64 } else { return ROW_HEIGHT };
        self.row_height.set_value(Some(height));
        height
    }

    /// Chooses the places to have in the document, gives each a slot and fills it. `anew`: what is not seen and
    /// would have to be written comes only after the next frame; until then the last slots linger, unseen: to take a
    /// row out of the document costs more than to write it. Far from what is seen, rows of a short list that would
    /// have to be written come when it rests, `more` of them at a time.
    fn lay(self, state: PageState, anew: bool, more: usize) {
        let Some(body) = dom::by_id(BODY) else { return };
        let laid = state.with_view(|roster, view| {
            let total = view.rows.len();
            self.rows_in_list.set_value(total);
            let held: Vec<(Option<u32>, Shape)> = self.pool.with_value(|pool| {
                pool.iter().map(|slot| (slot.row, slot.face.with_untracked(RowFace::shape))).collect()
            });
            // A menu that is open stands in its row.
            let focused = dom::focused().and_then(|focused| held.get(row::number_of(&focused)?)?.0);
            let pinned = focused.and_then(|row| view.place(row));
            let seen = window::seen(body.get_bounding_client_rect().top(), view_height(), self.height(), total);
            self.note_seen(&seen);
            let standing = self.standing();
            let extent = if self.whole.get_value() { Extent::Whole } else { Extent::AtLeast(standing.len() + more) };
            let places = window::places(&seen, pinned, total, extent);
            let same =
                || self.placed.with_value(|placed| placed.iter().map(|&(_, place)| place).eq(places.iter().copied()));
            if !anew && same() && self.lingering.with_value(Vec::is_empty) {
                return None;
            }
            let rows = places.iter().map(|&place| view.rows[place]);
            let faces: Vec<(u32, RowFace)> =
                rows.filter_map(|row| Some((row, RowFace::of(roster.row(row)?, roster, view)))).collect();
            let wanted: Vec<(u32, Shape)> = faces.iter().map(|(row, face)| (*row, face.shape())).collect();
            let slots = window::assign(&held, &wanted, &standing);
            let says = |(&slot, (_, face)): (&usize, &(u32, RowFace))| self.says(slot, face);
            let ready: Vec<bool> = slots.iter().zip(&faces).map(says).collect();
            let now = match (anew, self.whole.get_value() || more > 0) {
                (_, true) => vec![true; places.len()],
                (true, _) => window::now(&places, &seen, pinned, &ready),
                (false, _) => window::now(&places, &window::near(&seen), pinned, &ready),
            };
            let mut placed = Vec::new();
            for ((place, (row, face)), slot) in
                places.into_iter().zip(faces).zip(slots).zip(now).filter_map(|(one, now)| now.then_some(one))
            {
                self.fill(slot, row, place, face);
                placed.push((slot, place));
            }
            let lingering = if anew { window::lingering(&standing, &placed) } else { Vec::new() };
            let in_sight = seen.end >= total;
            let unfinished = anew && (!lingering.is_empty() || placed.len() < ready.len());
            let partial = total <= WHOLE_UP_TO && placed.len() < total;
            self.fade(&lingering, in_sight);
            Some((placed, lingering, focused.is_some() && pinned.is_none(), unfinished, partial))
        });
        let Some(Some((placed, lingering, focus_lost, unfinished, partial))) = laid else { return };
        if unfinished || (partial && more > 0) {
            self.finish_afterwards(state, more);
        } else {
            self.rest(partial.then_some(state));
        }
        let before = self.standing();
        self.placed.set_value(placed);
        self.lingering.set_value(lingering);
        self.moved.notify();
        let count = self.pool.with_value(Vec::len);
        if count == self.count.get_untracked() {
            self.arrange(before.into_iter());
        } else {
            self.count.set(count);
        }
        if focus_lost && let Some(heading) = dom::find_in_page("h1") {
            dom::focus(&heading);
        }
    }

    /// Whether the slot is there and shows this already.
    fn says(self, number: usize, face: &RowFace) -> bool {
        self.pool.with_value(|pool| pool.get(number).is_some_and(|slot| slot.face.with_untracked(|old| old == face)))
    }

    fn fill(self, number: usize, row: u32, place: usize, face: RowFace) {
        let slot = self.pool.try_update_value(|pool| {
            while pool.len() <= number {
                pool.push(Slot::new(place, face.clone()));
            }
            let before = pool[number].place;
            (pool[number].row, pool[number].place) = (Some(row), place);
            (pool[number].face.clone(), before)
        });
        let Some((shown, place_before)) = slot else { return };
        // A slot without an element is rendered with what it holds then.
        let element = self.element(number);
        if let Some(element) = element.as_ref().filter(|_| place_before != place) {
            row::write_place(element, place);
        }
        if shown.with_untracked(|old| *old == face) {
            return;
        }
        if let Some(element) = element {
            shown.with_untracked(|old| row::write(&element, old, &face));
        }
        shown.set(face);
    }

    /// Puts the rows into the document in their order, and takes those out of it that stood there and are to no more.
    fn arrange(self, before: impl Iterator<Item = usize>) {
        let places = self.placed.with_value(|placed| placed.iter().map(|&(_, place)| place).collect::<Vec<_>>());
        let standing = self.standing();
        for number in before.filter(|number| !standing.contains(number)) {
            if let Some(row) = self.element(number) {
                row.remove();
            }
        }
        let mut gaps = window::gaps(&places, self.rows_in_list.get_value());
        gaps.after = gaps.after.saturating_sub(standing.len() - places.len());
        let rows: Vec<HtmlElement> = standing.into_iter().filter_map(|slot| self.element(slot)).collect();
        order::arrange(&rows, gaps, self.height());
    }
}

impl Slot {
    fn new(place: usize, face: RowFace) -> Self {
        Self { face: ArcRwSignal::new(face), place, node: None, row: None }
    }
}

fn view_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(1_000.0)
}
