//! Words of actions on many people at once.

mod done;

use super::amounts::{count, counted, list};
pub use done::*;

words! {
    /// Name of the box in the table's head.
    select_all { en: "Select all users", de: "Alle Benutzer auswählen" }
    /// Lets everybody go.
    clear { en: "Clear selection", de: "Auswahl aufheben" }
    /// Button and menu of the roles.
    change_role { en: "Change role", de: "Rolle ändern" }
    /// Button and list of the teams to join.
    join { en: "Add to teams", de: "In Teams aufnehmen" }
    /// Button and list of the teams to leave.
    leave { en: "Take out of teams", de: "Aus Teams nehmen" }
    /// It can be done to nobody of those chosen.
    fits_none { en: "This fits nobody selected.", de: "Das passt für niemanden in der Auswahl." }
    /// Nobody of those chosen can be given a role.
    fits_nobody {
        en: "Nobody selected can be given this role.",
        de: "Niemand in der Auswahl kann diese Rolle bekommen.",
    }
    /// The verb of a change of roles and teams.
    change { en: "Change", de: "Ändern" }
    /// The verb of sending invitations again.
    resend { en: "Resend", de: "Erneut senden" }
    /// The verb of taking invitations back.
    revoke { en: "Revoke", de: "Zurückziehen" }
    /// While it is done.
    working_now { en: "Working", de: "In Arbeit" }
    /// Copies the list of what was not done.
    copy_results { en: "Copy the list", de: "Liste kopieren" }
    /// Addresses or a list are on the clipboard.
    copied { en: "Copied", de: "Kopiert" }
    /// The browser does not let the page copy.
    not_copied { en: "The browser did not let the page copy.", de: "Der Browser ließ die Seite nicht kopieren." }
}

/// Name of a row's box.
#[must_use]
pub fn select(name: &str) -> String {
    said!(en: format!("Select {name}"), de: format!("{name} auswählen"))
}

/// How many are chosen; the bar's name.
#[must_use]
pub fn selected(rows: u32) -> String {
    said!(en: format!("{} selected", count(rows)), de: format!("{} ausgewählt", count(rows)))
}

/// Chooses the rest too.
#[must_use]
pub fn select_matching(rows: u32) -> String {
    said!(
        en: format!("Select all {} that match", count(rows)),
        de: format!("Alle {} passenden auswählen", count(rows)),
    )
}

/// A filter hid some of those chosen.
#[must_use]
pub fn dropped(rows: u32) -> String {
    said!(
        en: format!("{} no longer selected: the filter hides them", counted(rows, "person is", "people are")),
        de: format!("{} nicht mehr ausgewählt: Der Filter verbirgt sie", counted(rows, "Person", "Personen")),
    )
}

/// "Suspend 288".
#[must_use]
pub fn act(verb: &str, people: u32) -> String {
    done_to(verb, &count(people))
}

/// "Remove 12 people".
#[must_use]
pub fn act_on(verb: &str, people: u32) -> String {
    done_to(verb, &persons(people))
}

fn done_to(verb: &str, whom: &str) -> String {
    said!(en: format!("{verb} {whom}"), de: format!("{verb} ({whom})"))
}

/// Copies the addresses of those chosen.
#[must_use]
pub fn copy_addresses(people: u32) -> String {
    said!(
        en: format!("Copy {}", counted(people, "address", "addresses")),
        de: format!("{} kopieren", counted(people, "Adresse", "Adressen")),
    )
}

/// "1 person", "12 people".
#[must_use]
pub fn persons(people: u32) -> String {
    counted(people, said!(en: "person", de: "Person"), said!(en: "people", de: "Personen"))
}

/// "1 invite", "4 invites".
#[must_use]
pub fn invites(number: u32) -> String {
    counted(number, said!(en: "invite", de: "Einladung"), said!(en: "invites", de: "Einladungen"))
}

/// Title of the question about a role.
#[must_use]
pub fn role_title(people: u32, role: &str) -> String {
    said!(en: format!("Make {} {role}?", persons(people)), de: format!("{} die Rolle {role} geben?", persons(people)))
}

/// Title of the question about teams to join.
#[must_use]
pub fn join_title(people: u32, teams: &[String]) -> String {
    said!(
        en: format!("Add {} to {}?", persons(people), list(teams)),
        de: format!("{} in {} aufnehmen?", persons(people), list(teams)),
    )
}

/// Title of the question about teams to leave.
#[must_use]
pub fn leave_title(people: u32, teams: &[String]) -> String {
    said!(
        en: format!("Take {} out of {}?", persons(people), list(teams)),
        de: format!("{} aus {} nehmen?", persons(people), list(teams)),
    )
}

/// Some names, and how many more there are.
#[must_use]
pub fn names(names: &[String], all: usize) -> String {
    match u32::try_from(all.saturating_sub(names.len())).unwrap_or(u32::MAX) {
        0 => list(names),
        more => said!(
            en: format!("{} and {} more", names.join(", "), count(more)),
            de: format!("{} und {} weitere", names.join(", "), count(more)),
        ),
    }
}

/// What stands above those whom it skips.
#[must_use]
pub fn skipped(people: u32) -> String {
    match people {
        1 => said!(en: "1 person is skipped:", de: "1 Person wird übersprungen:").into(),
        many => said!(
            en: format!("{} people are skipped:", count(many)),
            de: format!("{} Personen werden übersprungen:", count(many)),
        ),
    }
}

/// How many are not listed.
#[must_use]
pub fn more(people: u32) -> String {
    said!(en: format!("and {} more", count(people)), de: format!("und {} weitere", count(people)))
}

/// Why some are skipped.
#[must_use]
pub fn because(names: &str, why: &str) -> String {
    format!("{names}: {why}")
}

/// They have the role already.
#[must_use]
pub fn already_role(role: &str) -> String {
    said!(en: format!("Already {role}."), de: format!("Schon {role}."))
}

/// They are in all of the teams already.
#[must_use]
pub fn already_in(teams: &[String]) -> String {
    said!(en: format!("Already in {}.", list(teams)), de: format!("Schon in {}.", list(teams)))
}

/// They are in none of the teams.
#[must_use]
pub fn not_in(teams: &[String]) -> String {
    said!(en: format!("Not in {}.", teams.join(" or ")), de: format!("Nicht in {}.", teams.join(" oder ")))
}

/// What is to be typed before many, or an Owner, are changed.
#[must_use]
pub fn type_number(people: u32) -> String {
    said!(en: format!("Type {people} to confirm"), de: format!("Zum Bestätigen {people} eingeben"))
}

/// Why it cannot be done yet.
#[must_use]
pub fn typed_wrong(people: u32) -> String {
    said!(en: format!("Type {people} first."), de: format!("Geben Sie zuerst {people} ein."))
}

/// More than one command takes.
#[must_use]
pub fn too_many(most: u32) -> String {
    said!(
        en: format!("At most {} people at once. Select fewer.", count(most)),
        de: format!("Höchstens {} Personen auf einmal. Wählen Sie weniger aus.", count(most)),
    )
}

/// How many seats it takes.
#[must_use]
pub fn takes_seats(needed: u32) -> String {
    said!(
        en: format!("{} taken.", counted(needed, "seat is", "seats are")),
        de: format!("{} belegt.", counted(needed, "Platz wird", "Plätze werden")),
    )
}

/// How many seats become free.
#[must_use]
pub fn frees_seats(freed: u32) -> String {
    said!(
        en: format!("{} free.", counted(freed, "seat becomes", "seats become")),
        de: format!("{} frei.", counted(freed, "Platz wird", "Plätze werden")),
    )
}

words! {
    /// Sessions end.
    sessions_end {
        en: "They are signed out everywhere at once.",
        de: "Diese Personen werden sofort überall abgemeldet.",
    }
    /// Nothing of theirs is lost.
    suspension_keeps {
        en: "Roles and teams are kept until somebody reactivates them.",
        de: "Rollen und Teams bleiben, bis jemand sie reaktiviert.",
    }
}

/// Among them are Owners.
#[must_use]
pub fn owners(number: u32) -> String {
    match number {
        1 => said!(en: "1 of them is an Owner.", de: "1 davon ist Inhaber.").into(),
        many => said!(
            en: format!("{} of them are Owners.", count(many)),
            de: format!("{} davon sind Inhaber.", count(many)),
        ),
    }
}

words! {
    /// They will be Owners.
    makes_owners {
        en: "They will be able to do everything that you can: change the seats, and remove any Owner, you too.",
        de: "Diese Personen können dann alles, was Sie können: Plätze ändern und jeden Inhaber entfernen, auch Sie.",
    }
}

/// What is being done, and for how many.
#[must_use]
pub fn working(people: u32) -> String {
    said!(en: format!("Working on {}…", persons(people)), de: format!("{} in Arbeit …", persons(people)))
}

/// It could not be stopped.
#[must_use]
pub fn not_cancelled(why: &str) -> String {
    said!(en: format!("Not cancelled. {why}"), de: format!("Nicht abgebrochen. {why}"))
}

/// Title of what became of it, where some were refused.
#[must_use]
pub fn results_title(done: u32, refused: u32) -> String {
    said!(
        en: format!("{} done, {} not", count(done), count(refused)),
        de: format!("{} erledigt, {} nicht", count(done), count(refused)),
    )
}

/// "Set end date for 288 people".
#[must_use]
pub fn set_end_date(people: u32) -> String {
    said!(
        en: format!("Set end date for {}", counted(people, "person", "people")),
        de: format!("Enddatum für {} setzen", counted(people, "Person", "Personen")),
    )
}

words! {
    /// Nothing was done for anybody.
    nobody { en: "Nothing was changed", de: "Es wurde nichts geändert" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_read_well() {
        assert_eq!(act_on("Remove", 1), "Remove 1 person");
        assert_eq!(act_on("Remove", 12), "Remove 12 people");
        assert_eq!(select_matching(1_000), "Select all 1,000 that match");
        assert_eq!(dropped(1), "1 person is no longer selected: the filter hides them");
        let some = ["Ana".to_owned(), "Ben".to_owned()];
        assert_eq!(names(&some, 2), "Ana and Ben");
        assert_eq!(names(&some, 5), "Ana, Ben and 3 more");
        assert_eq!(not_in(&some), "Not in Ana or Ben.");
    }
}
