//! The search box, and what it has to say.

use domain::PeopleFilter;
use leptos::{ev, html, prelude::*};

use super::bulk;
use super::state::PageState;
use crate::text::users as text;
use crate::ui::{Icon, drawings, keep_typed};

/// Id of the search box.
pub const SEARCH: &str = "search-users";

/// The search box: the list follows each letter.
#[component]
pub fn Search() -> AnyView {
    let page = PageState::expect();
    let box_ = NodeRef::<html::Input>::new();
    let typed = Memo::new(move |_| page.filter.with(|filter| filter.q.clone()));
    let search = move |q: String| page.set_filter(PeopleFilter { q, ..page.filter.get_untracked() });
    keep_typed(box_, move || typed.get(), search);
    let comes_pasted = StoredValue::new(false);
    let search_pasted = move |q: String| {
        search(q);
        // Whoever pastes a list of addresses has something to do to those people.
        if page.with_view(|_, view| view.is_of_addresses()) == Some(true) {
            bulk::choose_all(page);
        }
    };
    let input = move |event| {
        let q = event_target_value(&event);
        if comes_pasted.try_update_value(std::mem::take) == Some(true) { search_pasted(q) } else { search(q) }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() && !typed.with_untracked(String::is_empty) {
            event.prevent_default();
            event.stop_propagation();
            search(String::new());
        }
    };
    // A field of one line would join pasted lines without a space.
    let paste = move |event: ev::ClipboardEvent| {
        let pasted = event.clipboard_data().and_then(|data| data.get_data("text").ok()).unwrap_or_default();
        if pasted.trim().contains(['\n', '\r']) {
            event.prevent_default();
            let lines = pasted.split_whitespace().collect::<Vec<_>>().join(" ");
            let before = typed.get_untracked();
            search_pasted(if before.trim().is_empty() { lines } else { format!("{} {lines}", before.trim_end()) });
        } else {
            comes_pasted.set_value(true);
        }
    };
    let clear = move |_| {
        search(String::new());
        if let Some(field) = box_.get_untracked() {
            crate::ui::dom::focus(&field);
        }
    };
    view! {
        <div class="search" role="search">
            <Icon drawing=drawings::SEARCH/>
            <input
                id=SEARCH
                class="input"
                type="search"
                node_ref=box_
                aria-label=text::search()
                placeholder=text::search_hint()
                autocomplete="off"
                spellcheck="false"
                value=typed.get_untracked()
                on:input=input
                on:keydown=key
                on:paste=paste
            />
            <kbd aria-hidden="true">"/"</kbd>
            // Always there, and shown by the style sheet: the first letter makes no element and no box.
            <button type="button" class="icon-button search-clear" aria-label=text::clear_search() on:click=clear>
                <Icon drawing=drawings::X/>
            </button>
        </div>
    }
    .into_any()
}

/// What of the search was not understood, or not found.
#[component]
pub fn SearchNotes() -> AnyView {
    let page = PageState::expect();
    let notes = Memo::new(move |_| {
        page.summary.with(|summary| {
            let keys = summary.unknown_keys.iter().map(|key| text::unknown_key(key));
            let values = summary.unknown_values.iter().map(|value| text::unknown_value(value));
            let missing = (!summary.missing.is_empty()).then(|| text::missing(&summary.missing));
            keys.chain(values).chain(missing).collect::<Vec<_>>()
        })
    });
    let line = |note: String| view! { <p class="search-note">{note}</p> };
    view! { <div class="search-notes" role="status">{move || notes.get().into_iter().map(line).collect_view()}</div> }
        .into_any()
}
