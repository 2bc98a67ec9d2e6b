//! Mails to people about what was done to them: whether an organization sends any, and what a mail is about.

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
        sql::run(manager, TOLD).await
    }
}

const TOLD: &str = "
alter table organizations add column tell_people boolean not null default true
--;
alter table organizations add column tell_people_seq bigint not null default 0
--;
alter table outbox add column topic text
--;
update outbox set topic = 'end' where user_id is not null
";
