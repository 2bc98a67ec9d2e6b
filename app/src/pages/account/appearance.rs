//! Looks and keys, as one likes them.

use domain::Preferences;
use leptos::prelude::*;

use crate::api::accounts;
use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::viewer::Viewer;
use crate::text::account as text;
use crate::ui::{Checkbox, Theme, ThemeChoice};
use crate::users::session::Session;

/// The section: each choice holds at once.
#[component]
pub(super) fn Appearance(
    /// What was chosen so far.
    preferences: Preferences,
) -> AnyView {
    // The last wish outlives the page: it is sent when the answer to the one before has come.
    let wish = ArcRwSignal::new(preferences);
    let chosen = RwSignal::from(wish.clone());
    let (ask, viewer) = (Ask::new(), Viewer::expect());
    let keep = move |next: Preferences| {
        wish.set(next);
        let wish = wish.clone();
        ask.follow(
            async move {
                let kept = send_until_kept(ask, &wish, viewer).await;
                if kept.is_err() {
                    // Not kept: what is shown is what holds.
                    let holds = viewer.me_untracked().map(|me| me.profile.preferences).unwrap_or_default();
                    wish.set(holds);
                    theme_of(holds).apply();
                }
                kept
            },
            |()| (),
        );
    };
    let keep = Callback::new(keep);
    let theme = move |theme: Theme| {
        theme.apply();
        keep.run(Preferences { theme: theme_for(theme), ..chosen.get_untracked() });
    };
    let shortcuts = move |on: bool| keep.run(Preferences { shortcuts_off: !on, ..chosen.get_untracked() });
    view! {
        <section class="page-section" aria-labelledby="appearance">
            <h2 id="appearance">{text::appearance()}</h2>
            <FormError text=ask.words()/>
            <ThemeChoice current=Signal::derive(move || theme_of(chosen.get())) on_choose=theme/>
            <div class="field">
                <Checkbox
                    id="shortcuts"
                    label=text::shortcuts().to_owned()
                    checked=Signal::derive(move || !chosen.get().shortcuts_off)
                    on_change=shortcuts
                />
                <p class="field-about check-about">{text::shortcuts_about()}</p>
            </div>
        </section>
    }
    .into_any()
}

/// Sends what is wished, and again for so long as something else is wished by the time the answer comes.
async fn send_until_kept(ask: Ask, wish: &ArcRwSignal<Preferences>, viewer: Viewer) -> Result<(), ApiError> {
    loop {
        let next = wish.get_untracked();
        Session::ask(ask.session(), || accounts::set_preferences(next)).await?;
        viewer.update(|me| me.profile.preferences = next);
        if wish.get_untracked() == next {
            return Ok(());
        }
    }
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
