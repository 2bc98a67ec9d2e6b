//! An event as it is stored: a link of the chain.

use crate::{hexed, sha256, texts};
use domain::{Actor, CommandId, PersonId, Subject, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// What stands in the place of a hash before the first event.
pub const GENESIS: [u8; 32] = [0; 32];

/// An event as it is stored, with every column but its organization's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// `user`, `operator` or `system`.
    pub actor_kind: String,
    /// Which user.
    pub actor_id: Option<UserId>,
    /// By which way.
    pub door: String,
    /// What, by name.
    pub kind: String,
    /// The form of `body`.
    pub schema_version: i32,
    /// What kind of thing it is about.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// The command that caused it.
    pub command: CommandId,
    /// What, as JSON, with commitments for personal texts.
    pub body: String,
    /// Those texts with their salts, as JSON; `None` once they are erased.
    pub personal: Option<String>,
    /// From where: a commitment, as [`crate::commit_ip`] makes it; the address stands last in `personal`. In events of before
    /// 2026-11-27 it is the address itself.
    pub ip: Option<String>,
    /// The hash of the event before, as it says.
    #[serde(with = "hexed")]
    pub previous_hash: Vec<u8>,
    /// Its own, as it says.
    #[serde(with = "hexed")]
    pub hash: Vec<u8>,
}

/// An event's address as it is hashed.
#[derive(Serialize)]
#[serde(untagged)]
enum Hashed<'a> {
    Commitment {
        #[serde(rename = "$")]
        commitment: &'a str,
    },
    /// The hash of the address itself.
    Address(String),
}

impl Link {
    /// From where, if it is known: not once it is erased.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        texts::address(self.ip.as_deref(), self.personal.as_deref())
    }

    /// The hash that follows from what it says and the one before.
    #[must_use]
    pub fn hash_after(&self, previous: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new_with_prefix(previous);
        // A hash takes all there is.
        let _ = self.write(&mut hash);
        hash.finalize().into()
    }

    /// What is hashed of it after its number: the same wherever in a chain it comes to stand.
    #[must_use]
    pub fn words(&self) -> Vec<u8> {
        let mut words = Vec::with_capacity(self.body.len() + 256);
        // As does memory.
        let _ = self.write(&mut words);
        words.split_off(before_words(self.seq).len())
    }

    /// Writes what is hashed after the hash before. Nothing in it cannot be written.
    fn write(&self, to: &mut impl std::io::Write) -> std::io::Result<()> {
        let ip = self.ip.as_deref().map(|ip| match texts::ip_commitment(ip) {
            Some(commitment) => Hashed::Commitment { commitment },
            None => Hashed::Address(hex::encode(sha256(ip.as_bytes()))),
        });
        let head = (
            self.seq,
            self.at,
            &self.actor_kind,
            self.actor_id,
            &self.door,
            &self.kind,
            self.schema_version,
            self.command,
            ip,
        );
        serde_json::to_writer(&mut *to, &head)?;
        to.write_all(b"\n")?;
        to.write_all(self.body.as_bytes())
    }
}

/// The hash of an event of that number with these [`Link::words`].
#[must_use]
pub fn hash_of(previous: &[u8], seq: u64, words: &[u8]) -> [u8; 32] {
    Sha256::new_with_prefix(previous).chain_update(before_words(seq)).chain_update(words).finalize().into()
}

fn before_words(seq: u64) -> String {
    format!("[{seq}")
}

/// How an actor is stored: its kind, and which user.
#[must_use]
pub fn actor_columns(actor: Actor) -> (&'static str, Option<UserId>) {
    match actor {
        Actor::User(user) => ("user", Some(user)),
        Actor::Operator => ("operator", None),
        Actor::System => ("system", None),
    }
}

/// How a subject is stored: its kind, and which one.
#[must_use]
pub fn subject_columns(subject: &Subject) -> (&'static str, Option<Uuid>) {
    match subject {
        Subject::Person(PersonId::User(user)) => ("user", Some(user.0)),
        Subject::Person(PersonId::Invitation(invitation)) => ("invitation", Some(invitation.0)),
        Subject::Team(team) => ("team", Some(team.0)),
        Subject::Role(role) => ("role", Some(role.0)),
        Subject::Bundle(bundle) => ("bundle", Some(bundle.0)),
        Subject::Organization => ("organization", None),
        Subject::Address(_) => ("address", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(ip: Option<&str>) -> Link {
        Link {
            seq: 2,
            at: Timestamp(1_764_000_000_000),
            actor_kind: "operator".to_owned(),
            actor_id: None,
            door: "cli".to_owned(),
            kind: "team_created".to_owned(),
            schema_version: 1,
            subject_kind: "team".to_owned(),
            subject_id: None,
            command: CommandId(Uuid::nil()),
            body: "{}".to_owned(),
            personal: None,
            ip: ip.map(str::to_owned),
            previous_hash: GENESIS.to_vec(),
            hash: Vec::new(),
        }
    }

    /// Computed by the program of before addresses were commitments: chains of then hold for ever.
    #[test]
    fn s_61_an_event_of_before_has_the_hash_that_it_had() {
        let hash = |ip| hex::encode(link(ip).hash_after(&GENESIS));
        assert_eq!(hash(None), "8ed78b2dc52e2b57119ef592c1f186534c5ecd46c423d9a509e9eff01ac83962");
        assert_eq!(hash(Some("192.0.2.1")), "2dc9af14bff22b7963b797bbddaa46cb631b3a48abdf73abd7b154e13c92cfaf");
    }

    #[test]
    fn its_words_are_the_same_wherever_it_stands() {
        let (here, previous) = (link(Some("192.0.2.1")), sha256(b"before"));
        let there = Link { seq: 1_048_577, ..here.clone() };
        assert_eq!(here.words(), there.words());
        assert_eq!(hash_of(&GENESIS, here.seq, &here.words()), here.hash_after(&GENESIS));
        assert_eq!(hash_of(&previous, there.seq, &here.words()), there.hash_after(&previous));
        assert_ne!(here.words(), Link { body: "[]".to_owned(), ..here.clone() }.words());
    }

    #[test]
    fn s_61_what_is_hashed_is_written_so_to_the_letter() {
        let id = Uuid::nil();
        let head = |ip| format!(r#"[2,1764000000000,"operator",null,"cli","team_created",1,"{id}",{ip}]"#);
        let hash = |head: String| sha256(&[&GENESIS[..], head.as_bytes(), b"\n{}"].concat());
        assert_eq!(link(Some("$c0ffee")).hash_after(&GENESIS), hash(head(r#"{"$":"c0ffee"}"#)));
        assert_eq!(link(None).hash_after(&GENESIS), hash(head("null")));
    }

    #[test]
    fn s_61_no_address_of_before_has_the_hash_of_a_commitment() {
        let commitment = texts::commit_ip("192.0.2.1", &mut String::new, &mut Vec::new());
        // The same digest without a salt: as a text it was an address, as an object it is a commitment.
        assert_ne!(link(Some(&commitment)).hash_after(&GENESIS), link(Some("192.0.2.1")).hash_after(&GENESIS));
    }
}
