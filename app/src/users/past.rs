//! The list as of a day: the button that asks for one, and where it is said which is shown. What opens, and the strip
//! above the list, come when they are wanted.

mod banner;
mod day;
mod difference;

pub(super) use day::DayDialog;
pub(super) use difference::DifferenceDialog;

use crate::ui::drawings;
use domain::{PeopleFilter, Timestamp};
use leptos::prelude::*;

use super::import_button::opener;
use super::state::PageState;
use crate::lazy::{part, show};
use crate::text::past as text;

part! {
    /// What is said of the past; with the commands, as a part of its own would weigh on the first load.
    PAST, commands, past, view! { <banner::PastBanner/> }.into_any()
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
}

/// The button, for who may look at the past.
#[component]
pub(super) fn DayButton() -> AnyView {
    opener(|summary| summary.may_see_past, text::as_of(), drawings::CALENDAR, PageState::expect().choosing_day)
}

/// Where it is said that the list is not of today, or why not.
#[component]
pub(super) fn PastPlace() -> AnyView {
    let page = PageState::expect();
    let any =
        Memo::new(move |_| page.filter.with(|filter| filter.as_of.is_some()) || !page.no_past.with(String::is_empty));
    // Where the part does not come, the table is as it is all the same: of that day, and nothing in it can be changed.
    view! { {move || any.get().then(|| show(&PAST, || ().into_any(), |_| ().into_any()))} }.into_any()
}
