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
    /// `password`; later `totp`, `passkey`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The hash, in PHC form for passwords.
    pub secret: String,
    /// When it was last set.
    pub changed_at: Timestamp,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
