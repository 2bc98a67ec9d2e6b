//! Who is on an organization's page: whoever has a stream of it open, for a page that shows people. Each is told of those whom they see.

use super::{Stream, Streams};
use app::api::present::Present;
use axum::body::Bytes;
use directory::Listener;
use domain::{AccountId, OrgId, PersonId, Scope, TeamId, UserId};
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::mpsc::error::TrySendError;

/// So many are told; of more than that, those with the smallest ids.
pub const PRESENT_MAX: usize = 50;

/// Somebody who is there, however many streams they have.
struct Somebody<'a> {
    user: UserId,
    teams: &'a [TeamId],
    at: Option<PersonId>,
}

impl Streams {
    /// Tells each stream who is there, where that is not what it was told last.
    pub(super) fn tell_present(&mut self) {
        let Self { by_org, at, .. } = self;
        if !at.is_empty() {
            let there: BTreeSet<(OrgId, AccountId)> = by_org
                .iter()
                .flat_map(|(org, streams)| streams.values().map(|stream| (*org, stream.session.account)))
                .collect();
            at.retain(|who, _| there.contains(who));
        }
        for (org, streams) in by_org {
            let messages = messages(*org, streams, at);
            for (number, message) in messages {
                if let Some(stream) = streams.get_mut(&number) {
                    stream.tell_present(message);
                }
            }
        }
    }
}

/// What each stream of an organization is to be told. Those who see everybody share the bytes.
fn messages(
    org: OrgId,
    streams: &BTreeMap<u64, Stream>,
    at: &BTreeMap<(OrgId, AccountId), PersonId>,
) -> BTreeMap<u64, Bytes> {
    let listeners = || streams.iter().filter_map(|(number, stream)| Some((*number, stream, stream.listener.as_ref()?)));
    let mut there: BTreeMap<UserId, Somebody<'_>> = BTreeMap::new();
    for (_, stream, listener) in listeners().filter(|(_, stream, _)| stream.shown) {
        if let Some(user) = listener.user {
            let at = at.get(&(org, stream.session.account)).copied();
            there.entry(user).or_insert(Somebody { user, teams: &listener.teams, at });
        }
    }
    let to_all = message(there.values().map(|one| Present { user: one.user, at: one.at }));
    listeners()
        .map(|(number, _, listener)| {
            let message = if listener.scope == Scope::Everybody { to_all.clone() } else { seen_by(listener, &there) };
            (number, message)
        })
        .collect()
}

/// Of whom a team owner is told: the people of the teams, and not at whose row they are, which may be of another.
fn seen_by(listener: &Listener, there: &BTreeMap<UserId, Somebody<'_>>) -> Bytes {
    let seen = there.values().filter(|one| listener.scope.covers(one.teams.iter().copied()));
    message(seen.map(|one| Present { user: one.user, at: None }))
}

fn message(present: impl Iterator<Item = Present>) -> Bytes {
    let present: Vec<Present> = present.take(PRESENT_MAX).collect();
    // Ids are always JSON.
    let json = serde_json::to_string(&present).unwrap_or_default();
    Bytes::from(format!("event: present\ndata: {json}\n\n"))
}

impl Stream {
    /// Where the queue is full it is told with the next look.
    fn tell_present(&mut self, message: Bytes) {
        if self.present.as_ref() == Some(&message) {
            return;
        }
        match self.queue.try_send(message.clone()) {
            Ok(()) => self.present = Some(message),
            Err(TrySendError::Full(_) | TrySendError::Closed(_)) => {}
        }
    }
}
