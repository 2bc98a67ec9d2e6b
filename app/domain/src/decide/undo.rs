//! Undo: each event's inverse is a command, which goes through the same checks as if somebody asked for it.

use super::Desk;
use crate::{
    Change, ChangeOrganization, Command, Event, HeldRole, Invitation, InvitationState, MailKind, OrgSettings,
    PersonEdit, Refusal, RevokeCause, RoleId, RoleShape, RoleTerm, Team, TeamId, TeamLink, User, UserId, UserState,
};
use std::borrow::Borrow;

/// The commands that take an event back; none where it cannot be.
#[must_use]
pub fn invert(change: &Change) -> Vec<Command> {
    match change {
        Change::UserRoleSet { user, before, .. } => vec![Command::SetRole { users: vec![*user], role: *before }],
        Change::UserTeamsChanged { user, removed, added } => invert_links(*user, removed, added),
        Change::UserStateSet { user, before, after, .. } => match (before, after) {
            (UserState::Active, UserState::Suspended) => vec![Command::Reactivate { users: vec![*user] }],
            (UserState::Suspended, UserState::Active) => {
                vec![Command::Suspend { users: vec![*user], reason: None, successors: Vec::new(), heir: None }]
            }
            (UserState::Active, UserState::Removed) => vec![Command::Restore { users: vec![*user] }],
            (UserState::Suspended, UserState::Removed) => {
                vec![
                    Command::Restore { users: vec![*user] },
                    Command::Suspend { users: vec![*user], reason: None, successors: Vec::new(), heir: None },
                ]
            }
            (UserState::Removed, _) => {
                vec![Command::Remove { users: vec![*user], reason: None, successors: Vec::new(), heir: None }]
            }
            (UserState::Active, UserState::Active) | (UserState::Suspended, UserState::Suspended) => Vec::new(),
        },
        Change::InvitationSent { invitation, .. }
        | Change::InvitationQueued { invitation, .. }
        | Change::InvitationReopened { invitation } => {
            vec![Command::Revoke { invitations: vec![invitation.id] }]
        }
        Change::InvitationRevoked { invitation, cause: RevokeCause::Asked } => {
            vec![Command::Reopen { invitations: vec![*invitation] }]
        }
        Change::RequestApproved(Invitation { id, .. }) | Change::RequestDeclined(id) => {
            vec![Command::ReturnRequests { requests: vec![*id] }]
        }
        Change::InvitationResent { invitation, before, was: Some(was), .. } => {
            vec![Command::TakeBackResend { invitation: *invitation, expires_at: *before, was: *was }]
        }
        Change::UserRenamed { user, before, .. } => vec![Command::RenameUser { user: *user, name: before.clone() }],
        Change::UserEndSet { user, before, .. } => {
            vec![Command::SetEndDate { users: vec![*user], ends_at: *before }]
        }
        Change::UserTemporaryRoleSet { user, before: HeldRole { role, term }, .. } => vec![match term {
            None => Command::SetRole { users: vec![*user], role: *role },
            Some(RoleTerm { until, then }) => {
                Command::LendRole { users: vec![*user], role: *role, until: *until, then: Some(*then) }
            }
        }],
        Change::InvitationReaddressed { invitation, before, .. } => {
            vec![Command::ReaddressInvitation { invitation: *invitation, email: before.to_string() }]
        }
        Change::RoleCreated { role } => vec![Command::DeleteRole { role: role.id, move_to: None }],
        Change::RoleChanged { role, before, after } => vec![invert_shape(*role, before, after)],
        Change::RoleDeleted { role, .. } => vec![Command::BringBackRole { role: role.clone() }],
        Change::BundleCreated { bundle } => vec![Command::DeleteBundle { bundle: bundle.id }],
        Change::BundleChanged { bundle, before, .. } => {
            vec![Command::ChangeBundle { bundle: *bundle, shape: before.clone() }]
        }
        Change::BundleDeleted { bundle } => vec![Command::BringBackBundle { bundle: bundle.clone() }],
        Change::InvitationRoleSet { invitation, before, .. } => {
            vec![Command::SetInvitationRole { invitation: *invitation, role: *before }]
        }
        Change::InvitationTakenOver { invitation, before, .. } => {
            vec![Command::HandBackInvitation { invitation: *invitation, sender: *before }]
        }
        Change::InvitationTeamsChanged { invitation, removed, added } => {
            let edit = PersonEdit::Teams { add: removed.clone(), remove: added.clone() };
            vec![Command::EditPeople { people: vec![(*invitation).into()], edit }]
        }
        Change::TeamRenamed { team, before, .. } => vec![Command::RenameTeam { team: *team, name: before.clone() }],
        Change::TeamCreated { team } => vec![Command::DeleteTeam { team: team.id }],
        Change::OrganizationChanged { before, after } => vec![invert_settings(before, after)],
        Change::OrganizationCreated { .. }
        | Change::UserJoined { .. }
        | Change::UserSignedOut { .. }
        | Change::UserEmailChanged { .. }
        | Change::UserEmailProposed { .. }
        | Change::UserSecondFactorSet { .. }
        | Change::InvitationResent { was: None, .. }
        | Change::InvitationResendTakenBack { .. }
        | Change::InvitationLinkCopied { .. }
        | Change::InvitationReminded { .. }
        | Change::InvitationReleased { .. }
        | Change::InvitationRevoked { cause: RevokeCause::InviterGone | RevokeCause::RequestSettled, .. }
        | Change::RequestMade(..)
        | Change::RequestReturned(..)
        | Change::TeamDeleted { .. }
        | Change::PasswordResetSent { .. }
        | Change::LockLifted { .. } => Vec::new(),
    }
}

fn invert_links(user: UserId, removed: &[TeamLink], added: &[TeamLink]) -> Vec<Command> {
    let was_in = |team| removed.iter().any(|link: &TeamLink| link.team == team);
    let is_in = |team| added.iter().any(|link: &TeamLink| link.team == team);
    let back: Vec<_> = removed.iter().map(|link| link.team).filter(|&team| !is_in(team)).collect();
    let out: Vec<_> = added.iter().map(|link| link.team).filter(|&team| !was_in(team)).collect();
    let mut commands = Vec::new();
    if !(back.is_empty() && out.is_empty()) {
        commands.push(Command::ChangeTeams { users: vec![user], add: back, remove: out });
    }
    for link in removed {
        let now_owner = added.iter().any(|other| other.team == link.team && other.owner);
        if link.owner != now_owner {
            commands.push(Command::SetTeamOwner { team: link.team, user, owner: link.owner });
        }
    }
    commands
}

fn invert_shape(role: RoleId, before: &RoleShape, after: &RoleShape) -> Command {
    Command::ChangeRole {
        role,
        name: (before.name != after.name).then(|| before.name.clone()),
        permissions: (before.permissions != after.permissions).then(|| before.permissions.iter().collect()),
    }
}

fn invert_settings(before: &OrgSettings, after: &OrgSettings) -> Command {
    Command::ChangeOrganization(ChangeOrganization {
        name: (before.name != after.name).then(|| before.name.clone()),
        seat_limit: (before.seat_limit != after.seat_limit).then_some(before.seat_limit),
        seat_policy: (before.seat_policy != after.seat_policy).then_some(before.seat_policy),
        tell_people: (before.tell_people != after.tell_people).then_some(before.tell_people),
        allowed_domains: (before.allowed_domains != after.allowed_domains).then(|| before.allowed_domains.clone()),
        dormancy: (before.dormancy != after.dormancy).then_some(before.dormancy),
        remind_invited: (before.remind_invited != after.remind_invited).then_some(before.remind_invited),
        mail_words: reworded(before, after).map(|mail| (mail, before.mail_words.get(&mail).cloned())).collect(),
        take_requests: (before.take_requests != after.take_requests).then_some(before.take_requests),
        require_second_factor: (before.require_second_factor != after.require_second_factor)
            .then_some(before.require_second_factor),
    })
}

impl Desk<'_> {
    /// Takes events back. Each change goes to `made` once its event is taken back wholly.
    pub(super) fn undo<E: Borrow<Event>>(
        &mut self,
        latest_first: impl Iterator<Item = E>,
        made: &mut dyn FnMut(Change),
    ) -> Result<(), Refusal> {
        // Each event's number tells what changed since, better than what the sender had seen.
        self.moment.seen = None;
        let (mut last, mut any) = (Refusal::NotUndoable, false);
        // Who answered for an invitation may again only once they are back, and it gives no more than they may.
        let mut handed = Vec::new();
        for event in latest_first {
            if matches!(event.borrow().change, Change::InvitationTakenOver { .. }) {
                handed.push(event);
            } else {
                self.undo_one(event.borrow(), &mut last)?;
                any |= self.hand_on(made);
            }
        }
        for event in handed {
            self.undo_one(event.borrow(), &mut last)?;
            any |= self.hand_on(made);
        }
        if any { Ok(()) } else { Err(last) }
    }

    fn undo_one(&mut self, event: &Event, last: &mut Refusal) -> Result<(), Refusal> {
        if invert(&event.change).is_empty() {
            return Ok(());
        }
        let Err(refusal) = self.take_back(event) else { return Ok(()) };
        // Nobody comes back to a role that is not there.
        if matches!(event.change, Change::RoleDeleted { .. }) {
            return Err(refusal);
        }
        last.clone_from(&refusal);
        self.refuse(event.change.subject(), refusal);
        Ok(())
    }

    /// Takes one event back wholly, or leaves all as it was.
    fn take_back(&mut self, event: &Event) -> Result<(), Refusal> {
        self.still_as_left(event)?;
        let inverse = invert(&event.change);
        self.taken_back = match &event.change {
            Change::UserTeamsChanged { user, .. } if event.actor == self.by.actor => Some(*user),
            _ => None,
        };
        let outcome = self.wholly(|desk| desk.invert_event(event, &inverse));
        self.taken_back = None;
        outcome
    }

    fn invert_event(&mut self, event: &Event, inverse: &[Command]) -> Result<(), Refusal> {
        // Whoever was removed while suspended takes no seat on the way back.
        if let Change::UserStateSet { user, before: UserState::Suspended, after: UserState::Removed, .. } = event.change
        {
            let user = self.user(user)?;
            return self.restore_as(&user, UserState::Suspended);
        }
        if self.was_of_removed(event) {
            return self.put_back(&event.change);
        }
        inverse.iter().try_for_each(|command| self.work(command))
    }

    /// What has changed again since is not taken back: that would overwrite somebody's work unseen.
    fn still_as_left(&self, event: &Event) -> Result<(), Refusal> {
        let user = |id: &UserId| self.state.users.get(id);
        let good = match &event.change {
            Change::UserRoleSet { user: id, after, .. } => {
                user(id).is_some_and(|user| user.role == *after && user.role_seq <= event.seq)
            }
            Change::UserStateSet { user: id, after, .. } => {
                user(id).is_some_and(|user| user.state == *after && user.status_seq <= event.seq)
            }
            Change::UserEndSet { user: id, after, .. } => {
                user(id).is_some_and(|user| user.ends_at == *after && user.ends_seq <= event.seq)
            }
            Change::UserTemporaryRoleSet { user: id, after, .. } => {
                user(id).is_some_and(|user| user.stored_role() == *after && user.role_seq <= event.seq)
            }
            Change::UserTeamsChanged { user: id, removed, added } => {
                user(id).is_some_and(|user| links_as_left(user, removed, added))
            }
            Change::InvitationSent { invitation, .. }
            | Change::InvitationQueued { invitation, .. }
            | Change::InvitationReopened { invitation } => {
                let known = self.state.invitations.get(&invitation.id);
                known.is_some_and(|known| known.state != InvitationState::Revoked)
            }
            Change::InvitationRevoked { invitation, .. } => {
                let known = self.state.invitations.get(invitation);
                known.is_some_and(|known| known.state == InvitationState::Revoked)
            }
            Change::RequestApproved(invitation) => {
                let known = self.state.invitations.get(&invitation.id);
                known.is_some_and(|known| known.state == InvitationState::Open && !known.is_request())
            }
            Change::RequestDeclined(invitation) => {
                let known = self.state.invitations.get(invitation);
                known.is_some_and(|known| known.state == InvitationState::Revoked && known.is_request())
            }
            // Whatever was done to it since ended, or made, links of its own.
            Change::InvitationResent { invitation, after, .. } => {
                let known = self.state.invitations.get(invitation);
                known.is_some_and(|known| {
                    let open = known.state == InvitationState::Open;
                    open && known.expires_at == *after && known.seq <= event.seq
                })
            }
            Change::UserRenamed { user: id, after, .. } => user(id).is_some_and(|user| user.name == *after),
            Change::InvitationReaddressed { invitation, after, .. } => {
                let known = self.state.invitations.get(invitation);
                known.is_some_and(|known| known.email == *after)
            }
            Change::InvitationRoleSet { invitation, after, .. } => {
                let known = self.state.invitations.get(invitation);
                known.is_some_and(|known| known.role == *after && known.state == InvitationState::Open)
            }
            Change::InvitationTakenOver { invitation, after, .. } => {
                let known = self.state.invitations.get(invitation);
                known.is_some_and(|known| known.invited_by == *after && known.state == InvitationState::Open)
            }
            Change::InvitationTeamsChanged { invitation, removed, added } => {
                let known = self.state.invitations.get(invitation);
                known.is_some_and(|known| {
                    let is_in = |team: &TeamId| known.teams.contains(team);
                    let open = known.state == InvitationState::Open;
                    open && added.iter().all(is_in) && !removed.iter().any(is_in)
                })
            }
            Change::RoleCreated { role } => self.state.role(role.id) == Some(role) && !self.is_held(role.id),
            Change::RoleChanged { role, before, after } => {
                self.state.role(*role).is_some_and(|role| shape_as_left(&role.shape(), before, after))
            }
            Change::RoleDeleted { role, .. } => self.state.role(role.id).is_none(),
            Change::BundleCreated { bundle } => self.state.bundle(bundle.id) == Some(bundle),
            Change::BundleChanged { bundle, after, .. } => {
                self.state.bundle(*bundle).is_some_and(|bundle| bundle.shape == *after)
            }
            Change::BundleDeleted { bundle } => self.state.bundle(bundle.id).is_none(),
            Change::TeamRenamed { team, after, .. } => self.state.team(*team).is_some_and(|team| team.name == *after),
            Change::TeamCreated { team } => self.is_unused(team),
            Change::OrganizationChanged { before, after } => settings_as_left(&self.state.org.settings, before, after),
            Change::OrganizationCreated { .. }
            | Change::UserJoined { .. }
            | Change::UserSignedOut { .. }
            | Change::UserEmailChanged { .. }
            | Change::UserEmailProposed { .. }
            | Change::UserSecondFactorSet { .. }
            | Change::InvitationResendTakenBack { .. }
            | Change::InvitationLinkCopied { .. }
            | Change::InvitationReminded { .. }
            | Change::InvitationReleased { .. }
            | Change::RequestMade(..)
            | Change::RequestReturned(..)
            | Change::TeamDeleted { .. }
            | Change::PasswordResetSent { .. }
            | Change::LockLifted { .. } => true,
        };
        if good { Ok(()) } else { Err(Refusal::NotUndoable) }
    }

    fn is_unused(&self, team: &Team) -> bool {
        self.state.team(team.id).is_some_and(|known| known.name == team.name)
            && !self.state.bundles.iter().any(|bundle| bundle.shape.teams.contains(&team.id))
            && !self.state.users.values().any(|user| user.teams.iter().any(|link| link.team == team.id))
            && !self
                .state
                .invitations
                .values()
                .any(|invitation| invitation.state == InvitationState::Open && invitation.teams.contains(&team.id))
    }
}

fn links_as_left(user: &User, removed: &[TeamLink], added: &[TeamLink]) -> bool {
    let is_in = |team| user.teams.iter().any(|link| link.team == team);
    added.iter().all(|link| user.teams.contains(link))
        && removed.iter().all(|gone| added.iter().any(|link| link.team == gone.team) || !is_in(gone.team))
}

/// Likewise of a role: who renamed it since keeps nobody from taking back what it allows.
fn shape_as_left(now: &RoleShape, before: &RoleShape, after: &RoleShape) -> bool {
    (before.name == after.name || now.name == after.name)
        && (before.permissions == after.permissions || now.permissions == after.permissions)
}

/// Only what the change touched counts: who renamed the organization since keeps nobody from taking a seat limit back.
fn settings_as_left(now: &OrgSettings, before: &OrgSettings, after: &OrgSettings) -> bool {
    (before.name == after.name || now.name == after.name)
        && (before.seat_limit == after.seat_limit || now.seat_limit == after.seat_limit)
        && (before.seat_policy == after.seat_policy || now.seat_policy == after.seat_policy)
        && (before.tell_people == after.tell_people || now.tell_people == after.tell_people)
        && (before.allowed_domains == after.allowed_domains || now.allowed_domains == after.allowed_domains)
        && (before.dormancy == after.dormancy || now.dormancy == after.dormancy)
        && (before.remind_invited == after.remind_invited || now.remind_invited == after.remind_invited)
        && (before.take_requests == after.take_requests || now.take_requests == after.take_requests)
        && (before.require_second_factor == after.require_second_factor
            || now.require_second_factor == after.require_second_factor)
        && reworded(before, after).all(|mail| now.mail_words.get(&mail) == after.mail_words.get(&mail))
}

/// The mails whose words a change changed.
fn reworded(before: &OrgSettings, after: &OrgSettings) -> impl Iterator<Item = MailKind> {
    let differs = |mail: &MailKind| before.mail_words.get(mail) != after.mail_words.get(mail);
    MailKind::ALL.iter().copied().filter(differs)
}
