//! End dates: the event that last set one, when its mail was written, and the mails that are about it.

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
        sql::run(manager, DATES).await
    }
}

const DATES: &str = "
alter table users add column ends_seq bigint not null default 0
--;
alter table users add column end_told_at bigint
--;
create index users_by_end on users (ends_at) where ends_at is not null
--;
alter table outbox add column user_id {uuid}
--;
create index mails_about_user on outbox (org_id, user_id) where user_id is not null
";
