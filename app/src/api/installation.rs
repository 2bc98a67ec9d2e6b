//! The installation before it has an organization.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{client_ip, limits, service, start, visitor};
use super::error::ApiError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Whether a set-up link is good.
#[server(input = Strict, output = Json, endpoint = "installation/look_up")]
pub async fn look_up(
    /// The link's secret.
    token: String,
) -> Result<(), ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    Ok(service.look_up_set_up(&token).await?)
}

/// Makes the first organization and its Owner, who is signed in.
#[server(input = Strict, output = Json, endpoint = "installation/set_up")]
pub async fn set_up(
    /// The link's secret.
    token: String,
    /// What the organization is called.
    organization: String,
    /// The Owner's name.
    name: String,
    /// The Owner's address.
    email: String,
    /// The Owner's password.
    password: String,
) -> Result<(), ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    let asked = directory::SetUp { organization, slug: None, name, email, password };
    start(&service.set_up(&token, &asked, &visitor()).await?)
}
