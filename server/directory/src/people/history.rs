//! What was done to a person.

use super::{Doers, Names, Seen, see, users_among};
use crate::entity::organization;
use crate::{Caller, Directory, OrgRef, Result, events};
use domain::{Authority, Change, Deed, Event, HISTORY_PAGE, History, HistoryEntry, OrgId, PersonId, UserId, allow};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

impl Directory {
    /// What was done to one of an organization's people, the newest first: a page of what is older than the event
    /// numbered `before`.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the organization, or the person, is not the caller's to see;
    /// [`crate::Error::Refused`] when they may not read it; [`crate::Error::SignedOut`]; [`crate::Error::Database`].
    pub async fn person_history(
        &self,
        caller: &Caller,
        org: &OrgRef,
        person: PersonId,
        before: Option<u64>,
    ) -> Result<History> {
        let (org, by) = self.reader(caller, org).await?;
        let seen = see(self.read(), &org, &by, person, self.now()).await?;
        if let Err(refusal) = allow::view_history(&by) {
            let attempt = (person.uuid().to_string(), &refusal);
            self.note_refused(caller, Some(org.id), "view_history", [attempt]).await;
            return Err(refusal.into());
        }
        page(self.read(), &org, &by, &seen, before).await
    }
}

/// A page of somebody's history, that of the invitations which they accepted included.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    by: &Authority,
    seen: &Seen,
    before: Option<u64>,
) -> Result<History> {
    let subjects = match seen {
        Seen::Invitation(invitation) => vec![invitation.id.0],
        Seen::User(user) => subjects_of_user(db, org.id, user.id).await?,
    };
    let mut found = events::about(db, org.id, &subjects, before, HISTORY_PAGE + 1).await?;
    let more = found.len() > HISTORY_PAGE;
    found.truncate(HISTORY_PAGE);
    let doers = Doers::of(db, org, by, users_among(found.iter().map(|event| event.actor))).await?;
    let names = Names::of(db, org, by, &found).await?;
    let entry = |event: Event| {
        let (seq, door) = (event.seq, event.door);
        let deed = Deed { by: doers.name(event.actor), at: event.at };
        Some(HistoryEntry { seq, deed, door, what: names.happened(event.change)? })
    };
    Ok(History { entries: found.into_iter().filter_map(entry).collect(), more })
}

/// The ids that events about a user are about: their own, and those of the invitations which they accepted.
pub(crate) async fn subjects_of_user(db: &impl ConnectionTrait, org: OrgId, user: UserId) -> Result<Vec<Uuid>> {
    let joined = events::of_kind(db, org, user.0, "user_joined").await?;
    let accepted = joined.iter().filter_map(|event| match &event.change {
        Change::UserJoined { invitation, .. } => invitation.map(|invitation| invitation.0),
        _ => None,
    });
    Ok(std::iter::once(user.0).chain(accepted).collect())
}
