//! What a person's panel shows beyond their row: why they have access, how they sign in, what was done to them.

use crate::{Arranged, CameBy, Door, EmailAddress, Name, Note, RevokeCause, Timestamp, UserState};
use serde::{Deserialize, Serialize};

/// Who did something, as far as the viewer may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doer {
    /// A user of the organization, by the name they have now.
    User(Name),
    /// A user whom the viewer does not see.
    Hidden,
    /// Whoever runs the command line.
    Operator,
    /// Muster itself.
    System,
}

/// Something that was done: by whom, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// By whom.
    pub by: Doer,
    /// When (UTC).
    pub at: Timestamp,
}

/// Why somebody has access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// When they asked to join; none where they did not.
    pub asked_at: Option<Timestamp>,
    /// Who invited them, or approved that they join; none where they became a user without an invitation.
    pub invited: Option<Deed>,
    /// Whether that was by a list.
    pub listed: bool,
    /// When they became a user; none for an invitation.
    pub joined_at: Option<Timestamp>,
    /// Who made them a user, where it was not they themselves.
    pub made_by: Option<Doer>,
    /// Who gave them the role that they have, where it is not the one they came with.
    pub role: Option<Deed>,
    /// Who brought them back last, where they had been removed.
    pub restored: Option<Deed>,
}

/// A way to prove who one is. What of it an administrator may know: that it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// A password.
    Password,
    /// A passkey.
    Passkey,
}

impl SignInMethod {
    /// The method of a stored credential; none for one that is not a way in by itself.
    #[must_use]
    pub fn of_kind(kind: &str) -> Option<Self> {
        match kind {
            "password" => Some(Self::Password),
            _ => None,
        }
    }
}

/// How a user signs in. An account is global: this is what reaches the organization that looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// How many sessions reach this organization now.
    pub sessions: u32,
    /// The ways in that the account has.
    pub methods: Vec<SignInMethod>,
    /// Until when wrong passwords have somebody wait who tries to sign in, where they do.
    pub locked_until: Option<Timestamp>,
}

/// A person's panel, beyond their row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPanel {
    /// Why they have access.
    pub access: Access,
    /// How they sign in; none for an invitation, and for a viewer who may not know.
    pub sign_in: Option<SignIn>,
    /// The newest of what was done to them; none for a viewer who may not know.
    pub history: Option<History>,
    /// The bundle that they came by, or are invited with; none for a viewer who does not see everybody.
    pub came_by: Option<CameBy>,
    /// Of an invitation, how many days after joining access ends; none for no end.
    pub access_days: Option<u32>,
}

/// How many entries of a history come at once.
pub const HISTORY_PAGE: usize = 20;

/// A stretch of a person's history, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// What happened.
    pub entries: Vec<HistoryEntry>,
    /// Whether there is more before it.
    pub more: bool,
}

/// One thing that happened to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The event's number.
    pub seq: u64,
    /// Who did it, and when.
    pub deed: Deed,
    /// By which way.
    pub door: Door,
    /// What.
    pub what: Happened,
}

/// What happened to a person: an event with the names of what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// They became a user.
    Joined {
        /// With this role; none for one that is gone.
        role: Option<Name>,
        /// In these teams.
        teams: Vec<Name>,
    },
    /// Their role changed.
    RoleSet {
        /// As it was; none for a role that is gone.
        before: Option<Name>,
        /// As it is; likewise.
        after: Option<Name>,
    },
    /// Their teams changed.
    TeamsChanged {
        /// Into these.
        joined: Vec<Name>,
        /// Out of these.
        left: Vec<Name>,
        /// These they own from then on.
        owns: Vec<Name>,
        /// These they are still in, and own no longer.
        disowned: Vec<Name>,
    },
    /// They were suspended, reactivated, removed or restored.
    StateSet {
        /// As it was.
        before: UserState,
        /// As it is.
        after: UserState,
        /// Why.
        reason: Option<Note>,
    },
    /// Their sessions were ended.
    SignedOut,
    /// Their name changed.
    Renamed {
        /// As it was.
        before: Name,
        /// As it is.
        after: Name,
    },
    /// Their address changed.
    EmailChanged {
        /// As it was.
        before: EmailAddress,
        /// As it is.
        after: EmailAddress,
    },
    /// Their account takes a second factor from then on, or no longer does.
    SecondFactorSet {
        /// Whether it does.
        after: bool,
    },
    /// They were invited.
    Invited {
        /// To this address.
        email: EmailAddress,
        /// With this role; none for one that is gone.
        role: Option<Name>,
        /// Into these teams.
        teams: Vec<Name>,
        /// How many days after joining access ends; none for no end.
        access_days: Option<u32>,
    },
    /// Their invitation was sent again.
    InvitationResent {
        /// Until when it is good since.
        until: Timestamp,
    },
    /// A link of their invitation was copied.
    LinkCopied,
    /// Somebody else answers for their invitation.
    InvitationTakenOver,
    /// Their invitation was taken back.
    InvitationRevoked {
        /// Why.
        cause: RevokeCause,
    },
    /// Their invitation was opened again.
    InvitationReopened,
    /// Their invitation's address was mended.
    InvitationReaddressed {
        /// As it was.
        before: EmailAddress,
        /// As it is.
        after: EmailAddress,
    },
    /// Their invitation has the date again that it had before it was sent again.
    InvitationResendTakenBack {
        /// Until when it is good since.
        until: Timestamp,
    },
    /// They were asked to sign in with another address.
    EmailProposed {
        /// Which one.
        email: EmailAddress,
    },
    /// A link for a new password was mailed to them.
    PasswordResetSent,
    /// They could try to sign in again at once.
    LockLifted,
    /// When their access ends changed.
    EndSet {
        /// As it was; none for no end.
        before: Option<Timestamp>,
        /// As it is.
        after: Option<Timestamp>,
    },
    /// Their role changed, and was for a while or is now.
    TemporaryRoleSet {
        /// As it was; none for a role that is gone.
        before: Option<Name>,
        /// As it is; likewise.
        after: Option<Name>,
        /// Until when; none where it is for good.
        until: Option<Timestamp>,
    },
    /// They were reminded of their invitation.
    InvitationReminded,
    /// They were invited, and wait for a seat.
    InvitationQueued {
        /// To this address.
        email: EmailAddress,
        /// With this role; none for one that is gone.
        role: Option<Name>,
        /// Into these teams.
        teams: Vec<Name>,
        /// How many days after joining access ends; none for no end.
        access_days: Option<u32>,
    },
    /// A seat became free, and their invitation was sent.
    InvitationReleased {
        /// Until when it is good.
        until: Timestamp,
    },
    /// They asked to join.
    Requested {
        /// With this address.
        email: EmailAddress,
    },
    /// They may join: they were invited, or wait for a seat.
    RequestApproved {
        /// With this role; none for one that is gone.
        role: Option<Name>,
        /// Into these teams.
        teams: Vec<Name>,
        /// Until when the invitation is good; none while it waits.
        until: Option<Timestamp>,
    },
    /// They may not join.
    RequestDeclined,
    /// The answer was taken back.
    RequestReturned,
    /// It happened to the organization itself, or to one of its teams, roles or bundles.
    Arranged(Arranged),
}
