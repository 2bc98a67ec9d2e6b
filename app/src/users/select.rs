//! Choosing rows for an action on many.

use domain::PersonId;
use leptos::prelude::*;
use roster::{Roster, View};

use super::state::PageState;
use crate::text::bulk as text;

/// How many rows are chosen, and how many could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    /// Chosen.
    pub rows: u32,
    /// Could be: all that the list shows but one's own.
    pub of: u32,
}

impl Selected {
    pub(super) fn of(roster: &Roster, view: &View) -> Self {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self { rows: number(view.selected()), of: number(roster.selectable(view)) }
    }

    /// Whether anybody is chosen.
    #[must_use]
    pub fn is_any(self) -> bool {
        self.rows > 0
    }

    /// Whether everybody who could be is chosen.
    #[must_use]
    pub fn is_all(self) -> bool {
        self.is_any() && self.rows == self.of
    }
}

impl PageState {
    /// Chooses somebody's row, or lets it go; `range`: and all rows between it and the last one that was.
    pub fn select(self, person: PersonId, chosen: bool, range: bool) {
        let anchor = self.last_selected.get_value().filter(|_| range);
        self.change_selection(|roster, view| {
            let place = |person: PersonId| view.place(roster.find(person)?);
            let Some(at) = place(person) else { return };
            let from = anchor.and_then(place).unwrap_or(at);
            let rows = view.rows[at.min(from)..=at.max(from)].to_vec();
            roster.select(view, rows, chosen);
        });
        self.last_selected.set_value(Some(person));
    }

    /// Chooses everybody whom the list shows, or lets everybody go.
    pub fn select_all(self, chosen: bool) {
        self.change_selection(|roster, view| {
            let rows = view.rows.clone();
            roster.select(view, rows, chosen);
        });
        self.last_selected.set_value(None);
    }

    /// Chooses just these.
    pub(crate) fn select_only(self, people: &[PersonId]) {
        self.change_selection(|roster, view| roster.select_only(view, people.iter().copied()));
    }

    /// Whom the chosen rows are about, in the order of the list.
    pub(crate) fn selected_people(self) -> Vec<PersonId> {
        let people = self.with_view(|roster, view| {
            view.selected_rows().filter_map(|row| Some(roster.row(row)?.id())).collect::<Vec<_>>()
        });
        people.unwrap_or_default()
    }

    fn change_selection(self, change: impl FnOnce(&Roster, &mut View)) {
        let changed = self.with_roster(|roster| {
            self.view.try_update_value(|view| view.as_mut().map(|view| change(roster, view))).flatten()
        });
        if changed.flatten().is_some() {
            self.show();
        }
    }

    /// Says how many a filter took out of what was chosen.
    pub(super) fn tell_dropped(self, before: usize) {
        let after = self.with_view(|_, view| view.selected()).unwrap_or_default();
        if let Some(dropped) = before.checked_sub(after).filter(|dropped| *dropped > 0) {
            self.toasts.success(text::dropped(u32::try_from(dropped).unwrap_or(u32::MAX)));
        }
    }
}
