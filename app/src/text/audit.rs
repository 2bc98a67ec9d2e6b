//! Words of the audit log.

mod arranged;
mod attempts;
mod sides;
mod verify;

use domain::{AuditActor, AuditTheme, Concerned, Door, Refusal, Revert};

use super::amounts::{count, counted};
use super::refusal::refusal;
use super::roles::shown;
pub use arranged::arranged;
pub use attempts::{attempted, refused_because};
pub use sides::{Side, sides};
pub use verify::*;

words! {
    /// What it is.
    about {
        en: "Every change, who made it and from where. Events are numbered and chained: none can be changed or taken out \
            unseen.",
        de: "Jede Änderung, von wem und von wo. Ereignisse sind nummeriert und verkettet: Keines lässt sich unbemerkt \
            ändern oder herausnehmen.",
    }
    /// Name of the two lists' links.
    lists { en: "Lists", de: "Listen" }
    /// The list of events.
    events { en: "Events", de: "Ereignisse" }
    /// The list of refused attempts.
    refused { en: "Refused attempts", de: "Abgelehnte Versuche" }
    /// What those are not.
    refused_about {
        en: "What was tried and not allowed. These are kept beside the chain, not in it: a check of the chain says \
            nothing of them.",
        de: "Was versucht wurde und nicht erlaubt war. Dies steht neben der Kette, nicht in ihr: Eine Prüfung der Kette \
            sagt darüber nichts.",
    }
    /// Column and filter: when.
    when { en: "When", de: "Wann" }
    /// Column: who.
    who { en: "Who", de: "Wer" }
    /// Column: what.
    what { en: "What", de: "Was" }
    /// Column: on whom.
    on_whom { en: "On whom", de: "An wem" }
    /// Column: by which door, and from where.
    from_where { en: "From where", de: "Von wo" }
    /// Column: why not.
    why { en: "Why not", de: "Warum nicht" }
    /// Name of the filters' group.
    filters { en: "Filters", de: "Filter" }
    /// The filter by kind.
    kind { en: "Kind", de: "Art" }
    /// The filter by actor.
    by { en: "By", de: "Von" }
    /// The filter by subject.
    about_whom { en: "About", de: "Über" }
    /// The filter by command.
    command { en: "Command", de: "Befehl" }
    /// The first day.
    from { en: "From", de: "Ab" }
    /// The last day.
    to { en: "To", de: "Bis" }
    /// Title of the dialog that looks for who did it.
    whose_deeds { en: "Whose deeds?", de: "Wessen Handlungen?" }
    /// Title of the dialog that looks for whom it was done to.
    done_to_whom { en: "Done to whom?", de: "An wem?" }
    /// The field in them.
    search_people { en: "Search people", de: "Personen suchen" }
    /// Below it.
    search_about {
        en: "By name or address. Removed people are found too.",
        de: "Nach Name oder Adresse. Auch Entfernte werden gefunden.",
    }
    /// Nobody has the name.
    no_person { en: "Nobody has that name or address.", de: "Niemand hat diesen Namen oder diese Adresse." }
    /// The operator as an actor.
    operator { en: "The operator", de: "Der Betreiber" }
    /// Nothing is there.
    nothing { en: "Nothing found", de: "Nichts gefunden" }
    /// Because of filters.
    nothing_advice {
        en: "No event fits these filters.",
        de: "Kein Ereignis passt zu diesen Filtern.",
    }
    /// No attempt is there.
    no_attempts { en: "No refused attempts", de: "Keine abgelehnten Versuche" }
    /// What that says.
    no_attempts_advice {
        en: "Nobody tried what they may not, as far as these filters show.",
        de: "Niemand hat Unerlaubtes versucht, soweit diese Filter es zeigen.",
    }
    /// Instead of texts that were erased.
    erased {
        en: "Personal texts of this event were erased.",
        de: "Die persönlichen Texte dieses Ereignisses wurden gelöscht.",
    }
    /// What a change names is gone.
    gone { en: "Something that is gone", de: "Etwas, das es nicht mehr gibt" }
    /// Before a change.
    before { en: "Before", de: "Vorher" }
    /// After it.
    after { en: "After", de: "Nachher" }
    /// The table of both.
    changes { en: "What changed", de: "Was sich geändert hat" }
    /// What is shown of an event beside that.
    record { en: "Record", de: "Eintrag" }
    /// The event's number.
    number { en: "Number", de: "Nummer" }
    /// The kind's stable name.
    kind_name { en: "Kind", de: "Art" }
    /// Its hash.
    hash { en: "Hash", de: "Hash" }
    /// The hash of the one before.
    previous_hash { en: "Hash of the one before", de: "Hash des Ereignisses davor" }
    /// The page's door.
    page { en: "Page", de: "Seite" }
    /// Heading of taking it back.
    revert_title { en: "Take it back", de: "Zurücknehmen" }
    /// Takes one event back.
    revert { en: "Revert", de: "Zurücknehmen" }
    /// What that is.
    revert_about {
        en: "Reverting is a change of its own: checked like any other, and an event in this log.",
        de: "Zurücknehmen ist selbst eine Änderung: Sie wird geprüft wie jede andere und ist ein Ereignis in diesem \
            Protokoll.",
    }
    /// It cannot be.
    never { en: "This cannot be taken back.", de: "Das lässt sich nicht zurücknehmen." }
    /// One event was taken back.
    reverted { en: "Reverted", de: "Zurückgenommen" }
    /// What it is good for.
    json_lines_about {
        en: "For programs, one event a line",
        de: "Für Programme, ein Ereignis je Zeile",
    }
    /// Only events are exported.
    only_events {
        en: "Only events are exported.",
        de: "Nur Ereignisse werden exportiert.",
    }
}

/// A theme of events.
#[must_use]
pub fn theme(theme: AuditTheme) -> &'static str {
    match theme {
        AuditTheme::Joining => said!(en: "Joining", de: "Beitritte"),
        AuditTheme::Standing => said!(en: "Suspending and removing", de: "Sperren und Entfernen"),
        AuditTheme::RoleGiven => said!(en: "Roles given", de: "Vergebene Rollen"),
        AuditTheme::Teams => said!(en: "Who is in which team", de: "Wer in welchem Team ist"),
        AuditTheme::Ends => said!(en: "End dates", de: "Enddaten"),
        AuditTheme::Names => said!(en: "Names and addresses", de: "Namen und Adressen"),
        AuditTheme::SignIn => said!(en: "Sign-in", de: "Anmeldung"),
        AuditTheme::Invitations => said!(en: "Invitations", de: "Einladungen"),
        AuditTheme::Requests => said!(en: "Requests to join", de: "Beitrittsanfragen"),
        AuditTheme::TeamsMade => said!(en: "Teams", de: "Teams"),
        AuditTheme::RolesMade => said!(en: "Roles", de: "Rollen"),
        AuditTheme::Bundles => said!(en: "Bundles", de: "Pakete"),
        AuditTheme::Organization => said!(en: "Organization", de: "Organisation"),
    }
}

/// By which way something came in.
#[must_use]
pub fn door(by: Door) -> &'static str {
    super::panel::door(by).unwrap_or(page())
}

/// Whom or what an event is about.
#[must_use]
pub fn concerned(about: &Concerned) -> String {
    match about {
        Concerned::Person(_, name) => name.clone(),
        Concerned::Team(name) => said!(en: format!("Team {name}"), de: format!("Team {name}")),
        Concerned::Role(name) => {
            let name = shown(name.as_str());
            said!(en: format!("Role {name}"), de: format!("Rolle {name}"))
        }
        Concerned::Bundle(name) => said!(en: format!("Bundle {name}"), de: format!("Paket {name}")),
        Concerned::Organization => said!(en: "The organization", de: "Die Organisation").into(),
    }
}

/// An actor that the log is narrowed to, by the name that the server told.
#[must_use]
pub fn actor(actor: AuditActor, name: Option<&str>) -> String {
    match actor {
        AuditActor::User(user) => name.map_or_else(|| user.to_string(), str::to_owned),
        AuditActor::Operator => operator().to_owned(),
        AuditActor::System => "Muster".to_owned(),
    }
}

/// A filter's chip: "By: Ana Lima".
#[must_use]
pub fn chip(filter: &str, value: &str) -> String {
    format!("{filter}: {value}")
}

/// The name of the button that takes a filter away.
#[must_use]
pub fn remove_filter(chip: &str) -> String {
    said!(en: format!("Remove filter {chip}"), de: format!("Filter entfernen: {chip}"))
}

/// Title of an event that is open.
#[must_use]
pub fn event(seq: u64) -> String {
    said!(en: format!("Event {}", count(seq)), de: format!("Ereignis {}", count(seq)))
}

/// Shows what happened since: how much it is, or at least.
#[must_use]
pub fn newer(events: usize, whole: bool) -> String {
    let number = u32::try_from(events).unwrap_or(u32::MAX);
    let number = if whole { count(number) } else { format!("{}+", count(number)) };
    match events {
        1 => said!(en: "1 newer event".to_owned(), de: "1 neueres Ereignis".to_owned()),
        _ => said!(en: format!("{number} newer events"), de: format!("{number} neuere Ereignisse")),
    }
}

/// How many are shown.
#[must_use]
pub fn shown_events(shown: usize, more: bool) -> String {
    let number = u32::try_from(shown).unwrap_or(u32::MAX);
    let events = said!(
        en: counted(number, "event", "events"),
        de: counted(number, "Ereignis", "Ereignisse"),
    );
    if more { newest(&events) } else { events }
}

/// Likewise of refused attempts.
#[must_use]
pub fn shown_attempts(shown: usize, more: bool) -> String {
    let number = u32::try_from(shown).unwrap_or(u32::MAX);
    let attempts = said!(
        en: counted(number, "refused attempt", "refused attempts"),
        de: counted(number, "abgelehnter Versuch", "abgelehnte Versuche"),
    );
    if more { newest(&attempts) } else { attempts }
}

fn newest(number: &str) -> String {
    said!(en: format!("{number}, the newest"), de: format!("{number}, die neuesten"))
}

/// The link to all that a command did.
#[must_use]
pub fn one_of(events: u32) -> String {
    said!(
        en: format!("One of {} events of the same command: show all", count(events)),
        de: format!("Eines von {} Ereignissen desselben Befehls: alle zeigen", count(events)),
    )
}

/// Takes back all that a command did.
#[must_use]
pub fn revert_all(events: u32) -> String {
    said!(
        en: format!("Revert all {} of the command", count(events)),
        de: format!("Alle {} des Befehls zurücknehmen", count(events)),
    )
}

/// Why it cannot be taken back; nothing where it can.
#[must_use]
pub fn not_revertible(revert: &Revert) -> Option<String> {
    match revert {
        Revert::Possible | Revert::Unknown => None,
        Revert::Never => Some(never().to_owned()),
        Revert::Refused(Refusal::NotUndoable) => Some(
            said!(
                en: "This cannot be taken back any more: it was changed since.",
                de: "Das lässt sich nicht mehr zurücknehmen: Es wurde seitdem geändert.",
            )
            .to_owned(),
        ),
        Revert::Refused(why) => Some(refusal(why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_taken_back_says_why() {
        assert_eq!(not_revertible(&Revert::Possible), None);
        assert_eq!(not_revertible(&Revert::Never).as_deref(), Some("This cannot be taken back."));
        let refused = Revert::Refused(Refusal::LastOwner);
        assert_eq!(not_revertible(&refused), Some(refusal(&Refusal::LastOwner)));
    }
}
