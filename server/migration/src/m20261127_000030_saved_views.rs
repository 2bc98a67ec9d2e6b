//! Lists of people that users keep under a name, with their alarms.

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
        sql::run(manager, VIEWS).await
    }
}

const VIEWS: &str = "
create table saved_views (
    org_id {uuid} not null,
    user_id {uuid} not null,
    id {uuid} not null,
    name text not null,
    name_key text not null,
    query text not null,
    alarm_above bigint,
    rings_since bigint,
    looked_seq bigint not null,
    looked_at bigint not null,
    created_at bigint not null,
    primary key (org_id, user_id, id),
    unique (org_id, user_id, name_key),
    foreign key (org_id, user_id) references users (org_id, id) on delete cascade
)
--;
create index views_with_alarm on saved_views (org_id, user_id) where alarm_above is not null
";
