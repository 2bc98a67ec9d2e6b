//! Words of the views: those that are ready made, and one's own.

use super::amounts::{count, counted};

/// The button and its menu.
pub const VIEWS: &str = "Views";
/// Whoever runs the organization.
pub const OWNERS_AND_ADMINS: &str = "Owners and Admins";
/// Users who were never seen.
pub const NEVER_SIGNED_IN: &str = "Never signed in";
/// Invitations whose mail came back.
pub const MAIL_REFUSED: &str = "Mail refused";
/// Those that one keeps, while they are on their way.
pub const OWN_VIEWS: &str = "Your views";
/// Whoever asks to join.
pub const REQUESTS: &str = "Requests";
/// Keeps what the list shows.
pub const SAVE: &str = "Save view…";
/// Why there is nothing to keep.
pub const NOTHING_TO_SAVE: &str = "Search, filter or sort first: a view keeps what the list shows.";
/// Why one's own views are not in the menu.
pub const NOT_LOADED: &str = "Your views could not be loaded.";
/// A view of what is no longer there.
pub const GONE: &str = "Names a team or a role that is gone";
/// The dialog, for a new one.
pub const SAVE_TITLE: &str = "Save view";
/// The dialog, for one that is kept.
pub const EDIT_TITLE: &str = "Edit view";
/// What is kept.
pub const ABOUT: &str = "Search, filters and order, under a name. Only you see it.";
/// The field.
pub const NAME: &str = "Name";
/// The box.
pub const ALARM: &str = "Tell me when it shows too many";
/// The number below it.
pub const ABOVE: &str = "More than this many people";
/// How one is told.
pub const ALARM_ABOUT: &str =
    "A number beside Views tells you, and a mail where this server sends mails: once, until it has shown fewer again.";
/// The button, for a new name.
pub const SAVE_BUTTON: &str = "Save view";
/// The button, where a view of that name is there.
pub const REPLACE_BUTTON: &str = "Replace";
/// Before a view of that name is replaced.
pub const REPLACES: &str = "You have a view of this name. Saving replaces it.";

/// The button, while somebody asks to join or some of one's views ring; empty where it is called as it reads.
#[must_use]
pub fn views_called(requests: u32, alarms: u32) -> String {
    let waiting = (requests > 0).then(|| super::requests::requests(requests));
    let ringing = (alarms > 0).then(|| counted(alarms, "alarm", "alarms"));
    let more: Vec<String> = waiting.into_iter().chain(ringing).collect();
    if more.is_empty() { String::new() } else { format!("{VIEWS}, {}", more.join(", ")) }
}

/// Active users who were not seen for long.
#[must_use]
pub fn idle(days: u32) -> String {
    format!("Idle {}", counted(days, "day", "days"))
}

/// Users whose access ends soon.
#[must_use]
pub fn ending(days: u32) -> String {
    format!("Ending in {}", counted(days, "day", "days"))
}

/// How many a view shows.
#[must_use]
pub fn people(number: u32) -> String {
    counted(number, "person", "people")
}

/// Likewise, where one wants to be told of more than so many.
#[must_use]
pub fn with_alarm(number: u32, above: u32) -> String {
    let alarm = if number > above { "more than" } else { "alarm above" };
    format!("{} · {alarm} {}", people(number), count(above))
}

/// The name and the alarm of the view that is shown.
#[must_use]
pub fn edit(view: &str) -> String {
    format!("Edit “{view}”…")
}

/// Forgets the view that is shown.
#[must_use]
pub fn delete(view: &str) -> String {
    format!("Delete “{view}”")
}

/// It is kept.
#[must_use]
pub fn saved(view: &str) -> String {
    format!("“{view}” saved")
}

/// It is not kept any more.
#[must_use]
pub fn deleted(view: &str) -> String {
    format!("“{view}” deleted")
}

/// It is still kept.
#[must_use]
pub fn not_deleted(view: &str, why: &str) -> String {
    format!("“{view}” was not deleted. {why}")
}

/// It is not kept as it was.
#[must_use]
pub fn not_saved(view: &str, why: &str) -> String {
    format!("“{view}” was not saved. {why}")
}
