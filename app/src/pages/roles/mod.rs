//! The Roles page: what each role allows, as a matrix, roles of the organization's own, and bundles.

mod board;
mod bundles;
mod delete;
mod effects;
mod form;
mod matrix;
mod permissions;

use leptos::prelude::*;

use crate::api::call::answered;
use crate::pages::failed::Failed;
use crate::pages::page::{Page, Waiting, organization_in_path};
use crate::pages::roles::board::{Board, Roles as Content, both};
use crate::text::roles as text;

/// The page.
#[component]
pub(crate) fn Roles() -> AnyView {
    let org = organization_in_path();
    let list = Resource::new(move || org.get(), |org| answered(both(org)));
    let retry = Callback::new(move |()| list.refetch());
    let content = move || {
        Suspend::new(async move {
            match list.await {
                Ok((list, bundles)) => {
                    let board = Board::new(org.get_untracked(), list, bundles);
                    view! { <Content board/> }.into_any()
                }
                Err(error) => view! { <Failed why=error retry/> }.into_any(),
            }
        })
    };
    view! {
        <Page title=text::title() wide=true>
            <Suspense fallback=|| view! { <Waiting/> }>{content}</Suspense>
        </Page>
    }
    .into_any()
}
