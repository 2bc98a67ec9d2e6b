//! Words of the ready-made views.

use super::amounts::counted;

/// The button and its menu.
pub const VIEWS: &str = "Views";
/// Whoever runs the organization.
pub const OWNERS_AND_ADMINS: &str = "Owners and Admins";
/// Users who were never seen.
pub const NEVER_SIGNED_IN: &str = "Never signed in";
/// Invitations whose mail came back.
pub const MAIL_REFUSED: &str = "Mail refused";

/// Whoever asks to join.
pub const REQUESTS: &str = "Requests";

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
