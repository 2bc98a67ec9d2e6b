//! Whether an organization takes people without a second factor, and which of its users have one.

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
        sql::run(manager, REQUIRE_SECOND_FACTOR).await
    }
}

// Of second factors from before, no event tells: days before this step show nobody's.
const REQUIRE_SECOND_FACTOR: &str = "
alter table organizations add column require_second_factor {bool} not null default false
--;
alter table organizations add column require_second_factor_seq bigint not null default 0
--;
alter table users add column second_factor {bool} not null default false
--;
update users set second_factor = true where account_id in (select account_id from credentials where kind = 'totp')
";
