//! What changes without an event: each stream that hears everything is told of it.

use super::Hub;
use axum::body::Bytes;
use directory::Hearing;
use domain::OrgId;
use roster::Beside;
use std::collections::BTreeMap;
use tokio::sync::mpsc::error::TrySendError;

/// A page that comes has its people from a little before: what changed within so long is told to it, in ms.
const WITHIN_MS: i64 = 60_000;

/// What was told of each organization, of that time.
pub(super) type Known = BTreeMap<OrgId, Beside>;

impl Hub {
    /// Looks what changed, and tells each stream what is new to it.
    pub(super) async fn look_beside(&self, known: &mut Known) {
        let orgs: Vec<OrgId> = self.streams().by_org.keys().copied().collect();
        known.retain(|org, _| orgs.contains(org));
        for org in orgs {
            let now = match self.directory.beside_events(org, WITHIN_MS).await {
                Ok(now) => now,
                // What is wrong with one organization keeps nothing from the others.
                Err(error) => {
                    tracing::warn!(%error, %org, "it was not looked what changed without an event");
                    continue;
                }
            };
            let before = known.insert(org, now.clone()).unwrap_or_default();
            let (to_new, to_others) = (message(&now), message(&now.without(&before)));
            self.streams().retain_in(org, |_, stream| {
                let hears = stream.listener.as_ref().is_some_and(|listener| listener.hearing == Hearing::Everything);
                if !hears {
                    return true;
                }
                let message = if stream.beside { &to_others } else { &to_new };
                stream.beside = true;
                let Some(message) = message else { return true };
                match stream.queue.try_send(message.clone()) {
                    Ok(()) => true,
                    Err(TrySendError::Full(_)) => {
                        stream.behind = true;
                        true
                    }
                    Err(TrySendError::Closed(_)) => false,
                }
            });
        }
    }
}

/// The message that tells it; none of nothing.
fn message(beside: &Beside) -> Option<Bytes> {
    let json = (!beside.is_empty()).then(|| serde_json::to_string(beside).ok()).flatten()?;
    Some(Bytes::from(format!("event: beside\ndata: {json}\n\n")))
}
