//! People who do not come any more: what an organization does about them, and for each user when it comes to that.

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
        sql::run(manager, DORMANCY).await
    }
}

const DORMANCY: &str = "
alter table organizations add column dormancy_remind bigint
--;
alter table organizations add column dormancy_suspend bigint
--;
alter table organizations add column dormancy_since bigint
--;
alter table organizations add column dormancy_seq bigint not null default 0
--;
alter table users add column awake_at bigint
--;
alter table users add column dormant_at bigint
--;
alter table users add column dormancy_told bigint
--;
create index users_dormant on users (dormant_at) where dormant_at is not null
";
