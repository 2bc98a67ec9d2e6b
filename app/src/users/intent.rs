//! The number of what somebody wants done: sent again after a lost answer, it is done once.

use domain::{Command, CommandId};
use leptos::prelude::*;

use super::send::fresh_intent;

/// The last want and its number.
#[derive(Clone, Copy)]
pub(crate) struct Intent(StoredValue<Option<(Command, CommandId)>>);

impl Intent {
    /// Nothing wanted yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The number of this want: the same as before if it is the same.
    pub(crate) fn of(self, command: &Command) -> CommandId {
        let known = self.0.with_value(|last| last.as_ref().filter(|(last, _)| last == command).map(|(_, id)| *id));
        let id = known.unwrap_or_else(fresh_intent);
        self.0.set_value(Some((command.clone(), id)));
        id
    }

    /// It was answered: the same again is another intent.
    pub(crate) fn done(self) {
        self.0.set_value(None);
    }
}
