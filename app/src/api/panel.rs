//! A person's panel.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, limits, service};
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
    let (service, caller, org) = (service()?, caller()?, OrgRef::Slug(org));
    let mut panel = service.person_panel(&caller, &org, person).await?;
    if let (Some(sign_in), PersonId::User(user)) = (&mut panel.sign_in, person) {
        let (account, email) = service.signs_in_as(&caller, &org, user).await?;
        sign_in.locked_until = limits()?.locked_until(account, &email, service.now());
    }
    Ok(panel)
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
