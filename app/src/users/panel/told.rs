//! What the server tells of a person beyond their row: why they have access, and how they sign in.

use domain::{History, PersonId, PersonPanel, allow};
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::Roster;

use super::Open;
use super::actions::keep_focus;
use crate::api::error::ApiError;
use crate::api::panel;
use crate::api::people::NotShown;
use crate::text::{edits, errors, panel as text};
use crate::ui::{Button, Retry, drawings};
use crate::users::row_actions::RowAction;
use crate::users::row_menu;
use crate::users::session::Session;
use crate::users::state::PageState;
use crate::users::{times, zone};

/// What is known so far. Asked for anew whenever something happened.
#[derive(Clone, Copy)]
pub(super) struct Told {
    page: PageState,
    person: PersonId,
    /// What the server told; `None` until it has.
    pub(super) known: RwSignal<Option<PersonPanel>>,
    /// Why it could not.
    pub(super) failed: RwSignal<Option<ApiError>>,
    /// Earlier entries of the history are on their way.
    pub(super) fetching: RwSignal<bool>,
}

impl Told {
    /// Begins to ask.
    pub(super) fn new(page: PageState, person: PersonId) -> Self {
        let told = Self {
            page,
            person,
            known: RwSignal::new(None),
            failed: RwSignal::new(None),
            fetching: RwSignal::new(false),
        };
        let happened = Memo::new(move |_| {
            page.version.track();
            page.with_roster(Roster::seq)
        });
        Effect::new(move |_| {
            happened.get();
            // What the server tells is of today.
            if page.with_roster(Roster::is_past) != Some(true) {
                told.ask();
            }
        });
        told
    }

    /// Asks for all of it.
    pub(super) fn ask(self) {
        self.failed.set(None);
        let (org, person) = (self.page.org(), self.person);
        spawn_local(async move {
            let answer = Session::ask(Some(self.page.session), || panel::panel(org.clone(), person)).await;
            match answer {
                Ok(fresh) => {
                    let known = self.known.try_update(Option::take).flatten();
                    let earlier = known.and_then(|known| known.history);
                    let history = fresh.history.map(|fresh| joined(fresh, earlier));
                    self.known.try_set(Some(PersonPanel { history, ..fresh }));
                }
                Err(error) => {
                    self.failed.try_set(Some(error));
                }
            }
        });
    }

    /// Asks for what happened before all that is known.
    pub(super) fn ask_earlier(self) {
        let oldest = |known: &Option<PersonPanel>| Some(known.as_ref()?.history.as_ref()?.entries.last()?.seq);
        let Some(before) = self.known.with_untracked(oldest) else { return };
        if self.fetching.get_untracked() {
            return;
        }
        self.failed.set(None);
        self.fetching.set(true);
        let (org, person) = (self.page.org(), self.person);
        spawn_local(async move {
            let answer =
                Session::ask(Some(self.page.session), || panel::history(org.clone(), person, Some(before))).await;
            self.fetching.try_set(false);
            match answer {
                Ok(earlier) => {
                    self.known.try_update(|known| {
                        if let Some(history) = known.as_mut().and_then(|known| known.history.as_mut()) {
                            history.entries.extend(earlier.entries);
                            history.more = earlier.more;
                        }
                    });
                }
                Err(error) => {
                    self.failed.try_set(Some(error));
                }
            }
        });
    }
}

/// A history with what is known of before it. Where something is missing between them, without.
fn joined(mut newer: History, earlier: Option<History>) -> History {
    let (Some(oldest), Some(earlier)) = (newer.entries.last().map(|entry| entry.seq), earlier) else { return newer };
    let meets = !newer.more || earlier.entries.first().is_none_or(|first| first.seq >= oldest);
    let before: Vec<_> = earlier.entries.into_iter().filter(|entry| entry.seq < oldest).collect();
    if meets && !before.is_empty() {
        newer.more = earlier.more;
        newer.entries.extend(before);
    }
    newer
}

/// Why they have access.
#[component]
pub(super) fn WhyAccess(
    /// The panel.
    open: Open,
) -> AnyView {
    let told = open.told;
    let lines =
        Memo::new(move |_| told.known.with(|known| known.as_ref().map(|known| text::why_access(&known.access))));
    let line = |words: String| view! { <li>{words}</li> };
    let failed = move || told.failed.get().map(|why| errors::not_shown(&NotShown::from(why)));
    view! {
        <section class="panel-section">
            <h3>{text::why_access_title()}</h3>
            <ul role="list">{move || lines.get().map(|lines| lines.into_iter().map(line).collect_view())}</ul>
            <div role="alert">
                {move || failed().map(|why| view! {
                    <p class="line-about">{why}</p>
                    <Retry on_press=Callback::new(move |()| told.ask())/>
                })}
            </div>
        </section>
    }
    .into_any()
}

/// How they sign in, for who may know.
#[component]
pub(super) fn HowSignedIn(
    /// The panel.
    open: Open,
) -> AnyView {
    let told = open.told;
    let sign_in = Memo::new(move |_| told.known.with(|known| known.as_ref().and_then(|known| known.sign_in.clone())));
    let lock = Memo::new(move |_| sign_in.with(|sign_in| sign_in.as_ref().and_then(|sign_in| sign_in.locked_until)));
    keep_focus(open, move || usize::from(lock.get().is_some()));
    let lift = Callback::new(move |_| row_menu::act(open.page, open.asking, open.person, RowAction::LiftLock));
    let may_lift = move || {
        let may = |roster: &Roster| {
            let row = roster.row(roster.find(open.person)?)?;
            Some(allow::lift_lock(roster.viewer(), &row.target()).is_ok())
        };
        open.page.with_roster(may).flatten() == Some(true)
    };
    let locked = move |until| {
        let now = open.page.summary.with(|summary| summary.now);
        view! {
            <p class="line-about">{text::locked(&times::when(zone::local(until), zone::local(now)))}</p>
            {may_lift().then(|| view! { <Button icon=drawings::LOCK on_press=lift>{edits::lift_lock()}</Button> })}
        }
    };
    view! {
        {move || sign_in.get().map(|sign_in| view! {
            <section class="panel-section">
                <h3>{text::sign_in()}</h3>
                <ul role="list">
                    <li>{text::sessions(sign_in.sessions)}</li>
                    <li>{text::methods(&sign_in.methods)}</li>
                </ul>
                {move || lock.get().map(locked)}
            </section>
        })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Deed, Doer, Door, Happened, HistoryEntry, Timestamp};

    fn history(seqs: &[u64], more: bool) -> History {
        let entry = |&seq: &u64| HistoryEntry {
            seq,
            deed: Deed { by: Doer::System, at: Timestamp(0) },
            door: Door::Page,
            what: Happened::SignedOut,
        };
        History { entries: seqs.iter().map(entry).collect(), more }
    }

    #[test]
    fn what_is_known_of_before_stays_where_nothing_is_missing_between() {
        let known = |newer: &[u64], more, earlier: &[u64], earlier_more| {
            let all = joined(history(newer, more), Some(history(earlier, earlier_more)));
            (all.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), all.more)
        };
        assert_eq!(known(&[9, 8], true, &[8, 7, 6], false), (vec![9, 8, 7, 6], false));
        assert_eq!(known(&[9, 8], true, &[8, 7], true), (vec![9, 8, 7], true));
        assert_eq!(known(&[9, 8], true, &[5, 4], false), (vec![9, 8], true), "6 and 7 may be missing");
        assert_eq!(known(&[2, 1], false, &[1], false), (vec![2, 1], false));
    }
}
