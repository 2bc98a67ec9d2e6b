//! A signed-in browser.

use domain::{AccountId, SessionId, Timestamp};
use sea_orm::entity::prelude::*;

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// Whose.
    pub account_id: AccountId,
    /// SHA-256 of the cookie's token.
    pub token_hash: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When a credential was last shown.
    pub authenticated_at: Timestamp,
    /// `password`, or `second_factor` where that was shown, too.
    pub auth_level: String,
    /// From where.
    pub ip: Option<String>,
    /// The browser's name for itself.
    pub agent: Option<String>,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
