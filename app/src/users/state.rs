//! What the Users page knows, in one place that its parts find in the context.
//!
//! The people themselves are plain memory outside the reactive graph. What stands on the screen is reactive:
//! the filter, the summary round the rows, and a signal for each row in sight.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Authority, Column, CommandId, PeopleFilter, PersonId, Timestamp};
use leptos::prelude::*;
use roster::{Applied, Edit, Roster, View};

use super::face::{FirstPage, Summary};
use super::select::Selected;
use super::session::{Session, Slug};
use super::slots::Slots;
use super::terms::with_terms_taken;
use super::turns::Turns;
use crate::api::error::ApiError;
use crate::api::people::NotShown;
use crate::ui::frames::{self, Then};
use crate::ui::{Announcer, Toasts};

/// How the server is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Well.
    #[default]
    Fine,
    /// The browser has no network.
    Offline,
    /// The server does not answer.
    NoAnswer,
}

/// An edit that was not made: shown below its cell until something else is done there.
#[derive(Clone, Debug, PartialEq)]
pub struct RowProblem {
    /// In whose row.
    pub person: PersonId,
    /// What was to be done.
    pub edit: Edit,
    /// Why it was not.
    pub error: ApiError,
    /// The intent: sent again when the server said nothing, so that it is done once.
    pub intent: CommandId,
}

impl RowProblem {
    /// Below which cell it stands: `role` or `teams`.
    #[must_use]
    pub fn control(&self) -> &'static str {
        match self.edit {
            Edit::Role(_) => "role",
            Edit::Teams { .. } => "teams",
        }
    }

    /// The number of the event that was first, in a clash.
    #[must_use]
    pub fn clash(&self) -> Option<u64> {
        self.error.clash()
    }
}

/// The page's state; a handful of handles.
#[derive(Clone, Copy)]
pub struct PageState {
    /// Outlives the page: what is still on its way when the page goes is for this organization.
    pub(super) org: Slug,
    /// The session, and what waits when it is over.
    pub(super) session: Session,
    pub(super) roster: StoredValue<Option<Roster>>,
    pub(super) view: StoredValue<Option<View>>,
    pub(super) turns: Turns,
    /// By person, the last event of one's own edits, or that one was told of: an edit never clashes with it.
    pub(super) own_events: StoredValue<BTreeMap<PersonId, u64>>,
    /// What one did oneself: the feed tells of it too.
    pub(super) own_commands: StoredValue<BTreeSet<CommandId>>,
    pub(super) reload_wanted: StoredValue<bool>,
    /// The people are being fetched: what comes meanwhile waits for that.
    pub(super) reloading: StoredValue<bool>,
    /// It is for what others did: it moves no row under a hand.
    pub(super) reload_in_place: StoredValue<bool>,
    /// Teams are toggled in an open list, and not sent yet.
    pub(super) drafting: StoredValue<bool>,
    /// By how many ms the server's clock is ahead of the browser's.
    pub(super) clock_ahead: StoredValue<i64>,
    /// Whose row was chosen last: a range begins there.
    pub(super) last_selected: StoredValue<Option<PersonId>>,
    /// The rows in sight.
    pub slots: Slots,
    /// Told whenever people, counts or the view changed, once the rows that say so are painted.
    pub version: RwSignal<u32>,
    /// Whether that is to be told after the next frame.
    pub(super) version_waits: StoredValue<bool>,
    /// Whether the people are loaded: until then only the first rows are known, and nothing can be done to them.
    pub loaded: RwSignal<bool>,
    /// Why they cannot be loaded.
    pub load_error: RwSignal<Option<NotShown>>,
    /// Search, filters, order and columns. Set it by [`PageState::set_filter`].
    pub filter: RwSignal<PeopleFilter>,
    /// Told when its columns are others: each row follows them, and none is to be asked about each letter.
    columns_told: Trigger,
    /// What stands round the rows.
    pub summary: RwSignal<Summary>,
    /// How many rows are chosen. Changed by [`PageState::select`] and its like.
    pub selected: RwSignal<Selected>,
    /// How many rows came or left that the list does not show yet: nothing moves under a hand.
    pub updates: RwSignal<usize>,
    /// Who has the page open, oneself too, as the server told last: a list of [`crate::api::present::Present`], read where it
    /// is shown, for that comes later.
    pub present: RwSignal<String>,
    /// How many addresses the invite dialog holds that need a seat.
    pub typing: RwSignal<u32>,
    /// Whether the invite dialog is open.
    pub inviting: RwSignal<bool>,
    /// Whether the dialog that imports lists is open.
    pub importing: RwSignal<bool>,
    /// The day that the people were fetched for, as the filter has it.
    pub(super) shown_day: RwSignal<Option<Timestamp>>,
    /// Why the day that was asked for is not shown, in words.
    pub(super) no_past: RwSignal<String>,
    /// The day that is asked for did not come: its banner finds out why.
    pub(super) day_failed: RwSignal<bool>,
    /// Whether the dialog that asks for a day is open.
    pub(super) choosing_day: RwSignal<bool>,
    /// How many of the viewer's own views show more people than they wanted to hear of.
    pub ringing: RwSignal<u32>,
    /// Whether what opens in the rows has come.
    pub(super) menus_here: RwSignal<bool>,
    /// How the server is reached.
    pub connection: RwSignal<Connection>,
    /// The edits that were not made.
    pub problems: RwSignal<Vec<RowProblem>>,
    /// What went well and what did not.
    pub toasts: Toasts,
    /// Speaks to screen readers.
    pub announcer: Announcer,
}

impl PageState {
    /// The state of a page that knows its first rows.
    #[must_use]
    pub fn new(org: String, first: FirstPage, toasts: Toasts, announcer: Announcer) -> Self {
        let FirstPage { filter, summary, rows, ringing, no_past } = first;
        let session: Session = use_context().unwrap_or_default();
        Self {
            org: session.keep(org),
            session,
            roster: StoredValue::new(None),
            view: StoredValue::new(None),
            turns: Turns::default(),
            own_events: StoredValue::default(),
            own_commands: StoredValue::default(),
            reload_wanted: StoredValue::new(false),
            reloading: StoredValue::new(false),
            reload_in_place: StoredValue::new(false),
            drafting: StoredValue::new(false),
            clock_ahead: StoredValue::new(0),
            last_selected: StoredValue::new(None),
            slots: Slots::new(rows, summary.rows as usize),
            version: RwSignal::new(0),
            version_waits: StoredValue::new(false),
            loaded: RwSignal::new(false),
            load_error: RwSignal::new(None),
            columns_told: Trigger::new(),
            shown_day: RwSignal::new(filter.as_of),
            filter: RwSignal::new(filter),
            summary: RwSignal::new(summary),
            selected: RwSignal::default(),
            updates: RwSignal::new(0),
            present: RwSignal::default(),
            typing: RwSignal::new(0),
            inviting: RwSignal::new(false),
            importing: RwSignal::new(false),
            no_past: RwSignal::new(no_past),
            day_failed: RwSignal::new(false),
            choosing_day: RwSignal::new(false),
            ringing: RwSignal::new(ringing),
            menus_here: RwSignal::new(false),
            connection: RwSignal::default(),
            problems: RwSignal::default(),
            toasts,
            announcer,
        }
    }

    /// The state that the page provides.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The organization's name in URLs.
    #[must_use]
    pub fn org(self) -> String {
        self.session.organization(self.org)
    }

    /// Looks at the people; `None` before they are loaded.
    pub fn with_roster<T>(self, look: impl FnOnce(&Roster) -> T) -> Option<T> {
        self.roster.try_with_value(|roster| roster.as_ref().map(look)).flatten()
    }

    /// Looks at the people and at what is shown of them; `None` before they are loaded.
    pub fn with_view<T>(self, look: impl FnOnce(&Roster, &View) -> T) -> Option<T> {
        self.with_roster(|roster| self.view.try_with_value(|view| view.as_ref().map(|view| look(roster, view))))
            .flatten()
            .flatten()
    }

    /// Who looks; `None` before the people are loaded.
    #[must_use]
    pub fn viewer(self) -> Option<Authority> {
        self.with_roster(|roster| roster.viewer().clone())
    }

    /// Changes the people, then everything on the screen that says something else now. Rows stay where they are.
    pub fn change_roster(self, change: impl FnOnce(&mut Roster) -> Applied) {
        self.change(change, Roster::refresh);
    }

    /// Likewise, with another way to bring the list up to date.
    pub(super) fn change(self, change: impl FnOnce(&mut Roster) -> Applied, refresh: impl FnOnce(&Roster, &mut View)) {
        let applied = self.roster.try_update_value(|roster| roster.as_mut().map(change)).flatten();
        let Some(applied) = applied else { return };
        if applied.stale {
            self.reload_wanted.set_value(true);
        }
        self.with_roster(|roster| {
            self.view.try_update_value(|view| {
                if let Some(view) = view {
                    refresh(roster, view);
                }
            });
        });
        self.show();
    }

    /// Asks for something else: the rows change in the same frame. Terms of the search that are complete become
    /// choices.
    pub fn set_filter(self, filter: PeopleFilter) {
        let filter = self.with_roster(|roster| with_terms_taken(roster, &filter)).unwrap_or(filter);
        if self.filter.with_untracked(|old| *old == filter) {
            return;
        }
        let (other_columns, other_day) =
            self.filter.with_untracked(|old| (old.columns != filter.columns, old.as_of != filter.as_of));
        self.filter.set(filter);
        if other_columns {
            self.columns_told.notify();
        }
        self.query();
        if other_day {
            self.reload();
        }
    }

    /// The columns beyond the fixed ones. Tracks them and nothing else of the filter.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        self.columns_told.track();
        self.filter.with_untracked(|filter| filter.columns.clone())
    }

    /// Answers the filter anew: nothing is kept that does not match.
    pub(super) fn query(self) {
        let filter = self.filter.get_untracked();
        let view =
            self.with_roster(|roster| self.view.try_with_value(|previous| roster.query(&filter, previous.as_ref())));
        if let Some(view) = view.flatten() {
            let chosen = self.selected.with_untracked(|selected| selected.rows as usize);
            self.view.set_value(Some(view));
            self.show();
            self.tell_dropped(chosen);
        } else {
            self.tell_after_frame();
        }
    }

    /// Brings the screen in line with the people and the view.
    pub(super) fn show(self) {
        if let Some(summary) = self.with_view(Summary::of)
            && self.summary.with_untracked(|old| *old != summary)
        {
            self.summary.set(summary);
        }
        if let Some(selected) = self.with_view(Selected::of)
            && self.selected.with_untracked(|old| *old != selected)
        {
            self.selected.set(selected);
        }
        let updates = self.with_view(|_, view| view.updates()).unwrap_or_default();
        if self.updates.get_untracked() != updates {
            self.updates.set(updates);
        }
        self.slots.refill(self);
        self.tell_after_frame();
    }

    /// Tells of another version once what is shown now is painted.
    fn tell_after_frame(self) {
        if self.version_waits.try_update_value(|waits| std::mem::replace(waits, true)) == Some(false) {
            frames::after_frame(move || {
                // Nothing, where the page is gone.
                if self.version_waits.try_set_value(false).is_none() {
                    self.version.update(|version| *version = version.wrapping_add(1));
                }
                Then::Done
            });
        }
    }

    /// What was not done in a row, below one of its cells. Tracks.
    #[must_use]
    pub fn row_error(self, person: PersonId, control: &str) -> Option<RowProblem> {
        let is = |problem: &&RowProblem| problem.person == person && problem.control() == control;
        self.problems.with(|problems| problems.iter().find(is).cloned())
    }

    /// Forgets what was not done there.
    pub fn clear_row_error(self, person: PersonId, control: &str) {
        let is = |problem: &RowProblem| problem.person == person && problem.control() == control;
        if self.problems.with_untracked(|problems| problems.iter().any(is)) {
            self.problems.update(|problems| problems.retain(|problem| !is(problem)));
        }
    }

    /// Whether nothing can be changed now: the server is out of reach. Tracks.
    #[must_use]
    pub fn edits_wait(self) -> bool {
        self.connection.get() != Connection::Fine
    }

    /// Moves the focus to a control of a row, and the row into sight: `role`, `teams` or `actions`. Whether there
    /// is such a row.
    pub fn focus_row_control(self, person: PersonId, control: &str) -> bool {
        let place = self.with_view(|roster, view| view.place(roster.find(person)?)).flatten();
        place.is_some_and(|place| self.slots.focus(self, place, control))
    }

    /// Who to give the focus to when this person's row leaves: the next row, or the one before. Ask before it
    /// leaves.
    #[must_use]
    pub fn neighbour(self, person: PersonId) -> Option<PersonId> {
        self.with_view(|roster, view| {
            let place = view.place(roster.find(person)?)?;
            let next = view.rows.get(place + 1).or_else(|| view.rows.get(place.checked_sub(1)?))?;
            Some(roster.row(*next)?.id())
        })
        .flatten()
    }
}
