//! Who of a list is here, and inviting who is not.

use crate::decide::{Desk, allow};
use crate::{
    Addressee, Change, EmailAddress, Invitation, InvitationId, Invite, Name, PersonEdit, Refusal, RoleId, SeatPolicy,
    Status, TeamId, User,
};

impl Desk<'_> {
    /// Whoever has the address and can be looked up: not whoever was removed too long ago.
    pub(super) fn present<'b>(&'b self, email: &'b EmailAddress) -> Option<&'b User> {
        let now = self.now();
        self.user_of(email).filter(move |user| match user.status(now) {
            Status::Removed => user.restorable_until().is_some_and(|until| until > now),
            Status::Active
            | Status::Suspended
            | Status::Ended
            | Status::Invited
            | Status::Waiting
            | Status::Requested
            | Status::Expired => true,
        })
    }

    pub(super) fn invite_listed(
        &mut self,
        email: &EmailAddress,
        name: Option<Name>,
        role: RoleId,
        teams: &[TeamId],
        days: u32,
        waits: bool,
    ) -> Result<(), Refusal> {
        allow::invite_as(self.by, self.state.role(role).ok_or(Refusal::UnknownRole)?, teams)?;
        self.nobody_asked(email)?;
        self.domain_allowed(email)?;
        self.supersede(email);
        let to = Addressee { email: String::new(), name };
        let invite = Invite {
            addresses: Vec::new(),
            role,
            teams: Vec::new(),
            days,
            note: None,
            start_fresh: Vec::new(),
            access_days: None,
            bundle: None,
        };
        let invitation = self.new_invitation(email.clone(), &to, &invite, teams);
        // Nothing of the same import looks for it again, so that no copy of it is kept in the state, only its seat.
        let change = if waits {
            self.state.seats.waiting += 1;
            // Its event puts it in line.
            let invitation = Invitation { place: Some(u64::MAX), ..invitation };
            Change::InvitationQueued { invitation, note: None, listed: true }
        } else {
            self.state.seats.invitations += 1;
            Change::InvitationSent { invitation, note: None, listed: true }
        };
        self.decision.changes.push(change);
        Ok(())
    }

    /// Whether the next newcomer waits for a seat.
    pub(super) fn newcomer_waits(&self) -> bool {
        self.state.seats.policy == SeatPolicy::Queue && self.state.seats.room() == Some(0)
    }

    /// What an open invitation gives, as one changes it in its row.
    pub(super) fn edit_invited(
        &mut self,
        invitation: InvitationId,
        role: Option<RoleId>,
        join: &[TeamId],
        leave: &[TeamId],
    ) -> Result<(), Refusal> {
        let whom = [invitation.into()];
        if let Some(role) = role {
            self.edit_people(&whom, &PersonEdit::Role(role))?;
        }
        if join.is_empty() && leave.is_empty() {
            return Ok(());
        }
        self.edit_people(&whom, &PersonEdit::Teams { add: join.to_vec(), remove: leave.to_vec() })
    }
}
