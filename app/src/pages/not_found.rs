//! An address that leads nowhere.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::text::not_found as text;

/// Says so, with status 404.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text=text::TITLE/>
        <main>
            <h1>{text::TITLE}</h1>
            <p>{text::ADVICE}</p>
        </main>
    }
}
