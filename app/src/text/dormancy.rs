//! Words of what is done about people who do not come any more.

use domain::{DORMANT_DAYS, DORMANT_GRACE_DAYS};

/// The section.
pub const DORMANCY: &str = "Dormant people";
/// What it is about.
pub const DORMANCY_ABOUT: &str =
    "People who have not signed in for long keep seats, and doors, open. Owners are never suspended by themselves.";
/// The choice.
pub const NOT_SEEN: &str = "When somebody has not been here for long";
/// Nothing.
pub const KEEP: &str = "Do nothing";
/// What that means.
pub const KEEP_ABOUT: &str = "The view “Idle 90 days” of the list finds them.";
/// They are.
pub const SUSPEND: &str = "Remind them, then suspend them";
/// What that means.
pub const SUSPEND_ABOUT: &str = "Everything of theirs is kept, and you can reactivate them.";
/// The first number.
pub const REMIND_AFTER: &str = "Remind them after (days)";
/// What it means.
pub const REMIND_AFTER_ABOUT: &str = "Without having been here. One mail, 30 to 365 days.";
/// The second number.
pub const SUSPEND_AFTER: &str = "Suspend them after another (days)";
/// What it means.
pub const SUSPEND_AFTER_ABOUT: &str = "Unless they come. 1 to 90 days.";
/// The button.
pub const SAVE: &str = "Save dormant people";

/// Why the first number is none.
#[must_use]
pub fn bad_remind() -> String {
    format!("Type a number from {} to {}.", DORMANT_DAYS.start(), DORMANT_DAYS.end())
}

/// Why the second number is none.
#[must_use]
pub fn bad_suspend() -> String {
    format!("Type a number from {} to {}.", DORMANT_GRACE_DAYS.start(), DORMANT_GRACE_DAYS.end())
}
