//! A strip across the page for what holds for all of it: offline, a limit, something that failed.

use leptos::prelude::*;

use super::{Drawing, Icon};

/// What a banner is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BannerTone {
    /// For information.
    Info,
    /// Something is limited for now.
    Warning,
    /// Something failed.
    Danger,
}

/// A strip with an icon, a sentence and what can be done.
#[component]
pub fn Banner(
    /// What it is about.
    tone: BannerTone,
    /// Its drawing.
    icon: Drawing,
    /// The sentence.
    #[prop(into)]
    text: Signal<String>,
    /// Buttons or links at its end.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let (name, role) = match tone {
        BannerTone::Info => ("info", "status"),
        BannerTone::Warning => ("warning", "status"),
        BannerTone::Danger => ("danger", "alert"),
    };
    view! {
        <div class="banner" data-tone=name>
            <Icon drawing=icon/>
            <p class="banner-text" role=role>{move || text.get()}</p>
            {children.map(|children| view! { <div class="banner-actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
