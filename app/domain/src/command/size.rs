//! How much one command may be about.

use super::{Command, PEOPLE_MAX, PersonEdit};
use crate::{ADDRESSES_MAX, DOMAINS_MAX, Field, Refusal, TEAMS_MAX};

impl Command {
    /// Whether it is about no more than can be worked through at once: the same for everybody, so that it is looked at
    /// first.
    ///
    /// # Errors
    /// [`Refusal::TooMany`], with the field and its limit: people, counted as they stand there, or teams.
    pub fn check_size(&self) -> Result<(), Refusal> {
        let within = |field, limit: usize, got: usize| {
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            if got > limit { Err(Refusal::TooMany { field, limit: number(limit), got: number(got) }) } else { Ok(()) }
        };
        match self {
            Self::SetRole { users, .. }
            | Self::Reactivate { users }
            | Self::Restore { users }
            | Self::SignOut { users }
            | Self::SetEndDate { users, .. }
            | Self::FollowBundle { users }
            | Self::LendRole { users, .. } => within(Field::People, PEOPLE_MAX, users.len()),
            Self::ChangeTeams { users, add, remove } => {
                within(Field::People, PEOPLE_MAX, users.len())?;
                within(Field::Teams, TEAMS_MAX, add.len().max(remove.len()))
            }
            Self::Suspend { users, successors, .. } | Self::Remove { users, successors, .. } => {
                within(Field::People, PEOPLE_MAX, users.len())?;
                within(Field::Teams, TEAMS_MAX, successors.len())
            }
            Self::Invite(invite) => {
                within(Field::Addresses, ADDRESSES_MAX, invite.addresses.len().max(invite.start_fresh.len()))
            }
            Self::Resend { invitations } | Self::Revoke { invitations } | Self::Reopen { invitations } => {
                within(Field::People, PEOPLE_MAX, invitations.len())
            }
            Self::ApproveRequests { requests, teams, .. } => {
                within(Field::People, PEOPLE_MAX, requests.len())?;
                within(Field::Teams, TEAMS_MAX, teams.len())
            }
            Self::DeclineRequests { requests } | Self::ReturnRequests { requests } => {
                within(Field::People, PEOPLE_MAX, requests.len())
            }
            Self::EditPeople { people, edit } => {
                within(Field::People, PEOPLE_MAX, people.len())?;
                match edit {
                    PersonEdit::Role(_) => Ok(()),
                    PersonEdit::Teams { add, remove } => within(Field::Teams, TEAMS_MAX, add.len().max(remove.len())),
                }
            }
            Self::CreateBundle { shape } | Self::ChangeBundle { shape, .. } => {
                within(Field::Teams, TEAMS_MAX, shape.teams.len())
            }
            Self::ChangeOrganization(change) => {
                within(Field::Domains, DOMAINS_MAX, change.allowed_domains.as_ref().map_or(0, Vec::len))
            }
            Self::SetTeamOwner { .. }
            | Self::Leave
            | Self::HandOver { .. }
            | Self::CopyLink { .. }
            | Self::ReaddressInvitation { .. }
            | Self::TakeBackResend { .. }
            | Self::RenameUser { .. }
            | Self::ProposeEmail { .. }
            | Self::SendPasswordReset { .. }
            | Self::LiftLock { .. }
            | Self::CreateRole { .. }
            | Self::ChangeRole { .. }
            | Self::DeleteRole { .. }
            | Self::BringBackRole { .. }
            | Self::DeleteBundle { .. }
            | Self::BringBackBundle { .. }
            | Self::SetInvitationRole { .. }
            | Self::HandBackInvitation { .. }
            | Self::CreateTeam { .. }
            | Self::RenameTeam { .. }
            | Self::DeleteTeam { .. }
            | Self::Revert { .. }
            | Self::Undo { .. } => Ok(()),
        }
    }
}
