//! The refused attempts, the newest first.

use domain::{Attempt, AttemptPage, AuditFilter};
use leptos::prelude::*;

use super::chips::chips;
use super::events::{NUMBERS, again_by_the_readers_clock, focus_after_narrowing, place};
use super::log::Log;
use super::not_shown;
use crate::api::audit;
use crate::api::call::answered;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::page::{Waiting, focus_where_lost};
use crate::pages::when::When;
use crate::text::{audit as text, panel};
use crate::ui::{Button, EmptyState, drawings};
use crate::users::zone;

/// The list, asked for anew with each filter.
#[component]
pub(super) fn Attempts(
    /// The page.
    log: Log,
) -> AnyView {
    let asked = move || (log.org.get(), log.asked(), log.filter.get());
    let first = Resource::new(asked, |(org, asked, filter)| async move {
        let page = answered(audit::attempts(org, asked, None)).await;
        page.map(|page| (filter, page))
    });
    again_by_the_readers_clock(log, move || first.refetch());
    let retry = Callback::new(move |()| first.refetch());
    let content = move || {
        Suspend::new(async move {
            match first.await {
                Ok((filter, page)) => view! { <Listing log filter page/> }.into_any(),
                Err(error) => not_shown(error, retry),
            }
        })
    };
    view! { <Transition fallback=|| view! { <Waiting/> }>{content}</Transition> }.into_any()
}

#[component]
fn Listing(
    /// The page.
    log: Log,
    /// What the list is narrowed to.
    filter: AuditFilter,
    /// The newest of it.
    page: AttemptPage,
) -> AnyView {
    let AttemptPage { attempts, more, actor, subject } = page;
    let (attempts, more) = (RwSignal::new(attempts), RwSignal::new(more));
    focus_after_narrowing(log);
    let ask = Ask::new();
    let asked = filter.by_clock(zone::moment);
    let earlier = Callback::new(move |_| {
        let before = attempts.with_untracked(|attempts| attempts.last().map(|attempt| attempt.id));
        let (org, asked) = (log.org.get_untracked(), asked.clone());
        ask.run(
            move || audit::attempts(org.clone(), asked.clone(), before),
            move |page: AttemptPage| {
                attempts.update(|attempts| attempts.extend(page.attempts));
                more.set(page.more);
                focus_where_lost(vec![NUMBERS.to_owned()]);
            },
        );
    });
    let numbers = move || text::shown_attempts(attempts.with(Vec::len), more.get());
    let empty = Memo::new(move |_| attempts.with(Vec::is_empty));
    view! {
        {chips(log, &filter, actor.as_deref(), subject.as_deref())}
        <p class="page-numbers" id=NUMBERS tabindex="-1" role="status">{numbers}</p>
        {move || if empty.get() {
            let advice = text::no_attempts_advice().to_owned();
            view! { <EmptyState icon=drawings::SHIELD title=text::no_attempts().to_owned() text=advice/> }.into_any()
        } else {
            view! { <Table attempts/> }.into_any()
        }}
        <FormError text=ask.words()/>
        {move || more.get().then(|| view! { <div><Button busy=ask.busy() on_press=earlier>{panel::earlier()}</Button></div> })}
    }
    .into_any()
}

#[component]
fn Table(
    /// What is shown.
    attempts: RwSignal<Vec<Attempt>>,
) -> AnyView {
    view! {
        <table class="audit" role="table">
            <caption class="visually-hidden">{text::refused()}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{text::what()}</th>
                    <th role="columnheader" scope="col">{text::why()}</th>
                    <th role="columnheader" scope="col">{text::on_whom()}</th>
                    <th role="columnheader" scope="col">{text::who()}</th>
                    <th role="columnheader" scope="col">{text::when()}</th>
                    <th role="columnheader" scope="col">{text::from_where()}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || attempts.get() key=|attempt| attempt.id children=|attempt| view! { <Row attempt/> }/>
            </tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(
    /// The attempt.
    attempt: Attempt,
) -> AnyView {
    let Attempt { at, by, door, action, about, code, ip, .. } = attempt;
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{text::attempted(&action)}</th>
            <td role="cell" data-label=text::why()>{text::refused_because(&code)}</td>
            <td role="cell" data-label=text::on_whom()><bdi>{about}</bdi></td>
            <td role="cell" data-label=text::who()><bdi>{panel::doer(&by)}</bdi></td>
            <td role="cell" data-label=text::when()><When at/></td>
            <td role="cell" data-label=text::from_where()>{place(text::door(door), ip)}</td>
        </tr>
    }
    .into_any()
}
