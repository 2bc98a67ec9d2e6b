//! The indexes of events by command and by subject without the organization: ids are nowhere else, and half as much is
//! written for each event.

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
        sql::run(manager, INDEXES).await
    }
}

const INDEXES: &str = "
drop index events_of_command
--;
drop index events_of_subject
--;
create index events_of_command on events (command_id)
--;
create index events_of_subject on events (subject_id)
";
