//! Events: one change each, numbered 1, 2, 3… within an organization. They are the audit log, the live feed
//! and what Undo works from.

use crate::{
    Bundle, BundleId, BundleShape, CommandId, EmailAddress, HeldRole, Invitation, InvitationId, Name, Note, OrgId,
    OrgSettings, Role, RoleId, RoleShape, Sending, Team, TeamId, TeamLink, Timestamp, User, UserId, UserState,
};
use serde::{Deserialize, Serialize};

mod subject;

pub use subject::Subject;

/// The version of [`Change`]'s stored form.
pub const EVENT_SCHEMA: i32 = 1;

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A user of the organization.
    User(UserId),
    /// Whoever runs the command line.
    Operator,
    /// Muster itself.
    System,
}

/// By which way a command came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "sea-orm", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// The page's server functions.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "page"))]
    Page,
    /// The command line.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "cli"))]
    Cli,
    /// A job of the server's own.
    #[cfg_attr(feature = "sea-orm", sea_orm(string_value = "job"))]
    Job,
}

/// One change of an organization, as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number in the organization.
    pub seq: u64,
    /// When (UTC).
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// By which way.
    pub door: Door,
    /// The command that caused it.
    pub command: CommandId,
    /// What.
    pub change: Change,
}

/// Why an invitation was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevokeCause {
    /// Somebody revoked it.
    Asked,
    /// Its sender was suspended or removed.
    InviterGone,
    /// It was a request that nobody has to answer any more.
    RequestSettled,
}

/// What changed, with what it was before and is after. Users and invitations inside carry event numbers of
/// zero; whoever applies the event sets them to its own ([`Change::settled`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The organization came to be.
    OrganizationCreated {
        /// Which one.
        org: OrgId,
        /// Its name in URLs.
        slug: String,
        /// What can be set.
        settings: OrgSettings,
        /// Its built-in roles.
        roles: Vec<Role>,
    },
    /// The name, the seat limit or the seat policy changed.
    OrganizationChanged {
        /// As it was.
        before: OrgSettings,
        /// As it is.
        after: OrgSettings,
    },
    /// Somebody became a user.
    UserJoined {
        /// The user.
        user: User,
        /// The invitation they accepted; it is no longer open.
        invitation: Option<InvitationId>,
    },
    /// A user's role changed.
    UserRoleSet {
        /// Whose.
        user: UserId,
        /// As it was.
        before: RoleId,
        /// As it is.
        after: RoleId,
    },
    /// A user's teams changed.
    UserTeamsChanged {
        /// Whose.
        user: UserId,
        /// Links that are gone or were replaced.
        removed: Vec<TeamLink>,
        /// Links that are new.
        added: Vec<TeamLink>,
    },
    /// A user was suspended, reactivated, removed or restored.
    UserStateSet {
        /// Who.
        user: UserId,
        /// As it was.
        before: UserState,
        /// As it is.
        after: UserState,
        /// Why, in the words of whoever did it.
        reason: Option<Note>,
    },
    /// A user's sessions were all ended by somebody else.
    UserSignedOut {
        /// Whose.
        user: UserId,
    },
    /// A user's name changed.
    UserRenamed {
        /// Whose.
        user: UserId,
        /// As it was.
        before: Name,
        /// As it is.
        after: Name,
    },
    /// A user's address changed; the new one is verified.
    UserEmailChanged {
        /// Whose.
        user: UserId,
        /// As it was.
        before: EmailAddress,
        /// As it is.
        after: EmailAddress,
    },
    /// A user's account takes a second factor from now on, or no longer does.
    UserSecondFactorSet {
        /// Whose.
        user: UserId,
        /// Whether it does.
        after: bool,
    },
    /// Somebody was invited.
    InvitationSent {
        /// The invitation.
        invitation: Invitation,
        /// A personal note in the mail.
        note: Option<Note>,
        /// Whether a list that was imported asked for it.
        #[serde(default)]
        listed: bool,
    },
    /// An invitation was sent again: all its earlier links ended.
    InvitationResent {
        /// Which one.
        invitation: InvitationId,
        /// When it would have gone out of date.
        before: Timestamp,
        /// When it does now.
        after: Timestamp,
        /// When it had been sent; unknown in events from before that was kept.
        #[serde(default)]
        was: Option<Sending>,
    },
    /// An invitation has the dates again that it had before it was sent again, and its earlier links are good again.
    InvitationResendTakenBack {
        /// Which one.
        invitation: InvitationId,
        /// When it was sent again.
        resent_at: Timestamp,
        /// When it would have gone out of date.
        before: Timestamp,
        /// When it does now.
        after: Timestamp,
        /// When it was sent, as it is again.
        is: Sending,
    },
    /// A link of an invitation was copied.
    InvitationLinkCopied {
        /// Which one.
        invitation: InvitationId,
    },
    /// Somebody answers for an invitation whose sender no longer may give it: it could not be accepted otherwise.
    InvitationTakenOver {
        /// Which one.
        invitation: InvitationId,
        /// Who had sent it.
        before: Option<UserId>,
        /// Who answers for it now; `None` for the operator and the system.
        after: Option<UserId>,
    },
    /// An invitation was taken back: all its links ended.
    InvitationRevoked {
        /// Which one.
        invitation: InvitationId,
        /// Why.
        cause: RevokeCause,
    },
    /// A revoked invitation was opened again; its old links stay ended.
    InvitationReopened {
        /// As it is now.
        invitation: Invitation,
    },
    /// A team came to be.
    TeamCreated {
        /// The team.
        team: Team,
    },
    /// A team's name changed.
    TeamRenamed {
        /// Which one.
        team: TeamId,
        /// As it was.
        before: Name,
        /// As it is.
        after: Name,
    },
    /// A team is gone.
    TeamDeleted {
        /// The team.
        team: Team,
        /// Who was in it, and whether they owned it.
        members: Vec<(UserId, bool)>,
        /// The open invitations that named it.
        invitations: Vec<InvitationId>,
    },
    /// When a user's access ends changed.
    UserEndSet {
        /// Whose.
        user: UserId,
        /// As it was; `None` for no end.
        before: Option<Timestamp>,
        /// As it is.
        after: Option<Timestamp>,
    },
    /// A user's role changed, and was temporary or is now.
    UserTemporaryRoleSet {
        /// Whose.
        user: UserId,
        /// As it was.
        before: HeldRole,
        /// As it is.
        after: HeldRole,
    },
    /// An open invitation is for another address: all its earlier links ended.
    InvitationReaddressed {
        /// Which one.
        invitation: InvitationId,
        /// As it was.
        before: EmailAddress,
        /// As it is.
        after: EmailAddress,
    },
    /// A user was asked to sign in with another address: a link went there, and a notice to the one they have.
    UserEmailProposed {
        /// Whom.
        user: UserId,
        /// The new address; not verified.
        email: EmailAddress,
    },
    /// A link for a new password was mailed to a user, at the address of their account.
    PasswordResetSent {
        /// To whom.
        user: UserId,
    },
    /// A role came to be, or is there again.
    RoleCreated {
        /// The role.
        role: Role,
    },
    /// A role's name, or what it allows, changed.
    RoleChanged {
        /// Which one.
        role: RoleId,
        /// As it was.
        before: RoleShape,
        /// As it is.
        after: RoleShape,
    },
    /// A role is gone. Whoever had it, and bundles that gave it, got another by events of their own, before this one.
    RoleDeleted {
        /// The role.
        role: Role,
        /// Which one they got; `None` where nobody had it and no bundle gave it.
        moved_to: Option<RoleId>,
    },
    /// An open invitation gives another role.
    InvitationRoleSet {
        /// Which one.
        invitation: InvitationId,
        /// As it was.
        before: RoleId,
        /// As it is.
        after: RoleId,
    },
    /// Whoever has not accepted an invitation was reminded of it, with a link more.
    InvitationReminded {
        /// Which one.
        invitation: InvitationId,
        /// How many of its reminders are over now.
        reminded: u32,
    },
    /// Somebody was invited, and waits for a seat: nothing was sent.
    InvitationQueued {
        /// The invitation.
        invitation: Invitation,
        /// A personal note in the mail.
        note: Option<Note>,
        /// Whether a list that was imported asked for it.
        #[serde(default)]
        listed: bool,
    },
    /// An invitation that waited was sent, a seat having become free.
    InvitationReleased {
        /// Which one.
        invitation: InvitationId,
        /// When it goes out of date.
        after: Timestamp,
    },
    /// An open invitation is into other teams.
    InvitationTeamsChanged {
        /// Which one.
        invitation: InvitationId,
        /// Teams that it is not into any more.
        removed: Vec<TeamId>,
        /// Teams that are new.
        added: Vec<TeamId>,
    },
    /// Somebody asked to join: the request.
    RequestMade(Invitation),
    /// Somebody who asked to join is invited, or waits for a seat: as it is now.
    RequestApproved(Invitation),
    /// Somebody who asked to join was told no: which request.
    RequestDeclined(InvitationId),
    /// An answer was taken back, and the request waits for one again: as it is now.
    RequestReturned(Invitation),
    /// A bundle came to be, or is there again.
    BundleCreated {
        /// The bundle.
        bundle: Bundle,
    },
    /// A bundle is another.
    BundleChanged {
        /// Which one.
        bundle: BundleId,
        /// As it was.
        before: BundleShape,
        /// As it is.
        after: BundleShape,
    },
    /// A bundle is gone.
    BundleDeleted {
        /// The bundle.
        bundle: Bundle,
    },
    /// A user who had to wait after wrong passwords may try to sign in again at once.
    LockLifted {
        /// Whose.
        user: UserId,
    },
}
