//! Asking the server from a page: one question at a time, and none that waits for ever.

use std::future::Future;

use domain::{Answer, Command, Envelope};
use leptos::prelude::*;

use crate::api::call::send;
use crate::api::error::ApiError;
use crate::text::errors;
use crate::users::session::Session;

/// What a button, or a form, asks of the server. It is busy until the answer, which comes or fails.
#[derive(Clone, Copy)]
pub(crate) struct Ask {
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    session: Option<Session>,
}

impl Ask {
    /// Nothing asked yet.
    pub(crate) fn new() -> Self {
        Self { busy: RwSignal::new(false), error: RwSignal::new(None), session: use_context() }
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

    /// Tells the number of the event that was first, in a clash. Whoever was first is told then: the same again is no longer
    /// unseen.
    pub(crate) fn on_clash(self, told: impl Fn(u64) + 'static) {
        Effect::new(move |_| {
            if let Some(seq) = self.error.with(|error| error.as_ref().and_then(ApiError::clash)) {
                told(seq);
            }
        });
    }

    /// The session that it asks in; none outside the frame.
    pub(crate) fn session(self) -> Option<Session> {
        self.session
    }

    /// Asks, unless an answer is on its way already. Where the session is over, asks again after signing in. `done`
    /// gets the answer, if the page is still there then.
    pub(crate) fn run<T, F>(self, call: impl Fn() -> F + 'static, done: impl FnOnce(T) + 'static)
    where
        T: 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        self.follow(Session::ask(self.session, call), done);
    }

    /// Waits for what is asked in a way of its own, likewise.
    pub(crate) fn follow<T: 'static>(
        self,
        answer: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.error.set(None);
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = answer.await;
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

/// Carries a command out. One that changes nothing, because its one item was refused, fails with the reason.
pub(crate) async fn carry_out(org: String, envelope: Envelope<Command>) -> Result<Answer, ApiError> {
    let answer = send(org, envelope).await?;
    match answer.refused.first() {
        Some(refused) if answer.events.is_empty() => {
            Err(ApiError::Refused { refusal: refused.refusal.clone(), clash: refused.clash.clone() })
        }
        _ => Ok(answer),
    }
}

/// Writes what became of a field's words once they were sent, unless something else was typed into it meanwhile.
pub(crate) fn settle(field: RwSignal<String>, sent: &str, settled: String) {
    if field.with_untracked(|typed| typed == sent) {
        field.set(settled);
    }
}
