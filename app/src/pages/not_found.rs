//! An address that leads nowhere.

use leptos::prelude::*;

use crate::pages::card::CardPage;
use crate::pages::title::Title;
use crate::text::{frame, not_found as text};
use crate::ui::{EmptyState, drawings};

/// Says so, with status 404.
#[component]
pub(crate) fn NotFound() -> AnyView {
    set_status();
    view! {
        <CardPage title=text::title().to_owned() about=text::advice().to_owned()>
            <a class="button" rel="external" href="/">{text::back()}</a>
        </CardPage>
    }
    .into_any()
}

/// Says so inside the frame: the page is there, but not for who looks.
#[component]
pub(crate) fn Nothing() -> AnyView {
    set_status();
    view! {
        <Title text=frame::title(text::title(), None)/>
        <h1 class="visually-hidden" tabindex="-1">{text::title()}</h1>
        <EmptyState icon=drawings::SEARCH_X title=text::title().to_owned() text=text::advice().to_owned()>
            <a class="button" rel="external" href="/">{text::back()}</a>
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
