//! The server's stream of events, message by message.

use gloo_net::http::Request;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{AbortSignal, ReadableStreamDefaultReader};
use wasm_bindgen_futures::JsFuture;

use crate::api::call::answered;
use crate::api::people::{NotShown, trouble};

/// The server says every 15 s that it is there; after so long without a word the connection is dead, in ms.
const SILENCE_MS: i32 = 40_000;

/// An open stream.
pub(super) struct Stream {
    reader: ReadableStreamDefaultReader,
    /// What came of a message that is not whole yet.
    rest: Vec<u8>,
}

impl Stream {
    /// Asks for what happens in an organization after the event numbered `after`; `shown` has others see who is there.
    pub(super) async fn open(org: &str, after: u64, shown: bool, abort: &AbortSignal) -> Result<Self, NotShown> {
        let unseen = if shown { "" } else { "&unseen" };
        let request =
            Request::get(&format!("/o/{org}/feed?after={after}{unseen}")).header("accept", "text/event-stream");
        let request = request.abort_signal(Some(abort));
        let response = answered(async { request.send().await.map_err(|_| NotShown::Offline) }).await?;
        if let Some(trouble) = trouble(&response) {
            return Err(trouble);
        }
        let body = response.body().ok_or(NotShown::Offline)?;
        Ok(Self { reader: body.get_reader().unchecked_into(), rest: Vec::new() })
    }

    /// The next message; `None` when there will be none.
    pub(super) async fn next(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.rest.windows(2).position(|two| two == b"\n\n") {
                let message: Vec<u8> = self.rest.drain(..end + 2).collect();
                return String::from_utf8(message).ok();
            }
            // Whoever is first. The clock that comes second is heard by nobody.
            let either = Promise::race(&Array::of2(&self.reader.read(), &clock(SILENCE_MS)));
            let read = JsFuture::from(either).await.ok()?;
            let value = Reflect::get(&read, &JsValue::from_str("value")).ok();
            let Some(bytes) = value.and_then(|value| value.dyn_into::<Uint8Array>().ok()) else {
                self.close();
                return None;
            };
            self.rest.extend(bytes.to_vec());
        }
    }

    /// Ends it from elsewhere, once.
    pub(super) fn end(&self) -> impl FnOnce() + 'static {
        let reader = self.reader.clone();
        move || {
            // It is over either way.
            let _ = reader.cancel();
        }
    }

    /// Wants nothing more of it: the browser has few connections to a server.
    pub(super) fn close(&self) {
        // It is over either way.
        let _ = self.reader.cancel();
    }
}

/// Fulfilled in so many ms.
fn clock(ms: i32) -> Promise {
    Promise::new(&mut |done, _| {
        // A window has its clock.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms);
    })
}

/// Waits for so many ms.
pub(super) async fn rest(ms: i32) {
    // A clock does not fail.
    let _ = JsFuture::from(clock(ms)).await;
}
