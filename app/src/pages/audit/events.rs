//! The events, the newest first.

use domain::{AuditEntry, AuditFilter, AuditPage, Concerned};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::chips::chips;
use super::log::Log;
use super::not_shown;
use crate::api::audit;
use crate::api::call::answered;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::frame::CurrentOrganization;
use crate::pages::page::{Waiting, focus_where_lost};
use crate::pages::when::When;
use crate::text::{audit as text, panel};
use crate::ui::{Button, ButtonKind, EmptyState, dom, drawings};
use crate::users::live::ask_again_when_told;
use crate::users::session::Session;
use crate::users::zone;

/// Id of the line that counts what is shown.
pub(super) const NUMBERS: &str = "audit-numbers";

/// The list, asked for anew with each filter.
#[component]
pub(super) fn Events(
    /// The page.
    log: Log,
) -> AnyView {
    let asked = move || (log.org.get(), log.asked(), log.filter.get(), log.changed.get());
    let first = Resource::new(asked, |(org, asked, filter, _)| async move {
        let page = answered(audit::list(org, asked, None)).await;
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
    view! {
        // Anew for another organization.
        {move || listen(log, log.org.get())}
        <Transition fallback=|| view! { <Waiting/> }>{content}</Transition>
    }
    .into_any()
}

/// Hears what happens, for as long as what it gives is in the page.
fn listen(log: Log, org: String) {
    let permissions = CurrentOrganization::permissions().get_untracked();
    ask_again_when_told(org, permissions, log.session, move || log.told.notify());
}

/// The server, which knows no clock but its own, took days for UTC's.
pub(super) fn again_by_the_readers_clock(log: Log, ask: impl Fn() + 'static) {
    Effect::new(move |before: Option<()>| {
        let has_days = log.filter.with_untracked(|filter| filter.from.is_some() || filter.to.is_some());
        if before.is_none() && has_days {
            ask();
        }
    });
}

/// What the focus was on may have left with the list before, such as a chip: then it goes to the line above the new one.
pub(super) fn focus_after_narrowing(log: Log) {
    Effect::new(move |_| {
        if log.narrowed.try_update_value(std::mem::take) == Some(true) {
            focus_where_lost(vec![NUMBERS.to_owned()]);
        }
    });
}

#[component]
fn Listing(
    /// The page.
    log: Log,
    /// What the list is narrowed to.
    filter: AuditFilter,
    /// The newest of it.
    page: AuditPage,
) -> AnyView {
    let AuditPage { entries, more, actor, subject } = page;
    let (entries, more) = (RwSignal::new(entries), RwSignal::new(more));
    focus_after_narrowing(log);
    let ask = Ask::new();
    let asked = filter.by_clock(zone::moment);
    let earlier = Callback::new(move |_| {
        let before = entries.with_untracked(|entries| entries.last().map(|entry| entry.seq));
        let (org, asked) = (log.org.get_untracked(), asked.clone());
        ask.run(
            move || audit::list(org.clone(), asked.clone(), before),
            move |page: AuditPage| {
                entries.update(|entries| entries.extend(page.entries));
                more.set(page.more);
                focus_where_lost(vec![NUMBERS.to_owned()]);
            },
        );
    });
    let newer = newer(log, filter.clone(), entries);
    let show_newer = Callback::new(move |_| {
        match newer.try_update(std::mem::take).flatten() {
            Some(Newer { entries: newest, whole: true }) => entries.update(|entries| {
                entries.splice(0..0, newest);
            }),
            // There are more than come at a time.
            _ => log.changed.update(|changed| *changed += 1),
        }
        dom::focus_id(NUMBERS);
    });
    let newer = move || newer.with(|newer| newer.as_ref().map(|newer| text::newer(newer.entries.len(), newer.whole)));
    let numbers = move || text::shown_events(entries.with(Vec::len), more.get());
    let empty = Memo::new(move |_| entries.with(Vec::is_empty));
    view! {
        {chips(log, &filter, actor.as_deref(), subject.as_deref())}
        <div class="audit-count">
            <p class="page-numbers" id=NUMBERS tabindex="-1" role="status">{numbers}</p>
            {move || newer().map(|words| view! {
                <Button kind=ButtonKind::Quiet icon=drawings::REFRESH_CW on_press=show_newer>{words}</Button>
            })}
        </div>
        {move || if empty.get() {
            view! { <EmptyState icon=drawings::SEARCH_X title=text::nothing().to_owned() text=text::nothing_advice().to_owned()/> }.into_any()
        } else {
            view! { <Table log entries/> }.into_any()
        }}
        <FormError text=ask.words()/>
        {move || more.get().then(|| view! { <div><Button busy=ask.busy() on_press=earlier>{panel::earlier()}</Button></div> })}
    }
    .into_any()
}

/// What happened since the list was told.
#[derive(Clone)]
struct Newer {
    /// The newest first.
    entries: Vec<AuditEntry>,
    /// Whether that is all of it.
    whole: bool,
}

/// Looks, whenever something happened, what of it belongs in the list: nothing moves until that is asked for.
fn newer(log: Log, filter: AuditFilter, entries: RwSignal<Vec<AuditEntry>>) -> RwSignal<Option<Newer>> {
    let newer = RwSignal::new(None);
    Effect::new(move |before: Option<()>| {
        log.told.track();
        if before.is_none() {
            return;
        }
        let (org, asked) = (log.org.get_untracked(), filter.by_clock(zone::moment));
        leptos::task::spawn_local(async move {
            let found = Session::ask(Some(log.session), || audit::list(org.clone(), asked.clone(), None)).await;
            // Nobody asked: where it fails, nobody is told.
            let Ok(page) = found else { return };
            let Some(last) = entries.try_with_untracked(|entries| entries.first().map(|entry| entry.seq)) else {
                return;
            };
            let all = page.entries.len();
            let since: Vec<AuditEntry> =
                page.entries.into_iter().take_while(|entry| last.is_none_or(|last| entry.seq > last)).collect();
            let whole = since.len() < all || (last.is_none() && !page.more);
            newer.try_set((!since.is_empty()).then_some(Newer { entries: since, whole }));
        });
    });
    newer
}

#[component]
fn Table(
    /// The page.
    log: Log,
    /// What is shown.
    entries: RwSignal<Vec<AuditEntry>>,
) -> AnyView {
    // Small screens show cards: what a table, a row and a cell is, is said, for it is not drawn as one there.
    view! {
        <table class="audit" role="table">
            <caption class="visually-hidden">{text::events()}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{text::what()}</th>
                    <th role="columnheader" scope="col">{text::on_whom()}</th>
                    <th role="columnheader" scope="col">{text::who()}</th>
                    <th role="columnheader" scope="col">{text::when()}</th>
                    <th role="columnheader" scope="col">{text::from_where()}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || entries.get() key=|entry| entry.seq children=move |entry| view! { <Row log entry/> }/>
            </tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(
    /// The page.
    log: Log,
    /// The event.
    entry: AuditEntry,
) -> AnyView {
    let (seq, at, by) = (entry.seq, entry.at, panel::doer(&entry.by));
    let place = place(text::door(entry.door), entry.ip.clone());
    let href = move || log.href(&log.filter.get(), false, Some(seq));
    let open = move |event: MouseEvent| {
        // A new tab, where one is asked for.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            log.open(seq);
        }
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=href data-event=seq.to_string() on:click=open>{what(&entry)}</a>
                {entry.erased.then(|| view! { <span class="line-about">{text::erased()}</span> })}
            </th>
            <td role="cell" data-label=text::on_whom()>{about(log, &entry.about)}</td>
            <td role="cell" data-label=text::who()><bdi>{by}</bdi></td>
            <td role="cell" data-label=text::when()><When at/></td>
            <td role="cell" data-label=text::from_where()>{place}</td>
        </tr>
    }
    .into_any()
}

/// What happened, in words.
pub(super) fn what(entry: &AuditEntry) -> String {
    entry.what.as_ref().map_or_else(|| text::gone().to_owned(), panel::happened)
}

/// By which door, and from where.
pub(super) fn place(door: &str, ip: Option<String>) -> String {
    match ip {
        Some(ip) => format!("{door} · {ip}"),
        None => door.to_owned(),
    }
}

/// Whom, or what, an event is about; of a person, a link to all that is about them.
pub(super) fn about(log: Log, about: &Concerned) -> AnyView {
    let words = text::concerned(about);
    match about {
        Concerned::Person(person, _) => {
            let href = log.href(&AuditFilter { subject: Some(person.uuid()), ..AuditFilter::default() }, false, None);
            view! { <a href=href><bdi>{words}</bdi></a> }.into_any()
        }
        Concerned::Team(_) | Concerned::Role(_) | Concerned::Bundle(_) | Concerned::Organization => {
            view! { <bdi>{words}</bdi> }.into_any()
        }
    }
}
