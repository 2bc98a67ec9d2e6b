//! Words of end dates and of roles for a while.

/// Opens the dialog of an end date.
pub const SET_END_DATE: &str = "Set end date";
/// Opens the dialog of a temporary role.
pub const ONLY_UNTIL: &str = "Only until…";
/// What that is.
pub const ONLY_UNTIL_ABOUT: &str = "A role that ends by itself";
/// Label of the day.
pub const DAY: &str = "Day";
/// Label of the time of day.
pub const TIME: &str = "Time";
/// Label of the role.
pub const ROLE: &str = "Role";
/// Name of the choices that fill in day and time.
pub const QUICK: &str = "Quick choices";
/// One of them.
pub const TOMORROW: &str = "Tomorrow";
/// One of them.
pub const IN_7_DAYS: &str = "In 7 days";
/// One of them.
pub const IN_30_DAYS: &str = "In 30 days";
/// One of them.
pub const END_OF_MONTH: &str = "End of the month";
/// One of them: access does not end by itself.
pub const NO_END: &str = "No end date";
/// Neither a moment nor that there is none.
pub const CHOOSE: &str = "Choose a day and a time.";
/// What is so without an end date.
pub const NEVER_ENDS: &str = "Their access does not end by itself.";
/// What becomes of who ended.
pub const NOTHING_LOST: &str =
    "Then they lose access and their seat becomes free. Nothing is deleted: a later date brings them back.";
/// Somebody past their end comes back.
pub const TAKES_A_SEAT: &str = "They can sign in again at once. This takes a seat.";
/// Gives the role.
pub const GIVE_ROLE: &str = "Give role";
/// Why a role cannot be lent.
pub const HELD_FOR_GOOD: &str = "they have it for good";

/// Title of the dialog of an end date.
#[must_use]
pub fn end_title(name: &str) -> String {
    format!("End date of {name}")
}

/// Until when somebody can sign in: "They can sign in until Mon 14 Dec 2026, 18:00."
#[must_use]
pub fn until(moment: &str) -> String {
    format!("They can sign in until {moment}.")
}

/// Who is told, and when; without a day, at once.
#[must_use]
pub fn told(day: Option<&str>) -> String {
    match day {
        Some(day) => format!("They and you get a mail a week before, on {day}."),
        None => "They and you get a mail now: it is less than a week until then.".to_owned(),
    }
}

/// "Ana Lima’s access ends on 14 Dec 2026"
#[must_use]
pub fn end_set(name: &str, day: &str) -> String {
    format!("{name}’s access ends on {day}")
}

/// "Ana Lima’s access does not end any more"
#[must_use]
pub fn end_cleared(name: &str) -> String {
    format!("{name}’s access has no end date any more")
}

/// Title of the dialog of a temporary role.
#[must_use]
pub fn lend_title(name: &str) -> String {
    format!("Role of {name} for a while")
}

/// Which role follows, and when: "They are Member again from Mon 14 Dec 2026, 18:00, by itself."
#[must_use]
pub fn again(role: &str, moment: &str) -> String {
    format!("From {moment} they are {role} again. Nobody has to do anything.")
}

/// What an Owner can do, were it for an hour.
#[must_use]
pub fn owner_meanwhile(role: &str) -> String {
    format!("As {role} they can do everything that you can: change the seats, and remove any Owner, you too.")
}

/// "Ana Lima is Admin until 14 Dec 2026"
#[must_use]
pub fn lent(name: &str, role: &str, moment: &str) -> String {
    format!("{name} is {role} until {moment}")
}

/// Below a role in its row: "until Fri 18:00".
#[must_use]
pub fn role_until(when: &str) -> String {
    format!("until {when}")
}

/// At the role that holds for a while, in its menu.
#[must_use]
pub fn keep(when: &str, then: &str) -> String {
    format!("Until {when}, then {then}. Choose it to keep it for good.")
}

/// A day and a time: "14 Dec 2026, 18:00".
#[must_use]
pub fn moment(day: &str, hour: i64, minute: i64) -> String {
    format!("{day}, {hour:02}:{minute:02}")
}

/// "Fri 18:00", with days from Monday.
#[must_use]
pub fn weekday(day: usize, hour: i64, minute: i64) -> String {
    let name = "MonTueWedThuFriSatSun".get(day * 3..day * 3 + 3).unwrap_or_default();
    format!("{name} {hour:02}:{minute:02}")
}
