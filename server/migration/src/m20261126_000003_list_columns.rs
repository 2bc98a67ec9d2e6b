//! Which columns of lists are which, as somebody mapped them by hand, by the lists' headings.

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
        sql::run(manager, COLUMNS).await
    }
}

const COLUMNS: &str = "
create table list_columns (
    org_id {uuid} not null references organizations (id),
    shape {bytes} not null,
    columns text not null,
    primary key (org_id, shape)
)
";
