//! A bundle.

use domain::{BundleId, Name, Note, OrgId, RoleId, Timestamp};
use sea_orm::entity::prelude::*;

/// A bundle.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bundles")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BundleId,
    /// What it is called.
    pub name: Name,
    /// The role that it gives.
    pub role_id: RoleId,
    /// How many days after joining access ends.
    pub access_days: Option<i64>,
    /// The personal note of an invitation with it.
    pub note: Option<Note>,
    /// The event that last set it.
    pub seq: i64,
    /// When it was deleted: whoever came by it still refers to it, so that Undo gives it back to them.
    pub deleted_at: Option<Timestamp>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
