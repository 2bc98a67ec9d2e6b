//! A small rounded word: a team, an applied filter.

use leptos::{ev::MouseEvent, prelude::*};

use super::{Icon, drawings};

/// A chip; with `on_remove` it has a button to take it away.
#[component]
pub fn Chip(
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// Name of its button, such as "Remove filter Role: Admin".
    #[prop(into, default = Signal::stored(String::new()))]
    remove_label: Signal<String>,
    /// Takes it away.
    #[prop(into, optional)]
    on_remove: Option<Callback<MouseEvent>>,
) -> AnyView {
    view! {
        <span class="chip">
            <bdi class="chip-words">{move || label.get()}</bdi>
            {on_remove.map(|on_remove| view! {
                <button
                    type="button"
                    class="chip-remove"
                    aria-label=move || remove_label.get()
                    on:click=move |event| on_remove.run(event)
                >
                    <Icon drawing=drawings::X/>
                </button>
            })}
        </span>
    }
    .into_any()
}
