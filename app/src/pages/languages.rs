//! The languages, for who is not signed in: one press, and the page is there in another. An account has its own.

use domain::Language;
use leptos::prelude::*;

use crate::language::{language, remember};
use crate::pages::link::Secret;
use crate::pages::viewer::Viewer;
use crate::text::language as text;

/// A button for each language, called as it calls itself.
#[component]
pub(crate) fn Languages() -> AnyView {
    if Viewer::expect().is_signed_in() {
        return ().into_any();
    }
    let secret = use_context::<Secret>();
    let button = |offered: Language| {
        let current = (offered == language()).then_some("true");
        let choose = move |_| {
            remember(offered);
            if let Some(secret) = secret {
                secret.put_back();
            }
            // Refused never: it is the same address.
            let _ = window().location().reload();
        };
        view! {
            <button type="button" class="language" lang=offered.tag() aria-current=current on:click=choose>
                {offered.own_name()}
            </button>
        }
    };
    view! {
        <div class="languages" role="group" aria-label=text::title()>
            {Language::ALL.into_iter().map(button).collect_view()}
        </div>
    }
    .into_any()
}
