//! Finding whom the log is narrowed to.

use std::time::Duration;

use domain::{AuditActor, AuditPerson};
use leptos::prelude::*;

use super::log::{Find, Log};
use crate::api::audit;
use crate::pages::card::FormError;
use crate::pages::search::Search;
use crate::text::{audit as text, errors};
use crate::ui::{Button, Dialog};
use crate::users::session::Session;

/// How long nothing is typed before the server is asked.
const QUIET: Duration = Duration::from_millis(150);

/// The dialog: a field, and who it finds.
#[component]
pub(super) fn FindPerson(
    /// The page.
    log: Log,
) -> AnyView {
    let title = Signal::derive(move || match log.finding.get() {
        Some(Find::Subject) => text::done_to_whom().to_owned(),
        Some(Find::Actor) | None => text::whose_deeds().to_owned(),
    });
    let close = Callback::new(move |()| log.finding.set(None));
    view! {
        <Dialog
            id="audit-person"
            open=Signal::derive(move || log.finding.with(Option::is_some))
            on_close=close
            title
            description=text::search_about().to_owned()
            initial_focus="input"
        >
            <Finder log/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Finder(
    /// The page.
    log: Log,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Vec<AuditPerson>>);
    let failed = RwSignal::new(None::<String>);
    let look = move |text: String| {
        let org = log.org.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = Session::ask(Some(log.session), || audit::people(org.clone(), text.clone())).await;
            // Only the answer to what stands there now counts.
            if typed.try_with_untracked(|typed| *typed == text) != Some(true) {
                return;
            }
            failed.set(answer.as_ref().err().map(errors::words));
            found.set(answer.ok());
        });
    };
    let mut look_soon = debounce(QUIET, look);
    Effect::new(move |before: Option<()>| {
        let text = typed.get();
        if before.is_none() { look(text) } else { look_soon(text) }
    });
    let line = move |person: AuditPerson| view! { <Line log person/> };
    view! {
        <div class="audit-find">
            <Search label=text::search_people() typed/>
            <FormError text=failed/>
            <p class="line-about" role="status">
                {move || found.with(|found| found.as_ref().is_some_and(Vec::is_empty)).then(text::no_person)}
            </p>
            <ul role="list" class="lines">
                {move || (log.finding.get() == Some(Find::Actor)).then(|| view! { <Others log/> })}
                <For each=move || found.get().unwrap_or_default() key=|person| person.user children=line/>
            </ul>
        </div>
    }
    .into_any()
}

/// Who did something, and is nobody of the organization.
#[component]
fn Others(
    /// The page.
    log: Log,
) -> AnyView {
    let other = |actor: AuditActor| {
        let press = Callback::new(move |_| choose(log, actor));
        view! { <li><Button on_press=press>{text::actor(actor, None)}</Button></li> }
    };
    [AuditActor::Operator, AuditActor::System].map(other).collect_view().into_any()
}

#[component]
fn Line(
    /// The page.
    log: Log,
    /// Who was found.
    person: AuditPerson,
) -> AnyView {
    let AuditPerson { user, name, email } = person;
    let press = move |_| match log.finding.get_untracked() {
        Some(Find::Subject) => {
            log.finding.set(None);
            log.narrow(|filter| filter.subject = Some(user.0));
        }
        Some(Find::Actor) | None => choose(log, AuditActor::User(user)),
    };
    view! {
        <li>
            <button type="button" class="audit-found" on:click=press>
                <bdi class="line-title">{name.to_string()}</bdi>
                <bdi class="line-about">{email}</bdi>
            </button>
        </li>
    }
    .into_any()
}

fn choose(log: Log, actor: AuditActor) {
    log.finding.set(None);
    log.narrow(|filter| filter.actor = Some(actor));
}
