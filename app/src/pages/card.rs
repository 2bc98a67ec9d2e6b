//! What the pages without a frame stand on: a card with the product's mark, a heading and a form.

use leptos::prelude::*;

use crate::pages::languages::Languages;
use crate::pages::title::Title;
use crate::text::frame;
use crate::ui::{Icon, drawings};

/// The page of one card.
#[component]
pub(crate) fn CardPage(
    /// The heading; also the document's title.
    #[prop(into)]
    title: Signal<String>,
    /// One muted line below it; empty for none.
    #[prop(into, default = Signal::stored(String::new()))]
    about: Signal<String>,
    /// The form, or what else there is.
    children: Children,
) -> AnyView {
    view! {
        <Title text=Signal::derive(move || frame::title(&title.get(), None))/>
        <main class="card-page">
            <div class="card">
                <p class="brand"><img src="/favicon.svg" alt="" width="28" height="28"/>{frame::product()}</p>
                <header class="card-head">
                    <h1 tabindex="-1">{move || title.get()}</h1>
                    {move || Some(about.get()).filter(|about| !about.is_empty()).map(|about| view! {
                        <p class="card-about">{about}</p>
                    })}
                </header>
                {children()}
            </div>
            <Languages/>
        </main>
    }
    .into_any()
}

/// What is wrong with a form as a whole.
#[component]
pub(crate) fn FormError(
    /// The sentence.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> AnyView {
    view! {
        <div class="form-error-place" role="alert">
            {move || text.get().map(|text| view! { <p class="form-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{text}</span></p> })}
        </div>
    }
    .into_any()
}
