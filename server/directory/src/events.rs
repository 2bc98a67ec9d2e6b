//! Events as stored: numbered, hash-chained, personal texts apart.
//!
//! A personal text is kept beside the event with a random salt; in the event itself stands its commitment,
//! `SHA-256(salt ‖ text)`, and the chain hashes commitments only: erasing somebody's texts breaks no hash.

use crate::entity::event;
use crate::secret::{random, sha256};
use crate::stop::Writer;
use crate::store::bulk;
use crate::store::row::{number, stored};
use crate::{Caller, Error, Result};
use domain::{Actor, Change, CommandId, EVENT_SCHEMA, Event, OrgId, PersonId, Subject, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The end of an organization's chain of events, and those that are yet to be stored.
pub(crate) struct Chain {
    org: OrgId,
    seq: u64,
    hash: Vec<u8>,
    rows: Vec<event::ActiveModel>,
}

impl Chain {
    /// A new organization's.
    pub(crate) fn begin(org: OrgId) -> Self {
        Self::after(org, 0, vec![0; 32])
    }

    /// Goes on after the event of that number and hash.
    pub(crate) fn after(org: OrgId, seq: u64, hash: Vec<u8>) -> Self {
        Self { org, seq, hash, rows: Vec::new() }
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
        let change = change.settled(self.seq);
        let event = Event { seq: self.seq, at, actor, door: caller.door, command, change };
        let mut personal = Vec::new();
        let body = serde_json::to_string(&commit(serde_json::to_value(&event.change)?, "", &mut personal))?;
        let (subject_kind, subject_id) = subject(&event.change.subject());
        let (actor_kind, actor_id) = actor_columns(actor);
        let previous = std::mem::take(&mut self.hash);
        self.hash = link_hash(&previous, &event, &body, caller.ip.as_deref());
        self.rows.push(event::ActiveModel {
            org_id: Set(self.org),
            seq: Set(stored(self.seq)),
            at: Set(at),
            actor_kind: Set(actor_kind.to_owned()),
            actor_id: Set(actor_id),
            door: Set(caller.door),
            kind: Set(event.change.kind().to_owned()),
            schema_version: Set(EVENT_SCHEMA),
            subject_kind: Set(subject_kind.to_owned()),
            subject_id: Set(subject_id),
            command_id: Set(command),
            body: Set(body),
            personal: Set(Some(serde_json::to_string(&personal)?)),
            ip: Set(caller.ip.clone()),
            previous_hash: Set(previous),
            hash: Set(self.hash.clone()),
        });
        Ok(event)
    }

    /// The rows of the events that were added since, for whoever stores them another way.
    pub(crate) fn take_rows(&mut self) -> Vec<event::ActiveModel> {
        std::mem::take(&mut self.rows)
    }

    /// Stores the events that were added.
    ///
    /// # Errors
    /// [`Error::Cancelled`]; [`Error::Database`].
    pub(crate) async fn store(&mut self, writer: Writer<'_>) -> Result<()> {
        bulk::insert(writer, self.take_rows()).await
    }
}

fn link_hash(previous: &[u8], event: &Event, body: &str, ip: Option<&str>) -> Vec<u8> {
    let (actor_kind, actor_id) = actor_columns(event.actor);
    let head = serde_json::json!([
        event.seq,
        event.at,
        actor_kind,
        actor_id,
        event.door,
        event.change.kind(),
        EVENT_SCHEMA,
        event.command,
        ip.map(|ip| hex::encode(sha256(ip.as_bytes()))),
    ]);
    sha256(&[previous, head.to_string().as_bytes(), b"\n", body.as_bytes()].concat())
}

fn actor_columns(actor: Actor) -> (&'static str, Option<domain::UserId>) {
    match actor {
        Actor::User(user) => ("user", Some(user)),
        Actor::Operator => ("operator", None),
        Actor::System => ("system", None),
    }
}

fn subject(subject: &Subject) -> (&'static str, Option<Uuid>) {
    match subject {
        Subject::Person(PersonId::User(user)) => ("user", Some(user.0)),
        Subject::Person(PersonId::Invitation(invitation)) => ("invitation", Some(invitation.0)),
        Subject::Team(team) => ("team", Some(team.0)),
        Subject::Role(role) => ("role", Some(role.0)),
        Subject::Organization => ("organization", None),
        Subject::Address(_) => ("address", None),
    }
}

/// The keys whose texts are about a person.
fn is_personal(key: &str) -> bool {
    matches!(key, "name" | "email" | "reason" | "note")
}

/// Puts commitments in place of personal texts, and those, with their salts, into `personal`. Texts of
/// `user_renamed`, `user_email_changed` and `invitation_readdressed` stand under `before` and `after`.
fn commit(value: Value, under: &str, personal: &mut Vec<[String; 2]>) -> Value {
    let Value::Object(fields) = value else { return value };
    let renames = matches!(under, "user_renamed" | "user_email_changed" | "invitation_readdressed");
    let done: Map<String, Value> = fields
        .into_iter()
        .map(|(key, value)| {
            let hide = is_personal(&key) || (renames && matches!(key.as_str(), "before" | "after"));
            let value = match value {
                Value::String(text) if hide => {
                    let salt = hex::encode(random::<16>());
                    let commitment = hex::encode(sha256(format!("{salt}{text}").as_bytes()));
                    personal.push([salt, text]);
                    serde_json::json!({ "$": commitment })
                }
                other => commit(other, &key, personal),
            };
            (key, value)
        })
        .collect();
    Value::Object(done)
}

/// What an erased text reads as.
const ERASED: &str = "erased";
/// What an erased address reads as: still one, to which nothing can be sent (RFC 2606).
const ERASED_ADDRESS: &str = "erased@erased.invalid";

/// Puts the texts back where their commitments stand.
fn reveal(value: Value, under: &str, personal: &mut impl Iterator<Item = [String; 2]>) -> Value {
    let Value::Object(fields) = value else { return value };
    let changes_address = matches!(under, "user_email_changed" | "invitation_readdressed");
    let revealed = fields.into_iter().map(|(key, value)| {
        if !is_commitment(&value) {
            let value = reveal(value, &key, personal);
            return (key, value);
        }
        let address = key == "email" || (changes_address && matches!(key.as_str(), "before" | "after"));
        let erased = if address { ERASED_ADDRESS } else { ERASED };
        let text = personal.next().map_or_else(|| erased.to_owned(), |[_, text]| text);
        (key, Value::String(text))
    });
    Value::Object(revealed.collect())
}

fn is_commitment(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| fields.len() == 1 && fields.contains_key("$"))
}

fn read(row: &event::Model) -> Result<Event> {
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
        change: serde_json::from_value(body)?,
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

/// The event of that number, if there is one.
pub(crate) async fn at(db: &impl ConnectionTrait, org: OrgId, seq: u64) -> Result<Option<Event>> {
    event::Entity::find_by_id((org, stored(seq))).one(db).await?.as_ref().map(read).transpose()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_texts_leave_the_event_and_come_back() {
        let body = serde_json::json!({"user_joined": {"user": {"name": "Ana", "email": "ana@x.test", "role": "r"}}});
        let mut personal = Vec::new();
        let committed = commit(body.clone(), "", &mut personal);
        assert!(!committed.to_string().contains("Ana") && !committed.to_string().contains("ana@x.test"));
        assert_eq!(reveal(committed.clone(), "", &mut personal.into_iter()), body);
        let erased = reveal(committed, "", &mut std::iter::empty());
        let erased = &erased["user_joined"]["user"];
        assert_eq!(erased["name"], "erased");
        let address = erased["email"].as_str().map(domain::EmailAddress::parse);
        assert!(address.is_some_and(|address| address.is_ok()), "what was erased can still be read");
    }
}
