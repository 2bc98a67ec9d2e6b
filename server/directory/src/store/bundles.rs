//! Reading and writing an organization's bundles.

use super::{persist, row};
use crate::Result;
use crate::entity::{bundle, bundle_team};
use domain::{Bundle, BundleId, BundleShape, OrgId, TeamId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, UpdateMany};
use std::collections::BTreeMap;

/// All of an organization's, each with the number of the event that last set it.
pub(crate) async fn all(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<(Bundle, u64)>> {
    let rows = bundle::Entity::find()
        .filter(bundle::Column::OrgId.eq(org))
        .filter(bundle::Column::DeletedAt.is_null())
        .order_by_asc(bundle::Column::Id)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let links = bundle_team::Entity::find()
        .filter(bundle_team::Column::OrgId.eq(org))
        .order_by_asc(bundle_team::Column::TeamId)
        .all(db)
        .await?;
    let mut teams: BTreeMap<BundleId, Vec<TeamId>> = BTreeMap::new();
    for link in links {
        teams.entry(link.bundle_id).or_default().push(link.team_id);
    }
    let read = |row: bundle::Model| {
        let (seq, mut teams) = (row::number(row.seq), teams.remove(&row.id).unwrap_or_default());
        // As in the domain, whatever order the database has for ids.
        teams.sort_unstable();
        let access_days = row.access_days.and_then(|days| u32::try_from(days).ok());
        let shape = BundleShape { name: row.name, role: row.role_id, teams, access_days, note: row.note };
        (Bundle { id: row.id, shape }, seq)
    };
    Ok(rows.into_iter().map(read).collect())
}

/// A bundle is there: a new one, or one that was deleted, on its own row.
pub(super) async fn create(tx: &DatabaseTransaction, org: OrgId, bundle: &Bundle, seq: i64) -> Result<()> {
    use bundle::Column as C;
    let BundleShape { name, role, teams, access_days, note } = &bundle.shape;
    let row = bundle::ActiveModel {
        org_id: Set(org),
        id: Set(bundle.id),
        name: Set(name.clone()),
        role_id: Set(*role),
        access_days: Set(access_days.map(i64::from)),
        note: Set(note.clone()),
        seq: Set(seq),
        deleted_at: Set(None),
    };
    let again = OnConflict::columns([C::OrgId, C::Id])
        .update_columns([C::Name, C::RoleId, C::AccessDays, C::Note, C::Seq, C::DeletedAt])
        .to_owned();
    bundle::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    set_teams(tx, org, bundle.id, teams).await
}

/// It is another, as of an event.
pub(super) async fn reshape(
    tx: &DatabaseTransaction,
    org: OrgId,
    bundle: BundleId,
    shape: &BundleShape,
    seq: i64,
) -> Result<()> {
    use bundle::Column as C;
    let update = this(org, bundle)
        .col_expr(C::Name, Expr::value(shape.name.clone()))
        .col_expr(C::RoleId, Expr::value(shape.role))
        .col_expr(C::AccessDays, Expr::value(shape.access_days.map(i64::from)))
        .col_expr(C::Note, Expr::value(shape.note.clone()))
        .col_expr(C::Seq, Expr::value(seq));
    persist::one(&update.exec(tx).await?)?;
    set_teams(tx, org, bundle, &shape.teams).await
}

/// The row stays, for those who came by it; what was written in it goes.
pub(super) async fn delete(
    tx: &DatabaseTransaction,
    org: OrgId,
    bundle: BundleId,
    at: Timestamp,
    seq: i64,
) -> Result<()> {
    use bundle::Column as C;
    let update = this(org, bundle)
        .col_expr(C::DeletedAt, Expr::value(Some(at)))
        .col_expr(C::Note, Expr::value(Option::<String>::None))
        .col_expr(C::Seq, Expr::value(seq));
    persist::one(&update.exec(tx).await?)?;
    set_teams(tx, org, bundle, &[]).await
}

async fn set_teams(tx: &DatabaseTransaction, org: OrgId, bundle: BundleId, teams: &[TeamId]) -> Result<()> {
    use bundle_team::Column as C;
    let before = bundle_team::Entity::delete_many().filter(C::OrgId.eq(org)).filter(C::BundleId.eq(bundle));
    before.exec(tx).await?;
    if teams.is_empty() {
        return Ok(());
    }
    let links = teams.iter().map(|&team| bundle_team::ActiveModel {
        org_id: Set(org),
        bundle_id: Set(bundle),
        team_id: Set(team),
    });
    bundle_team::Entity::insert_many(links).exec_without_returning(tx).await?;
    Ok(())
}

/// A bundle that is not deleted.
fn this(org: OrgId, bundle: BundleId) -> UpdateMany<bundle::Entity> {
    bundle::Entity::update_many()
        .filter(bundle::Column::OrgId.eq(org))
        .filter(bundle::Column::Id.eq(bundle))
        .filter(bundle::Column::DeletedAt.is_null())
}
