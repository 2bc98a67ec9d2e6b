//! A single-use secret that is about an account: a link to set up, to reset, of a new address; a sign-in that waits for its
//! second step.

use domain::{AccountId, EmailAddress, Timestamp};
use sea_orm::entity::prelude::*;

/// A single-use secret that is about an account: a link to set up, to reset, of a new address; a sign-in that waits for its
/// second step.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_tokens")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// What alone it is good for.
    pub purpose: String,
    /// Whose; none for the set-up link.
    pub account_id: Option<AccountId>,
    /// The address that it verifies.
    pub email: Option<EmailAddress>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When it was used or ended.
    pub used_at: Option<Timestamp>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
