//! A way to prove who one is.

use domain::{AccountId, Timestamp};
use sea_orm::entity::prelude::*;

/// A way to prove who one is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credentials")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// `password`, `totp`. Passkeys are apart: an account has several.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Of a password the hash, in PHC form; of `totp` the key, sealed with the installation's.
    pub secret: String,
    /// When it was last set.
    pub changed_at: Timestamp,
    /// Of `totp`, the last time step whose code was taken: no code of it or before is taken again.
    pub used_step: Option<i64>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
