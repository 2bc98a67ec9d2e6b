//! The start: the server leads on from here before anything is rendered.

use leptos::prelude::*;

use crate::pages::card::CardPage;
use crate::text::{frame, link};

/// A way on for whoever comes here without the server.
#[component]
pub(crate) fn Home() -> AnyView {
    view! {
        <CardPage title=frame::product().to_owned()>
            <a class="button" data-kind="filled" rel="external" href="/sign-in">{link::to_sign_in()}</a>
        </CardPage>
    }
    .into_any()
}
