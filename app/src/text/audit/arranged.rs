//! What happened to the organization itself, its teams, roles and bundles.

use domain::{Arranged, Name};

use crate::text::amounts::counted;
use crate::text::roles::shown;

/// What happened, in a sentence without its end.
#[must_use]
pub fn arranged(what: &Arranged) -> String {
    match what {
        Arranged::Founded { name } => said!(
            en: format!("Organization {name} created"),
            de: format!("Organisation {name} angelegt"),
        ),
        Arranged::Settings { .. } => said!(en: "Settings changed", de: "Einstellungen geändert").into(),
        Arranged::TeamCreated { name } => {
            said!(en: format!("Team {name} created"), de: format!("Team {name} angelegt"))
        }
        Arranged::TeamRenamed { before, after } => said!(
            en: format!("Team {before} renamed to {after}"),
            de: format!("Team {before} in {after} umbenannt"),
        ),
        Arranged::TeamDeleted { name, people } => {
            let people = said!(
                en: counted(*people, "person", "people"),
                de: counted(*people, "Person", "Personen"),
            );
            said!(
                en: format!("Team {name} deleted, with {people} in it"),
                de: format!("Team {name} gelöscht, mit {people} darin"),
            )
        }
        Arranged::RoleCreated(role) => {
            let name = shown(role.name.as_str());
            said!(en: format!("Role {name} created"), de: format!("Rolle {name} angelegt"))
        }
        Arranged::RoleChanged { before, after } => renamed(said!(en: "Role", de: "Rolle"), &before.name, &after.name),
        Arranged::RoleDeleted { name, moved_to: None } => {
            said!(en: format!("Role {name} deleted"), de: format!("Rolle {name} gelöscht"))
        }
        Arranged::RoleDeleted { name, moved_to: Some(to) } => {
            let to = shown(to.as_str());
            said!(
                en: format!("Role {name} deleted; whoever had it got {to}"),
                de: format!("Rolle {name} gelöscht; wer sie hatte, bekam {to}"),
            )
        }
        Arranged::BundleCreated(bundle) => {
            let name = &bundle.shape.name;
            said!(en: format!("Bundle {name} created"), de: format!("Paket {name} angelegt"))
        }
        Arranged::BundleChanged { before, after } => {
            renamed(said!(en: "Bundle", de: "Paket"), &before.shape.name, &after.shape.name)
        }
        Arranged::BundleDeleted { name } => said!(
            en: format!("Bundle {name} deleted"),
            de: format!("Paket {name} gelöscht"),
        ),
    }
}

fn renamed(what: &str, before: &Name, after: &Name) -> String {
    if before == after {
        return said!(en: format!("{what} {after} changed"), de: format!("{what} {after} geändert"));
    }
    said!(
        en: format!("{what} {before} changed, and renamed to {after}"),
        de: format!("{what} {before} geändert und in {after} umbenannt"),
    )
}
