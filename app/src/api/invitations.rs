//! Invitations.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{client_ip, execute, limits, service, session, start, visitor, wait_for_code};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use domain::Command;
use domain::{Answer, CommandId, InvitationCard, InvitationId, Invite};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// Where somebody arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The organization's name in URLs.
    pub org: String,
    /// Whether there is no session yet: the account takes a second factor, which is asked for next.
    pub second_factor: bool,
}

/// Invites people.
#[server(name = SendInvitations, input = Strict, output = Json, endpoint = "invitations/send")]
pub async fn send(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom, as what.
    invite: Invite,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Invite(invite)).await
}

/// Sends invitations again: earlier links end, the clock restarts.
#[server(input = Strict, output = Json, endpoint = "invitations/resend")]
pub async fn resend(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which.
    invitations: Vec<InvitationId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Resend { invitations }).await
}

/// Makes one more link, for the caller to hand over.
#[server(input = Strict, output = Json, endpoint = "invitations/copy_link")]
pub async fn copy_link(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which.
    invitation: InvitationId,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::CopyLink { invitation }).await
}

/// Mends the address of an open invitation: its links end, and the new address gets one.
#[server(input = Strict, output = Json, endpoint = "invitations/readdress")]
pub async fn readdress(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which.
    invitation: InvitationId,
    /// The new address, as typed.
    email: String,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::ReaddressInvitation { invitation, email }).await
}

/// Takes invitations back.
#[server(input = Strict, output = Json, endpoint = "invitations/revoke")]
pub async fn revoke(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which.
    invitations: Vec<InvitationId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Revoke { invitations }).await
}

/// Opens revoked invitations again.
#[server(input = Strict, output = Json, endpoint = "invitations/reopen")]
pub async fn reopen(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which.
    invitations: Vec<InvitationId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Reopen { invitations }).await
}

/// What a link's invitation says.
#[server(input = Strict, output = Json, endpoint = "invitations/look_up")]
pub async fn look_up(
    /// The link's secret.
    token: String,
) -> Result<InvitationCard, ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    Ok(service.look_up_invitation(&token, session().ok().as_ref()).await?)
}

/// Accepts an invitation with a new account, which is signed in.
#[server(input = Strict, output = Json, endpoint = "invitations/accept_as_new")]
pub async fn accept_as_new(
    /// The link's secret.
    token: String,
    /// The new account's name.
    name: String,
    /// Its password.
    password: String,
) -> Result<Joined, ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    joined(service.accept_as_new(&token, &name, &password, &visitor()).await?)
}

/// Accepts an invitation with the account that its address has, which is signed in, or asked for its second factor.
#[server(input = Strict, output = Json, endpoint = "invitations/accept_with_password")]
pub async fn accept_with_password(
    /// The link's secret.
    token: String,
    /// The account's password.
    password: String,
) -> Result<Joined, ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    joined(service.accept_with_password(&token, &password, &visitor()).await?)
}

/// Accepts an invitation as who is signed in.
#[server(input = Strict, output = Json, endpoint = "invitations/accept_signed_in")]
pub async fn accept_signed_in(
    /// The link's secret.
    token: String,
) -> Result<Joined, ApiError> {
    let (service, session) = (service()?, session()?);
    limits()?.link(client_ip(), service.now())?;
    joined(service.accept_signed_in(&session, &token).await?)
}

#[cfg(feature = "ssr")]
fn joined(accepted: directory::Accepted) -> Result<Joined, ApiError> {
    if let Some(signed_in) = &accepted.signed_in {
        start(signed_in)?;
    }
    if let Some(step) = &accepted.step {
        wait_for_code(step)?;
    }
    Ok(Joined { org: accepted.org, second_factor: accepted.step.is_some() })
}
