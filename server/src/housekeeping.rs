//! Now and then, what nobody needs any more is taken out of the database, people are told what ends soon, and those who
//! wait for a seat are sent their invitations.

use crate::supervise::supervised;
use directory::Directory;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// So often it is looked whose turn for a seat has come.
const EVERY: Duration = Duration::from_secs(5);
/// So many looks later it is looked again whom to tell.
const REMIND_EVERY: u32 = 12;
/// So many looks later it is cleaned again.
const CLEAN_EVERY: u32 = 60 * REMIND_EVERY;

/// The running task.
#[derive(Debug)]
pub struct Housekeeping {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Housekeeping {
    /// Starts it, by doing all of it once; again, should it break.
    #[must_use]
    pub fn start(directory: Directory) -> Self {
        let (stop, stopped) = watch::channel(false);
        let ending = stopped.clone();
        let task = supervised("the housekeeping", ending, move || run(directory.clone(), stopped.clone()));
        Self { stop, task }
    }

    /// Lets a cleaning under way end, then stops.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        if self.task.await.is_err() {
            tracing::error!("the housekeeping had broken");
        }
    }
}

async fn run(directory: Directory, mut stopped: watch::Receiver<bool>) {
    for look in (0..CLEAN_EVERY).cycle() {
        if *stopped.borrow() {
            break;
        }
        #[cfg(test)]
        crate::supervise::fault::point("the housekeeping");
        // On a full disk all of this waits.
        let room = directory.look_for_room().await.is_ok();
        if room {
            send_waiting(&directory).await;
        }
        if room && look % REMIND_EVERY == 0 {
            remind(&directory).await;
        }
        if room && look == 0 {
            clean(&directory).await;
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// Whom one that fails does not send theirs, the next does.
async fn send_waiting(directory: &Directory) {
    match directory.send_waiting().await {
        Ok(0) => {}
        Ok(people) => tracing::info!(people, "invited, who waited for a seat"),
        Err(error) => tracing::warn!(%error, "those who wait for a seat could not be invited"),
    }
}

/// Whom one that fails does not tell, the next does.
async fn remind(directory: &Directory) {
    match directory.remind_invited().await {
        Ok(0) => {}
        Ok(people) => tracing::info!(people, "reminded of their invitation"),
        Err(error) => tracing::warn!(%error, "nobody was reminded of their invitation"),
    }
    match directory.look_for_dormant().await {
        Ok((0, 0)) => {}
        Ok((suspended, reminded)) => tracing::info!(suspended, reminded, "who had not come for long"),
        Err(error) => tracing::warn!(%error, "it was not looked who has not come for long"),
    }
    match directory.remind().await {
        Ok(0) => {}
        Ok(people) => tracing::info!(people, "told that their access ends"),
        Err(error) => tracing::warn!(%error, "nobody was told that their access ends"),
    }
    match directory.ring_alarms().await {
        Ok(0) => {}
        Ok(views) => tracing::info!(views, "alarms rang"),
        Err(error) => tracing::warn!(%error, "the alarms of saved views were not looked after"),
    }
}

/// One that fails is made good by the next.
async fn clean(directory: &Directory) {
    match directory.clean().await {
        Ok(cleaned) if cleaned.is_empty() => {}
        Ok(cleaned) => tracing::info!(sessions = cleaned.sessions, mails = cleaned.mails, "cleaned"),
        Err(error) => tracing::warn!(%error, "the database was not cleaned"),
    }
}
