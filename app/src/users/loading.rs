//! The people, fetched whole, and kept in line with the clock and with the connection.

use std::time::Duration;

use domain::{MINUTE_MS, PersonId, Timestamp};
use gloo_net::http::Request;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
#[cfg(feature = "hydrate")]
use leptos::web_sys::AbortController;
use roster::{Roster, Snapshot};

use super::order;
use super::state::{Connection, PageState};
use super::terms::with_terms_taken;
#[cfg(feature = "hydrate")]
use super::zone;
use crate::api::call::answered;
#[cfg(feature = "hydrate")]
use crate::api::packed::{PACKED_TYPE, unpack};
use crate::api::people::NotShown;
#[cfg(feature = "hydrate")]
use crate::api::people::trouble;

/// How long after its minute has come a date is looked at, in ms.
const AFTER_MS: u64 = 50;
/// How long to wait before asking again whether the server is there.
const AGAIN: Duration = Duration::from_secs(5);

impl PageState {
    /// Fetches the people once the page is alive, and keeps them current.
    pub(super) fn start(self) {
        self.reload();
        self.watch_connection();
        self.at_next_minute();
    }

    /// Fetches the people anew. Rows stay where they are.
    pub fn reload(self) {
        self.reload_wanted.try_set_value(false);
        self.reloading.try_set_value(true);
        let was_lost = self.connection.try_get_untracked().is_some_and(|connection| connection != Connection::Fine);
        let asked_at = self.with_roster(Roster::seq);
        let day = self.filter.try_with_untracked(|filter| filter.as_of).flatten();
        spawn_local(async move {
            let fetched = fetch(&self.org(), day)
                .await
                .and_then(|snapshot| Roster::load(snapshot).map_err(|_| NotShown::Failed(String::new())));
            // Nothing of a page that was left meanwhile is there to be shown.
            if !self.is_here() {
                return;
            }
            // Another day was asked for meanwhile, and is on its way.
            if self.filter.with_untracked(|filter| filter.as_of != day) {
                return;
            }
            self.reloading.set_value(false);
            match fetched {
                Ok(roster) => {
                    // What the page has heard of meanwhile is not undone by an answer from before.
                    let heard = self.with_roster(Roster::seq);
                    if heard > asked_at && heard > Some(roster.seq()) {
                        return self.reload();
                    }
                    self.take(roster, day);
                    // What went away since it was asked for is not back because of an earlier answer.
                    if was_lost {
                        self.connection.try_set(Connection::Fine);
                    }
                }
                Err(NotShown::Failed(_)) if day.is_some() => self.day_failed.set(true),
                Err(error) => self.not_fetched(error),
            }
            self.catch_up();
        });
    }

    fn take(self, roster: Roster, day: Option<Timestamp>) {
        if !self.turns.is_idle() || self.drafting.try_get_value().unwrap_or_default() {
            // An edit is on its way, or shown in its row, that the new people do not have yet: they are fetched again
            // after it.
            self.reload_wanted.set_value(true);
            return;
        }
        if day.is_none() {
            self.clock_ahead.try_set_value(roster.now().0 - browser_now());
        }
        // Another day's rows have an order of their own.
        let same_day = self.shown_day.try_get_untracked() == Some(day);
        let order: Vec<PersonId> = self
            .with_view(|old, view| view.rows.iter().filter_map(|&row| Some(old.row(row)?.id())).collect())
            .unwrap_or_default();
        // Terms that were typed before the people came become choices with them.
        let typed = self.filter.get_untracked();
        let filter = with_terms_taken(&roster, &typed);
        if filter != typed {
            self.filter.set(filter.clone());
        }
        let mut view = roster.query(&filter, None);
        if same_day && !order.is_empty() {
            let chosen = self.selected_people();
            view.rows = order.into_iter().filter_map(|person| roster.find(person)).collect();
            let in_place = self.reload_in_place.try_update_value(std::mem::take).unwrap_or_default();
            if in_place && order::at_hand() {
                roster.refresh_in_place(&mut view);
            } else {
                roster.refresh(&mut view);
            }
            roster.select_only(&mut view, chosen);
        }
        self.slots.renumber(|person| roster.find(person));
        self.view.try_set_value(Some(view));
        self.roster.try_set_value(Some(roster));
        if !same_day {
            self.shown_day.try_set(day);
        }
        self.load_error.try_set(None);
        let first = self.loaded.try_get_untracked() == Some(false);
        if first {
            self.loaded.set(true);
        }
        self.show();
    }

    pub(super) fn not_fetched(self, error: NotShown) {
        match error {
            NotShown::SignedOut => {
                spawn_local(async move {
                    if self.session.signed_in_again().await {
                        self.reload();
                    }
                });
            }
            NotShown::Offline => {
                self.lost();
                self.load_error.try_set(Some(NotShown::Offline));
            }
            other => {
                self.load_error.try_set(Some(other));
            }
        }
    }

    /// The server was not reached: asks for it until it is.
    pub(super) fn lost(self) {
        let fine = self.connection.try_with_untracked(|connection| *connection == Connection::Fine);
        if fine == Some(true) {
            self.connection.set(Connection::NoAnswer);
            set_timeout(move || self.look_for_server(), AGAIN);
        }
    }

    /// The server was reached. An answer that was on its way when the browser went offline does not say that it is back.
    pub(super) fn found(self) {
        let lost = self.connection.try_with_untracked(|connection| *connection != Connection::Fine) == Some(true);
        if lost && window().navigator().on_line() {
            self.connection.set(Connection::Fine);
        }
    }

    /// Asks whether the server is there again, and catches up when it is.
    pub fn look_for_server(self) {
        spawn_local(async move {
            let look = async { Request::get("/healthz").send().await.map_err(|_| NotShown::Offline) };
            let there = answered(look).await.is_ok_and(|response| response.ok());
            match self.connection.try_get_untracked() {
                None | Some(Connection::Fine) => {}
                Some(_) if there => {
                    self.connection.set(Connection::Fine);
                    self.reload();
                }
                Some(_) => set_timeout(move || self.look_for_server(), AGAIN),
            }
        });
    }

    fn watch_connection(self) {
        let gone = window_event_listener(ev::offline, move |_| self.connection.set(Connection::Offline));
        let back = window_event_listener(ev::online, move |_| self.look_for_server());
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    }

    /// Dates pass: access ends, invitations go out of date, "3 days ago" becomes four. Each at its minute, by the
    /// server's clock, until the page is left.
    fn at_next_minute(self) {
        let Some(now) = self.server_now() else { return };
        let rest = MINUTE_MS.unsigned_abs() - now.0.rem_euclid(MINUTE_MS).unsigned_abs();
        let look = move || {
            if let Some(now) = self.server_now() {
                self.change_roster(|roster| roster.at(now));
                self.at_next_minute();
            }
        };
        set_timeout(look, Duration::from_millis(rest + AFTER_MS));
    }

    /// What the server's clock says; `None` when the page was left.
    pub(super) fn server_now(self) -> Option<Timestamp> {
        Some(Timestamp(browser_now() + self.clock_ahead.try_get_value()?))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far from where they end")]
fn browser_now() -> i64 {
    leptos::web_sys::js_sys::Date::now() as i64
}

#[cfg(feature = "hydrate")]
async fn fetch(org: &str, day: Option<Timestamp>) -> Result<Snapshot, NotShown> {
    let abort = AbortController::new().ok();
    let signal = abort.as_ref().map(AbortController::signal);
    let past = day.map(|day| format!("?as_of=@{}", zone::moment(day).0)).unwrap_or_default();
    let request = Request::get(&format!("/o/{org}/snapshot{past}")).header("accept", PACKED_TYPE);
    let request = request.abort_signal(signal.as_ref());
    // What comes may take its time, for many people over a slow network; whether anything comes may not.
    let response = answered(async { request.send().await.map_err(|_| NotShown::Offline) }).await;
    if let Some(abort) = abort.filter(|_| response.is_err()) {
        // The browser has few connections to a server: one that hangs is not kept.
        abort.abort();
    }
    let response = response?;
    if let Some(trouble) = trouble(&response) {
        return Err(trouble);
    }
    let bytes = response.binary().await.map_err(|_| NotShown::Offline)?;
    unpack(&bytes).map_err(|_| NotShown::Failed(String::new()))
}

/// The server renders what it has and fetches nothing.
#[cfg(not(feature = "hydrate"))]
fn fetch(_: &str, _: Option<Timestamp>) -> std::future::Ready<Result<Snapshot, NotShown>> {
    std::future::ready(Err(NotShown::Offline))
}
