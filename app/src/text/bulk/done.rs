//! What became of many.

use super::super::amounts::{counted, list};
use super::{invites, persons};

/// "12 people are now Admin".
#[must_use]
pub fn role_set(people: u32, role: &str) -> String {
    said!(
        en: format!("{} now {role}", counted(people, "person is", "people are")),
        de: format!("{} jetzt {role}", counted(people, "Person ist", "Personen sind")),
    )
}

/// "12 people joined Design and Support".
#[must_use]
pub fn joined(people: u32, teams: &[String]) -> String {
    said!(
        en: format!("{} joined {}", persons(people), list(teams)),
        de: format!("{} jetzt in {}", counted(people, "Person ist", "Personen sind"), list(teams)),
    )
}

/// "12 people left Design".
#[must_use]
pub fn left(people: u32, teams: &[String]) -> String {
    said!(
        en: format!("{} left {}", persons(people), list(teams)),
        de: format!("{} nicht mehr in {}", counted(people, "Person ist", "Personen sind"), list(teams)),
    )
}

/// "The access of 288 people ends on 14 Dec 2026".
#[must_use]
pub fn end_date_set(people: u32, on: Option<&str>) -> String {
    let whose = counted(people, said!(en: "person", de: "Person"), said!(en: "people", de: "Personen"));
    match on {
        Some(day) => said!(
            en: format!("The access of {whose} ends on {day}"),
            de: format!("Der Zugang von {whose} endet am {day}"),
        ),
        None => said!(
            en: format!("The access of {whose} does not end by itself any more"),
            de: format!("Der Zugang von {whose} endet nicht mehr von selbst"),
        ),
    }
}

/// "288 people are suspended."
#[must_use]
pub fn suspended(people: u32, lost: &str) -> String {
    said!(
        en: format!("{} suspended.{lost}", counted(people, "person is", "people are")),
        de: format!("{} gesperrt.{lost}", counted(people, "Person ist", "Personen sind")),
    )
}

/// "288 people were removed."
#[must_use]
pub fn removed(people: u32, lost: &str) -> String {
    said!(
        en: format!("{} removed.{lost}", counted(people, "person was", "people were")),
        de: format!("{} entfernt.{lost}", counted(people, "Person wurde", "Personen wurden")),
    )
}

/// "3 people can sign in again"
#[must_use]
pub fn reactivated(people: u32) -> String {
    said!(
        en: format!("{} can sign in again", persons(people)),
        de: format!("{} sich wieder anmelden", counted(people, "Person kann", "Personen können")),
    )
}

/// "2 people are back"
#[must_use]
pub fn restored(people: u32) -> String {
    said!(
        en: format!("{} back", counted(people, "person is", "people are")),
        de: format!("{} zurück", counted(people, "Person ist", "Personen sind")),
    )
}

/// "4 invites sent again"
#[must_use]
pub fn resent(number: u32) -> String {
    said!(en: format!("{} sent again", invites(number)), de: format!("{} erneut gesendet", invites(number)))
}

/// "4 invites taken back"
#[must_use]
pub fn revoked(number: u32) -> String {
    said!(en: format!("{} taken back", invites(number)), de: format!("{} zurückgezogen", invites(number)))
}
