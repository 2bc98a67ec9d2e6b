//! An event as it is stored: a link of the chain.

use crate::{hexed, sha256};
use domain::{Actor, CommandId, PersonId, Subject, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What stands in the place of a hash before the first event.
pub const GENESIS: [u8; 32] = [0; 32];

/// An event as it is stored, with every column but its organization's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// `user`, `operator` or `system`.
    pub actor_kind: String,
    /// Which user.
    pub actor_id: Option<UserId>,
    /// By which way.
    pub door: String,
    /// What, by name.
    pub kind: String,
    /// The form of `body`.
    pub schema_version: i32,
    /// What kind of thing it is about.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// The command that caused it.
    pub command: CommandId,
    /// What, as JSON, with commitments for personal texts.
    pub body: String,
    /// Those texts with their salts, as JSON; `None` once they are erased.
    pub personal: Option<String>,
    /// From where.
    pub ip: Option<String>,
    /// The hash of the event before, as it says.
    #[serde(with = "hexed")]
    pub previous_hash: Vec<u8>,
    /// Its own, as it says.
    #[serde(with = "hexed")]
    pub hash: Vec<u8>,
}

impl Link {
    /// The hash that follows from what it says and the one before.
    #[must_use]
    pub fn hash_after(&self, previous: &[u8]) -> [u8; 32] {
        let head = serde_json::json!([
            self.seq,
            self.at,
            self.actor_kind,
            self.actor_id,
            self.door,
            self.kind,
            self.schema_version,
            self.command,
            self.ip.as_ref().map(|ip| hex::encode(sha256(ip.as_bytes()))),
        ]);
        sha256(&[previous, head.to_string().as_bytes(), b"\n", self.body.as_bytes()].concat())
    }
}

/// How an actor is stored: its kind, and which user.
#[must_use]
pub fn actor_columns(actor: Actor) -> (&'static str, Option<UserId>) {
    match actor {
        Actor::User(user) => ("user", Some(user)),
        Actor::Operator => ("operator", None),
        Actor::System => ("system", None),
    }
}

/// How a subject is stored: its kind, and which one.
#[must_use]
pub fn subject_columns(subject: &Subject) -> (&'static str, Option<Uuid>) {
    match subject {
        Subject::Person(PersonId::User(user)) => ("user", Some(user.0)),
        Subject::Person(PersonId::Invitation(invitation)) => ("invitation", Some(invitation.0)),
        Subject::Team(team) => ("team", Some(team.0)),
        Subject::Role(role) => ("role", Some(role.0)),
        Subject::Bundle(bundle) => ("bundle", Some(bundle.0)),
        Subject::Organization => ("organization", None),
        Subject::Address(_) => ("address", None),
    }
}
