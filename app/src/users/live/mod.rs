//! What others do, as it happens: heard once for all tabs of a browser, and shown without moving a row under a hand.
//! Comes after the people.

#[cfg(feature = "hydrate")]
mod audience;
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

use domain::Permissions;
use leptos::prelude::*;

use super::session::Session;
use super::state::PageState;
use crate::lazy::part;
use crate::ui::dom;
#[cfg(feature = "hydrate")]
use tabs::{hear, listen};

/// The doors.
pub(crate) struct Live {
    /// Begins to listen; until the page's owner is cleaned up.
    listen: fn(PageState),
    /// Likewise for a page that only wants to know that something happened.
    hear: fn(Ears),
    /// Tells who else is on the page.
    also_here: fn(PageState) -> AnyView,
    /// Tells how many rows came or left that the list does not show yet.
    updates: fn(PageState) -> AnyView,
}

part! {
    /// Listening, and what it is shown with.
    LIVE: Live, live, live, Live {
        listen,
        hear,
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

/// Nor for another page.
#[cfg(not(feature = "hydrate"))]
fn hear(_: Ears) {}

/// A page that shows what it is told when it asks, and wants to know when to ask again.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the server does not listen"))]
pub(crate) struct Ears {
    /// The organization's name in URLs.
    org: StoredValue<String>,
    /// What its person may do there: who hears the same shares a stream.
    permissions: Permissions,
    session: Session,
    /// The number of the last event that it was told of.
    seq: StoredValue<u64>,
    changed: Trigger,
}

/// How long a page waits after it was told, for what comes with it.
const TOGETHER: Duration = Duration::from_millis(200);

/// Has a page ask again after others did something in an organization, until the current owner is cleaned up.
pub(crate) fn ask_again_when_told(
    org: String,
    permissions: Permissions,
    session: Session,
    ask: impl Fn() + Copy + Send + 'static,
) {
    let ears =
        Ears { org: StoredValue::new(org), permissions, session, seq: StoredValue::new(0), changed: Trigger::new() };
    let waits = StoredValue::new(false);
    Effect::new(move |told: Option<()>| {
        ears.changed.track();
        if told.is_some() && !waits.get_value() {
            waits.set_value(true);
            set_timeout(
                move || {
                    // Nothing, where the page is gone or goes: it may be the next one's to see.
                    if waits.try_set_value(false).is_none() && !dom::leaves() {
                        ask();
                    }
                },
                TOGETHER,
            );
        }
    });
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move |_| hear_with(ears, owner.clone()));
}

fn hear_with(ears: Ears, owner: Owner) {
    LIVE.load_then(move |_| match LIVE.get() {
        _ if ears.seq.try_get_value().is_none() => {}
        Some(live) => owner.with(|| (live.hear)(ears)),
        None => set_timeout(move || hear_with(ears, owner), AGAIN),
    });
}

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
