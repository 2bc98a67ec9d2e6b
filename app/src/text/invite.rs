//! Words of the invite dialog.

use super::amounts::{count, counted, list};

words! {
    /// Its title, and the page's main button.
    title { en: "Invite users", de: "Benutzer einladen" }
    /// Label of the chips' field.
    addresses { en: "Email addresses", de: "E-Mail-Adressen" }
    /// What can be typed there.
    addresses_about {
        en: "Type or paste up to 1,000, with or without names. A file can be dropped here.",
        de: "Bis zu 1.000 eintippen oder einfügen, mit oder ohne Namen. Sie können auch eine Datei hier ablegen.",
    }
    /// Opens the browser's choice of a file.
    choose_file { en: "Choose file", de: "Datei wählen" }
    /// The file could not be read.
    bad_file {
        en: "The file could not be read. Choose a text or CSV file.",
        de: "Die Datei konnte nicht gelesen werden. Wählen Sie eine Text- oder CSV-Datei.",
    }
    /// Label of the roles.
    role { en: "Role", de: "Rolle" }
    /// Label of the teams.
    teams_label { en: "Teams", de: "Teams" }
    /// Unfolds what is seldom needed.
    more { en: "More options", de: "Weitere Optionen" }
    /// Label of the days.
    days { en: "Days until it expires", de: "Tage bis zum Ablauf" }
    /// What can be typed there.
    days_about { en: "From 1 to 30.", de: "Von 1 bis 30." }
    /// Label of the note.
    note { en: "Personal note", de: "Persönliche Nachricht" }
    /// What becomes of it.
    note_about {
        en: "It stands in the mail. Up to 2,000 characters.",
        de: "Sie steht in der E-Mail. Bis zu 2.000 Zeichen.",
    }
    /// Whose role and teams to take over.
    same { en: "Same access as", de: "Gleicher Zugang wie" }
    /// What can be typed there.
    same_about {
        en: "Type somebody’s name to take over their role and teams.",
        de: "Geben Sie einen Namen ein, um Rolle und Teams zu übernehmen.",
    }
    /// The button beside somebody who was found.
    take_over { en: "Use", de: "Übernehmen" }
    /// Nothing to send yet.
    no_address { en: "Type at least one address.", de: "Geben Sie mindestens eine Adresse ein." }
    /// Nothing to send that is good.
    no_good_address {
        en: "None of these can be invited. Each says why.",
        de: "Keine davon kann eingeladen werden. Bei jeder steht, warum.",
    }
    /// Leaves the dialog.
    cancel { en: "Cancel", de: "Abbrechen" }
    /// Closes the dialog after the links.
    done { en: "Done", de: "Fertig" }
    /// Goes back to the chips.
    keep { en: "Keep editing", de: "Weiter bearbeiten" }
    /// Lets the chips go.
    discard_them { en: "Discard", de: "Verwerfen" }
    /// What discarding means.
    discard_about { en: "They have not been invited.", de: "Die Personen wurden nicht eingeladen." }
    /// What discarding means where no address was typed.
    discard_typed_about { en: "Nothing has been sent.", de: "Es wurde nichts gesendet." }
    /// Copies one link.
    copy { en: "Copy", de: "Kopieren" }
    /// Copies all links.
    copy_all { en: "Copy all", de: "Alle kopieren" }
    /// After copying.
    copied { en: "Copied", de: "Kopiert" }
    /// No mail server: what to do.
    links_about {
        en: "This installation sends no mail. Hand these links over yourself: each works for its address only, and is \
            shown only now.",
        de: "Diese Installation sendet keine E-Mails. Geben Sie diese Links selbst weiter: Jeder gilt nur für seine \
            Adresse und wird nur jetzt gezeigt.",
    }
    /// Name of the list of links.
    links { en: "Invite links", de: "Einladungslinks" }
}

/// How many people were found: "2 people found", at most as many as are shown.
#[must_use]
pub fn found(people: usize) -> String {
    match people {
        0 => said!(en: "Nobody is called that.", de: "Niemand heißt so.").to_owned(),
        people => said!(
            en: format!("{} found", counted(u32::try_from(people).unwrap_or(u32::MAX), "person", "people")),
            de: format!("{} gefunden", counted(u32::try_from(people).unwrap_or(u32::MAX), "Person", "Personen")),
        ),
    }
}

/// Name of the button beside somebody who was found: "Use the access of Ben Okri".
#[must_use]
pub fn same_as_one(name: &str) -> String {
    said!(en: format!("Use the access of {name}"), de: format!("Zugang von {name} übernehmen"))
}

/// Somebody's role and teams: "Member, in Design and Support".
#[must_use]
pub fn access(role: &str, teams: &[String]) -> String {
    let nowhere = said!(en: "no team", de: "kein Team");
    if teams.is_empty() {
        return format!("{role}, {nowhere}");
    }
    said!(en: format!("{role}, in {}", list(teams)), de: format!("{role}, in {}", list(teams)))
}

/// What was taken over, and what was not because one may not give it.
#[must_use]
pub fn same_as(name: &str, role: Option<&str>, teams: &[String], missing: &[String]) -> String {
    let role = role.map(|role| format!("{role}, ")).unwrap_or_default();
    let teams = if teams.is_empty() { said!(en: "no team", de: "keinem Team").to_owned() } else { list(teams) };
    let missing = not_yours(missing);
    said!(en: format!("As {name}: {role}in {teams}.{missing}"), de: format!("Wie {name}: {role}in {teams}.{missing}"))
}

/// What was left out because one may not give it, after a sentence; nothing where that is nothing.
pub(super) fn not_yours(missing: &[String]) -> String {
    if missing.is_empty() {
        return String::new();
    }
    said!(
        en: format!(" Not yours to give: {}.", list(missing)),
        de: format!(" Das dürfen Sie nicht geben: {}.", list(missing)),
    )
}

/// Name of a link's button: "Copy link for ana@example.com".
#[must_use]
pub fn copy_for(address: &str) -> String {
    said!(en: format!("Copy link for {address}"), de: format!("Link für {address} kopieren"))
}

/// Name of the field that shows a link: "Link for ana@example.com".
#[must_use]
pub fn link_for(address: &str) -> String {
    said!(en: format!("Link for {address}"), de: format!("Link für {address}"))
}

/// The main button: "Send 3 invites".
#[must_use]
pub fn send(number: u32) -> String {
    match number {
        0 => said!(en: "Send invites", de: "Einladungen senden").into(),
        some => said!(
            en: format!("Send {}", counted(some, "invite", "invites")),
            de: format!("{} senden", counted(some, "Einladung", "Einladungen")),
        ),
    }
}

/// After sending: "3 invites sent".
#[must_use]
pub fn sent(number: u32) -> String {
    said!(
        en: format!("{} sent", counted(number, "invite", "invites")),
        de: format!("{} gesendet", counted(number, "Einladung", "Einladungen")),
    )
}

/// After sending some: "2 invites sent. These were not:"
#[must_use]
pub fn sent_in_part(sent: u32, left: u32) -> String {
    said!(
        en: format!("{} sent. {} not sent, and {} why.", counted(sent, "invite", "invites"), count(left), if left == 1 { "it says" } else { "each says" }),
        de: format!("{} gesendet. {} nicht gesendet; dabei steht, warum.", counted(sent, "Einladung", "Einladungen"), count(left)),
    )
}

/// Several who are invited together: "3 people".
#[must_use]
pub fn people(number: u32) -> String {
    counted(number, said!(en: "person", de: "Person"), said!(en: "people", de: "Personen"))
}

/// After making links: "3 invites made".
#[must_use]
pub fn made(number: u32) -> String {
    said!(
        en: format!("{} made", counted(number, "invite", "invites")),
        de: format!("{} angelegt", counted(number, "Einladung", "Einladungen")),
    )
}

/// One summary of the bad chips.
#[must_use]
pub fn bad(number: u32) -> String {
    match number {
        1 => said!(en: "1 address cannot be invited.", de: "1 Adresse kann nicht eingeladen werden.").into(),
        many => said!(
            en: format!("{} addresses cannot be invited.", count(many)),
            de: format!("{} Adressen können nicht eingeladen werden.", count(many)),
        ),
    }
}

words! {
    /// Before the address of whoever starts anew.
    starts_fresh { en: "starts fresh", de: "fängt neu an" }
}
/// What stands before the two ways for who was removed.
#[must_use]
pub fn removed(number: u32) -> String {
    match number {
        1 => said!(en: "Removed not long ago:", de: "Vor Kurzem entfernt:").into(),
        many => said!(
            en: format!("{} were removed not long ago:", count(many)),
            de: format!("{} wurden vor Kurzem entfernt:", count(many)),
        ),
    }
}
words! {
    /// They are as they were, with their role and teams.
    restore { en: "Restore", de: "Wiederherstellen" }
    /// They are invited as anybody else is.
    start_fresh { en: "Start fresh", de: "Neu anfangen" }
}

/// Takes the bad chips away.
#[must_use]
pub fn remove_bad(number: u32) -> String {
    match number {
        1 => said!(en: "Remove it", de: "Entfernen").into(),
        many => said!(en: format!("Remove these {}", count(many)), de: format!("Diese {} entfernen", count(many))),
    }
}

/// More was pasted than can be sent at once.
#[must_use]
pub fn too_many(number: u32, limit: u32, there: u32) -> String {
    let limit = count(limit);
    match there {
        0 => said!(
            en: format!("These are {} addresses; at most {limit} can be invited at once. Nothing was added: take some \
                out, or paste fewer.", count(number)),
            de: format!("Das sind {} Adressen; höchstens {limit} können auf einmal eingeladen werden. Es wurde nichts \
                hinzugefügt: Nehmen Sie einige heraus oder fügen Sie weniger ein.", count(number)),
        ),
        some => said!(
            en: format!("These are {} addresses, with {} here already; at most {limit} can be invited at once. \
                Nothing was added.", count(number), count(some)),
            de: format!("Das sind {} Adressen, mit {}, die schon hier stehen; höchstens {limit} können auf einmal \
                eingeladen werden. Es wurde nichts hinzugefügt.", count(number), count(some)),
        ),
    }
}

/// The seat line without a limit.
#[must_use]
pub fn seats_unlimited(needed: u32) -> String {
    counted(needed, said!(en: "seat", de: "Platz"), said!(en: "seats", de: "Plätze"))
}

/// The seat line: "3 seats of 13 available".
#[must_use]
pub fn seats(needed: u32, available: u32) -> String {
    said!(
        en: format!("{} of {} available", counted(needed, "seat", "seats"), count(available)),
        de: format!("{} von {} freien", counted(needed, "Platz", "Plätze"), count(available)),
    )
}

/// The seat line where they do not fit.
#[must_use]
pub fn seats_over(needed: u32, available: u32) -> String {
    let over = needed.saturating_sub(available);
    said!(
        en: format!("{}: {} too many", seats(needed, available), count(over)),
        de: format!("{}: {} zu viel", seats(needed, available), count(over)),
    )
}

words! {
    /// The way to people who are idle.
    show_them { en: "show them", de: "anzeigen" }
}

fn weekday_named(weekday: usize) -> Option<&'static str> {
    Some(match weekday {
        0 => said!(en: "Monday", de: "Montag"),
        1 => said!(en: "Tuesday", de: "Dienstag"),
        2 => said!(en: "Wednesday", de: "Mittwoch"),
        3 => said!(en: "Thursday", de: "Donnerstag"),
        4 => said!(en: "Friday", de: "Freitag"),
        5 => said!(en: "Saturday", de: "Samstag"),
        6 => said!(en: "Sunday", de: "Sonntag"),
        _ => return None,
    })
}

/// Seats that dates free soon: "2 more free on Friday"; the weekday is told from Monday.
#[must_use]
pub fn free_on(seats: u32, in_days: i64, weekday: usize) -> String {
    let day = match (in_days, weekday_named(weekday)) {
        (0, _) | (_, None) => said!(en: "today", de: "heute").to_owned(),
        (1, _) => said!(en: "tomorrow", de: "morgen").to_owned(),
        (_, Some(day)) => said!(en: format!("on {day}"), de: format!("am {day}")),
    };
    said!(en: format!("{} more free {day}", count(seats)), de: format!("{day} {} mehr frei", count(seats)))
}

/// People who have not been here for long: "4 idle for 90 days".
#[must_use]
pub fn idle(people: u32, days: u32) -> String {
    said!(
        en: format!("{} idle for {days} days", count(people)),
        de: format!("{} seit {days} Tagen inaktiv", count(people)),
    )
}

/// The seat line where some wait for a seat: "5 will be sent now, 3 wait".
#[must_use]
pub fn seats_later(now: u32, later: u32) -> String {
    let now = if now == 0 { said!(en: "None", de: "Keine").to_owned() } else { count(now) };
    said!(
        en: format!("{now} will be sent now, {} {}", count(later), if later == 1 { "waits" } else { "wait" }),
        de: format!("{now} jetzt gesendet, {} {}", count(later), if later == 1 { "wartet" } else { "warten" }),
    )
}

/// After sending, where some wait: "5 invites sent, 3 wait for a seat".
#[must_use]
pub fn sent_and_waiting(words: &str, waiting: u32) -> String {
    said!(
        en: format!("{words}, {} {} for a seat", count(waiting), if waiting == 1 { "waits" } else { "wait" }),
        de: format!("{words}, {} {} auf einen Platz", count(waiting), if waiting == 1 { "wartet" } else { "warten" }),
    )
}

/// The seat line where they do not fit, and may all the same.
#[must_use]
pub fn seats_allowed(needed: u32, over: u32, limit: u32) -> String {
    let seats = counted(needed, said!(en: "seat", de: "Platz"), said!(en: "seats", de: "Plätze"));
    said!(
        en: format!("{seats}: {} over the limit of {}, which your organization allows", count(over), count(limit)),
        de: format!("{seats}: {} über dem Limit von {}, was Ihre Organisation erlaubt", count(over), count(limit)),
    )
}

/// Why nothing can be sent while they do not fit.
#[must_use]
pub fn no_seats(over: u32) -> String {
    said!(
        en: format!("{} too many for the seats that are left. Remove {}, or have the seat limit raised.", counted(over, "address", "addresses"), if over == 1 { "one".to_owned() } else { count(over) }),
        de: format!("{} zu viel für die freien Plätze. Entfernen Sie {}, oder lassen Sie das Platzlimit erhöhen.", counted(over, "Adresse", "Adressen"), if over == 1 { "eine".to_owned() } else { count(over) }),
    )
}

/// Asked before chips are lost: "Discard 3 addresses?"
#[must_use]
pub fn discard(number: u32) -> String {
    match number {
        0 => said!(en: "Discard what you typed?", de: "Verwerfen, was Sie eingegeben haben?").into(),
        some => said!(
            en: format!("Discard {}?", counted(some, "address", "addresses")),
            de: format!("{} verwerfen?", counted(some, "Adresse", "Adressen")),
        ),
    }
}

/// Name of the teams' button: "Teams: Design, Support".
#[must_use]
pub fn teams(chosen: &str) -> String {
    format!("{}: {chosen}", teams_label())
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
