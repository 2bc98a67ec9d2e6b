//! A passkey of an account.

use domain::{AccountId, Name, PasskeyId, Timestamp};
use sea_orm::entity::prelude::*;

/// A passkey of an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PasskeyId,
    /// Whose.
    pub account_id: AccountId,
    /// What the authenticator calls it: no two have the same.
    pub credential_id: Vec<u8>,
    /// What its owner calls it.
    pub name: Name,
    /// What WebAuthn has to know of it, its public key and counter among it, as JSON.
    pub credential: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When somebody last signed in with it.
    pub last_used_at: Option<Timestamp>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
