//! A role of an organization.

use domain::{Name, OrgId, RoleId, RoleKey, Timestamp};
use sea_orm::entity::prelude::*;

/// A role of an organization.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roles")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleId,
    /// The built-in role it is.
    pub builtin: Option<RoleKey>,
    /// What it is called.
    pub name: Name,
    /// Its name in URLs.
    pub slug: String,
    /// What it allows, as bits.
    pub permissions: i64,
    /// The event that last set the name.
    pub name_seq: i64,
    /// The event that last set what it allows.
    pub permissions_seq: i64,
    /// When it was deleted: what is over still refers to it.
    pub deleted_at: Option<Timestamp>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
