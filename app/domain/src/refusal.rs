//! Why something is not done: codes with what a person needs to know, worded by the page's catalogue.

use crate::{EmailError, NameError, Permission, Permissions, RoleId, Status, Timestamp, UnknownPlaceholder};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a command, or one item of it, is not done. The English texts are for logs and the command line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is no such thing, or the actor may not know of it.
    #[error("not found")]
    NotFound,
    /// The actor's role does not allow it.
    #[error("needs the permission {}", permission.code())]
    NotAllowed {
        /// What it would take.
        permission: Permission,
    },
    /// The role to be given holds permissions that the actor lacks.
    #[error("the role holds permissions that you lack")]
    RoleAboveYours {
        /// Those.
        missing: Permissions,
    },
    /// The person holds permissions that the actor lacks.
    #[error("they hold permissions that you lack")]
    PersonAboveYours {
        /// Those.
        missing: Permissions,
    },
    /// Nobody does this to themselves.
    #[error("nobody does this to themselves")]
    OwnRow,
    /// The organization would be left without an active Owner.
    #[error("an organization always has an active Owner")]
    LastOwner,
    /// What their status makes meaningless.
    #[error("not while they are {}", status.slug())]
    WrongStatus {
        /// What they are.
        status: Status,
    },
    /// Too few seats are left. Nothing was done for anybody.
    #[error("{needed} seats needed, {available} available")]
    NoSeat {
        /// How many it takes.
        needed: u32,
        /// How many are left.
        available: u32,
    },
    /// Somebody else changed the same thing since the actor saw it.
    #[error("changed by somebody else meanwhile")]
    Clash {
        /// The event that did.
        seq: u64,
        /// The role it set, when it set one.
        role: Option<RoleId>,
    },
    /// Not an address.
    #[error("not an e-mail address: {error}")]
    BadAddress {
        /// What is wrong with it.
        error: EmailError,
    },
    /// The address stands twice in one command.
    #[error("the same address stands there twice")]
    DoubleAddress,
    /// The address is an active user's.
    #[error("already a user")]
    AlreadyUser,
    /// The address has an open invitation.
    #[error("already invited")]
    AlreadyInvited,
    /// The address is a suspended user's: reactivate instead.
    #[error("suspended: reactivate instead")]
    IsSuspended,
    /// The address is a removed user's: restore instead.
    #[error("removed: restore instead")]
    IsRemoved {
        /// Until when they can be restored.
        until: Timestamp,
    },
    /// Past the days in which they can be restored.
    #[error("can no longer be restored")]
    TooLateToRestore,
    /// There is no such role.
    #[error("no such role")]
    UnknownRole,
    /// There is no such team.
    #[error("no such team")]
    UnknownTeam,
    /// A Team owner invites into teams that they own only.
    #[error("choose at least one of your teams")]
    OwnTeamsOnly,
    /// A Team owner invites Members only.
    #[error("you can only invite Members")]
    MembersOnly,
    /// The person's role does not allow owning a team.
    #[error("their role cannot own a team")]
    RoleCannotOwnTeams,
    /// They are not in the team.
    #[error("they are not in the team")]
    NotInTeam,
    /// Another team has that name.
    #[error("another team has that name")]
    TeamNameTaken,
    /// A name or a note that cannot be.
    #[error("{field}: {error}")]
    BadText {
        /// Of which field.
        field: Field,
        /// What is wrong with it.
        error: NameError,
    },
    /// A number outside its bounds.
    #[error("{field}: from {least} to {most}")]
    OutOfRange {
        /// Which field.
        field: Field,
        /// The least it can be.
        least: u32,
        /// The most it can be.
        most: u32,
    },
    /// Over a limit.
    #[error("{field}: at most {limit}, this has {got}")]
    TooMany {
        /// Of what.
        field: Field,
        /// The limit.
        limit: u32,
        /// How many there were.
        got: u32,
    },
    /// Nothing was given.
    #[error("{field}: nothing given")]
    Empty {
        /// Which field.
        field: Field,
    },
    /// Sent too recently.
    #[error("sent a moment ago: wait {wait_ms} ms")]
    TooSoon {
        /// How long to wait, in ms.
        wait_ms: u32,
    },
    /// The invitation is past its date.
    #[error("the invitation is past its date")]
    InvitationExpired,
    /// The invitation was accepted.
    #[error("the invitation was accepted already")]
    InvitationUsed,
    /// The invitation was taken back, or this link of it ended.
    #[error("the invitation was taken back")]
    InvitationRevoked,
    /// The invitation is for another address.
    #[error("the invitation is for another address")]
    InvitationForAnother,
    /// Whoever invited no longer may give that role.
    #[error("whoever invited you may no longer do so")]
    InviterMayNot,
    /// It changed since, or cannot be undone at all.
    #[error("it can no longer be undone")]
    NotUndoable,
    /// A date that is not ahead.
    #[error("{field}: is in the past")]
    DatePast {
        /// Which field.
        field: Field,
    },
    /// A date too far ahead.
    #[error("{field}: at most until {}", latest.to_rfc3339())]
    DateTooFar {
        /// Which field.
        field: Field,
        /// The latest it can be.
        latest: Timestamp,
    },
    /// No mail server would carry it.
    #[error("there is no mail server")]
    NoMailServer,
    /// Only an Owner whom no date takes away hands the organization over.
    #[error("only an Owner without an end hands the organization over")]
    NotOwnerForGood,
    /// The role is built in: nobody changes those.
    #[error("built-in roles cannot be changed")]
    BuiltInRole,
    /// Nobody changes the role that they have themselves.
    #[error("nobody changes the role that they have")]
    OwnRole,
    /// Another role has that name.
    #[error("another role has that name")]
    RoleNameTaken,
    /// Somebody has the role, or a bundle gives it, and it was not said which one they get.
    #[error("{people} have the role or are invited with it, {bundles} bundles give it: choose another for them")]
    RoleInUse {
        /// How many people and open invitations.
        people: u32,
        /// How many bundles.
        #[serde(default)]
        bundles: u32,
    },
    /// The address is of a domain that the organization does not list.
    #[error("the organization takes no addresses of this domain")]
    DomainNotAllowed,
    /// Another view of theirs has that name.
    #[error("another of your views has that name")]
    ViewNameTaken,
    /// A mail's words name what it does not know.
    #[error("{0}")]
    UnknownPlaceholder(#[from] UnknownPlaceholder),
    /// Somebody with the address asks to join: that is to be answered.
    #[error("asks to join: answer that request")]
    HasAsked,
    /// Nobody may ask to join.
    #[error("the organization takes no requests")]
    NoRequests,
    /// The request was answered, or its days are over.
    #[error("the request is over")]
    RequestOver,
    /// Requests come from allowed domains, and there is none.
    #[error("list a domain first: requests come from allowed domains")]
    RequestsNeedDomain,
    /// There is no such bundle.
    #[error("no such bundle")]
    UnknownBundle,
    /// Another bundle has that name.
    #[error("another bundle has that name")]
    BundleNameTaken,
    /// Whoever looks at the organization with another role changes nothing in it.
    #[error("you look at the organization with another role")]
    SeesAs,
    /// The organization takes nobody without a second factor, and they have none.
    #[error("a second factor is needed: set one up in My account")]
    NeedsSecondFactor,
    /// Nothing is known of a day that is still to come.
    #[error("that day is still to come")]
    DayAhead,
    /// The organization was not there yet.
    #[error("there is no organization before {}", since.to_date())]
    BeforeOrganization {
        /// Since when it is.
        since: Timestamp,
    },
    /// What changed is told from an earlier day to a later one.
    #[error("the earlier day comes first")]
    DaysReversed,
}

/// Which field of a command a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The addresses of the invite dialog.
    Addresses,
    /// The people of a bulk command.
    People,
    /// The teams of one user.
    Teams,
    /// The teams of the organization.
    OrganizationTeams,
    /// A name.
    Name,
    /// A note or reason.
    Note,
    /// An invitation's days.
    Days,
    /// The seat limit.
    SeatLimit,
    /// When somebody's access ends.
    EndDate,
    /// Until when a role is theirs.
    RoleUntil,
    /// The roles of the organization.
    OrganizationRoles,
    /// The domains that may be invited.
    Domains,
    /// The views that one user keeps.
    SavedViews,
    /// How many people a view's alarm waits for.
    Alarm,
    /// After how many days without them people are reminded.
    DormantAfter,
    /// After how many more days they are suspended.
    SuspendAfter,
    /// The bundles of the organization.
    Bundles,
    /// How many days after joining access ends.
    AccessDays,
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Addresses => "addresses",
            Self::People => "people",
            Self::Teams => "teams",
            Self::OrganizationTeams => "teams of the organization",
            Self::Name => "name",
            Self::Note => "note",
            Self::Days => "days",
            Self::SeatLimit => "seat limit",
            Self::EndDate => "end date",
            Self::RoleUntil => "end of the temporary role",
            Self::OrganizationRoles => "roles of the organization",
            Self::Domains => "domains",
            Self::SavedViews => "views",
            Self::Alarm => "alarm",
            Self::DormantAfter => "days before people are reminded",
            Self::SuspendAfter => "days before people are suspended",
            Self::Bundles => "bundles of the organization",
            Self::AccessDays => "days after joining",
        })
    }
}
