//! People who do not come any more: by their dates they are reminded, and then suspended.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// After how many days without them people can be reminded.
pub const DORMANT_DAYS: RangeInclusive<u32> = 30..=365;
/// How many days after that they can be suspended.
pub const DORMANT_GRACE_DAYS: RangeInclusive<u32> = 1..=90;

/// What an organization does about users whom it has not seen for long. Owners are excepted: time alone takes none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dormancy {
    /// After so many days without them they are reminded.
    pub remind_after: u32,
    /// So many days later, unless they came, they are suspended.
    pub suspend_after: u32,
    /// Since when it is so: nobody is reminded before.
    #[serde(default)]
    pub since: Timestamp,
}

impl Dormancy {
    /// When somebody is reminded who was last there, or came to be, at `awake`.
    #[must_use]
    pub fn reminds_at(&self, awake: Timestamp) -> Timestamp {
        awake.plus_days(i64::from(self.remind_after)).max(self.since)
    }

    /// When they are suspended.
    #[must_use]
    pub fn suspends_at(&self, awake: Timestamp) -> Timestamp {
        self.reminds_at(awake).plus_days(i64::from(self.suspend_after))
    }

    /// Whether it says the same of everybody, whenever it was set.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        (self.remind_after, self.suspend_after) == (other.remind_after, other.suspend_after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DAY_MS;

    #[test]
    fn nobody_is_reminded_before_the_rule_and_everybody_has_all_the_days_after_it() {
        let rule = Dormancy { remind_after: 30, suspend_after: 7, since: Timestamp(100 * DAY_MS) };
        let days = |awake: i64| {
            let awake = Timestamp(awake * DAY_MS);
            (rule.reminds_at(awake).0 / DAY_MS, rule.suspends_at(awake).0 / DAY_MS)
        };
        assert_eq!((days(0), days(70), days(90)), ((100, 107), (100, 107), (120, 127)));
    }
}
