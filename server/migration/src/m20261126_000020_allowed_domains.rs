//! The domains whose addresses an organization lets be invited.

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
        sql::run(manager, DOMAINS).await
    }
}

const DOMAINS: &str = "
alter table organizations add column allowed_domains text not null default ''
--;
alter table organizations add column allowed_domains_seq bigint not null default 0
";
