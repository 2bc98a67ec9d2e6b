//! A button that tries again what failed.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, HtmlElement};

use super::{Button, dom, drawings};
use crate::text::kit;

/// Tries again. The button goes with what it stands beside, so that whoever presses it goes on at the heading, and is not left
/// nowhere.
#[component]
pub fn Retry(
    /// Tries.
    #[prop(into)]
    on_press: Callback<()>,
    /// With an icon before the words; a banner has one already.
    #[prop(default = true)]
    drawn: bool,
    /// The words.
    #[prop(default = kit::retry())]
    words: &'static str,
) -> AnyView {
    let press = Callback::new(move |event: MouseEvent| {
        if let Some(heading) = event.current_target().and_then(|button| heading_of(button.unchecked_ref())) {
            heading.set_tab_index(-1);
            dom::focus(&heading);
        }
        on_press.run(());
    });
    view! { <Button icon=drawn.then_some(drawings::REFRESH_CW) on_press=press>{words}</Button> }.into_any()
}

/// The heading of the part or the dialog that a button stands in, else of the page.
fn heading_of(button: &Element) -> Option<HtmlElement> {
    let around = button.closest("section, dialog").ok().flatten();
    let of_page = || dom::find_in_page("h1").or_else(|| dom::find_in_page("main"));
    around.and_then(|around| dom::find(&around, "h2, h3")).or_else(of_page)
}
