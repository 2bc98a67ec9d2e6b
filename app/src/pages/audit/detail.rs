//! One event, opened: before and after, its record, and taking it back.

use domain::{Answer, AuditDetail, AuditFilter, Command, Revert};
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use super::events::{about, place, what};
use super::log::Log;
use crate::api::audit;
use crate::api::call::Intent;
use crate::pages::ask::{Ask, carry_out};
use crate::pages::card::FormError;
use crate::pages::page::{Waiting, focus_where_lost};
use crate::pages::when::When;
use crate::text::audit::{self as text, Side};
use crate::text::{edits, errors, panel, refusal};
use crate::ui::{Button, Dialog, dom, drawings};
use crate::users::session::Session;

/// Id of what became of taking something back: the button that did it may be gone then.
const SAID: &str = "audit-said";

/// The dialog with the event that the address names.
#[component]
pub(super) fn Detail(
    /// The page.
    log: Log,
) -> AnyView {
    let known = RwSignal::new(None::<Result<AuditDetail, String>>);
    let said = RwSignal::new(None::<String>);
    let last = StoredValue::new(None::<u64>);
    Effect::new(move |_| {
        log.changed.track();
        let Some(seq) = log.event.get() else { return };
        if last.try_update_value(|last| last.replace(seq)) != Some(Some(seq)) {
            known.set(None);
            said.set(None);
        }
        let org = log.org.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = Session::ask(Some(log.session), || audit::event(org.clone(), seq)).await;
            // Only the event that is open now counts.
            if log.event.try_get_untracked() == Some(Some(seq)) {
                known.set(Some(answer.map_err(|error| errors::words(&error))));
                if said.with_untracked(Option::is_some) {
                    focus_where_lost(vec![SAID.to_owned()]);
                }
            }
        });
    });
    let title = move || log.event.get().map(text::event).unwrap_or_default();
    view! {
        <Dialog
            id="audit-event"
            side=true
            open=Signal::derive(move || log.event.get().is_some())
            on_close=Callback::new(move |()| log.close())
            title=Signal::derive(title)
            initial_focus=".dialog-head button"
            fallback_focus=Callback::new(move |()| link_to(last.get_value()))
        >
            {move || match known.get() {
                Some(Ok(detail)) => view! { <Opened log detail said/> }.into_any(),
                Some(Err(why)) => view! { <FormError text=Some(why)/> }.into_any(),
                None => view! { <Waiting/> }.into_any(),
            }}
            <p id=SAID tabindex="-1" role="status">{move || said.get()}</p>
        </Dialog>
    }
    .into_any()
}

/// The link of an event in the list.
fn link_to(event: Option<u64>) -> Option<HtmlElement> {
    dom::find_in_page(&format!("[data-event=\"{}\"]", event?))
}

#[component]
fn Opened(
    /// The page.
    log: Log,
    /// The event.
    detail: AuditDetail,
    /// What became of taking it back.
    said: RwSignal<Option<String>>,
) -> AnyView {
    let entry = &detail.entry;
    let (by, door) = (panel::doer(&entry.by), place(text::door(entry.door), entry.ip.clone()));
    let sides = entry.what.as_ref().map(text::sides).unwrap_or_default();
    view! {
        <div class="person-panel">
            <div>
                <p class="line-title">{what(entry)}</p>
                <p class="line-about">{about(log, &entry.about)}</p>
                <p class="line-about"><bdi>{by}</bdi>" · "<When at=entry.at/>" · "{door}</p>
                {entry.erased.then(|| view! { <p class="line-about">{text::erased()}</p> })}
            </div>
            {(!sides.is_empty()).then(|| view! { <Sides sides/> })}
            <TakeBack log detail=detail.clone() said/>
            <Record log detail/>
        </div>
    }
    .into_any()
}

#[component]
fn Sides(
    /// What changed.
    sides: Vec<Side>,
) -> AnyView {
    let line = |Side { label, before, after }: Side| {
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td><bdi>{or_dash(before)}</bdi></td>
                <td><bdi>{or_dash(after)}</bdi></td>
            </tr>
        }
    };
    view! {
        <section class="panel-section">
            <h3>{text::changes()}</h3>
            <table class="audit-sides">
                <thead>
                    <tr><td></td><th scope="col">{text::before()}</th><th scope="col">{text::after()}</th></tr>
                </thead>
                <tbody>{sides.into_iter().map(line).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

/// Taking it back, and all that its command did.
#[component]
fn TakeBack(
    /// The page.
    log: Log,
    /// The event.
    detail: AuditDetail,
    /// What became of it.
    said: RwSignal<Option<String>>,
) -> AnyView {
    let (ask, intent) = (Ask::new(), Intent::new());
    let AuditDetail { entry, of_command, revert, revert_command, .. } = detail;
    let send = move |command: Command| {
        said.set(None);
        let org = log.org.get_untracked();
        // Each event's number tells what changed since: what the page had seen does not matter.
        let envelope = intent.envelope(command, u64::MAX);
        ask.run(
            move || carry_out(org.clone(), envelope.clone()),
            move |answer: Answer| {
                intent.done();
                let in_part =
                    answer.refused.first().map(|refused| edits::undone_in_part(&refusal::refusal(&refused.refusal)));
                said.set(Some(in_part.unwrap_or_else(|| text::reverted().to_owned())));
                // The list comes anew, perhaps when the dialog is closed and the focus back in a row of it.
                log.narrowed.set_value(true);
                log.changed.update(|changed| *changed += 1);
            },
        );
    };
    let one = Callback::new(move |_| send(Command::Revert { event: entry.seq }));
    let all = Callback::new(move |_| send(Command::Undo { command: entry.command }));
    let button = |revert: &Revert| matches!(revert, Revert::Possible | Revert::Unknown);
    let why_not = text::not_revertible(&revert);
    let others = revert_command.filter(button);
    view! {
        <section class="panel-section">
            <h3>{text::revert_title()}</h3>
            <p class="line-about">{text::revert_about()}</p>
            {button(&revert).then(|| view! {
                <Button id="audit-revert" icon=drawings::ROTATE_CCW busy=ask.busy() on_press=one>{text::revert()}</Button>
            })}
            {why_not.map(|why| view! { <p>{why}</p> })}
            {others.map(|_| view! {
                <Button icon=drawings::ROTATE_CCW busy=ask.busy() on_press=all>{text::revert_all(of_command)}</Button>
            })}
            <FormError text=ask.words()/>
        </section>
    }
    .into_any()
}

/// What is stored of it.
#[component]
fn Record(
    /// The page.
    log: Log,
    /// The event.
    detail: AuditDetail,
) -> AnyView {
    let AuditDetail { entry, previous_hash, hash, of_command, .. } = detail;
    let siblings = (of_command > 1).then(|| {
        let filter = AuditFilter { command: Some(entry.command), ..AuditFilter::default() };
        view! { <a href=log.href(&filter, false, None)>{text::one_of(of_command)}</a> }
    });
    view! {
        <section class="panel-section">
            <h3>{text::record()}</h3>
            <dl class="facts audit-record">
                <div><dt>{text::number()}</dt><dd>{entry.seq}</dd></div>
                <div><dt>{text::kind_name()}</dt><dd><code>{entry.kind}</code></dd></div>
                <div><dt>{text::command()}</dt><dd><code>{entry.command.to_string()}</code>{siblings}</dd></div>
                <div><dt>{text::hash()}</dt><dd><code>{hash}</code></dd></div>
                <div><dt>{text::previous_hash()}</dt><dd><code>{previous_hash}</code></dd></div>
            </dl>
        </section>
    }
    .into_any()
}
