//! Words of the invite dialog.

use super::amounts::{count, counted, list};
use super::edits::NO_TEAM;

/// Its title, and the page's main button.
pub const TITLE: &str = "Invite users";
/// Label of the chips' field.
pub const ADDRESSES: &str = "Email addresses";
/// What can be typed there.
pub const ADDRESSES_ABOUT: &str = "Type or paste up to 1,000, with or without names. A file can be dropped here.";
/// Opens the browser's choice of a file.
pub const CHOOSE_FILE: &str = "Choose file";
/// The file could not be read.
pub const BAD_FILE: &str = "The file could not be read. Choose a text or CSV file.";
/// Label of the roles.
pub const ROLE: &str = "Role";
/// Label of the teams.
pub const TEAMS: &str = "Teams";
/// Unfolds what is seldom needed.
pub const MORE: &str = "More options";
/// Label of the days.
pub const DAYS: &str = "Days until it expires";
/// What can be typed there.
pub const DAYS_ABOUT: &str = "From 1 to 30.";
/// Label of the note.
pub const NOTE: &str = "Personal note";
/// What becomes of it.
pub const NOTE_ABOUT: &str = "It stands in the mail. Up to 2,000 characters.";
/// Whose role and teams to take over.
pub const SAME: &str = "Same access as";
/// What can be typed there.
pub const SAME_ABOUT: &str = "Type somebody’s name to take over their role and teams.";
/// The button beside somebody who was found.
pub const TAKE_OVER: &str = "Use";
/// Nothing to send yet.
pub const NO_ADDRESS: &str = "Type at least one address.";
/// Nothing to send that is good.
pub const NO_GOOD_ADDRESS: &str = "None of these can be invited. Each says why.";
/// Leaves the dialog.
pub const CANCEL: &str = "Cancel";
/// Closes the dialog after the links.
pub const DONE: &str = "Done";
/// Goes back to the chips.
pub const KEEP: &str = "Keep editing";
/// Lets the chips go.
pub const DISCARD: &str = "Discard";
/// What discarding means.
pub const DISCARD_ABOUT: &str = "They have not been invited.";
/// What discarding means where no address was typed.
pub const DISCARD_TYPED_ABOUT: &str = "Nothing has been sent.";
/// Copies one link.
pub const COPY: &str = "Copy";
/// Copies all links.
pub const COPY_ALL: &str = "Copy all";
/// After copying.
pub const COPIED: &str = "Copied";
/// No mail server: what to do.
pub const LINKS_ABOUT: &str = "This installation sends no mail. Hand these links over yourself: each works for its address only, and is shown only now.";
/// Name of the list of links.
pub const LINKS: &str = "Invite links";

/// How many people were found: "2 people found", at most as many as are shown.
#[must_use]
pub fn found(people: usize) -> String {
    match people {
        0 => "Nobody is called that.".to_owned(),
        people => format!("{} found", counted(u32::try_from(people).unwrap_or(u32::MAX), "person", "people")),
    }
}

/// Name of the button beside somebody who was found: "Use the access of Ben Okri".
#[must_use]
pub fn same_as_one(name: &str) -> String {
    format!("Use the access of {name}")
}

/// Somebody's role and teams: "Member, in Design and Support".
#[must_use]
pub fn access(role: &str, teams: &[String]) -> String {
    if teams.is_empty() { format!("{role}, {}", NO_TEAM.to_lowercase()) } else { format!("{role}, in {}", list(teams)) }
}

/// What was taken over, and what was not because one may not give it.
#[must_use]
pub fn same_as(name: &str, role: Option<&str>, teams: &[String], missing: &[String]) -> String {
    let role = role.map(|role| format!("{role}, ")).unwrap_or_default();
    let teams = if teams.is_empty() { "no team".to_owned() } else { list(teams) };
    let missing = if missing.is_empty() { String::new() } else { format!(" Not yours to give: {}.", list(missing)) };
    format!("As {name}: {role}in {teams}.{missing}")
}

/// Name of a link's button: "Copy link for ana@example.com".
#[must_use]
pub fn copy_for(address: &str) -> String {
    format!("Copy link for {address}")
}

/// Name of the field that shows a link: "Link for ana@example.com".
#[must_use]
pub fn link_for(address: &str) -> String {
    format!("Link for {address}")
}

/// The main button: "Send 3 invites".
#[must_use]
pub fn send(number: u32) -> String {
    match number {
        0 => "Send invites".into(),
        some => format!("Send {}", counted(some, "invite", "invites")),
    }
}

/// After sending: "3 invites sent".
#[must_use]
pub fn sent(number: u32) -> String {
    format!("{} sent", counted(number, "invite", "invites"))
}

/// After sending some: "2 invites sent. These were not:"
#[must_use]
pub fn sent_in_part(sent: u32, left: u32) -> String {
    format!(
        "{} sent. {} not sent, and {} why.",
        counted(sent, "invite", "invites"),
        count(left),
        if left == 1 { "it says" } else { "each says" }
    )
}

/// Several who are invited together: "3 people".
#[must_use]
pub fn people(number: u32) -> String {
    counted(number, "person", "people")
}

/// After making links: "3 invites made".
#[must_use]
pub fn made(number: u32) -> String {
    format!("{} made", counted(number, "invite", "invites"))
}

/// One summary of the bad chips.
#[must_use]
pub fn bad(number: u32) -> String {
    match number {
        1 => "1 address cannot be invited.".into(),
        many => format!("{} addresses cannot be invited.", count(many)),
    }
}

/// Before the address of whoever starts anew.
pub const STARTS_FRESH: &str = "starts fresh";
/// What stands before the two ways for who was removed.
#[must_use]
pub fn removed(number: u32) -> String {
    match number {
        1 => "Removed not long ago:".into(),
        many => format!("{} were removed not long ago:", count(many)),
    }
}
/// They are as they were, with their role and teams.
pub const RESTORE: &str = "Restore";
/// They are invited as anybody else is.
pub const START_FRESH: &str = "Start fresh";

/// Takes the bad chips away.
#[must_use]
pub fn remove_bad(number: u32) -> String {
    match number {
        1 => "Remove it".into(),
        many => format!("Remove these {}", count(many)),
    }
}

/// More was pasted than can be sent at once.
#[must_use]
pub fn too_many(number: u32, limit: u32, there: u32) -> String {
    let limit = count(limit);
    match there {
        0 => format!(
            "These are {} addresses; at most {limit} can be invited at once. Nothing was added: take some out, or paste fewer.",
            count(number)
        ),
        some => format!(
            "These are {} addresses, with {} here already; at most {limit} can be invited at once. Nothing was added.",
            count(number),
            count(some)
        ),
    }
}

/// The seat line without a limit.
#[must_use]
pub fn seats_unlimited(needed: u32) -> String {
    counted(needed, "seat", "seats")
}

/// The seat line: "3 seats of 13 available".
#[must_use]
pub fn seats(needed: u32, available: u32) -> String {
    format!("{} of {} available", counted(needed, "seat", "seats"), count(available))
}

/// The seat line where they do not fit.
#[must_use]
pub fn seats_over(needed: u32, available: u32) -> String {
    let over = needed.saturating_sub(available);
    format!("{}: {} too many", seats(needed, available), count(over))
}

/// The way to people who are idle.
pub const SHOW_THEM: &str = "show them";

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Seats that dates free soon: "2 more free on Friday"; the weekday is told from Monday.
#[must_use]
pub fn free_on(seats: u32, in_days: i64, weekday: usize) -> String {
    let day = match (in_days, WEEKDAYS.get(weekday)) {
        (0, _) | (_, None) => "today".to_owned(),
        (1, _) => "tomorrow".to_owned(),
        (_, Some(day)) => format!("on {day}"),
    };
    format!("{} more free {day}", count(seats))
}

/// People who have not been here for long: "4 idle for 90 days".
#[must_use]
pub fn idle(people: u32, days: u32) -> String {
    format!("{} idle for {days} days", count(people))
}

/// The seat line where some wait for a seat: "5 will be sent now, 3 wait".
#[must_use]
pub fn seats_later(now: u32, later: u32) -> String {
    let now = if now == 0 { "None".to_owned() } else { count(now) };
    format!("{now} will be sent now, {} {}", count(later), if later == 1 { "waits" } else { "wait" })
}

/// After sending, where some wait: "5 invites sent, 3 wait for a seat".
#[must_use]
pub fn sent_and_waiting(words: &str, waiting: u32) -> String {
    format!("{words}, {} {} for a seat", count(waiting), if waiting == 1 { "waits" } else { "wait" })
}

/// The seat line where they do not fit, and may all the same.
#[must_use]
pub fn seats_allowed(needed: u32, over: u32, limit: u32) -> String {
    let seats = counted(needed, "seat", "seats");
    format!("{seats}: {} over the limit of {}, which your organization allows", count(over), count(limit))
}

/// Why nothing can be sent while they do not fit.
#[must_use]
pub fn no_seats(over: u32) -> String {
    format!(
        "{} too many for the seats that are left. Remove {}, or have the seat limit raised.",
        counted(over, "address", "addresses"),
        if over == 1 { "one".to_owned() } else { count(over) }
    )
}

/// Asked before chips are lost: "Discard 3 addresses?"
#[must_use]
pub fn discard(number: u32) -> String {
    match number {
        0 => "Discard what you typed?".into(),
        some => format!("Discard {}?", counted(some, "address", "addresses")),
    }
}

/// Name of the teams' button: "Teams: Design, Support".
#[must_use]
pub fn teams(chosen: &str) -> String {
    format!("{TEAMS}: {chosen}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_words() {
        assert_eq!(send(0), "Send invites");
        assert_eq!(send(1), "Send 1 invite");
        assert_eq!(send(1_000), "Send 1,000 invites");
        assert_eq!(seats(3, 13), "3 seats of 13 available");
        assert_eq!(seats_over(15, 13), "15 seats of 13 available: 2 too many");
        assert_eq!(
            no_seats(1),
            "1 address too many for the seats that are left. Remove one, or have the seat limit raised."
        );
        assert_eq!(discard(3), "Discard 3 addresses?");
        assert_eq!(sent_in_part(2, 1), "2 invites sent. 1 not sent, and it says why.");
    }
}
