//! What was done to a person, the newest first.

use domain::HistoryEntry;
use leptos::prelude::*;

use super::{HISTORY, Open, audit_log};
use crate::pages::when::When;
use crate::text::{edits, panel as text};
use crate::ui::{Button, dom};

/// The history, for who may read it.
#[component]
pub(super) fn HistorySection(
    /// The panel.
    open: Open,
    /// Whether it was opened for its sake: the focus goes there.
    at_once: bool,
) -> AnyView {
    let told = open.told;
    let history = move |look: fn(&domain::History) -> bool| {
        told.known.with(|known| known.as_ref().and_then(|known| known.history.as_ref()).is_some_and(look))
    };
    let readable = Memo::new(move |_| history(|_| true));
    let more = Memo::new(move |_| history(|history| history.more));
    let entries = Memo::new(move |_| {
        told.known.with(|known| known.as_ref().and_then(|known| known.history.clone()).map(|history| history.entries))
    });
    Effect::new(move |_| {
        if at_once && readable.get() {
            request_animation_frame(|| dom::focus_id(HISTORY));
        }
    });
    view! {
        {move || readable.get().then(|| view! {
            <section class="panel-section">
                <h3 id=HISTORY tabindex="-1">{text::history()}</h3>
                <ol role="list" class="lines">
                    <For each=move || entries.get().unwrap_or_default() key=|entry| entry.seq children=|entry| view! { <Entry entry/> }/>
                </ol>
                {move || audit_log(open.page, open.person).map(|href| view! {
                    <a href=href>{edits::view_history()}</a>
                })}
                {move || more.get().then(|| view! {
                    <Button busy=told.fetching on_press=Callback::new(move |_| told.ask_earlier())>{text::earlier()}</Button>
                })}
            </section>
        })}
    }
    .into_any()
}

#[component]
fn Entry(
    /// What happened.
    entry: HistoryEntry,
) -> AnyView {
    view! {
        <li class="line">
            <div class="line-words">
                <p>{text::happened(&entry.what)}</p>
                <p class="line-about">
                    <bdi>{text::doer(&entry.deed.by)}</bdi>" · "<When at=entry.deed.at/>
                    {text::door(entry.door).map(|door| format!(" · {door}"))}
                </p>
            </div>
        </li>
    }
    .into_any()
}
