//! One drawing of the icon sheet.

use leptos::prelude::*;

/// Where the icon sheet is served. The app provides it as context, from the site's manifest on
/// the server and from the page itself ([`IconSheet::of_page`]) in the browser.
#[derive(Debug, Clone, Default)]
pub struct IconSheet(pub String);

impl IconSheet {
    /// What `<html data-icons="…">` says. Only in the browser.
    #[must_use]
    pub fn of_page() -> Self {
        let root = document().document_element();
        Self(
            root.and_then(|root| root.get_attribute("data-icons"))
                .unwrap_or_default(),
        )
    }
}

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
    let sheet = use_context::<IconSheet>().unwrap_or_default().0;
    let class = if class.is_empty() {
        "icon".to_owned()
    } else {
        format!("icon {class}")
    };
    view! {
        <svg class=class aria-hidden="true" focusable="false">
            <use href=move || format!("{sheet}#{}", name.get())></use>
        </svg>
    }
    .into_any()
}
