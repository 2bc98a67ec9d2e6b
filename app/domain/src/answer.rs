//! Answers: what came of a command.

use crate::{CommandId, EmailAddress, Event, InvitationId, Refusal, Subject, Timestamp};
use serde::{Deserialize, Serialize};

/// Something of a command that was not done, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// On whom or what.
    pub subject: Subject,
    /// Why.
    pub refusal: Refusal,
    /// In a clash: who was first.
    pub clash: Option<Clash>,
}

/// Who changed a thing first, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// The name of who did.
    pub by: String,
    /// When (UTC).
    pub at: Timestamp,
}

/// A link of an invitation, answered once, to the actor who asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteLink {
    /// Whose.
    pub invitation: InvitationId,
    /// The address that it is for.
    pub email: EmailAddress,
    /// The whole URL, with the secret in its fragment.
    pub url: String,
}

/// What a command did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The command, for Undo.
    pub command: CommandId,
    /// The organization's last event number.
    pub seq: u64,
    /// What happened, in order; nothing of it where a long import is taken back, and then the number alone goes up.
    pub events: Vec<Event>,
    /// What did not, and why.
    pub refused: Vec<Refused>,
    /// Links that were asked for, or that no mail server can carry.
    pub links: Vec<InviteLink>,
}

/// What came of cancelling a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelOutcome {
    /// Nothing was changed, and the command will not be carried out: repeats of it are refused.
    Cancelled,
    /// It was done already: Undo takes it back.
    Done,
}
