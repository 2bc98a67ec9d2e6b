//! One connection a browser: whichever tab holds the lock listens to the server, and tells the others. A tab that is
//! closed, or shows something else, lets go of the lock, and the next one listens.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Math};
use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{AbortController, AbortSignal, MessageEvent};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;

use super::audience::Audience;
use super::message::Message;
use super::stream::{Stream, rest};
use super::{Ears, standing};
use crate::api::people::NotShown;
use crate::users::state::{Connection, PageState};

/// The longest wait before the next try, in ms; the first is some hundreds.
const WAIT_MAX_MS: i32 = 30_000;
/// How often it is looked, while waiting, whether the page found the server again, in ms.
const LOOK_EVERY_MS: i32 = 250;

#[wasm_bindgen]
extern "C" {
    type BroadcastChannel;
    #[wasm_bindgen(constructor, catch)]
    fn new(name: &str) -> Result<BroadcastChannel, JsValue>;
    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &BroadcastChannel, message: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, setter)]
    fn set_onmessage(this: &BroadcastChannel, hear: Option<&Function>);
    #[wasm_bindgen(method)]
    fn close(this: &BroadcastChannel);

    /// Only in a secure context: over plain HTTP each tab listens for itself.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn hold_lock(name: &str, while_held: &Function) -> Result<js_sys::Promise, JsValue>;
}

/// What tabs tell each other: its first letter says what it is.
mod told {
    /// A message of the server follows.
    pub(super) const MESSAGE: char = 'm';
    /// The server is not reached.
    pub(super) const LOST: char = 'l';
    /// It is reached, again.
    pub(super) const FINE: char = 'f';
    /// It does not let the account listen: each asks for itself.
    pub(super) const REFUSED: char = 'r';
    /// A tab came: how far is the one that listens?
    pub(super) const HELLO: char = 'h';
    /// It is at the event of the number that follows.
    pub(super) const HERE: char = 'i';
    /// A tab came whose person the others are to see.
    pub(super) const SEEN: char = 's';
}

/// Begins to listen, for as long as the current owner is there.
pub(super) fn listen(page: PageState) {
    let connected = Trigger::new();
    standing::follow(page, connected);
    join(page, connected);
}

/// Likewise for a page that only wants to know that something happened.
pub(super) fn hear(ears: Ears) {
    join(ears, Trigger::new());
}

fn join<A: Audience>(page: A, connected: Trigger) {
    let Some(name) = page.channel() else { return };
    let Ok(abort) = AbortController::new() else { return };
    let tabs = Rc::new(Tabs {
        page,
        channel: BroadcastChannel::new(&name).ok(),
        leads: Cell::new(false),
        shown: Cell::new(A::SHOWN),
        reopen: RefCell::default(),
        connected,
        present: RefCell::default(),
    });
    let hear = Closure::<dyn Fn(MessageEvent)>::new({
        let tabs = Rc::clone(&tabs);
        move |event: MessageEvent| {
            if let Some(told) = event.data().as_string() {
                tabs.hear(&told);
            }
        }
    });
    if let Some(channel) = &tabs.channel {
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    }
    let (lead, signal) = (Rc::clone(&tabs), abort.signal());
    let shared = tabs.channel.is_some() && {
        let (lead, signal) = (Rc::clone(&lead), signal.clone());
        let held = Closure::once_into_js(move || {
            future_to_promise(async move {
                lead.lead(&signal).await;
                Ok(JsValue::UNDEFINED)
            })
        });
        hold_lock(&name, held.unchecked_ref()).is_ok()
    };
    if shared {
        tabs.tell(told::HELLO, "");
        if A::SHOWN {
            tabs.tell(told::SEEN, "");
        }
    } else {
        spawn_local(async move { lead.lead(&signal).await });
    }
    let end = SendWrapper::new((abort, tabs, hear));
    on_cleanup(move || {
        let (abort, tabs, hear) = end.take();
        abort.abort();
        if let Some(channel) = &tabs.channel {
            channel.set_onmessage(None);
            channel.close();
        }
        drop(hear);
    });
}

/// Waits until the page's person is signed in again, however often they put it off.
async fn signed_in_for_good(page: impl Audience) {
    if !page.session().signed_in_again().await {
        while page.is_here() && !page.session().answered().await {}
    }
}

/// This tab among the others.
struct Tabs<A> {
    page: A,
    channel: Option<BroadcastChannel>,
    leads: Cell<bool>,
    /// Whether others are to see who is there, of whichever tab.
    shown: Cell<bool>,
    /// Ends the open stream, for another one in its place.
    reopen: RefCell<Option<Box<dyn FnOnce()>>>,
    /// Told when the server is reached, again: it knows nothing of this page.
    connected: Trigger,
    /// The last message that told who is on the page, for tabs that come.
    present: RefCell<String>,
}

impl<A: Audience> Tabs<A> {
    fn tell(&self, what: char, more: &str) {
        if let Some(channel) = &self.channel {
            // Fails once it is closed: then nobody is to hear.
            let _ = channel.post_message(&format!("{what}{more}"));
        }
    }

    fn connected(&self) {
        self.page.found();
        self.connected.notify();
    }

    /// Hears another tab.
    fn hear(&self, text: &str) {
        let mut letters = text.chars();
        let what = letters.next();
        match (what, letters.as_str()) {
            (Some(told::HELLO), _) if self.leads.get() => {
                self.tell(told::HERE, &self.page.seq().to_string());
                let present = self.present.borrow();
                if !present.is_empty() {
                    self.tell(told::MESSAGE, &present);
                }
            }
            (Some(told::SEEN), _) if self.leads.get() && !self.shown.replace(true) => {
                if let Some(reopen) = self.reopen.take() {
                    reopen();
                }
            }
            (Some(told::HERE), seq) => {
                if let Ok(seq) = seq.parse() {
                    self.page.take(&Message::Look(seq));
                }
            }
            (Some(told::MESSAGE), message) => {
                if let Some(message) = Message::read(message) {
                    self.page.take(&message);
                }
            }
            (Some(told::LOST), _) => self.page.lost(),
            (Some(told::FINE), _) => {
                self.connected();
                // Whichever tab listens now.
                if A::SHOWN {
                    self.tell(told::SEEN, "");
                }
            }
            (Some(told::REFUSED), _) => self.page.ask_anew(),
            _ => {}
        }
    }

    /// Listens to the server, again and again, until the page is left.
    async fn lead(&self, abort: &AbortSignal) {
        self.leads.set(true);
        self.shown.set(A::SHOWN);
        let mut failures = 0_u32;
        while self.page.is_here() && !abort.aborted() {
            let shown = self.shown.get();
            match Stream::open(&self.page.org(), self.page.seq(), shown, abort).await {
                Ok(mut stream) => {
                    self.reopen.replace(Some(Box::new(stream.end())));
                    self.connected();
                    self.tell(told::FINE, "");
                    while let Some(text) = stream.next().await {
                        failures = 0;
                        let Some(message) = Message::read(&text) else { continue };
                        if message == Message::Reconnect {
                            stream.close();
                            break;
                        }
                        self.tell(told::MESSAGE, &text);
                        if let Message::Present(_) = message {
                            self.present.replace(text);
                        }
                        self.page.take(&message);
                    }
                    // A tab came for whom it is opened anew, at once.
                    if self.reopen.take().is_none() && !abort.aborted() {
                        continue;
                    }
                }
                Err(_) if abort.aborted() => break,
                Err(NotShown::SignedOut) => {
                    self.tell(told::REFUSED, "");
                    signed_in_for_good(self.page).await;
                    self.page.ask_anew();
                    continue;
                }
                Err(NotShown::NotFound) => {
                    self.tell(told::REFUSED, "");
                    // The page says what is so.
                    self.page.ask_anew();
                }
                Err(NotShown::Offline | NotShown::Failed(_)) => {
                    self.tell(told::LOST, "");
                    self.page.lost();
                }
            }
            failures += 1;
            self.wait(failures).await;
        }
        self.leads.set(false);
    }

    /// Waits before the next try: longer each time, and not all pages as long. Where the page finds the server again by
    /// itself, that is the end of it.
    async fn wait(&self, failures: u32) {
        let most = WAIT_MAX_MS.min(500_i32.saturating_mul(1 << failures.min(8)));
        #[expect(clippy::cast_possible_truncation, reason = "between half and all of it")]
        let mut left = (f64::from(most) * (0.5 + Math::random() / 2.0)) as i32;
        let connection = || self.page.connection();
        let lost = connection().is_some_and(|connection| connection != Connection::Fine);
        while left > 0 && self.page.is_here() && !(lost && connection() == Some(Connection::Fine)) {
            rest(LOOK_EVERY_MS.min(left)).await;
            left -= LOOK_EVERY_MS;
        }
    }
}
