//! The link that makes a new address the account's. It takes a press: mail scanners open links too.

use leptos::prelude::*;

use crate::api::accounts;
use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::pages::card::{CardPage, FormError};
use crate::pages::link::{Checking, Known, Link, NotChecked, Over};
use crate::text::{errors, link, verify_email as text};
use crate::ui::{Button, ButtonKind};

/// The page.
#[component]
pub(crate) fn VerifyEmail() -> AnyView {
    // Looking leaves the link good: the press uses it up.
    let verify = Link::read(accounts::look_up_email);
    let again = Callback::new(move |()| verify.look_up(accounts::look_up_email));
    let ask = Ask::new();
    let done = RwSignal::new(false);
    let press = move |_| ask.run(move || accounts::verify_email(verify.token.get_value()), move |()| done.set(true));
    let ended =
        Memo::new(move |_| ask.error().get().filter(|error| matches!(error, ApiError::NotFound | ApiError::LinkOver)));
    let account = (text::DONE_ACTION, "/account");
    (move || match (verify.known.get(), ended.get()) {
        _ if done.get() => view! {
            <CardPage title=text::DONE_TITLE.to_owned() about=text::DONE_ABOUT.to_owned()>
                <a class="button" data-kind="filled" rel="external" href=account.1>{account.0}</a>
            </CardPage>
        }
        .into_any(),
        (Known::Asked, _) => view! { <Checking title=text::TITLE/> }.into_any(),
        (Known::Bad(ApiError::NotFound), _) | (_, Some(ApiError::NotFound)) => {
            view! { <Over title=link::UNKNOWN advice=link::UNKNOWN_ADVICE/> }.into_any()
        }
        (Known::Bad(ApiError::LinkOver), _) | (_, Some(ApiError::LinkOver)) => {
            view! { <Over title=link::OVER advice=text::OVER_ADVICE action=account/> }.into_any()
        }
        (Known::Bad(error), _) => view! { <NotChecked error=errors::words(&error) retry=again/> }.into_any(),
        (Known::Good(email), _) => view! {
            <CardPage title=text::TITLE.to_owned() about=text::about(email.as_str())>
                <div class="card-form">
                    <FormError text=ask.words()/>
                    <Button kind=ButtonKind::Filled busy=ask.busy() on_press=Callback::new(press)>{text::SUBMIT}</Button>
                </div>
            </CardPage>
        }
        .into_any(),
    })
    .into_any()
}
