//! The people in memory: certain facts in records, what is shown of them in columns.

use crate::{
    SeatRule,
    edit::Pending,
    fold::fold,
    numbers,
    order::Orders,
    record::{GONE, Links, NO_ROLE, Record, code},
    snapshot::tag_of,
    text::Text,
};
use domain::{
    Authority, DomainName, Event, Name, OrgId, PersonId, Role, RoleId, Scope, Seats, Status, Team, TeamId, Timestamp,
};
use std::collections::BTreeMap;

/// An organization's people, as far as one viewer may see them.
///
/// Rows have numbers that stay theirs; the number of a row that left is not used again.
#[derive(Clone, Debug)]
pub struct Roster {
    pub(crate) org: OrgId,
    pub(crate) slug: String,
    pub(crate) name: Name,
    pub(crate) seat_rule: Option<SeatRule>,
    pub(crate) allowed_domains: Vec<DomainName>,
    pub(crate) scope: Scope,
    pub(crate) viewer: Authority,
    pub(crate) seq: u64,
    pub(crate) now: Timestamp,
    pub(crate) founded: Timestamp,
    /// It shows how everything was: nothing changes it.
    pub(crate) past: bool,
    pub(crate) roles: Vec<Role>,
    pub(crate) teams: Vec<TeamEntry>,
    pub(crate) records: Vec<Record>,
    /// Names and addresses as written.
    pub(crate) originals: String,
    /// Team links: twice the team's number, plus one for an owner.
    pub(crate) links: Vec<u16>,
    pub(crate) text: Text,
    /// Shown statuses by number, [`GONE`] for a row that left.
    pub(crate) statuses: Vec<u8>,
    /// Shown roles.
    pub(crate) shown_roles: Vec<u8>,
    /// Whom a date ahead takes their access or their role away from.
    pub(crate) dated: Vec<bool>,
    /// Shown teams.
    pub(crate) shown_links: Vec<Links>,
    /// Rows in order of folded name, address, id.
    pub(crate) names: Vec<u32>,
    /// Rows in order of id.
    pub(crate) by_id: Vec<u32>,
    pub(crate) counts: [u32; Status::ALL.len()],
    pub(crate) owners: u32,
    pub(crate) edits: Vec<Pending>,
    pub(crate) last_edit: u32,
    /// Events that came before one that is still on its way.
    pub(crate) held: BTreeMap<u64, Event>,
    pub(crate) orders: Orders,
    /// Differs whenever rows or their texts do.
    pub(crate) generation: u64,
}

/// A team, and whether it still is one: team numbers are not used again either.
#[derive(Clone, Debug)]
pub(crate) struct TeamEntry {
    pub(crate) team: Team,
    pub(crate) folded: String,
    pub(crate) live: bool,
    /// Its place among the teams by name.
    pub(crate) rank: u16,
}

/// How many there are, as the top of the page says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Active and suspended users.
    pub users: u32,
    /// Open invitations that are not out of date.
    pub invitations: u32,
    /// Rows that the list shows when nothing narrows it: all but the removed.
    pub shown: u32,
    /// Users who can sign in and are Owners for good, of those the viewer sees.
    pub lasting_owners: u32,
    /// By status, in the order of `Status::ALL`.
    pub by_status: [u32; Status::ALL.len()],
}

impl Roster {
    /// The organization.
    #[must_use]
    pub fn org(&self) -> OrgId {
        self.org
    }

    /// Its name in URLs.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// What it is called.
    #[must_use]
    pub fn org_name(&self) -> &Name {
        &self.name
    }

    /// The number of the last event that is in it: what an edit has seen, and where the feed goes on.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The moment that statuses are told for.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Whether it shows how everything was at [`Roster::now`]: events and edits do not change it, and time does not pass.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.past
    }

    /// When the organization came to be.
    #[must_use]
    pub fn founded(&self) -> Timestamp {
        self.founded
    }

    /// Who looks, for the checks of `domain::allow`.
    #[must_use]
    pub fn viewer(&self) -> &Authority {
        &self.viewer
    }

    /// Whom the viewer sees.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The tag of the snapshot that `viewer` would get of it now ([`crate::Snapshot::tag`]).
    #[must_use]
    pub fn tag_for(&self, viewer: &Authority) -> String {
        tag_of(viewer, self.seq)
    }

    /// The roles; a row's role number is a place in this list.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The teams that the viewer may know of, with their numbers, in order of name.
    #[must_use]
    pub fn teams(&self) -> Vec<(u16, &Team)> {
        let teams: Vec<(u16, &TeamEntry)> = (0..).zip(&self.teams).filter(|(_, entry)| entry.live).collect();
        let teams = numbers::sorted(&teams, |(_, a), (_, b)| a.rank.cmp(&b.rank));
        teams.into_iter().map(|(number, entry)| (number, &entry.team)).collect()
    }

    /// The team of that number, if it still is one.
    #[must_use]
    pub fn team(&self, number: u16) -> Option<&Team> {
        self.teams.get(usize::from(number)).filter(|entry| entry.live).map(|entry| &entry.team)
    }

    /// The number of a role.
    #[must_use]
    pub fn role_number(&self, id: RoleId) -> Option<u8> {
        self.roles.iter().position(|role| role.id == id).and_then(|number| u8::try_from(number).ok())
    }

    /// The number of a team.
    #[must_use]
    pub fn team_number(&self, id: TeamId) -> Option<u16> {
        let number = self.teams.iter().position(|entry| entry.live && entry.team.id == id)?;
        u16::try_from(number).ok()
    }

    /// How many there are, edits that are pending included.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let of = |status: Status| self.counts[status as usize];
        Totals {
            users: of(Status::Active) + of(Status::Suspended),
            invitations: of(Status::Invited),
            shown: self.counts.iter().sum::<u32>() - of(Status::Removed),
            lasting_owners: self.owners,
            by_status: self.counts,
        }
    }

    /// The seats; `None` for who may not see them.
    #[must_use]
    pub fn seats(&self) -> Option<Seats> {
        let SeatRule { limit, policy } = self.seat_rule?;
        let of = |status: Status| self.counts[status as usize];
        Some(Seats {
            limit,
            policy,
            users: of(Status::Active),
            invitations: of(Status::Invited),
            waiting: of(Status::Waiting),
        })
    }

    /// The domains whose addresses may be invited; none is any.
    #[must_use]
    pub fn allowed_domains(&self) -> &[DomainName] {
        &self.allowed_domains
    }

    /// The row of a person; `None` when they are not in it (any more).
    #[must_use]
    pub fn find(&self, person: PersonId) -> Option<u32> {
        let place = self.place_of(person).ok()?;
        self.by_id.get(place).copied()
    }

    pub(crate) fn place_of(&self, person: PersonId) -> Result<usize, usize> {
        self.by_id.binary_search_by(|&row| self.records[row as usize].id.cmp(&person))
    }

    /// Moves to another moment: rows whose dates are past change their status. Gives the rows that changed.
    pub fn at(&mut self, now: Timestamp) -> crate::Applied {
        let mut applied = crate::Applied::default();
        if self.past {
            return applied;
        }
        self.now = now;
        for row in 0..crate::record::number(self.records.len()) {
            let before = (self.statuses[row as usize], self.shown_roles[row as usize]);
            if before.0 == GONE {
                continue;
            }
            if self.records[row as usize].is_over(now) {
                self.leave(self.records[row as usize].id, &mut applied);
                continue;
            }
            self.show(row);
            if before != (self.statuses[row as usize], self.shown_roles[row as usize]) {
                applied.changed.push(row);
            }
        }
        self.look_at_viewer(&mut applied);
        applied
    }

    /// Derives what is shown of a row from its record, the moment and the pending edits; keeps the counts.
    pub(crate) fn show(&mut self, row: u32) {
        let i = row as usize;
        let before = (self.statuses[i], self.shown_roles[i], self.shown_links[i]);
        self.uncount(row);
        let record = &self.records[i];
        self.statuses[i] = code(record.status(self.now));
        self.shown_roles[i] = record.effective_role(self.now);
        self.dated[i] =
            record.until.or(record.dormant).is_some() || record.role_until.is_some_and(|(until, _)| until > self.now);
        self.shown_links[i] = record.links;
        if self.edits.iter().any(|pending| pending.row == row) {
            self.show_edits(row);
        }
        self.count(row);
        if before != (self.statuses[i], self.shown_roles[i], self.shown_links[i]) {
            self.orders.forget(self.statuses[i] != before.0, self.shown_roles[i] != before.1, true);
        }
    }

    pub(crate) fn uncount(&mut self, row: u32) {
        let status = self.statuses[row as usize];
        if let Some(count) = self.counts.get_mut(usize::from(status)) {
            *count -= 1;
            self.owners -= u32::from(self.is_lasting_owner(row));
        }
    }

    pub(crate) fn count(&mut self, row: u32) {
        let status = self.statuses[row as usize];
        if let Some(count) = self.counts.get_mut(usize::from(status)) {
            *count += 1;
            self.owners += u32::from(self.is_lasting_owner(row));
        }
    }

    /// By the rule of `domain::OrgState::is_lasting_owner`.
    pub(crate) fn is_lasting_owner(&self, row: u32) -> bool {
        let i = row as usize;
        let role = self.roles.get(usize::from(self.shown_roles[i]));
        !self.dated[i] && self.statuses[i] == code(Status::Active) && role.is_some_and(Role::is_owner)
    }

    /// The number of a role, [`NO_ROLE`] when unknown.
    pub(crate) fn role_or_none(&self, id: RoleId) -> u8 {
        self.role_number(id).unwrap_or(NO_ROLE)
    }

    pub(crate) fn enter_team(&mut self, team: Team) {
        let folded = fold(team.name.as_str());
        self.teams.push(TeamEntry { team, folded, live: true, rank: 0 });
    }

    /// Ranks the teams by folded name, then slug.
    pub(crate) fn rank_teams(&mut self) {
        let mut order: Vec<u32> = (0..).take(self.teams.len()).collect();
        let key = |i: u32| (&self.teams[i as usize].folded, &self.teams[i as usize].team.slug);
        numbers::sort(&mut order, &|a, b| key(a).cmp(&key(b)));
        for (rank, i) in (0..).zip(order) {
            self.teams[i as usize].rank = rank;
        }
    }

    /// Sorts links by their teams' names.
    pub(crate) fn sort_links(&self, links: &mut [u16]) {
        let rank = |link: u16| self.teams.get(usize::from(link / 2)).map(|entry| entry.rank);
        let sorted = numbers::sorted(links, |&a, &b| rank(a).cmp(&rank(b)));
        links.copy_from_slice(&sorted);
    }
}
