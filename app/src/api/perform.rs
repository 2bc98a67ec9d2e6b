//! One way for the page to send any command.

use super::error::ApiError;
use super::{invitations, organization, teams, users};
use domain::{Answer, Command, Envelope};

/// Sends a command to the server function that carries it out.
///
/// # Errors
/// [`ApiError`], as that function answers.
pub async fn perform(org: String, envelope: Envelope<Command>) -> Result<Answer, ApiError> {
    let Envelope { intent_id: id, seen_seq: seen, command } = envelope;
    match command {
        Command::SetRole { users, role } => users::set_role(org, id, seen, users, role).await,
        Command::ChangeTeams { users, add, remove } => users::change_teams(org, id, seen, users, add, remove).await,
        Command::SetTeamOwner { team, user, owner } => teams::set_owner(org, id, seen, team, user, owner).await,
        Command::Suspend { users, reason } => users::suspend(org, id, seen, users, reason).await,
        Command::Reactivate { users } => users::reactivate(org, id, seen, users).await,
        Command::Remove { users, reason, successors } => users::remove(org, id, seen, users, reason, successors).await,
        Command::Restore { users } => users::restore(org, id, seen, users).await,
        Command::SignOut { users } => users::sign_out(org, id, seen, users).await,
        Command::Leave => users::leave(org, id, seen).await,
        Command::Invite(invite) => invitations::send(org, id, seen, invite).await,
        Command::Resend { invitations } => invitations::resend(org, id, seen, invitations).await,
        Command::CopyLink { invitation } => invitations::copy_link(org, id, seen, invitation).await,
        Command::Revoke { invitations } => invitations::revoke(org, id, seen, invitations).await,
        Command::Reopen { invitations } => invitations::reopen(org, id, seen, invitations).await,
        Command::CreateTeam { name } => teams::create(org, id, seen, name).await,
        Command::RenameTeam { team, name } => teams::rename(org, id, seen, team, name).await,
        Command::DeleteTeam { team } => teams::remove(org, id, seen, team).await,
        Command::ChangeOrganization(change) => organization::change(org, id, seen, change).await,
        Command::Undo { command } => users::undo(org, id, seen, command).await,
    }
}
