//! Refused attempts: who tried what, kept apart from the events and outside the organization's lock.

use crate::entity::refused_attempt;
use crate::{Caller, Directory};
use domain::{OrgId, Refusal};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::Value;

/// How many refusals of one command are noted: the first ones tell what was tried.
const MOST: usize = 100;

impl Directory {
    /// Notes refused attempts of one command, those that matter. Failing to note them changes nothing for the caller.
    pub(crate) async fn note_refused<'a>(
        &self,
        caller: &Caller,
        org: Option<OrgId>,
        action: &str,
        attempts: impl IntoIterator<Item = (String, &'a Refusal)>,
    ) {
        let matter = attempts.into_iter().filter(|(_, refusal)| matters(refusal)).take(MOST);
        let rows: Vec<_> = matter
            .map(|(subject, refusal)| refused_attempt::ActiveModel {
                id: Set(self.inner.clock.fresh_id()),
                org_id: Set(org),
                at: Set(self.now()),
                account_id: Set(caller.account()),
                door: Set(caller.door),
                action: Set(action.to_owned()),
                subject: Set(subject),
                code: Set(code(refusal)),
                ip: Set(caller.ip.clone()),
            })
            .collect();
        // What room is left on a full disk is for signing in.
        if rows.is_empty() || self.is_disk_full() {
            return;
        }
        let outcome =
            refused_attempt::Entity::insert_many(rows).exec_without_returning(&self.inner.database.write).await;
        if let Err(error) = outcome {
            tracing::warn!(%error, action, "refused attempts could not be noted");
        }
    }
}

/// A refusal's name, without its details.
fn code(refusal: &Refusal) -> String {
    match serde_json::to_value(refusal) {
        Ok(Value::String(code)) => code,
        Ok(Value::Object(fields)) => fields.into_iter().next().map(|(code, _)| code).unwrap_or_default(),
        _ => String::new(),
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
            | Refusal::OwnRole
            | Refusal::BuiltInRole
            | Refusal::LastOwner
            | Refusal::OwnTeamsOnly
            | Refusal::MembersOnly
            | Refusal::InvitationForAnother
            | Refusal::InviterMayNot
    )
}
