//! The letters a search found, marked by the browser's highlights: no name is split for it.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use leptos::web_sys::js_sys::{Array, Function, Reflect, global};
use leptos::web_sys::{HtmlElement, Node};

use super::state::PageState;
use crate::ui::dom;
use crate::ui::frames::{self, Then};

/// The highlight's name in the style sheet.
const NAME: &str = "search";

/// Keeps the marks in line with what is shown. For the browser.
pub(super) fn follow(page: PageState) {
    let waits = StoredValue::new(false);
    let soon = move || {
        if !waits.get_value() {
            waits.set_value(true);
            // The list answers a key in its frame; to paint marks costs as much again, and is a frame behind.
            frames::after_frame(move || {
                // Nothing, where the page is gone.
                if waits.try_set_value(false).is_none() {
                    mark(page);
                }
                Then::Done
            });
        }
    };
    Effect::new(move |_| {
        page.slots.moved.track();
        soon();
    });
    // In an effect, and so in the browser only: the server has no highlights to clear.
    Effect::new(|_| {
        on_cleanup(|| {
            set(&Array::new());
        });
    });
}

fn mark(page: PageState) {
    let ranges = Array::new();
    page.with_view(|roster, view| {
        if view.filter.q.trim().is_empty() {
            return;
        }
        // To the browser all marks are new whenever one is: only those that are seen, then.
        for (row, number) in page.slots.close_by() {
            let Some(person) = roster.row(number) else { continue };
            let marks = roster.marks(number, view);
            add(&ranges, &row, ".person-called", person.name(), &marks.name);
            if person.is_named() {
                add(&ranges, &row, ".person-email", person.email(), &marks.email);
            }
        }
    });
    set(&ranges);
}

/// Adds the stretches of a text that stands in a row.
fn add(ranges: &Array, row: &HtmlElement, selector: &str, text: &str, marks: &[std::ops::Range<usize>]) {
    if marks.is_empty() {
        return;
    }
    let letters = dom::find(row, selector).and_then(|holder| text_in(&holder));
    let Some(letters) = letters.filter(|letters| letters.text_content().as_deref() == Some(text)) else { return };
    for units in roster::utf16_ranges(text, marks) {
        let Ok(range) = document().create_range() else { return };
        // Both ends lie inside the text.
        if range.set_start(&letters, units.start).is_ok() && range.set_end(&letters, units.end).is_ok() {
            ranges.push(&range);
        }
    }
}

fn text_in(holder: &Node) -> Option<Node> {
    let mut child = holder.first_child();
    while let Some(node) = child {
        if node.node_type() == Node::TEXT_NODE {
            return Some(node);
        }
        child = node.next_sibling();
    }
    None
}

/// Marks these stretches and no others. Nothing, where the browser has no highlights.
fn set(ranges: &Array) -> Option<()> {
    let get = |object: &JsValue, name: &str| {
        Reflect::get(object, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined())
    };
    let highlights = get(&get(&global(), "CSS")?, "highlights")?;
    let constructor: Function = get(&global(), "Highlight")?.dyn_into().ok()?;
    let highlight = Reflect::construct(&constructor, ranges).ok()?;
    let method: Function = get(&highlights, "set")?.dyn_into().ok()?;
    method.call2(&highlights, &JsValue::from_str(NAME), &highlight).ok().map(drop)
}
