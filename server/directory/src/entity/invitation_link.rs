//! A link of an invitation; there can be several.

use domain::{InvitationId, LinkId, OrgId, Timestamp};
use sea_orm::entity::prelude::*;

/// A link of an invitation; there can be several.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation_links")]
pub struct Model {
    /// Where.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LinkId,
    /// Of which invitation.
    pub invitation_id: InvitationId,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stopped being good.
    pub ended_at: Option<Timestamp>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
