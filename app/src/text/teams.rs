//! Words of the Teams page.

use super::edits;

words! {
    /// Its heading and title.
    title { en: "Teams", de: "Teams" }
    /// Opens the field for a new one.
    new { en: "New team", de: "Neues Team" }
    /// The new one's name.
    new_name { en: "Team name", de: "Name des Teams" }
    /// Makes it.
    create { en: "Create team", de: "Team anlegen" }
    /// Not after all.
    cancel { en: "Cancel", de: "Abbrechen" }
    /// Saves a new name.
    save { en: "Save", de: "Speichern" }
    /// Below the name of a new one.
    new_about { en: "Such as Design or Sales EMEA.", de: "Zum Beispiel Design oder Vertrieb EMEA." }
    /// Finds a team.
    search { en: "Search teams", de: "Teams suchen" }
    /// Nothing is found.
    nobody_found { en: "No team matches", de: "Kein Team passt" }
    /// What to do.
    nobody_found_advice {
        en: "Search for another part of the name.",
        de: "Suchen Sie nach einem anderen Teil des Namens.",
    }
    /// There is none yet.
    empty { en: "No teams yet", de: "Noch keine Teams" }
    /// What they are for.
    empty_advice {
        en: "Teams group people. Someone who owns a team can invite people into it.",
        de: "Teams fassen Personen zusammen. Wer ein Team leitet, kann Personen dorthin einladen.",
    }
    /// Menu entry.
    rename { en: "Rename", de: "Umbenennen" }
    /// Menu entry.
    delete_it { en: "Delete team", de: "Team löschen" }
    /// Beside somebody who owns it.
    owns_it { en: "Owns this team", de: "Leitet dieses Team" }
    /// Said once somebody does.
    owns_now { en: "Team owner is set", de: "Teamleitung ist gesetzt" }
    /// Said once somebody no longer does.
    owns_not { en: "Team owner is taken back", de: "Teamleitung ist zurückgenommen" }
    /// Finds somebody to add.
    add_people { en: "Add people", de: "Personen aufnehmen" }
    /// In the empty field.
    add_hint { en: "Add people by name or email", de: "Personen nach Name oder E-Mail aufnehmen" }
    /// Adds somebody.
    add_one { en: "Add", de: "Aufnehmen" }
    /// Nobody is found.
    no_candidate { en: "Nobody else matches.", de: "Sonst passt niemand." }
    /// Nobody is in it.
    no_members { en: "Nobody is in this team yet.", de: "Noch niemand ist in diesem Team." }
}

/// How many there are.
#[must_use]
pub fn total(teams: usize) -> String {
    said!(en: count(teams, "team", "teams"), de: count(teams, "Team", "Teams"))
}

/// How many people are in it.
#[must_use]
pub fn members(members: usize) -> String {
    said!(en: count(members, "member", "members"), de: count(members, "Mitglied", "Mitglieder"))
}

/// How many own it.
#[must_use]
pub fn owners(owners: usize) -> String {
    match owners {
        0 => said!(en: "No owner", de: "Keine Leitung").to_owned(),
        some => said!(en: count(some, "owner", "owners"), de: count(some, "Leitung", "Leitungen")),
    }
}

/// How many are on their way into it.
#[must_use]
pub fn invited(invitations: u32) -> String {
    said!(en: format!("{invitations} invited"), de: format!("{invitations} eingeladen"))
}

/// Name of a team's menu.
#[must_use]
pub fn actions_for(team: &str) -> String {
    said!(en: format!("Actions for {team}"), de: format!("Aktionen für {team}"))
}

/// Name of the field that renames a team.
#[must_use]
pub fn name_of(team: &str) -> String {
    said!(en: format!("Name of {team}"), de: format!("Name von {team}"))
}

/// Name of somebody's owner toggle.
#[must_use]
pub fn owns(person: &str) -> String {
    said!(en: format!("{person} owns this team"), de: format!("{person} leitet dieses Team"))
}

/// Name of the button that takes somebody out.
#[must_use]
pub fn take_out(person: &str, team: &str) -> String {
    said!(en: format!("Take {person} out of {team}"), de: format!("{person} aus {team} nehmen"))
}

/// Name of the button that adds somebody.
#[must_use]
pub fn add(person: &str, team: &str) -> String {
    said!(en: format!("Add {person} to {team}"), de: format!("{person} in {team} aufnehmen"))
}

/// How many were found.
#[must_use]
pub fn found(people: usize) -> String {
    if people == 1 {
        said!(en: "1 person found", de: "1 Person gefunden").to_owned()
    } else {
        said!(
            en: format!("{people} people found"),
            de: format!("{people} Personen gefunden"),
        )
    }
}

/// Title of the deletion.
#[must_use]
pub fn delete(team: &str) -> String {
    said!(en: format!("Delete {team}?"), de: format!("{team} löschen?"))
}

/// What follows for the people.
#[must_use]
pub fn delete_members(members: usize) -> String {
    match members {
        1 => said!(
            en: "1 person leaves the team. They stay in the organization.",
            de: "1 Person verlässt das Team und bleibt in der Organisation.",
        )
        .to_owned(),
        n => said!(
            en: format!("{n} people leave the team. They stay in the organization."),
            de: format!("{n} Personen verlassen das Team und bleiben in der Organisation."),
        ),
    }
}

/// What follows for its owners.
#[must_use]
pub fn delete_owners(names: &[String]) -> String {
    let own = if names.len() == 1 { said!(en: "owns", de: "leitet") } else { said!(en: "own", de: "leiten") };
    said!(en: format!("{} no longer {own} it.", list(names)), de: format!("{} {own} es nicht mehr.", list(names)))
}

/// What follows for invitations.
#[must_use]
pub fn delete_invitations(invitations: u32) -> String {
    match invitations {
        1 => said!(
            en: "1 open invitation no longer leads into it.",
            de: "1 offene Einladung führt nicht mehr hinein.",
        )
        .to_owned(),
        n => said!(
            en: format!("{n} open invitations no longer lead into it."),
            de: format!("{n} offene Einladungen führen nicht mehr hinein."),
        ),
    }
}

words! {
    /// Nothing follows.
    delete_nobody { en: "Nobody is in it.", de: "Niemand ist darin." }
    /// There is no way back.
    delete_for_good {
        en: "A deleted team cannot be brought back.",
        de: "Ein gelöschtes Team kann nicht zurückgeholt werden.",
    }
    /// Deletes it.
    delete_confirm { en: "Delete team", de: "Team löschen" }
}

/// It is done.
#[must_use]
pub fn created(team: &str) -> String {
    said!(en: format!("{team} is created"), de: format!("{team} ist angelegt"))
}

/// It is done.
#[must_use]
pub fn renamed(team: &str) -> String {
    said!(en: format!("Renamed to {team}"), de: format!("Umbenannt in {team}"))
}

/// It is done.
#[must_use]
pub fn deleted(team: &str) -> String {
    said!(en: format!("{team} is deleted"), de: format!("{team} ist gelöscht"))
}

/// It is done.
#[must_use]
pub fn added(person: &str, team: &str) -> String {
    said!(en: format!("{person} is in {team}"), de: format!("{person} ist in {team}"))
}

/// It is done.
#[must_use]
pub fn taken_out(person: &str, team: &str) -> String {
    said!(en: format!("{person} is out of {team}"), de: format!("{person} ist nicht mehr in {team}"))
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "Ana, Ben and 3 others".
fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => said!(en: format!("{one} and {two}"), de: format!("{one} und {two}")),
        [one, two, three] => said!(en: format!("{one}, {two} and {three}"), de: format!("{one}, {two} und {three}")),
        [one, two, rest @ ..] => said!(
            en: format!("{one}, {two} and {} others", rest.len()),
            de: format!("{one}, {two} und {} weitere", rest.len()),
        ),
    }
}

/// Somebody else renamed it first: who, how many milliseconds ago, and to what.
#[must_use]
pub fn clash(first: Option<(&str, i64)>, name: &str) -> String {
    let name = said!(en: format!("“{name}”"), de: format!("„{name}“"));
    let first = match first {
        Some((by, ago_ms)) => edits::clash(by, Some(&name), ago_ms),
        None => edits::clash_unnamed(Some(&name)),
    };
    said!(
        en: format!("{first}. Save again to set your name all the same."),
        de: format!("{first}. Speichern Sie noch einmal, um trotzdem Ihren Namen zu setzen."),
    )
}
