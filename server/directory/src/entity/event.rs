//! An event of an organization. Append-only.

use domain::{CommandId, Door, OrgId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

/// An event of an organization. Append-only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    /// Where.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// Its number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// `user`, `operator` or `system`.
    pub actor_kind: String,
    /// Which user.
    pub actor_id: Option<UserId>,
    /// By which way.
    pub door: Door,
    /// What, by name.
    pub kind: String,
    /// The form of `body`.
    pub schema_version: i32,
    /// What kind of thing it is about.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// The command that caused it.
    pub command_id: CommandId,
    /// What, as JSON, with commitments for personal texts.
    pub body: String,
    /// Those texts with their salts; gone when erased.
    pub personal: Option<String>,
    /// From where, as a commitment to what stands last in `personal`; of before 2026-11-27, the address itself.
    pub ip: Option<String>,
    /// The hash of the event before.
    pub previous_hash: Vec<u8>,
    /// SHA-256 over it and the one before.
    pub hash: Vec<u8>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
