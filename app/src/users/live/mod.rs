//! What others do, as it happens: heard once for all tabs of a browser, and shown without moving a row under a hand.
//! Comes after the people.

#[cfg(any(feature = "hydrate", test))]
mod message;
mod present;
#[cfg(feature = "hydrate")]
mod standing;
#[cfg(feature = "hydrate")]
mod stream;
#[cfg(feature = "hydrate")]
mod tabs;
mod updates;

use std::time::Duration;

use leptos::prelude::*;

use super::state::PageState;
use crate::lazy::part;
#[cfg(feature = "hydrate")]
use tabs::listen;

/// The doors.
pub(super) struct Live {
    /// Begins to listen; until the page's owner is cleaned up.
    listen: fn(PageState),
    /// Tells who else is on the page.
    also_here: fn(PageState) -> AnyView,
    /// Tells how many rows came or left that the list does not show yet.
    updates: fn(PageState) -> AnyView,
}

part! {
    /// Listening, and what it is shown with.
    LIVE: Live, live, live, Live {
        listen,
        also_here: |page| view! { <present::AlsoHere page/> }.into_any(),
        updates: |page| view! { <updates::Updates page/> }.into_any(),
    }
}

/// How long to wait before the part is asked for again.
const AGAIN: Duration = Duration::from_secs(5);

/// Listens from when the people are there.
pub(super) fn follow(page: PageState) {
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move |_| {
        if page.loaded.get() {
            begin(page, owner.clone());
        }
    });
}

/// Listens, however often the part for it has to be asked for.
fn begin(page: PageState, owner: Owner) {
    LIVE.load_then(move |_| match LIVE.get() {
        _ if !page.is_here() => {}
        Some(live) => owner.with(|| (live.listen)(page)),
        None => set_timeout(move || begin(page, owner), AGAIN),
    });
}

/// The server does not listen to itself.
#[cfg(not(feature = "hydrate"))]
fn listen(_: PageState) {}

/// Where it is told who else is on the page, once somebody is.
#[component]
pub(super) fn AlsoHere() -> AnyView {
    let page = PageState::expect();
    let any = Memo::new(move |_| !page.present.with(String::is_empty));
    view! { {move || any.get().then(|| LIVE.get().map(|live| (live.also_here)(page))).flatten()} }.into_any()
}

/// Where it is told how many rows came or left that the list does not show yet.
#[component]
pub(super) fn Waiting() -> AnyView {
    let page = PageState::expect();
    let any = Memo::new(move |_| page.updates.get() > 0);
    view! { {move || any.get().then(|| LIVE.get().map(|live| (live.updates)(page))).flatten()} }.into_any()
}
