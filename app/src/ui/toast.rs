//! What went well, and what did not, at the bottom of the page; one at a time.

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use leptos::wasm_bindgen::JsCast;
use leptos::{ev, html, prelude::*, web_sys::HtmlElement};

use super::{Icon, dom, drawings};
use crate::text::kit as text;

/// How long a message without an Undo stays.
const STAYS: Duration = Duration::from_secs(6);

/// One message.
#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    failed: bool,
    // Not a `Callback`: it outlives the menu or dialog in which it was made.
    undo: Option<Arc<dyn Fn() + Send + Sync>>,
    // What its button says.
    undo_words: &'static str,
}

/// The hand that shows toasts; provide it as context once.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Option<Toast>>,
    count: StoredValue<u32>,
}

impl Toasts {
    /// No message yet.
    #[must_use]
    pub fn new() -> Self {
        Self { shown: RwSignal::new(None), count: StoredValue::new(0) }
    }

    /// Something went well: gone after a few seconds.
    pub fn success(self, text: impl Into<String>) {
        self.show(text.into(), false, text::undo(), None);
    }

    /// Something went well and can be taken back: stays until dismissed or replaced.
    pub fn with_undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.show(text.into(), false, text::undo(), Some(Arc::new(undo)));
    }

    /// Something was not taken back, and can be tried again: stays until dismissed or replaced.
    pub fn with_retry(self, text: impl Into<String>, retry: impl Fn() + Send + Sync + 'static) {
        self.show(text.into(), true, text::retry(), Some(Arc::new(retry)));
    }

    /// Something did not: stays until dismissed or replaced.
    pub fn failure(self, text: impl Into<String>) {
        self.show(text.into(), true, text::undo(), None);
    }

    /// Takes the message away.
    pub fn dismiss(self) {
        self.shown.set(None);
    }

    /// Takes the last change back, when the message shown offers it.
    pub fn undo(self) -> bool {
        let undo = self.shown.with_untracked(|toast| toast.as_ref()?.undo.clone());
        if let Some(undo) = &undo {
            self.dismiss();
            undo();
        }
        undo.is_some()
    }

    fn show(self, text: String, failed: bool, undo_words: &'static str, undo: Option<Arc<dyn Fn() + Send + Sync>>) {
        let number = self
            .count
            .try_update_value(|count| {
                *count += 1;
                *count
            })
            .unwrap_or_default();
        self.shown.set(Some(Toast { number, text, failed, undo, undo_words }));
    }

    /// Takes this message away if it is still the one shown.
    fn expire(self, number: u32) {
        let current = self.shown.with_untracked(|toast| toast.as_ref().map(|toast| toast.number));
        if current == Some(number) {
            self.dismiss();
        }
    }

    fn words(self, failed: bool) -> Option<String> {
        self.shown.with(|toast| toast.as_ref().filter(|toast| toast.failed == failed).map(|toast| toast.text.clone()))
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

/// The region "Notifications": in the page from the start. F6 leads to it, Ctrl/Cmd+Z takes back.
#[component]
pub fn Toaster(
    /// What it shows.
    toasts: Toasts,
) -> AnyView {
    let region = NodeRef::<html::Section>::new();
    let held = RwSignal::new(false);
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            let commands = (event.ctrl_key() || event.meta_key()) && !event.shift_key();
            let shown = toasts.shown.with_untracked(Option::is_some);
            // Nearly every key is none of them: to ask which costs more than all the rest.
            if !commands && !shown {
                return;
            }
            let key = event.key();
            let undoes = commands && key == "z";
            if key == "F6" && shown {
                if let Some(button) = region.get_untracked().and_then(|region| dom::find(&region, "button")) {
                    event.prevent_default();
                    dom::focus(&button);
                }
            } else if undoes && !dom::takes_text(event.target()) && toasts.undo() {
                event.prevent_default();
            }
        });
        on_cleanup(move || keys.remove());
    });
    Effect::new(move |_| {
        let lasts = toasts.shown.with(|toast| toast.as_ref().is_none_or(|toast| toast.undo.is_some() || toast.failed));
        if lasts || held.get() {
            return;
        }
        let number = toasts.shown.with(|toast| toast.as_ref().map_or(0, |toast| toast.number));
        if let Ok(timer) = set_timeout_with_handle(move || toasts.expire(number), STAYS) {
            on_cleanup(move || timer.clear());
        }
    });
    // What had the focus before the toast: it gets it back when the toast's buttons go.
    let before = Rc::new(RefCell::new(None::<HtmlElement>));
    let entered = {
        let before = Rc::clone(&before);
        move |event: ev::FocusEvent| {
            held.set(true);
            let from = event.related_target();
            if region.get_untracked().is_some_and(|region| !dom::holds(&region, from.clone())) {
                before.replace(from.and_then(|from| from.dyn_into().ok()));
            }
        }
    };
    let give_back = move || {
        let before = Rc::clone(&before);
        request_animation_frame(move || {
            let Some(before) = before.take().filter(|_| dom::focused().is_none()) else { return };
            // On another page by now, it is gone: then the page's heading, as after a dialog.
            let there = before.is_connected();
            if let Some(to) = if there { Some(before) } else { dom::find_in_page("h1") } {
                dom::focus(&to);
            }
        });
    };
    let pressed = give_back.clone();
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            toasts.dismiss();
            give_back();
        }
    };
    view! {
        <section
            class="toasts"
            aria-label=text::notifications()
            node_ref=region
            data-state=move || toasts.shown.with(|toast| match toast {
                None => "empty",
                Some(toast) if toast.failed => "failed",
                Some(_) => "shown",
            })
            on:keydown=escape
            on:click=move |_| pressed()
            on:mouseenter=move |_| held.set(true)
            on:mouseleave=move |_| held.set(false)
            on:focusin=entered
            on:focusout=move |_| held.set(false)
        >
            {move || toasts.shown.with(|toast| toast.as_ref().map(|toast| toast.failed)).map(|failed| view! {
                <Icon drawing=if failed { drawings::CIRCLE_ALERT } else { drawings::CIRCLE_CHECK }/>
            })}
            <div class="toast-text" role="status">{move || toasts.words(false)}</div>
            <div class="toast-text" role="alert">{move || toasts.words(true)}</div>
            {move || toasts.shown.with(|toast| toast.as_ref().map(|toast| toast.undo.as_ref().map(|_| toast.undo_words))).map(|undo| view! {
                {undo.map(|words| view! {
                    <button type="button" class="toast-undo" on:click=move |_| { toasts.undo(); }>{words}</button>
                })}
                <button type="button" class="toast-dismiss" aria-label=text::dismiss() on:click=move |_| toasts.dismiss()>
                    <Icon drawing=drawings::X/>
                </button>
            })}
        </section>
    }
    .into_any()
}
