//! One drawing.

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::dom;
use super::drawings::drawing;

/// A 16 px icon, hidden from assistive technology: the word beside it or its button's name speaks.
#[component]
pub fn Icon(
    /// Name of the drawing, as listed in `style/icons.txt`.
    name: &'static str,
    /// More classes, after `icon`.
    #[prop(default = "")]
    class: &'static str,
) -> AnyView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! { <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=path_of(name)></path></svg> }
        .into_any()
}

/// Has an icon show another drawing.
pub(super) fn write_icon(icon: &Element, name: &'static str) {
    if let Some(path) = icon.first_element_child() {
        dom::write_attribute(&path, "d", path_of(name));
    }
}

fn path_of(name: &'static str) -> Option<&'static str> {
    let path = drawing(name);
    debug_assert!(path.is_some(), "{name} is not in style/icons.txt");
    path
}
