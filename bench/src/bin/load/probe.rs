//! What somebody feels of what others do.

use crate::client::{Asked, Client};
use crate::times::{Times, now};
use anyhow::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;

/// It is asked so often.
const EVERY: Duration = Duration::from_millis(20);

/// Somebody who asks the same again and again.
#[derive(Debug)]
pub struct Probe {
    ends: Arc<AtomicBool>,
    times: JoinHandle<Times>,
}

impl Probe {
    /// Begins to ask.
    pub fn of(client: &Arc<Client>, asked: Asked) -> Self {
        let (client, ends) = (Arc::clone(client), Arc::new(AtomicBool::new(false)));
        let until = Arc::clone(&ends);
        let times = tokio::spawn(async move {
            let mut times = Times::default();
            let mut clock = tokio::time::interval(EVERY);
            while !until.load(Ordering::Relaxed) {
                clock.tick().await;
                let since = now();
                if client.ask(&asked).await.is_ok_and(|answer| answer.status == 200) {
                    times.add(since.elapsed());
                }
            }
            times
        });
        Self { ends, times }
    }

    /// Ends; how long each answer took that was one.
    pub async fn end(self) -> Result<Times> {
        self.ends.store(true, Ordering::Relaxed);
        Ok(self.times.await?)
    }
}
