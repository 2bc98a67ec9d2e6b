//! Asking a command to stop before it is committed.
//!
//! Who asks says so twice: here, to the command that runs in this process, and in the table of intents, where the
//! command itself is to write its answer. That table has one row for an intent, and so whoever writes it first is
//! right: the command is done, or it is cancelled, here and on every other server of the same database, and both
//! requests are told the same. What stands here only makes a command end sooner.

use crate::{Error, Result};
use domain::CommandId;
use sea_orm::DatabaseTransaction;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Whose intent.
type Key = (String, CommandId);

/// The intents that somebody works on, or wants stopped.
#[derive(Debug, Default)]
pub(crate) struct Stops(Arc<Mutex<HashMap<Key, Held>>>);

/// What is known of one, and how many hold it.
#[derive(Debug, Default)]
struct Held {
    asked: Arc<Asked>,
    holders: usize,
}

#[derive(Debug, Default)]
struct Asked {
    to_stop: AtomicBool,
    /// Looks until it is asked to stop.
    #[cfg(test)]
    after: Mutex<Option<usize>>,
}

impl Stops {
    /// The intent's. All who hold it at the same time hold the same.
    pub(crate) fn of(&self, actor: &str, intent: CommandId) -> Stop {
        let key = (actor.to_owned(), intent);
        let mut all = lock(&self.0);
        let held = all.entry(key.clone()).or_default();
        held.holders += 1;
        Stop { key, asked: Arc::clone(&held.asked), all: Arc::clone(&self.0) }
    }
}

#[cfg(test)]
impl Stops {
    /// Whether nobody holds any.
    pub(crate) fn is_empty(&self) -> bool {
        lock(&self.0).is_empty()
    }
}

/// Whether one intent is to stop.
#[derive(Debug)]
pub(crate) struct Stop {
    key: Key,
    asked: Arc<Asked>,
    all: Arc<Mutex<HashMap<Key, Held>>>,
}

impl Stop {
    /// Asks whoever works on it to stop.
    pub(crate) fn ask(&self) {
        self.asked.to_stop.store(true, Ordering::SeqCst);
    }

    /// Looks whether to go on.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when it was asked to stop.
    pub(crate) fn check(&self) -> Result<()> {
        #[cfg(test)]
        self.count_down();
        if self.asked.to_stop.load(Ordering::SeqCst) { Err(Error::Cancelled) } else { Ok(()) }
    }
}

#[cfg(test)]
impl Stop {
    /// Asks, once it was looked so often.
    pub(crate) fn ask_after(&self, looks: usize) {
        *lock(&self.asked.after) = Some(looks);
    }

    fn count_down(&self) {
        match &mut *lock(&self.asked.after) {
            Some(0) => self.ask(),
            Some(looks) => *looks -= 1,
            None => {}
        }
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        let mut all = lock(&self.all);
        let Some(held) = all.get_mut(&self.key) else { return };
        held.holders -= 1;
        if held.holders == 0 {
            all.remove(&self.key);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A transaction in which a command writes, for as long as it is not asked to stop.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    tx: &'a DatabaseTransaction,
    stop: Option<&'a Stop>,
}

impl<'a> Writer<'a> {
    /// Writes that nobody stops.
    pub(crate) fn to_the_end(tx: &'a DatabaseTransaction) -> Self {
        Self { tx, stop: None }
    }

    /// Writes that end when it is asked to stop.
    pub(crate) fn until(tx: &'a DatabaseTransaction, stop: &'a Stop) -> Self {
        Self { tx, stop: Some(stop) }
    }

    /// The transaction, for the next statement.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    pub(crate) fn tx(self) -> Result<&'a DatabaseTransaction> {
        self.stop.map_or(Ok(()), Stop::check)?;
        Ok(self.tx)
    }
}
