//! A button that opens a listbox of which many can be chosen, each choice applied at once.

use leptos::{ev, html, prelude::*};

use super::popup::{POPUPS, Popup};
use super::{Icon, dom, drawings, keys};
use crate::text::{frame, kit as text};

/// One option.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What `on_toggle` is told.
    pub key: String,
    /// Its name.
    pub label: String,
    /// How many it would leave, shown at the end of the line.
    pub count: Option<u32>,
    /// Whether it is chosen.
    pub selected: bool,
    /// Why it cannot be changed.
    pub reason: Option<String>,
}

/// What an open listbox was given; the same for every part of it.
#[derive(Clone, Copy)]
struct Parts {
    id: StoredValue<String>,
    label: Signal<String>,
    choices: Signal<Vec<Choice>>,
    known: Signal<bool>,
    search: &'static str,
    typed: RwSignal<String>,
    active: RwSignal<Option<String>>,
    order: StoredValue<Vec<String>>,
    on_toggle: Callback<String>,
}

impl Parts {
    /// The options that answer the search, in the order they had when they were first seen.
    fn shown(self) -> Vec<Choice> {
        let (choices, typed) = (self.choices.get(), self.typed.get());
        self.order.update_value(|order| {
            if order.is_empty() {
                *order = opening_order(&choices, !self.search.is_empty());
            }
        });
        let mut shown: Vec<Choice> =
            choices.into_iter().filter(|choice| keys::answers(&choice.label, &typed)).collect();
        self.order.with_value(|order| {
            shown.sort_by_key(|choice| order.iter().position(|key| *key == choice.key));
        });
        shown
    }

    fn option_id(self, key: &str) -> String {
        self.id.with_value(|id| format!("{id}-{key}"))
    }

    fn active_id(self) -> Option<String> {
        self.active.get().map(|key| self.option_id(&key))
    }

    fn go(self, to: keys::Move) {
        let shown = untrack(move || self.shown());
        let active = self.active.get_untracked();
        let at = shown.iter().position(|choice| Some(&choice.key) == active.as_ref());
        let key = keys::step(at, shown.len(), to).map(|to| shown[to].key.clone());
        self.activate(key);
    }

    fn activate(self, key: Option<String>) {
        let option = key.as_ref().and_then(|key| dom::by_id(&self.option_id(key)));
        if let Some(option) = option {
            dom::bring_into_view(&option);
        }
        self.active.set(key);
    }

    fn toggle(self, key: &str) {
        let allowed = self
            .choices
            .with_untracked(|choices| choices.iter().any(|choice| choice.key == key && choice.reason.is_none()));
        if allowed {
            self.on_toggle.run(key.to_owned());
        }
    }

    /// Goes to the option whose name starts with what is being typed.
    fn seek(self, key: &str, now: f64, letters: StoredValue<keys::TypeAhead>) {
        let Some(letter) = keys::letter(key) else {
            return;
        };
        let shown = untrack(move || self.shown());
        let active = self.active.get_untracked();
        let at = shown.iter().position(|choice| Some(&choice.key) == active.as_ref()).unwrap_or(0);
        let labels: Vec<&str> = shown.iter().map(|choice| choice.label.as_str()).collect();
        let found = letters.try_update_value(|keys| keys.press(letter, now, &labels, at)).flatten();
        if let Some(found) = found {
            self.activate(Some(shown[found].key.clone()));
        }
    }
}

/// A button with a listbox. Nothing of the list exists until it opens.
#[component]
pub fn ListboxButton(
    /// The button's name; empty takes its content.
    #[prop(into, default = Signal::stored(String::new()))]
    label: Signal<String>,
    /// The listbox's name.
    #[prop(into)]
    list_label: Signal<String>,
    /// The options, kept current while it is open.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Whether they are here; until then the list says that they are on their way.
    #[prop(into, default = Signal::stored(true))]
    known: Signal<bool>,
    /// Told the key of an option to choose or to let go.
    #[prop(into)]
    on_toggle: Callback<String>,
    /// Told when it closed, by whatever way.
    #[prop(into, optional)]
    on_close: Option<Callback<()>>,
    /// Shows "Clear" below the list while something is chosen.
    #[prop(into, optional)]
    on_clear: Option<Callback<()>>,
    /// Name of the search field, asked for at each opening; empty for none.
    #[prop(default = || "")]
    search: fn() -> &'static str,
    /// The button's class: `button`, `filter-button` or `cell-button`.
    #[prop(default = "button")]
    class: &'static str,
    /// Which control of its row it is.
    #[prop(default = "")]
    control: &'static str,
    /// Whether it is open; give one to open it by a shortcut.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// The button's face.
    children: Children,
) -> AnyView {
    let open = open.unwrap_or_default();
    let button = NodeRef::<html::Button>::new();
    let leave = Callback::new(move |()| {
        if open.get_untracked() {
            open.set(false);
            if let Some(on_close) = on_close {
                on_close.run(());
            }
        }
    });
    let press = move |_| {
        if open.get_untracked() {
            leave.run(());
        } else {
            open.set(true);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") {
            event.prevent_default();
            open.set(true);
        }
    };
    view! {
        <button
            type="button"
            class=class
            node_ref=button
            data-control=(!control.is_empty()).then_some(control)
            aria-label=move || Some(label.get()).filter(|label| !label.is_empty())
            aria-haspopup="listbox"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=press
            on:keydown=key
        >
            {children()}
        </button>
        {move || open.get().then(|| {
            let search = search();
            let shown = OpenList { label: list_label, choices, known, search, on_toggle, anchor: button, leave, on_clear };
            POPUPS.once_here(move |popups| (popups.list)(shown), move || { open.try_set(false); })
        })}
    }
    .into_any()
}
/// With a search field, lists are long: what is chosen comes first. It never moves while open.
fn opening_order(choices: &[Choice], chosen_first: bool) -> Vec<String> {
    let mut ordered: Vec<&Choice> = choices.iter().collect();
    if chosen_first {
        ordered.sort_by_key(|choice| !choice.selected);
    }
    ordered.into_iter().map(|choice| choice.key.clone()).collect()
}

/// An open list.
#[derive(Clone, Copy)]
pub(super) struct OpenList {
    label: Signal<String>,
    choices: Signal<Vec<Choice>>,
    known: Signal<bool>,
    search: &'static str,
    on_toggle: Callback<String>,
    anchor: NodeRef<html::Button>,
    leave: Callback<()>,
    on_clear: Option<Callback<()>>,
}

/// The open list with its search field and its "Clear".
pub(super) fn open_list(shown: OpenList) -> AnyView {
    let OpenList { label, choices, known, search, on_toggle, anchor, leave, on_clear } = shown;
    let parts = Parts {
        id: StoredValue::new(dom::fresh_id("listbox")),
        label,
        choices,
        known,
        search,
        typed: RwSignal::default(),
        active: RwSignal::default(),
        order: StoredValue::default(),
        on_toggle,
    };
    let letters = StoredValue::new(keys::TypeAhead::default());
    let close = move || {
        if let Some(button) = anchor.get_untracked() {
            dom::focus(&button);
        }
        leave.run(());
    };
    let clearable =
        move || on_clear.is_some() && parts.choices.with(|choices| choices.iter().any(|choice| choice.selected));
    let key = move |event: ev::KeyboardEvent| {
        let pressed = event.key();
        let searching = !parts.search.is_empty();
        let in_list = !dom::is_button(event.target());
        match pressed.as_str() {
            "Escape" => close(),
            "Tab" if in_list && !event.shift_key() && untrack(clearable) => return,
            "Tab" => return close(),
            _ if !in_list => return,
            "Home" | "End" if searching => return,
            " " if searching => return,
            "Enter" | " " => {
                if let Some(key) = parts.active.get_untracked() {
                    parts.toggle(&key);
                }
            }
            other => match keys::Move::of_key(other) {
                Some(to) => parts.go(to),
                None if searching || event.ctrl_key() || event.meta_key() => return,
                None => parts.seek(other, event.time_stamp(), letters),
            },
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // An option is active as soon as there is one, or as something was typed: the options may come after the list.
    Effect::new(move |active: Option<bool>| {
        if active == Some(true) {
            return true;
        }
        let first = parts.choices.with(|choices| {
            choices.iter().find(|choice| choice.selected).or(choices.first()).map(|choice| choice.key.clone())
        });
        let found = first.is_some();
        if parts.search.is_empty() {
            parts.activate(first);
        } else if found && parts.typed.with_untracked(|typed| !typed.is_empty()) {
            parts.go(keys::Move::First);
        }
        found
    });
    let ready = move |()| {
        parts.id.with_value(|id| dom::focus_id(&format!("{id}-host")));
        // Only now it can be brought into view.
        parts.activate(parts.active.get_untracked());
    };
    let clear = move |_| {
        if let Some(on_clear) = on_clear {
            on_clear.run(());
        }
        parts.id.with_value(|id| dom::focus_id(&format!("{id}-host")));
    };
    view! {
        <Popup anchor kind="listbox" on_ready=Callback::new(ready) on_leave=leave>
            <div class="listbox" on:keydown=key>
                {(!parts.search.is_empty()).then(|| search_field(parts))}
                {options(parts)}
                {move || clearable().then(|| view! {
                    <div class="listbox-foot">
                        <button type="button" class="button" data-kind="quiet" on:click=clear>{text::clear()}</button>
                    </div>
                })}
            </div>
        </Popup>
    }
    .into_any()
}

/// The search field: it keeps the focus and points at the active option.
fn search_field(parts: Parts) -> AnyView {
    let id = parts.id.get_value();
    let input = move |event| {
        parts.typed.set(event_target_value(&event));
        parts.active.set(None);
        parts.go(keys::Move::First);
    };
    view! {
        <div class="listbox-search">
            <Icon drawing=drawings::SEARCH/>
            <input
                id=format!("{id}-host")
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-label=parts.search
                placeholder=parts.search
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls=format!("{id}-list")
                aria-activedescendant=move || parts.active_id()
                on:input=input
            />
        </div>
    }
    .into_any()
}

/// The options. Without a search field the list itself holds the focus.
fn options(parts: Parts) -> AnyView {
    let id = parts.id.get_value();
    let alone = parts.search.is_empty();
    let list = if alone { format!("{id}-host") } else { format!("{id}-list") };
    // An option stays, and its count changes with every key: to make it anew each time would cost more than the list.
    let line = move |(key, label): (String, String)| {
        let found = {
            let key = key.clone();
            move |choices: &Vec<Choice>| choices.iter().find(|choice| choice.key == key).cloned().unwrap_or_default()
        };
        let choice = Memo::new(move |_| parts.choices.with(&found));
        let selected = move || choice.with(|choice| choice.selected);
        let active = {
            let key = key.clone();
            move || parts.active.with(|at| at.as_ref() == Some(&key)).then_some("active")
        };
        let reason_id = parts.option_id(&format!("{key}-reason"));
        let described = {
            let id = reason_id.clone();
            move || choice.with(|choice| choice.reason.is_some()).then(|| id.clone())
        };
        let reason = move || choice.with(|choice| choice.reason.clone());
        let name = label.clone();
        view! {
            <div
                class="listbox-option"
                role="option"
                id=parts.option_id(&key)
                aria-label=name
                aria-selected=move || if selected() { "true" } else { "false" }
                aria-disabled=move || reason().map(|_| "true")
                aria-describedby=described
                data-state=active
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| { parts.active.set(Some(key.clone())); parts.toggle(&key); }
            >
                <span class="listbox-box">{move || selected().then(|| view! { <Icon drawing=drawings::CHECK/> })}</span>
                <span class="listbox-label"><bdi>{label}</bdi></span>
                {move || reason().map(|why| view! { <span class="listbox-reason" id=reason_id.clone()>{why}</span> })}
                {move || choice.with(|choice| choice.count).map(|count| view! { <span class="listbox-count">{count}</span> })}
            </div>
        }
        .into_any()
    };
    let shown =
        Memo::new(move |_| parts.shown().into_iter().map(|choice| (choice.key, choice.label)).collect::<Vec<_>>());
    view! {
        <div
            class="listbox-options"
            id=list
            role="listbox"
            tabindex=if alone { "0" } else { "-1" }
            aria-multiselectable="true"
            aria-busy=move || (!parts.known.get()).then_some("true")
            aria-label=move || parts.label.get()
            aria-activedescendant=move || if alone { parts.active_id() } else { None }
        >
            <For each=move || shown.get() key=Clone::clone children=line/>
        </div>
        {move || shown.with(Vec::is_empty).then(|| {
            let why = if parts.known.get() { text::nothing_found() } else { frame::loading() };
            view! { <p class="listbox-empty" role="status">{why}</p> }
        })}
    }
    .into_any()
}
