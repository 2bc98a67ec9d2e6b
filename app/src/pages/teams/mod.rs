//! The Teams page: the teams one sees, their people, and what one may change of them.

mod add;
mod board;
mod create;
mod delete;
mod people;
mod team;

use leptos::prelude::*;

use crate::api::call::answered;
use crate::api::teams;
use crate::pages::failed::Failed;
use crate::pages::frame::CurrentOrganization;
use crate::pages::page::{Page, Waiting, organization_in_path};
use crate::pages::teams::board::{Board, List};
use crate::text::teams as text;

/// The page.
#[component]
pub(crate) fn Teams() -> AnyView {
    let org = organization_in_path();
    let list = Resource::new(move || org.get(), |org| answered(teams::list(org)));
    let retry = Callback::new(move |()| list.refetch());
    let may_create = CurrentOrganization::allows(domain::Permission::TeamsManage);
    let content = move || {
        Suspend::new(async move {
            match list.await {
                Ok(teams) => {
                    let board = Board::new(org.get_untracked(), teams, may_create.get_untracked());
                    view! { <List board/> }.into_any()
                }
                Err(error) => view! { <Failed why=error retry/> }.into_any(),
            }
        })
    };
    view! {
        <Page title=text::title()>
            <Suspense fallback=|| view! { <Waiting/> }>{content}</Suspense>
        </Page>
    }
    .into_any()
}
