//! One row, as it is shown.

use crate::{
    Roster,
    record::{GONE, NO_ROW, Record},
};
use domain::{Delivery, Permissions, PersonId, Role, Status, Team, Timestamp, allow::Target};

/// A row of a [`Roster`], pending edits included.
#[derive(Clone, Copy, Debug)]
pub struct RowRef<'a> {
    roster: &'a Roster,
    row: u32,
}

impl Roster {
    /// The row of that number; `None` when it left or never was.
    #[must_use]
    pub fn row(&self, row: u32) -> Option<RowRef<'_>> {
        self.is_live(row).then_some(RowRef { roster: self, row })
    }

    /// Likewise, and a row that left as it last was, removed: it may stand in a list still ([`Roster::refresh_in_place`]).
    #[must_use]
    pub fn row_in_list(&self, row: u32) -> Option<RowRef<'_>> {
        ((row as usize) < self.records.len()).then_some(RowRef { roster: self, row })
    }

    /// All rows, the removed users' too, in no order that is shown.
    pub fn rows(&self) -> impl Iterator<Item = RowRef<'_>> {
        (0..crate::record::number(self.records.len())).filter_map(|row| self.row(row))
    }

    pub(crate) fn is_live(&self, row: u32) -> bool {
        self.statuses.get(row as usize).is_some_and(|&status| status != GONE)
    }

    /// The name as written, empty for an invitation without one.
    pub(crate) fn written_name(&self, row: u32) -> &str {
        let span = self.records[row as usize].span;
        let start = span.start as usize;
        &self.originals[start..start + usize::from(span.name)]
    }

    /// The address.
    pub(crate) fn written_email(&self, row: u32) -> &str {
        let span = self.records[row as usize].span;
        let start = span.start as usize + usize::from(span.name);
        &self.originals[start..start + usize::from(span.email)]
    }
}

impl<'a> RowRef<'a> {
    fn record(self) -> &'a Record {
        &self.roster.records[self.row as usize]
    }

    fn user_only<T>(self, value: Option<T>) -> Option<T> {
        value.filter(|_| !self.record().standing.is_invitation())
    }

    fn invitation_only<T>(self, value: Option<T>) -> Option<T> {
        value.filter(|_| self.record().standing.is_invitation())
    }

    /// Its number, good for as long as the roster lives.
    #[must_use]
    pub fn number(self) -> u32 {
        self.row
    }

    /// Whose row it is.
    #[must_use]
    pub fn id(self) -> PersonId {
        self.record().id
    }

    /// The name to show: the address for an invitation without a name.
    #[must_use]
    pub fn name(self) -> &'a str {
        let name = self.roster.written_name(self.row);
        if name.is_empty() { self.email() } else { name }
    }

    /// Whether there is a name, and not only an address.
    #[must_use]
    pub fn is_named(self) -> bool {
        self.record().span.name > 0
    }

    /// The address.
    #[must_use]
    pub fn email(self) -> &'a str {
        self.roster.written_email(self.row)
    }

    /// The role that counts now, or will when an invitation is accepted.
    #[must_use]
    pub fn role(self) -> Option<&'a Role> {
        self.roster.roles.get(usize::from(self.role_number()))
    }

    /// Its number in [`Roster::roles`].
    #[must_use]
    pub fn role_number(self) -> u8 {
        self.roster.shown_roles[self.row as usize]
    }

    /// Until when the role counts, where it is temporary, and the role that follows.
    #[must_use]
    pub fn role_until(self) -> Option<(Timestamp, &'a Role)> {
        let record = self.record();
        let (until, after) = record.role_until.filter(|(until, _)| *until > self.roster.now)?;
        // An edit that waits gives another, for good.
        let role = self.roster.roles.get(usize::from(after))?;
        (self.role_number() == record.role).then_some((until, role))
    }

    /// The teams in order of name, and whether they own them: not while their role cannot.
    pub fn teams(self) -> impl ExactSizeIterator<Item = (&'a Team, bool)> + Clone {
        let can_own = self.role().is_some_and(Role::can_own_teams);
        let team = move |link: u16| &self.roster.teams[usize::from(link / 2)].team;
        self.links().iter().map(move |&link| (team(link), can_own && link % 2 == 1))
    }

    /// The numbers of the teams, in order of name.
    pub fn team_numbers(self) -> impl ExactSizeIterator<Item = u16> + Clone + use<'a> {
        self.links().iter().map(|&link| link / 2)
    }

    fn links(self) -> &'a [u16] {
        &self.roster.links[self.roster.shown_links[self.row as usize].range()]
    }

    /// The status at the roster's moment.
    #[must_use]
    pub fn status(self) -> Status {
        Status::ALL.get(usize::from(self.roster.statuses[self.row as usize])).copied().unwrap_or(Status::Removed)
    }

    /// When they were last seen.
    #[must_use]
    pub fn last_active(self) -> Option<Timestamp> {
        self.record().last_active.filter(|_| !self.was_seen_since())
    }

    /// Whether they were seen after the moment in the past that this shows: when they had been until then is not kept.
    #[must_use]
    pub fn was_seen_since(self) -> bool {
        self.roster.past && self.record().last_active > Some(self.roster.now)
    }

    /// When they joined, or were first invited.
    #[must_use]
    pub fn since(self) -> Timestamp {
        self.record().since
    }

    /// When a user's access ends.
    #[must_use]
    pub fn ends_at(self) -> Option<Timestamp> {
        self.user_only(self.record().until)
    }

    /// When an invitation goes out of date; nothing while it waits: its days begin when it is sent.
    #[must_use]
    pub fn expires_at(self) -> Option<Timestamp> {
        self.invitation_only(self.record().until.filter(|_| self.record().place.is_none()))
    }

    /// When an invitation was last sent.
    #[must_use]
    pub fn sent_at(self) -> Option<Timestamp> {
        self.invitation_only(self.record().stamp.or(Some(self.record().since)))
    }

    /// When a user was removed.
    #[must_use]
    pub fn removed_at(self) -> Option<Timestamp> {
        self.user_only(self.record().stamp)
    }

    /// Until when a removed user can be restored.
    #[must_use]
    pub fn restorable_until(self) -> Option<Timestamp> {
        self.removed_at().map(|at| at.plus_days(domain::RESTORE_DAYS))
    }

    /// The row of who invited them, where the viewer sees it.
    #[must_use]
    pub fn invited_by(self) -> Option<RowRef<'a>> {
        let inviter = Some(self.record().inviter).filter(|&row| row != NO_ROW)?;
        self.roster.row(inviter)
    }

    /// How far an invitation's mail has come; of the past, that is not known.
    #[must_use]
    pub fn delivery(self) -> Option<Delivery> {
        self.invitation_only(Some(self.record().delivery)).filter(|_| !self.roster.past)
    }

    /// What the mail server said when it refused an invitation's mail.
    #[must_use]
    pub fn delivery_note(self) -> Option<&'a str> {
        self.invitation_only(self.record().delivery_note.as_deref())
    }

    /// Whether a user's account takes a second factor; `None` for an invitation, and where the viewer may not see it.
    #[must_use]
    pub fn second_factor(self) -> Option<bool> {
        self.user_only(Some(self.record().second_factor))
            .filter(|_| crate::encode::sees_second_factors(&self.roster.viewer))
    }

    /// How many stand before an invitation that waits for a seat, and itself; only for who sees the whole line.
    #[must_use]
    pub fn place_in_line(self) -> Option<u32> {
        let place = self.invitation_only(self.record().place)?;
        let whole = self.roster.scope == domain::Scope::Everybody;
        let rows = self.roster.statuses.iter().zip(&self.roster.records);
        let waits = rows.filter(|&(&status, _)| status == crate::record::code(Status::Waiting));
        whole.then(|| crate::record::number(waits.filter(|(_, record)| record.place <= Some(place)).count()))
    }

    /// The event that last set the role.
    #[must_use]
    pub fn role_seq(self) -> u64 {
        self.record().role_seq
    }

    /// The event that last changed the teams.
    #[must_use]
    pub fn teams_seq(self) -> u64 {
        self.record().teams_seq
    }

    /// The event that last set the status, or changed the invitation.
    #[must_use]
    pub fn seq(self) -> u64 {
        self.record().seq
    }

    /// Whether an edit of it waits for the server.
    #[must_use]
    pub fn is_pending(self) -> bool {
        self.roster.edits.iter().any(|pending| pending.row == self.row)
    }

    /// Whether it is the viewer's own.
    #[must_use]
    pub fn is_own(self) -> bool {
        self.roster.viewer.user().is_some_and(|user| self.id() == PersonId::User(user))
    }

    /// What the checks of `domain::allow` look at. Of somebody in teams that the viewer may not know of, those
    /// are missing: the server may refuse what this lets through.
    #[must_use]
    pub fn target(self) -> Target {
        let of = |role: Option<&Role>| role.map_or(Permissions::NONE, |role| role.permissions);
        Target {
            id: self.id(),
            permissions: of(self.role()).with(of(self.role_until().map(|(_, then)| then))),
            status: self.status(),
            teams: self.teams().map(|(team, _)| team.id).collect(),
            only_owner: self.roster.owners <= 1 && self.roster.is_lasting_owner(self.row),
        }
    }
}
