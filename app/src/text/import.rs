//! Words for lists from elsewhere.

use domain::{LineProblem, ListSource, PlanCounts, PlannedAction, PlannedSeats, Refusal, SkipReason, Unreadable};

use super::amounts::{count, counted, list};
use super::refusal;
use super::roles::shown;

words! {
    /// The button and its dialog.
    import { en: "Import list", de: "Liste importieren" }
    /// What can be imported.
    about {
        en: "An export of Google Workspace, Okta, Entra ID, GitHub or Slack, a CSV file, or plain addresses: up to \
            100,000 lines. You see what would be done before anything is.",
        de: "Ein Export aus Google Workspace, Okta, Entra ID, GitHub oder Slack, eine CSV-Datei oder einfach \
            Adressen: bis zu 100.000 Zeilen. Sie sehen, was geschehen würde, bevor etwas geschieht.",
    }
    /// Opens the browser's own choice of files.
    choose_file { en: "Choose file", de: "Datei wählen" }
    /// The same, once there is one.
    choose_another { en: "Choose another file", de: "Andere Datei wählen" }
    /// The role of those whose line names none.
    role { en: "Role of new people", de: "Rolle neuer Personen" }
    /// What that means.
    role_about { en: "Where the list names none", de: "Wo die Liste keine nennt" }
    /// For how many days invitations are good.
    days { en: "Days to accept", de: "Tage zum Annehmen" }
    /// Within which bounds.
    days_about { en: "1–30", de: "1–30" }
    /// Mails are sent.
    mails { en: "Mail the invitations", de: "Einladungen per E-Mail senden" }
    /// Whoever is not on the list is suspended.
    suspend_others { en: "Suspend whoever is not on the list", de: "Alle sperren, die nicht auf der Liste stehen" }
    /// Teams are made.
    create_teams { en: "Create teams that do not exist yet", de: "Teams anlegen, die es noch nicht gibt" }
    /// While the plan is made.
    planning { en: "Reading the list", de: "Die Liste wird gelesen" }
    /// While it is done.
    working { en: "Importing", de: "Wird importiert" }
    /// Which lines are shown.
    show { en: "Show", de: "Anzeigen" }
    /// Leaves the dialog.
    cancel { en: "Cancel", de: "Abbrechen" }
    /// The lines before and after those in sight.
    previous { en: "Previous lines", de: "Vorige Zeilen" }
    /// Likewise.
    next { en: "Next lines", de: "Nächste Zeilen" }
    /// Whoever stands on no line.
    not_on_list { en: "Not on the list", de: "Nicht auf der Liste" }
    /// The organization changed.
    stale {
        en: "The organization changed meanwhile, and nothing was imported. This is what the list comes to now.",
        de: "Die Organisation hat sich inzwischen geändert, und nichts wurde importiert. Das ergibt die Liste jetzt.",
    }
    /// Which columns are which.
    columns {
        en: "Which columns hold what? This is remembered for lists with the same headings.",
        de: "In welchen Spalten steht was? Das wird für Listen mit den gleichen Überschriften gemerkt.",
    }
    /// The names of the columns that can be mapped.
    address_column { en: "Email address", de: "E-Mail-Adresse" }
    /// Likewise.
    name_column { en: "Name", de: "Name" }
    /// Likewise.
    role_column { en: "Role", de: "Rolle" }
    /// Likewise.
    teams_column { en: "Teams", de: "Teams" }
    /// Likewise.
    status_column { en: "Status", de: "Status" }
    /// None of the columns.
    no_column { en: "None", de: "Keine" }
    /// No column was chosen for the addresses.
    no_address_column {
        en: "Choose the column that holds the addresses.",
        de: "Wählen Sie die Spalte, in der die Adressen stehen.",
    }
    /// Reads the list with those columns.
    read_list { en: "Read the list", de: "Liste lesen" }
    /// Nothing would be done.
    nothing_to_do { en: "There is nothing to do.", de: "Es gibt nichts zu tun." }
    /// A file of one's own computer cannot be read.
    not_read {
        en: "The browser could not read this file. Choose it again.",
        de: "Der Browser konnte diese Datei nicht lesen. Wählen Sie sie erneut.",
    }
}

/// Who wrote a list.
#[must_use]
pub fn source(source: ListSource) -> &'static str {
    match source {
        ListSource::Muster => said!(en: "Our own export", de: "Unser eigener Export"),
        ListSource::Google => "Google Workspace",
        ListSource::Okta => "Okta",
        ListSource::Entra => "Entra ID",
        ListSource::GitHub => "GitHub",
        ListSource::Slack => "Slack",
        ListSource::Table => said!(en: "A table", de: "Eine Tabelle"),
        ListSource::Addresses => said!(en: "Addresses", de: "Adressen"),
    }
}

/// What was read: "people.csv: Slack, 12 lines".
#[must_use]
pub fn read(file: &str, wrote: ListSource, lines: u32) -> String {
    said!(
        en: format!("{file}: {}, {}", source(wrote), counted(lines, "line", "lines")),
        de: format!("{file}: {}, {}", source(wrote), counted(lines, "Zeile", "Zeilen")),
    )
}

/// The choices of lines to show, in the order of [`PlanCounts`].
#[must_use]
pub fn kinds(counts: &PlanCounts) -> [String; 5] {
    let kind = |words: &str, number: u32| format!("{words} ({})", count(number));
    [
        kind(said!(en: "Add", de: "Aufnehmen"), counts.add),
        kind(said!(en: "Change", de: "Ändern"), counts.change),
        kind(said!(en: "Suspend", de: "Sperren"), counts.suspend),
        kind(said!(en: "Skip", de: "Überspringen"), counts.skip),
        kind(said!(en: "Refused", de: "Abgelehnt"), counts.refuse),
    ]
}

/// Ticks or unticks all lines of a kind.
#[must_use]
pub fn all(lines: u32) -> String {
    said!(
        en: format!("All {}", counted(lines, "line", "lines")),
        de: format!("Alle {}", counted(lines, "Zeile", "Zeilen")),
    )
}

/// Which lines are in sight: "1–100 of 2,000".
#[must_use]
pub fn range(from: u32, to: u32, of: u32) -> String {
    said!(
        en: format!("{}–{} of {}", count(from), count(to), count(of)),
        de: format!("{}–{} von {}", count(from), count(to), count(of)),
    )
}

/// Where a line stands.
#[must_use]
pub fn line(number: u32) -> String {
    if number == 0 {
        not_on_list().to_owned()
    } else {
        said!(
            en: format!("Line {}", count(number)),
            de: format!("Zeile {}", count(number)),
        )
    }
}

/// What is done with a line. Names are looked up in the plan's lists.
#[must_use]
pub fn action(action: &PlannedAction, roles: &[String], teams: &[String]) -> String {
    let named = |names: &[String], place: u32| names.get(place as usize).cloned().unwrap_or_default();
    let role_named = |place: u32| shown(&named(roles, place)).to_owned();
    let named_teams = |places: &[u32]| list(&places.iter().map(|&team| named(teams, team)).collect::<Vec<_>>());
    match action {
        PlannedAction::Add { role, teams } if teams.is_empty() => said!(
            en: format!("Invited as {}", role_named(*role)),
            de: format!("Eingeladen als {}", role_named(*role)),
        ),
        PlannedAction::Add { role, teams } => {
            said!(
                en: format!("Invited as {} into {}", role_named(*role), named_teams(teams)),
                de: format!("Eingeladen als {} in {}", role_named(*role), named_teams(teams)),
            )
        }
        PlannedAction::Change { role, join, leave } => {
            let role = role.map(|(before, after)| {
                said!(
                    en: format!("{} becomes {}", role_named(before), role_named(after)),
                    de: format!("{} wird {}", role_named(before), role_named(after)),
                )
            });
            let join = (!join.is_empty()).then(|| {
                said!(
                    en: format!("joins {}", named_teams(join)),
                    de: format!("kommt in {}", named_teams(join)),
                )
            });
            let leave = (!leave.is_empty()).then(|| {
                said!(
                    en: format!("leaves {}", named_teams(leave)),
                    de: format!("verlässt {}", named_teams(leave)),
                )
            });
            role.into_iter().chain(join).chain(leave).collect::<Vec<_>>().join("; ")
        }
        PlannedAction::Suspend => said!(en: "Suspended", de: "Gesperrt").to_owned(),
        PlannedAction::Skip(SkipReason::Same) => said!(
            en: "All is as the list says",
            de: "Alles ist, wie die Liste es sagt",
        )
        .to_owned(),
        PlannedAction::Skip(SkipReason::Repeats { line }) => said!(
            en: format!("Stands on line {} already", count(*line)),
            de: format!("Steht schon in Zeile {}", count(*line)),
        ),
        PlannedAction::Skip(SkipReason::Inactive) => said!(
            en: "Has no access on the list",
            de: "Hat laut Liste keinen Zugang",
        )
        .to_owned(),
        PlannedAction::Refuse(LineProblem::Rule(why)) => refusal::refusal(why),
        PlannedAction::Refuse(LineProblem::NoRole(name)) => said!(
            en: format!("No role is called “{name}”."),
            de: format!("Keine Rolle heißt „{name}“."),
        ),
        PlannedAction::Refuse(LineProblem::NoTeam(name)) => said!(
            en: format!("No team is called “{name}”."),
            de: format!("Kein Team heißt „{name}“."),
        ),
    }
}

/// Teams that are made.
#[must_use]
pub fn new_teams(names: &[String]) -> String {
    said!(
        en: format!("{} created: {}", if names.len() == 1 { "A team is" } else { "Teams are" }, list(names)),
        de: format!("{} angelegt: {}", if names.len() == 1 { "Ein Team wird" } else { "Teams werden" }, list(names)),
    )
}

/// The seats before and after.
#[must_use]
pub fn seats(seats: PlannedSeats) -> String {
    let (before, after) = (count(seats.before), count(seats.after));
    let line = match seats.limit {
        Some(limit) => said!(
            en: format!("Seats: {before} used, {after} afterwards, of {}", count(limit)),
            de: format!("Plätze: {before} belegt, danach {after}, von {}", count(limit)),
        ),
        None => said!(
            en: format!("Seats: {before} used, {after} afterwards"),
            de: format!("Plätze: {before} belegt, danach {after}"),
        ),
    };
    match seats.waiting {
        0 => line,
        1 => said!(
            en: format!("{line}. 1 waits for a seat"),
            de: format!("{line}. 1 wartet auf einen Platz"),
        ),
        waiting => said!(
            en: format!("{line}. {} wait for a seat", count(waiting)),
            de: format!("{line}. {} warten auf einen Platz", count(waiting)),
        ),
    }
}

/// The button that does it.
#[must_use]
pub fn apply(changes: u32) -> String {
    if changes == 0 {
        said!(en: "Apply", de: "Anwenden").to_owned()
    } else {
        said!(
            en: format!("Apply {}", counted(changes, "change", "changes")),
            de: format!("{} anwenden", counted(changes, "Änderung", "Änderungen")),
        )
    }
}

/// What was done.
#[must_use]
pub fn done(counts: &PlanCounts, waiting: u32) -> String {
    let part = |number: u32, words: &str| (number > 0).then(|| format!("{} {words}", count(number)));
    let parts: Vec<String> = [
        part(counts.add.saturating_sub(waiting), said!(en: "invited", de: "eingeladen")),
        part(
            waiting,
            said!(
                en: "waiting for a seat",
                de: "warten auf einen Platz",
            ),
        ),
        part(counts.change, said!(en: "changed", de: "geändert")),
        part(
            counts.suspend,
            said!(
                en: "suspended",
                de: "gesperrt",
            ),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    said!(
        en: format!("The list is imported: {}.", list(&parts)),
        de: format!("Die Liste ist importiert: {}.", list(&parts)),
    )
}

/// Why a file is no list.
#[must_use]
pub fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::Empty => said!(
            en: "There is nothing in this file.",
            de: "In dieser Datei steht nichts.",
        )
        .to_owned(),
        Unreadable::TooLarge { limit, .. } => {
            said!(
                en: format!("This file is too large: at most {} MB are read.", count(limit / 1_000_000)),
                de: format!("Diese Datei ist zu groß: Es werden höchstens {} MB gelesen.", count(limit / 1_000_000)),
            )
        }
        Unreadable::TooManyLines { limit, got } => {
            said!(
                en: format!("This list has {} lines. At most {} are read: part it.", count(*got), count(*limit)),
                de: format!("Diese Liste hat {} Zeilen. Höchstens {} werden gelesen: Teilen Sie sie.", count(*got), count(*limit)),
            )
        }
        Unreadable::Workbook => said!(
            en: "This is a workbook. Save it as CSV, then choose that file.",
            de: "Das ist eine Arbeitsmappe. Speichern Sie sie als CSV und wählen Sie dann diese Datei.",
        )
        .to_owned(),
        Unreadable::NoText => said!(
            en: "This file is not text. Choose a CSV file.",
            de: "Diese Datei ist kein Text. Wählen Sie eine CSV-Datei.",
        )
        .to_owned(),
        Unreadable::OpenQuote { line } => said!(
            en: format!("Line {}: the quote that begins there never ends.", count(*line)),
            de: format!("Zeile {}: Das Anführungszeichen, das dort beginnt, endet nie.", count(*line)),
        ),
        Unreadable::UnknownColumns { .. } => said!(
            en: "None of the columns is known to hold addresses.",
            de: "Von keiner Spalte ist bekannt, dass sie Adressen enthält.",
        )
        .to_owned(),
        Unreadable::NoAddresses => said!(
            en: "There is no address in this file.",
            de: "In dieser Datei steht keine Adresse.",
        )
        .to_owned(),
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
        assert_eq!(done(&counts, 0), "The list is imported: 1,000 invited and 2 suspended.");
        let some_wait = "The list is imported: 600 invited, 400 waiting for a seat and 2 suspended.";
        assert_eq!(done(&counts, 400), some_wait);
        assert_eq!((line(0), line(7)), ("Not on the list".to_owned(), "Line 7".to_owned()));
        let limited = PlannedSeats { limit: Some(20), before: 12, after: 15, line: None, waiting: 0 };
        assert_eq!(seats(limited), "Seats: 12 used, 15 afterwards, of 20");
        let queue = PlannedSeats { after: 20, line: Some(0), waiting: 2, ..limited };
        assert_eq!(seats(queue), "Seats: 12 used, 20 afterwards, of 20. 2 wait for a seat");
        assert_eq!(read("people.csv", ListSource::Slack, 1), "people.csv: Slack, 1 line");
    }
}
