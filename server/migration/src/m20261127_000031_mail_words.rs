//! Organizations' own words for their mails, and the numbers of the events that last set them, as JSON by mail.

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
        sql::run(manager, WORDS).await
    }
}

const WORDS: &str = "
alter table organizations add column mail_words text not null default '{}'
--;
alter table organizations add column mail_words_seqs text not null default '{}'
";
