//! Organizations, accounts, users, roles, teams, invitations, events, the outbox, sessions.
//!
//! Every table of an organization has `org_id` first in its key and every reference carries it, so that a link
//! across organizations cannot be stored. Times are UTC milliseconds.

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
        for part in [ACCOUNTS, ORGANIZATIONS, USERS, INVITATIONS, EVENTS, OUTBOX, GUARDS] {
            sql::run(manager, part).await?;
        }
        Ok(())
    }
}

const ACCOUNTS: &str = "
create table accounts (
    id {uuid} not null primary key,
    email text not null unique,
    email_typed text not null,
    name text not null,
    language text not null default 'en',
    preferences text not null default '{}',
    created_at bigint not null,
    signed_out_at bigint
)
--;
create table credentials (
    account_id {uuid} not null references accounts (id) on delete cascade,
    kind text not null,
    secret text not null,
    changed_at bigint not null,
    primary key (account_id, kind)
)
--;
create table sessions (
    id {uuid} not null primary key,
    account_id {uuid} not null references accounts (id) on delete cascade,
    token_hash {bytes} not null unique,
    created_at bigint not null,
    last_seen_at bigint not null,
    authenticated_at bigint not null,
    auth_level text not null,
    ip text,
    agent text,
    ended_at bigint
)
--;
create index sessions_of_account on sessions (account_id)
--;
create table account_tokens (
    token_hash {bytes} not null primary key,
    purpose text not null,
    account_id {uuid} references accounts (id) on delete cascade,
    email text,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
)
";

const ORGANIZATIONS: &str = "
create table organizations (
    id {uuid} not null primary key,
    slug text not null unique,
    name text not null,
    seat_limit bigint,
    seat_policy text not null,
    seq bigint not null default 0,
    created_at bigint not null
)
--;
create table roles (
    org_id {uuid} not null references organizations (id),
    id {uuid} not null,
    builtin text,
    name text not null,
    slug text not null,
    permissions bigint not null,
    primary key (org_id, id),
    unique (org_id, slug),
    unique (org_id, builtin)
)
--;
create table teams (
    org_id {uuid} not null references organizations (id),
    id {uuid} not null,
    name text not null,
    name_key text not null,
    slug text not null,
    primary key (org_id, id),
    unique (org_id, slug),
    unique (org_id, name_key)
)
";

const USERS: &str = "
create table users (
    org_id {uuid} not null references organizations (id),
    id {uuid} not null,
    account_id {uuid} not null references accounts (id),
    role_id {uuid} not null,
    name text not null,
    email text not null,
    state text not null check (state in ('active', 'suspended', 'removed')),
    joined_at bigint not null,
    ends_at bigint,
    role_until bigint,
    role_after {uuid},
    last_active bigint,
    removed_at bigint,
    signed_out_at bigint,
    invited_by {uuid},
    role_seq bigint not null,
    teams_seq bigint not null,
    status_seq bigint not null,
    primary key (org_id, id),
    unique (org_id, account_id),
    foreign key (org_id, role_id) references roles (org_id, id),
    foreign key (org_id, role_after) references roles (org_id, id),
    foreign key (org_id, invited_by) references users (org_id, id)
)
--;
create index users_by_email on users (org_id, email)
--;
create index users_of_account on users (account_id)
--;
create table team_users (
    org_id {uuid} not null,
    team_id {uuid} not null,
    user_id {uuid} not null,
    owner {bool} not null,
    primary key (org_id, team_id, user_id),
    foreign key (org_id, team_id) references teams (org_id, id) on delete cascade,
    foreign key (org_id, user_id) references users (org_id, id)
)
--;
create index teams_of_user on team_users (org_id, user_id)
";

const INVITATIONS: &str = "
create table invitations (
    org_id {uuid} not null references organizations (id),
    id {uuid} not null,
    email text not null,
    name text,
    role_id {uuid} not null,
    invited_by {uuid},
    created_at bigint not null,
    sent_at bigint not null,
    expires_at bigint not null,
    state text not null check (state in ('open', 'accepted', 'revoked')),
    delivery text not null,
    delivery_note text,
    note text,
    seq bigint not null,
    primary key (org_id, id),
    foreign key (org_id, role_id) references roles (org_id, id),
    foreign key (org_id, invited_by) references users (org_id, id)
)
--;
create unique index one_open_invitation on invitations (org_id, email) where state = 'open'
--;
create index invitations_by_sender on invitations (org_id, invited_by)
--;
create table invitation_teams (
    org_id {uuid} not null,
    invitation_id {uuid} not null,
    team_id {uuid} not null,
    primary key (org_id, invitation_id, team_id),
    foreign key (org_id, invitation_id) references invitations (org_id, id),
    foreign key (org_id, team_id) references teams (org_id, id) on delete cascade
)
--;
create table invitation_links (
    org_id {uuid} not null,
    id {uuid} not null,
    invitation_id {uuid} not null,
    token_hash {bytes} not null unique,
    created_at bigint not null,
    ended_at bigint,
    primary key (org_id, id),
    foreign key (org_id, invitation_id) references invitations (org_id, id)
)
--;
create index links_of_invitation on invitation_links (org_id, invitation_id)
";

const EVENTS: &str = "
create table events (
    org_id {uuid} not null references organizations (id),
    seq bigint not null,
    at bigint not null,
    actor_kind text not null,
    actor_id {uuid},
    door text not null,
    kind text not null,
    schema_version integer not null,
    subject_kind text not null,
    subject_id {uuid},
    command_id {uuid} not null,
    body text not null,
    personal text,
    ip text,
    previous_hash {bytes} not null,
    hash {bytes} not null,
    primary key (org_id, seq)
)
--;
create index events_of_command on events (org_id, command_id)
--;
create index events_of_subject on events (org_id, subject_id)
--;
create table refused_attempts (
    id {uuid} not null primary key,
    org_id {uuid},
    at bigint not null,
    account_id {uuid},
    door text not null,
    action text not null,
    subject text not null,
    code text not null,
    ip text
)
--;
create index refused_attempts_of_org on refused_attempts (org_id, at)
--;
create table intents (
    actor text not null,
    id {uuid} not null,
    org_id {uuid},
    body_hash {bytes} not null,
    answer text not null,
    sealed {bytes},
    at bigint not null,
    primary key (actor, id)
)
--;
create index intents_by_age on intents (at)
";

const OUTBOX: &str = "
create table outbox (
    id {uuid} not null primary key,
    org_id {uuid},
    invitation_id {uuid},
    recipient text not null,
    message text not null,
    sealed {bytes},
    message_id text not null,
    state text not null check (state in ('waiting', 'sent', 'failed', 'withdrawn')),
    created_at bigint not null,
    due_at bigint not null,
    attempts integer not null default 0,
    lease_until bigint,
    lease {uuid},
    last_error text,
    done_at bigint,
    foreign key (org_id, invitation_id) references invitations (org_id, id)
)
--;
create index outbox_due on outbox (state, due_at)
--;
create index outbox_of_invitation on outbox (org_id, invitation_id)
";

/// What the database itself refuses: changing built-in roles, events and refused attempts.
const GUARDS: &str = "
--sqlite
create trigger built_in_roles_stay before update on roles when old.builtin is not null
begin select raise(abort, 'built-in roles cannot be changed'); end
--;
--sqlite
create trigger built_in_roles_remain before delete on roles when old.builtin is not null
begin select raise(abort, 'built-in roles cannot be deleted'); end
--;
--sqlite
create trigger events_stay before update on events
when new.personal is not null
  or new.org_id is not old.org_id or new.seq is not old.seq or new.at is not old.at
  or new.actor_kind is not old.actor_kind or new.actor_id is not old.actor_id or new.door is not old.door
  or new.kind is not old.kind or new.schema_version is not old.schema_version
  or new.subject_kind is not old.subject_kind or new.subject_id is not old.subject_id
  or new.command_id is not old.command_id or new.body is not old.body or new.ip is not old.ip
  or new.previous_hash is not old.previous_hash or new.hash is not old.hash
begin select raise(abort, 'events cannot be changed'); end
--;
--sqlite
create trigger events_remain before delete on events
begin select raise(abort, 'events cannot be deleted'); end
--;
--sqlite
create trigger refused_attempts_stay before update on refused_attempts
begin select raise(abort, 'refused attempts cannot be changed'); end
--;
--sqlite
create trigger refused_attempts_remain before delete on refused_attempts
begin select raise(abort, 'refused attempts cannot be deleted'); end
--;
--postgres
create function refuse_change() returns trigger language plpgsql as $$
begin raise exception '% cannot be changed', tg_table_name; end $$
--;
--postgres
create trigger built_in_roles_stay before update or delete on roles
for each row when (old.builtin is not null) execute function refuse_change()
--;
--postgres
create trigger events_stay before update on events
for each row when (new.personal is not null or (to_jsonb(new) - 'personal') is distinct from (to_jsonb(old) - 'personal'))
execute function refuse_change()
--;
--postgres
create trigger events_remain before delete on events for each row execute function refuse_change()
--;
--postgres
create trigger refused_attempts_stay before update or delete on refused_attempts
for each row execute function refuse_change()
";
