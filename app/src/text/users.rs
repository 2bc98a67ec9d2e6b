//! Words of the Users page round its rows, and of what stands in them.

mod filters;

use domain::{Column, Delivery, Direction, SortKey, Status};

use super::amounts::{count, counted};
use super::kit;
pub use filters::*;

words! {
    /// Heading, title, and the table's name.
    title { en: "Users", de: "Benutzer" }
    /// The one filled button.
    invite { en: "Invite users", de: "Benutzer einladen" }
    /// Name of the search.
    search { en: "Search users", de: "Benutzer suchen" }
    /// In the empty search.
    search_hint { en: "Name or email", de: "Name oder E-Mail" }
    /// Empties the search.
    clear_search { en: "Clear search", de: "Suche leeren" }
    /// Name of the group of filters.
    filters { en: "Filters", de: "Filter" }
    /// Takes all filters and the search away.
    clear_filters { en: "Clear filters", de: "Filter zurücksetzen" }
    /// Name of the field that searches teams in the filter.
    search_teams { en: "Search teams", de: "Teams suchen" }
    /// Name of the field that searches roles in the filter.
    search_roles { en: "Search roles", de: "Rollen suchen" }
    /// Those in no team.
    no_team { en: "No team", de: "Kein Team" }
    /// The button and the list of columns.
    columns { en: "Columns", de: "Spalten" }
    /// Beside one's own name.
    you { en: "you", de: "Sie" }
    /// Never seen.
    never { en: "Never", de: "Nie" }
    /// When somebody was last seen, in the past: only the last time of all is kept.
    not_known { en: "Not known", de: "Nicht bekannt" }
    /// Spoken where nothing stands.
    none { en: "None", de: "Keine" }
    /// Seconds ago.
    just_now { en: "just now", de: "gerade eben" }
    /// A day ago.
    yesterday { en: "yesterday", de: "gestern" }
    /// A row that is kept in sight.
    no_longer_matches { en: "No longer matches", de: "Passt nicht mehr" }
    /// A row whose change the server has not confirmed.
    saving { en: "Saving", de: "Wird gespeichert" }
    /// Leads past the table.
    skip_table { en: "Skip the list", de: "Liste überspringen" }
    /// No limit.
    unlimited { en: "unlimited seats", de: "unbegrenzte Plätze" }
    /// Changes the limit.
    change_limit { en: "Change seat limit", de: "Platzlimit ändern" }
    /// Who else can.
    who_changes_limit { en: "An Owner can change the seat limit", de: "Ein Inhaber kann das Platzlimit ändern" }
    /// Name of the breakdown.
    seats_title { en: "Seats", de: "Plätze" }
    /// Line of the breakdown.
    seats_users { en: "Active users", de: "Aktive Benutzer" }
    /// Line of the breakdown.
    seats_invitations { en: "Open invites", de: "Offene Einladungen" }
    /// Line of the breakdown.
    seats_typed { en: "Being invited", de: "Werden eingeladen" }
    /// Line of the breakdown.
    seats_left { en: "Available", de: "Frei" }
    /// Line of the breakdown.
    seats_limit { en: "Limit", de: "Limit" }
    /// Nobody matches.
    nobody { en: "Nobody matches", de: "Niemand passt" }
    /// Nobody at all.
    nobody_yet { en: "Nobody here yet", de: "Noch niemand hier" }
    /// What to do then.
    nobody_yet_about {
        en: "Invite the first people by their email addresses.",
        de: "Laden Sie die ersten Personen über ihre E-Mail-Adressen ein.",
    }
    /// The list could not be loaded.
    load_failed { en: "The people could not be loaded", de: "Die Personen konnten nicht geladen werden" }
    /// Why.
    load_offline {
        en: "The server does not answer. Nothing is lost; the page tries again by itself.",
        de: "Der Server antwortet nicht. Nichts ist verloren; die Seite versucht es von selbst erneut.",
    }
    /// Why.
    load_gone {
        en: "There is no such organization, or you no longer have access to its users.",
        de: "Es gibt diese Organisation nicht, oder Sie haben keinen Zugang mehr zu ihren Benutzern.",
    }
    /// Title of the list of keys.
    keys { en: "Keyboard shortcuts", de: "Tastenkürzel" }
    /// The switch of the single letters.
    keys_on { en: "Single-letter shortcuts", de: "Tastenkürzel aus einem Buchstaben" }
    /// What it does.
    keys_on_about {
        en: "Switch them off if they get in the way of speech input. Kept in this browser.",
        de: "Schalten Sie sie aus, wenn sie die Spracheingabe stören. Gilt in diesem Browser.",
    }
    /// Closes it.
    done { en: "Done", de: "Fertig" }
}

/// The keys and what they do.
#[must_use]
pub fn key_list() -> [(&'static str, &'static str); 13] {
    [
        ("/", said!(en: "Search", de: "Suchen")),
        ("i", invite()),
        ("j", said!(en: "Next row", de: "Nächste Zeile")),
        ("k", said!(en: "Previous row", de: "Vorige Zeile")),
        ("x", said!(en: "Select the row", de: "Zeile auswählen")),
        ("r", said!(en: "Change the row's role", de: "Rolle der Zeile ändern")),
        ("t", said!(en: "Change the row's teams", de: "Teams der Zeile ändern")),
        (".", said!(en: "Open the row's actions", de: "Aktionen der Zeile öffnen")),
        (said!(en: "Ctrl/⌘ K", de: "Strg/⌘ K"), said!(en: "Find anything", de: "Alles finden")),
        (said!(en: "Ctrl/⌘ Z", de: "Strg/⌘ Z"), kit::undo()),
        ("F6", said!(en: "Go to the message", de: "Zur Meldung gehen")),
        ("Esc", said!(en: "Back", de: "Zurück")),
        ("?", said!(en: "This list", de: "Diese Liste")),
    ]
}

words! {
    /// A column's head.
    user { en: "User", de: "Benutzer" }
    /// A column's head.
    role { en: "Role", de: "Rolle" }
    /// A column's head.
    teams { en: "Teams", de: "Teams" }
    /// A column's head.
    status_head { en: "Status", de: "Status" }
    /// A column's head.
    last_active { en: "Last active", de: "Zuletzt aktiv" }
    /// A column's head, spoken only.
    actions { en: "Actions", de: "Aktionen" }
}

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

/// A measure with its number; in German in the case that "vor" asks for, or by itself.
fn measured(number: i64, unit: Unit, after_before: bool) -> String {
    said!(
        en: {
            let word = match unit {
                Unit::Minute => "minute",
                Unit::Hour => "hour",
                Unit::Day => "day",
                Unit::Month => "month",
                Unit::Year => "year",
            };
            format!("{number} {word}{}", if number == 1 { "" } else { "s" })
        },
        de: {
            let (one, many) = match unit {
                Unit::Minute => ("Minute", "Minuten"),
                Unit::Hour => ("Stunde", "Stunden"),
                Unit::Day => ("Tag", if after_before { "Tagen" } else { "Tage" }),
                Unit::Month => ("Monat", if after_before { "Monaten" } else { "Monate" }),
                Unit::Year => ("Jahr", if after_before { "Jahren" } else { "Jahre" }),
            };
            format!("{number} {}", if number == 1 { one } else { many })
        },
    )
}

/// "3 days ago".
#[must_use]
pub fn ago(number: i64, unit: Unit) -> String {
    let measured = measured(number, unit, true);
    said!(en: format!("{measured} ago"), de: format!("vor {measured}"))
}

/// "4 days left".
#[must_use]
pub fn left(number: i64, unit: Unit) -> String {
    let measured = measured(number, unit, false);
    said!(en: format!("{measured} left"), de: measured)
}

/// "24 Nov 2026".
#[must_use]
pub fn day(year: i32, month: u32, day: u32) -> String {
    let of_year = day_of_year(month, day);
    said!(en: format!("{of_year} {year}"), de: format!("{of_year}{year}"))
}

/// "24 Nov".
#[must_use]
pub fn day_of_year(month: u32, day: u32) -> String {
    said!(en: format!("{day} {}", month_name(month)), de: format!("{day}.{month}."))
}

fn month_name(month: u32) -> &'static str {
    let at = month.saturating_sub(1) as usize * 3;
    "JanFebMarAprMayJunJulAugSepOctNovDec".get(at..at + 3).unwrap_or_default()
}

/// "128 users".
#[must_use]
pub fn users(number: u32) -> String {
    said!(en: counted(number, "user", "users"), de: counted(number, "Benutzer", "Benutzer"))
}

/// "9 invited".
#[must_use]
pub fn invited(number: u32) -> String {
    said!(en: format!("{} invited", count(number)), de: format!("{} eingeladen", count(number)))
}

/// "22 seats available"; with a limit that is passed, by how many.
#[must_use]
pub fn seats(available: u32, over: u32) -> String {
    match (available, over) {
        (_, over) if over > 0 => said!(
            en: format!("{} over the seat limit", count(over)),
            de: format!("{} über dem Platzlimit", count(over)),
        ),
        (1, _) => said!(en: "1 seat available", de: "1 Platz frei").to_owned(),
        (available, _) => said!(
            en: format!("{} seats available", count(available)),
            de: format!("{} Plätze frei", count(available)),
        ),
    }
}

/// "12 of 141 shown".
#[must_use]
pub fn shown(matching: u32, all: u32) -> String {
    said!(
        en: format!("{} of {} shown", count(matching), count(all)),
        de: format!("{} von {} angezeigt", count(matching), count(all)),
    )
}

/// Said when the list changed: "12 of 141 users".
#[must_use]
pub fn announced(matching: u32, all: u32) -> String {
    said!(
        en: format!("{} of {} users", count(matching), count(all)),
        de: format!("{} von {} Benutzern", count(matching), count(all)),
    )
}

/// The banner of an organization that may pass its limit, and has.
#[must_use]
pub fn over_limit(over: u32, limit: u32) -> String {
    let seats = if over == 1 { said!(en: "seat", de: "Platz") } else { said!(en: "seats", de: "Plätze") };
    said!(
        en: format!("This organization uses {} {seats} more than its limit of {}.", count(over), count(limit)),
        de: format!("Diese Organisation belegt {} {seats} mehr als ihr Limit von {}.", count(over), count(limit)),
    )
}

/// A status.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Active => said!(en: "Active", de: "Aktiv"),
        Status::Invited => said!(en: "Invited", de: "Eingeladen"),
        Status::Waiting => said!(en: "Waiting", de: "Wartet"),
        Status::Requested => said!(en: "Requested", de: "Angefragt"),
        Status::Expired => said!(en: "Expired", de: "Abgelaufen"),
        Status::Suspended => said!(en: "Suspended", de: "Gesperrt"),
        Status::Ended => said!(en: "Ended", de: "Beendet"),
        Status::Removed => said!(en: "Removed", de: "Entfernt"),
    }
}

/// Where somebody stands in line: "3rd in line".
#[must_use]
pub fn in_line(place: u32) -> String {
    said!(
        en: {
            let ending = match (place % 100, place % 10) {
                (11..=13, _) => "th",
                (_, 1) => "st",
                (_, 2) => "nd",
                (_, 3) => "rd",
                _ => "th",
            };
            format!("{}{ending} in line", count(place))
        },
        de: format!("Platz {} der Warteliste", count(place)),
    )
}

/// "ends 24 Nov 2026".
#[must_use]
pub fn ends(day: &str) -> String {
    said!(en: format!("ends {day}"), de: format!("endet am {day}"))
}

/// For how long somebody can be restored: "4 days left to restore".
#[must_use]
pub fn restorable(left: &str) -> String {
    said!(en: format!("{left} to restore"), de: format!("noch {left} wiederherstellbar"))
}

/// How far an invitation's mail has come.
#[must_use]
pub fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::None => said!(
            en: "No mail sent: hand over the link",
            de: "Keine E-Mail gesendet: Link selbst übergeben",
        ),
        Delivery::Queued => said!(en: "Mail waits to be sent", de: "E-Mail wartet auf den Versand"),
        Delivery::Sent => said!(en: "Mail sent", de: "E-Mail gesendet"),
        Delivery::Refused => said!(en: "Mail refused", de: "E-Mail abgewiesen"),
        Delivery::Opened => said!(en: "Link opened", de: "Link geöffnet"),
    }
}

/// What the mail server said: "Mail refused: 550 no such mailbox".
#[must_use]
pub fn delivery_because(delivery: &str, said: &str) -> String {
    format!("{delivery}: {said}")
}

/// A column beyond the fixed ones.
#[must_use]
pub fn column(column: Column) -> &'static str {
    match column {
        Column::InvitedBy => said!(en: "Invited by", de: "Eingeladen von"),
        Column::Joined => said!(en: "Joined", de: "Beigetreten"),
        Column::Ends => said!(en: "Ends", de: "Endet"),
        Column::SecondFactor => said!(en: "Second factor", de: "Zweiter Faktor"),
    }
}

/// Whether somebody's account takes a second factor; nothing where that is not known.
#[must_use]
pub fn second_factor(on: Option<bool>) -> &'static str {
    match on {
        Some(true) => said!(en: "On", de: "Ein"),
        Some(false) => said!(en: "None", de: "Keiner"),
        None => "",
    }
}

/// What is sorted by.
#[must_use]
pub fn sort_key(key: SortKey) -> &'static str {
    match key {
        SortKey::Name => user(),
        SortKey::Role => role(),
        SortKey::Teams => teams(),
        SortKey::Status => status_head(),
        SortKey::LastActive => last_active(),
        SortKey::InvitedBy => column(Column::InvitedBy),
        SortKey::Joined => column(Column::Joined),
        SortKey::Ends => column(Column::Ends),
        SortKey::SecondFactor => column(Column::SecondFactor),
    }
}

/// "Sort by Role".
#[must_use]
pub fn sort_by(key: SortKey) -> String {
    said!(en: format!("Sort by {}", sort_key(key)), de: format!("Nach {} sortieren", sort_key(key)))
}

/// Said after sorting: "Sorted by Role, ascending".
#[must_use]
pub fn sorted(key: SortKey, direction: Direction) -> String {
    let way = match direction {
        Direction::Ascending => said!(en: "ascending", de: "aufsteigend"),
        Direction::Descending => said!(en: "descending", de: "absteigend"),
    };
    said!(en: format!("Sorted by {}, {way}", sort_key(key)), de: format!("Sortiert nach {}, {way}", sort_key(key)))
}

/// The number to tell whoever runs the server.
#[must_use]
pub fn request(number: &str) -> String {
    said!(en: format!("Request {number}"), de: format!("Anfrage {number}"))
}

#[cfg(test)]
mod tests;
