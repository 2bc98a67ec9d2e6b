//! Lists from elsewhere: what one would come to, and importing it.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, service};
use super::error::ApiError;
#[cfg(feature = "ssr")]
use directory::{Error, ImportOrder, ImportOutcome, OrgRef};
use domain::{CommandId, ImportOptions, ImportPlan, Imported, ListColumns, Unreadable};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// What came of sending a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListAnswer {
    /// It is imported.
    Done(Imported),
    /// What it would come to; where it was to be imported, it is not any more what was shown.
    Planned(Box<ImportPlan>),
    /// It cannot be read.
    Unreadable(Unreadable),
}

/// What importing a list would come to.
#[server(name = PlanList, input = Strict, output = Json, endpoint = "lists/plan")]
pub async fn plan(
    /// The organization, by its name in URLs.
    org: String,
    /// The file, in base 64.
    file: String,
    /// Which columns are which, where somebody mapped them by hand.
    columns: Option<ListColumns>,
    /// How it is to be imported.
    options: ImportOptions,
) -> Result<ListAnswer, ApiError> {
    let order = ImportOrder { file: decoded(&file)?, columns, options };
    drop(file);
    let planned = service()?.plan_import(&caller()?, &OrgRef::Slug(org), &order).await;
    told(planned.map(|planned| ListAnswer::Planned(Box::new(planned))))
}

/// Imports a list as planned, whole or not at all.
#[server(name = ImportList, input = Strict, output = Json, endpoint = "lists/import")]
pub async fn import(
    /// The organization, by its name in URLs.
    org: String,
    /// One per intent; a repeat gets the first answer.
    intent_id: CommandId,
    /// The file, in base 64.
    file: String,
    /// Which columns are which, where somebody mapped them by hand.
    columns: Option<ListColumns>,
    /// How it is imported.
    options: ImportOptions,
    /// What stands for the plan that was shown.
    digest: String,
    /// The places in the plan of the lines that are left out.
    unticked: Vec<u32>,
) -> Result<ListAnswer, ApiError> {
    let order = ImportOrder { file: decoded(&file)?, columns, options };
    drop(file);
    let unticked = unticked.into_iter().collect();
    let done = service()?.import(&caller()?, &OrgRef::Slug(org), order, intent_id, digest, unticked).await;
    told(done.map(|outcome| match outcome {
        ImportOutcome::Done(done) => ListAnswer::Done(done),
        ImportOutcome::Stale(plan) => ListAnswer::Planned(plan),
    }))
}

#[cfg(feature = "ssr")]
fn decoded(file: &str) -> Result<std::sync::Arc<[u8]>, ApiError> {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.decode(file);
    let bytes = bytes.map_err(|error| ApiError::NotUnderstood { reason: format!("file: {error}") })?;
    Ok(bytes.into())
}

/// A file that cannot be read is an answer, with all that it takes to mend it.
#[cfg(feature = "ssr")]
fn told(outcome: directory::Result<ListAnswer>) -> Result<ListAnswer, ApiError> {
    match outcome {
        Err(Error::Unreadable(why)) => Ok(ListAnswer::Unreadable(why)),
        other => Ok(other?),
    }
}
