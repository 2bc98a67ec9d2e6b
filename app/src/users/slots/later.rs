//! What the frame of a key need not wait for.

use std::time::Duration;

use leptos::prelude::*;

use super::{PageState, Slots};
use crate::ui::dom;

/// How many more rows of a short list come into the document at a time, a frame each.
const SLICE: usize = 12;
/// How long a short list rests before it is made whole: rows that the next key would change only slow it down.
const REST: Duration = Duration::from_millis(250);
/// Marks rows that stand for a frame longer than they are wanted.
const LINGERS: &str = "data-lingers";

impl Slots {
    /// Has only those rows be drawn as nothing, where they are `in_sight`.
    pub(super) fn fade(self, lingering: &[usize], in_sight: bool) {
        let faded = |number: &usize| in_sight && lingering.contains(number);
        for number in self.faded.get_value().into_iter().filter(|number| !faded(number)) {
            if let Some(row) = self.element(number) {
                dom::write_attribute(&row, LINGERS, None);
            }
        }
        let now: Vec<usize> = lingering.iter().copied().filter(faded).collect();
        for row in now.iter().filter_map(|&number| self.element(number)) {
            dom::write_attribute(&row, LINGERS, Some(""));
        }
        self.faded.set_value(now);
    }

    /// Brings, once the next frame is painted, the rows that it need not wait for.
    pub(super) fn finish_afterwards(self, state: PageState, more: usize) {
        if self.afterwards.get_value() {
            return;
        }
        self.afterwards.set_value(true);
        request_animation_frame(move || {
            let finish = move || {
                // Nothing, where the page is gone.
                if self.afterwards.try_set_value(false).is_none() {
                    self.lay(state, false, more);
                }
            };
            set_timeout(finish, Duration::ZERO);
        });
    }

    /// Brings the other rows of a short list, slice by slice, once it rests; nothing for a list that is there.
    pub(super) fn rest(self, partial: Option<PageState>) {
        let complete = |state| {
            let complete = move || {
                if self.rest.try_set_value(None).is_none() {
                    self.lay(state, false, SLICE);
                }
            };
            set_timeout_with_handle(complete, REST).ok()
        };
        let earlier = self.rest.try_update_value(|rest| std::mem::replace(rest, partial.and_then(complete)));
        if let Some(earlier) = earlier.flatten() {
            earlier.clear();
        }
    }
}
