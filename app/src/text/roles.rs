//! Words of the Roles page.

mod permissions;

use domain::{Name, Permissions, Role};

use super::amounts::count;
use super::edits;
use super::refusal::acts;
pub use permissions::*;

words! {
    /// Its heading and title.
    title { en: "Roles", de: "Rollen" }
    /// Opens the form of a new one, and its title.
    new { en: "New role", de: "Neue Rolle" }
    /// Finds a role.
    search { en: "Search roles", de: "Rollen suchen" }
    /// Nothing is found.
    nothing_found { en: "No role matches", de: "Keine Rolle passt" }
    /// What to do.
    nothing_found_advice {
        en: "Search for another part of the name.",
        de: "Suchen Sie nach einem anderen Teil des Namens.",
    }
    /// Menu entry.
    edit_it { en: "Edit permissions", de: "Rechte bearbeiten" }
    /// Menu entry.
    rename_it { en: "Rename", de: "Umbenennen" }
    /// Menu entry, and what the question's button does.
    delete_it { en: "Delete role", de: "Rolle löschen" }
    /// Field of the form.
    name { en: "Role name", de: "Name der Rolle" }
    /// Field of the form.
    from { en: "Start from", de: "Ausgehen von" }
    /// A choice of that.
    from_nothing { en: "Nothing", de: "Nichts" }
    /// Makes it.
    create { en: "Create role", de: "Rolle anlegen" }
    /// Saves it.
    save { en: "Save", de: "Speichern" }
    /// Not after all.
    cancel { en: "Cancel", de: "Abbrechen" }
    /// Below a permission that one lacks.
    lacking {
        en: "Your own role does not allow this, so you cannot give it.",
        de: "Ihre eigene Rolle erlaubt das nicht, darum können Sie es nicht geben.",
    }
    /// Nothing was another.
    unchanged { en: "Nothing to save: all is as it was.", de: "Nichts zu speichern: Alles ist, wie es war." }
    /// A change that concerns nobody.
    nobody_yet { en: "Nobody has this role yet.", de: "Noch niemand hat diese Rolle." }
    /// Until it is known whom a deletion concerns.
    looking { en: "Looking who has it…", de: "Es wird nachgesehen, wer sie hat …" }
    /// The role that people get instead.
    they_get { en: "They get", de: "Stattdessen" }
    /// Who has it has changed since the question was asked.
    delete_clash {
        en: "Who has this role, or the role itself, changed meanwhile. Look again whom it concerns.",
        de: "Wer diese Rolle hat, oder die Rolle selbst, hat sich inzwischen geändert. Sehen Sie noch einmal nach, \
            wen es betrifft.",
    }
    /// The matrix's name.
    matrix { en: "Permissions by role", de: "Rechte nach Rolle" }
    /// The column of the permissions.
    permission_head { en: "Permission", de: "Recht" }
    /// It allows that.
    allowed { en: "Allowed", de: "Erlaubt" }
    /// It does not.
    not_allowed { en: "Not allowed", de: "Nicht erlaubt" }
    /// Below the name of a built-in role.
    built_in { en: "Built in", de: "Fest eingebaut" }
    /// Below the name of an organization's own role.
    custom { en: "Custom", de: "Eigene" }
}

/// What the page shows.
#[must_use]
pub fn about(may_create: bool) -> &'static str {
    if may_create {
        said!(
            en: "What each role allows. Built-in roles cannot be changed; make your own for anything between them.",
            de: "Was jede Rolle erlaubt. Eingebaute Rollen können nicht geändert werden; legen Sie eigene an für \
                alles dazwischen.",
        )
    } else {
        said!(
            en: "What each role allows. The built-in roles are the same in every organization and cannot be changed.",
            de: "Was jede Rolle erlaubt. Die eingebauten Rollen sind in jeder Organisation gleich und können nicht \
                geändert werden.",
        )
    }
}

/// How many there are.
#[must_use]
pub fn total(roles: usize) -> String {
    said!(en: format!("{roles} roles"), de: format!("{roles} Rollen"))
}

/// Name of a role's menu.
#[must_use]
pub fn actions_for(role: &str) -> String {
    said!(en: format!("Actions for {role}"), de: format!("Aktionen für {role}"))
}

/// Title of the form.
#[must_use]
pub fn edit(role: &str) -> String {
    said!(en: format!("Edit {role}"), de: format!("{role} bearbeiten"))
}

/// Title of the form.
#[must_use]
pub fn rename(role: &str) -> String {
    said!(en: format!("Rename {role}"), de: format!("{role} umbenennen"))
}

/// What was left out of a role to start from.
#[must_use]
pub fn left_out(titles: &[&str]) -> String {
    said!(
        en: format!("Left out, because your own role does not allow it: {}.", titles.join(", ")),
        de: format!("Ausgelassen, weil Ihre eigene Rolle es nicht erlaubt: {}.", titles.join(", ")),
    )
}

/// Somebody else changed the role since the form was opened.
#[must_use]
pub fn another_now(role: &Role) -> String {
    let all: Vec<&str> = role.permissions.iter().map(|one| permission(one).0).collect();
    let allows = if all.is_empty() { said!(en: "nothing", de: "nichts").to_owned() } else { all.join(", ") };
    said!(
        en: format!("Set meanwhile: {} allows {allows}.", shown(role.name.as_str())),
        de: format!("Inzwischen gesetzt: {} erlaubt {allows}.", shown(role.name.as_str())),
    )
}

/// Somebody else was first: who, and how many milliseconds ago.
#[must_use]
pub fn clash(first: Option<(&str, i64)>) -> String {
    let first = first.map_or_else(|| edits::clash_unnamed(None), |(by, ago_ms)| edits::clash(by, None, ago_ms));
    said!(
        en: format!("{first}. Save again to set what stands here all the same."),
        de: format!("{first}. Speichern Sie noch einmal, um trotzdem zu setzen, was hier steht."),
    )
}

/// "Ana Lima, Ben Bo and 3 more".
#[must_use]
pub fn whom(names: &[String], people: u32) -> String {
    let more = |named: u32| count(people.saturating_sub(named));
    match names {
        [] => users(people),
        [one] if people <= 1 => one.clone(),
        [one] => said!(en: format!("{one} and {} more", more(1)), de: format!("{one} und {} weitere", more(1))),
        [one, two] if people <= 2 => said!(en: format!("{one} and {two}"), de: format!("{one} und {two}")),
        [one, two, three] if people <= 3 => said!(
            en: format!("{one}, {two} and {three}"),
            de: format!("{one}, {two} und {three}"),
        ),
        [one, two, ..] => said!(
            en: format!("{one}, {two} and {} more", more(2)),
            de: format!("{one}, {two} und {} weitere", more(2)),
        ),
    }
}

/// All whom it concerns, as far as they are named.
#[must_use]
pub fn names(names: &[String], people: u32) -> String {
    let more = people.saturating_sub(u32::try_from(names.len()).unwrap_or(u32::MAX));
    let all = names.join(", ");
    if more == 0 {
        all
    } else {
        said!(
            en: format!("{all} and {} more", count(more)),
            de: format!("{all} und {} weitere", count(more)),
        )
    }
}

/// What they can do from then on.
#[must_use]
pub fn gain(whom: &str, people: u32, what: &str) -> String {
    said!(
        en: format!("{whom} {}: {what}.", if people == 1 { "gets" } else { "get" }),
        de: format!("{whom} {}: {what}.", if people == 1 { "bekommt" } else { "bekommen" }),
    )
}

/// What they can do no longer.
#[must_use]
pub fn lose(whom: &str, people: u32, what: &str) -> String {
    said!(
        en: format!("{whom} {}: {what}.", if people == 1 { "loses" } else { "lose" }),
        de: format!("{whom} {}: {what}.", if people == 1 { "verliert" } else { "verlieren" }),
    )
}

/// Whose teams have them as one of many from then on.
#[must_use]
pub fn disowned(whom: &str, people: u32) -> String {
    said!(
        en: format!("{whom} no longer {} the teams that they own now.", if people == 1 { "owns" } else { "own" }),
        de: format!("{whom} {} die Teams nicht mehr, die bisher dazugehören.", if people == 1 { "leitet" } else { "leiten" }),
    )
}

/// Who has a temporary role of another kind now.
#[must_use]
pub fn later(people: u32) -> String {
    said!(
        en: format!("{} more {} it once a temporary role is over.", count(people), if people == 1 { "has" } else { "have" }),
        de: format!("{} weitere {} sie, sobald eine Rolle auf Zeit vorbei ist.", count(people), if people == 1 { "hat" } else { "haben" }),
    )
}

/// Likewise, of another role.
#[must_use]
pub fn later_moved(people: u32) -> String {
    said!(
        en: format!("{} more {} it once a temporary role is over.", count(people), if people == 1 { "gets" } else { "get" }),
        de: format!("{} weitere {} sie, sobald eine Rolle auf Zeit vorbei ist.", count(people), if people == 1 { "bekommt" } else { "bekommen" }),
    )
}

/// Who is invited with the role.
#[must_use]
pub fn invitations_allow(invitations: u32) -> String {
    match invitations {
        1 => said!(
            en: "1 open invite gives it as it is then.",
            de: "1 offene Einladung gibt sie so, wie sie dann ist.",
        )
        .to_owned(),
        n => said!(
            en: format!("{} open invites give it as it is then.", count(n)),
            de: format!("{} offene Einladungen geben sie so, wie sie dann ist.", count(n)),
        ),
    }
}

/// Likewise, with another.
#[must_use]
pub fn invitations_moved(invitations: u32) -> String {
    match invitations {
        1 => said!(en: "1 open invite gives it instead.", de: "1 offene Einladung gibt sie stattdessen.").to_owned(),
        n => said!(
            en: format!("{} open invites give it instead.", count(n)),
            de: format!("{} offene Einladungen geben sie stattdessen.", count(n)),
        ),
    }
}

/// Who was removed and can be restored.
#[must_use]
pub fn removed_moved(people: u32) -> String {
    match people {
        1 => said!(
            en: "1 removed person would come back with it.",
            de: "1 entfernte Person käme damit zurück.",
        )
        .to_owned(),
        n => said!(
            en: format!("{} removed people would come back with it.", count(n)),
            de: format!("{} entfernte Personen kämen damit zurück.", count(n)),
        ),
    }
}

/// Somebody who has the role may do more than who would change it.
#[must_use]
pub fn holder_above(missing: Permissions) -> String {
    said!(
        en: format!("Somebody who has this role may also {}, now or later, and you may not. Ask an Owner.", acts(missing)),
        de: format!("Jemand mit dieser Rolle darf jetzt oder später mehr als Sie: {}. Fragen Sie einen Inhaber.", acts(missing)),
    )
}

/// Title of the deletion.
#[must_use]
pub fn delete(role: &str) -> String {
    said!(en: format!("Delete {role}?"), de: format!("{role} löschen?"))
}

/// What follows for those who have it.
#[must_use]
pub fn delete_about(people: u32, told: bool) -> String {
    let mail = |one: bool| match (told, one) {
        (false, _) => "",
        (true, true) => said!(en: ", and is told by mail", de: " und erfährt es per E-Mail"),
        (true, false) => said!(en: ", and are told by mail", de: " und erfahren es per E-Mail"),
    };
    match people {
        0 => said!(en: "Nobody has it now.", de: "Niemand hat sie jetzt.").to_owned(),
        1 => said!(
            en: format!("1 person gets another role{}.", mail(true)),
            de: format!("1 Person bekommt eine andere Rolle{}.", mail(true)),
        ),
        n => said!(
            en: format!("{} people get another role{}.", count(n), mail(false)),
            de: format!("{} Personen bekommen eine andere Rolle{}.", count(n), mail(false)),
        ),
    }
}

/// It is done.
#[must_use]
pub fn created(role: &Name) -> String {
    said!(en: format!("{role} is created"), de: format!("{role} ist angelegt"))
}

/// It is done.
#[must_use]
pub fn changed(role: &Name) -> String {
    said!(en: format!("{role} is changed"), de: format!("{role} ist geändert"))
}

/// It is done.
#[must_use]
pub fn renamed(role: &Name) -> String {
    said!(en: format!("Renamed to {role}"), de: format!("Umbenannt in {role}"))
}

/// It is done.
#[must_use]
pub fn deleted(role: &Name) -> String {
    said!(en: format!("{role} is deleted"), de: format!("{role} ist gelöscht"))
}

/// How many have it.
#[must_use]
pub fn users(users: u32) -> String {
    if users == 1 {
        said!(en: "1 user", de: "1 Benutzer").to_owned()
    } else {
        said!(en: format!("{users} users"), de: format!("{users} Benutzer"))
    }
}
