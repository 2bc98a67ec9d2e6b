//! Whom a command is about.

use super::Command;
use crate::PersonId;

impl Command {
    /// The people whom it names.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        match self {
            Self::SetRole { users, .. }
            | Self::ChangeTeams { users, .. }
            | Self::Reactivate { users }
            | Self::Restore { users }
            | Self::SignOut { users }
            | Self::SetEndDate { users, .. }
            | Self::FollowBundle { users }
            | Self::LendRole { users, .. } => users.iter().map(|&user| user.into()).collect(),
            Self::Suspend { users, successors, heir, .. } | Self::Remove { users, successors, heir, .. } => {
                let successors = successors.iter().map(|(_, user)| user);
                users.iter().chain(successors).chain(heir).map(|&user| user.into()).collect()
            }
            Self::EditPeople { people, .. } => people.clone(),
            Self::SetTeamOwner { user, .. }
            | Self::RenameUser { user, .. }
            | Self::ProposeEmail { user, .. }
            | Self::SendPasswordReset { user }
            | Self::LiftLock { user } => vec![(*user).into()],
            Self::Resend { invitations } | Self::Revoke { invitations } | Self::Reopen { invitations } => {
                invitations.iter().map(|&invitation| invitation.into()).collect()
            }
            Self::CopyLink { invitation }
            | Self::TakeBackResend { invitation, .. }
            | Self::ReaddressInvitation { invitation, .. }
            | Self::HandBackInvitation { invitation, .. }
            | Self::SetInvitationRole { invitation, .. } => vec![(*invitation).into()],
            Self::ApproveRequests { requests, .. }
            | Self::DeclineRequests { requests }
            | Self::ReturnRequests { requests } => requests.iter().map(|&request| request.into()).collect(),
            Self::Leave
            | Self::HandOver { .. }
            | Self::Invite(_)
            | Self::ChangeOrganization(_)
            | Self::CreateTeam { .. }
            | Self::RenameTeam { .. }
            | Self::DeleteTeam { .. }
            | Self::Revert { .. }
            | Self::Undo { .. }
            | Self::CreateRole { .. }
            | Self::ChangeRole { .. }
            | Self::DeleteRole { .. }
            | Self::CreateBundle { .. }
            | Self::ChangeBundle { .. }
            | Self::DeleteBundle { .. }
            | Self::BringBackBundle { .. }
            | Self::BringBackRole { .. } => Vec::new(),
        }
    }
}
