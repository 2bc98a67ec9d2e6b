//! A text field that turns what is typed into chips. What a chip is, its owner decides.

use leptos::{ev, html, prelude::*, web_sys::HtmlTextAreaElement};

use super::{Icon, dom, drawings};
use crate::text::kit as text;

/// One chip of the field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldChip {
    /// What `on_remove` is told.
    pub key: String,
    /// Its words.
    pub label: String,
    /// What stands before them, muted, such as the name that belongs to an address.
    pub beside: Option<String>,
    /// Why it is no good; it stays, with the reason as text.
    pub problem: Option<String>,
}

/// Text on its way to become chips.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChipText {
    /// As typed or pasted.
    pub text: String,
    /// Nothing more is coming: Enter, a paste, or the field was left.
    pub whole: bool,
}

/// A textbox after its chips.
#[component]
pub fn ChipField(
    /// The textbox's id; the other ids hang on it.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// One muted line below; empty for none.
    #[prop(into, default = Signal::stored(String::new()))]
    description: Signal<String>,
    /// One summary of what is wrong.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// The chips so far.
    #[prop(into)]
    chips: Signal<Vec<FieldChip>>,
    /// What is in the textbox.
    text: RwSignal<String>,
    /// Given text, takes what can be a chip and answers what stays in the textbox.
    #[prop(into)]
    on_text: Callback<ChipText, String>,
    /// Told the key of a chip to take away.
    #[prop(into)]
    on_remove: Callback<String>,
) -> AnyView {
    let list = NodeRef::<html::Ul>::new();
    let field = NodeRef::<html::Textarea>::new();
    let (about_id, error_id) = (format!("{id}-about"), format!("{id}-error"));
    let described = {
        let (about_id, error_id) = (about_id.clone(), error_id.clone());
        move || super::field::described_by(description, error, &about_id, &error_id)
    };
    let give = move |typed: String, whole: bool| text.set(on_text.run(ChipText { text: typed, whole }));
    let input = move |event: ev::Event| {
        let typed = event_target_value(&event);
        if typed.ends_with([',', ';', ' ', '\n', '\t']) {
            give(typed, false);
        } else {
            text.set(typed);
        }
    };
    let paste = move |event: ev::ClipboardEvent| {
        let pasted = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some((pasted, field)) = pasted.zip(field.get_untracked()) {
            event.prevent_default();
            let typed = paste_into(&field, &pasted.replace("\r\n", "\n"));
            // Before something else that is being typed it is not chips yet.
            if typed.ends { give(typed.text, true) } else { text.set(typed.text) }
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let empty = text.with_untracked(String::is_empty);
        match event.key().as_str() {
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                give(text.get_untracked(), true);
            }
            "Backspace" if empty => {
                focus_chip(list, usize::MAX);
                event.prevent_default();
            }
            _ => {}
        }
    };
    // The textbox is made of what is typed: set it only when its owner changed the text.
    Effect::new(move |_| {
        let wanted = text.get();
        if let Some(field) = field.get().filter(|field| field.value() != wanted) {
            field.set_value(&wanted);
        }
    });
    let removed = Callback::new(move |(at, key): (usize, String)| {
        on_remove.run(key);
        queue_microtask(move || {
            if at == 0 || !focus_chip(list, at - 1) {
                dom::focus_id(id);
            }
        });
    });
    let press = move |event: ev::MouseEvent| {
        if !dom::is_button(event.target()) {
            dom::focus_id(id);
        }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id>{move || label.get()}</label>
            <div class="chip-field" data-state=move || error.with(Option::is_some).then_some("invalid") on:click=press>
                <ul class="chip-field-list" role="list" node_ref=list>
                    {move || chips.get().into_iter().enumerate().map(|(at, chip)| field_chip(at, chip, id, list, removed)).collect_view()}
                </ul>
                <textarea
                    id=id
                    class="chip-field-text"
                    rows="1"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    inputmode="email"
                    dir="ltr"
                    node_ref=field
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    on:input=input
                    on:paste=paste
                    on:keydown=key
                    on:blur=move |_| if !text.with_untracked(String::is_empty) { give(text.get_untracked(), true) }
                ></textarea>
            </div>
            {super::field::below(description, error, about_id, error_id, false)}
        </div>
    }
    .into_any()
}

/// A textbox's text after a paste, and whether it ends with what was pasted.
struct Typed {
    text: String,
    ends: bool,
}

/// Pastes as the browser would: in the place of what is selected, with the caret after it.
fn paste_into(field: &HtmlTextAreaElement, pasted: &str) -> Typed {
    let place = |place: Result<Option<u32>, _>| place.ok().flatten().map_or(usize::MAX, |at| at as usize);
    let typed: Vec<u16> = field.value().encode_utf16().collect();
    let end = place(field.selection_end()).min(typed.len());
    let start = place(field.selection_start()).min(end);
    let (before, after) = (String::from_utf16_lossy(&typed[..start]), String::from_utf16_lossy(&typed[end..]));
    let text = format!("{before}{pasted}{after}");
    let ends = after.trim().is_empty();
    if !ends {
        field.set_value(&text);
        let caret = u32::try_from(start + pasted.encode_utf16().count()).unwrap_or(u32::MAX);
        // Throws for fields without a selection: this one has one.
        let _ = field.set_selection_range(caret, caret);
    }
    Typed { text, ends }
}

/// One chip: reached from the textbox by Backspace, left by the arrows, removed by its button.
fn field_chip(
    at: usize,
    chip: FieldChip,
    field: &'static str,
    list: NodeRef<html::Ul>,
    removed: Callback<(usize, String)>,
) -> AnyView {
    let remove = {
        let key = chip.key.clone();
        move || removed.run((at, key.clone()))
    };
    let pressed = remove.clone();
    let key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Backspace" | "Delete" => pressed(),
            "ArrowLeft" | "ArrowUp" => {
                focus_chip(list, at.saturating_sub(1));
            }
            "ArrowRight" | "ArrowDown" => {
                if !focus_chip_at(list, at + 1) {
                    dom::focus_id(field);
                }
            }
            "Escape" => dom::focus_id(field),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let invalid = chip.problem.is_some();
    view! {
        <li class="chip" data-state=invalid.then_some("invalid")>
            {invalid.then(|| view! { <Icon drawing=drawings::CIRCLE_ALERT/> })}
            {chip.beside.map(|beside| view! { <bdi class="chip-beside">{beside}</bdi> })}
            <bdi class="chip-words" dir="ltr">{chip.label.clone()}</bdi>
            {chip.problem.map(|why| view! { <span class="chip-problem">{why}</span> })}
            <button
                type="button"
                class="chip-remove"
                tabindex="-1"
                aria-label=text::remove(&chip.label)
                on:click=move |_| remove()
                on:keydown=key
            >
                <Icon drawing=drawings::X/>
            </button>
        </li>
    }
    .into_any()
}

/// Focuses the chip at `at`, or the last one; false when there is none.
fn focus_chip(list: NodeRef<html::Ul>, at: usize) -> bool {
    let last = list.get_untracked().map_or(0, |list| list.child_element_count() as usize);
    last > 0 && focus_chip_at(list, at.min(last - 1))
}

/// Focuses exactly the chip at `at`.
fn focus_chip_at(list: NodeRef<html::Ul>, at: usize) -> bool {
    let Ok(at) = u32::try_from(at) else {
        return false;
    };
    let button =
        list.get_untracked().and_then(|list| list.children().item(at)).and_then(|chip| dom::find(&chip, "button"));
    if let Some(button) = &button {
        dom::focus(button);
    }
    button.is_some()
}
