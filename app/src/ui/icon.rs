//! One drawing of the icon sheet.

use leptos::prelude::*;

use crate::shell::SiteManifest;

/// A 16 px icon, hidden from assistive technology: the word beside it or its button's name speaks.
#[component]
pub fn Icon(
    /// Name of the drawing, as listed in `style/icons.txt`.
    #[prop(into)]
    name: Signal<&'static str>,
    /// More classes, after `icon`.
    #[prop(default = "")]
    class: &'static str,
) -> AnyView {
    let sheet = use_context::<SiteManifest>().unwrap_or_default().icons;
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! {
        <svg class=class aria-hidden="true" focusable="false">
            <use href=move || format!("{sheet}#{}", name.get())></use>
        </svg>
    }
    .into_any()
}
