//! The one place that speaks to screen readers without moving the focus.

use std::time::Duration;

use leptos::prelude::*;

/// How long the page must be quiet before something is said.
const QUIET: Duration = Duration::from_millis(700);

/// Says things politely, the last of a burst only. Provided as context by [`LiveRegion`]'s owner.
#[derive(Clone, Copy)]
pub struct Announcer {
    said: RwSignal<String>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Announcer {
    /// An announcer with nothing to say yet.
    #[must_use]
    pub fn new() -> Self {
        Self { said: RwSignal::default(), waiting: StoredValue::new(None) }
    }

    /// Says `text` once nothing else was to be said for 700 ms. Only in the browser.
    pub fn say(self, text: impl Into<String>) {
        let text = text.into();
        let said = self.said;
        let handle = set_timeout_with_handle(move || said.set(text), QUIET).ok();
        self.waiting.update_value(|waiting| {
            if let Some(earlier) = std::mem::replace(waiting, handle) {
                earlier.clear();
            }
        });
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// The region itself; one a page, in it from the start.
#[component]
pub fn LiveRegion(
    /// What it says.
    announcer: Announcer,
) -> AnyView {
    view! { <div class="visually-hidden" aria-live="polite" aria-atomic="true">{move || announcer.said.get()}</div> }
        .into_any()
}
