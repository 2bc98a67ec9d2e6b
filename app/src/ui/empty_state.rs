//! What stands where nothing is: why, and the one thing to do about it.

use leptos::prelude::*;

use super::{Drawing, Icon};

/// An icon, a line, a muted line and one button.
#[component]
pub fn EmptyState(
    /// Its drawing.
    icon: Drawing,
    /// The line.
    #[prop(into)]
    title: Signal<String>,
    /// The muted line.
    #[prop(into)]
    text: Signal<String>,
    /// The button.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="empty-state">
            <Icon drawing=icon/>
            <p class="empty-state-title">{move || title.get()}</p>
            <p class="empty-state-text">{move || text.get()}</p>
            {children.map(|children| view! { <div class="empty-state-action">{children()}</div> })}
        </div>
    }
    .into_any()
}
