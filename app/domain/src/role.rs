//! Roles: named sets of permissions. They are rows, so that organizations can add their own.

use crate::{Name, Permission, Permissions, RoleId};
use serde::{Deserialize, Serialize};

/// The most roles an organization can have.
pub const ROLES_MAX: usize = 250;

/// The names of the built-in roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "sea-orm", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum RoleKey {
    /// May do everything. An organization always has an active one.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "owner"))]
    Owner,
    /// Manages people, teams and settings, but neither seats nor ownership.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "admin"))]
    Admin,
    /// Manages the people of the teams they own.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "team_owner"))]
    TeamOwner,
    /// Uses what the organization offers.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "member"))]
    Member,
}

impl RoleKey {
    /// All of them, the mightiest first.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Admin, Self::TeamOwner, Self::Member];

    /// The name in English, as stored.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Admin => "Admin",
            Self::TeamOwner => "Team owner",
            Self::Member => "Member",
        }
    }

    /// The name in URLs, exports and on the command line.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::TeamOwner => "team-owner",
            Self::Member => "member",
        }
    }

    /// What the role allows.
    #[must_use]
    pub const fn permissions(self) -> Permissions {
        match self {
            Self::Owner => Permissions::ALL,
            Self::Admin => {
                Permissions::ALL.without(Permissions::of(&[Permission::SeatsManage, Permission::OrganizationOwn]))
            }
            Self::TeamOwner => Permissions::of(&[Permission::TeamsManageOwn]),
            Self::Member => Permissions::NONE,
        }
    }
}

/// What can be set of a custom role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleShape {
    /// What it is called; unique in the organization, whatever the case.
    pub name: Name,
    /// What it allows.
    pub permissions: Permissions,
}

/// A role of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Which one.
    pub id: RoleId,
    /// The built-in role it is; `None` for a custom one.
    pub key: Option<RoleKey>,
    /// What it is called.
    pub name: Name,
    /// What it stands as in URLs: stable, unique in the organization.
    pub slug: String,
    /// What it allows.
    pub permissions: Permissions,
}

impl Role {
    /// Whether this is the built-in Owner.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.key == Some(RoleKey::Owner)
    }

    /// What can be set of it.
    #[must_use]
    pub fn shape(&self) -> RoleShape {
        RoleShape { name: self.name.clone(), permissions: self.permissions }
    }

    /// Whether its holders can own teams.
    #[must_use]
    pub fn can_own_teams(&self) -> bool {
        self.permissions.allow(Permission::TeamsManageOwn)
    }
}
