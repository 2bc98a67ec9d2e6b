//! Users: an account's membership in one organization.

use crate::{AccountId, BundleId, EmailAddress, Name, RoleId, TeamLink, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// How long a removed user can be restored, in days.
pub const RESTORE_DAYS: i64 = 90;
/// So many days before, people are told that their access ends.
pub const REMIND_DAYS: i64 = 7;
/// How far ahead an end date, or that of a temporary role, can be: ten years, in days.
pub const DATE_DAYS_MAX: i64 = 3_652;

/// What is stored of a user's standing; [`User::status`] tells what it means at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "sea-orm", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum UserState {
    /// Can sign in.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "active"))]
    Active,
    /// Cannot sign in, everything kept.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "suspended"))]
    Suspended,
    /// Gone, restorable for 90 days.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "removed"))]
    Removed,
}

/// What the Status column says of a row at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A user who can sign in.
    Active,
    /// An open invitation.
    Invited,
    /// An invitation that waits for a seat.
    Waiting,
    /// Somebody asks to join.
    Requested,
    /// An invitation past its date.
    Expired,
    /// A user who cannot sign in for now.
    Suspended,
    /// A user past their end date.
    Ended,
    /// A user who was removed and can be restored.
    Removed,
}

impl Status {
    /// All of them, in the order the filter shows.
    pub const ALL: [Self; 8] = [
        Self::Active,
        Self::Invited,
        Self::Waiting,
        Self::Requested,
        Self::Expired,
        Self::Suspended,
        Self::Ended,
        Self::Removed,
    ];

    /// The name in URLs and exports.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Invited => "invited",
            Self::Waiting => "waiting",
            Self::Requested => "requested",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
            Self::Removed => "removed",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.slug() == slug)
    }

    /// Whether a row of this status takes a seat.
    #[must_use]
    pub const fn holds_seat(self) -> bool {
        matches!(self, Self::Active | Self::Invited)
    }
}

/// A role as somebody holds it: for good, or until a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HeldRole {
    /// Which one.
    pub role: RoleId,
    /// When it ends by itself, if it does.
    pub term: Option<RoleTerm>,
}

/// The end of a temporary role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RoleTerm {
    /// Until when it counts.
    pub until: Timestamp,
    /// Which role counts from then on.
    pub then: RoleId,
}

impl HeldRole {
    /// A role for good.
    #[must_use]
    pub const fn lasting(role: RoleId) -> Self {
        Self { role, term: None }
    }

    /// The role that they have for good, sooner or later.
    #[must_use]
    pub fn in_the_end(self) -> RoleId {
        self.term.map_or(self.role, |term| term.then)
    }
}

/// A user as stored, with the event numbers that last set each editable field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Which one.
    pub id: UserId,
    /// Whose sign-in it is.
    pub account: AccountId,
    /// The organization's own copy of the name.
    pub name: Name,
    /// The organization's own copy of the address.
    pub email: EmailAddress,
    /// The role as stored; [`User::effective_role`] tells which one counts.
    pub role: RoleId,
    /// The teams, in no order.
    pub teams: Vec<TeamLink>,
    /// The standing as stored.
    pub state: UserState,
    /// When they joined.
    pub joined_at: Timestamp,
    /// When their access ends, if it does.
    pub ends_at: Option<Timestamp>,
    /// Until when `role` counts, if it is temporary.
    pub role_until: Option<Timestamp>,
    /// Which role counts once `role_until` is past.
    pub role_after: Option<RoleId>,
    /// When they were last seen, to the minute.
    pub last_active: Option<Timestamp>,
    /// When they were removed.
    pub removed_at: Option<Timestamp>,
    /// Who invited them.
    pub invited_by: Option<UserId>,
    /// The event that last set the role.
    pub role_seq: u64,
    /// The event that last changed the teams.
    pub teams_seq: u64,
    /// The event that last set the status.
    pub status_seq: u64,
    /// The event that last set the end date. Zero is from before it was kept.
    #[serde(default)]
    pub ends_seq: u64,
    /// When they are suspended for not having come, as the rule of their organization has it now: no event knows of it.
    #[serde(skip)]
    pub dormant_at: Option<Timestamp>,
    /// The bundle that they came by; one that is not there any more is none.
    #[serde(default)]
    pub bundle: Option<BundleId>,
    /// Whether their account takes a second factor.
    #[serde(default)]
    pub second_factor: bool,
}

impl User {
    /// What they are at `now`: a date ends access without any job having to run.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> Status {
        match self.state {
            UserState::Removed => Status::Removed,
            _ if self.ends_at.is_some_and(|end| end <= now) => Status::Ended,
            UserState::Active if !self.is_dormant(now) => Status::Active,
            UserState::Active | UserState::Suspended => Status::Suspended,
        }
    }

    /// Whether they have not come for so long that it suspends them, and nobody has written that down yet.
    #[must_use]
    pub fn is_dormant(&self, now: Timestamp) -> bool {
        let ended = self.ends_at.is_some_and(|end| end <= now);
        self.state == UserState::Active && !ended && self.dormant_at.is_some_and(|at| at <= now)
    }

    /// Whether they can sign in at `now`.
    #[must_use]
    pub fn is_active(&self, now: Timestamp) -> bool {
        self.status(now) == Status::Active
    }

    /// The role that counts at `now`.
    #[must_use]
    pub fn effective_role(&self, now: Timestamp) -> RoleId {
        self.held_role(now).role
    }

    /// The role that counts at `now`, and how long it will: a temporary one that is over is not temporary any more.
    #[must_use]
    pub fn held_role(&self, now: Timestamp) -> HeldRole {
        match self.stored_role() {
            HeldRole { term: Some(term), .. } if term.until <= now => HeldRole::lasting(term.then),
            held => held,
        }
    }

    /// The role as stored, its term over or not.
    #[must_use]
    pub fn stored_role(&self) -> HeldRole {
        let term = self.role_until.zip(self.role_after).map(|(until, then)| RoleTerm { until, then });
        HeldRole { role: self.role, term }
    }

    /// Sets the role as stored.
    pub fn store_role(&mut self, held: HeldRole) {
        self.role = held.role;
        (self.role_until, self.role_after) = held.term.map(|term| (term.until, term.then)).unzip();
    }

    /// Until when they can be restored; `None` unless removed.
    #[must_use]
    pub fn restorable_until(&self) -> Option<Timestamp> {
        self.removed_at.map(|at| at.plus_days(RESTORE_DAYS))
    }
}
