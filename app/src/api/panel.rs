//! A person's panel.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, service};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use directory::OrgRef;
use domain::{PersonId, PersonPanel};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// What a person's panel shows beyond their row.
#[server(input = Strict, output = Json, endpoint = "people/panel")]
pub async fn panel(
    /// The organization, by its name in URLs.
    org: String,
    /// Whose.
    person: PersonId,
) -> Result<PersonPanel, ApiError> {
    Ok(service()?.person_panel(&caller()?, &OrgRef::Slug(org), person).await?)
}

/// What was done to a person before the event of that number, the newest first.
#[server(input = Strict, output = Json, endpoint = "people/history")]
pub async fn history(
    /// The organization, by its name in URLs.
    org: String,
    /// Whose.
    person: PersonId,
    /// The event; none for the newest.
    before: Option<u64>,
) -> Result<domain::History, ApiError> {
    Ok(service()?.person_history(&caller()?, &OrgRef::Slug(org), person, before).await?)
}
