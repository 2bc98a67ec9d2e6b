//! Passkeys: keys that a device, or a password manager, keeps for an account. One signs in by itself, and is a second factor.

use crate::{Name, PasskeyId, Timestamp};
use serde::{Deserialize, Serialize};

/// The most passkeys of an account.
pub const PASSKEYS_MAX: u32 = 20;

/// A passkey as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// Which one.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: Name,
    /// When it was added.
    pub added_at: Timestamp,
    /// When somebody last signed in with it.
    pub last_used_at: Option<Timestamp>,
}

/// One's own passkeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkeys {
    /// Whether the installation's address has a host name: an IP address can have none.
    pub possible: bool,
    /// The passkeys, the first added first.
    pub list: Vec<Passkey>,
}

/// What a browser needs to make a passkey. Nothing is stored until it comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeySetUp {
    /// The options of `navigator.credentials.create`, as JSON (WebAuthn's own form).
    pub options: String,
    /// What the server has to know again, sealed: sent back with the passkey.
    pub sealed: String,
}

/// A passkey that was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyAdded {
    /// The passkey.
    pub passkey: Passkey,
    /// Fresh recovery codes, where it is the account's first second factor. They are shown once.
    pub codes: Vec<String>,
}
