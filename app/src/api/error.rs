//! What a server function fails with: one closed list, that the page acts on and [`ApiError::status`] turns
//! into HTTP.

use domain::{Clash, Refusal};
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function did nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// No such thing, or the caller may not know of it.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, or the session is over: sign in, then send the same again.
    #[error("not signed in")]
    SignedOut,
    /// It is grave: whoever asks shows anew who they are, then sends the same again.
    #[error("show again who you are")]
    ProveAgain,
    /// The rules refuse it.
    #[error("{refusal}")]
    Refused {
        /// Why.
        refusal: Refusal,
        /// In a clash: who was first.
        clash: Option<Clash>,
    },
    /// The intent's id was used before, for something else.
    #[error("this intent was used for something else")]
    IntentReused,
    /// Its sender cancelled it. Nothing was changed.
    #[error("cancelled: nothing was changed")]
    Cancelled,
    /// The address or the password is wrong, or may not sign in; it is not said which.
    #[error("wrong address or password")]
    WrongCredentials,
    /// Too many tries, or too many at once.
    #[error("try again in {retry_after_ms} ms")]
    Busy {
        /// How long to wait, in ms.
        retry_after_ms: u32,
    },
    /// A link that was good once and is over.
    #[error("the link is over")]
    LinkOver,
    /// A text or a number outside its bounds.
    #[error("{field}: {reason}")]
    Invalid {
        /// Which field.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
    /// What was sent is not what the function takes.
    #[error("not understood: {reason}")]
    NotUnderstood {
        /// What is wrong with it.
        reason: String,
    },
    /// The door does not take this kind of request: another site's, another method's, another format's, too large.
    #[error("not taken here")]
    NotTaken,
    /// The server failed. The number finds the cause in its log.
    #[error("the server failed (request {request})")]
    Failed {
        /// The request's number.
        request: String,
    },
    /// There is no room on the server's disk. Nothing was changed; what is there can be read.
    #[error("no room on the server's disk")]
    DiskFull,
    /// The server was not reached, or what came back was not its answer. Only the browser says this.
    #[error("no answer from the server")]
    Offline,
}

impl ApiError {
    /// In a clash, the number of the event that was first.
    #[must_use]
    pub fn clash(&self) -> Option<u64> {
        match self {
            Self::Refused { refusal: Refusal::Clash { seq, .. }, .. } => Some(*seq),
            _ => None,
        }
    }

    /// Whether the server looked and said no: things may stand otherwise than the page shows.
    #[must_use]
    pub fn is_no(&self) -> bool {
        matches!(self, Self::NotFound | Self::Refused { .. })
    }

    /// The HTTP status that goes with it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::SignedOut | Self::ProveAgain | Self::WrongCredentials => 401,
            Self::Refused { refusal, .. } => status_of(refusal),
            Self::Cancelled => 409,
            Self::IntentReused | Self::Invalid { .. } | Self::NotUnderstood { .. } => 422,
            Self::Busy { .. } => 429,
            Self::LinkOver => 410,
            Self::NotTaken => 403,
            Self::Failed { .. } => 500,
            Self::Offline => 503,
            Self::DiskFull => 507,
        }
    }
}

/// 403: the actor may not. 409: not as things stand. 410: the invitation is over. 422: the command is no good. 428: not
/// before they have a second factor.
fn status_of(refusal: &Refusal) -> u16 {
    match refusal {
        Refusal::NotFound => 404,
        Refusal::NotAllowed { .. }
        | Refusal::RoleAboveYours { .. }
        | Refusal::PersonAboveYours { .. }
        | Refusal::OwnRow
        | Refusal::BuiltInRole
        | Refusal::OwnRole
        | Refusal::OwnTeamsOnly
        | Refusal::MembersOnly
        | Refusal::NotOwnerForGood
        | Refusal::InvitationForAnother
        | Refusal::SeesAs => 403,
        // A status of its own: a page that meets it leads to where that is mended, and 403 may be anybody's on the way.
        Refusal::NeedsSecondFactor => 428,
        Refusal::LastOwner
        | Refusal::WrongStatus { .. }
        | Refusal::NoSeat { .. }
        | Refusal::Clash { .. }
        | Refusal::AlreadyUser
        | Refusal::AlreadyInvited
        | Refusal::IsSuspended
        | Refusal::IsRemoved { .. }
        | Refusal::TooLateToRestore
        | Refusal::RoleCannotOwnTeams
        | Refusal::NotInTeam
        | Refusal::TeamNameTaken
        | Refusal::RoleNameTaken
        | Refusal::BundleNameTaken
        | Refusal::RoleInUse { .. }
        | Refusal::TooSoon { .. }
        | Refusal::NotUndoable
        | Refusal::NoMailServer
        | Refusal::ViewNameTaken
        | Refusal::DomainNotAllowed
        | Refusal::HasAsked
        | Refusal::RequestOver
        | Refusal::NoRequests
        | Refusal::RequestsNeedDomain => 409,
        Refusal::InvitationExpired | Refusal::InvitationUsed | Refusal::InvitationRevoked | Refusal::InviterMayNot => {
            410
        }
        Refusal::BadAddress { .. }
        | Refusal::UnknownPlaceholder(_)
        | Refusal::DoubleAddress
        | Refusal::UnknownRole
        | Refusal::UnknownTeam
        | Refusal::UnknownBundle
        | Refusal::BadText { .. }
        | Refusal::OutOfRange { .. }
        | Refusal::TooMany { .. }
        | Refusal::Empty { .. }
        | Refusal::DatePast { .. }
        | Refusal::DateTooFar { .. }
        | Refusal::DayAhead
        | Refusal::BeforeOrganization { .. }
        | Refusal::DaysReversed => 422,
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            #[cfg(feature = "ssr")]
            ServerFnErrorErr::Deserialization(reason)
            | ServerFnErrorErr::Args(reason)
            | ServerFnErrorErr::MissingArg(reason) => {
                // It may repeat what was sent, at any length.
                Self::NotUnderstood { reason: reason.chars().take(300).collect() }
            }
            _ => Self::Offline,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<directory::Error> for ApiError {
    fn from(error: directory::Error) -> Self {
        use directory::Error;
        match error {
            Error::NotFound => Self::NotFound,
            Error::SignedOut => Self::SignedOut,
            Error::ProveAgain => Self::ProveAgain,
            Error::Refused { refusal, clash } => Self::Refused { refusal, clash },
            Error::IntentReused => Self::IntentReused,
            Error::Cancelled => Self::Cancelled,
            // A door that knows of the step takes it before.
            Error::WrongCredentials | Error::SecondFactor { .. } => Self::WrongCredentials,
            Error::Busy { retry_after_ms } => Self::Busy { retry_after_ms },
            Error::LinkOver => Self::LinkOver,
            Error::Invalid { field, reason } => Self::Invalid { field: field.to_owned(), reason },
            Error::Unreadable(why) => Self::Invalid { field: "file".to_owned(), reason: why.to_string() },
            Error::DiskFull => {
                tracing::error!("there is no room on the database's disk");
                Self::DiskFull
            }
            Error::Database(_) | Error::Corrupt(_) | Error::Internal(_) => {
                let request = super::context::request_number();
                tracing::error!(%request, %error, "a server function failed");
                Self::Failed { request }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Permission, Permissions};

    #[test]
    fn errors_travel_as_json_and_back() {
        let refused = ApiError::Refused {
            refusal: Refusal::RoleAboveYours { missing: Permissions::of(&[Permission::SeatsManage]) },
            clash: None,
        };
        for error in [refused, ApiError::NotFound, ApiError::Busy { retry_after_ms: 1_500 }] {
            assert_eq!(ApiError::de(error.ser()), error);
        }
        let json = String::from_utf8(ApiError::SignedOut.ser().to_vec());
        assert_eq!(json.as_deref(), Ok("\"signed_out\""));
    }
}
