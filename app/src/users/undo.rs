//! Taking the last change back, from its message or by Ctrl/Cmd+Z.

use domain::{Answer, Command, CommandId};
use leptos::prelude::GetUntracked;
use leptos::task::spawn_local;

use super::state::PageState;
use crate::api::call::fresh_intent;
use crate::api::error::ApiError;
use crate::text::{edits as text, errors, refusal};
use crate::ui::Toasts;

impl PageState {
    /// Says what was done, with a way back. What changed nothing says nothing.
    pub(crate) fn offer_undo(self, words: String, answer: &Answer) {
        if answer.events.is_empty() {
            return;
        }
        self.offer_undo_of(words, answer.command);
    }

    /// Likewise, of a command that answered in its own way.
    pub(crate) fn offer_undo_of(self, words: String, command: CommandId) {
        self.toasts.with_undo(words, move || self.undo(fresh_intent(), command));
    }

    /// Takes a command back, as far as it can be, and says what became of it. The message outlives the page, and so
    /// does what it offers: a page that is there shows it, else whichever is there now is told.
    fn undo(self, intent: CommandId, command: CommandId) {
        let undo = self.perform_as(intent, Command::Undo { command });
        spawn_local(async move {
            let answer = undo.await;
            if answer.is_ok() && !self.is_here() {
                self.session.tell_undone();
            }
            say(self.toasts, &answer, move || self.undo(intent, command));
        });
    }

    /// Whether this page is still the one that is shown.
    pub(super) fn is_here(self) -> bool {
        self.loaded.try_get_untracked().is_some()
    }
}

/// Says what became of an Undo. `again` sends it once more, as the same intent: it is offered where it is not known to
/// have been refused.
pub(crate) fn say(toasts: Toasts, answer: &Result<Answer, ApiError>, again: impl Fn() + Send + Sync + 'static) {
    match answer {
        Ok(answer) => match answer.refused.first().map(|refused| refusal::refusal(&refused.refusal)) {
            None => toasts.success(text::undone()),
            Some(why) if answer.events.is_empty() => toasts.failure(text::not_undone(&why)),
            Some(why) => toasts.failure(text::undone_in_part(&why)),
        },
        Err(error @ (ApiError::Offline | ApiError::Failed { .. } | ApiError::Busy { .. })) => {
            toasts.with_retry(text::not_undone(&errors::words(error)), again);
        }
        Err(error) => toasts.failure(text::not_undone(&errors::words(error))),
    }
}
