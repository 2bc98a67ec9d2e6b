//! Writing the roles of an organization's own.

use super::{persist, row};
use crate::Result;
use crate::entity::role;
use domain::{OrgId, Role, RoleId, RoleShape, Timestamp};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, UpdateMany};

/// A role is there: a new one, or one that was deleted, on its own row.
pub(super) async fn create(tx: &DatabaseTransaction, org: OrgId, role: &Role, seq: i64) -> Result<()> {
    use role::Column as C;
    let again = OnConflict::columns([C::OrgId, C::Id])
        .update_columns([C::Name, C::Slug, C::Permissions, C::NameSeq, C::PermissionsSeq, C::DeletedAt])
        .to_owned();
    role::Entity::insert(row::role_row(org, role, seq)).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// What is another now gets the event's number: see `domain::SetBy`.
pub(super) async fn reshape(
    tx: &DatabaseTransaction,
    org: OrgId,
    role: RoleId,
    before: &RoleShape,
    after: &RoleShape,
    seq: i64,
) -> Result<()> {
    use role::Column as C;
    let mut update = this(org, role)
        .col_expr(C::Name, Expr::value(after.name.clone()))
        .col_expr(C::Permissions, Expr::value(i64::from(after.permissions.bits())));
    if before.name != after.name {
        update = update.col_expr(C::NameSeq, Expr::value(seq));
    }
    if before.permissions != after.permissions {
        update = update.col_expr(C::PermissionsSeq, Expr::value(seq));
    }
    persist::one(&update.exec(tx).await?)
}

/// The row stays, for what is over: accepted and revoked invitations refer to it. Its name in URLs is free again; no
/// name that is made of another is as long as the one it gets.
pub(super) async fn delete(tx: &DatabaseTransaction, org: OrgId, role: RoleId, at: Timestamp) -> Result<()> {
    let update = this(org, role)
        .col_expr(role::Column::DeletedAt, Expr::value(Some(at)))
        .col_expr(role::Column::Slug, Expr::value(format!("deleted-{}", role.0)));
    persist::one(&update.exec(tx).await?)
}

/// A role that is not deleted. A built-in one the database itself keeps as it is.
fn this(org: OrgId, role: RoleId) -> UpdateMany<role::Entity> {
    role::Entity::update_many()
        .filter(role::Column::OrgId.eq(org))
        .filter(role::Column::Id.eq(role))
        .filter(role::Column::DeletedAt.is_null())
}
