//! Taking a long import back: prepared beside the organization, as the import was.

use super::prepare::{Letter, Maker};
use super::stage::Stage;
use super::{Decided, TRIES, begin, blocking};
use crate::entity::event;
use crate::execute::{authority, needs_of_undo, subject_of};
use crate::intents::Intent;
use crate::organizations::row_of;
use crate::stop::{Stop, Writer};
use crate::store::load;
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result, clashes, events};
use domain::{Answer, Command, CommandId, Envelope, Moment, PlanCounts, Refused, decide_undo};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

/// An Undo that was decided.
struct Undoing {
    decided: Decided,
    refused: Vec<Refused>,
}

impl Directory {
    /// Whether a command did so much that taking it back is prepared beside the organization.
    pub(crate) async fn is_long(&self, caller: &Caller, org: &OrgRef, command: CommandId) -> Result<bool> {
        let (held, _) = self.reader(caller, org).await?;
        let events = event::Entity::find()
            .filter(event::Column::OrgId.eq(held.id))
            .filter(event::Column::CommandId.eq(command))
            .count(self.read())
            .await?;
        Ok(events > self.config().undo_beside_above)
    }

    /// Takes it back, as [`Directory::execute`] does what is short.
    pub(crate) async fn undo_long(
        &self,
        caller: &Caller,
        org: &OrgRef,
        envelope: &Envelope<Command>,
        command: CommandId,
        stop: &Stop,
    ) -> Result<Answer> {
        let _one = self.one_import().await?;
        let (held, _) = self.reader(caller, org).await?;
        let body = serde_json::to_string(&envelope.command)?;
        let intent = Intent::new(caller, envelope.intent_id, held.id, &body);
        let stage = Stage::open(&self.inner.database).await?;
        let mut outcome = Ok(None);
        for last in (0..=TRIES).map(|tried| tried == TRIES) {
            outcome = self.undo_once(caller, org, &intent, command, &stage, stop, last).await;
            if !matches!(outcome, Ok(None)) {
                break;
            }
            stage.clear(&stage.db).await?;
        }
        stage.close().await?;
        if let Err(Error::Refused { refusal, .. }) = &outcome {
            self.note_refused(caller, Some(held.id), "undo", [(String::new(), refusal)]).await;
        }
        let answer = outcome?.ok_or_else(|| Error::Internal("an Undo was overtaken".to_owned()))?;
        let attempts = answer.refused.iter().map(|refused| (subject_of(&refused.subject), &refused.refusal));
        self.note_refused(caller, Some(held.id), "undo", attempts).await;
        Ok(answer)
    }

    /// One try: beside the organization, or holding it from the start. `None` when something happened meanwhile.
    #[expect(clippy::too_many_arguments, reason = "they are all of one commit")]
    async fn undo_once(
        &self,
        caller: &Caller,
        org: &OrgRef,
        intent: &Intent,
        command: CommandId,
        stage: &Stage,
        stop: &Stop,
        holding: bool,
    ) -> Result<Option<Answer>> {
        let mut tx = if holding { begin(stage).await? } else { self.look().await? };
        if holding {
            hold_org(&tx, org).await?;
        }
        if let Some(answer) = intent.answered(&tx, &self.config().key).await? {
            return Ok(Some(answer));
        }
        let Undoing { decided, mut refused } = self.decide_long_undo(&tx, caller, org, command).await?;
        let (seq, by) = (decided.org.seq, decided.authority.clone());
        let maker = Maker { directory: self, caller, mails: false };
        let prepared = if holding {
            maker.prepare(decided, stage, &tx, intent.id(), stop).await?
        } else {
            tx.commit().await?;
            let prepared = maker.prepare(decided, stage, &stage.db, intent.id(), stop).await?;
            tx = begin(stage).await?;
            let held = hold_org(&tx, org).await?;
            if held.seq != seq || authority(&tx, caller, &held, self.now()).await? != by {
                tx.rollback().await?;
                return Ok(None);
            }
            if let Some(answer) = intent.answered(&tx, &self.config().key).await? {
                return Ok(Some(answer));
            }
            prepared
        };
        let writer = Writer::until(&tx, stop);
        self.move_in(writer, stage, &prepared).await?;
        clashes::tell(writer.tx()?, &prepared.org, &by, &mut refused).await?;
        let (events, links) = (Vec::new(), Vec::new());
        let answer = Answer { command: intent.id(), seq: prepared.seq, events, refused, links };
        intent.keep(writer.tx()?, &self.config().key, &answer, prepared.now).await?;
        writer.tx()?;
        tx.commit().await?;
        Ok(Some(answer))
    }

    async fn decide_long_undo(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        org: &OrgRef,
        command: CommandId,
    ) -> Result<Undoing> {
        let now = self.now();
        let org = row_of(tx, org).await?;
        let by = authority(tx, caller, &org, now).await?;
        let done = events::of_command(tx, org.id, command).await?;
        let state = load::state(tx, &org, &needs_of_undo(&done, &by), now).await?;
        let letter = Letter::of(&state, &by);
        let (clock, authority) = (self.inner.clock.clone(), by.clone());
        let decide = move || {
            let mut fresh = || clock.fresh_id();
            decide_undo(state, &by, &done, Moment { now, seen: None }, &mut fresh)
        };
        let decision = blocking(decide).await??;
        let (changes, counts) = (decision.changes, PlanCounts::default());
        Ok(Undoing { decided: Decided { org, authority, now, letter, changes, counts }, refused: decision.refused })
    }
}
