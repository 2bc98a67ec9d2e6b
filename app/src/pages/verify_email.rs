//! The link that makes a new address the account's. It takes a press: mail scanners open links too.

use domain::NewEmail;
use leptos::{ev, prelude::*};

use crate::api::accounts;
use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::pages::card::{CardPage, FormError};
use crate::pages::link::{Checking, Known, Link, NotChecked, Over};
use crate::pages::proof::{current_problem, focus_when_wrong, words};
use crate::text::{account, errors, link, verify_email as text};
use crate::ui::{Button, ButtonKind, PasswordField, dom};

/// Id of the field of the password.
const FIELD: &str = "verify-password";

/// The page.
#[component]
pub(crate) fn VerifyEmail() -> AnyView {
    // Looking leaves the link good: the press uses it up.
    let verify = Link::read(accounts::look_up_email);
    let again = Callback::new(move |()| verify.look_up(accounts::look_up_email));
    let ask = Ask::new();
    let done = RwSignal::new(false);
    let (password, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let wrong = current_problem(ask, tried, password);
    focus_when_wrong(ask, FIELD);
    let confirm = move |takes_password: bool| {
        ask.forget();
        tried.set(takes_password);
        if wrong.with_untracked(Option::is_some) {
            return dom::focus_id(FIELD);
        }
        let proof = takes_password.then(|| password.get_untracked());
        ask.run(move || accounts::verify_email(verify.token.get_value(), proof.clone()), move |()| done.set(true));
    };
    let ended =
        Memo::new(move |_| ask.error().get().filter(|error| matches!(error, ApiError::NotFound | ApiError::LinkOver)));
    let to_account = (text::done_action(), "/account");
    (move || match (verify.known.get(), ended.get()) {
        _ if done.get() => view! {
            <CardPage title=text::done_title().to_owned() about=text::done_about().to_owned()>
                <a class="button" data-kind="filled" rel="external" href=to_account.1>{to_account.0}</a>
            </CardPage>
        }
        .into_any(),
        (Known::Asked, _) => view! { <Checking title=text::title()/> }.into_any(),
        (Known::Bad(ApiError::NotFound), _) | (_, Some(ApiError::NotFound)) => {
            view! { <Over title=link::unknown() advice=link::unknown_advice()/> }.into_any()
        }
        (Known::Bad(ApiError::LinkOver), _) | (_, Some(ApiError::LinkOver)) => {
            view! { <Over title=link::over() advice=text::over_advice() action=to_account/> }.into_any()
        }
        (Known::Bad(error), _) => view! { <NotChecked error=errors::words(&error) retry=again/> }.into_any(),
        (Known::Good(NewEmail { email, takes_password }), _) => {
            let submit = move |event: ev::SubmitEvent| {
                event.prevent_default();
                confirm(takes_password);
            };
            let field = takes_password.then(|| {
                view! {
                    <PasswordField
                        id=FIELD
                        label=account::current_password().to_owned()
                        value=password
                        autocomplete="current-password"
                        description=text::password_about().to_owned()
                        error=wrong
                    />
                }
            });
            view! {
                <CardPage title=text::title().to_owned() about=text::about(email.as_str())>
                    <form class="card-form" novalidate on:submit=submit>
                        <FormError text=words(ask)/>
                        {field}
                        <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::submit()}</Button>
                    </form>
                </CardPage>
            }
            .into_any()
        }
    })
    .into_any()
}
