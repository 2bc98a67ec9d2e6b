//! One more passkey: its name and the password, then the browser asks.

use domain::{Name, PasskeyAdded};
use leptos::{ev, prelude::*};

use super::State;
use crate::api::error::ApiError;
use crate::api::passkeys as api;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::proof::{CurrentPassword, current_problem, focus_when_wrong};
use crate::text::{account, errors, passkeys as text};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, TextField, Toasts, dom};
use crate::users::session::Session;
use crate::webauthn::{self, Failure};

/// Asks the server, the browser, the server.
async fn make(
    session: Option<Session>,
    name: String,
    password: String,
) -> Result<Result<PasskeyAdded, Failure>, ApiError> {
    let set_up = Session::ask(session, || api::set_up(password.clone())).await?;
    // The browser waits for a person, for as long as it likes.
    let credential = match webauthn::create(&set_up.options).await {
        Ok(credential) => credential,
        Err(failure) => return Ok(Err(failure)),
    };
    Session::ask(session, || api::add(name.clone(), set_up.sealed.clone(), credential.clone())).await.map(Ok)
}

/// The dialog.
#[component]
pub(super) fn Add(
    /// The section's.
    state: State,
    /// Whose password, for password managers.
    email: String,
) -> AnyView {
    let (name, password) = (RwSignal::new(text::this_device().to_owned()), RwSignal::new(String::new()));
    let (tried, failed) = (RwSignal::new(false), RwSignal::new(None::<Failure>));
    let ask = Ask::new();
    let toasts: Toasts = use_context().unwrap_or_default();
    let close = move || {
        ask.forget();
        tried.set(false);
        failed.set(None);
        password.set(String::new());
        name.set(text::this_device().to_owned());
        state.adding.set(false);
    };
    let name_problem = Signal::derive(move || {
        tried.get().then(|| name.with(|name| Name::parse(name).err().map(|error| errors::name(&error))))?
    });
    let problem = current_problem(ask, tried, password);
    focus_when_wrong(ask, "passkey-password");
    let words = Signal::derive(move || match ask.error().get() {
        None => failed.get().map(|failure| text::failure(failure).to_owned()),
        Some(ApiError::WrongCredentials) => None,
        Some(ApiError::LinkOver) => Some(text::over().to_owned()),
        Some(ApiError::Invalid { field, .. }) if field == "passkeys" => Some(text::full()),
        Some(ApiError::Invalid { field, .. }) if field == "credential" => Some(text::not_taken().to_owned()),
        Some(error) => Some(errors::words(&error)),
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        ask.forget();
        failed.set(None);
        tried.set(true);
        for (id, problem) in [("passkey-name", name_problem), ("passkey-password", problem)] {
            if problem.with_untracked(Option::is_some) {
                dom::focus_id(id);
                return;
            }
        }
        let made = make(ask.session(), name.get_untracked(), password.get_untracked());
        ask.follow(made, move |outcome| match outcome {
            Ok(PasskeyAdded { passkey, codes }) => {
                close();
                state.list.update(|list| list.push(passkey));
                state.factors.changed(codes);
                toasts.success(text::added());
            }
            Err(failure) => failed.set(Some(failure)),
        });
    };
    view! {
        <Dialog
            id="passkey-add"
            open=state.adding
            on_close=move |()| close()
            title=text::add().to_owned()
            description=text::add_about().to_owned()
            initial_focus="#passkey-password"
        >
            <form class="section-form" novalidate on:submit=submit>
                <FormError text=words/>
                <TextField
                    id="passkey-name"
                    label=text::name().to_owned()
                    value=name
                    required=true
                    description=text::name_about().to_owned()
                    error=name_problem
                />
                <CurrentPassword id="passkey-password" email=email.clone() value=password error=problem/>
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| close())>{account::cancel()}</Button>
                    <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::go_on()}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}
