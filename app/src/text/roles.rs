//! Words of the Roles page.

use domain::{Name, Permission, Permissions, Role, RoleKey};

use super::amounts::count;
use super::edits;
use super::refusal::acts;

/// Its heading and title.
pub const TITLE: &str = "Roles";
/// Opens the form of a new one, and its title.
pub const NEW: &str = "New role";
/// Finds a role.
pub const SEARCH: &str = "Search roles";
/// Nothing is found.
pub const NOTHING_FOUND: &str = "No role matches";
/// What to do.
pub const NOTHING_FOUND_ADVICE: &str = "Search for another part of the name.";
/// Menu entry.
pub const EDIT: &str = "Edit permissions";
/// Menu entry.
pub const RENAME: &str = "Rename";
/// Menu entry, and what the question's button does.
pub const DELETE: &str = "Delete role";
/// Field of the form.
pub const NAME: &str = "Role name";
/// Field of the form.
pub const FROM: &str = "Start from";
/// A choice of that.
pub const FROM_NOTHING: &str = "Nothing";
/// Makes it.
pub const CREATE: &str = "Create role";
/// Saves it.
pub const SAVE: &str = "Save";
/// Not after all.
pub const CANCEL: &str = "Cancel";
/// Below a permission that one lacks.
pub const LACKING: &str = "Your own role does not allow this, so you cannot give it.";
/// Nothing was another.
pub const UNCHANGED: &str = "Nothing to save: all is as it was.";
/// A change that concerns nobody.
pub const NOBODY_YET: &str = "Nobody has this role yet.";
/// Until it is known whom a deletion concerns.
pub const LOOKING: &str = "Looking who has it…";
/// The role that people get instead.
pub const THEY_GET: &str = "They get";
/// Who has it has changed since the question was asked.
pub const DELETE_CLASH: &str = "Who has this role, or the role itself, changed meanwhile. Look again whom it concerns.";
/// The matrix's name.
pub const MATRIX: &str = "Permissions by role";
/// The column of the permissions.
pub const PERMISSION: &str = "Permission";
/// It allows that.
pub const ALLOWED: &str = "Allowed";
/// It does not.
pub const NOT_ALLOWED: &str = "Not allowed";
/// Below the name of a built-in role.
pub const BUILT_IN: &str = "Built in";
/// Below the name of an organization's own role.
pub const CUSTOM: &str = "Custom";

/// What the page shows.
#[must_use]
pub fn about(may_create: bool) -> &'static str {
    if may_create {
        "What each role allows. Built-in roles cannot be changed; make your own for anything between them."
    } else {
        "What each role allows. The built-in roles are the same in every organization and cannot be changed."
    }
}

/// How many there are.
#[must_use]
pub fn total(roles: usize) -> String {
    format!("{roles} roles")
}

/// Name of a role's menu.
#[must_use]
pub fn actions_for(role: &str) -> String {
    format!("Actions for {role}")
}

/// Title of the form.
#[must_use]
pub fn edit(role: &str) -> String {
    format!("Edit {role}")
}

/// Title of the form.
#[must_use]
pub fn rename(role: &str) -> String {
    format!("Rename {role}")
}

/// What was left out of a role to start from.
#[must_use]
pub fn left_out(titles: &[&str]) -> String {
    format!("Left out, because your own role does not allow it: {}.", titles.join(", "))
}

/// Somebody else changed the role since the form was opened.
#[must_use]
pub fn another_now(role: &Role) -> String {
    let all: Vec<&str> = role.permissions.iter().map(|one| permission(one).0).collect();
    let allows = if all.is_empty() { "nothing".to_owned() } else { all.join(", ") };
    format!("Set meanwhile: {} allows {allows}.", role.name)
}

/// Somebody else was first: who, and how many milliseconds ago.
#[must_use]
pub fn clash(first: Option<(&str, i64)>) -> String {
    let first = first.map_or_else(|| edits::clash_unnamed(None), |(by, ago_ms)| edits::clash(by, None, ago_ms));
    format!("{first}. Save again to set what stands here all the same.")
}

/// "Ana Lima, Ben Bo and 3 more".
#[must_use]
pub fn whom(names: &[String], people: u32) -> String {
    let more = |named: u32| count(people.saturating_sub(named));
    match names {
        [] => users(people),
        [one] if people <= 1 => one.clone(),
        [one] => format!("{one} and {} more", more(1)),
        [one, two] if people <= 2 => format!("{one} and {two}"),
        [one, two, three] if people <= 3 => format!("{one}, {two} and {three}"),
        [one, two, ..] => format!("{one}, {two} and {} more", more(2)),
    }
}

/// All whom it concerns, as far as they are named.
#[must_use]
pub fn names(names: &[String], people: u32) -> String {
    let more = people.saturating_sub(u32::try_from(names.len()).unwrap_or(u32::MAX));
    let all = names.join(", ");
    if more == 0 { all } else { format!("{all} and {} more", count(more)) }
}

/// What they can do from then on.
#[must_use]
pub fn gain(whom: &str, people: u32, what: &str) -> String {
    format!("{whom} {}: {what}.", if people == 1 { "gets" } else { "get" })
}

/// What they can do no longer.
#[must_use]
pub fn lose(whom: &str, people: u32, what: &str) -> String {
    format!("{whom} {}: {what}.", if people == 1 { "loses" } else { "lose" })
}

/// Whose teams have them as one of many from then on.
#[must_use]
pub fn disowned(whom: &str, people: u32) -> String {
    format!("{whom} no longer {} the teams that they own now.", if people == 1 { "owns" } else { "own" })
}

/// Who has a temporary role of another kind now.
#[must_use]
pub fn later(people: u32) -> String {
    format!("{} more {} it once a temporary role is over.", count(people), if people == 1 { "has" } else { "have" })
}

/// Likewise, of another role.
#[must_use]
pub fn later_moved(people: u32) -> String {
    format!("{} more {} it once a temporary role is over.", count(people), if people == 1 { "gets" } else { "get" })
}

/// Who is invited with the role.
#[must_use]
pub fn invitations_allow(invitations: u32) -> String {
    match invitations {
        1 => "1 open invite gives it as it is then.".to_owned(),
        n => format!("{} open invites give it as it is then.", count(n)),
    }
}

/// Likewise, with another.
#[must_use]
pub fn invitations_moved(invitations: u32) -> String {
    match invitations {
        1 => "1 open invite gives it instead.".to_owned(),
        n => format!("{} open invites give it instead.", count(n)),
    }
}

/// Who was removed and can be restored.
#[must_use]
pub fn removed_moved(people: u32) -> String {
    match people {
        1 => "1 removed person would come back with it.".to_owned(),
        n => format!("{} removed people would come back with it.", count(n)),
    }
}

/// Somebody who has the role may do more than who would change it.
#[must_use]
pub fn holder_above(missing: Permissions) -> String {
    format!("Somebody who has this role may also {}, now or later, and you may not. Ask an Owner.", acts(missing))
}

/// Title of the deletion.
#[must_use]
pub fn delete(role: &str) -> String {
    format!("Delete {role}?")
}

/// What follows for those who have it.
#[must_use]
pub fn delete_about(people: u32, told: bool) -> String {
    let are_told = |verb: &str| if told { format!(", and {verb} told by mail") } else { String::new() };
    match people {
        0 => "Nobody has it now.".to_owned(),
        1 => format!("1 person gets another role{}.", are_told("is")),
        n => format!("{} people get another role{}.", count(n), are_told("are")),
    }
}

/// It is done.
#[must_use]
pub fn created(role: &Name) -> String {
    format!("{role} is created")
}

/// It is done.
#[must_use]
pub fn changed(role: &Name) -> String {
    format!("{role} is changed")
}

/// It is done.
#[must_use]
pub fn renamed(role: &Name) -> String {
    format!("Renamed to {role}")
}

/// It is done.
#[must_use]
pub fn deleted(role: &Name) -> String {
    format!("{role} is deleted")
}

/// How many have it.
#[must_use]
pub fn users(users: u32) -> String {
    if users == 1 { "1 user".to_owned() } else { format!("{users} users") }
}

/// What a built-in role is for.
#[must_use]
pub fn about_role(key: RoleKey) -> &'static str {
    match key {
        RoleKey::Owner => "Everything, seats and ownership included.",
        RoleKey::Admin => "People, teams and settings.",
        RoleKey::TeamOwner => "The people of the teams they own.",
        RoleKey::Member => "No administration.",
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
pub const GROUPS: [Group; 4] = [
    Group {
        title: "People",
        permissions: &[
            Permission::UsersRead,
            Permission::UsersInvite,
            Permission::UsersSetRole,
            Permission::UsersSuspend,
            Permission::UsersRemove,
            Permission::UsersSignOut,
        ],
    },
    Group { title: "Teams", permissions: &[Permission::TeamsManage, Permission::TeamsManageOwn] },
    Group { title: "Seats", permissions: &[Permission::SeatsRead, Permission::SeatsManage] },
    Group {
        title: "Organization",
        permissions: &[
            Permission::SettingsManage,
            Permission::RolesManage,
            Permission::AuditRead,
            Permission::IntegrationsManage,
            Permission::OrganizationOwn,
        ],
    },
];

/// A permission's name and what it lets one do.
#[must_use]
pub fn permission(permission: Permission) -> (&'static str, &'static str) {
    match permission {
        Permission::UsersRead => ("See everybody", "The whole list of users, with role, teams and status."),
        Permission::UsersInvite => ("Invite people", "Send, resend, copy and revoke invitations."),
        Permission::UsersSetRole => ("Change roles", "Give other people a role, up to one's own."),
        Permission::UsersSuspend => ("Suspend and reactivate", "Stop somebody from signing in, and let them in again."),
        Permission::UsersRemove => ("Remove and restore", "Take access away, and give it back within 90 days."),
        Permission::UsersSignOut => ("Sign people out", "End all sessions of somebody in this organization."),
        Permission::TeamsManage => ("Manage all teams", "Create, rename and delete teams; choose who is in them."),
        Permission::TeamsManageOwn => ("Manage own teams", "Invite into, add to and take out of the teams one owns."),
        Permission::RolesManage => ("Manage roles", "Create and change custom roles."),
        Permission::SeatsRead => ("See seats", "How many seats there are, and how many are used."),
        Permission::SeatsManage => ("Change seats", "Set the seat limit, and what happens when none is left."),
        Permission::SettingsManage => ("Change settings", "The organization's name and settings."),
        Permission::AuditRead => ("Read the audit log", "Who changed what, and when."),
        Permission::IntegrationsManage => {
            ("Manage integrations", "API keys, provisioning, single sign-on and webhooks.")
        }
        Permission::OrganizationOwn => ("Own the organization", "Hand it over to somebody else, or end it."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_is_in_one_group() {
        let mut shown: Vec<Permission> = GROUPS.iter().flat_map(|group| group.permissions).copied().collect();
        shown.sort_unstable();
        assert_eq!(shown, Permission::ALL);
    }
}
