//! Writing a change: one match, one place.

use super::row;
use crate::entity::{event, invitation, invitation_link, invitation_team, organization, role, team, team_user, user};
use crate::{Error, Result};
use domain::{
    Change, Invitation, InvitationId, InvitationState, OrgId, OrgSettings, Team, TeamLink, Timestamp, User, UserId,
    UserState,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

/// Writes the rows that `change`, event number `seq` at `now`, is about.
pub(crate) async fn change(
    tx: &DatabaseTransaction,
    org: OrgId,
    seq: u64,
    now: Timestamp,
    change: &Change,
) -> Result<()> {
    let seq = row::stored(seq);
    match change {
        Change::OrganizationCreated { settings, slug, roles, .. } => {
            let row = organization::ActiveModel {
                id: Set(org),
                slug: Set(slug.clone()),
                name: Set(settings.name.clone()),
                seat_limit: Set(settings.seat_limit.map(i64::from)),
                seat_policy: Set(settings.seat_policy),
                seq: Set(0),
                name_seq: Set(seq),
                seat_limit_seq: Set(seq),
                seat_policy_seq: Set(seq),
                created_at: Set(now),
            };
            organization::Entity::insert(row).exec_without_returning(tx).await?;
            role::Entity::insert_many(roles.iter().map(|role| row::role_row(org, role)))
                .exec_without_returning(tx)
                .await?;
        }
        Change::OrganizationChanged { before, after } => settings(tx, org, before, after, seq).await?,
        Change::UserJoined { user, invitation } => {
            if let Some(invitation) = invitation {
                invitation_state(tx, org, *invitation, InvitationState::Accepted, seq).await?;
                end_links(tx, org, *invitation, now).await?;
            }
            join(tx, org, user).await?;
        }
        Change::UserRoleSet { user, after, .. } => {
            let update = user::Entity::update_many()
                .col_expr(user::Column::RoleId, Expr::value(*after))
                .col_expr(user::Column::RoleUntil, Expr::value(Option::<i64>::None))
                .col_expr(user::Column::RoleAfter, Expr::value(Option::<domain::RoleId>::None))
                .col_expr(user::Column::RoleSeq, Expr::value(seq));
            one(&update.filter(is_user(org, *user)).exec(tx).await?)?;
        }
        Change::UserTeamsChanged { user, removed, added } => teams(tx, org, *user, removed, added, seq).await?,
        Change::UserStateSet { user, after, .. } => {
            let removed_at = (*after == UserState::Removed).then_some(now);
            let update = user::Entity::update_many()
                .col_expr(user::Column::State, Expr::value(*after))
                .col_expr(user::Column::RemovedAt, Expr::value(removed_at))
                .col_expr(user::Column::SignedOutAt, Expr::value(now))
                .col_expr(user::Column::StatusSeq, Expr::value(seq));
            one(&update.filter(is_user(org, *user)).exec(tx).await?)?;
        }
        Change::UserSignedOut { user } => {
            let update = user::Entity::update_many().col_expr(user::Column::SignedOutAt, Expr::value(now));
            one(&update.filter(is_user(org, *user)).exec(tx).await?)?;
        }
        Change::UserRenamed { user, after, .. } => {
            let update = user::Entity::update_many().col_expr(user::Column::Name, Expr::value(after.clone()));
            one(&update.filter(is_user(org, *user)).exec(tx).await?)?;
        }
        Change::UserEmailChanged { user, after, .. } => {
            let update = user::Entity::update_many().col_expr(user::Column::Email, Expr::value(after.clone()));
            one(&update.filter(is_user(org, *user)).exec(tx).await?)?;
        }
        Change::InvitationSent { invitation, note } => invite(tx, org, invitation, note.clone()).await?,
        Change::InvitationResent { invitation, after, .. } => {
            end_links(tx, org, *invitation, now).await?;
            let update = invitation::Entity::update_many()
                .col_expr(invitation::Column::SentAt, Expr::value(now))
                .col_expr(invitation::Column::ExpiresAt, Expr::value(*after))
                .col_expr(invitation::Column::DeliveryNote, Expr::value(Option::<String>::None))
                .col_expr(invitation::Column::Seq, Expr::value(seq));
            one(&update.filter(is_invitation(org, *invitation)).exec(tx).await?)?;
        }
        Change::InvitationLinkCopied { .. } => {}
        Change::InvitationTakenOver { invitation, after, .. } => {
            let update = invitation::Entity::update_many()
                .col_expr(invitation::Column::InvitedBy, Expr::value(*after))
                .col_expr(invitation::Column::Seq, Expr::value(seq));
            one(&update.filter(is_invitation(org, *invitation)).exec(tx).await?)?;
        }
        Change::InvitationRevoked { invitation, .. } => {
            invitation_state(tx, org, *invitation, InvitationState::Revoked, seq).await?;
            end_links(tx, org, *invitation, now).await?;
        }
        Change::InvitationReopened { invitation } => {
            reopen(tx, org, invitation, seq).await?;
        }
        Change::TeamCreated { team } => {
            team::Entity::insert(row::team_row(org, team, seq)).exec_without_returning(tx).await?;
        }
        Change::TeamRenamed { team, after, .. } => {
            let update = team::Entity::update_many()
                .col_expr(team::Column::Name, Expr::value(after.clone()))
                .col_expr(team::Column::NameKey, Expr::value(after.as_str().to_lowercase()))
                .col_expr(team::Column::NameSeq, Expr::value(seq));
            let these = update.filter(team::Column::OrgId.eq(org)).filter(team::Column::Id.eq(*team));
            one(&these.exec(tx).await?)?;
        }
        Change::TeamDeleted { team, members, .. } => delete_team(tx, org, team, members, seq).await?,
    }
    Ok(())
}

fn is_user(org: OrgId, user: UserId) -> sea_orm::Condition {
    sea_orm::Condition::all().add(user::Column::OrgId.eq(org)).add(user::Column::Id.eq(user))
}

fn is_invitation(org: OrgId, invitation: InvitationId) -> sea_orm::Condition {
    sea_orm::Condition::all().add(invitation::Column::OrgId.eq(org)).add(invitation::Column::Id.eq(invitation))
}

/// A change that meets no row means that the state decided on was not the one stored: nothing is committed.
fn one(outcome: &sea_orm::UpdateResult) -> Result<()> {
    if outcome.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::Corrupt(format!("a change met {} rows instead of one", outcome.rows_affected)))
    }
}

/// Each setting that is another now gets the event's number: see `domain::SetBy`.
async fn settings(
    tx: &DatabaseTransaction,
    org: OrgId,
    before: &OrgSettings,
    after: &OrgSettings,
    seq: i64,
) -> Result<()> {
    let mut update = organization::Entity::update_many()
        .col_expr(organization::Column::Name, Expr::value(after.name.clone()))
        .col_expr(organization::Column::SeatLimit, Expr::value(after.seat_limit.map(i64::from)))
        .col_expr(organization::Column::SeatPolicy, Expr::value(after.seat_policy));
    for (differs, number) in [
        (before.name != after.name, organization::Column::NameSeq),
        (before.seat_limit != after.seat_limit, organization::Column::SeatLimitSeq),
        (before.seat_policy != after.seat_policy, organization::Column::SeatPolicySeq),
    ] {
        if differs {
            update = update.col_expr(number, Expr::value(seq));
        }
    }
    one(&update.filter(organization::Column::Id.eq(org)).exec(tx).await?)
}

/// A user joins. Somebody who was removed long ago comes back on the same row.
async fn join(tx: &DatabaseTransaction, org: OrgId, user: &User) -> Result<()> {
    let again = OnConflict::columns([user::Column::OrgId, user::Column::Id])
        .update_columns([
            user::Column::RoleId,
            user::Column::Name,
            user::Column::Email,
            user::Column::State,
            user::Column::JoinedAt,
            user::Column::EndsAt,
            user::Column::RoleUntil,
            user::Column::RoleAfter,
            user::Column::LastActive,
            user::Column::RemovedAt,
            user::Column::SignedOutAt,
            user::Column::InvitedBy,
            user::Column::RoleSeq,
            user::Column::TeamsSeq,
            user::Column::StatusSeq,
        ])
        .to_owned();
    user::Entity::insert(row::user_row(org, user)).on_conflict(again).exec_without_returning(tx).await?;
    let of_user = team_user::Entity::delete_many()
        .filter(team_user::Column::OrgId.eq(org))
        .filter(team_user::Column::UserId.eq(user.id));
    of_user.exec(tx).await?;
    add_links(tx, org, user.id, &user.teams).await
}

async fn add_links(tx: &DatabaseTransaction, org: OrgId, user: UserId, links: &[TeamLink]) -> Result<()> {
    if links.is_empty() {
        return Ok(());
    }
    let rows = links.iter().map(|link| team_user::ActiveModel {
        org_id: Set(org),
        team_id: Set(link.team),
        user_id: Set(user),
        owner: Set(link.owner),
    });
    team_user::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

async fn teams(
    tx: &DatabaseTransaction,
    org: OrgId,
    user: UserId,
    removed: &[TeamLink],
    added: &[TeamLink],
    seq: i64,
) -> Result<()> {
    if !removed.is_empty() {
        let gone = team_user::Entity::delete_many()
            .filter(team_user::Column::OrgId.eq(org))
            .filter(team_user::Column::UserId.eq(user))
            .filter(team_user::Column::TeamId.is_in(removed.iter().map(|link| link.team)));
        gone.exec(tx).await?;
    }
    add_links(tx, org, user, added).await?;
    let update = user::Entity::update_many().col_expr(user::Column::TeamsSeq, Expr::value(seq));
    one(&update.filter(is_user(org, user)).exec(tx).await?)
}

async fn invite(
    tx: &DatabaseTransaction,
    org: OrgId,
    invitation: &Invitation,
    note: Option<domain::Note>,
) -> Result<()> {
    invitation::Entity::insert(row::invitation_row(org, invitation, note)).exec_without_returning(tx).await?;
    invitation_teams(tx, org, invitation).await
}

async fn invitation_teams(tx: &DatabaseTransaction, org: OrgId, invitation: &Invitation) -> Result<()> {
    if invitation.teams.is_empty() {
        return Ok(());
    }
    let rows = invitation.teams.iter().map(|&team| invitation_team::ActiveModel {
        org_id: Set(org),
        invitation_id: Set(invitation.id),
        team_id: Set(team),
    });
    invitation_team::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// An invitation is open again, into the teams that still are, sent by whoever reopened it.
async fn reopen(tx: &DatabaseTransaction, org: OrgId, invitation: &Invitation, seq: i64) -> Result<()> {
    let update = invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(InvitationState::Open))
        .col_expr(invitation::Column::InvitedBy, Expr::value(invitation.invited_by))
        .col_expr(invitation::Column::Seq, Expr::value(seq));
    one(&update.filter(is_invitation(org, invitation.id)).exec(tx).await?)?;
    let old = invitation_team::Entity::delete_many()
        .filter(invitation_team::Column::OrgId.eq(org))
        .filter(invitation_team::Column::InvitationId.eq(invitation.id));
    old.exec(tx).await?;
    invitation_teams(tx, org, invitation).await
}

async fn invitation_state(
    tx: &DatabaseTransaction,
    org: OrgId,
    invitation: InvitationId,
    state: InvitationState,
    seq: i64,
) -> Result<()> {
    let update = invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(state))
        .col_expr(invitation::Column::Seq, Expr::value(seq));
    one(&update.filter(is_invitation(org, invitation)).exec(tx).await?)
}

/// All links of an invitation stop being good; their hashes stay, so that a late click learns why.
async fn end_links(tx: &DatabaseTransaction, org: OrgId, invitation: InvitationId, now: Timestamp) -> Result<()> {
    invitation_link::Entity::update_many()
        .col_expr(invitation_link::Column::EndedAt, Expr::value(now))
        .filter(invitation_link::Column::OrgId.eq(org))
        .filter(invitation_link::Column::InvitationId.eq(invitation))
        .filter(invitation_link::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

async fn delete_team(
    tx: &DatabaseTransaction,
    org: OrgId,
    team: &Team,
    members: &[(UserId, bool)],
    seq: i64,
) -> Result<()> {
    for &(user, _) in members {
        let update = user::Entity::update_many().col_expr(user::Column::TeamsSeq, Expr::value(seq));
        one(&update.filter(is_user(org, user)).exec(tx).await?)?;
    }
    // Links of users and invitations go with it: `on delete cascade`.
    let gone = team::Entity::delete_many().filter(team::Column::OrgId.eq(org)).filter(team::Column::Id.eq(team.id));
    gone.exec(tx).await?;
    Ok(())
}

/// Sets the number of the organization's last event.
pub(crate) async fn last_event(tx: &DatabaseTransaction, org: OrgId, seq: u64) -> Result<()> {
    let update = organization::Entity::update_many().col_expr(organization::Column::Seq, Expr::value(row::stored(seq)));
    one(&update.filter(organization::Column::Id.eq(org)).exec(tx).await?)
}

/// The hash of the organization's last event; zeros before the first.
pub(crate) async fn last_hash(tx: &DatabaseTransaction, org: OrgId, seq: u64) -> Result<Vec<u8>> {
    let hash = event::Entity::find_by_id((org, row::stored(seq)))
        .select_only()
        .column(event::Column::Hash)
        .into_tuple::<Vec<u8>>()
        .one(tx)
        .await?;
    Ok(hash.unwrap_or_else(|| vec![0; 32]))
}
