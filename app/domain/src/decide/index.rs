//! Who may have an address, and who may have sent an invitation, without looking through everybody for each.

use crate::{Change, EmailAddress, Invitation, InvitationId, OrgState, User, UserId};
use std::collections::{BTreeSet, HashMap};

/// Candidates: all who have the address or sent the invitation are among them, perhaps others too. Whoever asks looks
/// at the state itself.
#[derive(Default)]
pub(super) struct Index {
    users: HashMap<EmailAddress, BTreeSet<UserId>>,
    invitations: HashMap<EmailAddress, BTreeSet<InvitationId>>,
    sent: HashMap<UserId, BTreeSet<InvitationId>>,
}

impl Index {
    pub(super) fn of(state: &OrgState) -> Self {
        let mut index = Self::default();
        for user in state.users.values() {
            index.add_user(user.id, &user.email);
        }
        for invitation in state.invitations.values() {
            index.add_invitation(invitation);
        }
        index
    }

    /// A change is being applied. What it ends stays a candidate.
    pub(super) fn note(&mut self, change: &Change) {
        match change {
            Change::UserJoined { user, .. } => self.add_user(user.id, &user.email),
            Change::UserEmailChanged { user, after, .. } => self.add_user(*user, after),
            Change::InvitationSent { invitation, .. }
            | Change::InvitationQueued { invitation, .. }
            | Change::RequestMade(invitation)
            | Change::RequestApproved(invitation)
            | Change::RequestReturned(invitation)
            | Change::InvitationReopened { invitation } => self.add_invitation(invitation),
            Change::InvitationReaddressed { invitation, after, .. } => {
                self.invitations.entry(after.clone()).or_default().insert(*invitation);
            }
            Change::InvitationTakenOver { invitation, after: Some(sender), .. } => {
                self.sent.entry(*sender).or_default().insert(*invitation);
            }
            Change::OrganizationCreated { .. }
            | Change::OrganizationChanged { .. }
            | Change::UserRoleSet { .. }
            | Change::UserTeamsChanged { .. }
            | Change::UserStateSet { .. }
            | Change::UserSignedOut { .. }
            | Change::UserRenamed { .. }
            | Change::InvitationResent { .. }
            | Change::InvitationLinkCopied { .. }
            | Change::InvitationTakenOver { after: None, .. }
            | Change::InvitationRevoked { .. }
            | Change::TeamCreated { .. }
            | Change::TeamRenamed { .. }
            | Change::TeamDeleted { .. }
            | Change::UserEndSet { .. }
            | Change::UserTemporaryRoleSet { .. }
            | Change::PasswordResetSent { .. }
            | Change::RoleCreated { .. }
            | Change::RoleChanged { .. }
            | Change::RoleDeleted { .. }
            | Change::InvitationRoleSet { .. }
            | Change::InvitationTeamsChanged { .. }
            | Change::InvitationReminded { .. }
            | Change::RequestDeclined(..)
            | Change::InvitationReleased { .. } => {}
        }
    }

    fn add_user(&mut self, id: UserId, email: &EmailAddress) {
        self.users.entry(email.clone()).or_default().insert(id);
    }

    fn add_invitation(&mut self, invitation: &Invitation) {
        self.invitations.entry(invitation.email.clone()).or_default().insert(invitation.id);
        if let Some(sender) = invitation.invited_by {
            self.sent.entry(sender).or_default().insert(invitation.id);
        }
    }

    /// The users who have an address.
    pub(super) fn users_with<'a>(
        &'a self,
        state: &'a OrgState,
        email: &'a EmailAddress,
    ) -> impl Iterator<Item = &'a User> {
        let known = self.users.get(email).into_iter().flatten().filter_map(|id| state.users.get(id));
        known.filter(move |user| user.email == *email)
    }

    /// The invitations to an address.
    pub(super) fn invitations_to<'a>(
        &'a self,
        state: &'a OrgState,
        email: &'a EmailAddress,
    ) -> impl Iterator<Item = &'a Invitation> {
        let known = self.invitations.get(email).into_iter().flatten().filter_map(|id| state.invitations.get(id));
        known.filter(move |invitation| invitation.email == *email)
    }

    /// The invitations that a user sent.
    pub(super) fn invitations_by<'a>(
        &'a self,
        state: &'a OrgState,
        sender: UserId,
    ) -> impl Iterator<Item = &'a Invitation> {
        let known = self.sent.get(&sender).into_iter().flatten().filter_map(|id| state.invitations.get(id));
        known.filter(move |invitation| invitation.invited_by == Some(sender))
    }
}
