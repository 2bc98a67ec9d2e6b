//! What stands where no rows are.

use domain::PeopleFilter;
use leptos::prelude::*;

use super::filters::{ClearFilters, words};
use super::state::PageState;
use crate::api::people::NotShown;
use crate::text::{errors, users as text};
use crate::ui::{Banner, BannerTone, Button, ButtonKind, EmptyState, Retry, drawings};

/// Says why the list is empty, and what to do.
#[component]
pub fn Nobody() -> AnyView {
    let page = PageState::expect();
    let empty = Memo::new(move |_| page.summary.with(|summary| summary.rows == 0));
    let narrows = Memo::new(move |_| page.filter.with(PeopleFilter::narrows));
    let about = move || {
        let chips = page.summary.with(|summary| summary.chips.iter().map(words).collect::<Vec<_>>());
        page.filter.with(|filter| text::nobody_about(&chips, &filter.q))
    };
    let no_match = move || {
        view! {
            <EmptyState icon=drawings::SEARCH_X title=text::nobody().to_owned() text=Signal::derive(about)><ClearFilters/></EmptyState>
        }
    };
    let nobody_yet = move || {
        view! {
            <EmptyState icon=drawings::USERS title=text::nobody_yet().to_owned() text=text::nobody_yet_about().to_owned()>
                <Button kind=ButtonKind::Filled on_press=Callback::new(move |_| page.inviting.set(true))>{text::invite()}</Button>
            </EmptyState>
        }
    };
    view! {
        {move || empty.get().then(|| if narrows.get() { no_match().into_any() } else { nobody_yet().into_any() })}
    }
    .into_any()
}

/// The people could not be loaded: search and edits do not work yet.
#[component]
pub fn NotLoaded() -> AnyView {
    let page = PageState::expect();
    let failed = move || page.load_error.get().filter(|error| *error != NotShown::SignedOut && !page.loaded.get());
    let retry = Callback::new(move |()| page.reload());
    view! {
        {move || failed().map(|error| view! {
            <Banner tone=BannerTone::Danger icon=drawings::CIRCLE_ALERT text=format!("{}. {}", text::load_failed(), errors::not_shown(&error))>
                <Retry drawn=false on_press=retry/>
            </Banner>
        })}
    }
    .into_any()
}
