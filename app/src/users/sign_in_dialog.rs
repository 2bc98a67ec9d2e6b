//! Signing in again over the page, when the session ended while something was being done.

use domain::SignInStep;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::session::Session;
use crate::api::accounts;
use crate::api::call::answered;
use crate::api::error::ApiError;
use crate::pages::passkey_button::{ask_for_passkey, passkey_words};
use crate::pages::viewer::Viewer;
use crate::text::{connection as text, errors, passkeys, sign_in};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Icon, TextField, dom, drawings};
use crate::webauthn;

/// The dialog of every page in the frame; it opens when an answer says that the session is over, and what waits goes
/// on after it.
#[component]
pub fn SignInDialog() -> AnyView {
    let (session, viewer): (Session, Viewer) = (use_context().unwrap_or_default(), Viewer::expect());
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // The password was right, and a second factor is asked for.
    let (takes_code, code) = (RwSignal::new(false), RwSignal::new(String::new()));
    let has_passkey = RwSignal::new(false);
    let (busy, grave) = (RwSignal::new(false), session.is_grave());
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if session.is_over().get() && email.with_untracked(String::is_empty) {
            email.set(viewer.me_untracked().map(|me| me.profile.email.to_string()).unwrap_or_default());
        }
    });
    let finish = move |signed_in: bool| {
        password.set(String::new());
        code.set(String::new());
        takes_code.set(false);
        has_passkey.set(false);
        error.set(None);
        session.resume(signed_in);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let coded = takes_code.get_untracked();
        error.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = if coded {
                answered(accounts::enter_code(code.get_untracked())).await.map(|()| SignInStep::Done)
            } else {
                answered(accounts::sign_in(email.get_untracked(), password.get_untracked())).await
            };
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(SignInStep::SecondFactor) => {
                    takes_code.set(true);
                    let offered = answered(accounts::second_step()).await;
                    has_passkey.try_set(offered.is_ok_and(|offered| offered.passkey) && webauthn::works());
                }
                Ok(SignInStep::Done) if same_person(viewer).await => finish(true),
                // Whoever signed in sees other people, and may do other things.
                Ok(SignInStep::Done) => reload(),
                Err(ApiError::WrongCredentials) if coded => error.set(Some(sign_in::wrong_code().to_owned())),
                Err(ApiError::LinkOver) if coded => {
                    code.set(String::new());
                    takes_code.set(false);
                    error.set(Some(sign_in::over().to_owned()));
                }
                Err(why) => error.set(Some(errors::words(&why))),
            }
        });
    };
    let by_passkey = move |_| {
        if busy.get_untracked() {
            return;
        }
        error.set(None);
        busy.set(true);
        spawn_local(async move {
            let outcome = ask_for_passkey(true).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(Ok(())) if same_person(viewer).await => finish(true),
                Ok(Ok(())) => reload(),
                Ok(Err(failure)) => error.set(Some(passkeys::failure(failure).to_owned())),
                Err(why) => error.set(Some(passkey_words(&why, true))),
            }
        });
    };
    // The fields of a step take the place of the other's.
    Effect::new(move |before: Option<bool>| {
        let coded = takes_code.get();
        if before.is_some_and(|before| before != coded) {
            request_animation_frame(move || dom::focus_id(if coded { "again-code" } else { "again-password" }));
        }
        coded
    });
    view! {
        <Dialog
            id="sign-in-again"
            open=session.is_over()
            on_close=Callback::new(move |()| if !busy.get_untracked() { finish(false) })
            title=Signal::derive(move || if grave.get() { text::prove() } else { text::sign_in() }.to_owned())
            description=Signal::derive(move || if grave.get() { text::prove_about() } else { text::sign_in_about() }.to_owned())
            initial_focus="input[type=password]"
        >
            <form on:submit=submit>
                {move || if takes_code.get() {
                    view! {
                        <TextField id="again-code" label=text::code() autocomplete="one-time-code" value=code/>
                        {move || has_passkey.get().then(|| view! {
                            <Button busy on_press=Callback::new(by_passkey)>{passkeys::use_passkey()}</Button>
                        })}
                    }
                    .into_any()
                } else {
                    view! { <ByPassword email password/> }.into_any()
                }}
                <div role="alert">
                    {move || error.get().map(|why| view! {
                        <p class="dialog-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{why}</span></p>
                    })}
                </div>
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| finish(false))>{text::not_now()}</Button>
                    <Button kind=ButtonKind::Filled submit=true busy>{text::sign_in_button()}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}

/// The fields of the first step.
#[component]
fn ByPassword(
    /// The address.
    email: RwSignal<String>,
    /// The password.
    password: RwSignal<String>,
) -> AnyView {
    view! {
        <TextField id="again-email" label=text::email() kind="email" autocomplete="username" value=email/>
        <TextField
            id="again-password"
            label=text::password()
            kind="password"
            autocomplete="current-password"
            value=password
        />
    }
    .into_any()
}

/// Whether the one who signed in is the one whose page this is.
async fn same_person(viewer: Viewer) -> bool {
    let Some(own) = viewer.me_untracked().map(|me| me.profile.account) else { return false };
    answered(accounts::me()).await.is_ok_and(|me| me.profile.account == own)
}

fn reload() {
    // Fails only where the page is gone already.
    let _ = window().location().reload();
}
