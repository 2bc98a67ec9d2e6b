//! The same call twice is harmless: a command's answer is kept, in its own transaction, for repeats of it.

use crate::entity::intent;
use crate::secret::{SecretKey, sha256};
use crate::{Caller, Error, Result};
use domain::{Answer, CommandId, InviteLink, OrgId, Timestamp};
use sea_orm::ActiveValue::Set;
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

    /// What a repeat is answered.
    ///
    /// # Errors
    /// [`Error::IntentReused`] when the id was used for something else.
    pub(crate) async fn answered(&self, tx: &DatabaseTransaction, key: &SecretKey) -> Result<Option<Answer>> {
        let Some(row) = intent::Entity::find_by_id((self.actor.clone(), self.id)).one(tx).await? else {
            return Ok(None);
        };
        if row.body_hash != self.body_hash {
            return Err(Error::IntentReused);
        }
        let mut answer: Answer = serde_json::from_str(&row.answer)?;
        if let Some(links) = row.sealed.and_then(|sealed| key.open(&sealed)) {
            answer.links = serde_json::from_str::<Vec<InviteLink>>(&links)?;
        }
        Ok(Some(answer))
    }

    /// Keeps the answer; links in it are sealed. Answers past their time make way.
    pub(crate) async fn keep(
        self,
        tx: &DatabaseTransaction,
        key: &SecretKey,
        answer: &Answer,
        now: Timestamp,
    ) -> Result<()> {
        let sealed =
            if answer.links.is_empty() { None } else { Some(key.seal(&serde_json::to_string(&answer.links)?)) };
        let bare = Answer { links: Vec::new(), ..answer.clone() };
        let row = intent::ActiveModel {
            actor: Set(self.actor),
            id: Set(self.id),
            org_id: Set(Some(self.org)),
            body_hash: Set(self.body_hash),
            answer: Set(serde_json::to_string(&bare)?),
            sealed: Set(sealed),
            at: Set(now),
        };
        intent::Entity::insert(row).exec_without_returning(tx).await?;
        let old = intent::Entity::delete_many().filter(intent::Column::At.lt(now.plus_ms(-KEEP_MS)));
        old.exec(tx).await?;
        Ok(())
    }
}
