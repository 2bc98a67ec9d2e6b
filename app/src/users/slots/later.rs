//! What the frame of a key need not wait for.

use std::time::Duration;

use leptos::prelude::*;

use super::{PageState, Slots};
use crate::ui::frames::{self, Then};
use crate::users::window::{WHOLE_UP_TO, Writes};

/// How long a short list rests before it is made whole: rows that the next key would change only slow it down.
const REST: Duration = Duration::from_millis(250);
/// So many rows a frame bring even the slowest browser on.
const LEAST: usize = 2;

/// Why rows are laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// They may be others, or say something else.
    Anew,
    /// Of that, what the frame before had no room for.
    Onwards,
    /// The window moved: nothing that is near may be missing.
    Moved,
    /// A short list has rested, and is to be whole.
    Rested,
}

/// What is left to lay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// What was before: nothing had to be laid, and what waits goes on waiting.
    AsBefore,
    /// Nothing.
    Nothing,
    /// That, once the next frame is painted.
    Afterwards(Cause),
    /// The rest of a short list, once it rested.
    UntilRested,
}

/// How fast this browser writes rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pace {
    /// What a row took of late, in ms; nothing before one was written.
    row: f64,
}

impl Pace {
    /// How many rows have room in a frame: all of them where the browser is quick, a few where it is slow.
    pub(super) fn rows(self) -> usize {
        // Saturates: nothing for a row is room for all.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not below nothing")]
        let rows = (frames::SHARE / self.row) as usize;
        rows.max(LEAST)
    }

    /// How many rows may come into the document in a frame, of which so many `idle` ones need not be made: to make one
    /// takes longer than to write it, and is done once.
    pub(super) fn comes(self, idle: usize) -> usize {
        if idle > 0 { self.rows().min(idle) } else { (self.rows() / 2).max(2 * LEAST) }
    }

    /// That many, of those seen or `beyond` too.
    pub(super) fn writes(self, beyond: bool) -> Writes {
        Writes { rows: self.rows(), beyond }
    }

    /// What it is after so many `rows` took `ms`: half of what it was, half of what it is now.
    pub(super) fn measured(self, rows: usize, ms: f64) -> Self {
        if rows == 0 {
            return self;
        }
        #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
        let row = ms / rows as f64;
        Self { row: if self.row > 0.0 { self.row.midpoint(row) } else { row } }
    }
}

impl Slots {
    /// Lays what has room in this frame, and the rest in the next ones.
    pub(super) fn begin(self, state: PageState, cause: Cause) {
        let left = self.lay(state, cause);
        self.go_on(state, left);
    }

    fn go_on(self, state: PageState, left: Left) {
        if left == Left::AsBefore {
            return;
        }
        self.rest((left == Left::UntilRested).then_some(state));
        if let Left::Afterwards(cause) = left {
            let waits = self.afterwards.try_update_value(|waiting| waiting.replace(cause).is_some());
            if waits == Some(false) {
                frames::after_frame(move || self.take_turn(state));
            }
        }
    }

    fn take_turn(self, state: PageState) -> Then {
        // Nothing, where the page is gone.
        let Some(Some(cause)) = self.afterwards.try_get_value() else { return Then::Done };
        match self.lay(state, cause) {
            Left::Afterwards(cause) => {
                self.afterwards.set_value(Some(cause));
                Then::More
            }
            left @ (Left::AsBefore | Left::Nothing | Left::UntilRested) => {
                self.afterwards.set_value(None);
                let (there, all) = (self.placed.with_value(Vec::len), self.rows_in_list.get_value());
                // All that was near was there already, and a short list is still to be made whole.
                let is_short = all <= WHOLE_UP_TO && there < all;
                let left = if left == Left::AsBefore && is_short { Left::UntilRested } else { left };
                self.go_on(state, left);
                Then::Done
            }
        }
    }

    /// Brings the other rows of a short list, slice by slice, once it rests; nothing for a list that is there.
    fn rest(self, partial: Option<PageState>) {
        let complete = |state| {
            let complete = move || {
                if self.rest.try_set_value(None).is_none() {
                    self.begin(state, Cause::Rested);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quick_browser_writes_all_in_one_frame_and_a_slow_one_a_few() {
        let quick = Pace::default().measured(10, 0.5);
        assert_eq!(Pace::default().rows(), usize::MAX, "not known yet");
        assert!(quick.rows() > 20, "{}", quick.rows());
        let slow = Pace::default().measured(10, 4.0);
        assert!((LEAST..=3).contains(&slow.rows()), "{}", slow.rows());
        assert_eq!(slow.measured(0, 9.0), slow, "nothing was written");
        assert_eq!(Pace::default().measured(1, 50.0).rows(), LEAST);
        assert!(quick.rows() > quick.measured(10, 4.0).rows(), "it becomes slower");
    }
}
