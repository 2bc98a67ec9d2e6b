//! Whether the chain of the audit log holds.

use serde::{Deserialize, Serialize};

/// What does not fit at an event of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// No event has the number.
    #[error("is missing")]
    Missing,
    /// It does not follow the event before it: another hash stands there.
    #[error("does not follow the one before it: another hash stands there")]
    Link,
    /// Its hash is not the one of what it says.
    #[error("says something else than was hashed")]
    Hash,
    /// What it says cannot be read.
    #[error("cannot be read")]
    Unreadable,
    /// The kind beside it is not that of what it says.
    #[error("has another kind beside it than it says")]
    Kind,
    /// Whom it is said to be about is not whom it says.
    #[error("is said to be about somebody else than it says")]
    Subject,
    /// The personal texts beside it are not those that it was written with.
    #[error("has other personal texts beside it than it was written with")]
    Texts,
    /// It does not begin this organization's chain.
    #[error("begins the chain of another organization")]
    Organization,
    /// The organization has had no event of the number.
    #[error("is one too many: the organization has had fewer")]
    Beyond,
    /// It is not the event of the exported head.
    #[error("is not the one that the exported head names")]
    Head,
}

/// Where a chain does not hold. Nothing can be said of the events after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("event {seq} {flaw}")]
pub struct Broken {
    /// At the event of that number.
    pub seq: u64,
    /// What does not fit there.
    pub flaw: Flaw,
}

/// A chain that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The number of its last event.
    pub seq: u64,
    /// The hash of that event, as 64 hexadecimal digits.
    pub hash: String,
    /// How many events have had their personal texts erased.
    pub erased: u64,
}

/// How a check of a chain stands, as the browser's worker tells its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// It goes on.
    Going {
        /// The number of the last event that was checked.
        done: u64,
        /// The number of the organization's last event.
        all: u64,
    },
    /// The chain holds.
    Holds(Checked),
    /// It does not.
    Broken(Broken),
    /// The events could not be read to the end.
    Failed,
}
