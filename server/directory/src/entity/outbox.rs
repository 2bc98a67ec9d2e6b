//! A mail that waits, or waited, to be sent.

use crate::outbox::Topic;
use domain::{EmailAddress, InvitationId, MessageId, OrgId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

/// A mail that waits, or waited, to be sent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MessageId,
    /// Of which organization.
    pub org_id: Option<OrgId>,
    /// Of which invitation.
    pub invitation_id: Option<InvitationId>,
    /// About which user.
    pub user_id: Option<UserId>,
    /// What it is about, where what is done later can take it back.
    pub topic: Option<Topic>,
    /// To whom.
    pub recipient: EmailAddress,
    /// What it says, as JSON, without its secret.
    pub message: String,
    /// The link's token, sealed; wiped once sent.
    pub sealed: Option<Vec<u8>>,
    /// The Message-ID of every try.
    pub message_id: String,
    /// `waiting`, `sent`, `failed` or `withdrawn`.
    pub state: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it is to be tried next.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub attempts: i32,
    /// Until when a worker has it.
    pub lease_until: Option<Timestamp>,
    /// Which worker's try.
    pub lease: Option<Uuid>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it was sent or given up.
    pub done_at: Option<Timestamp>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
