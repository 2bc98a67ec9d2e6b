//! Requests to join: whether an organization takes them, how far each has come, and the links that prove an address.

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
        sql::run(manager, REQUESTS).await
    }
}

const REQUESTS: &str = "
alter table organizations add column take_requests {bool} not null default false
--;
alter table organizations add column take_requests_seq bigint not null default 0
--;
alter table invitations add column request text check (request in ('asked', 'approved'))
--;
create table join_links (
    token_hash {bytes} not null primary key,
    org_id {uuid} not null references organizations (id),
    email text not null,
    name text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
)
--;
create index join_links_by_address on join_links (org_id, email, created_at)
";
