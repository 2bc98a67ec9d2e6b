//! Setting up an empty installation, by the link that the server printed.

use domain::{EmailAddress, Name};
use leptos::{ev, prelude::*};

use crate::api::error::ApiError;
use crate::api::installation;
use crate::pages::ask::Ask;
use crate::pages::card::{CardPage, FormError};
use crate::pages::link::{Checking, Known, Link, NotChecked, Over};
use crate::pages::new_password;
use crate::pages::sign_in::load;
use crate::text::{errors, link, set_up as text};
use crate::ui::{Button, ButtonKind, PasswordField, TextField, dom};

/// The page.
#[component]
pub(crate) fn SetUp() -> AnyView {
    let set_up = Link::read(installation::look_up);
    let again = Callback::new(move |()| set_up.look_up(installation::look_up));
    (move || match set_up.known.get() {
        Known::Asked => view! { <Checking title=text::title()/> }.into_any(),
        Known::Good(()) => view! { <SetUpForm link=set_up/> }.into_any(),
        Known::Bad(ApiError::NotFound) => {
            view! { <Over title=link::unknown() advice=text::unknown_advice()/> }.into_any()
        }
        Known::Bad(ApiError::LinkOver) => view! { <Over title=link::over() advice=text::over_advice()/> }.into_any(),
        Known::Bad(error) => view! { <NotChecked error=errors::words(&error) retry=again/> }.into_any(),
    })
    .into_any()
}

/// What was typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct Typed {
    organization: RwSignal<String>,
    name: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
    password_problem: Signal<Option<String>>,
    /// Whether it was sent once: before that nothing is called wrong.
    sent: RwSignal<bool>,
}

impl Typed {
    fn new(ask: Ask) -> Self {
        let empty = || RwSignal::new(String::new());
        let (password, sent) = (empty(), RwSignal::new(false));
        let password_problem = new_password::problem(ask, "password", password, sent);
        Self { organization: empty(), name: empty(), email: empty(), password, password_problem, sent }
    }

    fn name_problem(self, name: RwSignal<String>) -> Option<String> {
        self.sent.get().then(|| name.with(|name| Name::parse(name).err().map(|error| errors::name(&error))))?
    }

    fn email_problem(self) -> Option<String> {
        self.sent.get().then(|| self.email.with(|email| EmailAddress::parse(email).err().map(|e| errors::email(&e))))?
    }

    /// The id of the first field that is no good.
    fn first_bad(self) -> Option<&'static str> {
        let problems = [
            ("organization", self.name_problem(self.organization)),
            ("name", self.name_problem(self.name)),
            ("email", self.email_problem()),
            ("password", self.password_problem.get()),
        ];
        problems.into_iter().find(|(_, problem)| problem.is_some()).map(|(id, _)| id)
    }
}

#[component]
fn SetUpForm(
    /// The link that allows it.
    link: Link<()>,
) -> AnyView {
    let ask = Ask::new();
    let typed = Typed::new(ask);
    let words = Signal::derive(move || match new_password::other(ask)? {
        ApiError::Invalid { field, .. } if field == "email" => Some(text::email_taken().to_owned()),
        error => Some(errors::words(&error)),
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        typed.sent.set(true);
        if let Some(bad) = untrack(|| typed.first_bad()) {
            dom::focus_id(bad);
            return;
        }
        let call = move || {
            installation::set_up(
                link.token.get_value(),
                typed.organization.get_untracked(),
                typed.name.get_untracked(),
                typed.email.get_untracked(),
                typed.password.get_untracked(),
            )
        };
        ask.run(call, |()| load("/"));
    };
    view! {
        <CardPage title=text::title().to_owned() about=text::about().to_owned()>
            <form class="card-form" novalidate on:submit=submit>
                <FormError text=words/>
                <TextField
                    id="organization"
                    label=text::organization().to_owned()
                    value=typed.organization
                    autocomplete="organization"
                    required=true
                    autofocus=true
                    error=Signal::derive(move || typed.name_problem(typed.organization))
                />
                <TextField
                    id="name"
                    label=text::name().to_owned()
                    value=typed.name
                    autocomplete="name"
                    required=true
                    error=Signal::derive(move || typed.name_problem(typed.name))
                />
                <TextField
                    id="email"
                    kind="email"
                    label=text::email().to_owned()
                    value=typed.email
                    autocomplete="username"
                    required=true
                    error=Signal::derive(move || typed.email_problem())
                />
                <PasswordField
                    id="password"
                    label=text::password().to_owned()
                    value=typed.password
                    autocomplete="new-password"
                    description=errors::password_rule()
                    error=typed.password_problem
                />
                <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::submit()}</Button>
            </form>
        </CardPage>
    }
    .into_any()
}
