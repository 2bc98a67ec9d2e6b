//! Refreshing a view without moving anything under the pointer.

use crate::{
    Roster, View,
    bits::Bits,
    numbers,
    record::{NO_ROW, code},
};
use domain::Status;

/// What a view does not show of what happened, so that no row moves under a hand; rows in order of number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    /// Rows that came, and are not in the list yet.
    came: Vec<u32>,
    /// Rows that left, and stand in the list still.
    left: Vec<u32>,
}

impl View {
    /// How many rows came or left that the list does not show yet ([`Roster::refresh_in_place`]).
    #[must_use]
    pub fn updates(&self) -> usize {
        self.held.came.len() + self.held.left.len()
    }

    /// Has the next [`Roster::refresh`] show them.
    pub fn release(&mut self) {
        self.held = Held::default();
    }
}

impl Roster {
    /// Brings a view up to date after events, edits or time, keeping rows where they are: counts are those of
    /// now; a row that no longer matches stays, and [`View::no_longer_matches`] tells; one that left for good,
    /// or was removed, goes; one that came is inserted behind the row that it follows in order. What is held stays so.
    pub fn refresh(&self, view: &mut View) {
        self.bring_up(view, false);
    }

    /// Likewise, and no row moves: those that come, and the places of those that leave, are held ([`View::updates`]).
    pub fn refresh_in_place(&self, view: &mut View) {
        self.bring_up(view, true);
    }

    fn bring_up(&self, view: &mut View, in_place: bool) {
        let mut fresh = self.query(&view.filter, Some(view));
        let held = std::mem::take(&mut view.held);
        let mut matching = Bits::new(self.len() as usize);
        fresh.rows.iter().for_each(|&row| matching.insert(row));
        let mut shown = Bits::new(self.len() as usize);
        let removed = code(Status::Removed);
        let stays = |row: u32| matching.has(row) || (self.is_live(row) && self.statuses[row as usize] != removed);
        view.rows.retain(|&row| {
            let stays = stays(row);
            let stands = stays || in_place || held.left.binary_search(&row).is_ok();
            if stands {
                shown.insert(row);
            }
            if stands && !stays {
                fresh.held.left.push(row);
            }
            stands
        });
        numbers::sort(&mut fresh.held.left, &|a, b| a.cmp(&b));
        fresh.rows.retain(|&row| {
            let comes = shown.has(row) || !(in_place || held.came.binary_search(&row).is_ok());
            if !comes {
                fresh.held.came.push(row);
            }
            comes
        });
        numbers::sort(&mut fresh.held.came, &|a, b| a.cmp(&b));
        fresh.selected = std::mem::take(&mut view.selected);
        fresh.selected.retain(|row| shown.has(row) && stays(row));
        let kept = std::mem::take(&mut view.rows);
        fresh.no_longer = kept.iter().copied().filter(|&row| !matching.has(row)).collect();
        numbers::sort(&mut fresh.no_longer, &|a, b| a.cmp(&b));
        let rows = insert_new(kept, &fresh.rows, &shown);
        fresh.rows = rows;
        *view = fresh;
    }
}

/// `kept`, with each row of `order` that is not in it behind the last row before it that is.
fn insert_new(kept: Vec<u32>, order: &[u32], shown: &Bits) -> Vec<u32> {
    let mut new: Vec<(u64, u32)> = Vec::new();
    let mut before = u64::from(NO_ROW);
    for &row in order {
        if shown.has(row) {
            before = u64::from(row);
        } else {
            new.push((before, row));
        }
    }
    if new.is_empty() {
        return kept;
    }
    // Stable: those behind the same row stay in order.
    numbers::sort_keyed(&mut new);
    let behind = |row: u32| {
        let row = u64::from(row);
        let start = new.partition_point(|&(before, _)| before < row);
        new[start..].iter().take_while(move |&&(before, _)| before == row).map(|&(_, row)| row)
    };
    let mut rows = Vec::with_capacity(kept.len() + new.len());
    rows.extend(behind(NO_ROW));
    for row in kept {
        rows.push(row);
        rows.extend(behind(row));
    }
    rows
}
