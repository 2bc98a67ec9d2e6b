//! How many rows came or left that the list does not show yet, and what takes them up.

use leptos::prelude::*;

use crate::text::live as text;
use crate::ui::{Button, dom, drawings};
use crate::users::state::PageState;

/// "3 updates": pressed, the list is as it would be if it were asked for now. Nothing says it aloud: what others do is
/// not announced.
#[component]
pub(super) fn Updates(page: PageState) -> AnyView {
    let words = move || text::updates(u32::try_from(page.updates.get()).unwrap_or(u32::MAX));
    let press = Callback::new(move |_| {
        page.query();
        // The button is gone: whoever is at the keyboard goes on in the list.
        let place = page.slots.first_in_sight();
        let went = place.is_some_and(|place| page.slots.focus(page, place, "person"));
        if !went && let Some(heading) = dom::find_in_page("h1") {
            dom::focus(&heading);
        }
    });
    view! { <div class="updates"><Button icon=drawings::REFRESH_CW on_press=press>{words}</Button></div> }.into_any()
}
