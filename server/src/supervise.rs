//! What runs beside requests is started again when it breaks (F-16): a panic there is no request's, and nobody else would
//! hear of it.

use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// How long to wait before something is started again.
#[derive(Clone, Copy, Debug)]
struct Waits {
    /// The first time.
    first: Duration,
    /// At most: each wait is twice the one before.
    most: Duration,
}

const WAITS: Waits = Waits { first: Duration::from_secs(1), most: Duration::from_secs(60) };

impl Waits {
    /// The wait after one of `before` (none, the first time) and a run of `ran`: what ran for long begins anew.
    fn next(self, before: Option<Duration>, ran: Duration) -> Duration {
        match before {
            Some(before) if ran <= self.most => (before * 2).min(self.most),
            _ => self.first,
        }
    }
}

/// Runs what `start` makes until it ends by itself, or `stopped` says so while it waits to be started again.
pub fn supervised<F>(
    what: &'static str,
    stopped: watch::Receiver<bool>,
    start: impl FnMut() -> F + Send + 'static,
) -> JoinHandle<()>
where
    F: Future<Output = ()> + Send + 'static,
{
    tokio::spawn(run(what, WAITS, stopped, start))
}

async fn run<F>(what: &'static str, waits: Waits, mut stopped: watch::Receiver<bool>, mut start: impl FnMut() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut wait = None;
    loop {
        let since = Instant::now();
        // A task of its own, so that a panic ends that alone.
        let Err(error) = tokio::spawn(start()).await else { return };
        let next = waits.next(wait, since.elapsed());
        tracing::error!(%error, again_in_s = next.as_secs(), "{what} broke and is started again");
        tokio::select! {
            () = tokio::time::sleep(next) => {}
            // Whoever could stop it is gone: so is what it is for.
            _ = stopped.wait_for(|stop| *stop) => return,
        }
        wait = Some(next);
    }
}

/// Where a test has what is supervised break. It is not in the program.
#[cfg(test)]
pub(crate) mod fault {
    use std::collections::BTreeMap;
    use std::sync::{Mutex, PoisonError};

    static ARMED: Mutex<BTreeMap<&'static str, usize>> = Mutex::new(BTreeMap::new());

    /// Breaks so many times from now on.
    pub(crate) fn arm(what: &'static str, times: usize) {
        ARMED.lock().unwrap_or_else(PoisonError::into_inner).insert(what, times);
    }

    /// How many times it is still to break.
    pub(crate) fn left(what: &'static str) -> usize {
        ARMED.lock().unwrap_or_else(PoisonError::into_inner).get(what).copied().unwrap_or(0)
    }

    /// Breaks, if it is to.
    pub(crate) fn point(what: &'static str) {
        let breaks = match ARMED.lock().unwrap_or_else(PoisonError::into_inner).get_mut(what) {
            Some(times) if *times > 0 => {
                *times -= 1;
                true
            }
            _ => false,
        };
        assert!(!breaks, "{what} breaks, as a test wants");
    }
}

#[cfg(test)]
mod workers;

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn f_16_the_waits_grow_and_begin_anew_after_a_long_run() {
        let (mut wait, mut seconds) = (None, Vec::new());
        for ran in [0, 0, 0, 0, 0, 0, 0, 0, 60, 61, 0] {
            let next = WAITS.next(wait, Duration::from_secs(ran));
            seconds.push(next.as_secs());
            wait = Some(next);
        }
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 60, 60, 60, 1, 2]);
    }

    /// What breaks so often and ends well then. With how often it was started.
    fn breaks(times: usize) -> (Arc<AtomicUsize>, impl FnMut() -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>>) {
        let starts = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&starts);
        let start = move || {
            let start = counted.fetch_add(1, Ordering::SeqCst);
            let work: std::pin::Pin<Box<dyn Future<Output = ()> + Send>> =
                Box::pin(async move { assert!(start >= times, "it breaks") });
            work
        };
        (starts, start)
    }

    #[tokio::test]
    async fn f_16_what_breaks_is_started_again_until_it_ends_well() {
        let waits = Waits { first: Duration::from_millis(1), most: Duration::from_millis(2) };
        for times in [0, 1, 7] {
            let (starts, start) = breaks(times);
            let (_stop, stopped) = watch::channel(false);
            run("a test", waits, stopped, start).await;
            assert_eq!(starts.load(Ordering::SeqCst), times + 1);
        }
    }

    #[tokio::test]
    async fn f_16_what_waits_to_be_started_again_is_stopped_at_once() {
        let waits = Waits { first: Duration::from_secs(3_600), most: Duration::from_secs(3_600) };
        let (starts, start) = breaks(usize::MAX);
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(run("a test", waits, stopped, start));
        while starts.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        stop.send_replace(true);
        task.await.expect("it ended");
        assert_eq!(starts.load(Ordering::SeqCst), 1);
    }
}
