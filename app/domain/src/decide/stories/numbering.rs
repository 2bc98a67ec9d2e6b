//! Which event last set what, as the database keeps it.

use super::*;

impl World {
    pub(super) fn number(&mut self, change: &Change, seq: u64) {
        let mut set = |id: &UserId, field: fn(&mut User) -> &mut u64| {
            *field(self.state.users.get_mut(id).expect("known")) = seq;
        };
        match change {
            Change::UserRoleSet { user, .. } | Change::UserTemporaryRoleSet { user, .. } => {
                set(user, |user| &mut user.role_seq);
            }
            Change::UserEndSet { user, .. } => set(user, |user| &mut user.ends_seq),
            Change::UserTeamsChanged { user, .. } => set(user, |user| &mut user.teams_seq),
            Change::UserStateSet { user, .. } => set(user, |user| &mut user.status_seq),
            Change::OrganizationChanged { before, after } => {
                let set_by = &mut self.state.set_by;
                for (differs, number) in [
                    (before.name != after.name, &mut set_by.name),
                    (before.seat_limit != after.seat_limit, &mut set_by.seat_limit),
                    (before.seat_policy != after.seat_policy, &mut set_by.seat_policy),
                    (before.tell_people != after.tell_people, &mut set_by.tell_people),
                    (before.allowed_domains != after.allowed_domains, &mut set_by.allowed_domains),
                    (before.dormancy != after.dormancy, &mut set_by.dormancy),
                    (before.remind_invited != after.remind_invited, &mut set_by.remind_invited),
                    (before.take_requests != after.take_requests, &mut set_by.take_requests),
                    (before.require_second_factor != after.require_second_factor, &mut set_by.require_second_factor),
                ] {
                    *number = if differs { seq } else { *number };
                }
                for mail in MailKind::ALL {
                    if before.mail_words.get(mail) != after.mail_words.get(mail) {
                        set_by.mail_words.insert(*mail, seq);
                    }
                }
            }
            Change::TeamRenamed { team, .. } => {
                self.state.set_by.team_names.insert(*team, seq);
            }
            Change::RoleCreated { role } => {
                self.state.set_by.role_names.insert(role.id, seq);
                self.state.set_by.role_permissions.insert(role.id, seq);
            }
            Change::RoleChanged { role, before, after } => {
                if before.name != after.name {
                    self.state.set_by.role_names.insert(*role, seq);
                }
                if before.permissions != after.permissions {
                    self.state.set_by.role_permissions.insert(*role, seq);
                }
            }
            Change::BundleCreated { bundle } | Change::BundleDeleted { bundle } => {
                self.state.set_by.bundles.insert(bundle.id, seq);
            }
            Change::BundleChanged { bundle, .. } => {
                self.state.set_by.bundles.insert(*bundle, seq);
            }
            Change::UserRenamed { user, .. } => {
                self.state.set_by.user_names.insert(*user, seq);
            }
            Change::InvitationResent { invitation, .. }
            | Change::InvitationResendTakenBack { invitation, .. }
            | Change::InvitationReaddressed { invitation, .. }
            | Change::InvitationTakenOver { invitation, .. }
            | Change::InvitationReleased { invitation, .. }
            | Change::InvitationRevoked { invitation, .. }
            | Change::InvitationRoleSet { invitation, .. } => {
                self.state.invitations.get_mut(invitation).expect("known").seq = seq;
            }
            _ => {}
        }
    }
}
