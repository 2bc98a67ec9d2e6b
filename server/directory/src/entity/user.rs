//! A user of an organization.

use domain::{AccountId, BundleId, EmailAddress, Name, OrgId, RoleId, Timestamp, UserId, UserState};
use sea_orm::entity::prelude::*;

/// A user of an organization.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// Where.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// Whose sign-in.
    pub account_id: AccountId,
    /// The role as stored.
    pub role_id: RoleId,
    /// The organization's copy of the name.
    pub name: Name,
    /// The organization's copy of the address.
    pub email: EmailAddress,
    /// The standing as stored.
    pub state: UserState,
    /// When they joined.
    pub joined_at: Timestamp,
    /// When their access ends.
    pub ends_at: Option<Timestamp>,
    /// Until when the role counts.
    pub role_until: Option<Timestamp>,
    /// Which role counts then.
    pub role_after: Option<RoleId>,
    /// When they were last seen, to the minute.
    pub last_active: Option<Timestamp>,
    /// When they were removed.
    pub removed_at: Option<Timestamp>,
    /// Sessions from before do not reach this organization.
    pub signed_out_at: Option<Timestamp>,
    /// Who invited them.
    pub invited_by: Option<UserId>,
    /// The event that last set the role.
    pub role_seq: i64,
    /// The event that last changed the teams.
    pub teams_seq: i64,
    /// The event that last set the status.
    pub status_seq: i64,
    /// The event that last set the end date.
    pub ends_seq: i64,
    /// When the mail about this end date was written.
    pub end_told_at: Option<Timestamp>,
    /// When the mail about it to who set it was written.
    pub end_setter_told_at: Option<Timestamp>,
    /// When their access was last given back.
    pub awake_at: Option<Timestamp>,
    /// When they are suspended for not having come: kept by `dormancy::keep`.
    pub dormant_at: Option<Timestamp>,
    /// Of which such moment they were told.
    pub dormancy_told: Option<Timestamp>,
    /// The bundle that they came by.
    pub bundle_id: Option<BundleId>,
    /// Whether the account takes a second factor: written with each change of that.
    pub second_factor: bool,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
