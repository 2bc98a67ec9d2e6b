//! Invitations: an address, a role, teams and a date, holding a seat until accepted, revoked or out of date.

use crate::{
    AccountId, BundleId, DAY_MS, EmailAddress, InvitationId, Name, RequestState, RoleId, Status, TeamId, Timestamp,
    UserId,
};
use serde::{Deserialize, Serialize};

/// How long an invitation is good for unless said otherwise, in days.
pub const INVITATION_DAYS: u32 = 7;
/// The longest an invitation can be good for, in days.
pub const INVITATION_DAYS_MAX: u32 = 30;
/// The most addresses invited at once.
pub const ADDRESSES_MAX: usize = 1_000;
/// The shortest time between two sendings of one invitation, in ms.
pub const RESEND_AFTER_MS: i64 = 60_000;

/// So many days after it was sent, whoever has not accepted an invitation is reminded.
pub const REMIND_INVITED_DAYS: [i64; 2] = [2, 5];

/// What is stored of an invitation's standing; being out of date is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "sea-orm", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Waits to be accepted.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "open"))]
    Open,
    /// Became a user.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "accepted"))]
    Accepted,
    /// Taken back.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "revoked"))]
    Revoked,
}

/// How far the mail of an invitation has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "sea-orm", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// No mail server: the link is handed over by hand.
    #[default]
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "none"))]
    None,
    /// Waits in the outbox.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "queued"))]
    Queued,
    /// The mail server took it.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "sent"))]
    Sent,
    /// The mail server refused it for good.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "refused"))]
    Refused,
    /// The accept page asked about it.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "opened"))]
    Opened,
}

/// An invitation as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Which one.
    pub id: InvitationId,
    /// Whom it is for.
    pub email: EmailAddress,
    /// Their name, where the admin gave one.
    pub name: Option<Name>,
    /// The role they will have.
    pub role: RoleId,
    /// The teams they will be in.
    pub teams: Vec<TeamId>,
    /// Who invited; `None` for the operator and the system.
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
    /// The event that last changed it.
    pub seq: u64,
    /// How many of its reminders are over, written or passed over; sending it again begins anew.
    #[serde(default)]
    pub reminded: u32,
    /// Its place in line while it waits for a seat: the number of the event that put it there.
    #[serde(default)]
    pub place: Option<u64>,
    /// How far the request has come that it began as; `None` where somebody was invited without having asked.
    #[serde(default)]
    pub request: Option<RequestState>,
    /// How many days after joining their access ends; `None` for no end.
    #[serde(default)]
    pub access_days: Option<u32>,
    /// The bundle that it was sent with; one that is not there any more is none.
    #[serde(default)]
    pub bundle: Option<BundleId>,
}

/// When an invitation was sent, and how many of its reminders are over since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Its reminders that are over, written or passed over.
    pub reminded: u32,
}

/// An account takes up an invitation. The caller has checked the link and that the account's address is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accept {
    /// Which invitation.
    pub invitation: InvitationId,
    /// By whom.
    pub account: AccountId,
    /// The account's name.
    pub name: Name,
    /// The account's verified address.
    pub email: EmailAddress,
    /// Whether the account takes a second factor.
    pub second_factor: bool,
}

impl Invitation {
    /// What the list says of it at `now`; `None` once it is accepted or revoked, or a request whose days are over.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> Option<Status> {
        match self.state {
            InvitationState::Open if self.is_request() => (self.expires_at > now).then_some(Status::Requested),
            // Its days begin when it is sent.
            InvitationState::Open if self.place.is_some() => Some(Status::Waiting),
            InvitationState::Open if self.expires_at > now => Some(Status::Invited),
            InvitationState::Open => Some(Status::Expired),
            InvitationState::Accepted | InvitationState::Revoked => None,
        }
    }

    /// Whether it can be accepted at `now`.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.status(now) == Some(Status::Invited)
    }

    /// Whether it can be accepted at `now`, or will be sent once there is a seat.
    #[must_use]
    pub fn is_pending(&self, now: Timestamp) -> bool {
        matches!(self.status(now), Some(Status::Invited | Status::Waiting))
    }

    /// How many reminders will be over once one is written at `now`; `None` where none is due: that of a day that was
    /// missed is written later, two that were missed are one, and after its date there is none. Whom no mail has
    /// reached is not reminded by one.
    #[must_use]
    pub fn reminder_due(&self, now: Timestamp) -> Option<u32> {
        let past = REMIND_INVITED_DAYS.iter().filter(|&&days| self.sent_at.plus_days(days) <= now).count();
        let past = u32::try_from(past).unwrap_or(u32::MAX);
        let reached = !matches!(self.delivery, Delivery::None | Delivery::Refused);
        (past > self.reminded && reached && self.is_open(now)).then_some(past)
    }

    /// For how many days it is good each time it is sent.
    #[must_use]
    pub fn days(&self) -> u32 {
        let days = (self.expires_at.since(self.sent_at) + DAY_MS / 2) / DAY_MS;
        u32::try_from(days).unwrap_or(INVITATION_DAYS).clamp(1, INVITATION_DAYS_MAX)
    }

    /// The name the list shows: the address where there is none.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        self.name.as_ref().map_or_else(|| self.email.as_str(), Name::as_str)
    }
}
