//! Words of actions on many people at once.

use super::amounts::{count, counted, list};

/// Name of the box in the table's head.
pub const SELECT_ALL: &str = "Select all users";
/// Lets everybody go.
pub const CLEAR: &str = "Clear selection";
/// Button and menu of the roles.
pub const CHANGE_ROLE: &str = "Change role";
/// Button and list of the teams to join.
pub const JOIN: &str = "Add to teams";
/// Button and list of the teams to leave.
pub const LEAVE: &str = "Take out of teams";
/// It can be done to nobody of those chosen.
pub const FITS_NONE: &str = "This fits nobody selected.";
/// Nobody of those chosen can be given a role.
pub const FITS_NOBODY: &str = "Nobody selected can be given this role.";
/// The verb of a change of roles and teams.
pub const CHANGE: &str = "Change";
/// The verb of sending invitations again.
pub const RESEND: &str = "Resend";
/// The verb of taking invitations back.
pub const REVOKE: &str = "Revoke";
/// While it is done.
pub const WORKING: &str = "Working";
/// Copies the list of what was not done.
pub const COPY_RESULTS: &str = "Copy the list";
/// Addresses or a list are on the clipboard.
pub const COPIED: &str = "Copied";
/// The browser does not let the page copy.
pub const NOT_COPIED: &str = "The browser did not let the page copy.";

/// Name of a row's box.
#[must_use]
pub fn select(name: &str) -> String {
    format!("Select {name}")
}

/// How many are chosen; the bar's name.
#[must_use]
pub fn selected(rows: u32) -> String {
    format!("{} selected", count(rows))
}

/// Chooses the rest too.
#[must_use]
pub fn select_matching(rows: u32) -> String {
    format!("Select all {} that match", count(rows))
}

/// A filter hid some of those chosen.
#[must_use]
pub fn dropped(rows: u32) -> String {
    format!("{} no longer selected: the filter hides them", counted(rows, "person is", "people are"))
}

/// "Suspend 288".
#[must_use]
pub fn act(verb: &str, people: u32) -> String {
    format!("{verb} {}", count(people))
}

/// "Remove 12 people".
#[must_use]
pub fn act_on(verb: &str, people: u32) -> String {
    format!("{verb} {}", persons(people))
}

/// Copies the addresses of those chosen.
#[must_use]
pub fn copy_addresses(people: u32) -> String {
    format!("Copy {}", counted(people, "address", "addresses"))
}

/// "1 person", "12 people".
#[must_use]
pub fn persons(people: u32) -> String {
    counted(people, "person", "people")
}

/// "1 invite", "4 invites".
#[must_use]
pub fn invites(number: u32) -> String {
    counted(number, "invite", "invites")
}

/// Title of the question about a role.
#[must_use]
pub fn role_title(people: u32, role: &str) -> String {
    format!("Make {} {role}?", persons(people))
}

/// Title of the question about teams to join.
#[must_use]
pub fn join_title(people: u32, teams: &[String]) -> String {
    format!("Add {} to {}?", persons(people), list(teams))
}

/// Title of the question about teams to leave.
#[must_use]
pub fn leave_title(people: u32, teams: &[String]) -> String {
    format!("Take {} out of {}?", persons(people), list(teams))
}

/// Some names, and how many more there are.
#[must_use]
pub fn names(names: &[String], all: usize) -> String {
    match u32::try_from(all.saturating_sub(names.len())).unwrap_or(u32::MAX) {
        0 => list(names),
        more => format!("{} and {} more", names.join(", "), count(more)),
    }
}

/// What stands above those whom it skips.
#[must_use]
pub fn skipped(people: u32) -> String {
    match people {
        1 => "1 person is skipped:".into(),
        many => format!("{} people are skipped:", count(many)),
    }
}

/// How many are not listed.
#[must_use]
pub fn more(people: u32) -> String {
    format!("and {} more", count(people))
}

/// Why some are skipped.
#[must_use]
pub fn because(names: &str, why: &str) -> String {
    format!("{names}: {why}")
}

/// They have the role already.
#[must_use]
pub fn already_role(role: &str) -> String {
    format!("Already {role}.")
}

/// They are in all of the teams already.
#[must_use]
pub fn already_in(teams: &[String]) -> String {
    format!("Already in {}.", list(teams))
}

/// They are in none of the teams.
#[must_use]
pub fn not_in(teams: &[String]) -> String {
    format!("Not in {}.", teams.join(" or "))
}

/// What is to be typed before many, or an Owner, are changed.
#[must_use]
pub fn type_number(people: u32) -> String {
    format!("Type {people} to confirm")
}

/// Why it cannot be done yet.
#[must_use]
pub fn typed_wrong(people: u32) -> String {
    format!("Type {people} first.")
}

/// More than one command takes.
#[must_use]
pub fn too_many(most: u32) -> String {
    format!("At most {} people at once. Select fewer.", count(most))
}

/// How many seats it takes.
#[must_use]
pub fn takes_seats(needed: u32) -> String {
    format!("{} taken.", counted(needed, "seat is", "seats are"))
}

/// How many seats become free.
#[must_use]
pub fn frees_seats(freed: u32) -> String {
    format!("{} free.", counted(freed, "seat becomes", "seats become"))
}

/// Sessions end.
pub const SESSIONS_END: &str = "They are signed out everywhere at once.";
/// Nothing of theirs is lost.
pub const SUSPENSION_KEEPS: &str = "Roles and teams are kept until somebody reactivates them.";

/// Among them are Owners.
#[must_use]
pub fn owners(number: u32) -> String {
    match number {
        1 => "1 of them is an Owner.".into(),
        many => format!("{} of them are Owners.", count(many)),
    }
}

/// They will be Owners.
pub const MAKES_OWNERS: &str =
    "They will be able to do everything that you can: change the seats, and remove any Owner, you too.";

/// What is being done, and for how many.
#[must_use]
pub fn working(people: u32) -> String {
    format!("Working on {}…", persons(people))
}

/// It could not be stopped.
#[must_use]
pub fn not_cancelled(why: &str) -> String {
    format!("Not cancelled. {why}")
}

/// Title of what became of it, where some were refused.
#[must_use]
pub fn results_title(done: u32, refused: u32) -> String {
    format!("{} done, {} not", count(done), count(refused))
}

/// "12 people are now Admin".
#[must_use]
pub fn role_set(people: u32, role: &str) -> String {
    format!("{} now {role}", counted(people, "person is", "people are"))
}

/// "12 people joined Design and Support".
#[must_use]
pub fn joined(people: u32, teams: &[String]) -> String {
    format!("{} joined {}", persons(people), list(teams))
}

/// "12 people left Design".
#[must_use]
pub fn left(people: u32, teams: &[String]) -> String {
    format!("{} left {}", persons(people), list(teams))
}

/// "Set end date for 288 people".
#[must_use]
pub fn set_end_date(people: u32) -> String {
    format!("Set end date for {}", counted(people, "person", "people"))
}

/// "The access of 288 people ends on 14 Dec 2026".
#[must_use]
pub fn end_date_set(people: u32, on: Option<&str>) -> String {
    let whose = counted(people, "person", "people");
    match on {
        Some(day) => format!("The access of {whose} ends on {day}"),
        None => format!("The access of {whose} does not end by itself any more"),
    }
}

/// "288 people are suspended."
#[must_use]
pub fn suspended(people: u32, lost: &str) -> String {
    format!("{} suspended.{lost}", counted(people, "person is", "people are"))
}

/// "288 people were removed."
#[must_use]
pub fn removed(people: u32, lost: &str) -> String {
    format!("{} removed.{lost}", counted(people, "person was", "people were"))
}

/// "3 people can sign in again"
#[must_use]
pub fn reactivated(people: u32) -> String {
    format!("{} can sign in again", persons(people))
}

/// "2 people are back"
#[must_use]
pub fn restored(people: u32) -> String {
    format!("{} back", counted(people, "person is", "people are"))
}

/// "4 invites sent again"
#[must_use]
pub fn resent(number: u32) -> String {
    format!("{} sent again", invites(number))
}

/// "4 invites taken back"
#[must_use]
pub fn revoked(number: u32) -> String {
    format!("{} taken back", invites(number))
}

/// Nothing was done for anybody.
pub const NOBODY: &str = "Nothing was changed";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_read_well() {
        assert_eq!(act_on("Remove", 1), "Remove 1 person");
        assert_eq!(act_on("Remove", 12), "Remove 12 people");
        assert_eq!(select_matching(1_000), "Select all 1,000 that match");
        assert_eq!(dropped(1), "1 person is no longer selected: the filter hides them");
        let some = ["Ana".to_owned(), "Ben".to_owned()];
        assert_eq!(names(&some, 2), "Ana and Ben");
        assert_eq!(names(&some, 5), "Ana, Ben and 3 more");
        assert_eq!(not_in(&some), "Not in Ana or Ben.");
    }
}
