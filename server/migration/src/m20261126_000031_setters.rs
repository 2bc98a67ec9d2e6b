//! Who set an end date is told of it apart from whose it is: of many by one mail.

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
        sql::run(manager, SETTERS).await
    }
}

const SETTERS: &str = "
alter table users add column end_setter_told_at bigint
--;
update users set end_setter_told_at = end_told_at
";
