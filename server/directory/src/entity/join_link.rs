//! A single-use link that proves the address of somebody who asks to join.

use domain::{EmailAddress, Name, OrgId, Timestamp};
use sea_orm::entity::prelude::*;

/// A single-use link that proves the address of somebody who asks to join.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "join_links")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// Which organization they ask.
    pub org_id: OrgId,
    /// The address that it went to.
    pub email: EmailAddress,
    /// What they call themselves.
    pub name: Name,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When it was used or ended.
    pub used_at: Option<Timestamp>,
}

/// References are kept by the database's foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
