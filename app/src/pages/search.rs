//! The search field of a page's list.

use leptos::prelude::*;

use crate::ui::{Icon, drawings, keep_typed};

/// Narrows the list while typing.
#[component]
pub(crate) fn Search(
    /// What it finds.
    label: &'static str,
    /// What is typed.
    typed: RwSignal<String>,
) -> AnyView {
    let node = NodeRef::new();
    keep_typed(node, move || typed.get(), move |early| typed.set(early));
    view! {
        <div class="search">
            <Icon drawing=drawings::SEARCH/>
            <input
                class="input"
                type="search"
                aria-label=label
                placeholder=label
                autocomplete="off"
                node_ref=node
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
