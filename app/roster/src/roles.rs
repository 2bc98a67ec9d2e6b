//! Roles that come, change and go. A role's number is its place in the list: what is in rows follows.

use crate::{Applied, Roster, record::NO_ROLE};
use domain::{Change, Role, RoleId, RoleShape, Scope};

impl Roster {
    /// Whether somebody has a role now that the viewer has not heard of.
    pub(crate) fn names_unknown_role(&self, change: &Change) -> bool {
        let unknown = |role: RoleId| self.role_number(role).is_none();
        self.scope != Scope::Everybody
            && match change {
                Change::UserJoined { user, .. } => unknown(user.role),
                Change::UserRoleSet { after, .. } | Change::InvitationRoleSet { after, .. } => unknown(*after),
                Change::UserTemporaryRoleSet { after, .. } => unknown(after.role) || unknown(after.in_the_end()),
                Change::InvitationSent { invitation, .. } | Change::InvitationReopened { invitation } => {
                    unknown(invitation.role)
                }
                Change::OrganizationCreated { .. }
                | Change::OrganizationChanged { .. }
                | Change::UserTeamsChanged { .. }
                | Change::UserStateSet { .. }
                | Change::UserSignedOut { .. }
                | Change::UserRenamed { .. }
                | Change::UserEmailChanged { .. }
                | Change::UserEndSet { .. }
                | Change::InvitationResent { .. }
                | Change::InvitationLinkCopied { .. }
                | Change::InvitationTakenOver { .. }
                | Change::InvitationRevoked { .. }
                | Change::InvitationReaddressed { .. }
                | Change::PasswordResetSent { .. }
                | Change::TeamCreated { .. }
                | Change::TeamRenamed { .. }
                | Change::TeamDeleted { .. }
                | Change::RoleCreated { .. }
                | Change::RoleChanged { .. }
                | Change::RoleDeleted { .. } => false,
            }
    }

    pub(crate) fn create_role(&mut self, role: &Role, applied: &mut Applied) {
        // Who does not see everybody hears of a role with whoever has it.
        if self.role_number(role.id).is_some() || self.scope != Scope::Everybody {
            return;
        }
        self.roles.push(role.clone());
        self.orders.forget(false, true, false);
        applied.frame = true;
    }

    /// What its people are called, may do and own follows.
    pub(crate) fn reshape_role(&mut self, role: RoleId, after: &RoleShape, applied: &mut Applied) {
        let Some(number) = self.role_number(role) else { return };
        let known = &mut self.roles[usize::from(number)];
        (known.name, known.permissions) = (after.name.clone(), after.permissions);
        self.orders.forget(false, true, true);
        let rows = crate::record::number(self.records.len());
        let has = |row: &u32| self.is_live(*row) && self.shown_roles[*row as usize] == number;
        applied.changed.extend((0..rows).filter(has));
        applied.frame = true;
    }

    /// Whoever had it has another by now.
    pub(crate) fn delete_role(&mut self, role: RoleId, applied: &mut Applied) {
        let Some(gone) = self.role_number(role) else { return };
        self.roles.remove(usize::from(gone));
        let moved = |number: &mut u8| {
            if *number == gone {
                *number = NO_ROLE;
            } else if *number > gone && *number != NO_ROLE {
                *number -= 1;
            }
        };
        for record in &mut self.records {
            moved(&mut record.role);
            if let Some((_, then)) = &mut record.role_until {
                moved(then);
            }
        }
        self.shown_roles.iter_mut().for_each(moved);
        self.orders.forget(false, true, false);
        applied.frame = true;
    }
}
