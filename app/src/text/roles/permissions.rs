//! Words of what roles allow.

use domain::{Language, Permission, RoleKey};

use crate::language::language;

/// What a role is called: one of the organization's own by its name, a built-in one in the reader's language. (No other has
/// the name of one.)
#[must_use]
pub fn shown(name: &str) -> &str {
    let key = match language() {
        // As stored.
        Language::English => None,
        Language::German | Language::Pseudo => RoleKey::ALL.into_iter().find(|key| key.title() == name),
    };
    match key {
        Some(key) => built_in_name(key),
        None => name,
    }
}

fn built_in_name(key: RoleKey) -> &'static str {
    match key {
        RoleKey::Owner => said!(en: "Owner", de: "Inhaber"),
        RoleKey::Admin => said!(en: "Admin", de: "Admin"),
        RoleKey::TeamOwner => said!(en: "Team owner", de: "Teamleitung"),
        RoleKey::Member => said!(en: "Member", de: "Mitglied"),
    }
}

/// What a built-in role is for.
#[must_use]
pub fn about_role(key: RoleKey) -> &'static str {
    match key {
        RoleKey::Owner => said!(
            en: "Everything, seats and ownership included.",
            de: "Alles, auch Plätze und Inhaberschaft.",
        ),
        RoleKey::Admin => said!(en: "People, teams and settings.", de: "Personen, Teams und Einstellungen."),
        RoleKey::TeamOwner => said!(en: "The people of the teams they own.", de: "Die Personen der eigenen Teams."),
        RoleKey::Member => said!(en: "No administration.", de: "Keine Verwaltung."),
    }
}

/// A group of permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its heading.
    pub title: &'static str,
    /// What is in it.
    pub permissions: &'static [Permission],
}

/// All permissions, as the matrix groups them.
#[must_use]
pub fn groups() -> [Group; 4] {
    [
        Group {
            title: said!(en: "People", de: "Personen"),
            permissions: &[
                Permission::UsersRead,
                Permission::UsersInvite,
                Permission::UsersSetRole,
                Permission::UsersSuspend,
                Permission::UsersRemove,
                Permission::UsersSignOut,
            ],
        },
        Group {
            title: said!(en: "Teams", de: "Teams"),
            permissions: &[Permission::TeamsManage, Permission::TeamsManageOwn],
        },
        Group {
            title: said!(en: "Seats", de: "Plätze"),
            permissions: &[Permission::SeatsRead, Permission::SeatsManage],
        },
        Group {
            title: said!(en: "Organization", de: "Organisation"),
            permissions: &[
                Permission::SettingsManage,
                Permission::RolesManage,
                Permission::AuditRead,
                Permission::IntegrationsManage,
                Permission::OrganizationOwn,
            ],
        },
    ]
}

/// A permission's name and what it lets one do.
#[must_use]
pub fn permission(permission: Permission) -> (&'static str, &'static str) {
    match permission {
        Permission::UsersRead => (
            said!(en: "See everybody", de: "Alle sehen"),
            said!(
                en: "The whole list of users, with role, teams and status.",
                de: "Die ganze Liste der Benutzer, mit Rolle, Teams und Status.",
            ),
        ),
        Permission::UsersInvite => (
            said!(en: "Invite people", de: "Personen einladen"),
            said!(
                en: "Send, resend, copy and revoke invitations.",
                de: "Einladungen senden, erneut senden, kopieren und zurückziehen.",
            ),
        ),
        Permission::UsersSetRole => (
            said!(en: "Change roles", de: "Rollen ändern"),
            said!(
                en: "Give other people a role, up to one's own.",
                de: "Anderen eine Rolle geben, bis zur eigenen.",
            ),
        ),
        Permission::UsersSuspend => (
            said!(en: "Suspend and reactivate", de: "Sperren und reaktivieren"),
            said!(
                en: "Stop somebody from signing in, and let them in again.",
                de: "Jemanden an der Anmeldung hindern und wieder zulassen.",
            ),
        ),
        Permission::UsersRemove => (
            said!(en: "Remove and restore", de: "Entfernen und wiederherstellen"),
            said!(
                en: "Take access away, and give it back within 90 days.",
                de: "Zugang nehmen und ihn innerhalb von 90 Tagen zurückgeben.",
            ),
        ),
        Permission::UsersSignOut => (
            said!(en: "Sign people out", de: "Personen abmelden"),
            said!(
                en: "End all sessions of somebody in this organization.",
                de: "Alle Sitzungen einer Person in dieser Organisation beenden.",
            ),
        ),
        Permission::TeamsManage => (
            said!(en: "Manage all teams", de: "Alle Teams verwalten"),
            said!(
                en: "Create, rename and delete teams; choose who is in them.",
                de: "Teams anlegen, umbenennen und löschen; festlegen, wer darin ist.",
            ),
        ),
        Permission::TeamsManageOwn => (
            said!(en: "Manage own teams", de: "Eigene Teams verwalten"),
            said!(
                en: "Invite into, add to and take out of the teams one owns.",
                de: "In die Teams, die man leitet, einladen, aufnehmen und daraus nehmen.",
            ),
        ),
        Permission::RolesManage => (
            said!(en: "Manage roles", de: "Rollen verwalten"),
            said!(
                en: "Create and change custom roles.",
                de: "Eigene Rollen anlegen und ändern.",
            ),
        ),
        Permission::SeatsRead => (
            said!(en: "See seats", de: "Plätze sehen"),
            said!(
                en: "How many seats there are, and how many are used.",
                de: "Wie viele Plätze es gibt und wie viele belegt sind.",
            ),
        ),
        Permission::SeatsManage => (
            said!(en: "Change seats", de: "Plätze ändern"),
            said!(
                en: "Set the seat limit, and what happens when none is left.",
                de: "Das Platzlimit setzen, und was geschieht, wenn keiner frei ist.",
            ),
        ),
        Permission::SettingsManage => (
            said!(en: "Change settings", de: "Einstellungen ändern"),
            said!(
                en: "The organization's name and settings.",
                de: "Name und Einstellungen der Organisation.",
            ),
        ),
        Permission::AuditRead => (
            said!(en: "Read the audit log", de: "Audit-Protokoll lesen"),
            said!(
                en: "Who changed what, and when.",
                de: "Wer was wann geändert hat.",
            ),
        ),
        Permission::IntegrationsManage => (
            said!(en: "Manage integrations", de: "Integrationen verwalten"),
            said!(
                en: "API keys, provisioning, single sign-on and webhooks.",
                de: "API-Schlüssel, Provisionierung, Single Sign-on und Webhooks.",
            ),
        ),
        Permission::OrganizationOwn => (
            said!(en: "Own the organization", de: "Die Organisation innehaben"),
            said!(
                en: "Hand it over to somebody else, or end it.",
                de: "Sie jemand anderem übergeben oder beenden.",
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::in_language;

    #[test]
    fn a_built_in_role_is_called_in_the_readers_language() {
        assert_eq!(RoleKey::ALL.map(|key| shown(key.title())), RoleKey::ALL.map(RoleKey::title));
        in_language(Language::German, || {
            let names = ["Owner", "Admin", "Team owner", "Member", "Auditor"].map(shown);
            assert_eq!(names, ["Inhaber", "Admin", "Teamleitung", "Mitglied", "Auditor"]);
        });
    }

    #[test]
    fn every_permission_is_in_one_group() {
        let mut shown: Vec<Permission> = groups().iter().flat_map(|group| group.permissions).copied().collect();
        shown.sort_unstable();
        assert_eq!(shown, Permission::ALL);
    }
}
