//! The line of invitations that wait for a seat: their places, which are numbers of events.

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
        sql::run(manager, QUEUE).await
    }
}

const QUEUE: &str = "
alter table invitations add column queue_place bigint
--;
create index invitations_in_line on invitations (org_id, queue_place) where queue_place is not null
";
