//! Reminders to the invited: whether an organization sends any, and how many of each invitation's are over. Who was
//! invited before there were reminders gets none.

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
        sql::run(manager, REMINDERS).await
    }
}

const REMINDERS: &str = "
alter table organizations add column remind_invited boolean not null default true
--;
alter table organizations add column remind_invited_seq bigint not null default 0
--;
alter table invitations add column reminded integer not null default 0
--;
update invitations set reminded = 2
";
