//! What can be written together.

use super::Pending;
use domain::Change;

impl Pending {
    /// Whether a change goes with those that were gathered. Where not, they are written first: before what is not
    /// only about people, before a row that is gathered is made anew, and before one that is yet to be made changes.
    pub(in crate::store) fn fits(&self, change: &Change) -> bool {
        match change {
            Change::UserJoined { user, .. } => !self.users.contains(&user.id),
            Change::InvitationResent { invitation, .. }
            | Change::InvitationResendTakenBack { invitation, .. }
            | Change::InvitationTakenOver { invitation, .. }
            | Change::InvitationReaddressed { invitation, .. }
            | Change::InvitationRoleSet { invitation, .. }
            | Change::InvitationReminded { invitation, .. }
            | Change::InvitationReleased { invitation, .. }
            | Change::RequestDeclined(invitation)
            | Change::InvitationRevoked { invitation, .. } => !self.invitations.contains(invitation),
            // What it is into as a whole is written apart from differences.
            Change::InvitationTeamsChanged { invitation, .. } => {
                !self.invitations.contains(invitation) && !self.into.contains_key(invitation)
            }
            Change::InvitationReopened { invitation } => {
                let moved = self.newly_into.iter().any(|(id, _)| *id == invitation.id)
                    || self.out_of.values().any(|ids| ids.contains(&invitation.id));
                !self.invitations.contains(&invitation.id) && !moved
            }
            Change::InvitationSent { invitation, .. } | Change::InvitationQueued { invitation, .. } => {
                !self.invitations.contains(&invitation.id)
            }
            Change::RequestMade(invitation)
            | Change::RequestApproved(invitation)
            | Change::RequestReturned(invitation) => !self.invitations.contains(&invitation.id),
            Change::UserRoleSet { .. }
            | Change::UserTemporaryRoleSet { .. }
            | Change::UserEndSet { .. }
            | Change::UserTeamsChanged { .. }
            | Change::UserStateSet { .. }
            | Change::UserSignedOut { .. }
            | Change::UserRenamed { .. }
            | Change::UserSecondFactorSet { .. }
            | Change::UserEmailChanged { .. }
            | Change::InvitationLinkCopied { .. }
            | Change::UserEmailProposed { .. }
            | Change::PasswordResetSent { .. }
            | Change::LockLifted { .. } => true,
            Change::OrganizationCreated { .. }
            | Change::OrganizationChanged { .. }
            | Change::TeamCreated { .. }
            | Change::TeamRenamed { .. }
            | Change::TeamDeleted { .. }
            | Change::RoleCreated { .. }
            | Change::RoleChanged { .. }
            | Change::RoleDeleted { .. }
            | Change::BundleCreated { .. }
            | Change::BundleChanged { .. }
            | Change::BundleDeleted { .. } => false,
        }
    }
}
