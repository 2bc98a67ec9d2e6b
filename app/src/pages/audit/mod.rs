//! The audit log: what happened in an organization, who did it, and what was refused.

mod attempts;
mod chips;
mod detail;
mod events;
mod export;
mod filters;
mod log;
mod person;
mod verify;

use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::pages::failed::Failed;
use crate::pages::page::Page;
use crate::text::{audit as text, errors, frame};
use crate::ui::{EmptyState, drawings};
use attempts::Attempts;
use detail::Detail;
use events::Events;
use filters::Toolbar;
use log::Log;
use person::FindPerson;

/// The page.
#[component]
pub(crate) fn Audit() -> AnyView {
    let log = Log::new();
    view! {
        <Page title=frame::audit() wide=true>
            <p class="page-about">{move || if log.refused.get() { text::refused_about() } else { text::about() }}</p>
            <Toolbar log/>
            {move || if log.refused.get() { view! { <Attempts log/> } } else { view! { <Events log/> } }}
            <Detail log/>
            <FindPerson log/>
        </Page>
    }
    .into_any()
}

/// What stands in the place of a list that did not come.
fn not_shown(why: ApiError, retry: Callback<()>) -> AnyView {
    match why {
        refused @ ApiError::Refused { .. } => view! {
            <EmptyState icon=drawings::LOCK title=errors::not_loaded().to_owned() text=errors::words(&refused)/>
        }
        .into_any(),
        other => view! { <Failed why=other retry/> }.into_any(),
    }
}
