//! The few things the kit asks of the browser. Called from event handlers and effects only.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{self, Element, EventTarget, HtmlElement, Node};

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
    static LEAVES: Cell<bool> = const { Cell::new(false) };
}

/// An id no other element has. For what is made in the browser alone: an id that the server
/// renders too has to be given.
#[must_use]
pub fn fresh_id(prefix: &str) -> String {
    NEXT.with(|next| {
        let number = next.get();
        next.set(number + 1);
        format!("{prefix}-{number}")
    })
}

/// Loads another page in place of this one.
pub fn leave_for(address: &str) {
    LEAVES.set(true);
    // One that is kept to come back to is not leaving any more when it does.
    window_event_listener_untyped("pagehide", |_| LEAVES.set(false));
    // Refused only for addresses that are none.
    let _ = window().location().assign(address);
}

/// Whether another page is being loaded in place of this one: what it would still ask, nobody is told.
#[must_use]
pub fn leaves() -> bool {
    LEAVES.get()
}

/// The element with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Focuses the element with this id and brings it into view.
pub fn focus_id(id: &str) {
    if let Some(element) = by_id(id) {
        focus(&element);
    }
}

/// Focuses an element. One that cannot be focused keeps the focus where it is.
pub fn focus(element: &HtmlElement) {
    // `focus()` only throws for documents that are gone: nothing is left to focus then.
    let _ = element.focus();
}

/// The element that has the focus, unless it is the body.
#[must_use]
pub fn focused() -> Option<HtmlElement> {
    let element: HtmlElement = document().active_element()?.dyn_into().ok()?;
    (element.tag_name() != "BODY").then_some(element)
}

/// The first match of a selector inside `root`.
#[must_use]
pub fn find(root: &Element, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Scrolls what stands round an element as little as brings it into view.
pub fn bring_into_view(element: &Element) {
    let gently = leptos::web_sys::ScrollIntoViewOptions::new();
    gently.set_block(leptos::web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&gently);
}

/// The first match of a selector in the page.
#[must_use]
pub fn find_in_page(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Has an element that holds nothing but a text say another.
pub fn write_text(element: &Element, text: &str) {
    match element.first_child().filter(|child| child.node_type() == Node::TEXT_NODE) {
        // The same node keeps what is marked in it.
        Some(node) => node.set_node_value(Some(text)),
        None => element.set_text_content(Some(text)),
    }
}

/// Sets an attribute, or takes it away.
pub fn write_attribute(element: &Element, name: &str, value: Option<&str>) {
    // Neither fails for a valid name.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Whether the target of an event lies in `root`.
#[must_use]
pub fn holds(root: &Node, target: Option<EventTarget>) -> bool {
    target.is_some_and(|target| root.contains(target.dyn_ref::<Node>()))
}

/// Whether keys typed at this target are text: single letters and undo are its own there.
#[must_use]
pub fn takes_text(target: Option<EventTarget>) -> bool {
    target.and_then(|target| target.dyn_into::<HtmlElement>().ok()).is_some_and(|element| {
        element.is_content_editable()
            || matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
            || (element.tag_name() == "INPUT"
                && !matches!(
                    element.get_attribute("type").as_deref(),
                    Some("checkbox" | "radio" | "button" | "submit")
                ))
    })
}

/// Types a key at an element as a hand would: who listens for it decides first, then a text field takes it.
pub(crate) fn type_key(at: &HtmlElement, key: &str) {
    let pressed = web_sys::KeyboardEventInit::new();
    pressed.set_key(key);
    pressed.set_bubbles(true);
    pressed.set_cancelable(true);
    // Neither throws for an event made here.
    let pressed = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &pressed);
    let goes_on = pressed.is_ok_and(|event| at.dispatch_event(&event).unwrap_or_default());
    let Ok(page) = document().dyn_into::<web_sys::HtmlDocument>() else { return };
    let command = match key {
        "Backspace" => "delete",
        letter if letter.chars().count() == 1 => "insertText",
        _ => return,
    };
    if goes_on && takes_text(Some(at.clone().into())) {
        // No other way edits a field as typing does, with its events and its undo.
        let _ = page.exec_command_with_show_ui_and_value(command, false, key);
    }
}

/// Has this browser keep a choice for a year, and tell the server with each request. Both are without `;` and spaces.
pub(crate) fn remember(name: &str, value: &str) {
    write_cookie(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax"));
}

/// Writes a cookie, as `Set-Cookie` would.
pub(crate) fn write_cookie(cookie: &str) {
    if let Some(page) = document().dyn_ref::<web_sys::HtmlDocument>() {
        // Refused only where cookies are off: then a choice lasts as long as the page.
        let _ = page.set_cookie(cookie);
    }
}

/// What a `Cookie` header tells of a choice.
#[must_use]
pub fn remembered<'a>(header: &'a str, choice: &str) -> Option<&'a str> {
    let pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(name, _)| *name == choice).map(|(_, value)| value)
}

/// A length to a tenth: what the standard library has for fractions would weigh 3 KB in the first load.
#[must_use]
pub fn length(units: f64) -> String {
    // Saturates: nothing on a page is that long.
    #[expect(clippy::cast_possible_truncation, reason = "rounded")]
    let tenths = (units * 10.0).round() as i64;
    let (sign, tenths) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// Whether the viewport is as narrow as a phone's, where popups are bottom sheets.
#[must_use]
pub fn is_narrow() -> bool {
    window().match_media("(width < 640px)").ok().flatten().is_some_and(|query| query.matches())
}

/// Whether the target of an event is a button.
#[must_use]
pub fn is_button(target: Option<EventTarget>) -> bool {
    target
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        .is_some_and(|element| element.tag_name() == "BUTTON")
}

/// Puts a text on the clipboard; whether that was let. Only in the browser.
pub async fn copy(text: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        let clipboard = window().navigator().clipboard();
        // Pages without TLS have none.
        if clipboard.is_undefined() {
            return false;
        }
        wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        std::future::ready(!text.is_empty()).await
    }
}

/// The text of a chosen or dropped file; `None` when it cannot be read. Only in the browser.
pub async fn read(file: &web_sys::File) -> Option<String> {
    #[cfg(feature = "hydrate")]
    return wasm_bindgen_futures::JsFuture::from(file.text()).await.ok()?.as_string();
    #[cfg(not(feature = "hydrate"))]
    return std::future::ready(Some(file.name())).await;
}

/// The bytes of a chosen or dropped file; `None` when it cannot be read. Only in the browser.
pub async fn read_bytes(file: &web_sys::File) -> Option<Vec<u8>> {
    #[cfg(feature = "hydrate")]
    {
        let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?;
        Some(web_sys::js_sys::Uint8Array::new(&buffer).to_vec())
    }
    #[cfg(not(feature = "hydrate"))]
    return std::future::ready(Some(file.name().into_bytes())).await;
}

/// What the browser's clock says. Only in the browser.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far from where they end")]
pub fn now() -> domain::Timestamp {
    domain::Timestamp(web_sys::js_sys::Date::now() as i64)
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn lengths_are_told_to_a_tenth() {
        let told = [0.0, 0.04, 0.96, 12.25, -4.05, 5_200.0, f64::NAN].map(length);
        assert_eq!(told, ["0.0", "0.0", "1.0", "12.3", "-4.1", "5200.0", "0.0"]);
    }
}
