//! Words of the Teams page.

use super::edits;

/// Its heading and title.
pub const TITLE: &str = "Teams";
/// Opens the field for a new one.
pub const NEW: &str = "New team";
/// The new one's name.
pub const NEW_NAME: &str = "Team name";
/// Makes it.
pub const CREATE: &str = "Create team";
/// Not after all.
pub const CANCEL: &str = "Cancel";
/// Saves a new name.
pub const SAVE: &str = "Save";
/// Below the name of a new one.
pub const NEW_ABOUT: &str = "Such as Design or Sales EMEA.";
/// Finds a team.
pub const SEARCH: &str = "Search teams";
/// Nothing is found.
pub const NOBODY_FOUND: &str = "No team matches";
/// What to do.
pub const NOBODY_FOUND_ADVICE: &str = "Search for another part of the name.";
/// There is none yet.
pub const EMPTY: &str = "No teams yet";
/// What they are for.
pub const EMPTY_ADVICE: &str = "Teams group people. Someone who owns a team can invite people into it.";
/// Menu entry.
pub const RENAME: &str = "Rename";
/// Menu entry.
pub const DELETE: &str = "Delete team";
/// Beside somebody who owns it.
pub const OWNS: &str = "Owns this team";
/// Said once somebody does.
pub const OWNS_NOW: &str = "Team owner is set";
/// Said once somebody no longer does.
pub const OWNS_NOT: &str = "Team owner is taken back";
/// Finds somebody to add.
pub const ADD: &str = "Add people";
/// In the empty field.
pub const ADD_HINT: &str = "Add people by name or email";
/// Adds somebody.
pub const ADD_ONE: &str = "Add";
/// Nobody is found.
pub const NO_CANDIDATE: &str = "Nobody else matches.";
/// Nobody is in it.
pub const NO_MEMBERS: &str = "Nobody is in this team yet.";

/// How many there are.
#[must_use]
pub fn total(teams: usize) -> String {
    count(teams, "team")
}

/// How many people are in it.
#[must_use]
pub fn members(members: usize) -> String {
    count(members, "member")
}

/// How many own it.
#[must_use]
pub fn owners(owners: usize) -> String {
    if owners == 0 { "No owner".to_owned() } else { count(owners, "owner") }
}

/// How many are on their way into it.
#[must_use]
pub fn invited(invitations: u32) -> String {
    format!("{invitations} invited")
}

/// Name of a team's menu.
#[must_use]
pub fn actions_for(team: &str) -> String {
    format!("Actions for {team}")
}

/// Name of the field that renames a team.
#[must_use]
pub fn name_of(team: &str) -> String {
    format!("Name of {team}")
}

/// Name of somebody's owner toggle.
#[must_use]
pub fn owns(person: &str) -> String {
    format!("{person} owns this team")
}

/// Name of the button that takes somebody out.
#[must_use]
pub fn take_out(person: &str, team: &str) -> String {
    format!("Take {person} out of {team}")
}

/// Name of the button that adds somebody.
#[must_use]
pub fn add(person: &str, team: &str) -> String {
    format!("Add {person} to {team}")
}

/// How many were found.
#[must_use]
pub fn found(people: usize) -> String {
    if people == 1 { "1 person found".to_owned() } else { format!("{people} people found") }
}

/// Title of the deletion.
#[must_use]
pub fn delete(team: &str) -> String {
    format!("Delete {team}?")
}

/// What follows for the people.
#[must_use]
pub fn delete_members(members: usize) -> String {
    match members {
        1 => "1 person leaves the team. They stay in the organization.".to_owned(),
        n => format!("{n} people leave the team. They stay in the organization."),
    }
}

/// What follows for its owners.
#[must_use]
pub fn delete_owners(names: &[String]) -> String {
    let own = if names.len() == 1 { "owns" } else { "own" };
    format!("{} no longer {own} it.", list(names))
}

/// What follows for invitations.
#[must_use]
pub fn delete_invitations(invitations: u32) -> String {
    match invitations {
        1 => "1 open invitation no longer leads into it.".to_owned(),
        n => format!("{n} open invitations no longer lead into it."),
    }
}

/// Nothing follows.
pub const DELETE_NOBODY: &str = "Nobody is in it.";
/// There is no way back.
pub const DELETE_FOR_GOOD: &str = "A deleted team cannot be brought back.";
/// Deletes it.
pub const DELETE_CONFIRM: &str = "Delete team";

/// It is done.
#[must_use]
pub fn created(team: &str) -> String {
    format!("{team} is created")
}

/// It is done.
#[must_use]
pub fn renamed(team: &str) -> String {
    format!("Renamed to {team}")
}

/// It is done.
#[must_use]
pub fn deleted(team: &str) -> String {
    format!("{team} is deleted")
}

/// It is done.
#[must_use]
pub fn added(person: &str, team: &str) -> String {
    format!("{person} is in {team}")
}

/// It is done.
#[must_use]
pub fn taken_out(person: &str, team: &str) -> String {
    format!("{person} is out of {team}")
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// "Ana, Ben and 3 others".
fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} others", rest.len()),
    }
}

/// Somebody else renamed it first: who, how many milliseconds ago, and to what.
#[must_use]
pub fn clash(first: Option<(&str, i64)>, name: &str) -> String {
    let name = format!("“{name}”");
    let first = match first {
        Some((by, ago_ms)) => edits::clash(by, Some(&name), ago_ms),
        None => edits::clash_unnamed(Some(&name)),
    };
    format!("{first}. Save again to set your name all the same.")
}
