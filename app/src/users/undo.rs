//! Taking the last change back, from its message or by Ctrl/Cmd+Z.

use domain::{Answer, Command, CommandId};
use leptos::task::spawn_local;

use super::state::PageState;
use crate::text::{edits as text, errors, refusal};

impl PageState {
    /// Says what was done, with a way back. What changed nothing says nothing.
    pub(crate) fn offer_undo(self, words: String, answer: &Answer) {
        if answer.events.is_empty() {
            return;
        }
        let command = answer.command;
        self.toasts.with_undo(words, move || self.undo(command));
    }

    /// Takes a command back, as far as it can be, and says what became of it.
    fn undo(self, command: CommandId) {
        let undo = self.perform(Command::Undo { command });
        spawn_local(async move {
            match undo.await {
                Ok(answer) => match answer.refused.first() {
                    None => self.toasts.success(text::UNDONE),
                    Some(refused) => {
                        self.toasts.failure(text::undone_in_part(&refusal::refusal(&refused.refusal)));
                    }
                },
                Err(error) => self.toasts.failure(text::not_undone(&errors::words(&error))),
            }
        });
    }
}
