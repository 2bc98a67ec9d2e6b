//! Words of the Roles page.

use domain::{Permission, RoleKey};

/// Its heading and title.
pub const TITLE: &str = "Roles";
/// What it shows.
pub const ABOUT: &str =
    "What each role allows. The built-in roles are the same in every organization and cannot be changed.";
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
