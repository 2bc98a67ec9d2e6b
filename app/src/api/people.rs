//! The people of an organization, as the page shows them first.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, service};
use super::error::ApiError;
use crate::users::face::FirstPage as Face;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The first rows of what an address shows, with what stands round them.
#[server(input = Strict, output = Json, endpoint = "people/first_page")]
pub async fn first_page(
    /// The organization, by its name in URLs.
    org: String,
    /// The address's query.
    query: String,
) -> Result<Face, ApiError> {
    let snapshot = service()?.snapshot(&caller()?, &directory::OrgRef::Slug(org)).await?;
    let roster = roster::Roster::load(snapshot).map_err(|bad| ApiError::NotUnderstood { reason: bad.to_string() })?;
    Ok(Face::of(&roster, &domain::PeopleFilter::from_query(&query)))
}
