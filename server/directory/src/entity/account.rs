//! A person's sign-in, global to the installation.

use domain::{AccountId, EmailAddress, Name, Timestamp};
use sea_orm::entity::prelude::*;

/// A person's sign-in, global to the installation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    /// The verified address, in normal form.
    pub email: EmailAddress,
    /// The address as it was typed.
    pub email_typed: String,
    /// The name.
    pub name: Name,
    /// Language of pages and mails.
    pub language: String,
    /// Choices of the person, as JSON.
    pub preferences: String,
    /// When it came to be.
    pub created_at: Timestamp,
    /// Sessions from before are over.
    pub signed_out_at: Option<Timestamp>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
