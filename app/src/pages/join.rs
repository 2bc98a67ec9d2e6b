//! Asking to join an organization: the page for visitors, and the link that proves their address.

use domain::{DomainName, EmailAddress, JoinCard, Name, Refusal, domains_allow};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};

use crate::api::call::answered;
use crate::api::error::ApiError;
use crate::api::requests;
use crate::location::Location;
use crate::pages::ask::Ask;
use crate::pages::card::{CardPage, FormError};
use crate::pages::link::{Checking, Known, Link, NotChecked, Over};
use crate::pages::not_found::NotFound;
use crate::route::joined_in;
use crate::text::{errors, join as text, link};
use crate::ui::{Button, ButtonKind, TextField, dom};

/// Both pages: with an organization in the path, and with the link's secret.
#[component]
pub(crate) fn JoinPages() -> AnyView {
    let path = Location::expect().path();
    let asks = path.with_untracked(|path| joined_in(path).is_some());
    if asks { view! { <Join/> }.into_any() } else { view! { <ConfirmJoin/> }.into_any() }
}

/// The page for visitors. An organization that takes no requests has none: the server says that first.
#[component]
fn Join() -> AnyView {
    let path = Location::expect().path();
    let org = move || path.with_untracked(|path| joined_in(path).unwrap_or_default().to_owned());
    let known = RwSignal::new(Known::<JoinCard>::Asked);
    let look_up = move || {
        known.set(Known::Asked);
        let call = requests::look_up(org());
        spawn_local(async move {
            let card = answered(call).await.map_or_else(Known::Bad, Known::Good);
            // The page may be gone by now.
            let _ = known.try_set(card);
        });
    };
    Effect::new(move |_| look_up());
    (move || match known.get() {
        Known::Asked => view! { <Checking title=text::untitled()/> }.into_any(),
        Known::Good(card) => view! { <AskForm org=org() card/> }.into_any(),
        Known::Bad(ApiError::NotFound) => view! { <NotFound/> }.into_any(),
        Known::Bad(error) => {
            view! { <NotChecked error=errors::words(&error) retry=Callback::new(move |()| look_up())/> }.into_any()
        }
    })
    .into_any()
}

/// What was typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    email: RwSignal<String>,
    /// Whether it was sent once: before that nothing is called wrong.
    tried: RwSignal<bool>,
    domains: StoredValue<Vec<DomainName>>,
}

impl Typed {
    fn name_problem(self) -> Option<String> {
        self.tried.get().then(|| self.name.with(|name| Name::parse(name).err().map(|error| errors::name(&error))))?
    }

    fn email_problem(self) -> Option<String> {
        let problem = |typed: &String| match EmailAddress::parse(typed) {
            Err(error) => Some(errors::email(&error)),
            Ok(email) => {
                self.domains.with_value(|domains| (!domains_allow(domains, &email)).then(|| text::only(domains)))
            }
        };
        self.tried.get().then(|| self.email.with(problem))?
    }
}

/// Asks for the mail. What it answers is the same whatever is true of the address.
#[component]
fn AskForm(
    /// The organization, by its name in URLs.
    org: String,
    /// What the page knows of it.
    card: JoinCard,
) -> AnyView {
    let typed = Typed {
        name: RwSignal::default(),
        email: RwSignal::default(),
        tried: RwSignal::new(false),
        domains: StoredValue::new(card.domains.clone()),
    };
    let sent = RwSignal::new(None::<String>);
    let ask = Ask::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        typed.tried.set(true);
        let bad = [("name", untrack(|| typed.name_problem())), ("email", untrack(|| typed.email_problem()))];
        if let Some((id, _)) = bad.into_iter().find(|(_, problem)| problem.is_some()) {
            dom::focus_id(id);
            return;
        }
        let address = typed.email.get_untracked().trim().to_owned();
        let (org, name, wanted) = (org.clone(), typed.name.get_untracked(), address.clone());
        ask.run(move || requests::ask(org.clone(), name.clone(), wanted.clone()), move |()| sent.set(Some(address)));
    };
    let (title, about) = (text::title(card.organization.as_str()), text::about(&card.domains));
    let form = move || {
        let (title, about, submit) = (title.clone(), about.clone(), submit.clone());
        view! {
            <CardPage title about>
                <form class="card-form" novalidate on:submit=submit>
                    <FormError text=ask.words()/>
                    <TextField
                        id="name"
                        label=text::name().to_owned()
                        value=typed.name
                        autocomplete="name"
                        required=true
                        autofocus=true
                        error=Signal::derive(move || typed.name_problem())
                    />
                    <TextField
                        id="email"
                        kind="email"
                        label=text::email().to_owned()
                        value=typed.email
                        autocomplete="email"
                        required=true
                        error=Signal::derive(move || typed.email_problem())
                    />
                    <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::submit()}</Button>
                </form>
                <p class="card-foot"><a href="/sign-in">{text::to_sign_in()}</a></p>
            </CardPage>
        }
        .into_any()
    };
    (move || match sent.get() {
        None => form(),
        Some(email) => view! {
            <CardPage title=text::sent_title().to_owned() about=text::sent(&email)>
                <a class="button" href="/sign-in">{text::to_sign_in()}</a>
            </CardPage>
        }
        .into_any(),
    })
    .into_any()
}

/// The link that proves the address. It takes a press: mail scanners open links too.
#[component]
fn ConfirmJoin() -> AnyView {
    // Nothing is asked before the press: the link is used up by it.
    let confirm = Link::read(|_| async { Ok(()) });
    let ask = Ask::new();
    let done = RwSignal::new(None::<Name>);
    let press = move |_| ask.run(move || requests::confirm(confirm.token.get_value()), move |org| done.set(Some(org)));
    let ended = Memo::new(move |_| ask.error().get().filter(is_final));
    (move || match (done.get(), confirm.known.get(), ended.get()) {
        (Some(org), ..) => view! {
            <CardPage title=text::done_title().to_owned() about=text::done(org.as_str())>
                <a class="button" href="/sign-in">{text::to_sign_in()}</a>
            </CardPage>
        }
        .into_any(),
        (None, Known::Asked, _) => view! { <Checking title=text::confirm_title()/> }.into_any(),
        (None, Known::Bad(_), _) | (None, _, Some(ApiError::NotFound)) => {
            view! { <Over title=link::unknown() advice=link::unknown_advice()/> }.into_any()
        }
        (None, _, Some(ApiError::LinkOver)) => view! { <Over title=link::over() advice=text::over_advice()/> }.into_any(),
        (None, _, Some(error)) => view! { <Over title=text::not_asked() advice=why_not(&error)/> }.into_any(),
        (None, Known::Good(()), None) => view! {
            <CardPage title=text::confirm_title().to_owned() about=text::confirm_about().to_owned()>
                <div class="card-form">
                    <FormError text=ask.words()/>
                    <Button kind=ButtonKind::Filled busy=ask.busy() on_press=Callback::new(press)>{text::confirm()}</Button>
                </div>
            </CardPage>
        }
        .into_any(),
    })
    .into_any()
}

/// Whether pressing again would not help.
fn is_final(error: &ApiError) -> bool {
    matches!(error, ApiError::NotFound | ApiError::LinkOver | ApiError::Refused { .. })
}

/// Why nobody is asked, for whoever has shown that the address is theirs.
fn why_not(error: &ApiError) -> String {
    match error {
        ApiError::Refused { refusal: Refusal::AlreadyUser, .. } => text::already_user().to_owned(),
        ApiError::Refused { refusal: Refusal::AlreadyInvited, .. } => text::already_invited().to_owned(),
        ApiError::Refused { refusal: Refusal::NoRequests | Refusal::DomainNotAllowed, .. } => {
            text::no_requests().to_owned()
        }
        other => errors::words(other),
    }
}
