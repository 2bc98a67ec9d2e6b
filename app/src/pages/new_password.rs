//! What is wrong with a new password, said at its field: by the page what it has to be, by the server whether it is easily guessed.

use domain::PASSWORD_GUESSED;
use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::text::errors;
use crate::ui::dom;

/// The problem of the field with the id `field`, which has the focus when the server refuses what was typed there.
pub(crate) fn problem(
    ask: Ask,
    field: &'static str,
    password: RwSignal<String>,
    tried: RwSignal<bool>,
) -> Signal<Option<String>> {
    let refused = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if ask.error().with(|error| error.as_ref().is_some_and(is_guessed)) {
            refused.set(Some(password.get_untracked()));
            dom::focus_id(field);
        }
    });
    Signal::derive(move || {
        if !tried.get() {
            return None;
        }
        password.with(|typed| {
            let guessed = refused.with(|refused| refused.as_ref() == Some(typed));
            errors::new_password(typed).or_else(|| guessed.then(|| errors::guessed().to_owned()))
        })
    })
}

/// What a question failed with, where that is not said at the field.
pub(crate) fn other(ask: Ask) -> Option<ApiError> {
    ask.error().get().filter(|error| !is_guessed(error))
}

fn is_guessed(error: &ApiError) -> bool {
    matches!(error, ApiError::Invalid { field, reason } if field == "password" && reason == PASSWORD_GUESSED)
}
