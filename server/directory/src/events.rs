//! Events as stored: numbered, hash-chained, personal texts apart. How, is said in the package `chain`.

use crate::entity::event;
use crate::store::gathered;
use crate::store::row::{number, stored};
use crate::{Error, Result};
use ::chain::{Link, reveal};
pub(crate) use chain::{Chain, Words};
use domain::{Actor, Change, CommandId, Event, InvitationId, OrgId, PersonId, Timestamp, UserId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

mod chain;

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
        change: change(row.seq, &row.body, row.personal.as_deref())?,
    })
}

/// What a stored event changed, with the personal texts in it.
fn change(seq: i64, body: &str, personal: Option<&str>) -> Result<Change> {
    let change: Change = if body.contains(COMMITMENT) {
        let personal: Vec<[String; 2]> = personal.map_or_else(|| Ok(Vec::new()), serde_json::from_str)?;
        serde_json::from_value(reveal(serde_json::from_str(body)?, "", &mut personal.into_iter()))?
    } else {
        serde_json::from_str(body)?
    };
    Ok(change.settled(number(seq)))
}

/// What a body has in it that has commitments in place of texts ([`::chain::commit`]).
const COMMITMENT: &str = "\"$\"";

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

/// Gives `each` event that came after a moment, the newest first. Not those just before an import that let them pass by
/// ([`domain::ImportScope::passes_by`]): its events are older by a few seconds.
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
    use event::Column::{At, OrgId, SubjectId, SubjectKind};
    let query = event::Entity::find()
        .distinct()
        .filter(OrgId.eq(org))
        .filter(At.gt(at))
        .filter(SubjectKind.is_in(["user", "invitation"]))
        .filter(SubjectId.is_not_null());
    let found: Vec<(String, Uuid)> = gathered::columns(db, query, &[SubjectKind, SubjectId]).await?;
    let person = |(kind, id): (String, Uuid)| match kind.as_str() {
        "user" => PersonId::User(UserId(id)),
        _ => PersonId::Invitation(InvitationId(id)),
    };
    Ok(found.into_iter().map(person).collect())
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
    const AT_ONCE: usize = 500;
    let mut last = None::<i64>;
    loop {
        let mut query = event::Entity::find()
            .filter(event::Column::OrgId.eq(org))
            .filter(event::Column::Kind.is_in(kinds.iter().copied()))
            .filter(event::Column::At.gt(after))
            .filter(event::Column::At.lte(until))
            .order_by(event::Column::Seq, order.clone())
            .limit(AT_ONCE as u64);
        if let Some(last) = last {
            let seq = event::Column::Seq;
            query = query.filter(if order == Order::Desc { seq.lt(last) } else { seq.gt(last) });
        }
        let rows = query.all(db).await?;
        for row in &rows {
            each(&read(row)?);
        }
        // Each look goes through all of the organization's events: none for nothing.
        match rows.last().filter(|_| rows.len() == AT_ONCE) {
            Some(row) => last = Some(row.seq),
            None => return Ok(()),
        }
    }
}

/// Gives `each` change of these subjects that was made by a moment, and when it was, in order.
pub(crate) async fn changes_until(
    db: &impl ConnectionTrait,
    org: OrgId,
    subjects: &[Uuid],
    until: Timestamp,
    mut each: impl FnMut(&Change, Timestamp),
) -> Result<()> {
    use event::Column::{At, Body, OrgId, Personal, Seq, SubjectId};
    let query = event::Entity::find()
        .filter(SubjectId.is_in(subjects.iter().copied()))
        .filter(OrgId.eq(org))
        .filter(At.lte(until));
    let mut rows: Vec<(i64, Timestamp, String, Option<String>)> =
        gathered::columns(db, query, &[Seq, At, Body, Personal]).await?;
    rows.sort_unstable_by_key(|(seq, ..)| *seq);
    for (seq, at, body, personal) in rows {
        each(&change(seq, &body, personal.as_deref())?, at);
    }
    Ok(())
}
