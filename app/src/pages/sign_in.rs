//! Signing in: a plain form that works before the program has come; once it has, nothing typed is lost.

use leptos::{ev, prelude::*};

use crate::api::accounts;
use crate::api::error::ApiError;
use crate::location::{Location, escaped};
use crate::pages::ask::Ask;
use crate::pages::card::{CardPage, FormError};
use crate::text::{errors, sign_in as text};
use crate::ui::{Button, ButtonKind, PasswordField, TextField, dom};

/// The page.
#[component]
pub(crate) fn SignIn() -> AnyView {
    let location = Location::expect();
    let (next, error) = untrack(|| (location.parameter("next").unwrap_or_default(), location.parameter("error")));
    let refused = RwSignal::new(error.is_some());
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let ask = Ask::new();
    let words = Signal::derive(move || match ask.error().get() {
        Some(ApiError::WrongCredentials | ApiError::Invalid { .. }) => Some(text::wrong().to_owned()),
        Some(error) => Some(errors::words(&error)),
        None => refused.get().then(|| text::wrong().to_owned()),
    });
    let wanted = next.clone();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        refused.set(false);
        if password.with_untracked(String::is_empty) || email.with_untracked(String::is_empty) {
            return;
        }
        let address = sign_in_address(&wanted);
        ask.run(move || accounts::sign_in(email.get_untracked(), password.get_untracked()), move |()| load(&address));
    };
    Effect::new(move |_| {
        if ask.error().with(Option::is_some) {
            dom::focus_id("password");
        }
    });
    view! {
        <CardPage title=text::title().to_owned()>
            <form class="card-form" method="post" action="/sign-in" on:submit=submit>
                <FormError text=words/>
                <TextField
                    id="email"
                    name="email"
                    kind="email"
                    label=text::email().to_owned()
                    value=email
                    autocomplete="username"
                    required=true
                    autofocus=true
                />
                <PasswordField
                    id="password"
                    name="password"
                    label=text::password().to_owned()
                    value=password
                    autocomplete="current-password"
                />
                {(!next.is_empty()).then(|| view! { <input type="hidden" name="next" value=next/> })}
                <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::submit()}</Button>
            </form>
            <p class="card-foot"><a href="/reset">{text::forgot()}</a></p>
        </CardPage>
    }
    .into_any()
}

/// Where the server leads on from, once signed in: it alone decides which `next` is followed.
fn sign_in_address(next: &str) -> String {
    if next.is_empty() { "/sign-in".to_owned() } else { format!("/sign-in?next={}", escaped(next)) }
}

/// Loads a page anew, as after every change of who is signed in.
pub(crate) fn load(address: &str) {
    // Refused only for addresses that are none.
    let _ = window().location().assign(address);
}
