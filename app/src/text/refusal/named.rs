//! What refusals name: fields, standings, permissions.

use domain::{Field, Permission, Permissions, Status};

pub(super) fn name(field: Field) -> &'static str {
    match field {
        Field::Addresses => said!(en: "Email addresses", de: "E-Mail-Adressen"),
        Field::People => said!(en: "People", de: "Personen"),
        Field::Teams => said!(en: "Teams of one person", de: "Teams einer Person"),
        Field::OrganizationTeams => said!(en: "Teams of the organization", de: "Teams der Organisation"),
        Field::Name => said!(en: "Name", de: "Name"),
        Field::Note => said!(en: "Note", de: "Nachricht"),
        Field::Days => said!(en: "Days", de: "Tage"),
        Field::SeatLimit => said!(en: "Seat limit", de: "Platzlimit"),
        Field::DormantAfter => said!(en: "Days before they are reminded", de: "Tage bis zur Erinnerung"),
        Field::SuspendAfter => said!(en: "Days before they are suspended", de: "Tage bis zur Sperre"),
        Field::EndDate => said!(en: "End date", de: "Enddatum"),
        Field::RoleUntil => said!(en: "End of the temporary role", de: "Ende der Rolle auf Zeit"),
        Field::OrganizationRoles => said!(en: "Roles of the organization", de: "Rollen der Organisation"),
        Field::Domains => said!(en: "Domains", de: "Domains"),
        Field::SavedViews => said!(en: "Views", de: "Ansichten"),
        Field::Bundles => said!(en: "Bundles of the organization", de: "Pakete der Organisation"),
        Field::AccessDays => said!(en: "Days after joining", de: "Tage nach dem Beitritt"),
        Field::Alarm => said!(en: "Alarm", de: "Meldung"),
    }
}

pub(super) fn standing(status: Status) -> &'static str {
    match status {
        Status::Active => said!(en: "active", de: "aktiv"),
        Status::Invited => said!(en: "invited", de: "eingeladen"),
        Status::Waiting => said!(en: "waiting for a seat", de: "auf der Warteliste"),
        Status::Requested => said!(en: "asking to join", de: "mit einer Anfrage vermerkt"),
        Status::Expired => said!(en: "invited and past the date", de: "eingeladen und die Einladung abgelaufen"),
        Status::Suspended => said!(en: "suspended", de: "gesperrt"),
        Status::Ended => said!(en: "past their end date", de: "über das Enddatum hinaus"),
        Status::Removed => said!(en: "removed", de: "entfernt"),
    }
}

/// What a permission allows, after "may".
#[must_use]
pub fn act(permission: Permission) -> &'static str {
    match permission {
        Permission::UsersRead => said!(en: "see everybody", de: "alle sehen"),
        Permission::UsersInvite => said!(en: "invite people", de: "Personen einladen"),
        Permission::UsersSetRole => said!(en: "change roles", de: "Rollen ändern"),
        Permission::UsersSuspend => said!(en: "suspend people", de: "Personen sperren"),
        Permission::UsersRemove => said!(
            en: "remove and restore people",
            de: "Personen entfernen und wiederherstellen",
        ),
        Permission::UsersSignOut => said!(en: "sign people out", de: "Personen abmelden"),
        Permission::TeamsManage => said!(en: "manage all teams", de: "alle Teams verwalten"),
        Permission::TeamsManageOwn => said!(en: "manage own teams", de: "eigene Teams verwalten"),
        Permission::RolesManage => said!(en: "change roles of the organization", de: "Rollen der Organisation ändern"),
        Permission::SeatsRead => said!(en: "see the seats", de: "die Plätze sehen"),
        Permission::SeatsManage => said!(en: "change the seat limit", de: "das Platzlimit ändern"),
        Permission::SettingsManage => said!(en: "change settings", de: "Einstellungen ändern"),
        Permission::AuditRead => said!(en: "read the audit log", de: "das Audit-Protokoll lesen"),
        Permission::IntegrationsManage => said!(en: "manage integrations", de: "Integrationen verwalten"),
        Permission::OrganizationOwn => said!(en: "own the organization", de: "die Organisation innehaben"),
    }
}

/// The first two of several, and that there are more.
pub(in crate::text) fn acts(permissions: Permissions) -> String {
    let all: Vec<&str> = permissions.iter().map(act).collect();
    match all.as_slice() {
        [] => said!(en: "do more", de: "mehr tun").into(),
        [one] => (*one).into(),
        [one, two] => said!(en: format!("{one} and {two}"), de: format!("{one} und {two}")),
        [one, two, ..] => said!(en: format!("{one}, {two} and more"), de: format!("{one}, {two} und mehr")),
    }
}
