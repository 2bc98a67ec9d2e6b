//! Bundles.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, execute, service};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use directory::OrgRef;
#[cfg(feature = "ssr")]
use domain::Command;
use domain::{Answer, Bundle, BundleId, BundleList, BundleShape, CommandId, Strayed, UserId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The bundles that the caller may invite with.
#[server(name = UsableBundles, input = Strict, output = Json, endpoint = "bundles/usable")]
pub async fn usable(
    /// The organization, by its name in URLs.
    org: String,
) -> Result<Vec<Bundle>, ApiError> {
    Ok(service()?.usable_bundles(&caller()?, &OrgRef::Slug(org)).await?)
}

/// An organization's bundles, and how many came by each.
#[server(name = ListBundles, input = Strict, output = Json, endpoint = "bundles/list")]
pub async fn list(
    /// The organization, by its name in URLs.
    org: String,
) -> Result<BundleList, ApiError> {
    Ok(service()?.bundles(&caller()?, &OrgRef::Slug(org)).await?)
}

/// Who came by a bundle and differs from it.
#[server(name = ListStrayed, input = Strict, output = Json, endpoint = "bundles/strayed")]
pub async fn strayed(
    /// The organization, by its name in URLs.
    org: String,
    /// Which bundle.
    bundle: BundleId,
) -> Result<Vec<Strayed>, ApiError> {
    Ok(service()?.strayed(&caller()?, &OrgRef::Slug(org), bundle).await?)
}

/// Makes a bundle.
#[server(name = CreateBundle, input = Strict, output = Json, endpoint = "bundles/create")]
pub async fn create(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// What it is.
    shape: BundleShape,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::CreateBundle { shape }).await
}

/// Changes a bundle.
#[server(name = ChangeBundle, input = Strict, output = Json, endpoint = "bundles/change")]
pub async fn change(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which bundle.
    bundle: BundleId,
    /// What it is from now on.
    shape: BundleShape,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::ChangeBundle { bundle, shape }).await
}

/// Deletes a bundle.
#[server(name = RemoveBundle, input = Strict, output = Json, endpoint = "bundles/remove")]
pub async fn remove(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which bundle.
    bundle: BundleId,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::DeleteBundle { bundle }).await
}

/// Gives users what the bundle gives that they came by.
#[server(name = FollowBundle, input = Strict, output = Json, endpoint = "bundles/follow")]
pub async fn follow(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Whom.
    users: Vec<UserId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::FollowBundle { users }).await
}
