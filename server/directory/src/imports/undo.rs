//! Taking a long import back: prepared beside the organization, as the import was.

use super::packed::Packed;
use super::prepare::{Letter, Maker};
use super::stage::Stage;
use super::standing;
use super::{Decided, TRIES, begin, follow, on_its_own};
use crate::entity::event;
use crate::execute::{authority, needs_of_inverse, subject_of, with_actor};
use crate::intents::Intent;
use crate::organizations::row_of;
use crate::stop::{Stop, Writer};
use crate::store::load;
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result, clashes, events, memory};
use domain::{
    Answer, Command, CommandId, Envelope, ImportScope, Moment, Needs, PlanCounts, Refused, decide_undo_of_many,
};
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
    ) -> Result<Answer> {
        let (this, caller, org, envelope) = (self.clone(), caller.clone(), org.clone(), envelope.clone());
        let stop = self.inner.stops.of(&caller.key(), envelope.intent_id);
        on_its_own(async move { this.undo_here(&caller, &org, &envelope, command, &stop).await }).await
    }

    async fn undo_here(
        &self,
        caller: &Caller,
        org: &OrgRef,
        envelope: &Envelope<Command>,
        command: CommandId,
        stop: &Stop,
    ) -> Result<Answer> {
        if !self.has_proved(caller, self.now()) {
            return Err(Error::ProveAgain);
        }
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
        let mut tx = if holding { begin(self, stage).await? } else { self.look().await? };
        if holding {
            hold_org(&tx, org).await?;
        }
        if let Some(answer) = intent.answered(&tx, &self.config().key).await? {
            return Ok(Some(answer));
        }
        let Undoing { decided, mut refused } = self.decide_long_undo(&tx, caller, org, command).await?;
        let by = decided.authority.clone();
        let maker = Maker { directory: self, caller, mails: false };
        let prepared = if holding {
            maker.prepare(decided, stage, &tx, intent.id(), stop).await?
        } else {
            tx.commit().await?;
            let mut prepared = maker.prepare(decided, stage, &stage.db, intent.id(), stop).await?;
            tx = begin(self, stage).await?;
            let held = hold_org(&tx, org).await?;
            let same = authority(&tx, caller, &held, self.now()).await? == by
                && standing::mails_are_as_seen(stage, &tx, prepared.now).await?
                && follow::follow(&tx, stage, &mut prepared, held).await?;
            if !same {
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
        self.commit(tx).await?;
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
        let (mut done, mut needs) = (Packed::default(), Needs::default());
        events::each_of_command(tx, org.id, command, |event| {
            needs = std::mem::take(&mut needs).join(needs_of_inverse(event));
            done.add(event);
            Ok(())
        })
        .await?;
        let state = load::state(tx, &org, &with_actor(needs, &by), now).await?;
        let (letter, scope) = (Letter::of(&state, &by), ImportScope::by_undo(&state));
        let (mut fresh, mut events) = (|| self.inner.clock.fresh_id(), done.latest_first());
        let (moment, mut changes) = (Moment { now, seen: None }, Packed::default());
        let mut made = |change| changes.add(&change);
        let refused = decide_undo_of_many(state, &by, events.by_ref(), moment, &mut fresh, &mut made);
        events.check()?;
        let (refused, counts) = (refused?, PlanCounts::default());
        memory::give_back();
        Ok(Undoing {
            decided: Decided { org, authority: by, now, letter, scope, changes, counts, waiting: 0, mapped: None },
            refused,
        })
    }
}
