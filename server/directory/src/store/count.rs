//! Seats and Owners, counted at a moment. The one place where they are; callers hold the organization.

use crate::entity::{invitation, organization, user};
use crate::{Result, dormancy};
use domain::{InvitationState, OrgId, RequestState, RoleId, Seats, Timestamp, UserState};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use std::collections::BTreeMap;

/// The seats of an organization at `now`.
pub(crate) async fn seats(db: &impl ConnectionTrait, org: &organization::Model, now: Timestamp) -> Result<Seats> {
    let users = user::Entity::find().filter(active(org.id, now)).count(db).await?;
    let invitations = invitation::Entity::find().filter(invited(org.id, now)).count(db).await?;
    let waiting = open(org.id).add(invitation::Column::QueuePlace.is_not_null());
    let waiting = invitation::Entity::find().filter(waiting).count(db).await?;
    let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Seats {
        limit: org.seat_limit.and_then(|limit| u32::try_from(limit).ok()),
        policy: org.seat_policy,
        users: number(users),
        invitations: number(invitations),
        waiting: number(waiting),
    })
}

/// How many active users have the role `owner` at `now`, and no date that takes it from them: see
/// `domain::OrgState::is_lasting_owner`.
pub(crate) async fn owners(db: &impl ConnectionTrait, org: OrgId, owner: RoleId, now: Timestamp) -> Result<u32> {
    let held = Condition::any()
        .add(Condition::all().add(user::Column::RoleId.eq(owner)).add(user::Column::RoleUntil.is_null()))
        .add(Condition::all().add(user::Column::RoleAfter.eq(owner)).add(user::Column::RoleUntil.lte(now)));
    let lasting = active(org, now).add(user::Column::EndsAt.is_null()).add(held);
    let count = user::Entity::find().filter(lasting).count(db).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Active users who have the role `owner` at `now`, for a while or for good.
pub(crate) fn active_owners(org: OrgId, owner: RoleId, now: Timestamp) -> Condition {
    let counts = Condition::any().add(user::Column::RoleUntil.is_null()).add(user::Column::RoleUntil.gt(now));
    let held = Condition::any()
        .add(Condition::all().add(user::Column::RoleId.eq(owner)).add(counts))
        .add(Condition::all().add(user::Column::RoleAfter.eq(owner)).add(user::Column::RoleUntil.lte(now)));
    active(org, now).add(held)
}

/// How many active users have each role at `now`.
pub(crate) async fn users_by_role(
    db: &impl ConnectionTrait,
    org: OrgId,
    now: Timestamp,
) -> Result<BTreeMap<RoleId, u32>> {
    let over = user::Column::RoleUntil.lte(now);
    let counts = Condition::any().add(user::Column::RoleUntil.is_null()).add(user::Column::RoleUntil.gt(now));
    let users = || user::Entity::find().select_only();
    let held = users().column(user::Column::RoleId).filter(active(org, now).add(counts)).group_by(user::Column::RoleId);
    let given_back =
        users().column(user::Column::RoleAfter).filter(active(org, now).add(over)).group_by(user::Column::RoleAfter);
    let mut by_role = BTreeMap::new();
    for query in [held, given_back] {
        add_up(&mut by_role, query.expr(user::Column::Id.count()).into_tuple().all(db).await?);
    }
    Ok(by_role)
}

/// How many invitations that can be accepted at `now` give each role.
pub(crate) async fn invitations_by_role(
    db: &impl ConnectionTrait,
    org: OrgId,
    now: Timestamp,
) -> Result<BTreeMap<RoleId, u32>> {
    let query = invitation::Entity::find().select_only().column(invitation::Column::RoleId).filter(invited(org, now));
    let query = query.group_by(invitation::Column::RoleId).expr(invitation::Column::Id.count());
    let mut by_role = BTreeMap::new();
    add_up(&mut by_role, query.into_tuple().all(db).await?);
    Ok(by_role)
}

fn add_up(by_role: &mut BTreeMap<RoleId, u32>, counted: Vec<(RoleId, i64)>) {
    for (role, count) in counted {
        *by_role.entry(role).or_default() += u32::try_from(count).unwrap_or(u32::MAX);
    }
}

/// How many active users have no second factor.
pub(crate) async fn without_second_factor(db: &impl ConnectionTrait, org: OrgId, now: Timestamp) -> Result<u32> {
    let without = user::Entity::find().filter(active(org, now)).filter(user::Column::SecondFactor.eq(false));
    Ok(u32::try_from(without.count(db).await?).unwrap_or(u32::MAX))
}

fn open(org: OrgId) -> Condition {
    Condition::all().add(invitation::Column::OrgId.eq(org)).add(invitation::Column::State.eq(InvitationState::Open))
}

/// Those that can be accepted: who waits for a seat, or asks to join, holds none.
fn invited(org: OrgId, now: Timestamp) -> Condition {
    let asked = invitation::Column::Request.is_not_null().and(invitation::Column::Request.eq(RequestState::Asked));
    let sent = open(org).add(invitation::Column::QueuePlace.is_null()).add(asked.not());
    sent.add(invitation::Column::ExpiresAt.gt(now))
}

fn active(org: OrgId, now: Timestamp) -> Condition {
    Condition::all()
        .add(user::Column::OrgId.eq(org))
        .add(user::Column::State.eq(UserState::Active))
        .add(Condition::any().add(user::Column::EndsAt.is_null()).add(user::Column::EndsAt.gt(now)))
        .add(dormancy::is_awake(now))
}
