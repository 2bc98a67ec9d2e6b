//! One drawing.

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::dom;

/// What an icon shows: a path in a square of 24. Those there are stand in [`super::drawings`]; each goes with the
/// parts of the program that show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawing(pub(super) &'static str);

/// A 16 px icon, hidden from assistive technology: the word beside it or its button's name speaks.
#[component]
pub fn Icon(
    /// What it shows.
    drawing: Drawing,
    /// More classes, after `icon`.
    #[prop(default = "")]
    class: &'static str,
) -> AnyView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! { <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=drawing.0></path></svg> }
        .into_any()
}

/// Has an icon show another drawing.
pub(super) fn write_icon(icon: &Element, drawing: Drawing) {
    if let Some(path) = icon.first_element_child() {
        dom::write_attribute(&path, "d", Some(drawing.0));
    }
}
