//! Seats: used = active users + open invitations that are not out of date.

use crate::Refusal;
use serde::{Deserialize, Serialize};

/// What happens when somebody needs a seat and none is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "sea-orm", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum SeatPolicy {
    /// Refuse.
    #[default]
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "stop"))]
    Stop,
    /// Let in; a banner warns.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "open"))]
    Open,
    /// Whoever is invited beyond them waits in line; a seat that becomes free sends the next invitation.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "queue"))]
    Queue,
}

/// An organization's seats at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seats {
    /// How many there are; `None` is unlimited.
    pub limit: Option<u32>,
    /// What happens when none is left.
    pub policy: SeatPolicy,
    /// Taken by active users.
    pub users: u32,
    /// Held by open invitations.
    pub invitations: u32,
    /// Invitations that wait for one, which hold none.
    pub waiting: u32,
}

impl Seats {
    /// As many as anybody could ask for.
    pub const UNLIMITED: Self = Self { limit: None, policy: SeatPolicy::Open, users: 0, invitations: 0, waiting: 0 };

    /// How many are taken or held.
    #[must_use]
    pub fn used(&self) -> u32 {
        self.users.saturating_add(self.invitations)
    }

    /// How many are left; `None` is unlimited. Never negative: over the limit, none is left.
    #[must_use]
    pub fn available(&self) -> Option<u32> {
        self.limit.map(|limit| limit.saturating_sub(self.used()))
    }

    /// How many newcomers fit in behind those who wait; `None` is any number.
    #[must_use]
    pub fn room(&self) -> Option<u32> {
        match self.policy {
            SeatPolicy::Open => None,
            SeatPolicy::Stop | SeatPolicy::Queue => self.available().map(|left| left.saturating_sub(self.waiting)),
        }
    }

    /// Of `needed` newcomers, how many are invited now and how many wait.
    ///
    /// # Errors
    /// [`Refusal::NoSeat`] under [`SeatPolicy::Stop`] when not all fit.
    pub fn invite(&self, needed: u32) -> Result<(u32, u32), Refusal> {
        match (self.policy, self.room()) {
            (_, None) => Ok((needed, 0)),
            (SeatPolicy::Stop, Some(room)) if needed > room => Err(Refusal::NoSeat { needed, available: room }),
            (SeatPolicy::Stop | SeatPolicy::Open | SeatPolicy::Queue, Some(room)) => {
                let now = needed.min(room);
                Ok((now, needed - now))
            }
        }
    }

    /// Whether nine of ten are used, or more: Owners are told in time.
    #[must_use]
    pub fn is_nearly_full(&self) -> bool {
        self.limit.is_some_and(|limit| u64::from(self.used()) * 10 >= u64::from(limit) * 9)
    }

    /// How many are used beyond the limit.
    #[must_use]
    pub fn over(&self) -> u32 {
        self.limit.map_or(0, |limit| self.used().saturating_sub(limit))
    }

    /// Asks for `needed` more seats, for people who are here or were, and who wait in no line.
    ///
    /// # Errors
    /// [`Refusal::NoSeat`] unless under [`SeatPolicy::Open`] when fewer are left. Asking for none is never refused.
    pub fn take(&self, needed: u32) -> Result<(), Refusal> {
        match (self.policy, self.available()) {
            (SeatPolicy::Stop | SeatPolicy::Queue, Some(available)) if needed > available => {
                Err(Refusal::NoSeat { needed, available })
            }
            (SeatPolicy::Stop | SeatPolicy::Open | SeatPolicy::Queue, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_counted_and_refused_only_under_stop() {
        let mut seats = Seats { limit: Some(10), policy: SeatPolicy::Stop, users: 7, invitations: 2, waiting: 0 };
        assert_eq!(seats.available(), Some(1));
        assert_eq!(seats.take(1), Ok(()));
        assert_eq!(seats.take(2), Err(Refusal::NoSeat { needed: 2, available: 1 }));
        assert!(seats.is_nearly_full() && !Seats { users: 6, ..seats }.is_nearly_full());
        assert!(!Seats::UNLIMITED.is_nearly_full());
        seats.limit = Some(5);
        assert_eq!((seats.available(), seats.over()), (Some(0), 4));
        assert_eq!(seats.take(0), Ok(()));
        seats.policy = SeatPolicy::Open;
        assert_eq!(seats.take(100), Ok(()));
        seats.limit = None;
        assert_eq!((seats.available(), seats.over()), (None, 0));
    }

    #[test]
    fn newcomers_come_behind_those_who_wait() {
        let queue = Seats { limit: Some(10), policy: SeatPolicy::Queue, users: 5, invitations: 2, waiting: 0 };
        assert_eq!((queue.invite(2), queue.invite(5)), (Ok((2, 0)), Ok((3, 2))));
        let line = Seats { waiting: 2, ..queue };
        assert_eq!((line.room(), line.invite(3)), (Some(1), Ok((1, 2))), "two of the three seats are spoken for");
        assert_eq!(Seats { waiting: 9, ..queue }.invite(1), Ok((0, 1)));
        // Whoever comes back takes a seat that is there, or none.
        assert_eq!((line.take(3), line.take(4)), (Ok(()), Err(Refusal::NoSeat { needed: 4, available: 3 })));
        let stop = Seats { policy: SeatPolicy::Stop, ..line };
        assert_eq!((stop.invite(1), stop.invite(2)), (Ok((1, 0)), Err(Refusal::NoSeat { needed: 2, available: 1 })));
        assert_eq!(Seats { policy: SeatPolicy::Open, ..line }.invite(9), Ok((9, 0)));
        assert_eq!(Seats { limit: None, ..line }.invite(9), Ok((9, 0)));
    }
}
