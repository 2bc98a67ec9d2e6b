//! Bundles: what people are usually invited with; who came by which; and when access by an invitation ends.

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
        sql::run(manager, BUNDLES).await
    }
}

// SQLite adds no foreign key of two columns to a table that is there: triggers hold it.
const BUNDLES: &str = "
create table bundles (
    org_id {uuid} not null references organizations (id),
    id {uuid} not null,
    name text not null,
    role_id {uuid} not null,
    access_days bigint,
    note text,
    seq bigint not null,
    deleted_at bigint,
    primary key (org_id, id),
    foreign key (org_id, role_id) references roles (org_id, id)
)
--;
create table bundle_teams (
    org_id {uuid} not null,
    bundle_id {uuid} not null,
    team_id {uuid} not null,
    primary key (org_id, bundle_id, team_id),
    foreign key (org_id, bundle_id) references bundles (org_id, id),
    foreign key (org_id, team_id) references teams (org_id, id) on delete cascade
)
--;
alter table invitations add column access_days bigint
--;
alter table invitations add column bundle_id {uuid}
--;
alter table users add column bundle_id {uuid}
--;
create index users_by_bundle on users (org_id, bundle_id) where bundle_id is not null
--;
--sqlite
create trigger users_come_by_a_bundle before update of bundle_id on users
when new.bundle_id is not null and not exists (select 1 from bundles where org_id = new.org_id and id = new.bundle_id)
begin select raise(abort, 'the bundle is not of this organization'); end
--;
--sqlite
create trigger users_join_by_a_bundle before insert on users
when new.bundle_id is not null and not exists (select 1 from bundles where org_id = new.org_id and id = new.bundle_id)
begin select raise(abort, 'the bundle is not of this organization'); end
--;
--sqlite
create trigger invitations_change_to_a_bundle before update of bundle_id on invitations
when new.bundle_id is not null and not exists (select 1 from bundles where org_id = new.org_id and id = new.bundle_id)
begin select raise(abort, 'the bundle is not of this organization'); end
--;
--sqlite
create trigger invitations_name_a_bundle before insert on invitations
when new.bundle_id is not null and not exists (select 1 from bundles where org_id = new.org_id and id = new.bundle_id)
begin select raise(abort, 'the bundle is not of this organization'); end
--;
--postgres
alter table users add foreign key (org_id, bundle_id) references bundles (org_id, id)
--;
--postgres
alter table invitations add foreign key (org_id, bundle_id) references bundles (org_id, id)
";
