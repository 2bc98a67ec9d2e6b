//! Time and fresh ids: the only place that asks the machine for either.

use domain::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::{ContextV7, Uuid};

/// Where the time comes from: the machine, or a test that moves it.
#[derive(Clone, Debug, Default)]
pub struct Clock(Source);

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    Machine,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn machine() -> Self {
        Self(Source::Machine)
    }

    /// A clock that stands still until it is moved.
    #[must_use]
    pub fn set(at: Timestamp) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(at.0))))
    }

    /// What time it is (UTC).
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Machine => {
                #[expect(clippy::disallowed_methods, reason = "this is the clock")]
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Source::Set(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a set clock by `ms`; the machine's stays.
    pub fn advance(&self, ms: i64) {
        if let Source::Set(at) = &self.0 {
            at.fetch_add(ms, Ordering::SeqCst);
        }
    }

    /// A fresh id (UUID v7): later ones sort later.
    #[must_use]
    pub fn fresh_id(&self) -> Uuid {
        static ORDER: std::sync::Mutex<ContextV7> = std::sync::Mutex::new(ContextV7::new());
        let now = self.now().0.max(0).unsigned_abs();
        let nanos = u32::try_from(now % 1_000).unwrap_or(0) * 1_000_000;
        let order = ORDER.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(uuid::Timestamp::from_unix(&*order, now / 1_000, nanos))
    }
}
