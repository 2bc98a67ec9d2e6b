//! One of an organization's people: what their panel shows.

mod history;
mod names;
mod panel;

pub(crate) use history::subjects_of_user;
pub(crate) use names::Names;

use crate::entity::organization;
use crate::store::load;
use crate::{Error, Result};
use domain::{Authority, Doer, Invitation, PersonId, Scope, Timestamp, User, UserId};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

/// Somebody whom the caller sees.
enum Seen {
    User(User),
    Invitation(Invitation),
}

/// Looks somebody up. Whoever the caller does not see is not there; nor is an invitation that is no longer open.
async fn see(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    by: &Authority,
    person: PersonId,
    now: Timestamp,
) -> Result<Seen> {
    let scope = by.scope();
    if scope == Scope::Nobody {
        return Err(Error::NotFound);
    }
    match person {
        PersonId::User(id) => {
            let user = load::users_by_id(db, org.id, &[id]).await?.pop().ok_or(Error::NotFound)?;
            let seen = by.user() == Some(id) || scope.covers(user.teams.iter().map(|link| link.team));
            if seen { Ok(Seen::User(user)) } else { Err(Error::NotFound) }
        }
        PersonId::Invitation(id) => {
            let found = load::invitations_by_id(db, org.id, &[id]).await?.pop().ok_or(Error::NotFound)?;
            let seen = found.status(now).is_some() && scope.covers(found.teams.iter().copied());
            if seen { Ok(Seen::Invitation(found)) } else { Err(Error::NotFound) }
        }
    }
}

/// The names of those who did something, as far as a viewer sees them.
pub(crate) struct Doers(BTreeMap<UserId, Doer>);

impl Doers {
    pub(crate) async fn of(
        db: &impl ConnectionTrait,
        org: &organization::Model,
        by: &Authority,
        users: impl Iterator<Item = UserId>,
    ) -> Result<Self> {
        let scope = by.scope();
        let known = load::users_by_id(db, org.id, &users.collect::<Vec<_>>()).await?;
        let doer = |user: User| {
            let seen = by.user() == Some(user.id) || scope.covers(user.teams.iter().map(|link| link.team));
            (user.id, if seen { Doer::User(user.name) } else { Doer::Hidden })
        };
        Ok(Self(known.into_iter().map(doer).collect()))
    }

    /// Somebody's name.
    pub(crate) fn name(&self, actor: domain::Actor) -> Doer {
        match actor {
            domain::Actor::User(user) => self.0.get(&user).cloned().unwrap_or(Doer::Hidden),
            domain::Actor::Operator => Doer::Operator,
            domain::Actor::System => Doer::System,
        }
    }
}

/// The users among those who did something.
pub(crate) fn users_among(actors: impl Iterator<Item = domain::Actor>) -> impl Iterator<Item = UserId> {
    actors.filter_map(|actor| match actor {
        domain::Actor::User(user) => Some(user),
        domain::Actor::Operator | domain::Actor::System => None,
    })
}
