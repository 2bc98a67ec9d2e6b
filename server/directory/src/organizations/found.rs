//! Making an organization: its row, its built-in roles and its first event.

use crate::entity::organization;
use crate::events::Chain;
use crate::stop::Writer;
use crate::store::persist;
use crate::{Caller, Directory, Error, OrgRef, Result, tx::hold_org};
use domain::{
    Actor, Change, CommandId, Name, OrgId, OrgSettings, Role, RoleId, RoleKey, SeatPolicy, Timestamp, User, free_slug,
    is_slug,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, Statement};
use std::collections::BTreeMap;

/// The number of the lock that organizations are made under (PostgreSQL).
const FOUNDING: i64 = 0x4d75_7374_6572;

/// One organization is made at a time: which slug is free, and whether there is one at all, stays true.
pub(super) async fn hold_founding(tx: &DatabaseTransaction) -> Result<()> {
    if tx.get_database_backend() != DbBackend::Sqlite {
        let lock = format!("select pg_advisory_xact_lock({FOUNDING})");
        tx.execute_raw(Statement::from_string(tx.get_database_backend(), lock)).await?;
    }
    Ok(())
}

/// Whether there is an organization.
pub(super) async fn any_organization(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(organization::Entity::find().one(db).await?.is_some())
}

/// What a new organization is called in URLs: as asked, or made from its name.
pub(super) async fn slug_for(tx: &DatabaseTransaction, name: &Name, asked: Option<&str>) -> Result<String> {
    let invalid = |reason: &str| Error::Invalid { field: "slug", reason: reason.to_owned() };
    let taken = |slug: String| async move {
        let found = organization::Entity::find().filter(organization::Column::Slug.eq(slug)).one(tx).await?;
        Ok::<bool, Error>(found.is_some())
    };
    if let Some(asked) = asked {
        if !is_slug(asked) {
            return Err(invalid("1 to 40 of a–z, 0–9 and inner -"));
        }
        return if taken(asked.to_owned()).await? {
            Err(invalid("another organization has it"))
        } else {
            Ok(asked.to_owned())
        };
    }
    let mut known = Vec::new();
    loop {
        let slug = free_slug(name.as_str(), "organization", |slug| known.iter().any(|other| other == slug));
        if !taken(slug.clone()).await? {
            return Ok(slug);
        }
        known.push(slug);
    }
}

/// A new organization, held.
pub(super) struct Founded {
    pub org: organization::Model,
    pub owner: RoleId,
}

impl Directory {
    /// Makes an organization by its first event. It has no user yet: the same transaction adds an Owner.
    pub(super) async fn found(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        actor: Actor,
        command: CommandId,
        (slug, name): (String, Name),
        now: Timestamp,
    ) -> Result<Founded> {
        let id = OrgId(self.inner.clock.fresh_id());
        let mut roles = Vec::with_capacity(RoleKey::ALL.len());
        for key in RoleKey::ALL {
            let name = Name::parse(key.title()).map_err(|error| Error::Internal(error.to_string()))?;
            let (slug, permissions) = (key.slug().to_owned(), key.permissions());
            roles.push(Role { id: RoleId(self.inner.clock.fresh_id()), key: Some(key), name, slug, permissions });
        }
        let owner = roles.iter().find(|role| role.is_owner()).map(|role| role.id).ok_or(Error::NotFound)?;
        let settings = OrgSettings {
            name,
            seat_limit: None,
            seat_policy: SeatPolicy::default(),
            tell_people: true,
            allowed_domains: Vec::new(),
            remind_invited: true,
            mail_words: BTreeMap::new(),
            dormancy: None,
            take_requests: false,
            require_second_factor: false,
        };
        // The row comes before its events: they refer to it.
        persist::create_organization(tx, id, &slug, &settings, &roles, now).await?;
        let created = Change::OrganizationCreated { org: id, slug, settings, roles };
        let mut chain = Chain::begin(id);
        chain.add(caller, actor, command, now, created)?;
        chain.store(Writer::to_the_end(tx)).await?;
        persist::last_event(tx, id, chain.seq()).await?;
        Ok(Founded { org: hold_org(tx, &OrgRef::Id(id)).await?, owner })
    }
}

/// Somebody who becomes a user without an invitation.
pub(super) fn new_user(
    id: domain::UserId,
    account: &crate::entity::account::Model,
    role: RoleId,
    now: Timestamp,
) -> User {
    User {
        id,
        account: account.id,
        name: account.name.clone(),
        email: account.email.clone(),
        role,
        teams: Vec::new(),
        state: domain::UserState::Active,
        joined_at: now,
        ends_at: None,
        role_until: None,
        role_after: None,
        last_active: None,
        removed_at: None,
        invited_by: None,
        role_seq: 0,
        teams_seq: 0,
        status_seq: 0,
        ends_seq: 0,
        dormant_at: None,
        bundle: None,
        second_factor: false,
    }
}
