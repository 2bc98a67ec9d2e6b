//! An organization's people as they were: the present, with what happened since taken back ([`domain::Rewind`]), and what
//! became of them between two moments.

use crate::entity::organization;
use crate::people::{Doers, users_among};
use crate::store::{bulk, everybody, load, row};
use crate::{Caller, Directory, OrgRef, Result, events};
use domain::{
    Authority, Causes, DIFFERENCES_MAX, Difference, Differs, OrgState, Refusal, Rewind, Timestamp, Turn, differences,
    past_moment,
};
use roster::{Snapshot, Source};
use sea_orm::{ConnectionTrait, Order};
use uuid::Uuid;

/// What changes more than one person; and who joined, by which invitation.
const ARRANGED: [&str; 8] = [
    "organization_changed",
    "team_created",
    "team_renamed",
    "team_deleted",
    "role_created",
    "role_changed",
    "role_deleted",
    "user_joined",
];

/// What tells by whom people changed.
const TURNS: [&str; 8] = [
    "user_joined",
    "user_state_set",
    "user_role_set",
    "user_temporary_role_set",
    "user_end_set",
    "user_teams_changed",
    "team_deleted",
    "role_changed",
];

impl Directory {
    /// The people of an organization as they are, or as they were at a moment.
    ///
    /// # Errors
    /// As [`Directory::snapshot`], or [`Directory::snapshot_as_of`].
    pub async fn snapshot_at(&self, caller: &Caller, org: &OrgRef, asked: Option<Timestamp>) -> Result<Snapshot> {
        match asked {
            Some(asked) => self.snapshot_as_of(caller, org, asked).await,
            None => self.snapshot(caller, org).await,
        }
    }

    /// The people of an organization as they were at a moment, for who may read its audit log: they look, and may change
    /// nothing.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the organization is unknown or not the caller's; [`crate::Error::Refused`] when
    /// they may not read its audit log, when the moment is beyond today, and when it is before the organization;
    /// [`crate::Error::SignedOut`]; [`crate::Error::Database`].
    pub async fn snapshot_as_of(&self, caller: &Caller, org: &OrgRef, asked: Timestamp) -> Result<Snapshot> {
        let viewer = self.historian(caller, org).await?;
        let look = self.look().await?;
        let held = crate::organizations::row_of(&look, org).await?;
        let at = past_moment(asked, self.now(), held.created_at)?;
        let OrgState { org, roles, teams, users, invitations, .. } = as_of(&look, &held, at).await?;
        look.commit().await?;
        let (users, invitations) = (Vec::from_iter(users.into_values()), Vec::from_iter(invitations.into_values()));
        let source = Source {
            org: &org,
            roles: &roles,
            teams: &teams,
            users: &users,
            invitations: &invitations,
            delivery_notes: &[],
            now: at,
            founded: held.created_at,
            past: true,
        };
        Ok(Snapshot::of(&source, &viewer.only_looking()))
    }

    /// What became of an organization's users between two moments; without `until`, up to now.
    ///
    /// # Errors
    /// As [`Directory::snapshot_as_of`], for both moments; [`crate::Error::Refused`] when the first is not before the
    /// second.
    pub async fn difference(
        &self,
        caller: &Caller,
        org: &OrgRef,
        since: Timestamp,
        until: Option<Timestamp>,
    ) -> Result<Difference> {
        let viewer = self.historian(caller, org).await?;
        let look = self.look().await?;
        let held = crate::organizations::row_of(&look, org).await?;
        let now = self.now();
        let since = past_moment(since, now, held.created_at)?;
        let until = past_moment(until.unwrap_or(now), now, held.created_at)?;
        if since >= until {
            return Err(Refusal::DaysReversed.into());
        }
        let mut causes = Causes::default();
        events::of_kinds(&look, held.id, &TURNS, (since, until), Order::Asc, |event| causes.note(event)).await?;
        let (before, after) = (as_of(&look, &held, since).await?, as_of(&look, &held, until).await?);
        let mut all = differences((&before, since), (&after, until), &causes);
        all.sort_by_cached_key(|(one, _)| (one.turn, roster::fold(one.name.as_str()), one.user));
        let count = |turn| u32::try_from(all.iter().filter(|(one, _)| one.turn == turn).count()).unwrap_or(u32::MAX);
        let counts = Turn::ALL.map(count);
        let mut named = Turn::ALL.map(|_| 0);
        all.retain(|(one, _)| {
            let number = &mut named[one.turn as usize];
            *number += 1;
            *number <= DIFFERENCES_MAX
        });
        let doers = Doers::of(&look, &held, &viewer, users_among(all.iter().filter_map(|(_, by)| *by))).await?;
        look.commit().await?;
        let named = |(one, by): (Differs, Option<_>)| Differs { by: by.map(|by| doers.name(by)), ..one };
        Ok(Difference { since, until, counts, people: all.into_iter().map(named).collect() })
    }

    /// Who looks at the past: whoever may read the audit log. Who may not is noted.
    async fn historian(&self, caller: &Caller, org: &OrgRef) -> Result<Authority> {
        Ok(self.audited(caller, org, "read_past").await?.1)
    }
}

/// An organization's state at a moment that it was there at.
async fn as_of(db: &impl ConnectionTrait, org: &organization::Model, at: Timestamp) -> Result<OrgState> {
    let (roles, teams) = (load::roles(db, org.id).await?, load::teams(db, org.id).await?);
    let mut rewind = Rewind::new(at, row::organization(org), roles, teams);
    let since = (at, Timestamp(i64::MAX));
    events::of_kinds(db, org.id, &ARRANGED, since, Order::Desc, |event| rewind.take_back(&event.change)).await?;
    for person in events::people_since(db, org.id, at).await? {
        rewind.touch(person);
    }
    let touched: Vec<Uuid> = rewind.touched().iter().map(|person| person.uuid()).collect();
    let (users, invitations) =
        (everybody::all_users(db, org.id).await?, everybody::open_invitations(db, org.id).await?);
    let mut past = rewind.with_people(users, invitations);
    // The events of so many people are in memory at once.
    for some in touched.chunks(1_024).flat_map(bulk::ids) {
        events::changes_until(db, org.id, some, at, |change, at| past.tell(change, at)).await?;
    }
    Ok(past.state())
}
