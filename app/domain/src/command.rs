//! Commands: what can be asked of an organization.

use crate::{
    Bundle, BundleId, BundleShape, CommandId, EmailAddress, InvitationId, Name, Needs, Note, Permission, PersonId,
    Role, RoleId, Sending, TeamId, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

mod change_organization;
mod invite;
mod people;
mod person_edit;
mod size;

pub use change_organization::ChangeOrganization;
pub use invite::{Addressee, Invite};
pub use person_edit::PersonEdit;

/// A command from outside: with an id that makes a repeat harmless, and the event number its sender had seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope<C> {
    /// One per intent; a repeat gets the first answer.
    pub intent_id: CommandId,
    /// The last event number that the sender had seen; edits of what changed since are a clash.
    pub seen_seq: u64,
    /// What is asked.
    pub command: C,
}

/// The most users or invitations that one command is about.
pub const PEOPLE_MAX: usize = 20_000;

/// What can be asked of an organization. Lists are worked through in order, in one transaction, with a result
/// for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Gives users a role.
    SetRole {
        /// Whom.
        users: Vec<UserId>,
        /// Which.
        role: RoleId,
    },
    /// Puts users into teams and takes them out of others.
    ChangeTeams {
        /// Whom.
        users: Vec<UserId>,
        /// Into these.
        add: Vec<TeamId>,
        /// Out of these.
        remove: Vec<TeamId>,
    },
    /// Makes a user own a team, or no longer.
    SetTeamOwner {
        /// Which team.
        team: TeamId,
        /// Whom; they must be in it.
        user: UserId,
        /// Own it, or no longer.
        owner: bool,
    },
    /// Stops users from signing in, keeping everything.
    Suspend {
        /// Whom.
        users: Vec<UserId>,
        /// Why.
        reason: Option<Note>,
        /// As of [`Command::Remove`].
        #[serde(default)]
        successors: Vec<(TeamId, UserId)>,
        /// Likewise.
        #[serde(default)]
        heir: Option<UserId>,
    },
    /// Lets suspended users sign in again; each takes a seat.
    Reactivate {
        /// Whom.
        users: Vec<UserId>,
    },
    /// Takes users' access away; restorable for 90 days.
    Remove {
        /// Whom.
        users: Vec<UserId>,
        /// Why.
        reason: Option<Note>,
        /// Who owns a team from now on, where it would be left without an owner.
        successors: Vec<(TeamId, UserId)>,
        /// Who answers for the open invitations that they sent, from now on, as far as this one may give what is in
        /// them; those that go on in nobody's name are cancelled.
        #[serde(default)]
        heir: Option<UserId>,
    },
    /// Brings removed users back as they were; each takes a seat.
    Restore {
        /// Whom.
        users: Vec<UserId>,
    },
    /// Ends all sessions of users in this organization.
    SignOut {
        /// Whom.
        users: Vec<UserId>,
    },
    /// The actor leaves the organization.
    Leave,
    /// Invites people.
    Invite(Invite),
    /// Sends invitations again: earlier links end, the clock restarts.
    Resend {
        /// Which.
        invitations: Vec<InvitationId>,
    },
    /// Gives an invitation that was sent again the date it had before: what undoes [`Command::Resend`].
    TakeBackResend {
        /// Which.
        invitation: InvitationId,
        /// When it would have gone out of date.
        expires_at: Timestamp,
        /// When it had been sent.
        was: Sending,
    },
    /// Makes one more link of an invitation, for the actor to hand over.
    CopyLink {
        /// Which.
        invitation: InvitationId,
    },
    /// Takes invitations back.
    Revoke {
        /// Which.
        invitations: Vec<InvitationId>,
    },
    /// Opens revoked invitations again.
    Reopen {
        /// Which.
        invitations: Vec<InvitationId>,
    },
    /// Makes a team.
    CreateTeam {
        /// Its name.
        name: Name,
    },
    /// Renames a team.
    RenameTeam {
        /// Which.
        team: TeamId,
        /// Its new name.
        name: Name,
    },
    /// Deletes a team; its people stay in the organization.
    DeleteTeam {
        /// Which.
        team: TeamId,
    },
    /// Changes what is given.
    ChangeOrganization(ChangeOrganization),
    /// Takes back one event, whatever else its command did. By the same checks as [`Command::Undo`].
    Revert {
        /// The event's number.
        event: u64,
    },
    /// Undoes what a command did, as far as it can be.
    Undo {
        /// That command.
        command: CommandId,
    },
    /// Sets when users' access ends by itself, or that it does not. One past their end who gets a later one takes a seat.
    SetEndDate {
        /// Whom.
        users: Vec<UserId>,
        /// When; `None` for no end.
        ends_at: Option<Timestamp>,
    },
    /// Gives users a role that ends by itself.
    LendRole {
        /// Whom.
        users: Vec<UserId>,
        /// Which.
        role: RoleId,
        /// Until when.
        until: Timestamp,
        /// Which role they have from then on; without it, the one that they have for good now.
        then: Option<RoleId>,
    },
    /// Mends the address of an open invitation: its links end, and the new address gets one.
    ReaddressInvitation {
        /// Which.
        invitation: InvitationId,
        /// The new address, as typed.
        email: String,
    },
    /// Changes what a user is called in this organization.
    RenameUser {
        /// Whom.
        user: UserId,
        /// The new name.
        name: Name,
    },
    /// Asks a user to sign in with another address from now on: it is theirs once they prove it, by the link that goes
    /// there and by their password.
    ProposeEmail {
        /// Whom.
        user: UserId,
        /// The new address, as typed.
        email: String,
    },
    /// Has a link for a new password mailed to a user, at their account's own address.
    SendPasswordReset {
        /// Whom.
        user: UserId,
    },
    /// The actor, an Owner, makes somebody else one and becomes an Admin, in one step.
    HandOver {
        /// The new Owner's address, as typed.
        email: String,
    },
    /// Makes a role.
    CreateRole {
        /// Its name.
        name: Name,
        /// What it allows.
        permissions: Vec<Permission>,
    },
    /// Changes a custom role, its name and what it allows; what is `None` stays.
    ChangeRole {
        /// Which.
        role: RoleId,
        /// Its new name.
        name: Option<Name>,
        /// What it allows from now on.
        permissions: Option<Vec<Permission>>,
    },
    /// Deletes a custom role. Whoever has it gets another.
    DeleteRole {
        /// Which.
        role: RoleId,
        /// The role that its people and open invitations get; needed where there are any.
        move_to: Option<RoleId>,
    },
    /// Makes a role again as it was before it was deleted: what undoes [`Command::DeleteRole`].
    BringBackRole {
        /// As it was.
        role: Role,
    },
    /// Changes the role that an open invitation gives.
    SetInvitationRole {
        /// Which.
        invitation: InvitationId,
        /// The role.
        role: RoleId,
    },
    /// Has somebody answer for an open invitation again, as far as they may give what is in it: what undoes that somebody
    /// else came to.
    HandBackInvitation {
        /// Which.
        invitation: InvitationId,
        /// Who; `None` for the operator and the system.
        sender: Option<UserId>,
    },
    /// Edits users and open invitations alike.
    EditPeople {
        /// Whom.
        people: Vec<PersonId>,
        /// What.
        edit: PersonEdit,
    },
    /// Invites those who asked to join; each takes a seat.
    ApproveRequests {
        /// Whose requests.
        requests: Vec<InvitationId>,
        /// The role they will have.
        role: RoleId,
        /// The teams they will be in.
        teams: Vec<TeamId>,
    },
    /// Tells those who asked to join that they may not.
    DeclineRequests {
        /// Whose requests.
        requests: Vec<InvitationId>,
    },
    /// Has answered requests wait again: what undoes the two above.
    ReturnRequests {
        /// Whose requests.
        requests: Vec<InvitationId>,
    },
    /// Lets a user try to sign in again at once, where wrong passwords have them wait.
    LiftLock {
        /// Whose.
        user: UserId,
    },
    /// Makes a bundle.
    CreateBundle {
        /// What it is.
        shape: BundleShape,
    },
    /// Changes a bundle. Whoever came by it keeps what they have.
    ChangeBundle {
        /// Which.
        bundle: BundleId,
        /// What it is from now on.
        shape: BundleShape,
    },
    /// Deletes a bundle: nobody came by it any more.
    DeleteBundle {
        /// Which.
        bundle: BundleId,
    },
    /// Makes a bundle again as it was before it was deleted: what undoes [`Command::DeleteBundle`].
    BringBackBundle {
        /// As it was.
        bundle: Bundle,
    },
    /// Gives users the role, the teams and the end date of the bundle that they came by: each of them all of it, or nothing.
    FollowBundle {
        /// Whom.
        users: Vec<UserId>,
    },
}

impl Command {
    /// What a decision about it has to know, beyond the organization, its roles and its teams. [`Command::Undo`]
    /// needs what the commands of [`crate::invert`] need for every event: see [`Needs::join`].
    #[must_use]
    pub fn needs(&self) -> Needs {
        let none = Needs::default();
        match self {
            Self::SetRole { users, .. }
            | Self::ChangeTeams { users, .. }
            | Self::Reactivate { users }
            | Self::SignOut { users }
            | Self::SetEndDate { users, .. }
            | Self::FollowBundle { users }
            | Self::LendRole { users, .. } => Needs { users: users.clone(), ..none },
            Self::Restore { users } => Needs { users: users.clone(), namesakes: true, ..none },
            Self::SetTeamOwner { user, .. } | Self::SendPasswordReset { user } | Self::LiftLock { user } => {
                Needs { users: vec![*user], ..none }
            }
            Self::RenameUser { user, .. } => Needs { users: vec![*user], names_of: vec![*user], ..none },
            Self::ProposeEmail { user, email } => {
                Needs { users: vec![*user], emails: EmailAddress::parse(email).into_iter().collect(), ..none }
            }
            Self::ReaddressInvitation { invitation, email } => Needs {
                invitations: vec![*invitation],
                emails: EmailAddress::parse(email).into_iter().collect(),
                inviters: true,
                ..none
            },
            Self::Suspend { users, successors, heir, .. } | Self::Remove { users, successors, heir, .. } => Needs {
                users: users.iter().copied().chain(successors.iter().map(|&(_, user)| user)).chain(*heir).collect(),
                invited_by: users.clone(),
                ..none
            },
            Self::Invite(invite) => Needs {
                emails: invite.addresses.iter().filter_map(|to| EmailAddress::parse(&to.email).ok()).collect(),
                ..none
            },
            Self::Revoke { invitations } => Needs { invitations: invitations.clone(), ..none },
            Self::TakeBackResend { invitation, .. } => Needs { invitations: vec![*invitation], ..none },
            Self::Resend { invitations } | Self::Reopen { invitations } => {
                Needs { invitations: invitations.clone(), namesakes: true, inviters: true, ..none }
            }
            Self::CopyLink { invitation } => Needs { invitations: vec![*invitation], inviters: true, ..none },
            Self::DeleteTeam { team } => Needs { members_of: vec![*team], ..none },
            Self::Leave => Needs { actor: true, ..none },
            Self::HandOver { email } => {
                Needs { emails: EmailAddress::parse(email).into_iter().collect(), actor: true, ..none }
            }
            Self::ChangeRole { role, .. } | Self::DeleteRole { role, .. } => Needs { holders_of: vec![*role], ..none },
            Self::SetInvitationRole { invitation, .. } => {
                Needs { invitations: vec![*invitation], inviters: true, ..none }
            }
            Self::HandBackInvitation { invitation, sender } => Needs {
                users: sender.iter().copied().collect(),
                invitations: vec![*invitation],
                inviters: true,
                ..none
            },
            Self::EditPeople { people, .. } => {
                let (users, invitations) = PersonId::parted(people);
                Needs { users, inviters: !invitations.is_empty(), invitations, ..none }
            }
            Self::ApproveRequests { requests, .. } => Needs { invitations: requests.clone(), namesakes: true, ..none },
            Self::DeclineRequests { requests } => Needs { invitations: requests.clone(), ..none },
            Self::ReturnRequests { requests } => {
                Needs { invitations: requests.clone(), namesakes: true, inviters: true, ..none }
            }
            Self::CreateRole { .. }
            | Self::BringBackRole { .. }
            | Self::CreateBundle { .. }
            | Self::ChangeBundle { .. }
            | Self::DeleteBundle { .. }
            | Self::BringBackBundle { .. }
            | Self::CreateTeam { .. }
            | Self::RenameTeam { .. }
            | Self::ChangeOrganization(_)
            | Self::Revert { .. }
            | Self::Undo { .. } => none,
        }
    }
}
