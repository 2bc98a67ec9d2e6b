//! Work in tasks of its own: to its end even when whoever asked goes away, or beside the request altogether.

use crate::{Directory, Error, Result};
use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Notify;

/// What runs beside requests.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    running: AtomicUsize,
    done: Notify,
}

impl Directory {
    /// Runs a change to its end, even when the caller goes away: all of it happens, or nothing.
    pub(crate) async fn detached<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        tokio::spawn(work).await.map_err(|error| Error::Internal(error.to_string()))?
    }

    /// Starts work that nobody waits for; failures go to the log.
    pub(crate) fn beside(&self, work: impl Future<Output = Result<()>> + Send + 'static) {
        self.inner.beside.running.fetch_add(1, Ordering::SeqCst);
        let running = Running(self.clone());
        tokio::spawn(async move {
            if let Err(error) = work.await {
                tracing::warn!(%error, "work beside a request failed");
            }
            drop(running);
        });
    }

    /// Waits until nothing runs beside requests: before stopping, and in tests.
    pub async fn settled(&self) {
        loop {
            let done = self.inner.beside.done.notified();
            if self.inner.beside.running.load(Ordering::SeqCst) == 0 {
                return;
            }
            done.await;
        }
    }
}

/// Counts down even when the work panics.
struct Running(Directory);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.inner.beside.running.fetch_sub(1, Ordering::SeqCst);
        self.0.inner.beside.done.notify_waiters();
    }
}
