//! The keys of the page, and the list of them.

use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, EventTarget, HtmlElement};
use leptos::{ev, prelude::*};

use super::asking::Asking;
use super::bulk;
use super::search::SEARCH;
use super::state::PageState;
use crate::lazy::{WhenWanted, part};
use crate::text::users as text;
use crate::ui::{Button, ButtonKind, Checkbox, Dialog, DialogFooter, dom};

/// Where the browser keeps that the single letters are off.
const KEPT: &str = "muster-single-keys";

/// Listens for the keys, and shows the list of them.
#[component]
pub fn Shortcuts() -> AnyView {
    let page = PageState::expect();
    let listed = Asking::expect().listing_keys;
    let on = RwSignal::new(true);
    Effect::new(move |_| {
        on.set(kept() != Some("off".to_owned()));
        let keys = window_event_listener(ev::keydown, move |event| {
            let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
            let deaf = event.default_prevented() || event.is_composing() || modified || is_deaf(event.target());
            if !deaf && press(page, &event.key(), on.get_untracked(), listed) {
                event.prevent_default();
            }
        });
        on_cleanup(move || keys.remove());
    });
    provide_context(Keys { listed, on });
    view! { <WhenWanted part=&KEYS wanted=listed forget=Callback::new(move |()| listed.set(false))/> }.into_any()
}

/// What the list of the keys shows and changes.
#[derive(Clone, Copy)]
struct Keys {
    listed: RwSignal<bool>,
    on: RwSignal<bool>,
}

part! {
    /// The list of the keys.
    KEYS, commands, keys, view! { <KeyList/> }.into_any()
}

#[component]
fn KeyList() -> AnyView {
    let Keys { listed, on } = expect_context();
    let close = Callback::new(move |()| listed.set(false));
    let switch = Callback::new(move |now: bool| {
        on.set(now);
        keep(now);
    });
    let line = |(key, what): (&'static str, &'static str)| view! { <dt><kbd>{key}</kbd></dt><dd>{what}</dd> };
    view! {
        <Dialog id="shortcuts" open=listed on_close=close title=text::keys().to_owned()>
            <dl class="key-list">{text::key_list().into_iter().map(line).collect_view()}</dl>
            <Checkbox id="single-keys" label=text::keys_on().to_owned() checked=on on_change=switch/>
            <p class="field-about">{text::keys_on_about()}</p>
            <DialogFooter>
                <Button kind=ButtonKind::Filled on_press=Callback::new(move |_| close.run(()))>{text::done()}</Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}

/// Whether keys typed there mean something else: text, menus, dialogs.
fn is_deaf(target: Option<EventTarget>) -> bool {
    let inside = |element: &Element| {
        element.closest("dialog, .popup, [role=menu], [role=listbox], [contenteditable]").ok().flatten().is_some()
    };
    dom::takes_text(target.clone()) || target.and_then(|target| target.dyn_into().ok()).is_some_and(|at| inside(&at))
}

/// Does what a key means; whether it means anything here.
fn press(page: PageState, key: &str, letters: bool, listed: RwSignal<bool>) -> bool {
    match key {
        "Escape" => return back(page),
        _ if !letters => return false,
        "/" => {
            dom::focus_id(SEARCH);
            if let Some(field) =
                dom::by_id(SEARCH).and_then(|field| field.dyn_into::<leptos::web_sys::HtmlInputElement>().ok())
            {
                field.select();
            }
        }
        "i" if page.summary.with_untracked(|summary| summary.may_invite) => page.inviting.set(true),
        "j" => return step(page, 1),
        "k" => return step(page, -1),
        "x" => return choose(page, false),
        "X" => return choose(page, true),
        "r" => return open(page, "role"),
        "t" => return open(page, "teams"),
        "." => return open(page, "actions"),
        "?" => listed.set(true),
        _ => return false,
    }
    true
}

/// Lets go of what is chosen; then from a row back to the search.
fn back(page: PageState) -> bool {
    if page.selected.get_untracked().is_any() {
        bulk::let_go(page);
        return true;
    }
    let in_row = current(page).is_some();
    if in_row {
        dom::focus_id(SEARCH);
    }
    in_row
}

/// The place of the row that holds the focus, and what in it does.
fn current(page: PageState) -> Option<(usize, HtmlElement)> {
    let focused = dom::focused()?;
    Some((page.slots.place_of(&focused)?, focused))
}

/// To the same control of the next row, or the one before; to the first in sight from elsewhere.
fn step(page: PageState, by: isize) -> bool {
    let rows = page.with_view(|_, view| view.rows.len()).unwrap_or_default();
    let (place, control) = match current(page) {
        Some((place, focused)) => {
            let control = focused.get_attribute("data-control").unwrap_or_else(|| "role".to_owned());
            (place.checked_add_signed(by), control)
        }
        None => (page.slots.first_in_sight(), "role".to_owned()),
    };
    let Some(place) = place.filter(|place| *place < rows) else { return false };
    // At once where it can be: the next key may come before the next frame.
    match page.slots.control(place, &control).filter(|here| here.is_connected()) {
        Some(here) => dom::focus(&here),
        None => return page.slots.focus(page, place, &control),
    }
    true
}

/// Opens a control of the row that holds the focus.
fn open(page: PageState, control: &str) -> bool {
    let button = current(page).and_then(|(place, _)| page.slots.control(place, control));
    if let Some(button) = &button {
        dom::focus(button);
        button.click();
    }
    button.is_some()
}

/// Chooses the row that holds the focus, or lets it go; `range`: and those between it and the last one.
fn choose(page: PageState, range: bool) -> bool {
    let found = current(page).and_then(|(place, _)| {
        page.with_view(|roster, view| {
            let row = *view.rows.get(place)?;
            Some((roster.row(row)?.id(), !view.is_selected(row)))
        })
    });
    let Some((person, chosen)) = found.flatten() else { return false };
    page.select(person, chosen, range);
    true
}

fn kept() -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(KEPT).ok().flatten()
}

fn keep(on: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A browser that keeps nothing has the keys on at the next visit.
        let _ = storage.set_item(KEPT, if on { "on" } else { "off" });
    }
}
