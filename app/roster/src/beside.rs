//! What changes without an event.

use crate::{Applied, Roster};
use domain::{Delivery, InvitationId, SortKey, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// What became of an organization's people that no event tells: it has no number, and the latest counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Who was seen, and when last.
    pub seen: Vec<(UserId, Timestamp)>,
    /// How far the mails of open invitations have come, and what the mail server said that refused one.
    pub mails: Vec<(InvitationId, Delivery, Option<String>)>,
}

impl Beside {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty() && self.mails.is_empty()
    }

    /// What it says that another does not.
    #[must_use]
    pub fn without(&self, known: &Self) -> Self {
        Self {
            seen: self.seen.iter().filter(|one| !known.seen.contains(one)).copied().collect(),
            mails: self.mails.iter().filter(|one| !known.mails.contains(one)).cloned().collect(),
        }
    }
}

impl Roster {
    /// Takes in what changed without an event. What is so already changes nothing, nor is anybody seen earlier than they were.
    pub fn take_beside(&mut self, beside: &Beside) -> Applied {
        let mut applied = Applied::default();
        if self.past {
            return applied;
        }
        for &(user, at) in &beside.seen {
            let Some(row) = self.find(user.into()) else { continue };
            let record = &mut self.records[row as usize];
            if record.last_active < Some(at) {
                // Whoever comes is not suspended for not coming.
                (record.last_active, record.dormant) = (Some(at), None);
                self.orders.forget_key(SortKey::LastActive);
                self.show(row);
                applied.changed.push(row);
            }
        }
        for (invitation, delivery, note) in &beside.mails {
            let Some(row) = self.find((*invitation).into()) else { continue };
            let record = &mut self.records[row as usize];
            if (record.delivery, &record.delivery_note) != (*delivery, note) {
                (record.delivery, record.delivery_note) = (*delivery, note.clone());
                self.generation += 1;
                applied.changed.push(row);
            }
        }
        applied
    }
}
