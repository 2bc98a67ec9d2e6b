//! What ends by itself: access, and temporary roles. Nothing has to run for it: whoever asks, asks at a moment.

use super::{Desk, allow};
use crate::{Change, DATE_DAYS_MAX, Field, HeldRole, Refusal, RoleId, RoleTerm, Timestamp, User, UserId};

impl Desk<'_> {
    pub(super) fn set_end_date(&mut self, users: &[UserId], ends_at: Option<Timestamp>) -> Result<(), Refusal> {
        ends_at.map_or(Ok(()), |at| self.is_ahead(Field::EndDate, at))?;
        self.within_seats(|desk| desk.each_user(users, |desk, user| desk.set_end_of(user, ends_at)))
    }

    /// Access ends at a moment that was looked at, or not at all.
    pub(super) fn set_end_of(&mut self, user: &User, ends_at: Option<Timestamp>) -> Result<(), Refusal> {
        allow::set_end_date(self.by, &self.target(user), ends_at.is_some())?;
        if user.ends_at == ends_at {
            return Ok(());
        }
        self.as_seen(user.ends_seq)?;
        self.change(Change::UserEndSet { user: user.id, before: user.ends_at, after: ends_at });
        Ok(())
    }

    pub(super) fn lend_role(
        &mut self,
        users: &[UserId],
        role: RoleId,
        until: Timestamp,
        then: Option<RoleId>,
    ) -> Result<(), Refusal> {
        let role = self.known_role(role)?;
        let follows = then.map(|then| self.known_role(then)).transpose()?;
        self.is_ahead(Field::RoleUntil, until)?;
        self.each_user(users, |desk, user| {
            allow::lend_role(desk.by, &desk.target(user), &role)?;
            if let Some(follows) = &follows {
                allow::give_role(desk.by, follows)?;
            }
            let then = then.unwrap_or_else(|| user.held_role(desk.now()).in_the_end());
            // Who has it for good anyway has it for good.
            let term = (then != role.id).then_some(RoleTerm { until, then });
            desk.hold(user, HeldRole { role: role.id, term })
        })
    }

    /// A date has to be ahead, and not too far. What is taken back is as it was, its date past or not.
    pub(super) fn is_ahead(&self, field: Field, at: Timestamp) -> Result<(), Refusal> {
        let latest = self.now().plus_days(DATE_DAYS_MAX);
        if at > latest {
            Err(Refusal::DateTooFar { field, latest })
        } else if at <= self.now() && self.journal.is_none() {
            Err(Refusal::DatePast { field })
        } else {
            Ok(())
        }
    }
}
