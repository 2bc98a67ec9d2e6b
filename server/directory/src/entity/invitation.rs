//! An invitation.

use domain::{
    BundleId, Delivery, EmailAddress, InvitationId, InvitationState, Name, Note, OrgId, RequestState, RoleId,
    Timestamp, UserId,
};
use sea_orm::entity::prelude::*;

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    /// Where.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    /// Whom it is for.
    pub email: EmailAddress,
    /// Their name, where given.
    pub name: Option<Name>,
    /// The role they will have.
    pub role_id: RoleId,
    /// Who invited.
    pub invited_by: Option<UserId>,
    /// When it was first sent.
    pub created_at: Timestamp,
    /// When it was last sent.
    pub sent_at: Timestamp,
    /// When it goes out of date.
    pub expires_at: Timestamp,
    /// The standing as stored.
    pub state: InvitationState,
    /// How far its mail has come.
    pub delivery: Delivery,
    /// What the mail server said when it refused.
    pub delivery_note: Option<String>,
    /// When it came that far, where nobody's command made it so.
    pub delivery_at: Option<Timestamp>,
    /// The personal note.
    pub note: Option<Note>,
    /// The event that last changed it.
    pub seq: i64,
    /// How many of its reminders are over.
    pub reminded: i32,
    /// Its place in line while it waits for a seat: the number of the event that put it there.
    pub queue_place: Option<i64>,
    /// How far the request has come that it began as; none where somebody was invited without having asked.
    pub request: Option<RequestState>,
    /// How many days after joining their access ends.
    pub access_days: Option<i64>,
    /// The bundle that it was sent with.
    pub bundle_id: Option<BundleId>,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
