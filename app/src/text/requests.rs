//! Words of answering those who ask to join.

use super::amounts::{count, counted};
use super::bulk::persons;

words! {
    /// Line of a row's menu, and a button.
    approve { en: "Approve", de: "Annehmen" }
    /// Likewise.
    decline { en: "Decline", de: "Ablehnen" }
    /// Sends nothing.
    cancel { en: "Cancel", de: "Abbrechen" }
    /// The role that they get.
    role { en: "Role", de: "Rolle" }
    /// The teams that they join.
    teams { en: "Teams", de: "Teams" }
    /// What follows.
    follows {
        en: "They get a mail with a link, good for 7 days, to set up their account.",
        de: "Eine E-Mail bringt einen Link, der 7 Tage gilt, um das Konto einzurichten.",
    }
    /// Somebody who was removed comes back as somebody new.
    starts_fresh {
        en: "They were removed before: what they had then does not come back.",
        de: "Schon einmal hier gewesen und entfernt: Was damals war, kommt nicht zurück.",
    }
}

/// Title of the question.
#[must_use]
pub fn approve_title(name: Option<&str>, people: u32) -> String {
    match name {
        Some(name) => said!(en: format!("Approve {name}?"), de: format!("Anfrage von {name} annehmen?")),
        None => said!(
            en: format!("Approve {}?", persons(people)),
            de: format!("Anfragen von {} annehmen?", persons(people)),
        ),
    }
}

/// How many seats it takes, and how many have to wait for one.
#[must_use]
pub fn seats(now: u32, wait: u32) -> String {
    match (now, wait) {
        (now, 0) => said!(
            en: format!("{} taken.", counted(now, "seat is", "seats are")),
            de: format!("{} belegt.", counted(now, "Platz wird", "Plätze werden")),
        ),
        (0, wait) => said!(
            en: format!("No seat is left: {} in line.", counted(wait, "person waits", "people wait")),
            de: format!("Kein Platz ist frei: {} auf der Warteliste.", counted(wait, "Person wartet", "Personen warten")),
        ),
        (now, wait) => said!(
            en: format!("{} taken; {} in line.", counted(now, "seat is", "seats are"), counted(wait, "person waits", "people wait")),
            de: format!("{} belegt; {} auf der Warteliste.", counted(now, "Platz wird", "Plätze werden"), counted(wait, "Person wartet", "Personen warten")),
        ),
    }
}

/// It is done.
#[must_use]
pub fn approved(name: Option<&str>, people: u32) -> String {
    match name {
        Some(name) => said!(
            en: format!("{name} can join: a mail is on its way"),
            de: format!("{name} kann beitreten: Eine E-Mail ist unterwegs"),
        ),
        None => said!(
            en: format!("{} can join: mails are on their way", persons(people)),
            de: format!("{} beitreten: E-Mails sind unterwegs", counted(people, "Person kann", "Personen können")),
        ),
    }
}

/// Some of it is not: how many, and why the first of them.
#[must_use]
pub fn not_all(people: u32, why: &str) -> String {
    said!(
        en: format!("{} not approved: {why}", counted(people, "person was", "people were")),
        de: format!("{} nicht angenommen: {why}", counted(people, "Person wurde", "Personen wurden")),
    )
}

/// A request was declined.
#[must_use]
pub fn declined(name: &str) -> String {
    said!(
        en: format!("{name}’s request was declined: a mail tells them"),
        de: format!("Die Anfrage von {name} wurde abgelehnt: Eine E-Mail sagt es"),
    )
}

/// Several were.
#[must_use]
pub fn many_declined(people: u32) -> String {
    said!(
        en: format!("{} declined: mails tell them", counted(people, "request was", "requests were")),
        de: format!("{} abgelehnt: E-Mails sagen es", counted(people, "Anfrage wurde", "Anfragen wurden")),
    )
}

/// "1 request", "4 requests": the badge, spoken.
#[must_use]
pub fn requests(number: u32) -> String {
    counted(number, said!(en: "request", de: "Anfrage"), said!(en: "requests", de: "Anfragen"))
}

/// The badge, seen.
#[must_use]
pub fn badge(number: u32) -> String {
    if number > 99 { "99+".to_owned() } else { count(number) }
}
