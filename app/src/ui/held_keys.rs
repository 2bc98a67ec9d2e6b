//! Text typed for a dialog that is still on its way: held, and typed into it once it has the focus.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use super::dom;

/// What is held, for whom, and who is told that the wait is given up.
struct Held {
    hold: Hold,
    keys: Vec<String>,
    on_escape: Callback<()>,
    /// After a Tab: what follows is meant for another field than the first, and goes nowhere.
    over: bool,
}

/// Somebody's wish to hold; the last one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hold(u32);

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

impl Hold {
    /// Holds letters, Backspace and Enter from now on; what is held already stays. Escape ends it, and `on_escape` is
    /// told.
    pub(crate) fn begin(on_escape: Callback<()>) -> Self {
        #[cfg(feature = "hydrate")]
        listen();
        let hold = Self(LAST.get() + 1);
        LAST.set(hold.0);
        HELD.with_borrow_mut(|held| {
            let (keys, over) = held.take().map(|held| (held.keys, held.over)).unwrap_or_default();
            *held = Some(Held { hold, keys, on_escape, over });
        });
        hold
    }

    /// Holds no longer, and forgets what was held; nothing where somebody else holds by now.
    pub(crate) fn end(self) {
        HELD.with_borrow_mut(|held| {
            if held.as_ref().is_some_and(|held| held.hold == self) {
                *held = None;
            }
        });
    }
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
#[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code, reason = "keys are pressed in the browser"))]
fn take(key: &str) -> bool {
    let is_text = is_letter(key) || matches!(key, "Backspace" | "Enter");
    let (taken, given_up) = HELD.with_borrow_mut(|held| match held {
        Some(now) if is_text || key == "Tab" => {
            now.over |= key == "Tab";
            if !now.over {
                now.keys.push(key.to_owned());
            }
            (true, None)
        }
        Some(_) if key == "Escape" => (true, held.take()),
        _ => (false, None),
    });
    if let Some(held) = given_up {
        held.on_escape.try_run(());
    }
    taken
}

fn is_letter(key: &str) -> bool {
    key.chars().count() == 1
}

/// Whether the keys held down beside one make it a command and not a letter: AltGr does not, nor does a Mac's Option
/// where it makes a sign such as `@`.
#[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code, reason = "keys are pressed in the browser"))]
fn is_command(key: &str, control: bool, alt: bool, meta: bool, alt_graph: bool) -> bool {
    let makes_a_sign = alt && !control && is_letter(key) && !key.chars().all(|c| c.is_ascii_alphanumeric());
    meta || ((control || alt) && !alt_graph && !(control && alt) && !makes_a_sign)
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
            let alt_graph = event.get_modifier_state("AltGraph");
            let (key, control, alt, meta) = (event.key(), event.ctrl_key(), event.alt_key(), event.meta_key());
            if !event.is_composing() && !is_command(&key, control, alt, meta, alt_graph) && take(&key) {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        });
        let heard = heard.into_js_value();
        // Fails for what is no function, and this is one.
        let _ = window().add_event_listener_with_callback_and_bool("keydown", heard.unchecked_ref(), true);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held() -> Option<Vec<String>> {
        HELD.with_borrow(|held| held.as_ref().map(|held| held.keys.clone()))
    }

    #[test]
    fn text_is_held_until_somebody_gives_up_and_the_rest_goes_its_way() {
        Owner::new().with(|| {
            assert!(!take("a"), "nobody waits");
            let given_up = RwSignal::new(false);
            let first = Hold::begin(Callback::new(move |()| given_up.set(true)));
            assert!(take("a") && take("@") && take("Enter"));
            assert!(!take("F5") && !take("ArrowDown") && !take("Shift"));
            let second = Hold::begin(Callback::new(move |()| given_up.set(true)));
            first.end();
            assert_eq!(held().unwrap(), ["a", "@", "Enter"], "the second still waits, and keeps what was typed");
            assert!(take("Tab") && take("b"));
            assert_eq!(held().unwrap(), ["a", "@", "Enter"], "what follows a Tab is for another field");
            assert!(take("Escape") && given_up.get_untracked());
            assert_eq!(held(), None);
            second.end();
            assert!(!take("a"));
        });
    }

    #[test]
    fn alt_graph_and_option_make_letters_and_no_commands() {
        assert!(is_command("a", true, false, false, false) && is_command("v", false, false, true, false));
        assert!(is_command("f", false, true, false, false), "Alt+F opens a menu");
        assert!(!is_command("@", true, true, false, true) && !is_command("@", true, true, false, false));
        assert!(!is_command("@", false, true, false, false), "Option+L of a German Mac");
        assert!(!is_command("A", false, false, false, false));
    }
}
