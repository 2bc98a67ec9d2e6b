//! What the frame of a key need not wait for: done once that is painted, a little a frame, so that the next key never
//! waits either.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

use leptos::prelude::*;

/// How long steps may begin within a frame, in ms: what the page writes costs the browser several times as much.
pub(crate) const SHARE: f64 = 1.2;

/// Whether a step has more to do, in the next frame and before all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing is left of it.
    Done,
    /// It goes on.
    More,
}

type Step = Box<dyn FnMut() -> Then>;

thread_local! {
    static WAITING: RefCell<VecDeque<Step>> = RefCell::default();
    static COMING: Cell<bool> = const { Cell::new(false) };
}

/// Does something after the next frame is painted, behind whatever waits already. For the browser.
pub(crate) fn after_frame(step: impl FnMut() -> Then + 'static) {
    WAITING.with_borrow_mut(|waiting| waiting.push_back(Box::new(step)));
    come();
}

/// The browser's clock, in ms.
pub(crate) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

fn come() {
    if !COMING.replace(true) {
        request_animation_frame(|| {
            set_timeout(
                || {
                    COMING.set(false);
                    take_turns();
                },
                Duration::ZERO,
            );
        });
    }
}

fn take_turns() {
    let begun = now();
    while let Some(mut step) = WAITING.with_borrow_mut(VecDeque::pop_front) {
        if step() == Then::More {
            WAITING.with_borrow_mut(|waiting| waiting.push_front(step));
            return come();
        }
        if now() - begun > SHARE {
            break;
        }
    }
    if WAITING.with_borrow(|waiting| !waiting.is_empty()) {
        come();
    }
}
