//! Refused attempts: who tried what, kept apart from the events and outside the organization's lock.

use crate::entity::refused_attempt;
use crate::{Caller, Directory};
use domain::{OrgId, Refusal};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::Value;

/// What was tried, and on what.
pub(crate) struct Attempt<'a> {
    pub org: Option<OrgId>,
    pub action: &'a str,
    pub subject: &'a str,
}

impl Directory {
    /// Notes a refused attempt, when it is one that matters. Failing to note it changes nothing for the caller.
    pub(crate) async fn note_refused(&self, caller: &Caller, attempt: Attempt<'_>, refusal: &Refusal) {
        if !matters(refusal) {
            return;
        }
        let code = serde_json::to_value(refusal)
            .ok()
            .and_then(|value| match value {
                Value::String(code) => Some(code),
                Value::Object(fields) => fields.into_iter().next().map(|(code, _)| code),
                _ => None,
            })
            .unwrap_or_default();
        let row = refused_attempt::ActiveModel {
            id: Set(self.inner.clock.fresh_id()),
            org_id: Set(attempt.org),
            at: Set(self.now()),
            account_id: Set(caller.account()),
            door: Set(caller.door),
            action: Set(attempt.action.to_owned()),
            subject: Set(attempt.subject.to_owned()),
            code: Set(code),
            ip: Set(caller.ip.clone()),
        };
        let outcome = refused_attempt::Entity::insert(row).exec_without_returning(&self.inner.database.write).await;
        if let Err(error) = outcome {
            tracing::warn!(%error, action = attempt.action, "a refused attempt could not be noted");
        }
    }
}

/// Attempts at what one may not do matter; slips of the pen do not.
fn matters(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotFound
            | Refusal::NotAllowed { .. }
            | Refusal::RoleAboveYours { .. }
            | Refusal::PersonAboveYours { .. }
            | Refusal::OwnRow
            | Refusal::LastOwner
            | Refusal::OwnTeamsOnly
            | Refusal::MembersOnly
            | Refusal::InvitationForAnother
            | Refusal::InviterMayNot
    )
}
