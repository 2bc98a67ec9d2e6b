//! Calling the server: nothing waits for ever, and the same want is done once however often it is sent.

use std::future::Future;

use domain::{Answer, Command, CommandId, Envelope};
use gloo_net::http::{Request, Response};
use leptos::prelude::*;

use super::error::ApiError;
use super::people::NotShown;
use super::perform::perform;

/// Sends a command and waits for its answer, for so long as [`answered`] does.
///
/// # Errors
/// [`ApiError`], as the server says; [`ApiError::Offline`] when it says nothing.
pub async fn send(org: String, envelope: Envelope<Command>) -> Result<Answer, ApiError> {
    answered(perform(org, envelope)).await
}

/// Posts a server function its arguments, as JSON. Gives whatever it answers.
///
/// # Errors
/// When nothing answers.
pub(crate) async fn post(path: &str, arguments: String) -> Result<Response, gloo_net::Error> {
    let request = Request::post(path).header("content-type", "application/json").header("accept", "application/json");
    request.body(arguments)?.send().await
}

/// Waits for an answer, in the browser for ten seconds at most; after that the server counts as gone.
///
/// # Errors
/// As the server says; [`ApiError::Offline`] when it says nothing.
pub async fn answered<T, E: From<TooLate>>(call: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    #[cfg(feature = "hydrate")]
    return clock::race(call).await;
    #[cfg(not(feature = "hydrate"))]
    call.await
}

/// No answer came in time.
#[derive(Clone, Copy, Debug)]
pub struct TooLate;

impl From<TooLate> for ApiError {
    fn from(_: TooLate) -> Self {
        Self::Offline
    }
}

impl From<TooLate> for NotShown {
    fn from(_: TooLate) -> Self {
        Self::Offline
    }
}

/// The number of what somebody wants done. The same want keeps its number until it is done: sent again after a lost
/// answer, it happens once.
pub(crate) struct Intent<W: 'static = Command>(StoredValue<Option<(W, CommandId)>>);

impl<W> Clone for Intent<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Copy for Intent<W> {}

impl<W: Clone + PartialEq + Send + Sync> Intent<W> {
    /// Nothing wanted yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The number of this want: the same as before if it is the same.
    pub(crate) fn of(self, want: &W) -> CommandId {
        let known = self.0.with_value(|last| last.as_ref().filter(|(last, _)| last == want).map(|(_, id)| *id));
        let id = known.unwrap_or_else(fresh_intent);
        self.0.set_value(Some((want.clone(), id)));
        id
    }

    /// The number of what is wanted now, if anything is.
    pub(crate) fn number(self) -> Option<CommandId> {
        self.0.with_value(|last| last.as_ref().map(|(_, id)| *id))
    }

    /// Whether it was asked for, and is not known to be done or refused.
    pub(crate) fn is_open(self) -> bool {
        self.0.with_value(Option::is_some)
    }

    /// It is done: the same again is another intent.
    pub(crate) fn done(self) {
        self.0.set_value(None);
    }
}

impl Intent {
    /// The command with its number.
    pub(crate) fn envelope(self, command: Command, seen_seq: u64) -> Envelope<Command> {
        Envelope { intent_id: self.of(&command), seen_seq, command }
    }
}

/// A number that no other intent has.
#[must_use]
pub fn fresh_intent() -> CommandId {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = window().crypto() {
        // Fails for more than 65,536 bytes only.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    CommandId(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

#[cfg(feature = "hydrate")]
mod clock {
    use std::future::{Future, poll_fn};
    use std::pin::pin;
    use std::sync::{Arc, Mutex, PoisonError};
    use std::task::{Context, Poll, Waker};
    use std::time::Duration;

    use leptos::prelude::set_timeout;

    use super::TooLate;

    /// The longest that anybody looks at a spinner.
    const PATIENCE: Duration = Duration::from_secs(10);

    #[derive(Clone, Default)]
    struct Bell(Arc<Mutex<(bool, Option<Waker>)>>);

    impl Bell {
        /// A bell that rings in so long.
        fn in_time(time: Duration) -> Self {
            let bell = Self::default();
            let rings = bell.clone();
            let ring = move || {
                let mut bell = rings.0.lock().unwrap_or_else(PoisonError::into_inner);
                bell.0 = true;
                if let Some(waiting) = bell.1.take() {
                    waiting.wake();
                }
            };
            set_timeout(ring, time);
            bell
        }

        /// Whether it has rung; if not, it will wake whoever asks.
        fn has_rung(&self, context: &Context<'_>) -> bool {
            let mut bell = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            bell.1 = Some(context.waker().clone());
            bell.0
        }
    }

    pub(super) async fn race<T, E: From<TooLate>>(call: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let bell = Bell::in_time(PATIENCE);
        let mut call = pin!(call);
        poll_fn(move |context| match call.as_mut().poll(context) {
            Poll::Pending if bell.has_rung(context) => Poll::Ready(Err(TooLate.into())),
            outcome => outcome,
        })
        .await
    }
}
