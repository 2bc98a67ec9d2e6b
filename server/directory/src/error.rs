//! What a use case can fail with.

use crate::Secret;
use domain::{Clash, Refusal};
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr};

/// A use case's outcome.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use case did nothing. Doors word it; causes go to the log.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such thing, or the caller may not know of it.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, or the session is over.
    #[error("not signed in")]
    SignedOut,
    /// It is grave, and whoever asks has not just shown who they are: sign in again, then send the same again.
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
    /// The address or the password is wrong, or may not sign in: deliberately not said which.
    #[error("wrong address or password")]
    WrongCredentials,
    /// The password was right, and the account takes a second factor: there is no session yet. Whoever does not go on with
    /// that step is not signed in.
    #[error("a second factor is asked for")]
    SecondFactor {
        /// The token of the step that waits.
        step: Secret,
    },
    /// Too many tries, or too many at once: come back later.
    #[error("try again in {retry_after_ms} ms")]
    Busy {
        /// How long to wait, in ms.
        retry_after_ms: u32,
    },
    /// A link that was good once and is over.
    #[error("the link is over")]
    LinkOver,
    /// A text or number outside its bounds, by field.
    #[error("{field}: {reason}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What is wrong with it, with the limit.
        reason: String,
    },
    /// A file that is no list that can be read.
    #[error("{0}")]
    Unreadable(#[from] domain::Unreadable),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(DbErr),
    /// There is no room on the database's disk. Nothing was changed.
    #[error("no room on the database's disk: nothing was changed")]
    DiskFull,
    /// Something stored cannot be read back.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// A task of the service's own broke.
    #[error("an internal task failed: {0}")]
    Internal(String),
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_disk_full(&error) { Self::DiskFull } else { Self::Database(error) }
    }
}

/// SQLite's `SQLITE_FULL`, PostgreSQL's `disk_full`.
fn is_disk_full(error: &DbErr) -> bool {
    let (DbErr::Exec(error) | DbErr::Query(error) | DbErr::Conn(error)) = error else { return false };
    let RuntimeErr::SqlxError(error) = error else { return false };
    let code = error.as_database_error().and_then(DatabaseError::code);
    matches!(code.as_deref(), Some("13" | "53100"))
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::NotFound,
            refusal => Self::Refused { refusal, clash: None },
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error.to_string())
    }
}
