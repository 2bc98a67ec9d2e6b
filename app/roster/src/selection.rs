//! Which rows of a view are chosen for an action on many people.

use crate::{Roster, View, bits::Bits};
use domain::PersonId;

impl View {
    /// Whether a row is chosen.
    #[must_use]
    pub fn is_selected(&self, row: u32) -> bool {
        self.selected.has(row)
    }

    /// How many rows are chosen.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected.count()
    }

    /// The chosen rows, in the order of the view.
    pub fn selected_rows(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().copied().filter(|&row| self.is_selected(row))
    }
}

impl Roster {
    /// Whether a row can be chosen: everybody's but the viewer's own, and none in the past.
    #[must_use]
    pub fn is_selectable(&self, row: u32) -> bool {
        !self.past && self.row(row).is_some_and(|row| !row.is_own())
    }

    /// How many rows of a view can be chosen.
    #[must_use]
    pub fn selectable(&self, view: &View) -> usize {
        if self.past {
            return 0;
        }
        let own = self.viewer().user().and_then(|user| self.find(user.into()));
        let stands_there = own.is_some_and(|own| view.place(own).is_some());
        view.rows.len() - usize::from(stands_there)
    }

    /// Chooses rows of the view, or lets them go; those that cannot be chosen stay as they are.
    pub fn select(&self, view: &mut View, rows: impl IntoIterator<Item = u32>, chosen: bool) {
        view.selected.grow(self.len() as usize);
        for row in rows {
            if !chosen {
                view.selected.remove(row);
            } else if self.is_selectable(row) {
                view.selected.insert(row);
            }
        }
    }

    /// Chooses just these people, as far as the view shows them.
    pub fn select_only(&self, view: &mut View, people: impl IntoIterator<Item = PersonId>) {
        let mut wanted = Bits::new(self.len() as usize);
        people.into_iter().filter_map(|person| self.find(person)).for_each(|row| wanted.insert(row));
        let rows: Vec<u32> = view.rows.iter().copied().filter(|&row| wanted.has(row)).collect();
        view.selected = Bits::default();
        self.select(view, rows, true);
    }
}

/// What stays chosen where other rows are shown.
pub(crate) fn kept(selected: &Bits, rows: &[u32], len: usize) -> Bits {
    let mut kept = Bits::default();
    if !selected.is_empty() {
        kept.grow(len);
        rows.iter().copied().filter(|&row| selected.has(row)).for_each(|row| kept.insert(row));
    }
    kept
}
