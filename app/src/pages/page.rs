//! What the pages inside the frame share: title, heading, and what stands there until the data comes.

use leptos::prelude::*;

use crate::location::Location;
use crate::pages::frame::CurrentOrganization;
use crate::pages::title::Title;
use crate::route::organization_in;
use crate::text::frame as text;
use crate::ui::dom;

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
        <Title text=Signal::derive(move || text::title(title, organization.get().as_deref()))/>
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
            <span class="visually-hidden">{text::loading()}</span>
            {(0..4).map(line).collect_view()}
        </div>
    }
    .into_any()
}

/// Gives the focus to the first of these that is there, where it went with what left the page: not where somebody has
/// moved on meanwhile. By their ids.
pub(crate) fn focus_where_lost(ids: Vec<String>) {
    // After the page has drawn what left.
    request_animation_frame(move || {
        if dom::focused().is_none()
            && let Some(found) = ids.iter().find_map(|id| dom::by_id(id))
        {
            dom::focus(&found);
        }
    });
}

/// The organization that the address is about, by its name in URLs; the last one, where it is about none any more.
pub(crate) fn organization_in_path() -> Memo<String> {
    let path = Location::expect().path();
    Memo::new(move |before: Option<&String>| {
        let now = path.with(|path| organization_in(path).map(str::to_owned));
        now.or_else(|| before.cloned()).unwrap_or_default()
    })
}
