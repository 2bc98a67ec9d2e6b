//! A new password: asking for the mail, and what its link leads to.

use domain::EmailAddress;
use leptos::{ev, prelude::*};

use crate::api::accounts;
use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::pages::card::{CardPage, FormError};
use crate::pages::link::{Checking, Known, Link, NotChecked, Over};
use crate::pages::new_password;
use crate::text::{errors, link, reset as text};
use crate::ui::{Button, ButtonKind, PasswordField, TextField, dom};

/// The page: without a link it asks for one.
#[component]
pub(crate) fn Reset() -> AnyView {
    let reset = Link::read(accounts::look_up_reset);
    let again = Callback::new(move |()| reset.look_up(accounts::look_up_reset));
    let ask_again = (text::ask_again(), "/reset");
    // The form for the mail is there from the start, and stays when it turns out that there is no link.
    let asking = Memo::new(move |_| {
        let nothing = reset.known.with(|known| matches!(known, Known::Asked | Known::Bad(ApiError::NotFound)));
        nothing && reset.token.with_value(String::is_empty)
    });
    (move || {
        if asking.get() {
            return view! { <AskForMail/> }.into_any();
        }
        match reset.known.get() {
            Known::Asked => view! { <Checking title=text::title()/> }.into_any(),
            Known::Good(email) => view! { <NewPassword link=reset email/> }.into_any(),
            Known::Bad(ApiError::NotFound) => {
                view! { <Over title=link::unknown() advice=link::unknown_advice() action=ask_again/> }.into_any()
            }
            Known::Bad(ApiError::LinkOver) => {
                view! { <Over title=link::over() advice=text::over_advice() action=ask_again/> }.into_any()
            }
            Known::Bad(error) => view! { <NotChecked error=errors::words(&error) retry=again/> }.into_any(),
        }
    })
    .into_any()
}

/// Asks for the mail. What it answers is the same whether the address has an account or not.
#[component]
fn AskForMail() -> AnyView {
    let email = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let sent = RwSignal::new(None::<String>);
    let ask = Ask::new();
    let problem = Signal::derive(move || {
        tried.get().then(|| email.with(|email| EmailAddress::parse(email).err().map(|error| errors::email(&error))))?
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if problem.with_untracked(Option::is_some) {
            dom::focus_id("email");
            return;
        }
        let address = email.get_untracked().trim().to_owned();
        let wanted = address.clone();
        ask.run(move || accounts::request_reset(wanted.clone()), move |()| sent.set(Some(address)));
    };
    let form = move || {
        view! {
            <CardPage title=text::ask_title().to_owned() about=text::ask_about().to_owned()>
                <form class="card-form" novalidate on:submit=submit>
                    <FormError text=ask.words()/>
                    <TextField
                        id="email"
                        kind="email"
                        label=text::email().to_owned()
                        value=email
                        autocomplete="username"
                        required=true
                        autofocus=true
                        error=problem
                    />
                    <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::ask_submit()}</Button>
                </form>
                <p class="card-foot"><a href="/sign-in">{text::back()}</a></p>
            </CardPage>
        }
        .into_any()
    };
    (move || match sent.get() {
        None => form(),
        Some(email) => view! {
            <CardPage title=text::sent_title().to_owned() about=text::sent(&email)>
                <a class="button" href="/sign-in">{text::back()}</a>
            </CardPage>
        }
        .into_any(),
    })
    .into_any()
}

#[component]
fn NewPassword(
    /// The link that allows it.
    link: Link<EmailAddress>,
    /// Whose password it is.
    email: EmailAddress,
) -> AnyView {
    let password = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let done = RwSignal::new(false);
    let ask = Ask::new();
    let problem = new_password::problem(ask, "password", password, tried);
    let words = Signal::derive(move || new_password::other(ask).as_ref().map(errors::words));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if problem.with_untracked(Option::is_some) {
            dom::focus_id("password");
            return;
        }
        ask.run(
            move || accounts::reset(link.token.get_value(), password.get_untracked()),
            move |()| {
                done.set(true);
                // The button is gone that had the focus: what is read and reached next is what stands here now.
                request_animation_frame(|| {
                    if let Some(heading) = dom::find_in_page("h1") {
                        dom::focus(&heading);
                    }
                });
            },
        );
    };
    let whom = email.to_string();
    // It comes when the page has long been here: the browser's own `autofocus` may be spent.
    Effect::new(|_| request_animation_frame(|| dom::focus_id("password")));
    let form = move || {
        let whom = whom.clone();
        view! {
            <CardPage title=text::title().to_owned() about=text::for_whom(&whom)>
                <form class="card-form" novalidate on:submit=submit>
                    <FormError text=words/>
                    // Password managers keep the password with the name that stands beside it.
                    <input class="visually-hidden" type="email" autocomplete="username" value=whom readonly tabindex="-1" aria-hidden="true"/>
                    <PasswordField
                        id="password"
                        label=text::password().to_owned()
                        value=password
                        autocomplete="new-password"
                        autofocus=true
                        description=errors::password_rule()
                        error=problem
                    />
                    <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::submit()}</Button>
                </form>
            </CardPage>
        }
        .into_any()
    };
    (move || {
        if done.get() {
            view! {
                <CardPage title=text::done_title().to_owned() about=text::done_about().to_owned()>
                    <a class="button" data-kind="filled" rel="external" href="/sign-in">{text::done_action()}</a>
                </CardPage>
            }
            .into_any()
        } else {
            form()
        }
    })
    .into_any()
}
