//! A second factor: the last time step whose code was taken, and the codes for when the app is lost.

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
        sql::run(manager, SECOND_FACTOR).await
    }
}

const SECOND_FACTOR: &str = "
alter table credentials add column used_step bigint
--;
create table recovery_codes (
    account_id {uuid} not null references accounts (id) on delete cascade,
    code_hash {bytes} not null,
    made_at bigint not null,
    used_at bigint,
    primary key (account_id, code_hash)
)
";
