//! How long things took.

use std::time::{Duration, Instant};

/// The machine's own clock.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
pub fn now() -> Instant {
    Instant::now()
}

/// Times, of which the middle and the ends are told.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// One more.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// All of others.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time that so many in a hundred do not pass; nothing of none.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(at).copied().unwrap_or_default()
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ms = |percent| self.percentile(percent).as_secs_f64() * 1_000.0;
        write!(f, "{}: median {:.1} ms, p99 {:.1} ms, most {:.1} ms", self.count(), ms(50), ms(99), ms(100))
    }
}
