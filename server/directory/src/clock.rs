//! Time and fresh ids: the only place that asks the machine for either.

use domain::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use uuid::{ContextV7, Uuid};

/// What the machine's clock says, unless it was set back while the program runs: then what it would say had it not been
/// (F-13), so that nothing is good for longer.
fn machine_now() -> Timestamp {
    /// When the program first asked, by the clock that is set and by the one that is not.
    static FIRST: OnceLock<(i64, Instant)> = OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    let (since, running) = (SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(), Instant::now());
    let says = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    let (first, at) = *FIRST.get_or_init(|| (says, running));
    steady(says, first, running.saturating_duration_since(at).as_millis())
}

/// The later of what a clock says and what it said at `first`, so many ms ago. One that was set ahead by mistake and
/// back again is right again.
fn steady(says: i64, first: i64, ago_ms: u128) -> Timestamp {
    Timestamp(says.max(first.saturating_add(i64::try_from(ago_ms).unwrap_or(i64::MAX))))
}

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
            Source::Machine => machine_now(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f_13_a_clock_that_is_set_back_is_not_followed_and_one_set_right_is() {
        let first = 1_000_000;
        for (says, ago_ms, is) in [
            (1_000_500, 500, 1_000_500),
            // Set back by an hour, and by more than all of time.
            (1_000_500 - 3_600_000, 500, 1_000_500),
            (0, 86_400_000, 87_400_000),
            // Set ahead, or asleep meanwhile.
            (5_000_000, 500, 5_000_000),
            // Set ahead by mistake, and back again.
            (1_001_000, 1_000, 1_001_000),
        ] {
            assert_eq!(steady(says, first, ago_ms), Timestamp(is), "{says} after {ago_ms}");
        }
        let (earlier, later) = (Clock::machine().now(), Clock::machine().now());
        assert!(earlier <= later && earlier.0 > 1_700_000_000_000);
    }
}
