//! A role of an organization.

use domain::{Name, OrgId, RoleId, RoleKey};
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
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
