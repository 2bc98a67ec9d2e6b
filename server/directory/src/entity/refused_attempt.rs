//! An attempt that was refused. Append-only.

use domain::{AccountId, Door, OrgId, Timestamp};
use sea_orm::entity::prelude::*;

/// An attempt that was refused. Append-only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refused_attempts")]
pub struct Model {
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Where.
    pub org_id: Option<OrgId>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub account_id: Option<AccountId>,
    /// By which way.
    pub door: Door,
    /// What was tried.
    pub action: String,
    /// On what.
    pub subject: String,
    /// Why it was refused.
    pub code: String,
    /// From where.
    pub ip: Option<String>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
