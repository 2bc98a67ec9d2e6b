//! One's own address and password, each changed with the current password.

use domain::EmailAddress;
use leptos::{ev, prelude::*};

use crate::api::accounts;
use crate::pages::ask::{Ask, settle};
use crate::pages::card::FormError;
use crate::pages::new_password;
use crate::pages::proof::{current_problem, focus_when_wrong, words};
use crate::pages::viewer::Viewer;
use crate::text::{account as text, errors};
use crate::ui::{Button, Icon, PasswordField, TextField, Toasts, dom, drawings};

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
            Ok(new) => own.with(|own| new.as_str() == own).then(|| text::same_email().to_owned()),
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
        let (typed, proof) = (email.get_untracked(), password.get_untracked());
        let new = typed.trim().to_owned();
        let (given, wanted) = (proof.clone(), new.clone());
        ask.run(
            move || accounts::request_email_change(proof.clone(), wanted.clone()),
            move |()| {
                tried.set(false);
                settle(email, &typed, String::new());
                settle(password, &given, String::new());
                sent.set(Some(new));
            },
        );
    };
    view! {
        <section class="page-section" aria-labelledby="email">
            <h2 id="email">{text::email()}</h2>
            <p class="page-section-about">{move || own.with(|own| text::email_is(own))}</p>
            <form class="section-form" novalidate on:submit=submit>
                <FormError text=words(ask)/>
                <TextField
                    id="new-email"
                    kind="email"
                    label=text::new_email().to_owned()
                    value=email
                    autocomplete="email"
                    required=true
                    error=problem
                />
                <PasswordField
                    id="email-password"
                    shows=text::shows_proof()
                    label=text::current_password().to_owned()
                    value=password
                    autocomplete="current-password"
                    error=current
                />
                <div class="form-done" role="status">
                    {move || sent.get().map(|email| view! { <p class="form-sent"><Icon drawing=drawings::SEND/><span>{text::link_sent(&email)}</span></p> })}
                </div>
                <div class="page-section-foot">
                    <Button submit=true busy=ask.busy()>{text::change_email()}</Button>
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
    let problem = new_password::problem(ask, "new-password", new, tried);
    let words = words(ask);
    let said = Signal::derive(move || new_password::other(ask).and_then(|_| words.get()));
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
        let (given, chosen) = (before.clone(), after.clone());
        ask.run(
            move || accounts::change_password(before.clone(), after.clone()),
            move |()| {
                tried.set(false);
                settle(old, &given, String::new());
                settle(new, &chosen, String::new());
                toasts.success(text::password_changed());
            },
        );
    };
    view! {
        <section class="page-section" aria-labelledby="password">
            <h2 id="password">{text::password()}</h2>
            <p class="page-section-about">{text::password_about()}</p>
            <form class="section-form" novalidate on:submit=submit>
                <FormError text=said/>
                <input class="visually-hidden" type="email" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true"/>
                <PasswordField
                    id="old-password"
                    shows=text::shows_current()
                    label=text::current_password().to_owned()
                    value=old
                    autocomplete="current-password"
                    error=current
                />
                <PasswordField
                    id="new-password"
                    shows=text::shows_new()
                    label=text::new_password().to_owned()
                    value=new
                    autocomplete="new-password"
                    description=errors::password_rule()
                    error=problem
                />
                <div class="page-section-foot">
                    <Button submit=true busy=ask.busy()>{text::change_password()}</Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
