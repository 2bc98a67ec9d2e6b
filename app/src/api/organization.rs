//! The organization itself.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, execute, service};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use directory::OrgRef;
#[cfg(feature = "ssr")]
use domain::Command;
use domain::{Answer, ChangeOrganization, CommandId, General};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Changes its name, its seat limit or its seat policy.
#[server(input = Strict, output = Json, endpoint = "organization/change")]
pub async fn change(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// What is to be another.
    change: ChangeOrganization,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::ChangeOrganization(change)).await
}

/// Hands it over to the user with an address; one becomes an Admin.
#[server(input = Strict, output = Json, endpoint = "organization/hand_over")]
pub async fn hand_over(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// The new Owner's address, as typed.
    email: String,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::HandOver { email }).await
}

/// What its General page shows.
#[server(name = GeneralPage, input = Strict, output = Json, endpoint = "organization/general")]
pub async fn general(
    /// The organization, by its name in URLs.
    org: String,
) -> Result<General, ApiError> {
    Ok(service()?.general(&caller()?, &OrgRef::Slug(org)).await?)
}
