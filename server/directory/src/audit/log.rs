//! Reading the audit log: a page of it, narrowed.

use super::entries::Entries;
use crate::entity::event;
use crate::store::load;
use crate::store::row::stored;
use crate::{Caller, Directory, OrgRef, Result, events, people};
use domain::{AUDIT_PAGE, AuditActor, AuditEntry, AuditFilter, AuditPage, AuditTheme, InvitationId, OrgId, UserId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

impl Directory {
    /// A page of the audit log, the newest first: what is older than the event numbered `before`, as far as the filter
    /// leaves it.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the organization is not the caller's; [`crate::Error::Refused`] when they may
    /// not read its audit log; [`crate::Error::SignedOut`]; [`crate::Error::Database`].
    pub async fn audit_log(
        &self,
        caller: &Caller,
        org: &OrgRef,
        filter: &AuditFilter,
        before: Option<u64>,
    ) -> Result<AuditPage> {
        let (org, by) = self.audited(caller, org, "read_audit_log").await?;
        let db = self.read();
        let narrowed = Narrowed::of(db, org.id, filter).await?;
        let mut rows = narrowed.rows(db, before, AUDIT_PAGE as u64 + 1).await?;
        let more = rows.len() > AUDIT_PAGE;
        rows.truncate(AUDIT_PAGE);
        let entries = Entries::of(db, &org, &by, &rows).await?.all(rows)?;
        let (actor, subject) = names_in(db, org.id, filter).await?;
        Ok(AuditPage { entries, more, actor, subject })
    }

    /// The next entries of the audit log before the event numbered `before`, for a file: fewer than were asked for, and
    /// none at the end.
    ///
    /// # Errors
    /// As [`Directory::audit_log`].
    pub async fn audit_stretch(
        &self,
        caller: &Caller,
        org: &OrgRef,
        filter: &AuditFilter,
        before: Option<u64>,
    ) -> Result<Vec<AuditRecord>> {
        /// So many are in memory at once.
        const AT_ONCE: u64 = 500;
        let (org, by) = self.audited(caller, org, "export_audit_log").await?;
        let db = self.read();
        let rows = Narrowed::of(db, org.id, filter).await?.rows(db, before, AT_ONCE).await?;
        let entries = Entries::of(db, &org, &by, &rows).await?;
        rows.into_iter()
            .map(|row| {
                let (change, hash) = (events::read(&row)?.change, hex::encode(&row.hash));
                Ok(AuditRecord { entry: entries.entry(row)?, change, hash })
            })
            .collect()
    }
}

/// An event for a file: in names, and as it was recorded.
#[derive(Clone, Debug)]
pub struct AuditRecord {
    /// In names.
    pub entry: AuditEntry,
    /// As it was recorded, with its personal texts as far as they were not erased.
    pub change: domain::Change,
    /// Its hash, as 64 hexadecimal digits.
    pub hash: String,
}

/// A filter, ready to be asked of the database.
pub(super) struct Narrowed(Condition);

impl Narrowed {
    pub(super) async fn of(db: &impl ConnectionTrait, org: OrgId, filter: &AuditFilter) -> Result<Self> {
        use event::Column as C;
        let AuditFilter { themes, actor, subject, from, to, command } = filter;
        let subjects = match subject {
            Some(subject) => people::subjects_of_user(db, org, UserId(*subject)).await?,
            None => Vec::new(),
        };
        let kinds: Vec<&str> = themes.iter().copied().flat_map(AuditTheme::kinds).copied().collect();
        let all = Condition::all()
            .add(C::OrgId.eq(org))
            .add_option((!kinds.is_empty()).then(|| C::Kind.is_in(kinds)))
            .add_option(subject.map(|_| C::SubjectId.is_in(subjects)))
            .add_option(from.map(|from| C::At.gte(from)))
            .add_option(to.map(|to| C::At.lte(to)))
            .add_option(command.map(|command| C::CommandId.eq(command)));
        Ok(Self(match actor {
            None => all,
            Some(AuditActor::User(user)) => all.add(C::ActorId.eq(*user)),
            Some(AuditActor::Operator) => all.add(C::ActorKind.eq("operator")),
            Some(AuditActor::System) => all.add(C::ActorKind.eq("system")),
        }))
    }

    async fn rows(&self, db: &impl ConnectionTrait, before: Option<u64>, most: u64) -> Result<Vec<event::Model>> {
        let older = before.map(|before| event::Column::Seq.lt(stored(before)));
        Ok(event::Entity::find()
            .filter(self.0.clone().add_option(older))
            .order_by_desc(event::Column::Seq)
            .limit(most)
            .all(db)
            .await?)
    }
}

/// What the filter's actor and subject are called, where they are people.
pub(super) async fn names_in(
    db: &impl ConnectionTrait,
    org: OrgId,
    filter: &AuditFilter,
) -> Result<(Option<String>, Option<String>)> {
    let actor = match filter.actor {
        Some(AuditActor::User(user)) => name_of(db, org, user.0).await?,
        Some(AuditActor::Operator | AuditActor::System) | None => None,
    };
    let subject = match filter.subject {
        Some(subject) => name_of(db, org, subject).await?,
        None => None,
    };
    Ok((actor, subject))
}

async fn name_of(db: &impl ConnectionTrait, org: OrgId, id: Uuid) -> Result<Option<String>> {
    if let Some(user) = load::users_by_id(db, org, &[UserId(id)]).await?.pop() {
        return Ok(Some(user.name.to_string()));
    }
    let invitation = load::invitations_by_id(db, org, &[InvitationId(id)]).await?.pop();
    Ok(invitation.map(|invitation| invitation.email.to_string()))
}
