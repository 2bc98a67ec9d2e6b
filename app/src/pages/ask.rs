//! Asking the server from a page: one question at a time, and none that waits for ever.

use std::future::Future;

use domain::{Answer, Command, CommandId, Envelope};
use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::api::perform::perform;
use crate::text::errors;

/// The answer, or [`ApiError::Offline`] when none came within ten seconds. On the server there is nothing to wait for.
pub(crate) async fn within<T>(call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    #[cfg(feature = "hydrate")]
    return clock::race(call).await;
    #[cfg(not(feature = "hydrate"))]
    call.await
}

/// What a button, or a form, asks of the server. It is busy until the answer, which comes or fails.
#[derive(Clone, Copy)]
pub(crate) struct Ask {
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
}

impl Ask {
    /// Nothing asked yet.
    pub(crate) fn new() -> Self {
        Self { busy: RwSignal::new(false), error: RwSignal::new(None) }
    }

    /// Whether the answer is on its way.
    pub(crate) fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// What the last question failed with.
    pub(crate) fn error(self) -> Signal<Option<ApiError>> {
        self.error.into()
    }

    /// The same in words.
    pub(crate) fn words(self) -> Signal<Option<String>> {
        Signal::derive(move || self.error.with(|error| error.as_ref().map(errors::words)))
    }

    /// Forgets what failed.
    pub(crate) fn forget(self) {
        self.error.set(None);
    }

    /// Asks, unless an answer is on its way already. `done` gets it, if the page is still there then.
    pub(crate) fn run<T: 'static>(
        self,
        call: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.error.set(None);
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = within(call).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => done(answer),
                Err(error) => self.error.set(Some(error)),
            }
        });
    }
}

/// The number of what somebody wants done. The same want keeps its number until it is done: asked again after a
/// lost answer, it happens once.
#[derive(Clone, Copy)]
pub(crate) struct Intent(StoredValue<Option<(Command, CommandId)>>);

impl Intent {
    /// Nothing wanted yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The command with its number.
    pub(crate) fn envelope(self, command: Command, seen_seq: u64) -> Envelope<Command> {
        let known = self.0.with_value(|last| last.as_ref().filter(|(last, _)| *last == command).map(|(_, id)| *id));
        let intent_id = known.unwrap_or_else(fresh);
        self.0.set_value(Some((command.clone(), intent_id)));
        Envelope { intent_id, seen_seq, command }
    }

    /// It is done: the same again is another intent.
    pub(crate) fn done(self) {
        self.0.set_value(None);
    }
}

/// Carries a command out. One that changes nothing, because its one item was refused, fails with the reason.
pub(crate) async fn carry_out(org: String, envelope: Envelope<Command>) -> Result<Answer, ApiError> {
    let answer = perform(org, envelope).await?;
    match answer.refused.first() {
        Some(refused) if answer.events.is_empty() => {
            Err(ApiError::Refused { refusal: refused.refusal.clone(), clash: refused.clash.clone() })
        }
        _ => Ok(answer),
    }
}

/// A number that no other intent has.
fn fresh() -> CommandId {
    #[expect(clippy::disallowed_methods, reason = "an intent is the browser's own")]
    let id = uuid::Uuid::new_v4();
    CommandId(id)
}

#[cfg(feature = "hydrate")]
mod clock {
    use std::future::{Future, poll_fn};
    use std::pin::pin;
    use std::sync::{Arc, Mutex, PoisonError};
    use std::task::{Poll, Waker};
    use std::time::Duration;

    use leptos::prelude::set_timeout;

    use crate::api::error::ApiError;

    /// The longest that anybody looks at a spinner.
    const PATIENCE: Duration = Duration::from_secs(10);

    #[derive(Default)]
    struct Bell {
        rung: bool,
        waiting: Option<Waker>,
    }

    pub(super) async fn race<T>(call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        let bell = Arc::new(Mutex::new(Bell::default()));
        let rings = Arc::clone(&bell);
        set_timeout(
            move || {
                let mut bell = rings.lock().unwrap_or_else(PoisonError::into_inner);
                bell.rung = true;
                if let Some(waiting) = bell.waiting.take() {
                    waiting.wake();
                }
            },
            PATIENCE,
        );
        let mut call = pin!(call);
        poll_fn(move |context| {
            if let Poll::Ready(answer) = call.as_mut().poll(context) {
                return Poll::Ready(answer);
            }
            let mut bell = bell.lock().unwrap_or_else(PoisonError::into_inner);
            if bell.rung {
                return Poll::Ready(Err(ApiError::Offline));
            }
            bell.waiting = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}
