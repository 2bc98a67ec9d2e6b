//! What stands in a page's place when its data did not come.

use leptos::prelude::*;

use crate::api::people::NotShown;
use crate::location::{Location, escaped};
use crate::pages::not_found::Nothing;
use crate::text::errors as text;
use crate::ui::{EmptyState, Retry, drawings};

/// Says what failed and offers what helps: to try again, to sign in, or nothing where there is nothing.
#[component]
pub(crate) fn Failed(
    /// What failed.
    #[prop(into)]
    why: NotShown,
    /// Tries again.
    #[prop(into)]
    retry: Callback<()>,
) -> AnyView {
    match why {
        NotShown::NotFound => view! { <Nothing/> }.into_any(),
        NotShown::SignedOut => view! { <SignedOut/> }.into_any(),
        other @ (NotShown::Offline | NotShown::Failed(_)) => view! {
            <EmptyState icon=drawings::TRIANGLE_ALERT title=text::not_loaded().to_owned() text=text::not_shown(&other)>
                <Retry on_press=retry/>
            </EmptyState>
        }
        .into_any(),
    }
}

/// The session is over.
#[component]
pub(crate) fn SignedOut() -> AnyView {
    let location = Location::expect();
    let href = move || {
        let wanted = format!("{}{}", location.path().get(), query(&location.query().get()));
        format!("/sign-in?next={}", escaped(&wanted))
    };
    view! {
        <EmptyState icon=drawings::LOCK title=text::signed_out_title().to_owned() text=text::signed_out_advice().to_owned()>
            <a class="button" data-kind="filled" rel="external" href=href>{text::sign_in_again()}</a>
        </EmptyState>
    }
    .into_any()
}

fn query(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{search}") }
}
