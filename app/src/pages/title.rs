//! What the browser calls the page: in its tab, its history, and aloud.

use leptos::prelude::*;

/// The document's title.
#[component]
pub(crate) fn Title(
    /// What it is.
    #[prop(into)]
    text: Signal<String>,
) -> AnyView {
    // Read at once: the document's head is written after the page, whose signals may be gone by then.
    #[cfg(feature = "ssr")]
    drop(view! { <leptos_meta::Title text=escaped(&text.get_untracked())/> });
    Effect::new(move |_| document().set_title(&text.get()));
    ().into_any()
}

/// A text as HTML: leptos_meta writes a title as it gets it (S-54).
#[cfg(feature = "ssr")]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
