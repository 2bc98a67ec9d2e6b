//! Forms that take the current password, to prove who sends them.

use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::text::{account as text, errors};
use crate::ui::{PasswordField, dom};

/// What is wrong with the form as a whole; a wrong password is said below its field.
pub(crate) fn words(ask: Ask) -> Signal<Option<String>> {
    Signal::derive(move || {
        ask.error()
            .with(|error| error.as_ref().filter(|error| **error != ApiError::WrongCredentials).map(errors::words))
    })
}

/// What is wrong with the current password.
pub(crate) fn current_problem(ask: Ask, tried: RwSignal<bool>, current: RwSignal<String>) -> Signal<Option<String>> {
    Signal::derive(move || {
        if tried.get() && current.with(String::is_empty) {
            return Some(text::enter_current().to_owned());
        }
        ask.error().with(|error| (*error == Some(ApiError::WrongCredentials)).then(|| text::wrong_current().to_owned()))
    })
}

/// A field gets the focus when the server says that the password is wrong.
pub(crate) fn focus_when_wrong(ask: Ask, id: &'static str) {
    Effect::new(move |_| {
        if ask.error().with(|error| *error == Some(ApiError::WrongCredentials)) {
            dom::focus_id(id);
        }
    });
}

/// The field of the current password. Password managers keep it with the address that stands beside it.
#[component]
pub(crate) fn CurrentPassword(
    /// The field's id.
    id: &'static str,
    /// Whose it is.
    email: String,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
) -> AnyView {
    view! {
        <input class="visually-hidden" type="email" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true"/>
        <PasswordField
            id
            label=text::current_password().to_owned()
            value
            autocomplete="current-password"
            error
        />
    }
    .into_any()
}
