//! What is asked of inviting.

use crate::{BundleId, Name, Note, RoleId, TeamId};
use serde::{Deserialize, Serialize};

/// Invites people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// Whom, as typed; each gets its own result. At most 1,000.
    pub addresses: Vec<Addressee>,
    /// The role they will have.
    pub role: RoleId,
    /// The teams they will be in.
    pub teams: Vec<TeamId>,
    /// For how many days it is good: 1–30.
    pub days: u32,
    /// A personal note in the mail.
    pub note: Option<Note>,
    /// Of the addresses, those of removed users who are to start anew instead of being restored.
    #[serde(default)]
    pub start_fresh: Vec<String>,
    /// How many days after joining their access ends: 1 to [`crate::ACCESS_DAYS_MAX`]; `None` for no end.
    #[serde(default)]
    pub access_days: Option<u32>,
    /// The bundle that they are invited with, whatever of it was changed.
    #[serde(default)]
    pub bundle: Option<BundleId>,
}

/// Whom an invitation is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    /// The address as typed.
    pub email: String,
    /// The name that stood beside it, if one did.
    pub name: Option<Name>,
}
