//! Words of the Users page round its rows, and of what stands in them.

use domain::{Column, Delivery, Direction, SortKey, Status};

use crate::users::face::FilterKind;

/// Heading, title, and the table's name.
pub const TITLE: &str = "Users";
/// The one filled button.
pub const INVITE: &str = "Invite users";
/// Name of the search.
pub const SEARCH: &str = "Search users";
/// In the empty search.
pub const SEARCH_HINT: &str = "Name or email";
/// Empties the search.
pub const CLEAR_SEARCH: &str = "Clear search";
/// Name of the group of filters.
pub const FILTERS: &str = "Filters";
/// Takes all filters and the search away.
pub const CLEAR_FILTERS: &str = "Clear filters";
/// Name of the field that searches teams in the filter.
pub const SEARCH_TEAMS: &str = "Search teams";
/// Name of the field that searches roles in the filter.
pub const SEARCH_ROLES: &str = "Search roles";
/// Those in no team.
pub const NO_TEAM: &str = "No team";
/// The button and the list of columns.
pub const COLUMNS: &str = "Columns";
/// Beside one's own name.
pub const YOU: &str = "you";
/// Never seen.
pub const NEVER: &str = "Never";
/// Spoken where nothing stands.
pub const NONE: &str = "None";
/// Seconds ago.
pub const JUST_NOW: &str = "just now";
/// A day ago.
pub const YESTERDAY: &str = "yesterday";
/// A row that is kept in sight.
pub const NO_LONGER_MATCHES: &str = "No longer matches";
/// A row whose change the server has not confirmed.
pub const SAVING: &str = "Saving";
/// Leads past the table.
pub const SKIP_TABLE: &str = "Skip the list";
/// No limit.
pub const UNLIMITED: &str = "unlimited seats";
/// Changes the limit.
pub const CHANGE_LIMIT: &str = "Change seat limit";
/// Who else can.
pub const WHO_CHANGES_LIMIT: &str = "An Owner can change the seat limit";
/// Name of the breakdown.
pub const SEATS: &str = "Seats";
/// Line of the breakdown.
pub const SEATS_USERS: &str = "Active users";
/// Line of the breakdown.
pub const SEATS_INVITATIONS: &str = "Open invites";
/// Line of the breakdown.
pub const SEATS_TYPED: &str = "Being invited";
/// Line of the breakdown.
pub const SEATS_LEFT: &str = "Available";
/// Line of the breakdown.
pub const SEATS_LIMIT: &str = "Limit";
/// Nobody matches.
pub const NOBODY: &str = "Nobody matches";
/// Nobody at all.
pub const NOBODY_YET: &str = "Nobody here yet";
/// What to do then.
pub const NOBODY_YET_ABOUT: &str = "Invite the first people by their email addresses.";
/// The list could not be loaded.
pub const LOAD_FAILED: &str = "The people could not be loaded";
/// Why.
pub const LOAD_OFFLINE: &str = "The server does not answer. Nothing is lost; the page tries again by itself.";
/// Why.
pub const LOAD_GONE: &str = "There is no such organization, or you no longer have access to its users.";
/// Title of the list of keys.
pub const KEYS: &str = "Keyboard shortcuts";
/// The switch of the single letters.
pub const KEYS_ON: &str = "Single-letter shortcuts";
/// What it does.
pub const KEYS_ON_ABOUT: &str = "Switch them off if they get in the way of speech input. Kept in this browser.";
/// Closes it.
pub const DONE: &str = "Done";
/// The keys and what they do.
pub const KEY_LIST: [(&str, &str); 12] = [
    ("/", "Search"),
    ("i", "Invite users"),
    ("j", "Next row"),
    ("k", "Previous row"),
    ("x", "Select the row"),
    ("r", "Change the row's role"),
    ("t", "Change the row's teams"),
    (".", "Open the row's actions"),
    ("Ctrl/⌘ Z", "Undo"),
    ("F6", "Go to the message"),
    ("Esc", "Back"),
    ("?", "This list"),
];
/// A column's head.
pub const USER: &str = "User";
/// A column's head.
pub const ROLE: &str = "Role";
/// A column's head.
pub const TEAMS: &str = "Teams";
/// A column's head.
pub const STATUS: &str = "Status";
/// A column's head.
pub const LAST_ACTIVE: &str = "Last active";
/// A column's head, spoken only.
pub const ACTIONS: &str = "Actions";

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A measure of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
    /// About 30 days.
    Month,
    /// About 365 days.
    Year,
}

fn measured(number: i64, unit: Unit) -> String {
    let word = match unit {
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Month => "month",
        Unit::Year => "year",
    };
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// "3 days ago".
#[must_use]
pub fn ago(number: i64, unit: Unit) -> String {
    format!("{} ago", measured(number, unit))
}

/// "4 days left".
#[must_use]
pub fn left(number: i64, unit: Unit) -> String {
    format!("{} left", measured(number, unit))
}

/// "24 Nov 2026".
#[must_use]
pub fn day(year: i32, month: u32, day: u32) -> String {
    format!("{} {year}", day_of_year(month, day))
}

/// "24 Nov".
#[must_use]
pub fn day_of_year(month: u32, day: u32) -> String {
    let month = MONTHS.get(month.saturating_sub(1) as usize).unwrap_or(&"");
    format!("{day} {month}")
}

/// A number with its thousands apart: "12,345".
#[must_use]
pub fn number(number: u32) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// "128 users".
#[must_use]
pub fn users(count: u32) -> String {
    format!("{} {}", number(count), if count == 1 { "user" } else { "users" })
}

/// "9 invited".
#[must_use]
pub fn invited(count: u32) -> String {
    format!("{} invited", number(count))
}

/// "22 seats available"; with a limit that is passed, by how many.
#[must_use]
pub fn seats(available: u32, over: u32) -> String {
    match (available, over) {
        (_, over) if over > 0 => format!("{} over the seat limit", number(over)),
        (1, _) => "1 seat available".to_owned(),
        (available, _) => format!("{} seats available", number(available)),
    }
}

/// "12 of 141 shown".
#[must_use]
pub fn shown(matching: u32, all: u32) -> String {
    format!("{} of {} shown", number(matching), number(all))
}

/// Said when the list changed: "12 of 141 users".
#[must_use]
pub fn announced(matching: u32, all: u32) -> String {
    format!("{} of {} users", number(matching), number(all))
}

/// The banner of an organization that may pass its limit, and has.
#[must_use]
pub fn over_limit(over: u32, limit: u32) -> String {
    let seats = if over == 1 { "seat" } else { "seats" };
    format!("This organization uses {} {seats} more than its limit of {}.", number(over), number(limit))
}

/// A status.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "Active",
        Status::Invited => "Invited",
        Status::Waiting => "Waiting",
        Status::Requested => "Requested",
        Status::Expired => "Expired",
        Status::Suspended => "Suspended",
        Status::Ended => "Ended",
        Status::Removed => "Removed",
    }
}

/// Where somebody stands in line: "3rd in line".
#[must_use]
pub fn in_line(place: u32) -> String {
    let ending = match (place % 100, place % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{}{ending} in line", number(place))
}

/// "ends 24 Nov 2026".
#[must_use]
pub fn ends(day: &str) -> String {
    format!("ends {day}")
}

/// For how long somebody can be restored: "4 days left to restore".
#[must_use]
pub fn restorable(left: &str) -> String {
    format!("{left} to restore")
}

/// How far an invitation's mail has come.
#[must_use]
pub fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::None => "No mail sent: hand over the link",
        Delivery::Queued => "Mail waits to be sent",
        Delivery::Sent => "Mail sent",
        Delivery::Refused => "Mail refused",
        Delivery::Opened => "Link opened",
    }
}

/// What the mail server said: "Mail refused: 550 no such mailbox".
#[must_use]
pub fn delivery_because(delivery: &str, said: &str) -> String {
    format!("{delivery}: {said}")
}

/// A filter: its button, its list, the kind on its chips.
#[must_use]
pub fn filter(kind: FilterKind) -> &'static str {
    match kind {
        FilterKind::Team => "Teams",
        FilterKind::Role => "Role",
        FilterKind::Status => "Status",
    }
}

/// What a chip's kind is called: of one choice.
fn kind(kind: FilterKind) -> &'static str {
    match kind {
        FilterKind::Team => "Team",
        FilterKind::Role => "Role",
        FilterKind::Status => "Status",
    }
}

/// "Role: Admin", "Role: not Admin".
#[must_use]
pub fn chip(of: FilterKind, label: &str, negated: bool) -> String {
    format!("{}: {}{label}", kind(of), if negated { "not " } else { "" })
}

/// "Remove filter Role: Admin".
#[must_use]
pub fn remove_filter(chip: &str) -> String {
    format!("Remove filter {chip}")
}

/// A column beyond the fixed ones.
#[must_use]
pub fn column(column: Column) -> &'static str {
    match column {
        Column::InvitedBy => "Invited by",
        Column::Joined => "Joined",
        Column::Ends => "Ends",
    }
}

/// What is sorted by.
#[must_use]
pub fn sort_key(key: SortKey) -> &'static str {
    match key {
        SortKey::Name => USER,
        SortKey::Role => ROLE,
        SortKey::Teams => TEAMS,
        SortKey::Status => STATUS,
        SortKey::LastActive => LAST_ACTIVE,
        SortKey::InvitedBy => column(Column::InvitedBy),
        SortKey::Joined => column(Column::Joined),
        SortKey::Ends => column(Column::Ends),
    }
}

/// "Sort by Role".
#[must_use]
pub fn sort_by(key: SortKey) -> String {
    format!("Sort by {}", sort_key(key))
}

/// Said after sorting: "Sorted by Role, ascending".
#[must_use]
pub fn sorted(key: SortKey, direction: Direction) -> String {
    let way = match direction {
        Direction::Ascending => "ascending",
        Direction::Descending => "descending",
    };
    format!("Sorted by {}, {way}", sort_key(key))
}

/// A key of the search that means nothing.
#[must_use]
pub fn unknown_key(key: &str) -> String {
    let keys = domain::TERM_KEYS.map(|known| format!("{known}:")).join(" ");
    format!("“{key}:” is searched as text. These narrow the list: {keys}")
}

/// A typed role, team or status that does not exist.
#[must_use]
pub fn unknown_value(value: &str) -> String {
    format!("There is no “{value}”; it is ignored.")
}

/// Pasted addresses that nobody has.
#[must_use]
pub fn missing(addresses: &[String]) -> String {
    const NAMED: usize = 10;
    let named = addresses.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = addresses.len().saturating_sub(NAMED);
    if more == 0 { format!("Not here: {named}") } else { format!("Not here: {named} and {more} more") }
}

/// What to take away so that somebody matches: "Remove Role: Admin or the search “zz”.".
#[must_use]
pub fn nobody_about(chips: &[String], search: &str) -> String {
    let mut parts = chips.to_vec();
    if !search.trim().is_empty() {
        parts.push(format!("the search “{}”", search.trim()));
    }
    match parts.as_slice() {
        [] => "There is nobody to show.".to_owned(),
        [one] => format!("Remove {one} to see more people."),
        [most @ .., last] => format!("Remove {} or {last} to see more people.", most.join(", ")),
    }
}

/// The number to tell whoever runs the server.
#[must_use]
pub fn request(number: &str) -> String {
    format!("Request {number}")
}

#[cfg(test)]
mod tests;
