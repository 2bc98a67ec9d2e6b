//! Requests to join: asking from outside, and the answers.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{client_ip, execute, limits, service, visitor};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use domain::Command;
use domain::{Answer, CommandId, InvitationId, JoinCard, Name, RoleId, TeamId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The page on which visitors ask to join.
#[server(name = LookUpJoin, input = Strict, output = Json, endpoint = "requests/look_up")]
pub async fn look_up(
    /// The organization, by its name in URLs.
    org: String,
) -> Result<JoinCard, ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    Ok(service.join_card(&org).await?)
}

/// Asks for a link by which to ask to join. The answer is the same whatever is true of the address.
#[server(name = AskToJoin, input = Strict, output = Json, endpoint = "requests/ask")]
pub async fn ask(
    /// The organization, by its name in URLs.
    org: String,
    /// What they call themselves.
    name: String,
    /// Their address.
    email: String,
) -> Result<(), ApiError> {
    let service = service()?;
    limits()?.mail(client_ip(), &email, service.now())?;
    Ok(service.ask_to_join(&org, &name, &email, visitor().language).await?)
}

/// Asks to join, by the link that went to the address. Gives the organization's name.
#[server(name = ConfirmRequest, input = Strict, output = Json, endpoint = "requests/confirm")]
pub async fn confirm(
    /// The link's secret.
    token: String,
) -> Result<Name, ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    Ok(service.confirm_request(&token, visitor().ip.as_deref()).await?)
}

/// Invites those who asked to join.
#[server(name = ApproveRequests, input = Strict, output = Json, endpoint = "requests/approve")]
pub async fn approve(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whose requests.
    requests: Vec<InvitationId>,
    /// The role they will have.
    role: RoleId,
    /// The teams they will be in.
    teams: Vec<TeamId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::ApproveRequests { requests, role, teams }).await
}

/// Tells those who asked to join that they may not.
#[server(name = DeclineRequests, input = Strict, output = Json, endpoint = "requests/decline")]
pub async fn decline(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whose requests.
    requests: Vec<InvitationId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::DeclineRequests { requests }).await
}
