//! Suspending whoever has not come for long.

use super::Desk;
use crate::{Change, DORMANT_DAYS, DORMANT_GRACE_DAYS, Dormancy, Field, Refusal, Role, User, UserId, UserState};
use std::ops::RangeInclusive;

impl Desk<'_> {
    /// Of the users in the state, those whose day has come.
    pub(super) fn suspend_dormant(&mut self) {
        let now = self.now();
        let due = |user: &&User| {
            let owns = |role| self.state.role(role).is_some_and(Role::is_owner);
            let held = user.held_role(now);
            user.is_dormant(now) && !owns(held.role) && !owns(held.in_the_end())
        };
        let due: Vec<UserId> = self.state.users.values().filter(due).map(|user| user.id).collect();
        for user in due {
            let (before, after) = (UserState::Active, UserState::Suspended);
            self.change(Change::UserStateSet { user, before, after, reason: None });
            self.cancel_invitations_by(user);
        }
    }

    /// The rule as it is set: from now on, unless it is taken back or stays as it is.
    pub(super) fn dormancy(&self, asked: Option<Dormancy>) -> Result<Option<Dormancy>, Refusal> {
        let Some(asked) = asked else { return Ok(None) };
        within(Field::DormantAfter, &DORMANT_DAYS, asked.remind_after)?;
        within(Field::SuspendAfter, &DORMANT_GRACE_DAYS, asked.suspend_after)?;
        let same = self.state.org.settings.dormancy.filter(|now| now.is_like(&asked));
        let since = if self.journal.is_some() { asked.since } else { self.now() };
        Ok(Some(same.unwrap_or(Dormancy { since, ..asked })))
    }
}

fn within(field: Field, range: &RangeInclusive<u32>, days: u32) -> Result<(), Refusal> {
    let (least, most) = (*range.start(), *range.end());
    if range.contains(&days) { Ok(()) } else { Err(Refusal::OutOfRange { field, least, most }) }
}
