//! Applying a change to the state in memory: what the next item of the same command sees, and what the
//! property tests hold against the rules.

use crate::{Change, HeldRole, InvitationState, OrgState, Status, TeamLink, Timestamp, User, UserId, UserState};

impl OrgState {
    /// Applies a change made at `now`, seats and Owners recounted.
    pub fn apply(&mut self, change: &Change, now: Timestamp) {
        match change {
            Change::OrganizationCreated { org, slug, settings, roles } => {
                self.org.id = *org;
                slug.clone_into(&mut self.org.slug);
                self.roles.clone_from(roles);
                self.set_settings(settings);
            }
            Change::OrganizationChanged { after, .. } => self.set_settings(after),
            Change::UserJoined { user, invitation } => {
                if let Some(id) = invitation {
                    self.change_invitation(*id, now, |invitation| invitation.state = InvitationState::Accepted);
                }
                self.uncount(user.id, now);
                self.users.insert(user.id, user.clone());
                self.count(user.id, now);
            }
            Change::UserRoleSet { user, after, .. } => {
                self.change_user(*user, now, |user| user.store_role(HeldRole::lasting(*after)));
            }
            Change::UserTemporaryRoleSet { user, after, .. } => {
                self.change_user(*user, now, |user| user.store_role(*after));
            }
            Change::UserEndSet { user, after, .. } => self.change_user(*user, now, |user| user.ends_at = *after),
            Change::UserTeamsChanged { user, removed, added } => {
                self.change_user(*user, now, |user| change_links(&mut user.teams, removed, added));
            }
            Change::UserStateSet { user, after, .. } => {
                self.change_user(*user, now, |user| {
                    user.state = *after;
                    user.dormant_at = None;
                    user.removed_at = (*after == UserState::Removed).then_some(now);
                });
            }
            Change::UserRenamed { user, after, .. } => self.change_user(*user, now, |user| user.name = after.clone()),
            Change::UserEmailChanged { user, after, .. } => {
                self.change_user(*user, now, |user| user.email = after.clone());
            }
            Change::UserSecondFactorSet { user, after } => {
                self.change_user(*user, now, |user| user.second_factor = *after);
            }
            Change::InvitationSent { invitation, .. }
            | Change::InvitationQueued { invitation, .. }
            | Change::RequestMade(invitation)
            | Change::RequestApproved(invitation)
            | Change::RequestReturned(invitation)
            | Change::InvitationReopened { invitation } => {
                self.uncount_invitation(invitation.id, now);
                self.invitations.insert(invitation.id, invitation.clone());
                self.count_invitation(invitation.id, now);
            }
            Change::InvitationReleased { invitation, after } => {
                self.change_invitation(*invitation, now, |invitation| {
                    (invitation.place, invitation.reminded) = (None, 0);
                    (invitation.sent_at, invitation.expires_at) = (now, *after);
                });
            }
            Change::InvitationResent { invitation, after, .. } => {
                self.change_invitation(*invitation, now, |invitation| {
                    invitation.sent_at = now;
                    invitation.expires_at = *after;
                    invitation.reminded = 0;
                });
            }
            Change::InvitationResendTakenBack { invitation, after, is, .. } => {
                self.change_invitation(*invitation, now, |invitation| {
                    (invitation.sent_at, invitation.expires_at) = (is.sent_at, *after);
                    invitation.reminded = is.reminded;
                });
            }
            Change::InvitationReminded { invitation, reminded } => {
                self.change_invitation(*invitation, now, |invitation| invitation.reminded = *reminded);
            }
            Change::InvitationTakenOver { invitation, after, .. } => {
                self.change_invitation(*invitation, now, |invitation| invitation.invited_by = *after);
            }
            Change::InvitationRevoked { invitation, .. } | Change::RequestDeclined(invitation) => {
                self.change_invitation(*invitation, now, |invitation| invitation.state = InvitationState::Revoked);
            }
            Change::InvitationReaddressed { invitation, after, .. } => {
                self.change_invitation(*invitation, now, |invitation| invitation.email = after.clone());
            }
            Change::InvitationRoleSet { invitation, after, .. } => {
                self.change_invitation(*invitation, now, |invitation| invitation.role = *after);
            }
            Change::InvitationTeamsChanged { invitation, removed, added } => {
                self.change_invitation(*invitation, now, |invitation| {
                    invitation.teams.retain(|team| !removed.contains(team) && !added.contains(team));
                    invitation.teams.extend_from_slice(added);
                });
            }
            Change::RoleCreated { role } => {
                self.roles.retain(|known| known.id != role.id);
                self.roles.push(role.clone());
            }
            Change::RoleChanged { role, after, .. } => {
                for known in self.roles.iter_mut().filter(|known| known.id == *role) {
                    known.name = after.name.clone();
                    known.permissions = after.permissions;
                }
            }
            Change::RoleDeleted { role, .. } => self.roles.retain(|known| known.id != role.id),
            Change::BundleCreated { bundle } => self.bundles.push(bundle.clone()),
            Change::BundleChanged { bundle, after, .. } => {
                for known in self.bundles.iter_mut().filter(|known| known.id == *bundle) {
                    known.shape = after.clone();
                }
            }
            Change::BundleDeleted { bundle } => self.bundles.retain(|known| known.id != bundle.id),
            Change::UserSignedOut { .. }
            | Change::InvitationLinkCopied { .. }
            | Change::UserEmailProposed { .. }
            | Change::PasswordResetSent { .. }
            | Change::LockLifted { .. } => {}
            Change::TeamCreated { team } => self.teams.push(team.clone()),
            Change::TeamRenamed { team, after, .. } => {
                for known in self.teams.iter_mut().filter(|known| known.id == *team) {
                    known.name = after.clone();
                }
            }
            Change::TeamDeleted { team, .. } => {
                self.teams.retain(|known| known.id != team.id);
                for user in self.users.values_mut() {
                    user.teams.retain(|link| link.team != team.id);
                }
                for invitation in self.invitations.values_mut() {
                    invitation.teams.retain(|&known| known != team.id);
                }
            }
        }
    }

    fn set_settings(&mut self, settings: &crate::OrgSettings) {
        self.org.settings = settings.clone();
        self.seats.limit = settings.seat_limit;
        self.seats.policy = settings.seat_policy;
    }

    fn change_user(&mut self, id: UserId, now: Timestamp, change: impl FnOnce(&mut User)) {
        self.uncount(id, now);
        if let Some(user) = self.users.get_mut(&id) {
            change(user);
        }
        self.count(id, now);
    }

    fn uncount(&mut self, id: UserId, now: Timestamp) {
        let Some(user) = self.users.get(&id) else { return };
        let (active, owner) = (user.is_active(now), self.is_lasting_owner(user, now));
        self.seats.users = self.seats.users.saturating_sub(u32::from(active));
        self.owners = self.owners.saturating_sub(u32::from(owner));
    }

    fn count(&mut self, id: UserId, now: Timestamp) {
        let Some(user) = self.users.get(&id) else { return };
        let (active, owner) = (user.is_active(now), self.is_lasting_owner(user, now));
        self.seats.users += u32::from(active);
        self.owners += u32::from(owner);
    }

    fn uncount_invitation(&mut self, id: crate::InvitationId, now: Timestamp) {
        let status = self.invitations.get(&id).and_then(|invitation| invitation.status(now));
        let one = |is| u32::from(status == Some(is));
        self.seats.invitations = self.seats.invitations.saturating_sub(one(Status::Invited));
        self.seats.waiting = self.seats.waiting.saturating_sub(one(Status::Waiting));
    }

    fn count_invitation(&mut self, id: crate::InvitationId, now: Timestamp) {
        let status = self.invitations.get(&id).and_then(|invitation| invitation.status(now));
        self.seats.invitations += u32::from(status == Some(Status::Invited));
        self.seats.waiting += u32::from(status == Some(Status::Waiting));
    }

    fn change_invitation(
        &mut self,
        id: crate::InvitationId,
        now: Timestamp,
        change: impl FnOnce(&mut crate::Invitation),
    ) {
        self.uncount_invitation(id, now);
        if let Some(invitation) = self.invitations.get_mut(&id) {
            change(invitation);
        }
        self.count_invitation(id, now);
    }
}

/// Takes `removed` out of `links` and puts `added` in.
pub fn change_links(links: &mut Vec<TeamLink>, removed: &[TeamLink], added: &[TeamLink]) {
    links.retain(|link| !removed.iter().chain(added).any(|other| other.team == link.team));
    links.extend_from_slice(added);
}
