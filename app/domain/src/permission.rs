//! The one list of permissions.

use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $code:literal)*) => {
        /// Something a role can allow.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Permission {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Permission {
            /// Every permission, in the order that the matrix shows them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code, as in exports and the audit log: `users.read`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

permissions! {
    /// See everybody in the organization.
    UsersRead = "users.read"
    /// Invite people; resend, copy and revoke invitations.
    UsersInvite = "users.invite"
    /// Change other people's roles.
    UsersSetRole = "users.set_role"
    /// Suspend and reactivate.
    UsersSuspend = "users.suspend"
    /// Remove people and restore them.
    UsersRemove = "users.remove"
    /// Sign other people out everywhere.
    UsersSignOut = "users.sign_out"
    /// Create, rename and delete teams; put anybody in any team.
    TeamsManage = "teams.manage"
    /// Manage the people of the teams one owns.
    TeamsManageOwn = "teams.manage_own"
    /// Create and change custom roles.
    RolesManage = "roles.manage"
    /// See how many seats there are and how many are used.
    SeatsRead = "seats.read"
    /// Change the seat limit and what happens at the limit.
    SeatsManage = "seats.manage"
    /// Change the organization's name and settings.
    SettingsManage = "settings.manage"
    /// Read the audit log.
    AuditRead = "audit.read"
    /// Manage API keys, provisioning, single sign-on and webhooks.
    IntegrationsManage = "integrations.manage"
    /// Own the organization: hand it over, end it.
    OrganizationOwn = "organization.own"
}

impl Permission {
    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of permissions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permissions(u32);

impl Permissions {
    /// No permission at all.
    pub const NONE: Self = Self(0);
    /// Every permission there is.
    pub const ALL: Self = Self((1 << Permission::ALL.len()) - 1);

    /// The set of these permissions.
    #[must_use]
    pub const fn of(list: &[Permission]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < list.len() {
            bits |= list[i].bit();
            i += 1;
        }
        Self(bits)
    }

    /// The set as stored; bits that name no permission are dropped.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// The set as it is stored.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether `permission` is in the set.
    #[must_use]
    pub const fn allow(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether every permission of `other` is in this set.
    #[must_use]
    pub const fn cover(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// What `other` holds and this set lacks.
    #[must_use]
    pub const fn lacking(self, other: Self) -> Self {
        Self(other.0 & !self.0)
    }

    /// The set with these permissions too.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets hold.
    #[must_use]
    pub const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The set without these permissions.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The permissions in the set, in order.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |&p| self.allow(p))
    }
}
