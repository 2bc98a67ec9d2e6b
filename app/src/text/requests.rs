//! Words of answering those who ask to join.

use super::amounts::{count, counted};
use super::bulk::persons;

/// Line of a row's menu, and a button.
pub const APPROVE: &str = "Approve";
/// Likewise.
pub const DECLINE: &str = "Decline";
/// Sends nothing.
pub const CANCEL: &str = "Cancel";
/// The role that they get.
pub const ROLE: &str = "Role";
/// The teams that they join.
pub const TEAMS: &str = "Teams";
/// What follows.
pub const FOLLOWS: &str = "They get a mail with a link, good for 7 days, to set up their account.";
/// Somebody who was removed comes back as somebody new.
pub const STARTS_FRESH: &str = "They were removed before: what they had then does not come back.";

/// Title of the question.
#[must_use]
pub fn approve_title(name: Option<&str>, people: u32) -> String {
    match name {
        Some(name) => format!("Approve {name}?"),
        None => format!("Approve {}?", persons(people)),
    }
}

/// How many seats it takes, and how many have to wait for one.
#[must_use]
pub fn seats(now: u32, wait: u32) -> String {
    match (now, wait) {
        (now, 0) => format!("{} taken.", counted(now, "seat is", "seats are")),
        (0, wait) => format!("No seat is left: {} in line.", counted(wait, "person waits", "people wait")),
        (now, wait) => format!(
            "{} taken; {} in line.",
            counted(now, "seat is", "seats are"),
            counted(wait, "person waits", "people wait")
        ),
    }
}

/// It is done.
#[must_use]
pub fn approved(name: Option<&str>, people: u32) -> String {
    match name {
        Some(name) => format!("{name} can join: a mail is on its way"),
        None => format!("{} can join: mails are on their way", persons(people)),
    }
}

/// Some of it is not: how many, and why the first of them.
#[must_use]
pub fn not_all(people: u32, why: &str) -> String {
    format!("{} not approved: {why}", counted(people, "person was", "people were"))
}

/// A request was declined.
#[must_use]
pub fn declined(name: &str) -> String {
    format!("{name}’s request was declined: a mail tells them")
}

/// Several were.
#[must_use]
pub fn many_declined(people: u32) -> String {
    format!("{} declined: mails tell them", counted(people, "request was", "requests were"))
}

/// "1 request", "4 requests": the badge, spoken.
#[must_use]
pub fn requests(number: u32) -> String {
    counted(number, "request", "requests")
}

/// The badge, seen.
#[must_use]
pub fn badge(number: u32) -> String {
    if number > 99 { "99+".to_owned() } else { count(number) }
}
