//! Words of the views: those that are ready made, and one's own.

use super::amounts::{count, counted};

words! {
    /// The button and its menu.
    views { en: "Views", de: "Ansichten" }
    /// Whoever runs the organization.
    owners_and_admins { en: "Owners and Admins", de: "Inhaber und Admins" }
    /// Users who were never seen.
    never_signed_in { en: "Never signed in", de: "Nie angemeldet" }
    /// Invitations whose mail came back.
    mail_refused { en: "Mail refused", de: "E-Mail abgewiesen" }
    /// Users whose account takes no second factor.
    no_second_factor { en: "No second factor", de: "Kein zweiter Faktor" }
    /// Those that one keeps, while they are on their way.
    own_views { en: "Your views", de: "Ihre Ansichten" }
    /// Whoever asks to join.
    requests { en: "Requests", de: "Anfragen" }
    /// Keeps what the list shows.
    save { en: "Save view…", de: "Ansicht speichern …" }
    /// Why there is nothing to keep.
    nothing_to_save {
        en: "Search, filter or sort first: a view keeps what the list shows.",
        de: "Suchen, filtern oder sortieren Sie zuerst: Eine Ansicht behält, was die Liste zeigt.",
    }
    /// Why one's own views are not in the menu.
    not_loaded { en: "Your views could not be loaded.", de: "Ihre Ansichten konnten nicht geladen werden." }
    /// A view of what is no longer there.
    gone { en: "Names a team or a role that is gone", de: "Nennt ein Team oder eine Rolle, die es nicht mehr gibt" }
    /// The dialog, for a new one.
    save_title { en: "Save view", de: "Ansicht speichern" }
    /// The dialog, for one that is kept.
    edit_title { en: "Edit view", de: "Ansicht bearbeiten" }
    /// What is kept.
    about {
        en: "Search, filters and order, under a name. Only you see it.",
        de: "Suche, Filter und Reihenfolge, unter einem Namen. Nur Sie sehen sie.",
    }
    /// The field.
    name { en: "Name", de: "Name" }
    /// The box.
    alarm { en: "Tell me when it shows too many", de: "Melden, wenn sie zu viele zeigt" }
    /// The number below it.
    above { en: "More than this many people", de: "Mehr als so viele Personen" }
    /// How one is told.
    alarm_about {
        en: "A number beside Views tells you, and a mail where this server sends mails: once, until it has shown \
            fewer again.",
        de: "Eine Zahl neben „Ansichten“ meldet es, und eine E-Mail, wenn dieser Server E-Mails sendet: einmal, bis \
            sie wieder weniger gezeigt hat.",
    }
    /// The button, for a new name.
    save_button { en: "Save view", de: "Ansicht speichern" }
    /// The button, where a view of that name is there.
    replace_button { en: "Replace", de: "Ersetzen" }
    /// Before a view of that name is replaced.
    replaces {
        en: "You have a view of this name. Saving replaces it.",
        de: "Sie haben schon eine Ansicht mit diesem Namen. Speichern ersetzt sie.",
    }
}

/// The button, while somebody asks to join or some of one's views ring; empty where it is called as it reads.
#[must_use]
pub fn views_called(requests: u32, alarms: u32) -> String {
    let waiting = (requests > 0).then(|| super::requests::requests(requests));
    let ringing =
        (alarms > 0).then(|| counted(alarms, said!(en: "alarm", de: "Meldung"), said!(en: "alarms", de: "Meldungen")));
    let more: Vec<String> = waiting.into_iter().chain(ringing).collect();
    if more.is_empty() { String::new() } else { format!("{}, {}", views(), more.join(", ")) }
}

/// Active users who were not seen for long.
#[must_use]
pub fn idle(days: u32) -> String {
    said!(
        en: format!("Idle {}", counted(days, "day", "days")),
        de: format!("{} inaktiv", counted(days, "Tag", "Tage")),
    )
}

/// Users whose access ends soon.
#[must_use]
pub fn ending(days: u32) -> String {
    said!(
        en: format!("Ending in {}", counted(days, "day", "days")),
        de: format!("Endet in {}", counted(days, "Tag", "Tagen")),
    )
}

/// How many a view shows.
#[must_use]
pub fn people(number: u32) -> String {
    counted(number, said!(en: "person", de: "Person"), said!(en: "people", de: "Personen"))
}

/// Likewise, where one wants to be told of more than so many.
#[must_use]
pub fn with_alarm(number: u32, above: u32) -> String {
    let alarm = if number > above {
        said!(en: "more than", de: "mehr als")
    } else {
        said!(en: "alarm above", de: "Meldung über")
    };
    format!("{} · {alarm} {}", people(number), count(above))
}

/// The name and the alarm of the view that is shown.
#[must_use]
pub fn edit(view: &str) -> String {
    said!(en: format!("Edit “{view}”…"), de: format!("„{view}“ bearbeiten …"))
}

/// Forgets the view that is shown.
#[must_use]
pub fn delete(view: &str) -> String {
    said!(en: format!("Delete “{view}”"), de: format!("„{view}“ löschen"))
}

/// It is kept.
#[must_use]
pub fn saved(view: &str) -> String {
    said!(en: format!("“{view}” saved"), de: format!("„{view}“ gespeichert"))
}

/// It is not kept any more.
#[must_use]
pub fn deleted(view: &str) -> String {
    said!(en: format!("“{view}” deleted"), de: format!("„{view}“ gelöscht"))
}

/// It is still kept.
#[must_use]
pub fn not_deleted(view: &str, why: &str) -> String {
    said!(en: format!("“{view}” was not deleted. {why}"), de: format!("„{view}“ wurde nicht gelöscht. {why}"))
}

/// It is not kept as it was.
#[must_use]
pub fn not_saved(view: &str, why: &str) -> String {
    said!(en: format!("“{view}” was not saved. {why}"), de: format!("„{view}“ wurde nicht gespeichert. {why}"))
}
