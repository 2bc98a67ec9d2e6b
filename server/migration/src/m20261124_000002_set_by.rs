//! The numbers of the events that last set an organization's settings and a team's name: who sets one without having
//! seen that event clashes. Zero stands for an event from before this step, which nobody clashes with.

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
        sql::run(manager, NUMBERS).await
    }
}

const NUMBERS: &str = "
alter table organizations add column name_seq bigint not null default 0
--;
alter table organizations add column seat_limit_seq bigint not null default 0
--;
alter table organizations add column seat_policy_seq bigint not null default 0
--;
alter table teams add column name_seq bigint not null default 0
";
