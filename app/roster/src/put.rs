//! Rows that come, change and leave.

use crate::{
    Applied, Roster,
    encode::Facts,
    record::{GONE, Links, NO_ROLE, NO_ROW, Record, number},
};
use domain::{PersonId, Scope, TeamId, TeamLink};

impl Roster {
    /// Sets a row to what it says now; it comes, or leaves, when the scope covers it, or no longer does.
    pub(crate) fn put(&mut self, facts: &Facts<'_>, applied: &mut Applied) {
        let links = self.links_of(&facts.links);
        if !self.covers(&links) {
            self.leave(facts.id, applied);
            return;
        }
        let known = self.find(facts.id);
        let row = known.unwrap_or(number(self.records.len()));
        if known.is_some() {
            self.leave_names(row);
        }
        // Texts of 4 GB are beyond any roster; a row that does not fit is left out.
        let Some(span) = self.keep_text(row, facts.name, facts.email) else { return };
        let record = Record {
            id: facts.id,
            span,
            role: self.role_or_none(facts.role),
            links: self.keep_links(&links),
            standing: facts.standing,
            since: facts.since,
            until: facts.until,
            dormant: facts.dormant,
            last_active: facts.last_active,
            stamp: facts.stamp,
            role_until: facts.role_until.map(|(until, after)| (until, self.role_or_none(after))),
            inviter: facts.inviter.and_then(|user| self.find(user.into())).unwrap_or(NO_ROW),
            delivery: facts.delivery,
            delivery_note: facts.delivery_note.map(str::to_owned),
            place: facts.place,
            second_factor: facts.second_factor,
            role_seq: facts.role_seq,
            teams_seq: facts.teams_seq,
            seq: facts.seq,
        };
        if known.is_some() {
            self.records[row as usize] = record;
            applied.changed.push(row);
        } else {
            self.records.push(record);
            self.statuses.push(GONE);
            self.shown_roles.push(NO_ROLE);
            self.dated.push(false);
            self.shown_links.push(Links::default());
            if let Err(place) = self.place_of(facts.id) {
                self.by_id.insert(place, row);
            }
            applied.added.push(row);
        }
        self.enter_names(row);
        self.show(row);
        applied.stale |= self.shown_roles[row as usize] == NO_ROLE;
    }

    /// Takes a row out.
    pub(crate) fn leave(&mut self, person: PersonId, applied: &mut Applied) {
        let Ok(place) = self.place_of(person) else { return };
        let row = self.by_id[place];
        self.leave_names(row);
        self.by_id.remove(place);
        self.uncount(row);
        self.statuses[row as usize] = GONE;
        self.text.blank(row);
        self.edits.retain(|pending| pending.row != row);
        if matches!(person, PersonId::User(_)) {
            for record in self.records.iter_mut().filter(|record| record.inviter == row) {
                record.inviter = NO_ROW;
            }
        }
        applied.gone.push(row);
    }

    /// Before its text changes.
    pub(crate) fn leave_names(&mut self, row: u32) {
        if let Ok(place) = self.name_place(row) {
            self.names.remove(place);
        }
        self.orders.forget_all();
        self.generation += 1;
    }

    /// After its text changed.
    pub(crate) fn enter_names(&mut self, row: u32) {
        if let Err(place) = self.name_place(row) {
            self.names.insert(place, row);
        }
        self.orders.forget_all();
        self.generation += 1;
    }

    /// Gives a row another text.
    pub(crate) fn rewrite(&mut self, row: u32, name: &str, email: &str, applied: &mut Applied) {
        self.leave_names(row);
        if let Some(span) = self.keep_text(row, name, email) {
            self.records[row as usize].span = span;
        }
        self.enter_names(row);
        applied.changed.push(row);
    }

    /// Gives a row other teams; it leaves when none of them is seen.
    pub(crate) fn relink(&mut self, row: u32, mut links: Vec<u16>, applied: &mut Applied) {
        if !self.covers(&links) {
            self.leave(self.records[row as usize].id, applied);
            return;
        }
        self.sort_links(&mut links);
        self.records[row as usize].links = self.keep_links(&links);
        self.show(row);
        applied.changed.push(row);
    }

    fn covers(&self, links: &[u16]) -> bool {
        match self.scope {
            Scope::Everybody => true,
            Scope::Teams(_) => !links.is_empty(),
            Scope::Nobody => false,
        }
    }

    /// The links to teams that the viewer may know of, in order.
    fn links_of(&self, links: &[TeamLink]) -> Vec<u16> {
        let mut found: Vec<u16> = links.iter().filter_map(|link| self.link(*link)).collect();
        self.sort_links(&mut found);
        found
    }

    /// A link as a number; `None` when the team is not known.
    pub(crate) fn link(&self, link: TeamLink) -> Option<u16> {
        Some(self.team_number(link.team)? * 2 + u16::from(link.owner))
    }

    /// Whether the viewer may know of a team.
    pub(crate) fn sees_team(&self, team: TeamId) -> bool {
        match &self.scope {
            Scope::Everybody => true,
            Scope::Teams(seen) => seen.contains(&team),
            Scope::Nobody => false,
        }
    }
}
