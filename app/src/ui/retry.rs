//! A button that tries again what failed.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::Element;

use super::{Button, dom};
use crate::text::kit;

/// Tries again. It goes when that went well: whoever pressed it is then at the heading of what it stood in, and not nowhere.
#[component]
pub fn Retry(
    /// Tries.
    #[prop(into)]
    on_press: Callback<()>,
    /// An icon before the words.
    #[prop(default = "refresh-cw")]
    icon: &'static str,
    /// The words.
    #[prop(optional)]
    words: Option<&'static str>,
) -> AnyView {
    // Outlives what the button stands in.
    let heading = ArcStoredValue::new(None::<String>);
    let goes = heading.clone();
    let press = Callback::new(move |event: MouseEvent| {
        let button = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        heading.set_value(button.and_then(|button| heading_of(&button)));
        on_press.run(());
    });
    on_cleanup(move || {
        if let Some(heading) = goes.get_value() {
            request_animation_frame(move || go_on_at(&heading));
        }
    });
    view! { <Button icon on_press=press>{words.unwrap_or_else(kit::retry)}</Button> }.into_any()
}

/// The id of the heading of what a button stands in.
fn heading_of(button: &Element) -> Option<String> {
    let around = button.closest("section, dialog, main").ok().flatten()?;
    let heading = dom::find(&around, "h1, h2, h3")?;
    if heading.id().is_empty() {
        heading.set_id(&dom::fresh_id("heading"));
    }
    Some(heading.id())
}

/// Where nobody has the focus, gives it to the heading of that id; where the page is another by now, to its own.
fn go_on_at(heading: &str) {
    let to = dom::by_id(heading).or_else(|| dom::find_in_page("h1"));
    if let (None, Some(to)) = (dom::focused(), to) {
        to.set_tab_index(-1);
        dom::focus(&to);
    }
}
