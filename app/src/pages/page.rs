//! What the pages inside the frame share: title, heading, and what stands there until the data comes.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::pages::frame::CurrentOrganization;
use crate::text::frame as text;

/// A page of one column: the heading, then the sections.
#[component]
pub(crate) fn Page(
    /// The heading.
    title: &'static str,
    /// The whole width instead of one column.
    #[prop(optional)]
    wide: bool,
    /// Beside the heading: the numbers in words, then the one button.
    #[prop(into, optional)]
    beside: Option<ViewFn>,
    /// The sections.
    children: Children,
) -> AnyView {
    let organization = CurrentOrganization::name();
    view! {
        <Title text=move || text::title(title, organization.get().as_deref())/>
        <div class=if wide { "page" } else { "page page-column" }>
            <header class="page-head">
                <h1 tabindex="-1">{title}</h1>
                {beside.map(|beside| beside.run())}
            </header>
            {children()}
        </div>
    }
    .into_any()
}

/// Until the data comes.
#[component]
pub(crate) fn Waiting() -> AnyView {
    let line = |_| view! { <span class="skeleton"></span> };
    view! {
        <div class="waiting" role="status">
            <span class="visually-hidden">{text::LOADING}</span>
            {(0..4).map(line).collect_view()}
        </div>
    }
    .into_any()
}

/// The organization that the address is about, by its name in URLs.
pub(crate) fn organization_in_path() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("org").unwrap_or_default()))
}
