//! Edits that show at once, before the server has agreed to them.

use crate::{
    Applied, Roster,
    record::{Links, number},
};
use domain::{Answer, PersonEdit as Edit, PersonId, Role, TeamId};

/// Names an edit that waits for its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditId(u32);

#[derive(Clone, Debug)]
pub(crate) struct Pending {
    id: EditId,
    pub(crate) row: u32,
    edit: Edit,
    /// Agreed to, and in the roster once this event is.
    agreed: Option<u64>,
}

impl Roster {
    /// Shows an edit of a row at once, on top of those that are pending already. `None` when there is no such
    /// row, role or team, and in the past.
    pub fn edit(&mut self, person: PersonId, edit: Edit) -> Option<EditId> {
        let row = self.find(person).filter(|_| !self.past)?;
        match &edit {
            Edit::Role(role) => {
                self.role_number(*role)?;
            }
            Edit::Teams { add, remove } => {
                for &team in add.iter().chain(remove) {
                    self.team_number(team)?;
                }
            }
        }
        self.last_edit += 1;
        let id = EditId(self.last_edit);
        self.edits.push(Pending { id, row, edit, agreed: None });
        self.show(row);
        Some(id)
    }

    /// The server agreed: applies the answer's events. The edit stays shown until they are in, which may need
    /// earlier events that are still on their way. A no-op is done at once.
    pub fn confirm(&mut self, edit: EditId, answer: &Answer) -> Applied {
        let last = answer.events.last().map_or(0, |event| event.seq);
        for pending in &mut self.edits {
            if pending.id == edit {
                pending.agreed = Some(last);
            }
        }
        let mut applied = Applied::default();
        for event in &answer.events {
            applied.add(self.apply(event));
        }
        self.drop_agreed(&mut applied);
        applied
    }

    /// The server refused: the row is again as the server has it, with the other edits of it still shown.
    /// Gives the row.
    pub fn take_back(&mut self, edit: EditId) -> Option<u32> {
        let place = self.edits.iter().position(|pending| pending.id == edit)?;
        let row = self.edits.remove(place).row;
        if self.is_live(row) {
            self.show(row);
        }
        Some(row)
    }

    /// Whether an edit still waits.
    #[must_use]
    pub fn is_waiting(&self, edit: EditId) -> bool {
        self.edits.iter().any(|pending| pending.id == edit)
    }

    /// Drops the edits whose events are in.
    pub(crate) fn drop_agreed(&mut self, applied: &mut Applied) {
        let seq = self.seq;
        let mut done = Vec::new();
        self.edits.retain(|pending| {
            let keep = pending.agreed.is_none_or(|agreed| agreed > seq);
            if !keep {
                done.push(pending.row);
            }
            keep
        });
        for row in done {
            if self.is_live(row) {
                self.show(row);
                applied.changed.push(row);
            }
        }
    }

    /// Puts the pending edits of a row on top of what is certain.
    pub(crate) fn show_edits(&mut self, row: u32) {
        let mine: Vec<Edit> =
            self.edits.iter().filter(|pending| pending.row == row).map(|pending| pending.edit.clone()).collect();
        let mut links = self.links[self.shown_links[row as usize].range()].to_vec();
        for edit in mine {
            match edit {
                Edit::Role(role) => {
                    self.shown_roles[row as usize] = self.role_or_none(role);
                    let can_own = self.roles.iter().any(|known| known.id == role && Role::can_own_teams(known));
                    if !can_own {
                        links.iter_mut().for_each(|link| *link &= !1);
                    }
                }
                Edit::Teams { add, remove } => {
                    let numbers = |teams: &[TeamId]| -> Vec<u16> {
                        teams.iter().filter_map(|&team| self.team_number(team)).collect()
                    };
                    let (add, remove) = (numbers(&add), numbers(&remove));
                    links.retain(|link| !remove.contains(&(link / 2)));
                    for team in add {
                        if !remove.contains(&team) && !links.iter().any(|link| link / 2 == team) {
                            links.push(team * 2);
                        }
                    }
                }
            }
        }
        self.sort_links(&mut links);
        if links != self.links[self.shown_links[row as usize].range()] {
            self.shown_links[row as usize] = self.keep_links(&links);
        }
    }

    /// Keeps team links in the arena.
    pub(crate) fn keep_links(&mut self, links: &[u16]) -> Links {
        let links = &links[..links.len().min(usize::from(u8::MAX))];
        let start = number(self.links.len());
        self.links.extend_from_slice(links);
        Links { start, len: u8::try_from(links.len()).unwrap_or(u8::MAX) }
    }
}
