//! Undo: each event's inverse is a command, which goes through the same checks as if somebody asked for it.

use super::Desk;
use crate::{
    Change, ChangeOrganization, Command, Event, OrgSettings, Refusal, RevokeCause, TeamLink, UserId, UserState,
};

/// The commands that take an event back; none where it cannot be.
#[must_use]
pub fn invert(change: &Change) -> Vec<Command> {
    match change {
        Change::UserRoleSet { user, before, .. } => vec![Command::SetRole { users: vec![*user], role: *before }],
        Change::UserTeamsChanged { user, removed, added } => invert_links(*user, removed, added),
        Change::UserStateSet { user, before, after, .. } => match (before, after) {
            (UserState::Active, UserState::Suspended) => vec![Command::Reactivate { users: vec![*user] }],
            (UserState::Suspended, UserState::Active) => {
                vec![Command::Suspend { users: vec![*user], reason: None }]
            }
            (UserState::Active, UserState::Removed) => vec![Command::Restore { users: vec![*user] }],
            (UserState::Suspended, UserState::Removed) => {
                vec![Command::Restore { users: vec![*user] }, Command::Suspend { users: vec![*user], reason: None }]
            }
            (UserState::Removed, _) => {
                vec![Command::Remove { users: vec![*user], reason: None, successors: Vec::new() }]
            }
            (UserState::Active, UserState::Active) | (UserState::Suspended, UserState::Suspended) => Vec::new(),
        },
        Change::InvitationSent { invitation, .. } | Change::InvitationReopened { invitation } => {
            vec![Command::Revoke { invitations: vec![invitation.id] }]
        }
        Change::InvitationRevoked { invitation, cause: RevokeCause::Asked } => {
            vec![Command::Reopen { invitations: vec![*invitation] }]
        }
        Change::TeamRenamed { team, before, .. } => vec![Command::RenameTeam { team: *team, name: before.clone() }],
        Change::TeamCreated { team } => vec![Command::DeleteTeam { team: team.id }],
        Change::OrganizationChanged { before, after } => vec![invert_settings(before, after)],
        Change::OrganizationCreated { .. }
        | Change::UserJoined { .. }
        | Change::UserSignedOut { .. }
        | Change::UserRenamed { .. }
        | Change::UserEmailChanged { .. }
        | Change::InvitationResent { .. }
        | Change::InvitationLinkCopied { .. }
        | Change::InvitationRevoked { cause: RevokeCause::InviterGone, .. }
        | Change::TeamDeleted { .. } => Vec::new(),
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

fn invert_settings(before: &OrgSettings, after: &OrgSettings) -> Command {
    Command::ChangeOrganization(ChangeOrganization {
        name: (before.name != after.name).then(|| before.name.clone()),
        seat_limit: (before.seat_limit != after.seat_limit).then_some(before.seat_limit),
        seat_policy: (before.seat_policy != after.seat_policy).then_some(before.seat_policy),
    })
}

impl Desk<'_> {
    pub(super) fn undo(&mut self, events: &[Event]) -> Result<(), Refusal> {
        let mut tried = 0;
        let mut last = Refusal::NotUndoable;
        for event in events.iter().rev() {
            let inverse = invert(&event.change);
            if inverse.is_empty() {
                continue;
            }
            tried += 1;
            let outcome =
                self.still_as_left(event).and_then(|()| inverse.iter().try_for_each(|command| self.work(command)));
            if let Err(refusal) = outcome {
                last = refusal.clone();
                self.refuse(event.change.subject(), refusal);
            }
        }
        if tried == 0 || self.decision.changes.is_empty() {
            return Err(last);
        }
        Ok(())
    }

    /// What has changed again since is not taken back: that would overwrite somebody's work unseen.
    fn still_as_left(&self, event: &Event) -> Result<(), Refusal> {
        let good = match &event.change {
            Change::UserRoleSet { user, after, .. } => {
                self.state.users.get(user).is_some_and(|user| user.role == *after && user.role_seq <= event.seq)
            }
            Change::UserStateSet { user, after, .. } => {
                self.state.users.get(user).is_some_and(|user| user.state == *after && user.status_seq <= event.seq)
            }
            Change::TeamRenamed { team, after, .. } => self.state.team(*team).is_some_and(|team| team.name == *after),
            Change::TeamCreated { team } => {
                !self.state.users.values().any(|user| user.teams.iter().any(|link| link.team == team.id))
            }
            Change::OrganizationChanged { after, .. } => self.state.org.settings == *after,
            Change::OrganizationCreated { .. }
            | Change::UserJoined { .. }
            | Change::UserTeamsChanged { .. }
            | Change::UserSignedOut { .. }
            | Change::UserRenamed { .. }
            | Change::UserEmailChanged { .. }
            | Change::InvitationSent { .. }
            | Change::InvitationResent { .. }
            | Change::InvitationLinkCopied { .. }
            | Change::InvitationRevoked { .. }
            | Change::InvitationReopened { .. }
            | Change::TeamDeleted { .. } => true,
        };
        if good { Ok(()) } else { Err(Refusal::NotUndoable) }
    }
}
