//! Requests to join: somebody with an address of an allowed domain asks, and whoever may invite answers.

use crate::{EmailAddress, Invitation, Name};
use serde::{Deserialize, Serialize};

/// For so many days a request waits for an answer.
pub const REQUEST_DAYS: i64 = 30;

/// How far the request has come that an invitation began as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "sea-orm", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Nobody has said yes: it holds no seat and has no link.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "asked"))]
    Asked,
    /// Somebody said yes: it is an invitation like another.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "approved"))]
    Approved,
}

/// Somebody asks to join. The caller has made sure that the address is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskToJoin {
    /// What they call themselves.
    pub name: Name,
    /// Their address.
    pub email: EmailAddress,
}

impl Invitation {
    /// Whether it is a request that nobody has approved.
    #[must_use]
    pub fn is_request(&self) -> bool {
        self.request == Some(RequestState::Asked)
    }
}
