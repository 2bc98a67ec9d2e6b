//! Loading everybody in an organization.

use super::gathered;
use super::load::{keep, keep_invitations, state, with_links, with_their_teams};
use crate::Result;
use crate::entity::{invitation, organization, team_user, user};
use domain::{EmailAddress, Invitation, Needs, OrgId, OrgState, Timestamp, User, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// So many people are read at a time.
const AT_ONCE: u64 = 2_048;

/// An organization's state with everybody in it, removed users too, and all open invitations.
pub(crate) async fn everybody(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    now: Timestamp,
) -> Result<OrgState> {
    let mut state = state(db, org, &Needs::default(), now).await?;
    keep(&mut state, all_users(db, org.id).await?);
    keep_invitations(&mut state, open_invitations(db, org.id).await?);
    Ok(state)
}

/// Everybody in the organization, removed users included, in no order.
pub(crate) async fn all_users(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<User>> {
    users_by(db, org, AT_ONCE).await
}

async fn users_by(db: &impl ConnectionTrait, org: OrgId, at_once: u64) -> Result<Vec<User>> {
    let (mut all, mut after) = (Vec::new(), UserId(Uuid::nil()));
    loop {
        let some = user::Entity::find()
            .filter(user::Column::OrgId.eq(org))
            .filter(user::Column::Id.gt(after))
            .order_by_asc(user::Column::Id)
            .limit(at_once);
        let rows = gathered::rows(db, some).await?;
        let Some(last) = rows.iter().map(|row| row.id).max() else { return Ok(all) };
        let links = team_user::Entity::find()
            .filter(team_user::Column::OrgId.eq(org))
            .filter(team_user::Column::UserId.gt(after))
            .filter(team_user::Column::UserId.lte(last));
        let links = gathered::rows(db, links).await?;
        all.extend(with_links(rows, &links));
        after = last;
    }
}

/// Every open invitation, out of date or not.
pub(crate) async fn open_invitations(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<Invitation>> {
    invitations_by(db, org, AT_ONCE).await
}

async fn invitations_by(db: &impl ConnectionTrait, org: OrgId, at_once: u64) -> Result<Vec<Invitation>> {
    let (mut all, mut after) = (Vec::new(), None::<EmailAddress>);
    loop {
        // In the order of the index of open ones, of which each address has one; it counts only where the text says so.
        let mut some = invitation::Entity::find()
            .filter(invitation::Column::OrgId.eq(org))
            .filter(Expr::cust("invitations.state = 'open'"))
            .order_by_asc(invitation::Column::Email)
            .limit(at_once);
        if let Some(after) = &after {
            some = some.filter(invitation::Column::Email.gt(after.as_str()));
        }
        let rows = gathered::rows(db, some).await?;
        // The database's order of texts need not be ours.
        let Some(last) = rows.last().map(|row| row.email.clone()) else { return Ok(all) };
        all.extend(with_their_teams(db, org, rows).await?);
        after = Some(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Clock, Config, DemoPlan, Directory, SecretKey};

    #[tokio::test]
    async fn some_at_a_time_are_the_same_as_all_in_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("everybody.db").display());
        let database = crate::connect(&url).await.expect("it opens");
        database.migrate().await.expect("a schema");
        let now = Timestamp(1_795_510_800_000);
        let config = Config::new("http://localhost".to_owned(), SecretKey::fresh());
        let directory = Directory::new(database, Clock::set(now), config);
        let plan = DemoPlan { users: 300, seed: 7, as_of: now, password: "correct horse battery".to_owned() };
        directory.fill_demo(&plan).await.expect("filled");
        let (db, org) = (directory.read(), organization::Entity::find().one(directory.read()).await.expect("read"));
        let org = org.expect("the demo").id;
        let by_id = |mut users: Vec<User>| {
            users.sort_by_key(|user| user.id);
            users
        };
        let by_email = |mut invitations: Vec<Invitation>| {
            invitations.sort_by(|one, other| one.email.as_str().cmp(other.email.as_str()));
            invitations
        };
        let users = by_id(all_users(db, org).await.expect("users"));
        let invitations = by_email(open_invitations(db, org).await.expect("invitations"));
        assert!(users.len() >= 300 && invitations.len() > 7);
        for at_once in [1, 7, 1_000] {
            assert_eq!(by_id(users_by(db, org, at_once).await.expect("users")), users);
            assert_eq!(by_email(invitations_by(db, org, at_once).await.expect("invitations")), invitations);
        }
    }
}
