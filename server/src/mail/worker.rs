//! The worker that empties the outbox.

use super::{Sender, Server, compose};
use crate::supervise::supervised;
use directory::{Directory, Mail, MailOutcome};
use lettre::message::Mailbox;
use lettre::transport::smtp::Error as SmtpError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::task::{JoinHandle, JoinSet};

/// Mails due later are looked for so often; a fresh one wakes the worker.
const LOOK_EVERY: Duration = Duration::from_secs(3);
/// Mails under way at once: one that hangs does not hold the others.
const AT_ONCE: usize = 8;
/// At the end, mails under way get so long.
const END_WITHIN: Duration = Duration::from_secs(10);

/// Wakes the worker: there may be mails to send. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Post(Arc<Notify>);

impl Post {
    /// Something was committed.
    pub fn look(&self) {
        self.0.notify_one();
    }
}

/// The running worker.
#[derive(Debug)]
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// What the worker works with.
#[derive(Clone)]
struct Sending {
    directory: Directory,
    sender: Sender,
    from: Mailbox,
}

impl Worker {
    /// Starts it. Should it break, it is started again; mails that were under way are tried again once their lease is over.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn start(directory: Directory, server: &Server, from: Mailbox, post: Post) -> Result<Self, SmtpError> {
        let sending = Sending { directory, sender: server.sender()?, from };
        let (stop, stopped) = watch::channel(false);
        let ending = stopped.clone();
        let task = supervised("the mail worker", ending, move || run(sending.clone(), post.clone(), stopped.clone()));
        Ok(Self { stop, task })
    }

    /// Lets mails under way end, then stops.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        if self.task.await.is_err() {
            tracing::error!("the mail worker had broken");
        }
    }
}

async fn run(sending: Sending, post: Post, mut stopped: watch::Receiver<bool>) {
    let mut tries = JoinSet::new();
    while !*stopped.borrow() {
        #[cfg(test)]
        crate::supervise::fault::point("the mail worker");
        let free = AT_ONCE.saturating_sub(tries.len());
        let mails = sending.due(free).await;
        let more = free > 0 && mails.len() == free;
        for mail in mails {
            let sending = sending.clone();
            tries.spawn(async move { sending.attempt(&mail).await });
        }
        if more {
            continue;
        }
        tokio::select! {
            () = post.0.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            Some(_) = tries.join_next() => {}
            _ = stopped.changed() => {}
        }
    }
    // What does not end in time is tried again once its lease is over.
    let _ = tokio::time::timeout(END_WITHIN, async { while tries.join_next().await.is_some() {} }).await;
}

impl Sending {
    /// Takes what is due now. In a task of its own, so that one that breaks does not end the worker.
    async fn due(&self, most: usize) -> Vec<Mail> {
        if most == 0 {
            return Vec::new();
        }
        let directory = self.directory.clone();
        let most = u64::try_from(most).unwrap_or(1);
        match tokio::spawn(async move { directory.claim_mails(most).await }).await {
            Ok(Ok(mails)) => mails,
            Ok(Err(error)) => {
                tracing::error!(%error, "the outbox cannot be read");
                Vec::new()
            }
            Err(error) => {
                tracing::error!(%error, "reading the outbox broke");
                Vec::new()
            }
        }
    }

    async fn attempt(&self, mail: &Mail) {
        let within = self.sender.mail_within();
        let outcome = match compose(mail, &self.from) {
            Ok(message) => match tokio::time::timeout(within, self.sender.send(&message)).await {
                Ok(Ok(())) => MailOutcome::Sent,
                Ok(Err(error)) => outcome(&error),
                Err(_) => MailOutcome::Later(format!("no answer within {} s", within.as_secs())),
            },
            Err(super::NotALetter::Sealed) => MailOutcome::Later(super::NotALetter::Sealed.to_string()),
            Err(error) => MailOutcome::Refused(error.to_string()),
        };
        match &outcome {
            MailOutcome::Sent => tracing::info!(mail = %mail.id, "sent"),
            MailOutcome::Later(said) => tracing::warn!(mail = %mail.id, said, "not sent, to be tried again"),
            MailOutcome::Refused(said) => tracing::warn!(mail = %mail.id, said, "refused"),
        }
        if let Err(error) = self.directory.report_mail(mail, &outcome).await {
            tracing::error!(mail = %mail.id, %error, "what came of a mail cannot be written down");
        }
    }
}

/// 5xx says that it never will be taken, unless it is about how we signed in; everything else may pass.
fn outcome(error: &SmtpError) -> MailOutcome {
    const LOGIN: [&str; 4] = ["530", "534", "535", "538"];
    let said = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    let code = error.status().map(|code| code.to_string()).unwrap_or_default();
    if error.is_permanent() && !LOGIN.contains(&code.as_str()) {
        MailOutcome::Refused(said)
    } else {
        MailOutcome::Later(said)
    }
}
