//! Orders of all rows, worked out once each and kept until something they depend on changes.

use crate::{
    Roster, fold, numbers,
    record::{NO_ROLE, NO_ROW, number},
};
use domain::{Direction, RoleKey, SortKey};
use std::{cmp::Reverse, sync::OnceLock};

const KEYS: usize = SortKey::ALL.len();

/// The kept orders, a way each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Orders {
    kept: [[OnceLock<Vec<u32>>; 2]; KEYS],
}

impl Orders {
    /// Forgets all: rows came, left, or changed their names.
    pub(crate) fn forget_all(&mut self) {
        *self = Self::default();
    }

    /// Forgets the orders that depend on what changed.
    pub(crate) fn forget(&mut self, status: bool, role: bool, teams: bool) {
        for (changed, key) in [(status, SortKey::Status), (role, SortKey::Role), (teams, SortKey::Teams)] {
            if changed {
                self.forget_key(key);
            }
        }
    }

    /// Forgets the orders by `key`.
    pub(crate) fn forget_key(&mut self, key: SortKey) {
        self.kept[key as usize] = Default::default();
    }
}

impl Roster {
    /// All rows, in order. Rows that are equal, and those that miss what is sorted by, are in order of name,
    /// address and id whichever way the order runs; those that miss it are last.
    pub(crate) fn order(&self, key: SortKey, direction: Direction) -> &[u32] {
        if key == SortKey::Name && direction == Direction::Ascending {
            return &self.names;
        }
        self.orders.kept[key as usize][direction as usize].get_or_init(|| self.sorted(key, direction))
    }

    fn sorted(&self, key: SortKey, direction: Direction) -> Vec<u32> {
        const LAST: u64 = u64::MAX;
        let up = |time: Option<domain::Timestamp>| time.map_or(LAST, |time| (time.0 as u64 ^ (1 << 63)).min(LAST - 1));
        let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(self.names.len());
        let ranks = if key == SortKey::InvitedBy { self.name_ranks() } else { Vec::new() };
        let roles = if key == SortKey::Role { self.role_ranks() } else { Vec::new() };
        let mut group = 0;
        for (place, &row) in self.names.iter().enumerate() {
            let (i, record) = (row as usize, &self.records[row as usize]);
            let value = match key {
                SortKey::Name => {
                    if place > 0 && self.text.key(self.names[place - 1]) != self.text.key(row) {
                        group += 1;
                    }
                    group
                }
                SortKey::Role => roles.get(usize::from(self.shown_roles[i])).copied().unwrap_or(LAST),
                SortKey::Teams => {
                    let first = self.links.get(self.shown_links[i].range()).and_then(<[u16]>::first);
                    first.map_or(LAST, |&link| u64::from(self.teams[usize::from(link / 2)].rank))
                }
                SortKey::Status => u64::from(self.statuses[i]),
                SortKey::LastActive => up(record.last_active),
                SortKey::InvitedBy if record.inviter == NO_ROW => LAST,
                SortKey::InvitedBy => u64::from(ranks[record.inviter as usize]),
                SortKey::Joined => up(Some(record.since)),
                SortKey::Ends => up(record.until),
                SortKey::SecondFactor if record.standing.is_invitation() => LAST,
                SortKey::SecondFactor => u64::from(record.second_factor),
            };
            let value = match direction {
                Direction::Descending if value != LAST => LAST - 1 - value,
                Direction::Ascending | Direction::Descending => value,
            };
            keyed.push((value, row));
        }
        numbers::sort_keyed(&mut keyed);
        keyed.into_iter().map(|(_, row)| row).collect()
    }

    /// Each row's place in the order of names.
    fn name_ranks(&self) -> Vec<u32> {
        let mut ranks = vec![NO_ROW; self.records.len()];
        for (place, &row) in self.names.iter().enumerate() {
            ranks[row as usize] = number(place);
        }
        ranks
    }

    /// Each role's place among the roles, the mightiest first.
    fn role_ranks(&self) -> Vec<u64> {
        let keys: Vec<_> = self.roles.iter().take(usize::from(NO_ROLE)).map(might).collect();
        let mut order: Vec<u32> = (0..).take(keys.len()).collect();
        numbers::sort(&mut order, &|a, b| keys[a as usize].cmp(&keys[b as usize]));
        let mut ranks = vec![0; order.len()];
        for (rank, i) in (0..).zip(order) {
            ranks[i as usize] = rank;
        }
        ranks
    }

    /// Where a row stands, or would stand, in the order of names.
    pub(crate) fn name_place(&self, row: u32) -> Result<usize, usize> {
        let key = |row: u32| (self.text.key(row), self.text.email(row), self.records[row as usize].id);
        let wanted = key(row);
        self.names.binary_search_by(|&other| key(other).cmp(&wanted))
    }
}

/// What roles are in order of: how much they allow, built-in ones before custom ones, then by name.
pub(crate) fn might(role: &domain::Role) -> (Reverse<usize>, bool, Option<RoleKey>, String, String) {
    let many = Reverse(role.permissions.iter().count());
    (many, role.key.is_none(), role.key, fold(role.name.as_str()), role.slug.clone())
}
