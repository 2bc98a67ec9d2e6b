//! Refused attempts, as they are read. They are no events, and in no chain.

use super::entries::people;
use super::log::names_in;
use crate::entity::{refused_attempt, user};
use crate::store::load;
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{AUDIT_PAGE, Attempt, AttemptPage, AuditActor, AuditFilter, Doer, Door, InvitationId, UserId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

impl Directory {
    /// A page of the refused attempts, the newest first: what is older than `before`, by the filter's actor, about its
    /// subject, in its time. Attempts have no themes, and no events.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization is not the caller's, or has no such attempt; [`Error::Refused`] when
    /// they may not read its audit log; [`Error::SignedOut`]; [`Error::Database`].
    pub async fn refused_attempts(
        &self,
        caller: &Caller,
        org: &OrgRef,
        filter: &AuditFilter,
        before: Option<Uuid>,
    ) -> Result<AttemptPage> {
        use refused_attempt::Column as C;
        let (org, _) = self.audited(caller, org, "read_audit_log").await?;
        let db = self.read();
        let AuditFilter { themes: _, actor, subject, from, to, command: _ } = filter;
        let mut wanted = Condition::all()
            .add(C::OrgId.eq(org.id))
            .add_option(subject.map(|subject| C::Subject.eq(subject.to_string())))
            .add_option(from.map(|from| C::At.gte(from)))
            .add_option(to.map(|to| C::At.lte(to)));
        wanted = match actor {
            None => wanted,
            Some(AuditActor::User(id)) => {
                let row = user::Entity::find_by_id((org.id, *id)).one(db).await?;
                wanted.add(C::AccountId.eq(row.map_or(Uuid::nil(), |row| row.account_id.0)))
            }
            Some(AuditActor::Operator) => wanted.add(C::Door.eq(Door::Cli)),
            Some(AuditActor::System) => wanted.add(C::Door.eq(Door::Job)),
        };
        if let Some(before) = before {
            let last = refused_attempt::Entity::find_by_id(before)
                .filter(C::OrgId.eq(org.id))
                .one(db)
                .await?
                .ok_or(Error::NotFound)?;
            let older = Condition::all().add(C::At.eq(last.at)).add(C::Id.lt(last.id));
            wanted = wanted.add(Condition::any().add(C::At.lt(last.at)).add(older));
        }
        let mut rows = refused_attempt::Entity::find()
            .filter(wanted)
            .order_by_desc(C::At)
            .order_by_desc(C::Id)
            .limit(AUDIT_PAGE as u64 + 1)
            .all(db)
            .await?;
        let more = rows.len() > AUDIT_PAGE;
        rows.truncate(AUDIT_PAGE);
        let accounts: std::collections::BTreeSet<_> = rows.iter().filter_map(|row| row.account_id).collect();
        let accounts: Vec<_> = accounts.into_iter().collect();
        let users = load::users_of_accounts(db, org.id, &accounts).await?;
        let doers: BTreeMap<_, _> = users.into_iter().map(|user| (user.account, user.name)).collect();
        let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.subject.parse().ok()).collect();
        let (users, invitations): (Vec<_>, Vec<_>) = ids.iter().map(|id| (UserId(*id), InvitationId(*id))).unzip();
        let mut named = people(db, &org, &users, &invitations).await?;
        named.extend(load::teams(db, org.id).await?.into_iter().map(|team| (team.id.0, team.name.to_string())));
        named.extend(load::roles_ever(db, org.id).await?.into_iter().map(|role| (role.id.0, role.name.to_string())));
        let attempt = |row: refused_attempt::Model| Attempt {
            by: match (row.account_id, row.door) {
                (Some(account), _) => doers.get(&account).cloned().map_or(Doer::Hidden, Doer::User),
                (None, Door::Cli) => Doer::Operator,
                (None, Door::Job) => Doer::System,
                (None, Door::Page) => Doer::Hidden,
            },
            about: row.subject.parse().ok().and_then(|id: Uuid| named.get(&id).cloned()).unwrap_or(row.subject),
            id: row.id,
            at: row.at,
            door: row.door,
            action: row.action,
            code: row.code,
            ip: row.ip,
        };
        let attempts = rows.into_iter().map(attempt).collect();
        let (actor, subject) = names_in(db, org.id, filter).await?;
        Ok(AttemptPage { attempts, more, actor, subject })
    }
}
