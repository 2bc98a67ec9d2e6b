//! Words of bundles: in the invite dialog, on the Roles page, in a person's panel.

use domain::{EndDrift, Name, NamedDrift};

use super::amounts::{count, counted, list};
use super::roles::shown;
use super::time::day;

words! {
    /// Heading of the section, and label of the choice in the invite dialog's form.
    title { en: "Bundles", de: "Pakete" }
    /// Below it.
    about {
        en: "What people are often invited with: a role, teams, an end of access and a note, under one name.",
        de: "Womit Personen oft eingeladen werden: eine Rolle, Teams, ein Ende des Zugangs und eine Nachricht, unter einem Namen.",
    }
    /// Opens the form of a new one, and its title.
    new { en: "New bundle", de: "Neues Paket" }
    /// There is none.
    none_title { en: "No bundles yet", de: "Noch keine Pakete" }
    /// What to do, where one may.
    none_advice {
        en: "Make one, and inviting with it is one choice.",
        de: "Legen Sie eines an: Damit einzuladen ist eine einzige Wahl.",
    }
    /// What that means, where one may not.
    none_here {
        en: "Whoever may invite people can make one.",
        de: "Wer Personen einladen darf, kann eines anlegen.",
    }
    /// Menu entry.
    edit_it { en: "Edit", de: "Bearbeiten" }
    /// Menu entry, and what the question's button does.
    delete_it { en: "Delete bundle", de: "Paket löschen" }
    /// Field of the form.
    name { en: "Bundle name", de: "Name des Pakets" }
    /// Field of the form, and of the invite dialog.
    access_ends { en: "Access ends", de: "Zugang endet" }
    /// A choice of that.
    never { en: "Never", de: "Nie" }
    /// A choice of that.
    after_days { en: "Days after joining", de: "Tage nach dem Beitritt" }
    /// Field of the days.
    days { en: "Days of access", de: "Tage Zugang" }
    /// Below it.
    days_about { en: "From 1 to 3,650.", de: "Von 1 bis 3.650." }
    /// Makes it.
    create { en: "Create bundle", de: "Paket anlegen" }
    /// Saves it.
    save { en: "Save", de: "Speichern" }
    /// Not after all.
    cancel { en: "Cancel", de: "Abbrechen" }
    /// Closes a list.
    close { en: "Close", de: "Schließen" }
    /// What deleting means.
    delete_about {
        en: "It is no longer offered when inviting. Nobody’s role, teams or end date change.",
        de: "Es wird beim Einladen nicht mehr angeboten. Niemandes Rolle, Teams oder Enddatum ändern sich.",
    }
    /// Deleting, for those who came by it.
    delete_people {
        en: "Nobody counts as having come by it any more; Undo brings that back.",
        de: "Niemand gilt mehr als damit gekommen; Rückgängig stellt das wieder her.",
    }
    /// Label of the choice in the invite dialog.
    bundle { en: "Bundle", de: "Paket" }
    /// Its first line.
    no_bundle { en: "No bundle", de: "Kein Paket" }
    /// Makes a bundle from what is chosen.
    save_as { en: "Save as bundle…", de: "Als Paket speichern …" }
    /// The title of that.
    save_as_title { en: "Save as bundle", de: "Als Paket speichern" }
    /// What is saved.
    save_as_about {
        en: "Role, teams, end of access and note, as they are chosen now.",
        de: "Rolle, Teams, Ende des Zugangs und Nachricht, wie sie jetzt gewählt sind.",
    }
    /// A note typed by hand made way for the bundle's.
    note_replaced { en: "Your note made way for the bundle’s.", de: "Ihre Nachricht ist der des Pakets gewichen." }
    /// The way back.
    put_note_back { en: "Put your note back", de: "Ihre Nachricht zurückholen" }
    /// Until it is known who differs.
    looking { en: "Looking who differs…", de: "Es wird nachgesehen, wer abweicht …" }
    /// Nobody does any more.
    nobody_differs { en: "Nobody differs any more.", de: "Niemand weicht mehr ab." }
    /// There are more than are named.
    first_named { en: "The first 100 by name.", de: "Die ersten 100 nach Namen." }
    /// Nothing differs.
    as_in_bundle {
        en: "Role, teams and end date are as in the bundle.",
        de: "Rolle, Teams und Enddatum sind wie im Paket.",
    }
}

/// Name of a bundle's menu: "Actions for Contractor".
#[must_use]
pub fn actions_for(name: &str) -> String {
    said!(en: format!("Actions for {name}"), de: format!("Aktionen für {name}"))
}

/// Title of the form.
#[must_use]
pub fn edit(name: &str) -> String {
    said!(en: format!("Edit {name}"), de: format!("{name} bearbeiten"))
}

/// Title of the question.
#[must_use]
pub fn delete(name: &str) -> String {
    said!(en: format!("Delete {name}?"), de: format!("{name} löschen?"))
}

/// It is done.
#[must_use]
pub fn created(name: &Name) -> String {
    said!(en: format!("{name} is created"), de: format!("{name} ist angelegt"))
}

/// It is done.
#[must_use]
pub fn changed(name: &Name) -> String {
    said!(en: format!("{name} is changed"), de: format!("{name} ist geändert"))
}

/// It is done.
#[must_use]
pub fn deleted(name: &str) -> String {
    said!(en: format!("{name} is deleted"), de: format!("{name} ist gelöscht"))
}

/// So many bundles, as what something is in.
#[must_use]
pub fn bundles(number: u32) -> String {
    counted(number, said!(en: "bundle", de: "Paket"), said!(en: "bundles", de: "Paketen"))
}

/// How long access is: "access ends 90 days after joining".
#[must_use]
pub fn ends_after(days: Option<u32>) -> Option<String> {
    days.map(|days| {
        said!(
            en: format!("access ends {} after joining", counted(days, "day", "days")),
            de: format!("Zugang endet {} nach dem Beitritt", counted(days, "Tag", "Tage")),
        )
    })
}

/// What a bundle gives: "Member, in Support, access ends 90 days after joining".
#[must_use]
pub fn gives(role: &str, teams: &[String], days: Option<u32>) -> String {
    let access = super::invite::access(role, teams);
    ends_after(days).map_or_else(|| access.clone(), |ends| format!("{access}, {ends}"))
}

/// What choosing one filled in, and what it did not because one may not give it.
#[must_use]
pub fn filled(role: Option<&str>, teams: &[String], days: Option<u32>, missing: &[String]) -> String {
    let in_teams = if teams.is_empty() {
        said!(en: "no team", de: "kein Team").to_owned()
    } else {
        said!(en: format!("in {}", list(teams)), de: format!("in {}", list(teams)))
    };
    let parts: Vec<String> =
        role.map(ToOwned::to_owned).into_iter().chain([in_teams]).chain(ends_after(days)).collect();
    format!("{}.{}", parts.join(", "), super::invite::not_yours(missing))
}

/// How many came by it.
#[must_use]
pub fn people(people: u32) -> String {
    match people {
        0 => said!(en: "Nobody came by it yet", de: "Noch niemand kam damit").to_owned(),
        1 => said!(en: "1 person came by it", de: "1 Person kam damit").to_owned(),
        n => said!(en: format!("{} people came by it", count(n)), de: format!("{} Personen kamen damit", count(n))),
    }
}

/// How many of those differ: "3 differ".
#[must_use]
pub fn differ(people: u32) -> String {
    match people {
        1 => said!(en: "1 differs", de: "1 weicht ab").to_owned(),
        n => said!(en: format!("{} differ", count(n)), de: format!("{} weichen ab", count(n))),
    }
}

/// Name of the button that says so: "3 differ from Contractor".
#[must_use]
pub fn differ_from(people: u32, name: &str) -> String {
    match people {
        1 => said!(en: format!("1 differs from {name}"), de: format!("1 weicht ab von {name}")),
        n => said!(en: format!("{} differ from {name}", count(n)), de: format!("{} weichen ab von {name}", count(n))),
    }
}

/// Title of the list of those.
#[must_use]
pub fn strayed(name: &str) -> String {
    said!(en: format!("Who differs from {name}"), de: format!("Wer von {name} abweicht"))
}

/// By which bundle somebody came.
#[must_use]
pub fn came_by(name: &Name) -> String {
    said!(en: format!("Came by {name}."), de: format!("Kam mit {name}."))
}

/// With which bundle somebody is invited.
#[must_use]
pub fn invited_with(name: &Name) -> String {
    said!(en: format!("Invited with {name}."), de: format!("Eingeladen mit {name}."))
}

/// In what somebody differs: "Role Admin instead of Member", "not on team Support", …
#[must_use]
pub fn drift(drift: &NamedDrift) -> Vec<String> {
    let names = |names: &[Name]| list(&names.iter().map(Name::as_str).collect::<Vec<_>>());
    let mut lines = Vec::new();
    lines.extend(drift.role.as_ref().map(|(has, bundle)| {
        let (has, bundle) = (shown(has.as_str()), shown(bundle.as_str()));
        said!(en: format!("role {has} instead of {bundle}"), de: format!("Rolle {has} statt {bundle}"))
    }));
    if !drift.missing.is_empty() {
        let teams = names(&drift.missing);
        lines.push(said!(en: format!("not on team {teams}"), de: format!("nicht im Team {teams}")));
    }
    if !drift.extra.is_empty() {
        let teams = names(&drift.extra);
        lines.push(said!(en: format!("also on team {teams}"), de: format!("auch im Team {teams}")));
    }
    lines.extend(drift.ends.map(ends_instead));
    lines
}

fn ends_instead(EndDrift { ends_at, by_bundle }: EndDrift) -> String {
    match (ends_at.map(day), by_bundle.map(day)) {
        (Some(ends), Some(by)) => {
            said!(en: format!("access ends {ends} instead of {by}"), de: format!("Zugang endet {ends} statt {by}"))
        }
        (Some(ends), None) => {
            said!(en: format!("access ends {ends} instead of never"), de: format!("Zugang endet {ends} statt nie"))
        }
        (None, Some(by)) => {
            said!(en: format!("access never ends, instead of {by}"), de: format!("Zugang endet nie, statt {by}"))
        }
        (None, None) => never().to_owned(),
    }
}

/// The same in a sentence.
#[must_use]
pub fn differs(drift: &NamedDrift) -> String {
    let parts = self::drift(drift).join("; ");
    said!(en: format!("Differs: {parts}."), de: format!("Weicht ab: {parts}."))
}

/// The button that gives somebody what their bundle gives.
#[must_use]
pub fn bring_back(name: &Name) -> String {
    said!(en: format!("Bring back to {name}"), de: format!("Auf {name} zurücksetzen"))
}

/// It is done.
#[must_use]
pub fn brought_back(who: &str, name: &Name) -> String {
    said!(en: format!("{who} is as in {name} again"), de: format!("{who} ist wieder wie in {name}"))
}

/// A line of what a role's deletion moves.
#[must_use]
pub fn moved(names: &[String]) -> String {
    let bundles = list(names);
    match names.len() {
        1 => said!(
            en: format!("The bundle {bundles} gives it instead."),
            de: format!("Das Paket {bundles} gibt sie stattdessen."),
        ),
        _ => said!(
            en: format!("The bundles {bundles} give it instead."),
            de: format!("Die Pakete {bundles} geben sie stattdessen."),
        ),
    }
}

/// Somebody changed or deleted the bundle first.
#[must_use]
pub fn clash(first: Option<(&str, i64)>) -> String {
    match first {
        Some((who, ms)) => {
            let ago = super::amounts::ago(ms);
            said!(
                en: format!("{who} changed this bundle {ago}. Save again to set what you see here."),
                de: format!("{who} hat dieses Paket {ago} geändert. Speichern Sie noch einmal, um zu setzen, was Sie hier sehen."),
            )
        }
        None => said!(
            en: "Somebody changed this bundle meanwhile. Save again to set what you see here.",
            de: "Jemand hat dieses Paket inzwischen geändert. Speichern Sie noch einmal, um zu setzen, was Sie hier sehen.",
        )
        .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text).expect("a name")
    }

    #[test]
    fn what_a_bundle_gives_reads_well() {
        let support = ["Support".to_owned()];
        assert_eq!(gives("Member", &support, Some(90)), "Member, in Support, access ends 90 days after joining");
        assert_eq!(gives("Member", &[], None), "Member, no team");
        let filled = filled(None, &[], Some(1), &["Admin".to_owned()]);
        assert_eq!(filled, "no team, access ends 1 day after joining. Not yours to give: Admin.");
    }

    #[test]
    fn what_differs_is_named() {
        let at = domain::Timestamp::from_date("2027-03-01");
        let all = NamedDrift {
            role: Some((name("Admin"), name("Member"))),
            missing: vec![name("Support")],
            extra: vec![name("Design"), name("Sales")],
            ends: Some(EndDrift { ends_at: None, by_bundle: at }),
        };
        let said = "Differs: role Admin instead of Member; not on team Support; also on team Design and Sales; \
            access never ends, instead of ";
        assert!(differs(&all).starts_with(said), "{}", differs(&all));
        assert_eq!((differ(1), differ(3)), ("1 differs".to_owned(), "3 differ".to_owned()));
    }
}
