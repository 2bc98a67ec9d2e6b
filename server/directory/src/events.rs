//! Events as stored: numbered, hash-chained, personal texts apart. How, is said in the package `chain`.

use crate::entity::event;
use crate::secret::random;
use crate::stop::Writer;
use crate::store::bulk;
use crate::store::row::{number, stored};
use crate::{Caller, Error, Result};
use ::chain::{GENESIS, Link, actor_columns, commit, commit_ip, hash_of, reveal, subject_columns};
use domain::{Actor, Change, CommandId, Door, EVENT_SCHEMA, Event, InvitationId, OrgId, PersonId, Timestamp, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveEnum as _, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

/// The end of an organization's chain of events, and those that are yet to be stored.
pub(crate) struct Chain {
    org: OrgId,
    seq: u64,
    hash: Vec<u8>,
    rows: Vec<event::ActiveModel>,
    words: Option<Words>,
}

/// What events that follow one another say, so that their hashes can be told wherever they come to stand.
#[derive(Default)]
pub(crate) struct Words {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Words {
    fn add(&mut self, words: &[u8]) {
        self.bytes.extend_from_slice(words);
        self.ends.push(self.bytes.len());
    }

    /// The hashes of the events, the hash before each and its own, where they follow on an event of that number and hash.
    pub(crate) fn hashes_after(&self, seq: u64, hash: Vec<u8>) -> impl ExactSizeIterator<Item = [Vec<u8>; 2]> {
        let (mut seq, mut hash, mut start) = (seq, hash, 0);
        self.ends.iter().map(move |end| {
            seq += 1;
            let next = hash_of(&hash, seq, &self.bytes[start..*end]).to_vec();
            start = *end;
            [std::mem::replace(&mut hash, next.clone()), next]
        })
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

/// An event's row as it stands there, whatever it says: of a door that is none, too.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Stored {
    seq: i64,
    at: Timestamp,
    actor_kind: String,
    actor_id: Option<UserId>,
    door: String,
    kind: String,
    schema_version: i32,
    subject_kind: String,
    subject_id: Option<Uuid>,
    command_id: CommandId,
    body: String,
    personal: Option<String>,
    ip: Option<String>,
    previous_hash: Vec<u8>,
    hash: Vec<u8>,
}

impl From<Stored> for Link {
    fn from(row: Stored) -> Self {
        Self {
            seq: number(row.seq),
            at: row.at,
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            door: row.door,
            kind: row.kind,
            schema_version: row.schema_version,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            command: row.command_id,
            body: row.body,
            personal: row.personal,
            ip: row.ip,
            previous_hash: row.previous_hash,
            hash: row.hash,
        }
    }
}

/// A stored event as it is known.
///
/// # Errors
/// [`Error::Corrupt`] when it cannot be read.
pub(crate) fn read(row: &event::Model) -> Result<Event> {
    let personal: Vec<[String; 2]> = row.personal.as_deref().map_or_else(|| Ok(Vec::new()), serde_json::from_str)?;
    let body = reveal(serde_json::from_str(&row.body)?, "", &mut personal.into_iter());
    let actor = match (row.actor_kind.as_str(), row.actor_id) {
        ("user", Some(user)) => Actor::User(user),
        ("operator", _) => Actor::Operator,
        ("system", _) => Actor::System,
        (other, _) => return Err(Error::Corrupt(format!("event {} has the actor {other}", row.seq))),
    };
    Ok(Event {
        seq: number(row.seq),
        at: row.at,
        actor,
        door: row.door,
        command: row.command_id,
        change: serde_json::from_value::<Change>(body)?.settled(number(row.seq)),
    })
}

/// The events that a command caused, in order.
pub(crate) async fn of_command(db: &impl ConnectionTrait, org: OrgId, command: CommandId) -> Result<Vec<Event>> {
    let rows = event::Entity::find()
        .filter(event::Column::OrgId.eq(org))
        .filter(event::Column::CommandId.eq(command))
        .order_by_asc(event::Column::Seq)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// Gives `each` event that a command caused, in order, some at a time.
pub(crate) async fn each_of_command(
    db: &impl ConnectionTrait,
    org: OrgId,
    command: CommandId,
    mut each: impl FnMut(&Event) -> Result<()>,
) -> Result<()> {
    const AT_ONCE: u64 = 500;
    let ends: Option<(Option<i64>, Option<i64>)> = event::Entity::find()
        .select_only()
        .column_as(event::Column::Seq.min(), "first")
        .column_as(event::Column::Seq.max(), "last")
        .filter(event::Column::OrgId.eq(org))
        .filter(event::Column::CommandId.eq(command))
        .into_tuple()
        .one(db)
        .await?;
    let Some((Some(first), Some(last))) = ends else { return Ok(()) };
    let mut next = first;
    while next <= last {
        // By their numbers, which follow one another; whose they are is looked at here.
        let rows = event::Entity::find()
            .filter(event::Column::OrgId.eq(org))
            .filter(event::Column::Seq.between(next, last))
            .order_by_asc(event::Column::Seq)
            .limit(AT_ONCE)
            .all(db)
            .await?;
        let Some(end) = rows.last().map(|row| row.seq) else { return Ok(()) };
        for row in rows.iter().filter(|row| row.command_id == command) {
            each(&read(row)?)?;
        }
        next = end + 1;
    }
    Ok(())
}

/// The event of that number, if there is one.
pub(crate) async fn at(db: &impl ConnectionTrait, org: OrgId, seq: u64) -> Result<Option<Event>> {
    event::Entity::find_by_id((org, stored(seq))).one(db).await?.as_ref().map(read).transpose()
}

/// The events after the one numbered `after`, up to `last`, in order.
pub(crate) async fn between(db: &impl ConnectionTrait, org: OrgId, after: u64, last: u64) -> Result<Vec<Event>> {
    let rows = event::Entity::find()
        .filter(event::Column::OrgId.eq(org))
        .filter(event::Column::Seq.between(stored(after + 1), stored(last)))
        .order_by_asc(event::Column::Seq)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// The events about these subjects that are older than the one numbered `before`, the newest first.
pub(crate) async fn about(
    db: &impl ConnectionTrait,
    org: OrgId,
    subjects: &[Uuid],
    before: Option<u64>,
    most: usize,
) -> Result<Vec<Event>> {
    let mut query = event::Entity::find()
        .filter(event::Column::OrgId.eq(org))
        .filter(event::Column::SubjectId.is_in(subjects.iter().copied()))
        .order_by_desc(event::Column::Seq)
        .limit(most as u64);
    if let Some(before) = before {
        query = query.filter(event::Column::Seq.lt(stored(before)));
    }
    query.all(db).await?.iter().map(read).collect()
}

/// Gives `each` event that came after a moment, the newest first.
pub(crate) async fn since(
    db: &impl ConnectionTrait,
    org: OrgId,
    at: Timestamp,
    mut each: impl FnMut(&Event),
) -> Result<()> {
    const AT_ONCE: u64 = 500;
    let mut before = i64::MAX;
    loop {
        // By their numbers, of which there is an index; the moment is looked at here.
        let rows = event::Entity::find()
            .filter(event::Column::OrgId.eq(org))
            .filter(event::Column::Seq.lt(before))
            .order_by_desc(event::Column::Seq)
            .limit(AT_ONCE)
            .all(db)
            .await?;
        let recent = rows.iter().take_while(|row| row.at > at);
        for row in recent.clone() {
            each(&read(row)?);
        }
        let all = recent.count() == rows.len();
        match rows.last().filter(|_| all) {
            Some(last) => before = last.seq,
            None => return Ok(()),
        }
    }
}

/// The events of a kind about a subject, in order.
pub(crate) async fn of_kind(db: &impl ConnectionTrait, org: OrgId, subject: Uuid, kind: &str) -> Result<Vec<Event>> {
    let rows = event::Entity::find()
        .filter(event::Column::OrgId.eq(org))
        .filter(event::Column::SubjectId.eq(subject))
        .filter(event::Column::Kind.eq(kind))
        .order_by_asc(event::Column::Seq)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// The last of them.
pub(crate) async fn last_of_kind(
    db: &impl ConnectionTrait,
    org: OrgId,
    subject: Uuid,
    kind: &str,
) -> Result<Option<Event>> {
    Ok(of_kind(db, org, subject, kind).await?.pop())
}

/// To whom something happened after a moment.
pub(crate) async fn people_since(db: &impl ConnectionTrait, org: OrgId, at: Timestamp) -> Result<Vec<PersonId>> {
    let mut people = Vec::new();
    for (kind, person) in
        [("user", (|id| UserId(id).into()) as fn(Uuid) -> PersonId), ("invitation", |id| InvitationId(id).into())]
    {
        let query = event::Entity::find()
            .select_only()
            .column(event::Column::SubjectId)
            .distinct()
            .filter(event::Column::OrgId.eq(org))
            .filter(event::Column::At.gt(at))
            .filter(event::Column::SubjectKind.eq(kind))
            .filter(event::Column::SubjectId.is_not_null());
        people.extend(query.into_tuple::<Uuid>().all(db).await?.into_iter().map(person));
    }
    Ok(people)
}

/// Gives `each` event of some kinds that came after a moment and not after another, in order or backwards.
pub(crate) async fn of_kinds(
    db: &impl ConnectionTrait,
    org: OrgId,
    kinds: &[&str],
    (after, until): (Timestamp, Timestamp),
    order: Order,
    mut each: impl FnMut(&Event),
) -> Result<()> {
    const AT_ONCE: u64 = 500;
    let mut last = None::<i64>;
    loop {
        let mut query = event::Entity::find()
            .filter(event::Column::OrgId.eq(org))
            .filter(event::Column::Kind.is_in(kinds.iter().copied()))
            .filter(event::Column::At.gt(after))
            .filter(event::Column::At.lte(until))
            .order_by(event::Column::Seq, order.clone())
            .limit(AT_ONCE);
        if let Some(last) = last {
            let seq = event::Column::Seq;
            query = query.filter(if order == Order::Desc { seq.lt(last) } else { seq.gt(last) });
        }
        let rows = query.all(db).await?;
        for row in &rows {
            each(&read(row)?);
        }
        match rows.last() {
            Some(row) => last = Some(row.seq),
            None => return Ok(()),
        }
    }
}

/// Gives `each` event about these subjects that came by a moment, in order.
pub(crate) async fn about_until(
    db: &impl ConnectionTrait,
    org: OrgId,
    subjects: &[Uuid],
    until: Timestamp,
    mut each: impl FnMut(&Event),
) -> Result<()> {
    let query = event::Entity::find()
        .filter(event::Column::SubjectId.is_in(subjects.iter().copied()))
        .filter(event::Column::OrgId.eq(org))
        .filter(event::Column::At.lte(until))
        .order_by_asc(event::Column::Seq);
    for row in query.all(db).await? {
        each(&read(&row)?);
    }
    Ok(())
}
