//! Teams.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, execute, service};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use directory::OrgRef;
#[cfg(feature = "ssr")]
use domain::Command;
use domain::{Answer, CommandId, Name, TeamCandidate, TeamCard, TeamId, UserId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Makes a team.
#[server(input = Strict, output = Json, endpoint = "teams/create")]
pub async fn create(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Its name.
    name: Name,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::CreateTeam { name }).await
}

/// Renames a team.
#[server(input = Strict, output = Json, endpoint = "teams/rename")]
pub async fn rename(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which team.
    team: TeamId,
    /// Its name.
    name: Name,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::RenameTeam { team, name }).await
}

/// Deletes a team; its people stay in the organization.
#[server(input = Strict, output = Json, endpoint = "teams/remove")]
pub async fn remove(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which team.
    team: TeamId,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::DeleteTeam { team }).await
}

/// Makes a user own a team, or no longer.
#[server(input = Strict, output = Json, endpoint = "teams/set_owner")]
pub async fn set_owner(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which team.
    team: TeamId,
    /// Whom.
    user: UserId,
    /// Own it, or no longer.
    owner: bool,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::SetTeamOwner { team, user, owner }).await
}

/// The teams that the caller sees.
#[server(input = Strict, output = Json, endpoint = "teams/list")]
pub async fn list(
    /// The organization, by its name in URLs.
    org: String,
) -> Result<Vec<TeamCard>, ApiError> {
    Ok(service()?.teams(&caller()?, &OrgRef::Slug(org)).await?)
}

/// The people who could be put into a team, by part of their name or address; twenty at most.
#[server(input = Strict, output = Json, endpoint = "teams/candidates")]
pub async fn candidates(
    /// The organization, by its name in URLs.
    org: String,
    /// Which team.
    team: TeamId,
    /// Part of a name or address; empty for anybody.
    text: String,
) -> Result<Vec<TeamCandidate>, ApiError> {
    Ok(service()?.team_candidates(&caller()?, &OrgRef::Slug(org), team, &text).await?)
}
