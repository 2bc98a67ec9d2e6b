//! Moments in words.

use domain::Timestamp;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day in UTC: "24 November 2026", in German "24.11.2026".
#[must_use]
pub fn day(at: Timestamp) -> String {
    let (year, month, day) = at.date();
    said!(
        en: {
            let month = usize::try_from(month).ok().and_then(|month| MONTHS.get(month - 1)).unwrap_or(&"");
            format!("{day} {month} {year}")
        },
        de: format!("{day}.{month}.{year}"),
    )
}

/// A moment in UTC, to the minute: "24 November 2026, 09:30 UTC".
#[must_use]
pub fn moment(at: Timestamp) -> String {
    let minute = at.0.rem_euclid(domain::DAY_MS) / domain::MINUTE_MS;
    format!("{}, {:02}:{:02} UTC", day(at), minute / 60, minute % 60)
}

/// A wait: "40 seconds", "3 minutes".
#[must_use]
pub fn wait(ms: u32) -> String {
    match ms.div_ceil(1_000).max(1) {
        1 => said!(en: "1 second", de: "1 Sekunde").to_owned(),
        seconds @ 2..=99 => said!(en: format!("{seconds} seconds"), de: format!("{seconds} Sekunden")),
        seconds => said!(
            en: format!("{} minutes", seconds.div_ceil(60)),
            de: format!("{} Minuten", seconds.div_ceil(60)),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_in_utc() {
        assert_eq!(moment(Timestamp(1_795_570_200_000)), "25 November 2026, 01:30 UTC");
        assert_eq!(wait(400), "1 second");
        assert_eq!(wait(40_000), "40 seconds");
        assert_eq!(wait(170_000), "3 minutes");
    }
}
