//! The button that signs in with a passkey. It is there where the browser has any: it needs the program.

use leptos::prelude::*;

use crate::api::call::answered;
use crate::api::error::ApiError;
use crate::api::passkeys as api;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::text::{errors, passkeys as text, sign_in};
use crate::ui::{Button, ButtonKind};
use crate::webauthn::{self, Failure};

/// Asks the browser for a passkey and the server whether it is good.
pub(crate) async fn ask_for_passkey(second: bool) -> Result<Result<(), Failure>, ApiError> {
    let options = answered(api::ask(second)).await?;
    // The browser waits for a person, for as long as it likes.
    match webauthn::show(&options).await {
        Ok(credential) => answered(api::sign_in(second, credential)).await.map(Ok),
        Err(failure) => Ok(Err(failure)),
    }
}

/// What became of a passkey, in words.
pub(crate) fn passkey_words(error: &ApiError, second: bool) -> String {
    match error {
        ApiError::WrongCredentials => text::wrong().to_owned(),
        ApiError::LinkOver if second => sign_in::over().to_owned(),
        ApiError::LinkOver => text::asked_too_long_ago().to_owned(),
        ApiError::NotFound => text::no_host_name().to_owned(),
        error => errors::words(error),
    }
}

/// Whether the browser can, once the page is alive.
pub(crate) fn passkeys_work() -> RwSignal<Option<bool>> {
    let works = RwSignal::new(None);
    Effect::new(move |_| works.set(Some(webauthn::works())));
    works
}

/// The button, and what became of it.
#[component]
pub(crate) fn PasskeyButton(
    /// Whether it is the second step; else it is all.
    second: bool,
    /// Whether it is the one main thing.
    #[prop(optional)]
    main: bool,
    /// Signed in.
    done: Callback<()>,
) -> AnyView {
    let (ask, failed) = (Ask::new(), RwSignal::new(None::<Failure>));
    let press = move |_| {
        failed.set(None);
        ask.follow(ask_for_passkey(second), move |outcome| match outcome {
            Ok(()) => done.run(()),
            Err(failure) => failed.set(Some(failure)),
        });
    };
    let words = Signal::derive(move || {
        let error = ask.error().with(|error| error.as_ref().map(|error| passkey_words(error, second)));
        error.or_else(|| failed.get().map(|failure| text::failure(failure).to_owned()))
    });
    let kind = if main { ButtonKind::Filled } else { ButtonKind::Plain };
    view! {
        <div class="card-form">
            <FormError text=words/>
            <Button id="passkey" kind busy=ask.busy() on_press=Callback::new(press)>
                {if second { text::use_passkey() } else { text::sign_in() }}
            </Button>
        </div>
    }
    .into_any()
}
