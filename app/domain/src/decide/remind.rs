//! Reminding whoever has not accepted their invitation.

use super::Desk;
use crate::{Change, Invitation, InvitationId};

impl Desk<'_> {
    /// Of the invitations in the state, those that are due, as far as they could be accepted: a link that acceptance
    /// would refuse is never made.
    pub(super) fn remind_invited(&mut self) {
        if !self.state.org.settings.remind_invited {
            return;
        }
        let due = |invitation: &Invitation| Some((invitation.id, invitation.reminder_due(self.now())?));
        let due: Vec<(InvitationId, u32)> = self.state.invitations.values().filter_map(due).collect();
        for (id, reminded) in due {
            let good = self.state.invitations.get(&id).is_some_and(|invitation| {
                self.domain_allowed(&invitation.email).is_ok()
                    && self.nobody_has(&invitation.email, Some(invitation.sent_at)).is_ok()
                    && self.inviter_may(invitation).is_ok()
            });
            if good {
                self.change(Change::InvitationReminded { invitation: id, reminded });
            }
        }
    }
}
