//! Setting an authenticator app up: its key in three forms, the password, and a first code.

use domain::{AuthenticatorSetUp, SecondFactor};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};

use super::{State, focus_on_section};
use crate::api::error::ApiError;
use crate::api::second_factor as api;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::proof::{CurrentPassword, current_problem, focus_when_wrong};
use crate::text::{account, errors, second_factor as text};
use crate::ui::{Button, ButtonKind, CodeField, Dialog, DialogFooter, Toasts, dom, drawings};

/// The dialog.
#[component]
pub(super) fn SetUp(
    /// The section's.
    state: State,
    /// Whose password, for password managers.
    email: String,
) -> AnyView {
    let (password, code, tried) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let ask = Ask::new();
    let toasts: Toasts = use_context().unwrap_or_default();
    let close = move || {
        ask.forget();
        tried.set(false);
        password.set(String::new());
        code.set(String::new());
        state.set_up.set(None);
    };
    let problem = current_problem(ask, tried, password);
    let code_problem = Signal::derive(move || {
        if tried.get() && code.with(|code| code.trim().is_empty()) {
            return Some(text::enter_code().to_owned());
        }
        ask.error().with(|error| is_code(error.as_ref()).then(|| text::wrong_code().to_owned()))
    });
    let words = Signal::derive(move || match ask.error().get()? {
        ApiError::WrongCredentials => None,
        error if is_code(Some(&error)) => None,
        ApiError::LinkOver => Some(text::set_up_over().to_owned()),
        error => Some(errors::words(&error)),
    });
    focus_when_wrong(ask, "app-password");
    Effect::new(move |_| {
        if ask.error().with(|error| is_code(error.as_ref())) {
            dom::focus_id("app-code");
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        ask.forget();
        tried.set(true);
        for (id, problem) in [("app-password", problem), ("app-code", code_problem)] {
            if problem.with_untracked(Option::is_some) {
                dom::focus_id(id);
                return;
            }
        }
        let Some(sealed) = state.set_up.with_untracked(|set_up| set_up.as_ref().map(|set_up| set_up.sealed.clone()))
        else {
            return;
        };
        let (password, code) = (password.get_untracked(), code.get_untracked());
        ask.run(
            move || api::turn_on(sealed.clone(), password.clone(), code.clone()),
            move |fresh| {
                close();
                let passkeys = state.factor.with_untracked(|factor| factor.is_some_and(|factor| factor.passkeys));
                state.factor.set(Some(SecondFactor {
                    since: fresh.since,
                    app: true,
                    passkeys,
                    codes_left: fresh.left,
                }));
                if fresh.codes.is_empty() {
                    // Those that came with a passkey stay.
                    toasts.success(text::turned_on());
                    focus_on_section();
                } else {
                    state.codes.set(fresh.codes);
                }
            },
        );
    };
    view! {
        <Dialog
            id="factor-set-up"
            open=Signal::derive(move || state.set_up.with(Option::is_some))
            on_close=move |()| close()
            title=text::set_up().to_owned()
            description=text::set_up_about().to_owned()
            initial_focus="#app-password"
            fallback_focus=Callback::new(|()| dom::by_id("second-factor"))
        >
            <form class="section-form" novalidate on:submit=submit>
                {move || state.set_up.get().map(|set_up| view! { <Key set_up/> })}
                <FormError text=words/>
                <CurrentPassword id="app-password" email=email.clone() value=password error=problem/>
                <CodeField
                    id="app-code"
                    label=text::code()
                    about=text::code_about()
                    digits=true
                    autofocus=false
                    value=code
                    error=code_problem
                />
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| close())>{account::cancel()}</Button>
                    <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::turn_on()}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Whether it is the code that is wrong.
fn is_code(error: Option<&ApiError>) -> bool {
    matches!(error, Some(ApiError::Invalid { field, .. }) if field == "code")
}

/// The key: to be scanned, to be opened on this device, to be typed.
#[component]
fn Key(
    /// What the app needs to know.
    set_up: AuthenticatorSetUp,
) -> AnyView {
    let AuthenticatorSetUp { key, link, qr, qr_size, .. } = set_up;
    let toasts: Toasts = use_context().unwrap_or_default();
    let grouped = in_fours(&key);
    let copy = move |_| {
        let key = key.clone();
        spawn_local(async move {
            if dom::copy(&key).await {
                toasts.success(text::key_copied());
            } else {
                toasts.failure(text::not_copied());
            }
        });
    };
    let view_box = format!("0 0 {qr_size} {qr_size}");
    view! {
        <div class="factor-key">
            <svg class="qr" role="img" aria-label=text::qr() viewBox=view_box shape-rendering="crispEdges">
                <path d=qr/>
            </svg>
            <div class="factor-key-words">
                <p>{text::scan()}</p>
                <p><a href=link>{text::open_app()}</a></p>
                <p>{text::or_type()}</p>
                <p><code class="factor-key-text" dir="ltr">{grouped}</code></p>
                <Button icon=drawings::COPY on_press=Callback::new(copy)>{text::copy_key()}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// A key as people read it off: four letters, a space.
fn in_fours(key: &str) -> String {
    let mut grouped = String::with_capacity(key.len() + key.len() / 4);
    for (n, letter) in key.chars().enumerate() {
        if n > 0 && n % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(letter);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_off_in_fours() {
        assert_eq!(in_fours("GEZDGNBVGY3TQOJQ"), "GEZD GNBV GY3T QOJQ");
        assert_eq!(in_fours("GEZDG"), "GEZD G");
        assert_eq!(in_fours(""), "");
    }
}
