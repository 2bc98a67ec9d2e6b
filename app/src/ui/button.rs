//! Buttons: filled for the one main thing, plain for the rest, danger for what takes access away.

use leptos::{ev::MouseEvent, prelude::*};

use super::{Drawing, Icon};

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// With a border; most buttons.
    #[default]
    Plain,
    /// In the accent; at most one in view.
    Filled,
    /// Takes something away.
    Danger,
    /// Text alone, for places where a border would be noise.
    Quiet,
}

impl ButtonKind {
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Filled => "filled",
            Self::Danger => "danger",
            Self::Quiet => "quiet",
        }
    }
}

/// A button with words. Forbidden, it stays focusable, does nothing and says why.
#[component]
pub fn Button(
    /// Its looks.
    #[prop(default = ButtonKind::Plain)]
    kind: ButtonKind,
    /// Its id; needed when it can be forbidden, for the reason's id hangs on it.
    #[prop(default = "")]
    id: &'static str,
    /// Sends the form round it.
    #[prop(optional)]
    submit: bool,
    /// An icon before the words.
    #[prop(into, default = None)]
    icon: Option<Drawing>,
    /// Being done: stays focusable, presses are ignored.
    #[prop(into, default = Signal::stored(false))]
    busy: Signal<bool>,
    /// Why it cannot be pressed now.
    #[prop(into, default = Signal::stored(None))]
    reason: Signal<Option<String>>,
    /// The press.
    #[prop(into, optional)]
    on_press: Option<Callback<MouseEvent>>,
    /// The words.
    children: Children,
) -> AnyView {
    let reason_id = format!("{id}-reason");
    let described = reason_id.clone();
    let inert = move || busy.get() || reason.with(Option::is_some);
    let press = move |event: MouseEvent| {
        if busy.get_untracked() || reason.with_untracked(Option::is_some) {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(event);
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class="button"
            id=(!id.is_empty()).then_some(id)
            data-kind=kind.name()
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || inert().then_some("true")
            aria-describedby=move || reason.with(Option::is_some).then(|| described.clone())
            on:click=press
        >
            {icon.map(|drawing| view! { <Icon drawing/> })}
            <span class="button-words">{children()}</span>
        </button>
        {move || reason.get().map(|why| view! {
            <span class="button-reason" id=reason_id.clone()>{why}</span>
        })}
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_button_stays_and_says_why() {
        let html = Owner::new().with(|| {
            view! { <Button id="remove" reason=Some("You are the last Owner.".to_owned())>"Remove"</Button> }.to_html()
        });
        assert!(html.contains("aria-disabled=\"true\""), "{html}");
        assert!(html.contains("aria-describedby=\"remove-reason\""), "{html}");
        assert!(html.contains("class=\"button-reason\">You are the last Owner."), "{html}");
        assert!(!html.contains(" disabled"), "{html}");
    }

    #[test]
    fn a_busy_button_says_so() {
        let html = Owner::new().with(|| view! { <Button busy=true>"Save"</Button> }.to_html());
        assert!(html.contains("aria-busy=\"true\"") && html.contains("aria-disabled=\"true\""), "{html}");
    }
}
