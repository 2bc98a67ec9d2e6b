//! The page that an invitation's link leads to: what it is about, and accepting it.

use domain::{InvitationCard, InvitedSession, Name, Refusal};
use leptos::{ev, prelude::*};

use crate::api::error::ApiError;
use crate::api::{accounts, invitations};
use crate::pages::ask::Ask;
use crate::pages::card::{CardPage, FormError};
use crate::pages::link::{Checking, Known, Link, NotChecked, Over};
use crate::pages::new_password;
use crate::pages::sign_in::load;
use crate::pages::viewer::{Viewer, landing};
use crate::pages::when::When;
use crate::steps::Step;
use crate::text::{accept as text, bundles, errors, link, roles::shown};
use crate::ui::{Button, ButtonKind, PasswordField, TextField, dom};

/// The page.
#[component]
pub(crate) fn Invite() -> AnyView {
    let invitation = Link::read(invitations::look_up);
    let again = Callback::new(move |()| invitation.look_up(invitations::look_up));
    (move || match invitation.known.get() {
        Known::Asked => view! { <Checking title=text::title()/> }.into_any(),
        Known::Good(card) => view! { <Open link=invitation card/> }.into_any(),
        Known::Bad(ApiError::NotFound) => {
            view! { <Over title=link::unknown() advice=link::unknown_advice()/> }.into_any()
        }
        Known::Bad(error) => match over(&error) {
            Some((title, advice)) => view! { <Over title advice/> }.into_any(),
            None => view! { <NotChecked error=errors::words(&error) retry=again/> }.into_any(),
        },
    })
    .into_any()
}

/// Heading and advice for an invitation that can no longer be accepted.
fn over(error: &ApiError) -> Option<(&'static str, &'static str)> {
    let ApiError::Refused { refusal, .. } = error else { return None };
    match refusal {
        Refusal::InvitationExpired => Some((text::over::expired(), text::over::expired_advice())),
        Refusal::InvitationUsed => Some((text::over::used(), text::over::used_advice())),
        Refusal::InvitationRevoked => Some((text::over::revoked(), text::over::revoked_advice())),
        Refusal::InviterMayNot => Some((text::over::inviter(), text::over::inviter_advice())),
        Refusal::DomainNotAllowed => Some((text::over::domain(), text::over::domain_advice())),
        _ => None,
    }
}

/// An invitation that can be accepted.
#[component]
fn Open(
    /// The link that leads to it.
    link: Link<InvitationCard>,
    /// What it says.
    card: InvitationCard,
) -> AnyView {
    let organization = card.organization.to_string();
    let about = text::invited_by(card.inviter.as_ref().map(Name::as_str), &organization);
    let accept = match card.signed_in {
        InvitedSession::Nobody => view! { <ByPassword link card=card.clone()/> }.into_any(),
        InvitedSession::Same => view! { <BySession link email=card.email.to_string()/> }.into_any(),
        InvitedSession::Another => view! { <Switch link email=card.email.to_string()/> }.into_any(),
    };
    view! {
        <CardPage title=text::join(&organization) about>
            <Details card/>
            {accept}
        </CardPage>
    }
    .into_any()
}

/// As what, into which teams, for whom, until when.
#[component]
fn Details(
    /// The invitation.
    card: InvitationCard,
) -> AnyView {
    let teams: Vec<String> = card.teams.iter().map(ToString::to_string).collect();
    view! {
        <dl class="details">
            <div><dt>{text::for_whom()}</dt><dd dir="ltr">{card.email.to_string()}</dd></div>
            <div><dt>{text::role()}</dt><dd><bdi>{shown(card.role.as_str()).to_owned()}</bdi></dd></div>
            {(!teams.is_empty()).then(|| view! {
                <div><dt>{text::teams()}</dt><dd><bdi>{teams.join(", ")}</bdi></dd></div>
            })}
            {bundles::ends_after(card.access_days).map(|ends| view! { <div><dt>{text::ends()}</dt><dd>{ends}</dd></div> })}
            <div><dt>{text::until()}</dt><dd><When at=card.expires_at/></dd></div>
        </dl>
    }
    .into_any()
}

/// What follows an answer: the organization, or a page that says why not.
fn follow(link: Link<InvitationCard>, ask: Ask) {
    Effect::new(move |_| {
        let error = ask.error().get();
        if let Some(error) = error.filter(|error| over(error).is_some() || *error == ApiError::NotFound) {
            link.known.set(Known::Bad(error));
        }
    });
}

/// Goes to where the new user arrives.
async fn arrive(joined: Result<invitations::Joined, ApiError>) -> Result<String, ApiError> {
    let invitations::Joined { org, second_factor } = joined?;
    if second_factor {
        return Ok(Step::Code.address("", None));
    }
    // Accepted is accepted: not knowing what they may see there is no failure.
    let me = accounts::me().await.ok();
    let place = me.and_then(|me| me.organizations.into_iter().find(|place| place.slug == org));
    Ok(place.map_or_else(|| "/".to_owned(), |place| landing(&place)))
}

/// Nobody is signed in. It is not told whether the address has an account: a name and a password make one, or
/// the password is the account's.
#[component]
fn ByPassword(
    /// The link that leads to it.
    link: Link<InvitationCard>,
    /// What it says.
    card: InvitationCard,
) -> AnyView {
    let name = RwSignal::new(card.name.as_ref().map(ToString::to_string).unwrap_or_default());
    let password = RwSignal::new(String::new());
    let (known, tried) = (RwSignal::new(false), RwSignal::new(false));
    let ask = Ask::new();
    follow(link, ask);
    let name_problem = Signal::derive(move || {
        let asked = tried.get() && !known.get();
        asked.then(|| name.with(|name| Name::parse(name).err().map(|error| errors::name(&error))))?
    });
    let chosen_problem = new_password::problem(ask, "password", password, tried);
    let password_problem = Signal::derive(move || {
        if !known.get() {
            return chosen_problem.get();
        }
        let missing = tried.get() && password.with(String::is_empty);
        missing.then(|| crate::text::sign_in::enter_password().to_owned())
    });
    let words = Signal::derive(move || match new_password::other(ask)? {
        ApiError::WrongCredentials if known.get() => Some(text::wrong_or_new().to_owned()),
        ApiError::WrongCredentials => Some(text::wrong().to_owned()),
        error => Some(errors::words(&error)),
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if name_problem.with_untracked(Option::is_some) {
            dom::focus_id("name");
            return;
        }
        if password_problem.with_untracked(Option::is_some) {
            dom::focus_id("password");
            return;
        }
        let (token, name, password) = (link.token.get_value(), name.get_untracked(), password.get_untracked());
        let known = known.get_untracked();
        let call = move || {
            let (token, name, password) = (token.clone(), name.clone(), password.clone());
            async move {
                let joined = if known {
                    invitations::accept_with_password(token, password).await
                } else {
                    invitations::accept_as_new(token, name, password).await
                };
                arrive(joined).await
            }
        };
        ask.run(call, |address| load(&address));
    };
    let switch = move |_| {
        ask.forget();
        tried.set(false);
        known.update(|known| *known = !*known);
    };
    let email = card.email.to_string();
    // It comes when the page has long been here: the browser's own `autofocus` may be spent.
    Effect::new(|_| request_animation_frame(|| dom::focus_id("name")));
    view! {
        <form class="card-form" novalidate on:submit=submit>
            <FormError text=words/>
            <input class="visually-hidden" type="email" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true"/>
            {move || (!known.get()).then(|| view! {
                <TextField
                    id="name"
                    label=text::name().to_owned()
                    value=name
                    autocomplete="name"
                    required=true
                    error=name_problem
                />
            })}
            {move || {
                let known = known.get();
                view! {
                    <PasswordField
                        id="password"
                        label=text::password().to_owned()
                        value=password
                        autocomplete=if known { "current-password" } else { "new-password" }
                        description=if known { text::own_password().to_owned() } else { errors::password_rule() }
                        error=password_problem
                    />
                }
            }}
            <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::submit()}</Button>
        </form>
        <p class="card-foot card-foot-pair">
            <button type="button" class="link-button" on:click=switch>
                {move || if known.get() { text::no_account() } else { text::have_account() }}
            </button>
            {move || known.get().then(|| view! { <a href="/reset">{text::forgot()}</a> })}
        </p>
    }
    .into_any()
}

/// The invitation is for who is signed in: one press accepts.
#[component]
fn BySession(
    /// The link that leads to it.
    link: Link<InvitationCard>,
    /// Who is signed in.
    email: String,
) -> AnyView {
    let ask = Ask::new();
    follow(link, ask);
    let press = move |_| {
        let call = move || {
            let token = link.token.get_value();
            async move { arrive(invitations::accept_signed_in(token).await).await }
        };
        ask.run(call, |address| load(&address));
    };
    view! {
        <div class="card-form">
            <p class="card-about">{text::signed_in_as(&email)}</p>
            <FormError text=ask.words()/>
            <Button kind=ButtonKind::Filled busy=ask.busy() on_press=Callback::new(press)>{text::submit()}</Button>
        </div>
    }
    .into_any()
}

/// The invitation is for another address: says for which, and offers to switch. The secret stays in memory.
#[component]
fn Switch(
    /// The link that leads to it.
    link: Link<InvitationCard>,
    /// Whom it is for.
    email: String,
) -> AnyView {
    let ask = Ask::new();
    let viewer = Viewer::expect().me_untracked().map(|me| me.profile.email.to_string()).unwrap_or_default();
    let press = move |_| {
        ask.run(sign_out, move |()| link.look_up(invitations::look_up));
    };
    view! {
        <div class="card-form">
            <p class="card-note">{text::for_another(&email, &viewer)}</p>
            <FormError text=ask.words()/>
            <Button kind=ButtonKind::Filled busy=ask.busy() on_press=Callback::new(press)>{text::switch()}</Button>
            <a class="button" rel="external" href="/">{text::stay()}</a>
        </div>
    }
    .into_any()
}

/// Signs this browser out without leaving the page.
async fn sign_out() -> Result<(), ApiError> {
    let answer = gloo_net::http::Request::post("/sign-out").send().await;
    match answer {
        Ok(answer) if answer.ok() => Ok(()),
        _ => Err(ApiError::Offline),
    }
}
