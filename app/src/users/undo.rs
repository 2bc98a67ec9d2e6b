//! Taking the last change back, from its message or by Ctrl/Cmd+Z.

use domain::{Answer, Command, CommandId};
use leptos::prelude::GetUntracked;
use leptos::task::spawn_local;

use super::state::PageState;
use crate::api::error::ApiError;
use crate::text::{edits as text, errors, refusal};
use crate::ui::Toasts;

impl PageState {
    /// Says what was done, with a way back. What changed nothing says nothing.
    pub(crate) fn offer_undo(self, words: String, answer: &Answer) {
        if answer.events.is_empty() {
            return;
        }
        let command = answer.command;
        self.toasts.with_undo(words, move || self.undo(command));
    }

    /// Takes a command back, as far as it can be, and says what became of it. The message outlives the page, and so
    /// does what it offers: a page that is there shows it, else whichever is there now is told.
    fn undo(self, command: CommandId) {
        let undo = self.perform(Command::Undo { command });
        spawn_local(async move {
            let answer = undo.await;
            if answer.is_ok() && !self.is_here() {
                self.session.tell_undone();
            }
            say(self.toasts, &answer);
        });
    }

    /// Whether this page is still the one that is shown.
    pub(super) fn is_here(self) -> bool {
        self.loaded.try_get_untracked().is_some()
    }
}

/// Says what became of an Undo.
pub(crate) fn say(toasts: Toasts, answer: &Result<Answer, ApiError>) {
    match answer {
        Ok(answer) => match answer.refused.first().map(|refused| refusal::refusal(&refused.refusal)) {
            None => toasts.success(text::UNDONE),
            Some(why) if answer.events.is_empty() => toasts.failure(text::not_undone(&why)),
            Some(why) => toasts.failure(text::undone_in_part(&why)),
        },
        Err(error) => toasts.failure(text::not_undone(&errors::words(error))),
    }
}
