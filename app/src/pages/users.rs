//! An organization's Users page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::call::answered;
use crate::api::packed::Packed;
use crate::api::people::{self, NotShown};
use crate::location::Location;
use crate::pages::failed::Failed;
use crate::pages::frame::CurrentOrganization;
use crate::pages::page::{Page, Waiting, organization_in_path};
use crate::pages::title::Title;
use crate::text::{frame, users as text};
use crate::users::face::FirstPage;
use crate::users::head::Numbers;
use crate::users::menus::come_near;
use crate::users::page::{People, provide};
use crate::users::session::Session;

/// The page. With the first load the server hands its first rows over, found before it rendered anything; later the
/// page asks for them.
#[component]
pub(crate) fn Users() -> AnyView {
    let org = organization_in_path();
    let query = Location::expect().query();
    let Packed(handed) = SharedValue::new_str(|| Packed(found())).into_inner();
    let shown = RwSignal::new(handed);
    let asked_last = StoredValue::new(0_u32);
    let ask = move || {
        shown.set(None);
        let number = asked_last.try_update_value(|last| {
            *last += 1;
            *last
        });
        let asked = people::look(org.get_untracked(), query.get_untracked());
        spawn_local(async move {
            let answer = answered(asked).await;
            // Another organization's answer may come late.
            if asked_last.try_get_value() != number {
                return;
            }
            shown.try_set(Some(answer.map(|Packed(first)| first)));
        });
    };
    Effect::new(move |before: Option<String>| {
        let org = org.get();
        if before.is_some_and(|before| before != org) || shown.with_untracked(Option::is_none) {
            ask();
        }
        org
    });
    let retry = Callback::new(move |()| ask());
    let gone = Callback::new(move |()| {
        shown.try_set(Some(Err(NotShown::NotFound)));
    });
    view! {
        {move || match shown.get() {
            None => view! { <Page title=text::title()><Waiting/></Page> }.into_any(),
            Some(Ok(first)) => view! { <Loaded org=org.get_untracked() first gone/> }.into_any(),
            Some(Err(why)) => view! { <Page title=text::title()><Failed why retry/></Page> }.into_any(),
        }}
    }
    .into_any()
}

#[cfg(feature = "ssr")]
fn found() -> Option<Result<FirstPage, NotShown>> {
    crate::api::context::extension().map(|people::Found(found)| found)
}

#[cfg(not(feature = "ssr"))]
fn found() -> Option<Result<FirstPage, NotShown>> {
    None
}

#[component]
fn Loaded(
    org: String,
    first: FirstPage,
    /// The people are not for the viewer to see any more.
    gone: Callback<()>,
) -> AnyView {
    let page = provide(org, first);
    Effect::new(move |_| {
        if page.load_error.get() == Some(NotShown::NotFound) && page.loaded.get_untracked() {
            // Not from within the page that goes.
            request_animation_frame(move || gone.run(()));
        }
    });
    let session: Session = use_context().unwrap_or_default();
    Effect::new(move |before: Option<u32>| {
        let undone = session.undone();
        if before.is_some_and(|before| before != undone) {
            page.reload();
        }
        undone
    });
    let organization = CurrentOrganization::name();
    view! {
        <Title text=Signal::derive(move || frame::title(text::title(), organization.get().as_deref()))/>
        <div class="page" on:pointerover=|_| come_near() on:focusin=|_| come_near()>
            <header class="page-head">
                <h1 tabindex="-1">{text::title()}</h1>
                <Numbers/>
            </header>
            <People/>
        </div>
    }
    .into_any()
}
