//! Keys typed for a dialog that is still on its way: held, and given to it once it has the focus. Nothing typed is lost.

use std::cell::RefCell;

use leptos::prelude::*;

use super::dom;

/// What is held, and who is told that the wait is given up.
struct Held {
    keys: Vec<String>,
    on_escape: Callback<()>,
}

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// Holds all keys from now on, until [`give`] or [`drop_all`]. Escape ends it, and `on_escape` is told.
pub(crate) fn hold(on_escape: Callback<()>) {
    #[cfg(feature = "hydrate")]
    listen();
    HELD.with_borrow_mut(|held| *held = Some(Held { keys: Vec::new(), on_escape }));
}

/// Holds no longer, and forgets what was held.
pub(crate) fn drop_all() {
    HELD.take();
}

/// Holds no longer: types what was held into what has the focus.
pub(crate) fn give() {
    let keys = HELD.take().map(|held| held.keys).unwrap_or_default();
    leptos::task::spawn_local(async move {
        for key in keys {
            if let Some(focused) = dom::focused() {
                dom::type_key(&focused, &key);
            }
            // What the page makes of a key, it does before the next one.
            leptos::task::tick().await;
        }
    });
}

/// Takes a key; whether it was taken.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "keys are pressed in the browser"))]
fn take(key: &str) -> bool {
    let on_escape = HELD.with_borrow_mut(|held| match held {
        None => None,
        Some(held) if key == "Escape" => Some(Some(held.on_escape)),
        Some(held) => {
            held.keys.push(key.to_owned());
            Some(None)
        }
    });
    if let Some(Some(on_escape)) = on_escape {
        drop_all();
        on_escape.run(());
    }
    on_escape.is_some()
}

/// Hears keys before anything else in the page does, from the first time on.
#[cfg(feature = "hydrate")]
fn listen() {
    use leptos::ev::KeyboardEvent;
    use leptos::wasm_bindgen::{JsCast as _, closure::Closure};
    use std::sync::Once;

    static LISTENS: Once = Once::new();
    LISTENS.call_once(|| {
        let heard = Closure::<dyn Fn(KeyboardEvent)>::new(|event: KeyboardEvent| {
            let command = event.ctrl_key() || event.meta_key() || event.alt_key();
            if !command && !event.is_composing() && take(&event.key()) {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        });
        let heard = heard.into_js_value();
        // Fails for what is no function, and this is one.
        let _ = window().add_event_listener_with_callback_and_bool("keydown", heard.unchecked_ref(), true);
    });
}
