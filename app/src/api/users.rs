//! Users: what an organization's people are and may be made.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, execute, limits, service};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use directory::OrgRef;
#[cfg(feature = "ssr")]
use domain::Command;
use domain::{Answer, CancelOutcome, CommandId, Name, Note, PersonEdit, PersonId, RoleId, TeamId, Timestamp, UserId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Gives users a role.
#[server(input = Strict, output = Json, endpoint = "users/set_role")]
pub async fn set_role(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
    /// Which role.
    role: RoleId,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::SetRole { users, role }).await
}

/// Gives users a role that ends by itself.
#[server(input = Strict, output = Json, endpoint = "users/lend_role")]
pub async fn lend_role(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
    /// Which role.
    role: RoleId,
    /// Until when.
    until: Timestamp,
    /// Which role they have from then on; without it, the one that they have for good now.
    then: Option<RoleId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::LendRole { users, role, until, then }).await
}

/// Sets when users' access ends by itself, or that it does not.
#[server(input = Strict, output = Json, endpoint = "users/set_end_date")]
pub async fn set_end_date(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
    /// When; `null` for no end.
    ends_at: Option<Timestamp>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::SetEndDate { users, ends_at }).await
}

/// Edits users and open invitations alike: gives them a role, or changes their teams.
#[server(input = Strict, output = Json, endpoint = "people/edit")]
pub async fn edit_people(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    people: Vec<PersonId>,
    /// What.
    edit: PersonEdit,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::EditPeople { people, edit }).await
}

/// Puts users into teams and takes them out of others.
#[server(input = Strict, output = Json, endpoint = "users/change_teams")]
pub async fn change_teams(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
    /// Into these teams.
    add: Vec<TeamId>,
    /// Out of these teams.
    remove: Vec<TeamId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::ChangeTeams { users, add, remove }).await
}

/// Stops users from signing in, keeping everything.
#[server(input = Strict, output = Json, endpoint = "users/suspend")]
pub async fn suspend(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
    /// Why.
    reason: Option<Note>,
    /// Who owns their teams from now on.
    #[server(default)]
    successors: Vec<(TeamId, UserId)>,
    /// Who answers for the open invitations that they sent.
    #[server(default)]
    heir: Option<UserId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Suspend { users, reason, successors, heir }).await
}

/// Lets suspended users sign in again.
#[server(input = Strict, output = Json, endpoint = "users/reactivate")]
pub async fn reactivate(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Reactivate { users }).await
}

/// Takes users' access away.
#[server(input = Strict, output = Json, endpoint = "users/remove")]
pub async fn remove(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
    /// Why.
    reason: Option<Note>,
    /// Who owns a team from now on, where it would be left without an owner.
    successors: Vec<(TeamId, UserId)>,
    /// Who answers for the open invitations that they sent; without anybody they are cancelled.
    heir: Option<UserId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Remove { users, reason, successors, heir }).await
}

/// Brings removed users back.
#[server(input = Strict, output = Json, endpoint = "users/restore")]
pub async fn restore(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Restore { users }).await
}

/// Ends all sessions of users in this organization.
#[server(input = Strict, output = Json, endpoint = "users/sign_out")]
pub async fn sign_out(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::SignOut { users }).await
}

/// Changes what a user is called in this organization.
#[server(name = RenameUser, input = Strict, output = Json, endpoint = "users/rename")]
pub async fn rename(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    user: UserId,
    /// The new name.
    name: Name,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::RenameUser { user, name }).await
}

/// Asks a user to sign in with another address from now on: a link goes there, and a notice to the one they have.
#[server(input = Strict, output = Json, endpoint = "users/propose_email")]
pub async fn propose_email(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    user: UserId,
    /// The new address, as typed.
    email: String,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::ProposeEmail { user, email }).await
}

/// Has a link for a new password mailed to a user, at their account's own address.
#[server(input = Strict, output = Json, endpoint = "users/send_password_reset")]
pub async fn send_password_reset(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    user: UserId,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::SendPasswordReset { user }).await
}

/// Lets a user try to sign in again at once, where wrong passwords have them wait.
#[server(input = Strict, output = Json, endpoint = "users/lift_lock")]
pub async fn lift_lock(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whose.
    user: UserId,
) -> Result<Answer, ApiError> {
    let answer = execute(org.clone(), intent_id, seen_seq, Command::LiftLock { user }).await?;
    let (account, email) = service()?.signs_in_as(&caller()?, &OrgRef::Slug(org), user).await?;
    limits()?.lift(account, &email);
    Ok(answer)
}

/// The caller leaves the organization.
#[server(input = Strict, output = Json, endpoint = "users/leave")]
pub async fn leave(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Leave).await
}

/// Undoes what a command did, as far as it can be.
#[server(input = Strict, output = Json, endpoint = "users/undo")]
pub async fn undo(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// The command to undo.
    command: CommandId,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Undo { command }).await
}

/// Cancels a command of the caller's own: one that is under way stops, with nothing changed, and answers
/// [`ApiError::Cancelled`]; so does one that arrives later. Where it is done already, it says so. Of two requests, this
/// and the command's own, both are told the same.
#[server(input = Strict, output = Json, endpoint = "users/cancel")]
pub async fn cancel(
    /// The organization, by its name in URLs.
    org: String,
    /// The command's intent.
    intent_id: CommandId,
) -> Result<CancelOutcome, ApiError> {
    Ok(service()?.cancel(&caller()?, &OrgRef::Slug(org), intent_id).await?)
}
