//! What changes without an event, and when: how far an invitation's mail has come. By index, as is when users were last seen:
//! whoever listens is told of both.

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
        sql::run(manager, BESIDE_EVENTS).await
    }
}

const BESIDE_EVENTS: &str = "
alter table invitations add column delivery_at bigint
--;
create index invitations_by_delivery on invitations (org_id, delivery_at) where delivery_at is not null
--;
create index users_by_activity on users (org_id, last_active) where last_active is not null
";
