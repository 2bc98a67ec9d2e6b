//! The end of a chain, and what is added to it.

use crate::entity::event;
use crate::secret::random;
use crate::stop::Writer;
use crate::store::bulk;
use crate::store::row::stored;
use crate::{Caller, Error, Result};
use ::chain::{GENESIS, Link, actor_columns, commit, commit_ip, hash_of, subject_columns};
use domain::{Actor, Change, CommandId, Door, EVENT_SCHEMA, Event, OrgId, Timestamp};
use sea_orm::ActiveEnum as _;
use sea_orm::ActiveValue::Set;

/// The end of an organization's chain of events, and those that are yet to be stored.
pub(crate) struct Chain {
    org: OrgId,
    seq: u64,
    hash: Vec<u8>,
    rows: Vec<event::ActiveModel>,
    words: Option<Words>,
}

/// What events that follow one another say, packed, so that their hashes can be told wherever they come to stand.
#[derive(Default)]
pub(crate) struct Words {
    packed: Vec<Vec<u8>>,
    bytes: Vec<u8>,
    /// How long each is.
    lengths: Vec<usize>,
}

impl Words {
    /// So many bytes are packed at once.
    const AT_ONCE: usize = 256 * 1024;

    fn add(&mut self, words: &[u8]) {
        self.bytes.extend_from_slice(words);
        self.lengths.push(words.len());
        if self.bytes.len() >= Self::AT_ONCE {
            self.packed.push(lz4_flex::compress_prepend_size(&self.bytes));
            self.bytes.clear();
        }
    }

    /// The hashes of the events, the hash before each and its own, where they follow on an event of that number and hash.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when they cannot be unpacked.
    pub(crate) fn hashes_after(&self, mut seq: u64, mut hash: Vec<u8>) -> Result<Vec<[Vec<u8>; 2]>> {
        let (mut hashes, mut lengths) = (Vec::with_capacity(self.lengths.len()), self.lengths.iter());
        let unpacked = self.packed.iter().map(|packed| lz4_flex::decompress_size_prepended(packed));
        for bytes in unpacked.chain([Ok(self.bytes.clone())]) {
            let bytes =
                bytes.map_err(|error| Error::Corrupt(format!("what events say cannot be unpacked: {error}")))?;
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                let next = lengths.next().and_then(|length| rest.split_at_checked(*length));
                let (words, after) = next.ok_or_else(|| Error::Corrupt("what events say is cut off".to_owned()))?;
                (rest, seq) = (after, seq + 1);
                let own = hash_of(&hash, seq, words).to_vec();
                hashes.push([std::mem::replace(&mut hash, own.clone()), own]);
            }
        }
        Ok(hashes)
    }
}

impl Chain {
    /// A new organization's.
    pub(crate) fn begin(org: OrgId) -> Self {
        Self::after(org, 0, GENESIS.to_vec())
    }

    /// Goes on after the event of that number and hash.
    pub(crate) fn after(org: OrgId, seq: u64, hash: Vec<u8>) -> Self {
        Self { org, seq, hash, rows: Vec::new(), words: None }
    }

    /// Has it keep what the events say that are added from now on.
    pub(crate) fn keeping_words(self) -> Self {
        Self { words: Some(Words::default()), ..self }
    }

    /// The number of the last event.
    pub(crate) fn seq(&self) -> u64 {
        self.seq
    }

    /// Adds an event. Gives it as it is now known.
    ///
    /// # Errors
    /// [`Error::Corrupt`] for a change that is no JSON.
    pub(crate) fn add(
        &mut self,
        caller: &Caller,
        actor: Actor,
        command: CommandId,
        at: Timestamp,
        change: Change,
    ) -> Result<Event> {
        self.seq += 1;
        let mut personal = Vec::new();
        let mut salt = || hex::encode(random::<16>());
        // What it says does not depend on where it stands: whoever reads it sets the numbers.
        let change = change.settled(0);
        let body = commit(serde_json::to_value(&change)?, "", &mut salt, &mut personal);
        let event = Event { seq: self.seq, at, actor, door: caller.door, command, change: change.settled(self.seq) };
        let ip = caller.ip.as_deref().map(|ip| commit_ip(ip, &mut salt, &mut personal));
        let (subject_kind, subject_id) = subject_columns(&event.change.subject());
        let (actor_kind, actor_id) = actor_columns(actor);
        let mut link = Link {
            seq: self.seq,
            at,
            actor_kind: actor_kind.to_owned(),
            actor_id,
            door: caller.door.to_value(),
            kind: event.change.kind().to_owned(),
            schema_version: EVENT_SCHEMA,
            subject_kind: subject_kind.to_owned(),
            subject_id,
            command,
            body: serde_json::to_string(&body)?,
            personal: Some(serde_json::to_string(&personal)?),
            ip,
            previous_hash: std::mem::take(&mut self.hash),
            hash: Vec::new(),
        };
        let words = link.words();
        link.hash = hash_of(&link.previous_hash, link.seq, &words).to_vec();
        self.hash.clone_from(&link.hash);
        if let Some(kept) = &mut self.words {
            kept.add(&words);
        }
        self.rows.push(row_of(self.org, caller.door, link));
        Ok(event)
    }

    /// The rows of the events that were added since, for whoever stores them another way.
    pub(crate) fn take_rows(&mut self) -> Vec<event::ActiveModel> {
        std::mem::take(&mut self.rows)
    }

    /// What the events said that were added since it was to keep that.
    pub(crate) fn into_words(self) -> Words {
        self.words.unwrap_or_default()
    }

    /// Stores the events that were added.
    ///
    /// # Errors
    /// [`Error::Cancelled`]; [`Error::Database`].
    pub(crate) async fn store(&mut self, writer: Writer<'_>) -> Result<()> {
        bulk::insert(writer, self.take_rows()).await
    }
}

fn row_of(org: OrgId, door: Door, link: Link) -> event::ActiveModel {
    event::ActiveModel {
        org_id: Set(org),
        seq: Set(stored(link.seq)),
        at: Set(link.at),
        actor_kind: Set(link.actor_kind),
        actor_id: Set(link.actor_id),
        door: Set(door),
        kind: Set(link.kind),
        schema_version: Set(link.schema_version),
        subject_kind: Set(link.subject_kind),
        subject_id: Set(link.subject_id),
        command_id: Set(link.command),
        body: Set(link.body),
        personal: Set(link.personal),
        ip: Set(link.ip),
        previous_hash: Set(link.previous_hash),
        hash: Set(link.hash),
    }
}
