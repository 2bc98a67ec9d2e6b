//! Where the rows stand in the document, and the room that is kept for those that are not there.

use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use super::Slots;
use crate::ui::dom;
use crate::users::order::{self, SPACERS};
use crate::users::window::{self, Gaps};

impl Slots {
    /// Puts the rows where they belong once all slots are rendered. Tracks how many there are.
    pub(in crate::users) fn arrange_when_rendered(self) {
        for number in 0..self.count.get() {
            let node = self.pool.with_value(|pool| pool.get(number).and_then(|slot| slot.node));
            if node.is_none_or(|node| node.get().is_none()) {
                return;
            }
        }
        self.arrange(0..self.count.get_untracked(), false, false);
    }

    /// Has assistive technology pass over these rows and no others: they stand for nobody any more, or for somebody who has
    /// another place by now.
    pub(super) fn veil(self, now: Vec<usize>) {
        let before = self.veiled.get_value();
        for number in before.iter().filter(|number| !now.contains(number)) {
            if let Some(row) = self.element(*number) {
                dom::write_attribute(&row, "aria-hidden", None);
            }
        }
        for row in now.iter().filter(|number| !before.contains(number)).filter_map(|&number| self.element(number)) {
            dom::write_attribute(&row, "aria-hidden", Some("true"));
        }
        self.veiled.set_value(now);
    }

    /// Has so many rows at the end not be seen.
    pub(super) fn cover(self, rows: usize) {
        if self.covered.try_update_value(|covered| std::mem::replace(covered, rows)) != Some(rows) {
            order::make_room(order::COVER, rows, self.height());
        }
    }

    /// Puts the rows into the document in their order, and takes those out of it that stood there and are to no more.
    /// Where the same rows stand there `as_before`, only the room for others may have changed. To make a list lower has
    /// all of it painted anew: behind the last row, where nothing is seen, that `may_wait` for the next frame.
    pub(super) fn arrange(self, before: impl Iterator<Item = usize>, as_before: bool, may_wait: bool) {
        let places = self.placed.with_value(|placed| placed.iter().map(|&(_, place)| place).collect::<Vec<_>>());
        let standing = self.standing();
        let mut gaps = window::gaps(&places, self.rows_in_list.get_value());
        gaps.after = gaps.after.saturating_sub(standing.len() - places.len());
        let (room, made) = ((gaps, self.height()), self.room.get_value());
        if !as_before || made.is_none_or(|(made, _)| made.split != gaps.split) {
            for number in before.filter(|number| !standing.contains(number)) {
                if let Some(row) = self.element(number) {
                    row.remove();
                }
            }
            let rows: Vec<HtmlElement> = standing.into_iter().filter_map(|slot| self.element(slot)).collect();
            order::arrange(&rows, gaps);
        }
        let but_after = |(made, height)| (Gaps { after: gaps.after, ..made }, height) == room;
        let waits =
            made.filter(|&made| may_wait && but_after(made)).map(|(made, _)| made.after.saturating_sub(gaps.after));
        let excess = waits.unwrap_or_default();
        self.excess.set_value(excess);
        if excess == 0 && made != Some(room) {
            self.room.set_value(Some(room));
            for (spacer, rows) in SPACERS.into_iter().zip([gaps.before, gaps.between, gaps.after]) {
                order::make_room(spacer, rows, room.1);
            }
        }
    }
}
