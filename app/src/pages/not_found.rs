//! An address that leads nowhere.

use leptos::prelude::*;

use crate::pages::card::CardPage;
use crate::pages::title::Title;
use crate::text::{frame, not_found as text};
use crate::ui::EmptyState;

/// Says so, with status 404.
#[component]
pub(crate) fn NotFound() -> AnyView {
    set_status();
    view! {
        <CardPage title=text::TITLE.to_owned() about=text::ADVICE.to_owned()>
            <a class="button" rel="external" href="/">{text::BACK}</a>
        </CardPage>
    }
    .into_any()
}

/// Says so inside the frame: the page is there, but not for who looks.
#[component]
pub(crate) fn Nothing() -> AnyView {
    set_status();
    view! {
        <Title text=frame::title(text::TITLE, None)/>
        <h1 class="visually-hidden" tabindex="-1">{text::TITLE}</h1>
        <EmptyState icon="search-x" title=text::TITLE.to_owned() text=text::ADVICE.to_owned()>
            <a class="button" rel="external" href="/">{text::BACK}</a>
        </EmptyState>
    }
    .into_any()
}

fn set_status() {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
}
