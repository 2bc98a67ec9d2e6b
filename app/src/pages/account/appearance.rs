//! Looks and keys, as one likes them.

use domain::Preferences;
use leptos::prelude::*;

use crate::api::accounts;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::viewer::Viewer;
use crate::text::account as text;
use crate::ui::{Checkbox, Theme, ThemeChoice};

/// The section: each choice holds at once.
#[component]
pub(super) fn Appearance(
    /// What was chosen so far.
    preferences: Preferences,
) -> AnyView {
    let chosen = RwSignal::new(preferences);
    let (ask, viewer) = (Ask::new(), Viewer::expect());
    let keep = move |next: Preferences| {
        let before = chosen.get_untracked();
        chosen.set(next);
        ask.run(
            async move {
                accounts::set_preferences(next).await.inspect_err(|_| {
                    // Not kept: what is shown is what holds.
                    let _ = chosen.try_set(before);
                    theme_of(before).apply();
                })
            },
            move |()| viewer.update(|me| me.profile.preferences = next),
        );
    };
    let theme = move |theme: Theme| {
        theme.apply();
        keep(Preferences { theme: theme_for(theme), ..chosen.get_untracked() });
    };
    let shortcuts = move |on: bool| keep(Preferences { shortcuts_off: !on, ..chosen.get_untracked() });
    view! {
        <section class="page-section" aria-labelledby="appearance">
            <h2 id="appearance">{text::APPEARANCE}</h2>
            <FormError text=ask.words()/>
            <ThemeChoice current=Signal::derive(move || theme_of(chosen.get())) on_choose=theme/>
            <div class="field">
                <Checkbox
                    id="shortcuts"
                    label=text::SHORTCUTS.to_owned()
                    checked=Signal::derive(move || !chosen.get().shortcuts_off)
                    on_change=shortcuts
                />
                <p class="field-about check-about">{text::SHORTCUTS_ABOUT}</p>
            </div>
        </section>
    }
    .into_any()
}

/// The page's theme for a preference.
pub(crate) fn theme_of(preferences: Preferences) -> Theme {
    match preferences.theme {
        domain::Theme::System => Theme::System,
        domain::Theme::Light => Theme::Light,
        domain::Theme::Dark => Theme::Dark,
    }
}

fn theme_for(theme: Theme) -> domain::Theme {
    match theme {
        Theme::System => domain::Theme::System,
        Theme::Light => domain::Theme::Light,
        Theme::Dark => domain::Theme::Dark,
    }
}
