//! Sending the invitations that waited for a seat.

use super::Desk;
use crate::{Change, InvitationId, Status};

impl Desk<'_> {
    /// Of the invitations in the state, the first in line. One that could not be accepted keeps its place, and holds
    /// nobody up behind it.
    pub(super) fn release(&mut self, free: Option<u32>) {
        let now = self.now();
        let waits =
            self.state.invitations.values().filter(|invitation| invitation.status(now) == Some(Status::Waiting));
        let mut line: Vec<(Option<u64>, InvitationId)> =
            waits.map(|invitation| (invitation.place, invitation.id)).collect();
        line.sort_unstable();
        let mut left = free.unwrap_or(u32::MAX);
        for (_, id) in line {
            let Some(invitation) = self.state.invitations.get(&id).filter(|_| left > 0) else { continue };
            let good = self.domain_allowed(&invitation.email).is_ok()
                && self.nobody_has(&invitation.email, Some(invitation.sent_at)).is_ok()
                && self.inviter_may(invitation).is_ok();
            if good {
                let after = now.plus_days(i64::from(invitation.days()));
                self.change(Change::InvitationReleased { invitation: id, after });
                left -= 1;
            }
        }
    }
}
