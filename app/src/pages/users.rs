//! An organization's Users page.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use crate::api::call::answered;
use crate::api::packed::Packed;
use crate::api::people;
use crate::pages::failed::Failed;
use crate::pages::frame::CurrentOrganization;
use crate::pages::page::{Page, Waiting, organization_in_path};
use crate::text::{frame, users as text};
use crate::users::face::FirstPage;
use crate::users::head::Numbers;
use crate::users::page::{People, provide};

/// The page.
#[component]
pub(crate) fn Users() -> AnyView {
    let org = organization_in_path();
    let search = use_location().search;
    let first = Resource::new(move || org.get(), move |org| answered(people::look(org, search.get_untracked())));
    let retry = Callback::new(move |()| first.refetch());
    let content = move || {
        Suspend::new(async move {
            match first.await {
                Ok(Packed(first)) => view! { <Loaded org=org.get_untracked() first/> }.into_any(),
                Err(why) => view! { <Page title=text::TITLE><Failed error=why.into() retry/></Page> }.into_any(),
            }
        })
    };
    view! {
        <Suspense fallback=|| view! { <Page title=text::TITLE><Waiting/></Page> }>{content}</Suspense>
    }
    .into_any()
}

#[component]
fn Loaded(org: String, first: FirstPage) -> AnyView {
    provide(org, first);
    let organization = CurrentOrganization::name();
    view! {
        <Title text=move || frame::title(text::TITLE, organization.get().as_deref())/>
        <div class="page">
            <header class="page-head">
                <h1 tabindex="-1">{text::TITLE}</h1>
                <Numbers/>
            </header>
            <People/>
        </div>
    }
    .into_any()
}
