//! Suspend, reactivate, remove, restore, sign out, leave.

use super::{Desk, allow};
use crate::{
    Change, Invitation, InvitationId, InvitationState, Note, Permission, Refusal, RevokeCause, Seats, Status, Subject,
    TeamId, User, UserId, UserState,
};
use std::collections::BTreeSet;

impl Desk<'_> {
    fn set_state(&mut self, user: &User, after: UserState, reason: Option<&Note>) {
        self.change(Change::UserStateSet { user: user.id, before: user.state, after, reason: reason.cloned() });
    }

    /// An edit of a status that somebody else changed since it was seen.
    fn status_unchanged(&self, user: &User) -> Result<(), Refusal> {
        if self.moment.seen.is_some_and(|seen| user.status_seq > seen) {
            return Err(Refusal::Clash { seq: user.status_seq, role: None });
        }
        Ok(())
    }

    pub(super) fn suspend(
        &mut self,
        users: &[UserId],
        reason: Option<&Note>,
        successors: &[(TeamId, UserId)],
        heir: Option<UserId>,
    ) -> Result<(), Refusal> {
        let heir = heir.map(|heir| self.heir(heir, users)).transpose()?;
        self.each_user(users, |desk, user| {
            if user.status(desk.now()) == Status::Suspended && desk.by.may(Permission::UsersSuspend) {
                return Ok(());
            }
            allow::suspend(desk.by, &desk.target(user))?;
            desk.status_unchanged(user)?;
            desk.set_state(user, UserState::Suspended, reason);
            desk.leave_invitations(user.id, heir);
            Ok(())
        })?;
        self.succeed(users, UserState::Suspended, successors);
        Ok(())
    }

    pub(super) fn reactivate(&mut self, users: &[UserId]) -> Result<(), Refusal> {
        self.within_seats(|desk| {
            desk.each_user(users, |desk, user| {
                if user.status(desk.now()) == Status::Active && desk.by.may(Permission::UsersSuspend) {
                    return Ok(());
                }
                allow::reactivate(desk.by, &desk.target(user), &Seats::UNLIMITED)?;
                desk.status_unchanged(user)?;
                desk.set_state(user, UserState::Active, None);
                Ok(())
            })
        })
    }

    pub(super) fn remove(
        &mut self,
        users: &[UserId],
        reason: Option<&Note>,
        successors: &[(TeamId, UserId)],
        heir: Option<UserId>,
    ) -> Result<(), Refusal> {
        if users.is_empty() {
            return Ok(());
        }
        let heir = heir.map(|heir| self.heir(heir, users)).transpose()?;
        self.each_user(users, |desk, user| {
            if user.state == UserState::Removed && desk.by.may(Permission::UsersRemove) {
                return Ok(());
            }
            // Removal wins over any other edit: no clash is asked about.
            allow::remove(desk.by, &desk.target(user))?;
            desk.set_state(user, UserState::Removed, reason);
            desk.leave_invitations(user.id, heir);
            Ok(())
        })?;
        self.succeed(users, UserState::Removed, successors);
        Ok(())
    }

    /// Has successors own the teams of those who left, and are now `state`.
    fn succeed(&mut self, users: &[UserId], state: UserState, successors: &[(TeamId, UserId)]) {
        if successors.is_empty() {
            return;
        }
        let leaving: BTreeSet<UserId> = users.iter().copied().collect();
        let gone = leaving.iter().filter_map(|id| self.state.users.get(id));
        let links = gone.filter(|gone| gone.state == state).flat_map(|gone| &gone.teams);
        let owned: BTreeSet<TeamId> = links.filter(|link| link.owner).map(|link| link.team).collect();
        for &(team, user) in successors {
            // A successor owns a team that somebody leaving owned.
            let may = if owned.contains(&team) && !leaving.contains(&user) { Ok(()) } else { Err(Refusal::NotFound) };
            if let Err(refusal) = may.and_then(|()| self.set_team_owner(team, user, true)) {
                self.refuse(Subject::Person(user.into()), refusal);
            }
        }
    }

    pub(super) fn restore(&mut self, users: &[UserId]) -> Result<(), Refusal> {
        self.within_seats(|desk| desk.each_user(users, |desk, user| desk.restore_as(user, UserState::Active)))
    }

    /// Brings one removed user back as active or, where that is what they were, as suspended.
    pub(super) fn restore_as(&mut self, user: &User, state: UserState) -> Result<(), Refusal> {
        if user.state != UserState::Removed && self.by.may(Permission::UsersRemove) {
            return Ok(());
        }
        allow::restore(self.by, &self.target(user), &Seats::UNLIMITED)?;
        if user.restorable_until().is_none_or(|until| until <= self.now()) {
            return Err(Refusal::TooLateToRestore);
        }
        if self.open_invitation(&user.email).is_some() {
            return Err(Refusal::AlreadyInvited);
        }
        self.supersede(&user.email);
        self.set_state(user, state, None);
        Ok(())
    }

    pub(super) fn sign_out(&mut self, users: &[UserId]) -> Result<(), Refusal> {
        self.each_user(users, |desk, user| {
            allow::sign_out(desk.by, &desk.target(user))?;
            desk.change(Change::UserSignedOut { user: user.id });
            Ok(())
        })
    }

    pub(super) fn send_password_reset(&mut self, user: UserId) -> Result<(), Refusal> {
        let user = self.user(user)?;
        allow::send_password_reset(self.by, &self.target(&user))?;
        self.change(Change::PasswordResetSent { user: user.id });
        Ok(())
    }

    pub(super) fn lift_lock(&mut self, user: UserId) -> Result<(), Refusal> {
        let user = self.user(user)?;
        allow::lift_lock(self.by, &self.target(&user))?;
        self.change(Change::LockLifted { user: user.id });
        Ok(())
    }

    pub(super) fn leave(&mut self) -> Result<(), Refusal> {
        let user = self.by.user().and_then(|id| self.state.users.get(&id)).cloned().ok_or(Refusal::NotFound)?;
        if self.target(&user).only_owner {
            return Err(Refusal::LastOwner);
        }
        self.set_state(&user, UserState::Removed, None);
        self.cancel_invitations_by(user.id);
        Ok(())
    }

    /// Whoever is to answer for the invitations of those who leave: somebody else, who is there.
    fn heir(&self, heir: UserId, leaving: &[UserId]) -> Result<UserId, Refusal> {
        let heir = self.user(heir)?;
        match heir.status(self.now()) {
            Status::Active if !leaving.contains(&heir.id) => Ok(heir.id),
            Status::Active => Err(Refusal::WrongStatus { status: Status::Removed }),
            status => Err(Refusal::WrongStatus { status }),
        }
    }

    /// Has an heir answer for the open invitations of somebody who leaves, as far as they can; the others are cancelled.
    fn leave_invitations(&mut self, user: UserId, heir: Option<UserId>) {
        if let Some(heir) = heir {
            self.hand_over_invitations(user, heir);
        }
        self.cancel_invitations_by(user);
    }

    /// Has `heir` answer for the open invitations of `user` that they could send themselves, and that the actor may
    /// manage: an invitation that led nowhere is not brought to life by whoever could not send it.
    fn hand_over_invitations(&mut self, user: UserId, heir: UserId) {
        let theirs = self.index.invitations_by(&self.state, user);
        let open = theirs.filter(|invitation| invitation.state == InvitationState::Open);
        let theirs: Vec<Invitation> = open.map(|one| Invitation { invited_by: Some(heir), ..one.clone() }).collect();
        for invitation in theirs {
            let target = self.invitation(invitation.id).and_then(|_| self.target_invitation(&invitation));
            let may = target.and_then(|target| allow::manage_invitation(self.by, &target));
            if may.and_then(|()| self.inviter_may(&invitation)).is_ok() {
                let (before, after) = (Some(user), Some(heir));
                self.change(Change::InvitationTakenOver { invitation: invitation.id, before, after });
            }
        }
    }

    /// Has `sender` answer for an open invitation again. Where they may not give it, it stays with whoever answers for it.
    pub(super) fn hand_back(&mut self, invitation: InvitationId, sender: Option<UserId>) -> Result<(), Refusal> {
        let invitation = self.invitation(invitation)?;
        allow::manage_invitation(self.by, &self.target_invitation(&invitation)?)?;
        let before = invitation.invited_by;
        let again = Invitation { invited_by: sender, ..invitation };
        if before != sender && self.inviter_may(&again).is_ok() {
            self.change(Change::InvitationTakenOver { invitation: again.id, before, after: sender });
        }
        Ok(())
    }

    pub(super) fn cancel_invitations_by(&mut self, user: UserId) {
        let theirs = self.index.invitations_by(&self.state, user);
        let theirs: Vec<_> =
            theirs.filter(|invitation| invitation.state == InvitationState::Open).map(|one| one.id).collect();
        for invitation in theirs {
            self.change(Change::InvitationRevoked { invitation, cause: RevokeCause::InviterGone });
        }
    }
}
