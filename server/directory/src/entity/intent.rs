//! What a command from outside was answered, for repeats of it.

use domain::{CommandId, OrgId, Timestamp};
use sea_orm::entity::prelude::*;

/// What a command from outside was answered, for repeats of it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "intents")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor: String,
    /// The intent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CommandId,
    /// Where.
    pub org_id: Option<OrgId>,
    /// SHA-256 of what was asked.
    pub body_hash: Vec<u8>,
    /// The answer as JSON, without secrets.
    pub answer: String,
    /// The secrets in it, sealed.
    pub sealed: Option<Vec<u8>>,
    /// When.
    pub at: Timestamp,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
