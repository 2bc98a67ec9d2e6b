//! Words of the palette.

use super::amounts::count;

words! {
    /// Name of the dialog.
    title { en: "Command palette", de: "Befehlspalette" }
    /// Name of its field.
    search { en: "Search actions, people, teams and roles", de: "Aktionen, Personen, Teams und Rollen suchen" }
    /// Name of what is found.
    results { en: "Results", de: "Ergebnisse" }
    /// What can be done.
    actions { en: "Actions", de: "Aktionen" }
    /// Who is found.
    people { en: "People", de: "Personen" }
    /// Which teams are found.
    teams { en: "Teams", de: "Teams" }
    /// Which roles are found.
    roles { en: "Roles", de: "Rollen" }
}

/// Goes to a page.
#[must_use]
pub fn go_to(page: &str) -> String {
    said!(en: format!("Go to {page}"), de: format!("Gehe zu: {page}"))
}

/// Goes to another organization.
#[must_use]
pub fn switch_to(organization: &str) -> String {
    said!(en: format!("Switch to {organization}"), de: format!("Wechseln zu {organization}"))
}

/// Takes the list away as a file.
#[must_use]
pub fn export_as(format: &str) -> String {
    said!(en: format!("Export as {format}"), de: format!("Als {format} exportieren"))
}

/// Shows a view.
#[must_use]
pub fn view(name: &str) -> String {
    said!(en: format!("View: {name}"), de: format!("Ansicht: {name}"))
}

/// Has the list show whoever matches.
#[must_use]
pub fn show_all(people: u32) -> String {
    let people = count(people);
    said!(en: format!("Show all {people} in the list"), de: format!("Alle {people} in der Liste zeigen"))
}

/// Goes to the list, narrowed to what is typed.
#[must_use]
pub fn look_among_users(typed: &str) -> String {
    said!(en: format!("Look for “{typed}” among the users"), de: format!("„{typed}“ unter den Benutzern suchen"))
}

/// Nothing answers to what is typed.
#[must_use]
pub fn nothing(typed: &str) -> String {
    said!(en: format!("Nothing is called “{typed}”."), de: format!("Nichts heißt „{typed}“."))
}

/// How much is found, spoken.
#[must_use]
pub fn found(entries: usize) -> String {
    match entries {
        1 => said!(en: "1 result".to_owned(), de: "1 Ergebnis".to_owned()),
        _ => said!(en: format!("{entries} results"), de: format!("{entries} Ergebnisse")),
    }
}
