//! Dialogs about what ends by itself: access, and roles that are held for a while.

mod end;
mod lend;
mod moment;

use domain::{Command, Field, Refusal, Timestamp, UserId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use end::EndDialog;
use lend::LendDialog;

use super::asking::Asking;
use super::state::PageState;
use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::text::{edits, refusal};
use crate::ui::{Drawing, Icon, drawings};

pub(super) use end::follows;
pub(super) use lend::refused as refused_to_lend;
pub(super) use moment::{Moment, MomentFields, Quick, day};

/// Whose date is about to be set, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dating {
    /// When their access ends.
    End(UserId),
    /// Until when they have a role.
    Role(UserId),
}

/// Both dialogs, closed.
#[component]
pub(super) fn DateDialogs() -> AnyView {
    view! { <EndDialog/><LendDialog/> }.into_any()
}

/// What a dialog sends, and what comes of it.
#[derive(Clone, Copy)]
struct Sending {
    page: PageState,
    dating: RwSignal<Option<Dating>>,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    intent: Intent,
}

impl Sending {
    fn new() -> Self {
        Self {
            page: PageState::expect(),
            dating: Asking::expect().dating,
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            intent: Intent::new(),
        }
    }

    /// Opens the dialog, once `take_up` has filled it, for those whom it is about.
    fn open_for(self, about: fn(Dating) -> Option<UserId>, take_up: impl Fn(UserId) + 'static) {
        Effect::new(move |_| {
            let user = self.dating.get().and_then(about);
            if let Some(user) = user {
                self.error.set(None);
                take_up(user);
            }
            self.open.set(user.is_some());
        });
    }

    fn close(self) {
        if !self.busy.get_untracked() {
            self.dating.set(None);
        }
    }

    /// Sends a command. The dialog closes with its answer; what is in the way stands in it, and `button` does it again.
    fn send(self, command: Command, said: String, button: &'static str) {
        self.error.set(None);
        self.busy.set(true);
        let answer = self.page.perform_as(self.intent.of(&command), command);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => {
                    self.intent.done();
                    self.close();
                    self.page.offer_undo(said, &answer);
                }
                Err(error) => {
                    if !matches!(error, ApiError::Offline | ApiError::Failed { .. }) {
                        self.intent.done();
                    }
                    let (why, clash) = (self.page.why(&error), error.clash().is_some());
                    self.error.set(Some(if clash { edits::clash_again(&why, button) } else { why }));
                }
            }
        });
    }

    /// What is in the way.
    fn problem(self) -> AnyView {
        view! {
            <div role="alert">
                {move || self.error.get().map(|why| view! {
                    <p class="dialog-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{why}</span></p>
                })}
            </div>
        }
        .into_any()
    }

    /// The moment that the page tells for.
    fn now(self) -> Signal<Timestamp> {
        Signal::derive(move || self.page.summary.with(|summary| summary.now))
    }
}

/// What is said of a date that is not ahead.
fn past(field: Field) -> AnyView {
    line(drawings::CIRCLE_ALERT, refusal::refusal(&Refusal::DatePast { field }))
}

/// A sentence of what follows.
fn line(icon: Drawing, words: String) -> AnyView {
    view! { <li><Icon drawing=icon/><span>{words}</span></li> }.into_any()
}
