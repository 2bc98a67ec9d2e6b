//! Roles of an organization's own: the numbers of the events that last set their names and what they allow, and when
//! they were deleted. Zero stands for an event from before this step, which nobody clashes with.

use crate::sql;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, ROLES).await
    }
}

const ROLES: &str = "
alter table roles add column name_seq bigint not null default 0
--;
alter table roles add column permissions_seq bigint not null default 0
--;
alter table roles add column deleted_at bigint
";
