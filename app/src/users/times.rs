//! Moments in words, told from data: never from a clock, so that server and browser say the same.

use domain::{DAY_MS, MINUTE_MS, Timestamp};

use crate::text::{dates, users as text};

const HOUR_MS: i64 = 60 * MINUTE_MS;

/// How long ago: "3 days ago".
#[must_use]
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    let past = now.since(at).max(0);
    match past {
        0..MINUTE_MS => text::just_now().to_owned(),
        MINUTE_MS..HOUR_MS => text::ago(past / MINUTE_MS, text::Unit::Minute),
        HOUR_MS..DAY_MS => text::ago(past / HOUR_MS, text::Unit::Hour),
        _ => match past / DAY_MS {
            1 => text::yesterday().to_owned(),
            days @ ..=59 => text::ago(days, text::Unit::Day),
            days @ ..=729 => text::ago(days * 10 / 304, text::Unit::Month),
            days => text::ago(days * 4 / 1_461, text::Unit::Year),
        },
    }
}

/// How long is left: "4 days left". A part of a unit counts as one.
#[must_use]
pub fn left(until: Timestamp, now: Timestamp) -> String {
    let rest = until.since(now).max(0);
    let (unit, word) = match rest {
        0..HOUR_MS => (MINUTE_MS, text::Unit::Minute),
        HOUR_MS..DAY_MS => (HOUR_MS, text::Unit::Hour),
        _ => (DAY_MS, text::Unit::Day),
    };
    text::left((rest + unit - 1) / unit, word)
}

/// When something ahead comes: "Fri 18:00" in the days that come next, "14 Dec" in the months, else its day.
#[must_use]
pub fn when(at: Timestamp, now: Timestamp) -> String {
    match at.since(now) / DAY_MS {
        ..6 => {}
        6..300 => {
            let (_, month, day) = at.date();
            return text::day_of_year(month, day);
        }
        _ => return day(at),
    }
    // The first of January 1970 was a Thursday.
    let weekday = (at.0.div_euclid(DAY_MS) + 3).rem_euclid(7);
    let minute = at.0.rem_euclid(DAY_MS) / MINUTE_MS;
    dates::weekday(usize::try_from(weekday).unwrap_or_default(), minute / 60, minute % 60)
}

/// The day: "24 Nov 2026".
#[must_use]
pub fn day(at: Timestamp) -> String {
    let (year, month, day) = at.date();
    text::day(year, month, day)
}

/// The moment exactly: "24 Nov 2026, 09:30 UTC".
#[must_use]
pub fn exact(at: Timestamp) -> String {
    let minute = at.0.rem_euclid(DAY_MS) / MINUTE_MS;
    format!("{}, {:02}:{:02} UTC", day(at), minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_570_200_000);

    #[test]
    fn the_past_is_told_in_its_own_measure() {
        for (before, words) in [
            (0, "just now"),
            (-5 * MINUTE_MS, "just now"),
            (MINUTE_MS, "1 minute ago"),
            (59 * MINUTE_MS, "59 minutes ago"),
            (HOUR_MS, "1 hour ago"),
            (23 * HOUR_MS, "23 hours ago"),
            (DAY_MS, "yesterday"),
            (3 * DAY_MS, "3 days ago"),
            (59 * DAY_MS, "59 days ago"),
            (61 * DAY_MS, "2 months ago"),
            (365 * DAY_MS, "12 months ago"),
            (731 * DAY_MS, "2 years ago"),
        ] {
            assert_eq!(ago(NOW.plus_ms(-before), NOW), words);
        }
    }

    #[test]
    fn what_is_left_is_never_told_as_nothing() {
        for (after, words) in [
            (1, "1 minute left"),
            (HOUR_MS, "1 hour left"),
            (4 * DAY_MS - 1, "4 days left"),
            (4 * DAY_MS, "4 days left"),
            (-1, "0 minutes left"),
        ] {
            assert_eq!(left(NOW.plus_ms(after), NOW), words);
        }
    }

    #[test]
    fn what_comes_soon_is_told_by_its_weekday() {
        for (after, words) in [
            (0, "Wed 01:30"),
            (2 * DAY_MS + 16 * HOUR_MS, "Fri 17:30"),
            (6 * DAY_MS - 1, "Tue 01:29"),
            (6 * DAY_MS, "1 Dec"),
            (300 * DAY_MS - 1, "21 Sep"),
            (300 * DAY_MS, "21 Sep 2027"),
        ] {
            assert_eq!(when(NOW.plus_ms(after), NOW), words);
        }
    }

    #[test]
    fn the_tooltip_has_the_minute() {
        assert_eq!(exact(NOW), "25 Nov 2026, 01:30 UTC");
    }
}
