//! Moments and spans, always UTC milliseconds, always handed in by the caller.

use serde::{Deserialize, Serialize};

/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60_000;
/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;

/// A moment: milliseconds since 1970-01-01T00:00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `ms` milliseconds later (earlier when negative).
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The moment `days` days later (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.plus_ms(days.saturating_mul(DAY_MS))
    }

    /// Milliseconds from `earlier` to this moment; negative when it is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Year, month (1–12) and day of this moment in UTC (the proleptic Gregorian calendar).
    #[must_use]
    pub fn date(self) -> (i32, u32, u32) {
        // Howard Hinnant's `civil_from_days`.
        let z = self.0.div_euclid(DAY_MS) + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        (i32::try_from(year).unwrap_or(i32::MAX), u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
    }

    /// Midnight UTC of a day written `YYYY-MM-DD`; `None` when it is not one.
    #[must_use]
    pub fn from_date(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i64>().ok()).flatten();
        let (year, month, day) = (digits(year)?, digits(month)?, digits(day)?);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let shifted = year - i64::from(month <= 2);
        let era = shifted.div_euclid(400);
        let yoe = shifted.rem_euclid(400);
        let mp = if month > 2 { month - 3 } else { month + 9 };
        let doy = (153 * mp + 2) / 5 + day - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        let moment = Self((era * 146_097 + doe - 719_468) * DAY_MS);
        let same = moment.date() == (i32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?);
        same.then_some(moment)
    }

    /// The day as `YYYY-MM-DD` (UTC).
    #[must_use]
    pub fn to_date(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The moment as RFC 3339 in UTC, to the second: `2026-11-24T09:30:00Z`.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let second = self.0.rem_euclid(DAY_MS) / 1_000;
        format!("{}T{:02}:{:02}:{:02}Z", self.to_date(), second / 3_600, second / 60 % 60, second % 60)
    }
}

/// What a parameter that is neither a day nor a moment is.
pub(crate) const NO_DAY: &str = "is neither a day, as in 2026-11-27, nor a moment in ms, as in @1795510800000";

/// A day, of which the moment so far into it counts; or, for programs, a moment as `@` and its ms.
pub(crate) fn day_or_moment(value: &str, into: i64) -> Option<Timestamp> {
    match value.strip_prefix('@') {
        Some(ms) => ms.parse().ok().map(Timestamp),
        None => Timestamp::from_date(value).map(|day| day.plus_ms(into)),
    }
}

/// The same, written.
pub(crate) fn written_day(at: Timestamp, into: i64) -> String {
    if at.0.rem_euclid(DAY_MS) == into { at.to_date() } else { format!("@{}", at.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_survive_being_written_and_read() {
        for day in (-40_000..60_000).step_by(13) {
            let moment = Timestamp(day * DAY_MS);
            if moment.date().0 >= 1000 {
                assert_eq!(Timestamp::from_date(&moment.to_date()), Some(moment));
            }
        }
        assert_eq!(Timestamp(1_795_570_200_000).to_rfc3339(), "2026-11-25T01:30:00Z");
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for bad in ["", "2026", "2026-1-1", "2026-02-30", "2026-13-01", "20a6-01-01", "2026-01-01T00:00", "+026-01-01"]
        {
            assert_eq!(Timestamp::from_date(bad), None, "{bad}");
        }
        assert!(Timestamp::from_date("2024-02-29").is_some());
    }
}
