//! What a change is about, and what it is called.

use super::Change;
use crate::{BundleId, PersonId, RoleId, TeamId};
use serde::{Deserialize, Serialize};

/// Whom or what an event, or a refusal, is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A user or an invitation.
    Person(PersonId),
    /// An address that is neither (yet), as it was typed.
    Address(String),
    /// A team.
    Team(TeamId),
    /// The organization itself.
    Organization,
    /// A role.
    Role(RoleId),
    /// A bundle.
    Bundle(BundleId),
}

impl Change {
    /// Whom or what it is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::OrganizationCreated { .. } | Self::OrganizationChanged { .. } => Subject::Organization,
            Self::UserJoined { user, .. } => Subject::Person(user.id.into()),
            Self::UserRoleSet { user, .. }
            | Self::UserTeamsChanged { user, .. }
            | Self::UserStateSet { user, .. }
            | Self::UserSignedOut { user }
            | Self::UserEmailProposed { user, .. }
            | Self::PasswordResetSent { user }
            | Self::LockLifted { user }
            | Self::UserRenamed { user, .. }
            | Self::UserEmailChanged { user, .. }
            | Self::UserSecondFactorSet { user, .. }
            | Self::UserEndSet { user, .. }
            | Self::UserTemporaryRoleSet { user, .. } => Subject::Person((*user).into()),
            Self::InvitationSent { invitation, .. }
            | Self::InvitationQueued { invitation, .. }
            | Self::RequestMade(invitation)
            | Self::RequestApproved(invitation)
            | Self::RequestReturned(invitation)
            | Self::InvitationReopened { invitation } => Subject::Person(invitation.id.into()),
            Self::InvitationResent { invitation, .. }
            | Self::InvitationResendTakenBack { invitation, .. }
            | Self::InvitationLinkCopied { invitation }
            | Self::InvitationTakenOver { invitation, .. }
            | Self::InvitationReaddressed { invitation, .. }
            | Self::InvitationRoleSet { invitation, .. }
            | Self::InvitationTeamsChanged { invitation, .. }
            | Self::InvitationReminded { invitation, .. }
            | Self::InvitationReleased { invitation, .. }
            | Self::RequestDeclined(invitation)
            | Self::InvitationRevoked { invitation, .. } => Subject::Person((*invitation).into()),
            Self::TeamCreated { team } | Self::TeamDeleted { team, .. } => Subject::Team(team.id),
            Self::TeamRenamed { team, .. } => Subject::Team(*team),
            Self::RoleCreated { role } | Self::RoleDeleted { role, .. } => Subject::Role(role.id),
            Self::RoleChanged { role, .. } => Subject::Role(*role),
            Self::BundleCreated { bundle } | Self::BundleDeleted { bundle } => Subject::Bundle(bundle.id),
            Self::BundleChanged { bundle, .. } => Subject::Bundle(*bundle),
        }
    }

    /// The kind's stable name, as in the audit log: `user_role_set`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::OrganizationCreated { .. } => "organization_created",
            Self::OrganizationChanged { .. } => "organization_changed",
            Self::UserJoined { .. } => "user_joined",
            Self::UserRoleSet { .. } => "user_role_set",
            Self::UserTeamsChanged { .. } => "user_teams_changed",
            Self::UserStateSet { .. } => "user_state_set",
            Self::UserSignedOut { .. } => "user_signed_out",
            Self::UserRenamed { .. } => "user_renamed",
            Self::UserEmailChanged { .. } => "user_email_changed",
            Self::UserSecondFactorSet { .. } => "user_second_factor_set",
            Self::InvitationSent { .. } => "invitation_sent",
            Self::InvitationResent { .. } => "invitation_resent",
            Self::InvitationResendTakenBack { .. } => "invitation_resend_taken_back",
            Self::InvitationLinkCopied { .. } => "invitation_link_copied",
            Self::InvitationTakenOver { .. } => "invitation_taken_over",
            Self::InvitationRevoked { .. } => "invitation_revoked",
            Self::InvitationReopened { .. } => "invitation_reopened",
            Self::TeamCreated { .. } => "team_created",
            Self::TeamRenamed { .. } => "team_renamed",
            Self::TeamDeleted { .. } => "team_deleted",
            Self::UserEndSet { .. } => "user_end_set",
            Self::UserTemporaryRoleSet { .. } => "user_temporary_role_set",
            Self::InvitationReaddressed { .. } => "invitation_readdressed",
            Self::UserEmailProposed { .. } => "user_email_proposed",
            Self::PasswordResetSent { .. } => "password_reset_sent",
            Self::LockLifted { .. } => "lock_lifted",
            Self::RoleCreated { .. } => "role_created",
            Self::RoleChanged { .. } => "role_changed",
            Self::RoleDeleted { .. } => "role_deleted",
            Self::BundleCreated { .. } => "bundle_created",
            Self::BundleChanged { .. } => "bundle_changed",
            Self::BundleDeleted { .. } => "bundle_deleted",
            Self::InvitationRoleSet { .. } => "invitation_role_set",
            Self::InvitationReminded { .. } => "invitation_reminded",
            Self::InvitationQueued { .. } => "invitation_queued",
            Self::InvitationReleased { .. } => "invitation_released",
            Self::InvitationTeamsChanged { .. } => "invitation_teams_changed",
            Self::RequestMade(..) => "request_made",
            Self::RequestApproved(..) => "request_approved",
            Self::RequestDeclined(..) => "request_declined",
            Self::RequestReturned(..) => "request_returned",
        }
    }

    /// The change with the event's number set in the user or invitation that it carries.
    #[must_use]
    pub fn settled(mut self, seq: u64) -> Self {
        match &mut self {
            Self::UserJoined { user, .. } => {
                (user.role_seq, user.teams_seq, user.status_seq, user.ends_seq) = (seq, seq, seq, seq);
            }
            Self::InvitationSent { invitation, .. }
            | Self::InvitationReopened { invitation }
            | Self::RequestMade(invitation)
            | Self::RequestReturned(invitation) => invitation.seq = seq,
            Self::RequestApproved(invitation) => {
                invitation.seq = seq;
                invitation.place = invitation.place.map(|_| seq);
            }
            Self::InvitationQueued { invitation, .. } => {
                invitation.seq = seq;
                invitation.place = Some(seq);
            }
            Self::OrganizationCreated { .. }
            | Self::OrganizationChanged { .. }
            | Self::UserRoleSet { .. }
            | Self::UserTeamsChanged { .. }
            | Self::UserStateSet { .. }
            | Self::UserSignedOut { .. }
            | Self::UserRenamed { .. }
            | Self::UserEmailChanged { .. }
            | Self::UserSecondFactorSet { .. }
            | Self::InvitationReleased { .. }
            | Self::RequestDeclined(..)
            | Self::InvitationResent { .. }
            | Self::InvitationLinkCopied { .. }
            | Self::InvitationTakenOver { .. }
            | Self::InvitationRevoked { .. }
            | Self::TeamCreated { .. }
            | Self::TeamRenamed { .. }
            | Self::TeamDeleted { .. }
            | Self::UserEndSet { .. }
            | Self::UserTemporaryRoleSet { .. }
            | Self::InvitationReaddressed { .. }
            | Self::InvitationResendTakenBack { .. }
            | Self::UserEmailProposed { .. }
            | Self::PasswordResetSent { .. }
            | Self::LockLifted { .. }
            | Self::RoleCreated { .. }
            | Self::RoleChanged { .. }
            | Self::RoleDeleted { .. }
            | Self::BundleCreated { .. }
            | Self::BundleChanged { .. }
            | Self::BundleDeleted { .. }
            | Self::InvitationRoleSet { .. }
            | Self::InvitationTeamsChanged { .. }
            | Self::InvitationReminded { .. } => {}
        }
        self
    }
}
