//! A list of people that a user keeps under a name.

use domain::{Name, OrgId, SavedViewId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

/// A list of people that a user keeps under a name.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_views")]
pub struct Model {
    /// Of which organization's people.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SavedViewId,
    /// What they call it.
    pub name: Name,
    /// The name, folded: no two of theirs are the same.
    pub name_key: String,
    /// What it shows.
    pub query: String,
    /// More people than that ring.
    pub alarm_above: Option<i64>,
    /// Since when it rings.
    pub rings_since: Option<Timestamp>,
    /// The number of the organization's last event when its alarm was last looked after.
    pub looked_seq: i64,
    /// When that was.
    pub looked_at: Timestamp,
    /// When it was saved first.
    pub created_at: Timestamp,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
