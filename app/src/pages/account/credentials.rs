//! One's own address and password, each changed with the current password.

use domain::EmailAddress;
use leptos::{ev, prelude::*};

use crate::api::accounts;
use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::viewer::Viewer;
use crate::text::{account as text, errors};
use crate::ui::{Button, Icon, PasswordField, TextField, Toasts, dom};

/// What is wrong with the form as a whole; a wrong password is said below its field.
fn words(ask: Ask) -> Signal<Option<String>> {
    Signal::derive(move || {
        ask.error()
            .with(|error| error.as_ref().filter(|error| **error != ApiError::WrongCredentials).map(errors::words))
    })
}

/// What is wrong with the current password.
fn current_problem(ask: Ask, tried: RwSignal<bool>, current: RwSignal<String>) -> Signal<Option<String>> {
    Signal::derive(move || {
        if tried.get() && current.with(String::is_empty) {
            return Some(text::ENTER_CURRENT.to_owned());
        }
        ask.error().with(|error| (*error == Some(ApiError::WrongCredentials)).then(|| text::WRONG_CURRENT.to_owned()))
    })
}

/// A field gets the focus when the server says that the password is wrong.
fn focus_when_wrong(ask: Ask, id: &'static str) {
    Effect::new(move |_| {
        if ask.error().with(|error| *error == Some(ApiError::WrongCredentials)) {
            dom::focus_id(id);
        }
    });
}

/// The address.
#[component]
pub(super) fn EmailSection() -> AnyView {
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (tried, sent) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let (ask, viewer) = (Ask::new(), Viewer::expect());
    let own = Signal::derive(move || viewer.me().map(|me| me.profile.email.to_string()).unwrap_or_default());
    let problem = Signal::derive(move || {
        let found = email.with(|email| match EmailAddress::parse(email) {
            Err(error) => Some(errors::email(&error)),
            Ok(new) => own.with(|own| new.as_str() == own).then(|| text::SAME_EMAIL.to_owned()),
        });
        found.filter(|_| tried.get())
    });
    let current = current_problem(ask, tried, password);
    focus_when_wrong(ask, "email-password");
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        ask.forget();
        tried.set(true);
        for (id, problem) in [("new-email", problem), ("email-password", current)] {
            if problem.with_untracked(Option::is_some) {
                dom::focus_id(id);
                return;
            }
        }
        let new = email.get_untracked().trim().to_owned();
        let (proof, wanted) = (password.get_untracked(), new.clone());
        ask.run(
            move || accounts::request_email_change(proof.clone(), wanted.clone()),
            move |()| {
                tried.set(false);
                email.set(String::new());
                password.set(String::new());
                sent.set(Some(new));
            },
        );
    };
    view! {
        <section class="page-section" aria-labelledby="email">
            <h2 id="email">{text::EMAIL}</h2>
            <p class="page-section-about">{move || own.with(|own| text::email_is(own))}</p>
            <form class="section-form" novalidate on:submit=submit>
                <FormError text=words(ask)/>
                <TextField
                    id="new-email"
                    kind="email"
                    label=text::NEW_EMAIL.to_owned()
                    value=email
                    autocomplete="email"
                    required=true
                    error=problem
                />
                <PasswordField
                    id="email-password"
                    shows=text::SHOWS_PROOF
                    label=text::CURRENT_PASSWORD.to_owned()
                    value=password
                    autocomplete="current-password"
                    error=current
                />
                <div class="form-done" role="status">
                    {move || sent.get().map(|email| view! { <p class="form-sent"><Icon name="send"/><span>{text::link_sent(&email)}</span></p> })}
                </div>
                <div class="page-section-foot">
                    <Button submit=true busy=ask.busy()>{text::CHANGE_EMAIL}</Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// The password.
#[component]
pub(super) fn PasswordSection(
    /// Whose it is, for password managers.
    email: String,
) -> AnyView {
    let (old, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    let ask = Ask::new();
    let toasts: Toasts = use_context().unwrap_or_default();
    let problem = Signal::derive(move || tried.get().then(|| new.with(|new| errors::new_password(new)))?);
    let current = current_problem(ask, tried, old);
    focus_when_wrong(ask, "old-password");
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        ask.forget();
        tried.set(true);
        for (id, problem) in [("old-password", current), ("new-password", problem)] {
            if problem.with_untracked(Option::is_some) {
                dom::focus_id(id);
                return;
            }
        }
        let (before, after) = (old.get_untracked(), new.get_untracked());
        ask.run(
            move || accounts::change_password(before.clone(), after.clone()),
            move |()| {
                tried.set(false);
                old.set(String::new());
                new.set(String::new());
                toasts.success(text::PASSWORD_CHANGED);
            },
        );
    };
    view! {
        <section class="page-section" aria-labelledby="password">
            <h2 id="password">{text::PASSWORD}</h2>
            <p class="page-section-about">{text::PASSWORD_ABOUT}</p>
            <form class="section-form" novalidate on:submit=submit>
                <FormError text=words(ask)/>
                <input class="visually-hidden" type="email" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true"/>
                <PasswordField
                    id="old-password"
                    shows=text::SHOWS_CURRENT
                    label=text::CURRENT_PASSWORD.to_owned()
                    value=old
                    autocomplete="current-password"
                    error=current
                />
                <PasswordField
                    id="new-password"
                    shows=text::SHOWS_NEW
                    label=text::NEW_PASSWORD.to_owned()
                    value=new
                    autocomplete="new-password"
                    description=errors::password_rule()
                    error=problem
                />
                <div class="page-section-foot">
                    <Button submit=true busy=ask.busy()>{text::CHANGE_PASSWORD}</Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
