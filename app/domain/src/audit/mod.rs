//! The audit log as it is read: events with the names of what they are about, what they are narrowed to, and whether
//! their chain holds.

mod chain;
mod filter;

pub use chain::*;
pub use filter::*;

use crate::{
    BundleShape, CommandId, Doer, Door, Happened, Name, OrgSettings, PersonId, Refusal, RoleShape, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

/// How many events, or refused attempts, come at once.
pub const AUDIT_PAGE: usize = 50;

/// A stretch of the audit log, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// What happened.
    pub entries: Vec<AuditEntry>,
    /// Whether there is more before it.
    pub more: bool,
    /// Who the filter's actor is, by name, where they are a user.
    pub actor: Option<String>,
    /// Whom the filter is about, by name.
    pub subject: Option<String>,
}

/// One event, in names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Doer,
    /// By which way.
    pub door: Door,
    /// From where, where that is known.
    pub ip: Option<String>,
    /// The command that caused it.
    pub command: CommandId,
    /// The kind's stable name.
    pub kind: String,
    /// About whom or what.
    pub about: Concerned,
    /// What; none where all that it names is gone.
    pub what: Option<Happened>,
    /// Whether its personal texts were erased.
    pub erased: bool,
}

/// Whom or what an event is about, by the name that they have now, or had last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concerned {
    /// A user, or an invitation by its address.
    Person(PersonId, String),
    /// A team.
    Team(Name),
    /// A role.
    Role(Name),
    /// A bundle.
    Bundle(Name),
    /// The organization itself.
    Organization,
}

/// One event, opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditDetail {
    /// The event.
    pub entry: AuditEntry,
    /// The hash of the one before, as 64 hexadecimal digits.
    pub previous_hash: String,
    /// Its own.
    pub hash: String,
    /// How many events its command caused, itself included.
    pub of_command: u32,
    /// Whether it can be taken back by whoever looks, now.
    pub revert: Revert,
    /// Likewise all that its command did, as far as it can be; none where that was this event alone.
    pub revert_command: Option<Revert>,
}

/// Whether something can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revert {
    /// It can.
    Possible,
    /// Nothing takes this back.
    Never,
    /// Not by whoever looks, or not any more.
    Refused(Refusal),
    /// It was too much to find out: trying tells.
    Unknown,
}

/// A stretch of the refused attempts, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptPage {
    /// What was tried.
    pub attempts: Vec<Attempt>,
    /// Whether there is more before it.
    pub more: bool,
    /// As of a page of events.
    pub actor: Option<String>,
    /// Likewise.
    pub subject: Option<String>,
}

/// An attempt that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Which one; those before it are asked for by it.
    pub id: uuid::Uuid,
    /// When.
    pub at: Timestamp,
    /// Who: a user by name, or an account that is none here.
    pub by: Doer,
    /// By which way.
    pub door: Door,
    /// What was tried, by the command's name: `set_role`.
    pub action: String,
    /// On whom or what: a name, or an id or address as it was asked for. Empty for the organization.
    pub about: String,
    /// Why it was refused, by the refusal's name: `person_above_yours`.
    pub code: String,
    /// From where, where that is known.
    pub ip: Option<String>,
}

/// Somebody whom the audit log can be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPerson {
    /// Who.
    pub user: UserId,
    /// By name.
    pub name: Name,
    /// And address.
    pub email: String,
}

/// What happened to the organization itself, its teams, roles and bundles: an event with its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arranged {
    /// The organization came to be.
    Founded {
        /// Its name.
        name: Name,
    },
    /// Its settings changed.
    Settings {
        /// As they were.
        before: Box<OrgSettings>,
        /// As they are.
        after: Box<OrgSettings>,
    },
    /// A team came to be.
    TeamCreated {
        /// Its name.
        name: Name,
    },
    /// A team was renamed.
    TeamRenamed {
        /// As it was called.
        before: Name,
        /// As it is.
        after: Name,
    },
    /// A team is gone.
    TeamDeleted {
        /// Its name.
        name: Name,
        /// How many were in it.
        people: u32,
    },
    /// A role came to be.
    RoleCreated(RoleShape),
    /// A role changed.
    RoleChanged {
        /// As it was.
        before: RoleShape,
        /// As it is.
        after: RoleShape,
    },
    /// A role is gone.
    RoleDeleted {
        /// Its name.
        name: Name,
        /// What its people got.
        moved_to: Option<Name>,
    },
    /// A bundle came to be.
    BundleCreated(NamedBundle),
    /// A bundle changed.
    BundleChanged {
        /// As it was.
        before: NamedBundle,
        /// As it is.
        after: NamedBundle,
    },
    /// A bundle is gone.
    BundleDeleted {
        /// Its name.
        name: Name,
    },
}

/// A bundle with the names of what it gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedBundle {
    /// What it is.
    pub shape: BundleShape,
    /// The role; none for one that is gone.
    pub role: Option<Name>,
    /// The teams.
    pub teams: Vec<Name>,
}
