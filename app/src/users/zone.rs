//! Moments by the reader's clock. The server, which does not know it, tells UTC.

use domain::Timestamp;

/// The moment with the reader's day and time in the place of UTC's: for telling, not for counting.
pub(crate) fn local(at: Timestamp) -> Timestamp {
    at.plus_ms(ahead(at))
}

/// The moment at which the reader's clock shows `wall`.
pub(crate) fn moment(wall: Timestamp) -> Timestamp {
    moment_by(wall, ahead)
}

/// By how many ms the reader's clock is ahead of UTC at a moment.
#[cfg(feature = "hydrate")]
fn ahead(at: Timestamp) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "moments of today take 41 of 53 bits")]
    let date = js_sys::Date::new(&(at.0 as f64).into());
    #[expect(clippy::cast_possible_truncation, reason = "whole minutes, at most a day of them")]
    let minutes = date.get_timezone_offset() as i64;
    -minutes * domain::MINUTE_MS
}

#[cfg(not(feature = "hydrate"))]
fn ahead(_: Timestamp) -> i64 {
    0
}

/// The first guess takes the offset of a moment that is some hours off: it can be the one before or after the clocks
/// are changed. The second is right, but for the hour that there is not, which is told an hour later.
fn moment_by(wall: Timestamp, ahead: impl Fn(Timestamp) -> i64) -> Timestamp {
    let guess = wall.plus_ms(-ahead(wall));
    wall.plus_ms(-ahead(guess))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * domain::MINUTE_MS;

    /// Berlin, where on 28 March 2027, 01:00 UTC, two o'clock becomes three.
    fn berlin(at: Timestamp) -> i64 {
        let change = Timestamp::from_date("2027-03-28").expect("a day").plus_ms(HOUR);
        if at < change { HOUR } else { 2 * HOUR }
    }

    #[test]
    fn what_is_typed_is_what_is_told_also_where_the_clocks_are_changed() {
        let midnight = Timestamp::from_date("2027-03-28").expect("a day");
        for half_hours in -60..60_i64 {
            let wall = midnight.plus_ms(half_hours * HOUR / 2);
            let at = moment_by(wall, berlin);
            let told = at.plus_ms(berlin(at));
            let is_missing = (midnight.plus_ms(2 * HOUR)..midnight.plus_ms(3 * HOUR)).contains(&wall);
            let expected = if is_missing { wall.plus_ms(HOUR) } else { wall };
            assert_eq!(told, expected, "{}", wall.to_rfc3339());
        }
    }
}
