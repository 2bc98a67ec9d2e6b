//! A state in a word, with its icon: never by colour alone.

use leptos::prelude::*;

use super::Icon;

/// What kind of state it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PillTone {
    /// The norm: a dot and a muted word, no ground.
    #[default]
    Quiet,
    /// Good.
    Positive,
    /// Under way.
    Info,
    /// Needs a look.
    Warning,
    /// Set aside.
    Neutral,
}

impl PillTone {
    fn name(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Positive => "positive",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Neutral => "neutral",
        }
    }
}

/// A state.
#[component]
pub fn Pill(
    /// What kind it is.
    #[prop(into)]
    tone: Signal<PillTone>,
    /// Its drawing; a quiet one has a dot instead.
    #[prop(into)]
    icon: Signal<&'static str>,
    /// Its words.
    #[prop(into)]
    text: Signal<String>,
) -> AnyView {
    let quiet = Memo::new(move |_| tone.get() == PillTone::Quiet);
    let mark = move || {
        if quiet.get() {
            view! { <span class="pill-dot"></span> }.into_any()
        } else {
            view! { <Icon name=icon/> }.into_any()
        }
    };
    view! {
        <span class="pill" data-tone=move || tone.get().name()>
            {mark}
            <span class="pill-words">{move || text.get()}</span>
        </span>
    }
    .into_any()
}
