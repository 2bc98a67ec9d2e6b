//! Keeping a roster current from events.

use crate::{
    Roster, SeatRule,
    encode::{Facts, standing},
    record::{NO_ROLE, NO_ROW, Record, Standing, code},
};
use domain::{
    Authority, Change, Event, HeldRole, Invitation, InvitationId, OrgSettings, Permission, Permissions, PersonId,
    Scope, SortKey, Status, Subject, UserId,
};

mod teams;

/// What became of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Rows that say something else now.
    pub changed: Vec<u32>,
    /// Rows that came.
    pub added: Vec<u32>,
    /// Rows that left for good: accepted or revoked, or out of the viewer's sight.
    pub gone: Vec<u32>,
    /// The organization, its roles or its teams changed.
    pub frame: bool,
    /// What the viewer may see changed, a role did, or somebody came into sight whom the event does not describe: fetch
    /// a new snapshot.
    pub stale: bool,
}

impl Applied {
    /// Takes another's rows in.
    pub fn add(&mut self, other: Self) {
        self.changed.extend(other.changed);
        self.added.extend(other.added);
        self.gone.extend(other.gone);
        self.frame |= other.frame;
        self.stale |= other.stale;
    }
}

impl Roster {
    /// Applies an event of the feed or of an answer. One that is in already changes nothing; one that comes
    /// before its predecessor is kept until that is in.
    pub fn apply(&mut self, event: &Event) -> Applied {
        let mut applied = Applied::default();
        if self.past {
            // Heard of, and no part of what was.
            self.seq = self.seq.max(event.seq);
        } else if event.seq > self.seq {
            self.held.insert(event.seq, event.clone());
            self.catch_up(self.seq, &mut applied);
        }
        applied
    }

    /// Hears that every event up to `seq` that concerns the viewer has been delivered: to a viewer who does not
    /// see everybody, some numbers never come.
    pub fn advance(&mut self, seq: u64) -> Applied {
        let mut applied = Applied::default();
        self.catch_up(seq, &mut applied);
        applied
    }

    fn catch_up(&mut self, delivered: u64, applied: &mut Applied) {
        while let Some(entry) = self.held.first_entry() {
            if *entry.key() > delivered.max(self.seq + 1) {
                break;
            }
            let event = entry.remove();
            self.seq = event.seq;
            self.take(&event, applied);
        }
        self.seq = self.seq.max(delivered);
        self.look_at_viewer(applied);
        self.drop_agreed(applied);
    }

    fn take(&mut self, event: &Event, applied: &mut Applied) {
        let seq = event.seq;
        // Who sees nobody does not see themselves: whatever happens to them may open the list.
        let own = self.viewer.user().map(|user| Subject::Person(user.into()));
        applied.stale |= self.scope == Scope::Nobody && own == Some(event.change.subject());
        match &event.change {
            Change::OrganizationCreated { org, slug, settings, roles } => {
                self.org = *org;
                slug.clone_into(&mut self.slug);
                self.roles.clone_from(roles);
                self.set_settings(settings, applied);
            }
            Change::OrganizationChanged { after, .. } => self.set_settings(after, applied),
            Change::UserJoined { user, invitation } => {
                if let Some(invitation) = invitation {
                    self.leave((*invitation).into(), applied);
                }
                // Who was here before may have invited somebody whom the viewer sees.
                applied.stale |= self.scope != Scope::Everybody && self.find(user.id.into()).is_none();
                let facts = Facts::of_user(user);
                self.put(&Facts { role_seq: seq, teams_seq: seq, seq, ..facts }, applied);
            }
            Change::UserRoleSet { user, after, .. } => self.set_role(*user, HeldRole::lasting(*after), seq, applied),
            Change::UserTemporaryRoleSet { user, after, .. } => self.set_role(*user, *after, seq, applied),
            Change::UserEndSet { user, after, .. } => {
                if let Some(row) = self.find((*user).into()) {
                    self.records[row as usize].until = *after;
                    self.orders.forget_key(SortKey::Ends);
                    self.changed(row, applied);
                }
            }
            Change::UserTeamsChanged { user, removed, added } => self.change_links(seq, *user, removed, added, applied),
            Change::UserStateSet { user, after, .. } => {
                if let Some(row) = self.find((*user).into()) {
                    let record = &mut self.records[row as usize];
                    record.standing = standing(*after);
                    record.dormant = None;
                    record.stamp = (record.standing == Standing::Removed).then_some(event.at);
                    record.seq = seq;
                    self.changed(row, applied);
                }
            }
            Change::UserSecondFactorSet { user, after } => {
                if let Some(row) = self.find((*user).into()) {
                    self.records[row as usize].second_factor = *after;
                    self.orders.forget_key(SortKey::SecondFactor);
                    self.changed(row, applied);
                }
            }
            Change::UserRenamed { user, after, .. } => {
                if let Some(row) = self.find((*user).into()) {
                    let email = self.written_email(row).to_owned();
                    self.rewrite(row, after.as_str(), &email, applied);
                }
            }
            Change::UserEmailChanged { user, after, .. } => {
                if let Some(row) = self.find((*user).into()) {
                    let name = self.written_name(row).to_owned();
                    self.rewrite(row, &name, after.as_str(), applied);
                }
            }
            Change::InvitationQueued { invitation, .. } => self.put_invitation(invitation, Some(seq), seq, applied),
            Change::RequestApproved(invitation) => {
                self.put_invitation(invitation, invitation.place.map(|_| seq), seq, applied);
            }
            Change::InvitationSent { invitation, .. }
            | Change::InvitationReopened { invitation }
            | Change::RequestMade(invitation)
            | Change::RequestReturned(invitation) => self.put_invitation(invitation, invitation.place, seq, applied),
            Change::InvitationResent { invitation, after, .. } => {
                self.change_invitation(*invitation, seq, Some(SortKey::Ends), applied, |record| {
                    record.sent(event.at, *after);
                    // What was said of the mail before this one.
                    record.delivery_note = None;
                });
            }
            Change::InvitationResendTakenBack { invitation, after, is, .. } => {
                let back = |record: &mut Record| record.sent(is.sent_at, *after);
                self.change_invitation(*invitation, seq, Some(SortKey::Ends), applied, back);
            }
            Change::InvitationReleased { invitation, after } => {
                self.change_invitation(*invitation, seq, Some(SortKey::Ends), applied, |record| {
                    record.sent(event.at, *after);
                    record.place = None;
                });
            }
            Change::InvitationTakenOver { invitation, after, .. } => {
                let inviter = after.and_then(|user| self.find(user.into())).unwrap_or(NO_ROW);
                let taken = |record: &mut Record| record.inviter = inviter;
                self.change_invitation(*invitation, seq, Some(SortKey::InvitedBy), applied, taken);
            }
            Change::InvitationReaddressed { invitation, after, .. } => {
                if let Some(row) = self.find((*invitation).into()) {
                    let record = &mut self.records[row as usize];
                    // What was said of the mail before this one.
                    record.delivery_note = None;
                    (record.role_seq, record.teams_seq, record.seq) = (seq, seq, seq);
                    let name = self.written_name(row).to_owned();
                    self.rewrite(row, &name, after.as_str(), applied);
                }
            }
            Change::InvitationRevoked { invitation, .. } | Change::RequestDeclined(invitation) => {
                self.leave((*invitation).into(), applied);
            }
            Change::InvitationRoleSet { invitation, after, .. } => {
                let role = self.role_or_none(*after);
                self.change_invitation(*invitation, seq, None, applied, |record| record.role = role);
            }
            Change::InvitationTeamsChanged { invitation, removed, added } => {
                self.change_invited_teams(*invitation, removed, added, applied);
            }
            // What people may do, own and are numbered by is another.
            Change::RoleCreated { .. } | Change::RoleChanged { .. } | Change::RoleDeleted { .. } => {
                applied.stale = true;
            }
            // Sessions, links and bundles are not part of the list.
            Change::UserSignedOut { .. }
            | Change::BundleCreated { .. }
            | Change::BundleChanged { .. }
            | Change::BundleDeleted { .. }
            | Change::InvitationLinkCopied { .. }
            | Change::InvitationReminded { .. }
            | Change::UserEmailProposed { .. }
            | Change::PasswordResetSent { .. }
            | Change::LockLifted { .. } => {}
            Change::TeamCreated { team } => self.create_team(team, applied),
            Change::TeamRenamed { team, after, .. } => {
                if let Some(number) = self.team_number(*team) {
                    let entry = &mut self.teams[usize::from(number)];
                    entry.team.name = after.clone();
                    entry.folded = crate::fold(after.as_str());
                    self.teams_moved(applied);
                }
            }
            Change::TeamDeleted { team, members, invitations } => {
                let named = members.iter().map(|&(user, _)| PersonId::User(user));
                let named = named.chain(invitations.iter().map(|&invitation| invitation.into()));
                for row in named.filter_map(|person| self.find(person)).collect::<Vec<_>>() {
                    self.teams_set(row, seq);
                }
                self.delete_team(team.id, seq, applied);
            }
        }
    }

    fn set_role(&mut self, user: UserId, held: HeldRole, seq: u64, applied: &mut Applied) {
        let Some(row) = self.find(user.into()) else { return };
        let role = self.role_or_none(held.role);
        let term = held.term.map(|term| (term.until, self.role_or_none(term.then)));
        let record = &mut self.records[row as usize];
        (record.role, record.role_until, record.role_seq) = (role, term, seq);
        self.changed(row, applied);
    }

    /// Takes an invitation in as an event of that number has it, at a place in line if it waits.
    fn put_invitation(&mut self, invitation: &Invitation, place: Option<u64>, seq: u64, applied: &mut Applied) {
        if let Some(facts) = Facts::of_invitation(invitation) {
            self.put(&Facts { role_seq: seq, teams_seq: seq, seq, place, ..facts }, applied);
        }
    }

    /// Changes an invitation that is in, by the event of that number; `order` is the one that the change spoils.
    fn change_invitation(
        &mut self,
        invitation: InvitationId,
        seq: u64,
        order: Option<SortKey>,
        applied: &mut Applied,
        change: impl FnOnce(&mut Record),
    ) {
        let Some(row) = self.find(invitation.into()) else { return };
        let record = &mut self.records[row as usize];
        change(record);
        (record.role_seq, record.teams_seq, record.seq) = (seq, seq, seq);
        if let Some(order) = order {
            self.orders.forget_key(order);
        }
        self.changed(row, applied);
    }

    fn changed(&mut self, row: u32, applied: &mut Applied) {
        self.show(row);
        // Who does not see everybody hears of a role of the organization's own with whoever has it.
        applied.stale |= self.shown_roles[row as usize] == NO_ROLE;
        applied.changed.push(row);
    }

    fn set_settings(&mut self, settings: &OrgSettings, applied: &mut Applied) {
        self.name = settings.name.clone();
        self.allowed_domains.clone_from(&settings.allowed_domains);
        if self.seat_rule.is_some() {
            self.seat_rule = Some(SeatRule { limit: settings.seat_limit, policy: settings.seat_policy });
        }
        applied.frame = true;
    }

    /// Looks whether the viewer may still see and do what they could.
    pub(crate) fn look_at_viewer(&mut self, applied: &mut Applied) {
        let Some(user) = self.viewer.user() else { return };
        let Some(row) = self.find(user.into()) else {
            applied.stale |= self.scope != Scope::Nobody;
            return;
        };
        let record = &self.records[row as usize];
        let role = self.roles.get(usize::from(record.effective_role(self.now)));
        let permissions = role.map_or(Permissions::NONE, |role| role.permissions);
        let mut owned_teams = Vec::new();
        if permissions.allow(Permission::TeamsManageOwn) {
            let owned = self.links[record.links.range()].iter().filter(|&link| link % 2 == 1);
            owned_teams = owned.filter_map(|link| self.team(link / 2)).map(|team| team.id).collect();
            owned_teams.sort_unstable();
        }
        let viewer = Authority { actor: self.viewer.actor, permissions, owned_teams };
        let seats = |viewer: &Authority| viewer.may(Permission::SeatsRead);
        let same = viewer.scope() == self.scope && seats(&viewer) == seats(&self.viewer);
        applied.stale |= !same || self.statuses[row as usize] != code(Status::Active);
        if same && viewer != self.viewer {
            self.viewer = viewer;
            applied.frame = true;
        }
    }
}
