//! An organization.

use domain::{Name, OrgId, SeatPolicy, Timestamp};
use sea_orm::entity::prelude::*;

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organizations")]
pub struct Model {
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrgId,
    /// Its name in URLs.
    pub slug: String,
    /// What it is called.
    pub name: Name,
    /// How many seats; none is unlimited.
    pub seat_limit: Option<i64>,
    /// What happens when none is left.
    pub seat_policy: SeatPolicy,
    /// Whether people are told by mail what was done to them.
    pub tell_people: bool,
    /// The domains whose addresses may be invited, with spaces between.
    pub allowed_domains: String,
    /// Whether the invited are reminded.
    pub remind_invited: bool,
    /// Its own words for mails, as JSON by mail.
    pub mail_words: String,
    /// After how many days without them users are reminded; none is never.
    pub dormancy_remind: Option<i64>,
    /// After how many more days they are suspended.
    pub dormancy_suspend: Option<i64>,
    /// Since when that is so.
    pub dormancy_since: Option<Timestamp>,
    /// The event that last set what is done about users who do not come.
    pub dormancy_seq: i64,
    /// Whether somebody with an address of an allowed domain may ask to join.
    pub take_requests: bool,
    /// Whether nobody comes in without a second factor.
    pub require_second_factor: bool,
    /// The number of its last event.
    pub seq: i64,
    /// The event that last set the name.
    pub name_seq: i64,
    /// The event that last set the seat limit.
    pub seat_limit_seq: i64,
    /// The event that last set the seat policy.
    pub seat_policy_seq: i64,
    /// The event that last set whether people are told.
    pub tell_people_seq: i64,
    /// The event that last set the allowed domains.
    pub allowed_domains_seq: i64,
    /// The event that last set whether the invited are reminded.
    pub remind_invited_seq: i64,
    /// The events that last set the words of each mail, as JSON by mail.
    pub mail_words_seqs: String,
    /// The event that last set whether one may ask to join.
    pub take_requests_seq: i64,
    /// The event that last set whether it takes a second factor.
    pub require_second_factor_seq: i64,
    /// When it came to be.
    pub created_at: Timestamp,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
