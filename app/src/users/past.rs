//! The list as of a day: the button that asks for one, and where it is said which is shown. What opens, and the strip
//! above the list, come when they are wanted.

mod banner;
mod day;
mod difference;

pub(super) use day::DayDialog;
pub(super) use difference::DifferenceDialog;

use domain::{PeopleFilter, Timestamp};
use leptos::prelude::*;

use super::state::PageState;
use crate::lazy::part;
use crate::text::{errors, past as text};
use crate::ui::Icon;

/// The doors.
pub(crate) struct Past {
    /// Says which day is shown, or why none is.
    banner: fn(PageState) -> AnyView,
    /// The day that is asked for did not come: says why, and goes back to today.
    refused: fn(PageState),
}

part! {
    /// What is said of the past; with the commands, as a part of its own would weigh on the first load.
    PAST: Past, commands, past, Past { banner: |page| view! { <banner::PastBanner page/> }.into_any(), refused: banner::refused }
}

/// What an address has that asks for a day.
#[cfg(feature = "hydrate")]
pub(crate) const AS_OF: &str = "as_of=";

impl PageState {
    /// Shows another day, or today.
    pub(super) fn show_day(self, as_of: Option<Timestamp>, since: Option<Timestamp>) {
        self.no_past.set(String::new());
        self.set_filter(PeopleFilter { as_of, since, ..self.filter.get_untracked() });
    }

    /// The day that is asked for did not come.
    pub(super) fn not_that_day(self) {
        PAST.load_then(move |_| match PAST.get() {
            Some(past) => (past.refused)(self),
            None => {
                self.toasts.failure(errors::part_not_loaded());
                self.show_day(None, None);
            }
        });
    }
}

/// The button, for who may look at the past.
#[component]
pub(super) fn DayButton() -> AnyView {
    let page = PageState::expect();
    let may = Memo::new(move |_| page.summary.with(|summary| summary.may_see_past));
    view! {
        {move || may.get().then(|| view! {
            <button
                type="button"
                class="icon-button"
                aria-label=text::as_of()
                title=text::as_of()
                on:click=move |_| page.choosing_day.set(true)
            >
                <Icon name="calendar"/>
            </button>
        })}
    }
    .into_any()
}

/// Where it is said that the list is not of today, or why not.
#[component]
pub(super) fn PastPlace() -> AnyView {
    let page = PageState::expect();
    let any =
        Memo::new(move |_| page.filter.with(|filter| filter.as_of.is_some()) || !page.no_past.with(String::is_empty));
    view! {
        {move || any.get().then(|| PAST.once_here(move |past| (past.banner)(page), move || page.not_that_day()))}
    }
    .into_any()
}
