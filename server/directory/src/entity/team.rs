//! A team of an organization.

use domain::{Name, OrgId, TeamId};
use sea_orm::entity::prelude::*;

/// A team of an organization.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "teams")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TeamId,
    /// What it is called.
    pub name: Name,
    /// The name in lower case, unique.
    pub name_key: String,
    /// Its name in URLs.
    pub slug: String,
    /// The event that last set the name.
    pub name_seq: i64,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
