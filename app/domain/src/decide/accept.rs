use super::{Desk, allow};
use crate::{
    Accept, Authority, Change, Invitation, InvitationState, Permissions, Refusal, TeamLink, User, UserId, UserState,
};

impl Desk<'_> {
    pub(super) fn accept(&mut self, accept: &Accept) -> Result<(), Refusal> {
        let invitation = self.state.invitations.get(&accept.invitation).ok_or(Refusal::NotFound)?.clone();
        match invitation.state {
            InvitationState::Accepted => return Err(Refusal::InvitationUsed),
            InvitationState::Revoked => return Err(Refusal::InvitationRevoked),
            InvitationState::Open if !invitation.is_open(self.now()) => return Err(Refusal::InvitationExpired),
            InvitationState::Open => {}
        }
        if invitation.email != accept.email {
            return Err(Refusal::InvitationForAnother);
        }
        self.domain_allowed(&invitation.email)?;
        self.inviter_may(&invitation)?;
        let known = self.state.users.values().find(|user| user.account == accept.account);
        let id = match known {
            Some(user) if user.state != UserState::Removed => return Err(Refusal::AlreadyUser),
            // Removal wins over what was sent before it.
            Some(user) if user.removed_at.is_some_and(|at| at >= invitation.sent_at) => {
                return Err(Refusal::InvitationRevoked);
            }
            Some(user) => user.id,
            None => UserId((self.fresh)()),
        };
        let user = self.new_user(id, accept, &invitation);
        self.change(Change::UserJoined { user, invitation: Some(invitation.id) });
        Ok(())
    }

    /// The grant rule again: whoever invited must still be allowed to, now.
    pub(super) fn inviter_may(&self, invitation: &Invitation) -> Result<(), Refusal> {
        let role = self.state.role(invitation.role).ok_or(Refusal::UnknownRole)?;
        let Some(inviter) = invitation.invited_by else { return Ok(()) };
        let inviter = self.state.users.get(&inviter).filter(|user| user.is_active(self.now()));
        let inviter = inviter.ok_or(Refusal::InviterMayNot)?;
        let permissions: Permissions = self.state.permissions_of(inviter, self.now());
        let authority = Authority::of_user(inviter, permissions);
        allow::invite_as(&authority, role, &invitation.teams).map_err(|_| Refusal::InviterMayNot)
    }

    fn new_user(&self, id: UserId, accept: &Accept, invitation: &Invitation) -> User {
        let teams = invitation
            .teams
            .iter()
            .filter(|&&team| self.state.team(team).is_some())
            .map(|&team| TeamLink { team, owner: false })
            .collect();
        User {
            id,
            account: accept.account,
            name: accept.name.clone(),
            email: accept.email.clone(),
            role: invitation.role,
            teams,
            state: UserState::Active,
            joined_at: self.now(),
            ends_at: invitation.access_days.map(|days| self.now().plus_days(i64::from(days))),
            role_until: None,
            role_after: None,
            last_active: None,
            removed_at: None,
            invited_by: invitation.invited_by,
            role_seq: 0,
            teams_seq: 0,
            status_seq: 0,
            ends_seq: 0,
            dormant_at: None,
            bundle: invitation.bundle,
            second_factor: accept.second_factor,
        }
    }
}
