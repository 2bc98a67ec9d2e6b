//! The same call twice is harmless: a command's answer is kept, in its own transaction, for repeats of it. In place of
//! an answer it may stand that the command was cancelled: then it never happens.

use crate::entity::intent;
use crate::secret::{SecretKey, sha256};
use crate::{Caller, Error, Result};
use domain::{Answer, CancelOutcome, CommandId, Imported, InviteLink, OrgId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

/// How long answers are kept, in ms.
const KEEP_MS: i64 = domain::DAY_MS;

/// One intent of one caller.
pub(crate) struct Intent {
    actor: String,
    id: CommandId,
    org: OrgId,
    body_hash: Vec<u8>,
}

impl Intent {
    pub(crate) fn new(caller: &Caller, id: CommandId, org: OrgId, body: &str) -> Self {
        Self { actor: caller.key(), id, org, body_hash: sha256(format!("{org}{body}").as_bytes()) }
    }

    /// Its id, by which its events are told.
    pub(crate) fn id(&self) -> CommandId {
        self.id
    }

    /// In which organization.
    pub(crate) fn org(&self) -> OrgId {
        self.org
    }

    /// The row of an earlier call.
    ///
    /// # Errors
    /// [`Error::IntentReused`] when the id was used for something else; [`Error::Cancelled`].
    async fn row(&self, tx: &DatabaseTransaction) -> Result<Option<intent::Model>> {
        let Some(row) = intent::Entity::find_by_id((self.actor.clone(), self.id)).one(tx).await? else {
            return Ok(None);
        };
        if is_cancelled(&row) {
            return Err(Error::Cancelled);
        }
        if row.body_hash != self.body_hash {
            return Err(Error::IntentReused);
        }
        Ok(Some(row))
    }

    /// What a repeat of an import is answered.
    ///
    /// # Errors
    /// [`Error::IntentReused`] when the id was used for something else; [`Error::Cancelled`].
    pub(crate) async fn imported(&self, tx: &DatabaseTransaction) -> Result<Option<Imported>> {
        let row = self.row(tx).await?;
        row.map(|row| Ok(serde_json::from_str(&row.answer)?)).transpose()
    }

    /// What a repeat is answered.
    ///
    /// # Errors
    /// [`Error::IntentReused`] when the id was used for something else; [`Error::Cancelled`].
    pub(crate) async fn answered(&self, tx: &DatabaseTransaction, key: &SecretKey) -> Result<Option<Answer>> {
        let Some(row) = self.row(tx).await? else { return Ok(None) };
        let mut answer: Answer = serde_json::from_str(&row.answer)?;
        if let Some(links) = row.sealed.and_then(|sealed| key.open(&sealed)) {
            answer.links = serde_json::from_str::<Vec<InviteLink>>(&links)?;
        }
        Ok(Some(answer))
    }

    /// Keeps the answer; links in it are sealed. Answers past their time make way.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when it was cancelled meanwhile, on another server perhaps.
    pub(crate) async fn keep(
        &self,
        tx: &DatabaseTransaction,
        key: &SecretKey,
        answer: &Answer,
        now: Timestamp,
    ) -> Result<()> {
        let sealed =
            if answer.links.is_empty() { None } else { Some(key.seal(&serde_json::to_string(&answer.links)?)) };
        let answer = if answer.links.is_empty() {
            serde_json::to_string(answer)?
        } else {
            serde_json::to_string(&Answer { links: Vec::new(), ..answer.clone() })?
        };
        self.keep_text(tx, answer, sealed, now).await
    }

    /// Keeps what an import is answered.
    ///
    /// # Errors
    /// As [`Intent::keep`].
    pub(crate) async fn keep_imported(
        &self,
        tx: &DatabaseTransaction,
        answer: &Imported,
        now: Timestamp,
    ) -> Result<()> {
        self.keep_text(tx, serde_json::to_string(answer)?, None, now).await
    }

    async fn keep_text(
        &self,
        tx: &DatabaseTransaction,
        answer: String,
        sealed: Option<Vec<u8>>,
        now: Timestamp,
    ) -> Result<()> {
        let row = intent::ActiveModel {
            actor: Set(self.actor.clone()),
            id: Set(self.id),
            org_id: Set(Some(self.org)),
            body_hash: Set(self.body_hash.clone()),
            answer: Set(answer),
            sealed: Set(sealed),
            at: Set(now),
        };
        if !is_first(tx, row).await? {
            // Nothing was there when it was looked.
            self.row(tx).await?;
            return Err(Error::IntentReused);
        }
        let old = intent::Entity::delete_many().filter(intent::Column::At.lt(now.plus_ms(-KEEP_MS)));
        old.exec(tx).await?;
        Ok(())
    }

    /// Puts it down that a caller's intent is cancelled, unless it is done.
    ///
    /// # Errors
    /// [`Error::IntentReused`] when it was one in another organization.
    pub(crate) async fn cancel(
        tx: &DatabaseTransaction,
        caller: &Caller,
        id: CommandId,
        org: OrgId,
        now: Timestamp,
    ) -> Result<CancelOutcome> {
        let row = intent::ActiveModel {
            actor: Set(caller.key()),
            id: Set(id),
            org_id: Set(Some(org)),
            body_hash: Set(Vec::new()),
            answer: Set(String::new()),
            sealed: Set(None),
            at: Set(now),
        };
        if is_first(tx, row).await? {
            return Ok(CancelOutcome::Cancelled);
        }
        let row = intent::Entity::find_by_id((caller.key(), id)).one(tx).await?;
        match row {
            Some(row) if row.org_id != Some(org) => Err(Error::IntentReused),
            Some(row) if !is_cancelled(&row) => Ok(CancelOutcome::Done),
            Some(_) | None => Ok(CancelOutcome::Cancelled),
        }
    }
}

/// Writes an intent's row where there is none; else says that there is one. It waits for whoever is writing it.
async fn is_first(tx: &DatabaseTransaction, row: intent::ActiveModel) -> Result<bool> {
    let taken = OnConflict::columns([intent::Column::Actor, intent::Column::Id]).do_nothing().to_owned();
    let inserted = intent::Entity::insert(row).on_conflict(taken).exec_without_returning(tx).await?;
    Ok(inserted == 1)
}

/// No command's hash is empty.
fn is_cancelled(row: &intent::Model) -> bool {
    row.body_hash.is_empty()
}
