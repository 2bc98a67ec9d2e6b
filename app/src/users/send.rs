//! The one place where a command of the page leaves for the server.

use domain::{Answer, Command, CommandId, Envelope};

use crate::api::error::ApiError;

/// How long an answer may take, in ms; after that the server counts as gone.
const PATIENCE_MS: u32 = 20_000;

/// Sends a command and waits for its answer, for so long.
///
/// # Errors
/// [`ApiError`], as the server says; [`ApiError::Offline`] when it says nothing.
pub async fn send(org: String, envelope: Envelope<Command>) -> Result<Answer, ApiError> {
    answered(crate::api::perform::perform(org, envelope)).await
}

/// Waits for an answer, for so long.
///
/// # Errors
/// As the server says; [`ApiError::Offline`] when it says nothing.
pub async fn answered<T>(call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    within(PATIENCE_MS, call).await.unwrap_or(Err(ApiError::Offline))
}

/// An id for a new intent.
#[must_use]
pub fn fresh_intent() -> CommandId {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = leptos::prelude::window().crypto() {
        // Fails for more than 65,536 bytes only.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(32);
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    text.parse().unwrap_or(CommandId(Default::default()))
}

/// The future's outcome, or `None` when it takes longer.
async fn within<T>(ms: u32, future: impl Future<Output = T>) -> Option<T> {
    use std::cell::Cell;
    use std::rc::Rc;
    use std::task::{Poll, Waker};

    let (late, waker) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(None::<Waker>)));
    let timer = {
        let (late, waker) = (Rc::clone(&late), Rc::clone(&waker));
        let ring = move || {
            late.set(true);
            if let Some(waker) = waker.take() {
                waker.wake();
            }
        };
        leptos::prelude::set_timeout_with_handle(ring, std::time::Duration::from_millis(u64::from(ms))).ok()
    };
    let mut future = std::pin::pin!(future);
    let outcome = std::future::poll_fn(|context| {
        if let Poll::Ready(outcome) = future.as_mut().poll(context) {
            return Poll::Ready(Some(outcome));
        }
        if late.get() {
            return Poll::Ready(None);
        }
        waker.set(Some(context.waker().clone()));
        Poll::Pending
    })
    .await;
    if let Some(timer) = timer {
        timer.clear();
    }
    outcome
}
