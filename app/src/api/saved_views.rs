//! Views that a user keeps.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, service};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use directory::OrgRef;
use domain::{SavedView, SavedViewId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The views that the caller keeps, by name.
#[server(name = ListViews, input = Strict, output = Json, endpoint = "views/list")]
pub async fn list(
    /// The organization, by its name in URLs.
    org: String,
) -> Result<Vec<SavedView>, ApiError> {
    Ok(service()?.saved_views(&caller()?, &OrgRef::Slug(org)).await?)
}

/// Keeps a view, in place of the caller's one with the same id. Gives it as it is kept.
#[server(name = SaveView, input = Strict, output = Json, endpoint = "views/save")]
pub async fn save(
    /// The organization, by its name in URLs.
    org: String,
    /// The view.
    view: SavedView,
) -> Result<SavedView, ApiError> {
    Ok(service()?.save_view(&caller()?, &OrgRef::Slug(org), view).await?)
}

/// Forgets a view; nothing, where it is gone already.
#[server(name = DeleteView, input = Strict, output = Json, endpoint = "views/remove")]
pub async fn remove(
    /// The organization, by its name in URLs.
    org: String,
    /// Which one.
    view: SavedViewId,
) -> Result<(), ApiError> {
    Ok(service()?.delete_view(&caller()?, &OrgRef::Slug(org), view).await?)
}
