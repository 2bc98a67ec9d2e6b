//! What is so grave that whoever asks for it shows anew who they are, if they have not just done so.

use crate::{Change, HeldRole, Invitation, OrgState, Permission, Permissions, RoleId, UserId, UserState};
use std::collections::BTreeSet;

/// So many people whose access ends at once are grave.
pub const GRAVE_MANY: usize = 50;

/// What of an organization is grave to change: who owns it, whether it asks for a second factor, and the access of many at
/// once. Taken before a decision, as decisions use the state up.
#[derive(Clone, Debug, Default)]
pub struct Grave {
    owner_roles: BTreeSet<RoleId>,
    owners: BTreeSet<UserId>,
}

impl Grave {
    /// As things stand in `state`.
    #[must_use]
    pub fn of(state: &OrgState) -> Self {
        let owns = state.roles.iter().filter(|role| owns(role.permissions)).map(|role| role.id);
        let owner_roles: BTreeSet<RoleId> = owns.collect();
        let holds = |held: HeldRole| owner_roles.contains(&held.role) || owner_roles.contains(&held.in_the_end());
        let owners = state.users.values().filter(|user| holds(user.stored_role())).map(|user| user.id).collect();
        Self { owner_roles, owners }
    }

    /// Whether any of these changes, of one command, is grave, or all of them together are.
    #[must_use]
    pub fn is_among(&self, changes: &[Change]) -> bool {
        let ended = |change: &&Change| matches!(change, Change::UserStateSet { before: UserState::Active, after, .. } if *after != UserState::Active);
        changes.iter().filter(ended).count() >= GRAVE_MANY || changes.iter().any(|change| self.is(change))
    }

    fn is(&self, change: &Change) -> bool {
        let owner = |role: &RoleId| self.owner_roles.contains(role);
        let held = |held: &HeldRole| owner(&held.role) || owner(&held.in_the_end());
        match change {
            Change::OrganizationChanged { before, after } => {
                before.require_second_factor && !after.require_second_factor
            }
            Change::UserRoleSet { before, after, .. } => owner(before) || owner(after),
            Change::UserTemporaryRoleSet { before, after, .. } => held(before) || held(after),
            Change::UserStateSet { user, .. } | Change::UserEndSet { user, .. } => self.owners.contains(user),
            Change::InvitationSent { invitation: Invitation { role, .. }, .. }
            | Change::InvitationQueued { invitation: Invitation { role, .. }, .. }
            | Change::InvitationReopened { invitation: Invitation { role, .. } }
            | Change::RequestApproved(Invitation { role, .. })
            | Change::InvitationRoleSet { after: role, .. } => owner(role),
            Change::RoleCreated { role } => owns(role.permissions),
            Change::RoleChanged { after, .. } => owns(after.permissions),
            Change::OrganizationCreated { .. }
            | Change::UserJoined { .. }
            | Change::UserTeamsChanged { .. }
            | Change::UserSignedOut { .. }
            | Change::UserRenamed { .. }
            | Change::UserEmailChanged { .. }
            | Change::UserSecondFactorSet { .. }
            | Change::UserEmailProposed { .. }
            | Change::PasswordResetSent { .. }
            | Change::LockLifted { .. }
            | Change::InvitationReleased { .. }
            | Change::InvitationResent { .. }
            | Change::InvitationResendTakenBack { .. }
            | Change::InvitationLinkCopied { .. }
            | Change::InvitationTakenOver { .. }
            | Change::InvitationRevoked { .. }
            | Change::InvitationReaddressed { .. }
            | Change::InvitationReminded { .. }
            | Change::InvitationTeamsChanged { .. }
            | Change::RequestMade(..)
            | Change::RequestDeclined(..)
            | Change::RequestReturned(..)
            | Change::TeamCreated { .. }
            | Change::TeamRenamed { .. }
            | Change::TeamDeleted { .. }
            | Change::RoleDeleted { .. }
            | Change::BundleCreated { .. }
            | Change::BundleChanged { .. }
            | Change::BundleDeleted { .. } => false,
        }
    }
}

fn owns(permissions: Permissions) -> bool {
    permissions.allow(Permission::OrganizationOwn)
}
