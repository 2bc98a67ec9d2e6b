//! Signing in: plain forms that work before the program has come; once it has, nothing typed is lost. Where the account
//! takes a second factor, it is a step of its own, at an address of its own. A passkey does both at once.

use domain::{SecondStep, SignInStep};
use leptos::{ev, prelude::*};

use crate::api::accounts;
use crate::api::call::answered;
use crate::api::error::ApiError;
use crate::location::Location;
use crate::pages::ask::Ask;
use crate::pages::card::{CardPage, FormError};
use crate::pages::passkey_button::{PasskeyButton, passkeys_work};
use crate::steps::Step;
use crate::text::{errors, passkeys, sign_in as text};
use crate::ui::{Button, ButtonKind, CodeField, PasswordField, TextField, dom};

/// The page.
#[component]
pub(crate) fn SignIn() -> AnyView {
    let location = Location::expect();
    let asked = |name| location.parameter(name);
    let (step, next, refused) = untrack(|| (asked("step"), asked("next").unwrap_or_default(), asked("error")));
    match Step::named(step.as_deref()) {
        Step::Password => view! { <Password next refused/> }.into_any(),
        step @ (Step::Code | Step::Recovery) => view! { <Second step next refused=refused.is_some()/> }.into_any(),
    }
}

/// The first step.
#[component]
fn Password(
    /// Where one wants to go; empty for nowhere.
    next: String,
    /// What failed before.
    refused: Option<String>,
) -> AnyView {
    let refused = RwSignal::new(refused);
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let ask = Ask::new();
    let words = Signal::derive(move || match ask.error().get() {
        Some(ApiError::WrongCredentials | ApiError::Invalid { .. }) => Some(text::wrong().to_owned()),
        Some(error) => Some(errors::words(&error)),
        None => refused.with(|what| match what.as_deref() {
            Some("over") => Some(text::over().to_owned()),
            Some(_) => Some(text::wrong().to_owned()),
            None => None,
        }),
    });
    let (wanted, wanted_by_passkey) = (next.clone(), next.clone());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        refused.set(None);
        if password.with_untracked(String::is_empty) || email.with_untracked(String::is_empty) {
            return;
        }
        let wanted = wanted.clone();
        ask.run(
            move || accounts::sign_in(email.get_untracked(), password.get_untracked()),
            // The server leads on from the page of the first step, once signed in: it alone decides which `next` is followed.
            move |step| match step {
                SignInStep::Done => load(&Step::Password.address(&wanted, None)),
                SignInStep::SecondFactor => load(&Step::Code.address(&wanted, None)),
            },
        );
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
                <Next next/>
                <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::submit()}</Button>
            </form>
            <WithPasskey second=false next=wanted_by_passkey/>
            <p class="card-foot"><a href="/reset">{text::forgot()}</a></p>
        </CardPage>
    }
    .into_any()
}

/// The button for a passkey, where the browser has any.
#[component]
fn WithPasskey(
    /// Whether it is the second step; else it is all.
    second: bool,
    /// Where one wants to go; empty for nowhere.
    next: String,
) -> AnyView {
    let (works, address) = (passkeys_work(), Step::Password.address(&next, None));
    // The server leads on from the page of the first step, as after a password.
    let done = Callback::new(move |()| load(&address));
    (move || (works.get() == Some(true)).then(|| view! { <PasskeyButton second done/> })).into_any()
}

/// The second step, of what the account has. It has an app where the server does not say.
#[component]
fn Second(
    /// Code or recovery code.
    step: Step,
    /// Where one wants to go; empty for nowhere.
    next: String,
    /// Whether a code failed before.
    refused: bool,
) -> AnyView {
    let offered = Resource::new(|| (), |()| answered(accounts::second_step()));
    let next = StoredValue::new(next);
    let shown = move || {
        Suspend::new(async move {
            let offered = offered.await.unwrap_or(SecondStep { app: true, passkey: false });
            let next = next.get_value();
            if step == Step::Recovery || offered.app {
                view! { <Code step next refused offered/> }.into_any()
            } else {
                view! { <Passkey next/> }.into_any()
            }
        })
    };
    view! { <Suspense>{shown}</Suspense> }.into_any()
}

/// The second step of who has no app: a passkey.
#[component]
fn Passkey(
    /// Where one wants to go; empty for nowhere.
    next: String,
) -> AnyView {
    let works = passkeys_work();
    let (recovery, start) = (Step::Recovery.address(&next, None), Step::Password.address(&next, None));
    let arrive = start.clone();
    let done = Callback::new(move |()| load(&arrive));
    view! {
        <CardPage title=text::passkey_title().to_owned() about=text::code_about().to_owned()>
            {move || if works.get() == Some(true) {
                view! { <PasskeyButton second=true main=true done/> }.into_any()
            } else {
                view! { <p class="card-note">{passkeys::use_recovery_instead()}</p> }.into_any()
            }}
            <p class="card-foot card-foot-pair">
                <a rel="external" href=recovery>{text::use_recovery()}</a>
                <a rel="external" href=start>{text::start_again()}</a>
            </p>
        </CardPage>
    }
    .into_any()
}

/// The second step: the app's code, or a recovery code; a passkey beside it, where there is one.
#[component]
fn Code(
    /// Which of the two.
    step: Step,
    /// Where one wants to go; empty for nowhere.
    next: String,
    /// Whether a code failed before.
    refused: bool,
    /// What the account has.
    offered: SecondStep,
) -> AnyView {
    let code = RwSignal::new(String::new());
    let (refused, tried) = (RwSignal::new(refused), RwSignal::new(false));
    let ask = Ask::new();
    let problem = Signal::derive(move || {
        if tried.get() && code.with(|code| code.trim().is_empty()) {
            return Some(text::enter_code().to_owned());
        }
        let wrong = refused.get() || ask.error().with(|error| *error == Some(ApiError::WrongCredentials));
        wrong.then(|| text::wrong_code().to_owned())
    });
    let words = Signal::derive(move || match ask.error().get()? {
        ApiError::WrongCredentials => None,
        ApiError::LinkOver => Some(text::over().to_owned()),
        error => Some(errors::words(&error)),
    });
    let wanted = next.clone();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        refused.set(false);
        ask.forget();
        tried.set(true);
        if code.with_untracked(|code| code.trim().is_empty()) {
            dom::focus_id("code");
            return;
        }
        let address = Step::Password.address(&wanted, None);
        ask.run(move || accounts::enter_code(code.get_untracked()), move |()| load(&address));
    };
    Effect::new(move |_| {
        if ask.error().with(Option::is_some) {
            dom::focus_id("code");
        }
    });
    let (field, other, other_words) = if step == Step::Recovery {
        let field = view! {
            <CodeField id="code" name="recovery_code" label=text::recovery_code() about=text::recovery_hint() value=code error=problem/>
        };
        let back = if offered.app { text::use_app() } else { passkeys::use_passkey() };
        (field.into_any(), Step::Code, back)
    } else {
        let field = view! {
            <CodeField id="code" name="code" digits=true label=text::code() about=text::code_hint() value=code error=problem/>
        };
        (field.into_any(), Step::Recovery, text::use_recovery())
    };
    let (other, start) = (other.address(&next, None), Step::Password.address(&next, None));
    let by_passkey = (offered.passkey && step == Step::Code).then(|| next.clone());
    view! {
        <CardPage title=text::code_title().to_owned() about=text::code_about().to_owned()>
            <form class="card-form" method="post" action="/sign-in" novalidate on:submit=submit>
                <FormError text=words/>
                {field}
                <Next next/>
                <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::submit()}</Button>
            </form>
            {by_passkey.map(|next| view! { <WithPasskey second=true next/> })}
            <p class="card-foot card-foot-pair">
                <a rel="external" href=other>{other_words}</a>
                <a rel="external" href=start>{text::start_again()}</a>
            </p>
        </CardPage>
    }
    .into_any()
}

/// Where one wants to go, for the form that is sent without script.
#[component]
fn Next(
    /// Empty for nowhere.
    next: String,
) -> AnyView {
    (!next.is_empty()).then(|| view! { <input type="hidden" name="next" value=next/> }).into_any()
}

/// Loads a page anew, as after every change of who is signed in.
pub(crate) fn load(address: &str) {
    dom::leave_for(address);
}
