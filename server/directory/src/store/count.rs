//! Seats and Owners, counted at a moment. The one place where they are; callers hold the organization.

use crate::entity::{invitation, organization, user};
use crate::{Result, dormancy};
use domain::{InvitationState, OrgId, RequestState, RoleId, Seats, Timestamp, UserState};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter};

/// The seats of an organization at `now`.
pub(crate) async fn seats(db: &impl ConnectionTrait, org: &organization::Model, now: Timestamp) -> Result<Seats> {
    let users = user::Entity::find().filter(active(org.id, now)).count(db).await?;
    let open = invitation::Entity::find()
        .filter(invitation::Column::OrgId.eq(org.id))
        .filter(invitation::Column::State.eq(InvitationState::Open));
    // Who asks to join holds no seat.
    let asked = invitation::Column::Request.is_not_null().and(invitation::Column::Request.eq(RequestState::Asked));
    let sent = open.clone().filter(invitation::Column::QueuePlace.is_null()).filter(asked.not());
    let invitations = sent.filter(invitation::Column::ExpiresAt.gt(now)).count(db).await?;
    let waiting = open.filter(invitation::Column::QueuePlace.is_not_null()).count(db).await?;
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

fn active(org: OrgId, now: Timestamp) -> Condition {
    Condition::all()
        .add(user::Column::OrgId.eq(org))
        .add(user::Column::State.eq(UserState::Active))
        .add(Condition::any().add(user::Column::EndsAt.is_null()).add(user::Column::EndsAt.gt(now)))
        .add(dormancy::is_awake(now))
}
