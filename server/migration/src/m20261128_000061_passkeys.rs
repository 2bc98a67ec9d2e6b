//! Passkeys of accounts: each with what WebAuthn has to know of it.

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
        sql::run(manager, PASSKEYS).await
    }
}

const PASSKEYS: &str = "
create table passkeys (
    id {uuid} not null primary key,
    account_id {uuid} not null references accounts (id) on delete cascade,
    credential_id {bytes} not null unique,
    name text not null,
    credential text not null,
    created_at bigint not null,
    last_used_at bigint
)
--;
create index passkeys_of_account on passkeys (account_id)
";
