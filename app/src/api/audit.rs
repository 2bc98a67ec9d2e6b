//! The audit log.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, execute, service};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use directory::OrgRef;
#[cfg(feature = "ssr")]
use domain::Command;
use domain::{Answer, AttemptPage, AuditDetail, AuditFilter, AuditPage, AuditPerson, CommandId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use uuid::Uuid;

/// A page of the audit log, the newest first.
#[server(name = ListEvents, input = Strict, output = Json, endpoint = "audit/list")]
pub async fn list(
    /// The organization, by its name in URLs.
    org: String,
    /// What it is narrowed to.
    filter: AuditFilter,
    /// The number of the event before which it begins; none for the newest.
    before: Option<u64>,
) -> Result<AuditPage, ApiError> {
    Ok(service()?.audit_log(&caller()?, &OrgRef::Slug(org), &filter, before).await?)
}

/// One event of it.
#[server(name = ReadEvent, input = Strict, output = Json, endpoint = "audit/event")]
pub async fn event(
    /// The organization, by its name in URLs.
    org: String,
    /// The event's number.
    event: u64,
) -> Result<AuditDetail, ApiError> {
    Ok(service()?.audit_event(&caller()?, &OrgRef::Slug(org), event).await?)
}

/// A page of the refused attempts, the newest first.
#[server(name = ListAttempts, input = Strict, output = Json, endpoint = "audit/attempts")]
pub async fn attempts(
    /// The organization, by its name in URLs.
    org: String,
    /// What it is narrowed to.
    filter: AuditFilter,
    /// The attempt before which it begins; none for the newest.
    before: Option<Uuid>,
) -> Result<AttemptPage, ApiError> {
    Ok(service()?.refused_attempts(&caller()?, &OrgRef::Slug(org), &filter, before).await?)
}

/// The people whom it can be narrowed to, by name or address.
#[server(name = FindPeople, input = Strict, output = Json, endpoint = "audit/people")]
pub async fn people(
    /// The organization, by its name in URLs.
    org: String,
    /// Words of the name or the address.
    text: String,
) -> Result<Vec<AuditPerson>, ApiError> {
    Ok(service()?.audit_people(&caller()?, &OrgRef::Slug(org), &text).await?)
}

/// Takes one event back.
#[server(name = RevertEvent, input = Strict, output = Json, endpoint = "audit/revert")]
pub async fn revert(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The last event number that the sender had seen.
    seen_seq: u64,
    /// The event's number.
    event: u64,
) -> Result<Answer, ApiError> {
    execute(org, intent_id, seen_seq, Command::Revert { event }).await
}
