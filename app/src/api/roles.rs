//! Roles.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, execute, service};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use directory::OrgRef;
#[cfg(feature = "ssr")]
use domain::Command;
use domain::{Answer, CommandId, Name, Permission, RoleHolders, RoleId, RoleList};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// An organization's roles, and how many have each.
#[server(name = ListRoles, input = Strict, output = Json, endpoint = "roles/list")]
pub async fn list(
    /// The organization, by its name in URLs.
    org: String,
) -> Result<RoleList, ApiError> {
    Ok(service()?.roles(&caller()?, &OrgRef::Slug(org)).await?)
}

/// Whom a change of a role would concern.
#[server(input = Strict, output = Json, endpoint = "roles/holders")]
pub async fn holders(
    /// The organization, by its name in URLs.
    org: String,
    /// Which role.
    role: RoleId,
) -> Result<RoleHolders, ApiError> {
    Ok(service()?.role_holders(&caller()?, &OrgRef::Slug(org), role).await?)
}

/// Makes a role.
#[server(name = CreateRole, input = Strict, output = Json, endpoint = "roles/create")]
pub async fn create(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Its name.
    name: Name,
    /// What it allows.
    permissions: Vec<Permission>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::CreateRole { name, permissions }).await
}

/// Changes a custom role; what is not given stays.
#[server(name = ChangeRole, input = Strict, output = Json, endpoint = "roles/change")]
pub async fn change(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which role.
    role: RoleId,
    /// Its new name.
    name: Option<Name>,
    /// What it allows from now on.
    permissions: Option<Vec<Permission>>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::ChangeRole { role, name, permissions }).await
}

/// Deletes a custom role. Whoever has it gets another.
#[server(name = RemoveRole, input = Strict, output = Json, endpoint = "roles/remove")]
pub async fn remove(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// Which role.
    role: RoleId,
    /// The role that its people and open invitations get.
    move_to: Option<RoleId>,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::DeleteRole { role, move_to }).await
}
