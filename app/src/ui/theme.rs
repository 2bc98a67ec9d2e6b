//! Light, dark, or as the device says.

use leptos::{html, prelude::*};

use super::dom;
use super::early::keep_chosen;
use crate::text::kit as text;

/// The theme a person chose. Its name is the value of `<html data-theme>` and of the cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Name of the cookie that keeps the theme, so that the server renders it.
const COOKIE: &str = "theme";

impl Theme {
    /// All themes, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in the page and in the cookie.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name; anything else is the device's.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }

    /// The theme a `Cookie` header asks for.
    #[must_use]
    pub fn of_cookies(header: &str) -> Self {
        dom::remembered(header, COOKIE).map_or(Self::System, Self::of_name)
    }

    /// Shows it at once and keeps it for a year. Only in the browser.
    pub fn apply(self) {
        if let Some(root) = document().document_element() {
            // The name is a valid attribute name.
            let _ = root.set_attribute("data-theme", self.name());
        }
        dom::remember(COOKIE, self.name());
    }

    fn words(self) -> &'static str {
        match self {
            Self::System => text::theme_system(),
            Self::Light => text::theme_light(),
            Self::Dark => text::theme_dark(),
        }
    }
}

/// The choice, as three radio buttons in one bar.
#[component]
pub fn ThemeChoice(
    /// What is chosen.
    #[prop(into)]
    current: Signal<Theme>,
    /// Told the new choice; [`Theme::apply`] makes it so.
    #[prop(into)]
    on_choose: Callback<Theme>,
) -> AnyView {
    let option = move |theme: Theme| {
        let node = NodeRef::<html::Input>::new();
        keep_chosen(node, move || current.get() == theme, move || on_choose.run(theme));
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="theme"
                    value=theme.name()
                    checked=current.get_untracked() == theme
                    node_ref=node
                    on:change=move |_| on_choose.run(theme)
                />
                <span>{theme.words()}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segments">
            <legend class="field-label">{text::theme()}</legend>
            <div class="segments-bar">{Theme::ALL.map(option).into_iter().collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_read_back_from_the_cookies() {
        assert_eq!(Theme::of_cookies("session=abc; theme=dark"), Theme::Dark);
        assert_eq!(Theme::of_cookies("theme=light"), Theme::Light);
        assert_eq!(Theme::of_cookies("theme=\"><script>"), Theme::System);
        assert_eq!(Theme::of_cookies(""), Theme::System);
    }
}
