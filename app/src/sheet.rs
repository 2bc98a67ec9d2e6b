//! The style sheet in two: what the Users page begins with, and the rest, which comes with the first part of the program
//! that opens. All other pages name both.

#[cfg(feature = "hydrate")]
use {
    crate::ui::dom,
    js_sys::Promise,
    wasm_bindgen::JsCast as _,
    wasm_bindgen_futures::JsFuture,
    web_sys::{EventTarget, HtmlLinkElement},
};

#[cfg(feature = "ssr")]
use crate::route::Route;

/// Id of the link to the rest. It is not followed while it is `disabled`.
pub(crate) const LATER: &str = "later-sheet";

/// Whether a page begins without the rest: what it consists of needs none of it.
#[cfg(feature = "ssr")]
pub(crate) fn begins_without(path: &str) -> bool {
    Route::at(path) == Some(Route::Users)
}

/// Has the rest come where it is not here yet. False when it does not; asking again tries again.
#[cfg(feature = "hydrate")]
pub(crate) async fn later() -> bool {
    let Some(link) = dom::by_id(LATER) else { return true };
    let link: HtmlLinkElement = link.unchecked_into();
    if link.sheet().is_some() {
        return true;
    }
    link.set_disabled(false);
    let target: &EventTarget = &link;
    let came = Promise::new(&mut |done, fail| {
        for (event, then) in [("load", done), ("error", fail)] {
            target.add_event_listener_with_callback(event, &then).unwrap_or_default();
        }
    });
    let came = JsFuture::from(came).await.is_ok();
    if !came {
        link.set_disabled(true);
    }
    came
}
