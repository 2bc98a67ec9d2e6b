//! A state in a word, with its icon: never by colour alone.

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::icon::write_icon;
use super::{Drawing, Icon, dom};

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
    tone: PillTone,
    /// Its drawing; of a quiet one only a dot is seen.
    icon: Drawing,
    /// Its words.
    text: String,
) -> AnyView {
    view! {
        <span class="pill" data-tone=tone.name()>
            <Icon drawing=icon/>
            <span class="pill-words">{text}</span>
        </span>
    }
    .into_any()
}

/// Has a pill show another state.
pub fn write_pill(pill: &Element, tone: PillTone, icon: Drawing, text: &str) {
    dom::write_attribute(pill, "data-tone", Some(tone.name()));
    if let Some(drawn) = pill.first_element_child() {
        write_icon(&drawn, icon);
    }
    if let Some(words) = pill.last_element_child() {
        dom::write_text(&words, text);
    }
}
