//! Words for lists from elsewhere.

use domain::{LineProblem, ListSource, PlanCounts, PlannedAction, PlannedSeats, Refusal, SkipReason, Unreadable};

use super::amounts::{count, counted, list};
use super::refusal;

/// The button and its dialog.
pub const IMPORT: &str = "Import list";
/// What can be imported.
pub const ABOUT: &str = "An export of Google Workspace, Okta, Entra ID, GitHub or Slack, a CSV file, or plain addresses: \
                         up to 100,000 lines. You see what would be done before anything is.";
/// Opens the browser's own choice of files.
pub const CHOOSE_FILE: &str = "Choose file";
/// The same, once there is one.
pub const CHOOSE_ANOTHER: &str = "Choose another file";
/// The role of those whose line names none.
pub const ROLE: &str = "Role of new people";
/// What that means.
pub const ROLE_ABOUT: &str = "Where the list names none";
/// For how many days invitations are good.
pub const DAYS: &str = "Days to accept";
/// Within which bounds.
pub const DAYS_ABOUT: &str = "1–30";
/// Mails are sent.
pub const MAILS: &str = "Mail the invitations";
/// Whoever is not on the list is suspended.
pub const SUSPEND_OTHERS: &str = "Suspend whoever is not on the list";
/// Teams are made.
pub const CREATE_TEAMS: &str = "Create teams that do not exist yet";
/// While the plan is made.
pub const PLANNING: &str = "Reading the list";
/// While it is done.
pub const WORKING: &str = "Importing";
/// Which lines are shown.
pub const SHOW: &str = "Show";
/// Leaves the dialog.
pub const CANCEL: &str = "Cancel";
/// The lines before and after those in sight.
pub const PREVIOUS: &str = "Previous lines";
/// Likewise.
pub const NEXT: &str = "Next lines";
/// Whoever stands on no line.
pub const NOT_ON_LIST: &str = "Not on the list";
/// The organization changed.
pub const STALE: &str =
    "The organization changed meanwhile, and nothing was imported. This is what the list comes to now.";
/// Which columns are which.
pub const COLUMNS: &str = "Which columns hold what? This is remembered for lists with the same headings.";
/// The names of the columns that can be mapped.
pub const ADDRESS_COLUMN: &str = "Email address";
/// Likewise.
pub const NAME_COLUMN: &str = "Name";
/// Likewise.
pub const ROLE_COLUMN: &str = "Role";
/// Likewise.
pub const TEAMS_COLUMN: &str = "Teams";
/// Likewise.
pub const STATUS_COLUMN: &str = "Status";
/// None of the columns.
pub const NO_COLUMN: &str = "None";
/// No column was chosen for the addresses.
pub const NO_ADDRESS_COLUMN: &str = "Choose the column that holds the addresses.";
/// Reads the list with those columns.
pub const READ: &str = "Read the list";
/// Nothing would be done.
pub const NOTHING_TO_DO: &str = "There is nothing to do.";
/// A file of one's own computer cannot be read.
pub const NOT_READ: &str = "The browser could not read this file. Choose it again.";

/// Who wrote a list.
#[must_use]
pub fn source(source: ListSource) -> &'static str {
    match source {
        ListSource::Muster => "Our own export",
        ListSource::Google => "Google Workspace",
        ListSource::Okta => "Okta",
        ListSource::Entra => "Entra ID",
        ListSource::GitHub => "GitHub",
        ListSource::Slack => "Slack",
        ListSource::Table => "A table",
        ListSource::Addresses => "Addresses",
    }
}

/// What was read: "people.csv: Slack, 12 lines".
#[must_use]
pub fn read(file: &str, wrote: ListSource, lines: u32) -> String {
    format!("{file}: {}, {}", source(wrote), counted(lines, "line", "lines"))
}

/// The choices of lines to show, in the order of [`PlanCounts`].
#[must_use]
pub fn kinds(counts: &PlanCounts) -> [String; 5] {
    let kind = |words: &str, number: u32| format!("{words} ({})", count(number));
    [
        kind("Add", counts.add),
        kind("Change", counts.change),
        kind("Suspend", counts.suspend),
        kind("Skip", counts.skip),
        kind("Refused", counts.refuse),
    ]
}

/// Ticks or unticks all lines of a kind.
#[must_use]
pub fn all(lines: u32) -> String {
    format!("All {}", counted(lines, "line", "lines"))
}

/// Which lines are in sight: "1–100 of 2,000".
#[must_use]
pub fn range(from: u32, to: u32, of: u32) -> String {
    format!("{}–{} of {}", count(from), count(to), count(of))
}

/// Where a line stands.
#[must_use]
pub fn line(number: u32) -> String {
    if number == 0 { NOT_ON_LIST.to_owned() } else { format!("Line {}", count(number)) }
}

/// What is done with a line. Names are looked up in the plan's lists.
#[must_use]
pub fn action(action: &PlannedAction, roles: &[String], teams: &[String]) -> String {
    let named = |names: &[String], place: u32| names.get(place as usize).cloned().unwrap_or_default();
    let named_teams = |places: &[u32]| list(&places.iter().map(|&team| named(teams, team)).collect::<Vec<_>>());
    match action {
        PlannedAction::Add { role, teams } if teams.is_empty() => format!("Invited as {}", named(roles, *role)),
        PlannedAction::Add { role, teams } => {
            format!("Invited as {} into {}", named(roles, *role), named_teams(teams))
        }
        PlannedAction::Change { role, join, leave } => {
            let role = role.map(|(before, after)| format!("{} becomes {}", named(roles, before), named(roles, after)));
            let join = (!join.is_empty()).then(|| format!("joins {}", named_teams(join)));
            let leave = (!leave.is_empty()).then(|| format!("leaves {}", named_teams(leave)));
            role.into_iter().chain(join).chain(leave).collect::<Vec<_>>().join("; ")
        }
        PlannedAction::Suspend => "Suspended".to_owned(),
        PlannedAction::Skip(SkipReason::Same) => "All is as the list says".to_owned(),
        PlannedAction::Skip(SkipReason::Repeats { line }) => format!("Stands on line {} already", count(*line)),
        PlannedAction::Skip(SkipReason::Inactive) => "Has no access on the list".to_owned(),
        PlannedAction::Refuse(LineProblem::Rule(why)) => refusal::refusal(why),
        PlannedAction::Refuse(LineProblem::NoRole(name)) => format!("No role is called “{name}”."),
        PlannedAction::Refuse(LineProblem::NoTeam(name)) => format!("No team is called “{name}”."),
    }
}

/// Teams that are made.
#[must_use]
pub fn new_teams(names: &[String]) -> String {
    format!("{} created: {}", if names.len() == 1 { "A team is" } else { "Teams are" }, list(names))
}

/// The seats before and after.
#[must_use]
pub fn seats(seats: PlannedSeats) -> String {
    let (before, after) = (count(seats.before), count(seats.after));
    match seats.limit {
        Some(limit) => format!("Seats: {before} used, {after} afterwards, of {}", count(limit)),
        None => format!("Seats: {before} used, {after} afterwards"),
    }
}

/// The button that does it.
#[must_use]
pub fn apply(changes: u32) -> String {
    if changes == 0 { "Apply".to_owned() } else { format!("Apply {}", counted(changes, "change", "changes")) }
}

/// What was done.
#[must_use]
pub fn done(counts: &PlanCounts) -> String {
    let part = |number: u32, words: &str| (number > 0).then(|| format!("{} {words}", count(number)));
    let parts: Vec<String> =
        [part(counts.add, "invited"), part(counts.change, "changed"), part(counts.suspend, "suspended")]
            .into_iter()
            .flatten()
            .collect();
    format!("The list is imported: {}.", list(&parts))
}

/// Why a file is no list.
#[must_use]
pub fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::Empty => "There is nothing in this file.".to_owned(),
        Unreadable::TooLarge { limit, .. } => {
            format!("This file is too large: at most {} MB are read.", count(limit / 1_000_000))
        }
        Unreadable::TooManyLines { limit, got } => {
            format!("This list has {} lines. At most {} are read: part it.", count(*got), count(*limit))
        }
        Unreadable::Workbook => "This is a workbook. Save it as CSV, then choose that file.".to_owned(),
        Unreadable::NoText => "This file is not text. Choose a CSV file.".to_owned(),
        Unreadable::OpenQuote { line } => format!("Line {}: the quote that begins there never ends.", count(*line)),
        Unreadable::UnknownColumns { .. } => "None of the columns is known to hold addresses.".to_owned(),
        Unreadable::NoAddresses => "There is no address in this file.".to_owned(),
    }
}

/// A column, with what stands in its first line.
#[must_use]
pub fn column(heading: &str, example: &str) -> String {
    if example.is_empty() { heading.to_owned() } else { format!("{heading} ({example})") }
}

/// Too few seats, for what is ticked.
#[must_use]
pub fn no_seat(needed: u32, available: u32) -> String {
    refusal::refusal(&Refusal::NoSeat { needed, available })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_read_well() {
        let (roles, teams) = (["Member", "Admin"].map(str::to_owned), ["Design", "Support"].map(str::to_owned));
        let said = |one: &PlannedAction| action(one, &roles, &teams);
        assert_eq!(said(&PlannedAction::Add { role: 0, teams: vec![] }), "Invited as Member");
        assert_eq!(
            said(&PlannedAction::Add { role: 1, teams: vec![0, 1] }),
            "Invited as Admin into Design and Support"
        );
        let change = PlannedAction::Change { role: Some((0, 1)), join: vec![1], leave: vec![0] };
        assert_eq!(said(&change), "Member becomes Admin; joins Support; leaves Design");
        assert_eq!(said(&PlannedAction::Skip(SkipReason::Repeats { line: 1_200 })), "Stands on line 1,200 already");
        let counts = PlanCounts { add: 1_000, suspend: 2, ..PlanCounts::default() };
        assert_eq!(done(&counts), "The list is imported: 1,000 invited and 2 suspended.");
        assert_eq!((line(0), line(7)), ("Not on the list".to_owned(), "Line 7".to_owned()));
        let limited = PlannedSeats { limit: Some(20), before: 12, after: 15 };
        assert_eq!(seats(limited), "Seats: 12 used, 15 afterwards, of 20");
        assert_eq!(read("people.csv", ListSource::Slack, 1), "people.csv: Slack, 1 line");
    }
}
