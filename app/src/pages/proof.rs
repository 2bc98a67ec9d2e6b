//! Forms that take the current password, to prove who sends them.

use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::text::{account as text, errors};
use crate::ui::dom;

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
