//! What there is to hear of an organization's events, by whoever has a stream of them open.

use crate::accounts::{is_signed_out, missing};
use crate::entity::{account, organization, session, user};
use crate::execute::standing_with;
use crate::store::row::number;
use crate::store::{bulk, load};
use crate::{Caller, Directory, Error, OrgRef, Result, Session, events};
use domain::{AccountId, Event, OrgId, Permission, Role, Scope, SessionId, TeamId, Timestamp, UserId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::watch;

mod beside;

/// How much of an organization's events somebody may hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// The events themselves.
    Everything,
    /// Only that there are some: what they may see of them is in their snapshot.
    Something,
    /// Not even that: signed out, not a user any more, or one who sees nobody.
    Nothing,
}

/// One of those who listen, as of one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listener {
    /// How much they may hear.
    pub hearing: Hearing,
    /// Which user of the organization they are; `None` for one who hears nothing.
    pub user: Option<UserId>,
    /// The teams that they are in, by which team owners see them.
    pub teams: Vec<TeamId>,
    /// Whom they see.
    pub scope: Scope,
}

/// What happened after an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// These events, in order; none when nothing did, or when nobody who listens may hear them.
    Events(Vec<Event>),
    /// More than is told one by one.
    TooMany,
}

/// What some sessions hear, as of one moment.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The number of the last event.
    pub seq: u64,
    /// What happened.
    pub news: News,
    /// Whose the sessions are, in their order.
    pub listeners: Vec<Listener>,
}

impl Directory {
    /// Told after each commit of this process that may have changed what somebody hears: an event, or an end of sessions.
    #[must_use]
    pub fn committed(&self) -> watch::Receiver<()> {
        self.inner.committed.subscribe()
    }

    /// The organization whose events a caller asks to hear.
    ///
    /// # Errors
    /// As [`Directory::snapshot`].
    pub async fn may_hear(&self, caller: &Caller, org: &OrgRef) -> Result<OrgId> {
        let (held, viewer) = self.reader(caller, org).await?;
        if viewer.scope() == Scope::Nobody { Err(Error::NotFound) } else { Ok(held.id) }
    }

    /// The number of the last event of each of these organizations that there is.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn last_events(&self, orgs: &[OrgId]) -> Result<BTreeMap<OrgId, u64>> {
        let mut last = BTreeMap::new();
        for some in bulk::ids(orgs) {
            let rows: Vec<(OrgId, i64)> = organization::Entity::find()
                .select_only()
                .columns([organization::Column::Id, organization::Column::Seq])
                .filter(organization::Column::Id.is_in(some.iter().copied()))
                .into_tuple()
                .all(self.read())
                .await?;
            last.extend(rows.into_iter().map(|(org, seq)| (org, number(seq))));
        }
        Ok(last)
    }

    /// What happened in an organization after the event numbered `after`, and how much of it each of some sessions may
    /// hear now. More than `most` events are not read. Asking does not count as use of the sessions.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an organization that is gone; [`Error::Database`]; [`Error::Corrupt`].
    pub async fn listen<S: Borrow<Session>>(&self, org: OrgId, sessions: &[S], after: u64, most: u64) -> Result<Heard> {
        let now = self.now();
        let look = self.look().await?;
        let held = crate::organizations::row_of(&look, &OrgRef::Id(org)).await?;
        let audience = Audience::of(self, &look, &held, sessions, now).await?;
        let listeners: Vec<Listener> = sessions.iter().map(|one| audience.listener(one.borrow())).collect();
        let any_hears_all = || listeners.iter().any(|one| one.hearing == Hearing::Everything);
        let seq = number(held.seq);
        let news = if after > seq || seq - after > most {
            News::TooMany
        } else if after < seq && any_hears_all() {
            News::Events(events::between(&look, org, after, seq).await?)
        } else {
            News::Events(Vec::new())
        };
        look.commit().await?;
        Ok(Heard { seq, news, listeners })
    }
}

/// What decides about who hears: read for all of them in a few statements.
struct Audience {
    org: String,
    /// Whether the organization asks for a second factor.
    two_factors: bool,
    roles: Vec<Role>,
    good: BTreeSet<SessionId>,
    /// When each account was last signed out everywhere, or of this organization.
    signed_out: BTreeMap<AccountId, [Option<Timestamp>; 2]>,
    users: BTreeMap<AccountId, domain::User>,
    now: Timestamp,
}

impl Audience {
    async fn of<S: Borrow<Session>>(
        directory: &Directory,
        db: &impl ConnectionTrait,
        org: &organization::Model,
        sessions: &[S],
        now: Timestamp,
    ) -> Result<Self> {
        let of_sessions: BTreeSet<SessionId> = sessions.iter().map(|one| one.borrow().id).collect();
        let accounts: BTreeSet<AccountId> = sessions.iter().map(|one| one.borrow().account).collect();
        let accounts: Vec<AccountId> = accounts.into_iter().collect();
        let mut good = BTreeSet::new();
        for some in bulk::ids(&of_sessions.into_iter().collect::<Vec<_>>()) {
            let these = session::Entity::find().filter(session::Column::Id.is_in(some.iter().copied()));
            let rows = these.all(db).await?;
            good.extend(rows.iter().filter(|row| directory.is_good(row, now)).map(|row| row.id));
        }
        let mut signed_out = BTreeMap::new();
        for some in bulk::ids(&accounts) {
            let everywhere = account::Entity::find().filter(account::Column::Id.is_in(some.iter().copied()));
            for row in everywhere.all(db).await? {
                signed_out.insert(row.id, [row.signed_out_at, None]);
            }
            let here = user::Entity::find()
                .filter(user::Column::OrgId.eq(org.id))
                .filter(user::Column::AccountId.is_in(some.iter().copied()));
            for row in here.all(db).await? {
                signed_out.entry(row.account_id).or_default()[1] = row.signed_out_at;
            }
        }
        let users = load::users_of_accounts(db, org.id, &accounts).await?;
        let users = users.into_iter().filter(|user| user.is_active(now)).map(|user| (user.account, user)).collect();
        let (org, two_factors, org_id) = (org.slug.clone(), org.require_second_factor, org.id);
        Ok(Self { org, two_factors, roles: load::roles(db, org_id).await?, good, signed_out, users, now })
    }

    /// By the rules of `execute::sight`. Events say all that the audit log does, and how many seats there are: whoever
    /// may not read one of these is told of none.
    fn listener(&self, session: &Session) -> Listener {
        let [everywhere, here] = self.signed_out.get(&session.account).copied().unwrap_or_default();
        let user = self.users.get(&session.account).filter(|_| self.good.contains(&session.id));
        let comes_in = |user: &&domain::User| {
            !is_signed_out(session.created_at, everywhere, here)
                && missing(self.two_factors, user.second_factor, session.caller.has_shown_two()).is_none()
        };
        let Some(user) = user.filter(comes_in) else {
            return Listener { hearing: Hearing::Nothing, user: None, teams: Vec::new(), scope: Scope::Nobody };
        };
        let own = standing_with(&self.roles, user, self.now);
        let sight = match self.role_seen_as(&session.caller) {
            Some(role) => own.seen_as(role.permissions, &user.teams),
            None => own,
        };
        let reads = |permission| sight.may(permission);
        let scope = sight.scope();
        let hearing = match &scope {
            Scope::Everybody if reads(Permission::AuditRead) && reads(Permission::SeatsRead) => Hearing::Everything,
            Scope::Everybody | Scope::Teams(_) => Hearing::Something,
            Scope::Nobody => Hearing::Nothing,
        };
        let user_id = (hearing != Hearing::Nothing).then_some(user.id);
        Listener { hearing, user: user_id, teams: user.teams.iter().map(|link| link.team).collect(), scope }
    }

    fn role_seen_as(&self, caller: &Caller) -> Option<&Role> {
        let seen_as = caller.seen_as.as_ref().filter(|seen_as| seen_as.org == self.org)?;
        self.roles.iter().find(|role| role.id == seen_as.role)
    }
}
