//! Streams of what happens in organizations, to the pages that show them.
//!
//! One task looks after all streams: after each commit of this process, and twice a second for those of others. It reads
//! what is new in an organization once, and all that hear it share the bytes. What each of them may hear is read in the
//! same look at the database, and at least once a second: whoever may not any more is cut off.
//!
//! Whoever has a stream open is on the page: those who are there see each other, as far as this process knows
//! (`feed/present.rs`).

mod beside;
mod present;

use crate::supervise::supervised;
use axum::body::{Bytes, HttpBody};
use directory::{Directory, Heard, Hearing, Listener, News, Session};
use domain::{AccountId, OrgId, PersonId};
use hyper::body::Frame;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::MissedTickBehavior;

/// Of more events than this, a page is told to fetch its people anew.
pub const EVENTS_MAX: u64 = 1_000;
/// So many messages wait for a page that does not read; then it is told to fetch its people anew.
pub const QUEUE_MAX: usize = 64;
/// The most streams of one account.
pub const PER_ACCOUNT: usize = 32;
/// The most streams in all.
pub const IN_ALL: usize = 10_000;
/// So often it is looked for what other processes did.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// So often it is looked who may still listen, whatever happens.
const CHECK_EVERY: Duration = Duration::from_secs(1);
/// So often it is looked what changed without an event.
const BESIDE_EVERY: Duration = Duration::from_secs(5);
/// So often a stream says that it is alive.
const BEAT_EVERY: Duration = Duration::from_secs(15);
/// What is committed within so long is told together.
const TOGETHER: Duration = Duration::from_millis(20);

/// All streams of this process. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Feed(Arc<Hub>);

/// Why there is no stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoStream {
    /// There are as many as there may be, of the account or in all.
    TooMany,
    /// The program is about to end.
    Ending,
}

#[derive(Debug)]
struct Hub {
    directory: Directory,
    streams: Mutex<Streams>,
    /// Somebody came.
    opened: Notify,
    /// Somebody is at another row.
    moved: Notify,
    /// Whether all streams are to end.
    stop: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Streams {
    by_org: BTreeMap<OrgId, BTreeMap<u64, Stream>>,
    of_account: BTreeMap<AccountId, usize>,
    /// Whose row somebody is at.
    at: BTreeMap<(OrgId, AccountId), PersonId>,
    next: u64,
    /// Whether the task runs.
    running: bool,
    ending: bool,
}

/// One page that listens, or one for all tabs of a browser.
#[derive(Debug)]
struct Stream {
    session: Arc<Session>,
    /// The number of the last event that it was told of.
    told: u64,
    /// Whether others are told who is there.
    shown: bool,
    /// Whose it was when it was looked last.
    listener: Option<Listener>,
    /// Who is there too, as it was told last.
    present: Option<Bytes>,
    /// It was told what changed without an event before it came.
    beside: bool,
    /// It did not read, and has missed something.
    behind: bool,
    queue: mpsc::Sender<Bytes>,
}

impl Feed {
    /// No stream yet.
    #[must_use]
    pub fn new(directory: Directory) -> Self {
        let (opened, moved, stop) = (Notify::new(), Notify::new(), watch::Sender::new(false));
        Self(Arc::new(Hub { directory, streams: Mutex::default(), opened, moved, stop }))
    }

    /// Opens a stream of what happens in an organization after the event numbered `after`; `shown` has others be told that
    /// whoever listens is there.
    ///
    /// # Errors
    /// [`NoStream`].
    pub fn open(&self, org: OrgId, session: Session, after: u64, shown: bool) -> Result<Messages, NoStream> {
        let mut streams = self.0.streams();
        if streams.ending {
            return Err(NoStream::Ending);
        }
        let all: usize = streams.of_account.values().sum();
        let own = streams.of_account.entry(session.account).or_default();
        if *own >= PER_ACCOUNT || all >= IN_ALL {
            return Err(NoStream::TooMany);
        }
        *own += 1;
        let (queue, messages) = mpsc::channel(QUEUE_MAX);
        // Whoever asked knows at once that it is heard.
        let _ = queue.try_send(beat());
        let session = Arc::new(session);
        let stream =
            Stream { session, told: after, shown, listener: None, present: None, beside: false, behind: false, queue };
        streams.next += 1;
        let number = streams.next;
        streams.by_org.entry(org).or_default().insert(number, stream);
        if !std::mem::replace(&mut streams.running, true) {
            let hub = Arc::clone(&self.0);
            supervised("the feed", self.0.stop.subscribe(), move || look_after(Arc::clone(&hub)));
        }
        drop(streams);
        self.0.opened.notify_one();
        Ok(Messages(messages))
    }

    /// Notes whose row somebody is at, or that they are at none. Whoever has no stream of the organization is not there.
    pub fn stand(&self, org: OrgId, account: AccountId, at: Option<PersonId>) {
        let mut streams = self.0.streams();
        let is_there = |stream: &Stream| stream.session.account == account;
        if streams.by_org.get(&org).is_some_and(|of| of.values().any(is_there)) {
            match at {
                Some(person) => streams.at.insert((org, account), person),
                None => streams.at.remove(&(org, account)),
            };
            drop(streams);
            self.0.moved.notify_one();
        }
    }

    /// How many streams are open.
    #[must_use]
    pub fn open_streams(&self) -> usize {
        self.0.streams().of_account.values().sum()
    }

    /// Tells every page to connect again, and ends all streams; there is none any more.
    pub fn end(&self) {
        let mut streams = self.0.streams();
        streams.ending = true;
        for stream in streams.by_org.values().flat_map(BTreeMap::values) {
            let _ = stream.queue.try_send(Bytes::from_static(b"event: reconnect\ndata:\n\n"));
        }
        streams.by_org.clear();
        streams.of_account.clear();
        drop(streams);
        self.0.stop.send_replace(true);
        self.0.opened.notify_one();
    }
}

/// A stream's messages, as an answer's body: server-sent events, the same piece of memory for all who hear them.
#[derive(Debug)]
pub struct Messages(mpsc::Receiver<Bytes>);

impl HttpBody for Messages {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|message| message.map(|message| Ok(Frame::data(message))))
    }
}

/// A comment: it says nothing, but that the stream is alive.
fn beat() -> Bytes {
    Bytes::from_static(b":\n\n")
}

/// Looks after the streams until there is none. Should it break, it is started again: no stream ends for it, or misses anything.
async fn look_after(hub: Arc<Hub>) {
    let mut committed = hub.directory.committed();
    let mut told_beside = beside::Known::default();
    let [mut look, mut check, mut beside, mut beat] =
        [LOOK_EVERY, CHECK_EVERY, BESIDE_EVERY, BEAT_EVERY].map(|every| {
            let mut clock = tokio::time::interval(every);
            clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
            clock
        });
    while !hub.is_over() {
        let mut checks = false;
        tokio::select! {
            () = hub.moved.notified() => {
                hub.streams().tell_present();
                tokio::time::sleep(TOGETHER).await;
                continue;
            }
            _ = committed.changed() => tokio::time::sleep(TOGETHER).await,
            () = hub.opened.notified() => {}
            _ = look.tick() => {}
            _ = check.tick() => checks = true,
            _ = beside.tick() => {
                hub.look_beside(&mut told_beside).await;
                continue;
            }
            _ = beat.tick() => hub.beat(),
        }
        #[cfg(test)]
        crate::supervise::fault::point("the feed");
        if let Err(error) = hub.look(checks).await {
            tracing::warn!(%error, "it was not looked what happened");
        }
        hub.streams().tell_present();
    }
}

impl Hub {
    fn streams(&self) -> MutexGuard<'_, Streams> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is no stream; the next one starts the task again.
    fn is_over(&self) -> bool {
        let mut streams = self.streams();
        streams.retain(|_, stream| !stream.queue.is_closed());
        let over = streams.by_org.is_empty();
        streams.running = !over;
        if over {
            streams.at.clear();
        }
        over
    }

    fn beat(&self) {
        for stream in self.streams().by_org.values().flat_map(BTreeMap::values) {
            let _ = stream.queue.try_send(beat());
        }
    }

    /// Tells each stream what is new to it, and looks, as far as somebody is told or if `check` says so, who may listen.
    async fn look(&self, check: bool) -> directory::Result<()> {
        let orgs: Vec<OrgId> = self.streams().by_org.keys().copied().collect();
        let last = self.directory.last_events(&orgs).await?;
        for org in orgs {
            let Some(&seq) = last.get(&org) else {
                self.streams().retain(|of, _| of != org);
                continue;
            };
            for (told, audience) in self.audiences(org, seq, check) {
                // What is wrong with one organization keeps nothing from the others.
                if let Err(error) = self.tell(org, told, audience).await {
                    tracing::warn!(%error, %org, "its streams were not told what happened");
                }
            }
        }
        Ok(())
    }

    /// Tells streams what happened after the event that they were told of last.
    async fn tell(&self, org: OrgId, told: u64, audience: Vec<(u64, Arc<Session>)>) -> directory::Result<()> {
        let (numbers, sessions): (Vec<u64>, Vec<Arc<Session>>) = audience.into_iter().unzip();
        let heard = self.directory.listen(org, &sessions, told, EVENTS_MAX).await?;
        let messages = Told::of(&heard);
        let mut listeners: BTreeMap<u64, Listener> = numbers.into_iter().zip(heard.listeners).collect();
        self.streams().retain_in(org, |number, stream| match listeners.remove(&number) {
            Some(listener) => stream.tell(listener, heard.seq, &messages),
            None => true,
        });
        Ok(())
    }

    /// The streams to look after, by what they were told last.
    fn audiences(&self, org: OrgId, seq: u64, check: bool) -> BTreeMap<u64, Vec<(u64, Arc<Session>)>> {
        let mut audiences: BTreeMap<u64, Vec<_>> = BTreeMap::new();
        for (&number, stream) in self.streams().by_org.get(&org).into_iter().flatten() {
            if check || stream.told != seq || stream.listener.is_none() {
                audiences.entry(stream.told).or_default().push((number, Arc::clone(&stream.session)));
            }
        }
        audiences
    }
}

impl Streams {
    /// Ends the streams that do not stay.
    fn retain(&mut self, mut stays: impl FnMut(OrgId, &Stream) -> bool) {
        for org in self.by_org.keys().copied().collect::<BTreeSet<_>>() {
            self.retain_in(org, |_, stream| stays(org, stream));
        }
    }

    /// Ends the streams of an organization that do not stay.
    fn retain_in(&mut self, org: OrgId, mut stays: impl FnMut(u64, &mut Stream) -> bool) {
        let Some(streams) = self.by_org.get_mut(&org) else { return };
        streams.retain(|&number, stream| {
            let stays = stays(number, stream);
            if !stays && let Some(own) = self.of_account.get_mut(&stream.session.account) {
                *own -= 1;
            }
            stays
        });
        if streams.is_empty() {
            self.by_org.remove(&org);
        }
        self.of_account.retain(|_, own| *own > 0);
    }
}

/// The messages that tell of one look.
struct Told {
    /// The events; `None` when there is none.
    events: Option<Bytes>,
    /// Something happened.
    look: Bytes,
    /// More happened than is told one by one.
    refresh: Bytes,
}

impl Told {
    fn of(heard: &Heard) -> Self {
        let seq = heard.seq;
        let refresh = Bytes::from(format!("event: refresh\nid: {seq}\ndata: {seq}\n\n"));
        let events = match &heard.news {
            News::TooMany => Some(refresh.clone()),
            News::Events(events) if events.is_empty() => None,
            News::Events(events) => match serde_json::to_string(events) {
                Ok(json) => Some(Bytes::from(format!("id: {seq}\ndata: {json}\n\n"))),
                Err(_) => Some(refresh.clone()),
            },
        };
        let look = Bytes::from(format!("event: look\nid: {seq}\ndata: {seq}\n\n"));
        Self { events, look, refresh }
    }
}

impl Stream {
    /// Tells it what is new, as far as it may hear that. Whether it goes on.
    fn tell(&mut self, listener: Listener, seq: u64, told: &Told) -> bool {
        let hearing = listener.hearing;
        let before = self.listener.replace(listener).map(|before| before.hearing);
        let happened = std::mem::replace(&mut self.told, seq) != seq;
        let changed = before.is_some_and(|before| before != hearing);
        let message = match hearing {
            Hearing::Nothing => return false,
            Hearing::Everything | Hearing::Something if self.behind || changed => Some(&told.refresh),
            Hearing::Everything => told.events.as_ref(),
            Hearing::Something => happened.then_some(&told.look),
        };
        let Some(message) = message else { return true };
        match self.queue.try_send(message.clone()) {
            Ok(()) => self.behind = false,
            Err(TrySendError::Full(_)) => self.behind = true,
            Err(TrySendError::Closed(_)) => return false,
        }
        true
    }
}
