//! Lists from elsewhere: what one would come to, and importing it, whole or not at all.
//!
//! An import of a hundred thousand lines is prepared beside the organization: the state is read at one moment, decided
//! on, and its rows wait in temporary tables ([`stage`]). Then the organization is held, for as long as it takes to move
//! them in. If something happened in it meanwhile that makes no difference to the list, only the numbers and hashes of its
//! events are told again, for they follow on those before ([`follow`]); after anything else all is prepared anew. Should
//! such happen each time, the organization is held from the start.

mod columns;
mod follow;
mod packed;
mod prepare;
mod stage;
mod standing;
mod turns;
mod undo;

use crate::entity::organization;
use crate::execute::authority;
use crate::intents::Intent;
use crate::stop::{Stop, Writer};
use crate::store::everybody;
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result, memory};
use domain::{
    Authority, Change, CommandId, ImportOptions, ImportPlan, ImportScope, Imported, LineProblem, ListColumns,
    ListOrder, Moment, OrgId, OrgState, Plan, PlanCounts, PlannedAction, Refusal, Timestamp, decide_import,
};
use lists::List;
use packed::Packed;
use prepare::{Maker, Prepared};
use sea_orm::{ConnectionTrait, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use sha2::{Digest as _, Sha256};
use stage::Stage;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// So often it is prepared beside the organization before it is held from the start.
const TRIES: usize = 3;

/// A file, and how it is to be imported.
#[derive(Clone, Debug)]
pub struct ImportOrder {
    /// The file.
    pub file: Arc<[u8]>,
    /// Which columns are which, where somebody mapped them by hand.
    pub columns: Option<ListColumns>,
    /// How.
    pub options: ImportOptions,
}

/// What came of importing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// It is done.
    Done(Imported),
    /// The plan is not any more what was shown. Nothing was done.
    Stale(Box<ImportPlan>),
}

/// What one moment's look gives.
#[derive(Clone)]
struct Look {
    org: organization::Model,
    authority: Authority,
    state: OrgState,
    now: Timestamp,
}

impl Directory {
    /// What importing a file would come to.
    ///
    /// # Errors
    /// [`Error::Unreadable`]; [`Error::NotFound`] when the organization is unknown or not the caller's;
    /// [`Error::SignedOut`]; [`Error::Refused`] when the caller may not import, or an option cannot be;
    /// [`Error::Database`].
    pub async fn plan_import(&self, caller: &Caller, org: &OrgRef, order: &ImportOrder) -> Result<ImportPlan> {
        let (this, caller, org, order) = (self.clone(), caller.clone(), org.clone(), order.clone());
        on_its_own(async move {
            let (held, authority) = this.reader(&caller, &org).await?;
            let planned = this.plan_here(&caller, &org, &order, &held, &authority).await;
            this.refusal_noted(&caller, &held, planned).await
        })
        .await
    }

    async fn plan_here(
        &self,
        caller: &Caller,
        org: &OrgRef,
        order: &ImportOrder,
        held: &organization::Model,
        authority: &Authority,
    ) -> Result<ImportPlan> {
        domain::allow::import(authority)?;
        let _one = self.one_import().await?;
        let list = self.read_list(held.id, order).await?;
        let look = self.look().await?;
        let seen = self.look_at(&look, caller, org).await?;
        look.commit().await?;
        let plan = self.decide_import(&list, seen, &order.options, &BTreeSet::new(), &mut |_| ())?;
        memory::give_back();
        plan_of(&list, order, plan)
    }

    async fn refusal_noted<T>(&self, caller: &Caller, held: &organization::Model, outcome: Result<T>) -> Result<T> {
        if let Err(Error::Refused { refusal, .. }) = &outcome {
            self.note_refused(caller, Some(held.id), "import", [(String::new(), refusal)]).await;
        }
        outcome
    }

    /// Imports a file as planned, but for the lines at the places `unticked` of that plan: wholly, with its events, or not
    /// at all. A repeat of the same intent gets the first answer. It runs to its end even when the caller goes away,
    /// unless it is cancelled ([`Directory::cancel`]); one Undo takes it back.
    ///
    /// # Errors
    /// As [`Directory::plan_import`]; [`Error::Refused`] also when the plan as a whole is refused, or a line is only
    /// refused because of those left out; [`Error::ProveAgain`] when they have not just shown who they are;
    /// [`Error::IntentReused`]; [`Error::Cancelled`]. Nothing is changed then.
    pub async fn import(
        &self,
        caller: &Caller,
        org: &OrgRef,
        order: ImportOrder,
        intent: CommandId,
        digest: String,
        unticked: BTreeSet<u32>,
    ) -> Result<ImportOutcome> {
        let (this, caller, org) = (self.clone(), caller.clone(), org.clone());
        let stop = self.inner.stops.of(&caller.key(), intent);
        on_its_own(async move {
            let (held, authority) = this.reader(&caller, &org).await?;
            let body = format!("import {digest} {unticked:?}");
            let intent = Intent::new(&caller, intent, held.id, &body);
            let job = Job { directory: &this, caller: &caller, org: &org, order: &order, digest: &digest, unticked };
            let outcome = match domain::allow::import(&authority) {
                Ok(()) if !this.has_proved(&caller, this.now()) => Err(Error::ProveAgain),
                Ok(()) => job.run(&intent, &stop).await,
                Err(refusal) => Err(refusal.into()),
            };
            this.refusal_noted(&caller, &held, outcome).await
        })
        .await
    }

    /// One list is read at a time: how much memory that takes is bounded then, however many send one.
    async fn one_import(&self) -> Result<OwnedSemaphorePermit> {
        let permit = Arc::clone(&self.inner.imports).acquire_owned().await;
        permit.map_err(|error| Error::Internal(error.to_string()))
    }

    async fn look_at(&self, db: &impl ConnectionTrait, caller: &Caller, org: &OrgRef) -> Result<Look> {
        let now = self.now();
        let org = crate::organizations::row_of(db, org).await?;
        let authority = authority(db, caller, &org, now).await?;
        let state = everybody::everybody(db, &org, now).await?;
        Ok(Look { org, authority, state, now })
    }

    fn decide_import(
        &self,
        list: &List,
        look: Look,
        options: &ImportOptions,
        unticked: &BTreeSet<u32>,
        made: &mut dyn FnMut(Change),
    ) -> Result<Plan> {
        let moment = Moment { now: look.now, seen: None };
        let mut fresh = || self.inner.clock.fresh_id();
        let order = ListOrder { list: &list.lines, options, unticked };
        Ok(decide_import(look.state, &look.authority, order, moment, &mut fresh, made)?)
    }
}

/// Works on a thread of its own, to its end even when nobody waits for it any more. Deciding about a hundred thousand
/// lines keeps no other request waiting there; and memory that such a thread gives back is taken by the next one, where
/// each of many threads would keep its own.
async fn on_its_own<T: Send + 'static>(work: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    let (done, answer) = tokio::sync::oneshot::channel();
    let runtime = tokio::runtime::Handle::current();
    let thread = std::thread::Builder::new().name("list".to_owned());
    let begun = thread.spawn(move || done.send(runtime.block_on(work)).ok());
    begun.map_err(|error| Error::Internal(error.to_string()))?;
    answer.await.map_err(|error| Error::Internal(error.to_string()))?
}

/// The plan as it is shown, with what stands for it.
fn plan_of(list: &List, order: &ImportOrder, plan: domain::Plan) -> Result<ImportPlan> {
    let mut hash = Sha256::new();
    serde_json::to_writer(&mut hash, &(&order.options, &list.columns, &plan))?;
    let digest = hex::encode(hash.finalize());
    let (source, headings, columns) = (list.source, list.headings.clone(), list.columns.clone());
    Ok(ImportPlan { source, headings, columns, digest, plan })
}

/// One import.
struct Job<'a> {
    directory: &'a Directory,
    caller: &'a Caller,
    org: &'a OrgRef,
    order: &'a ImportOrder,
    digest: &'a str,
    unticked: BTreeSet<u32>,
}

/// What is to be done.
struct Decided {
    org: organization::Model,
    authority: Authority,
    now: Timestamp,
    letter: prepare::Letter,
    scope: ImportScope,
    changes: Packed<Change>,
    counts: PlanCounts,
    /// How many wait for a seat.
    waiting: u32,
    /// The columns of a list with those headings, where somebody mapped them by hand.
    mapped: Option<Mapped>,
}

/// Headings, and which columns they are of.
type Mapped = (Vec<String>, ListColumns);

/// How far an import came.
enum Came {
    Done(ImportOutcome),
    /// Something happened in the organization meanwhile.
    Overtaken,
}

impl Job<'_> {
    async fn run(&self, intent: &Intent, stop: &Stop) -> Result<ImportOutcome> {
        let look = self.directory.look().await?;
        let answered = intent.imported(&look).await?;
        look.commit().await?;
        if let Some(answer) = answered {
            return Ok(ImportOutcome::Done(answer));
        }
        let _one = self.directory.one_import().await?;
        let stage = Stage::open(&self.directory.inner.database).await?;
        let mut outcome = Ok(Came::Overtaken);
        for _ in 0..TRIES {
            outcome = self.beside(intent, stop, &stage).await;
            if !matches!(outcome, Ok(Came::Overtaken)) {
                break;
            }
            stage.clear(&stage.db).await?;
        }
        if matches!(outcome, Ok(Came::Overtaken)) {
            outcome = self.held(intent, stop, &stage).await;
        }
        stage.close().await?;
        match outcome? {
            Came::Done(outcome) => Ok(outcome),
            Came::Overtaken => {
                Err(Error::Internal("an import was overtaken while it held its organization".to_owned()))
            }
        }
    }

    /// Prepares beside the organization, then holds it.
    async fn beside(&self, intent: &Intent, stop: &Stop, stage: &Stage) -> Result<Came> {
        let look = self.directory.look().await?;
        let seen = self.directory.look_at(&look, self.caller, self.org).await?;
        look.commit().await?;
        let authority = seen.authority.clone();
        let decided = match self.decide(intent.org(), seen).await? {
            Ok(decided) => decided,
            Err(stale) => return Ok(Came::Done(ImportOutcome::Stale(stale))),
        };
        let mut prepared = self.maker().prepare(decided, stage, &stage.db, intent.id(), stop).await?;
        let tx = begin(self.directory, stage).await?;
        let held = hold_org(&tx, self.org).await?;
        let same = crate::execute::authority(&tx, self.caller, &held, self.directory.now()).await? == authority
            && standing::mails_are_as_seen(stage, &tx, prepared.now).await?
            && follow::follow(&tx, stage, &mut prepared, held).await?;
        if !same {
            tx.rollback().await?;
            return Ok(Came::Overtaken);
        }
        self.finish(tx, intent, stop, stage, prepared).await
    }

    /// Holds the organization, then prepares.
    async fn held(&self, intent: &Intent, stop: &Stop, stage: &Stage) -> Result<Came> {
        let tx = begin(self.directory, stage).await?;
        hold_org(&tx, self.org).await?;
        let seen = self.directory.look_at(&tx, self.caller, self.org).await?;
        let decided = match self.decide(intent.org(), seen).await? {
            Ok(decided) => decided,
            Err(stale) => return Ok(Came::Done(ImportOutcome::Stale(stale))),
        };
        let prepared = self.maker().prepare(decided, stage, &tx, intent.id(), stop).await?;
        self.finish(tx, intent, stop, stage, prepared).await
    }

    /// What is to be done; or the plan, where it is not the one that was shown. The list is read anew each time: it is
    /// large, and forgotten once it is decided about.
    async fn decide(&self, org: OrgId, look: Look) -> Result<std::result::Result<Decided, Box<ImportPlan>>> {
        let list = self.directory.read_list(org, self.order).await?;
        let (org, authority, now) = (look.org.clone(), look.authority.clone(), look.now);
        let letter = prepare::Letter::of(&look.state, &authority);
        let scope = ImportScope::by_list(&look.state, &list.lines, &self.order.options);
        let again = (!self.unticked.is_empty()).then(|| look.clone());
        let options = &self.order.options;
        let mut changes = Packed::default();
        let plan = self.directory.decide_import(&list, look, options, &BTreeSet::new(), &mut |change| {
            changes.add(&change);
        })?;
        let shown = plan_of(&list, self.order, plan)?;
        if shown.digest != self.digest {
            return Ok(Err(Box::new(shown)));
        }
        let mut plan = shown.plan;
        if let Some(again) = again {
            changes = Packed::default();
            let part = self.directory.decide_import(&list, again, options, &self.unticked, &mut |change| {
                changes.add(&change);
            })?;
            self.nothing_else_refused(&plan, &part)?;
            plan = part;
        }
        if let Some(refusal) = plan.refusal {
            return Err(refusal.into());
        }
        let mapped = (self.order.columns.is_some() && !list.headings.is_empty())
            .then(|| (list.headings.clone(), list.columns.clone()));
        let (counts, waiting) = (plan.counts(), plan.seats.waiting);
        drop((list, plan));
        memory::give_back();
        Ok(Ok(Decided { org, authority, now, letter, scope, changes, counts, waiting, mapped }))
    }

    fn maker(&self) -> Maker<'_> {
        Maker { directory: self.directory, caller: self.caller, mails: self.order.options.mails }
    }

    /// Whole or not at all: what was shown as done, and is not unticked, is done.
    fn nothing_else_refused(&self, shown: &Plan, part: &Plan) -> Result<()> {
        for (place, (shown, line)) in (0..).zip(shown.lines.iter().zip(&part.lines)) {
            if self.unticked.contains(&place) || !shown.action.is_done() {
                continue;
            }
            if let PlannedAction::Refuse(problem) = &line.action {
                return Err(match problem {
                    LineProblem::Rule(refusal) => refusal.clone().into(),
                    LineProblem::NoRole(_) => Refusal::UnknownRole.into(),
                    LineProblem::NoTeam(_) => Refusal::UnknownTeam.into(),
                });
            }
        }
        Ok(())
    }

    /// Writes all of it, in a transaction that holds the organization, as it was when it was prepared.
    async fn finish(
        &self,
        tx: DatabaseTransaction,
        intent: &Intent,
        stop: &Stop,
        stage: &Stage,
        prepared: Prepared,
    ) -> Result<Came> {
        // Another call of the same intent may have been first.
        if let Some(answer) = intent.imported(&tx).await? {
            return Ok(Came::Done(ImportOutcome::Done(answer)));
        }
        let writer = Writer::until(&tx, stop);
        self.directory.move_in(writer, stage, &prepared).await?;
        let Prepared { org, seq, counts, waiting, now, mapped, .. } = prepared;
        if let Some((headings, columns)) = mapped {
            columns::remember(writer.tx()?, org.id, &headings, &columns).await?;
        }
        let answer = Imported { command: intent.id(), seq, counts, waiting };
        intent.keep_imported(writer.tx()?, &answer, now).await?;
        writer.tx()?;
        self.directory.commit(tx).await?;
        Ok(Came::Done(ImportOutcome::Done(answer)))
    }
}

/// On the stage's own connection: it alone knows what waits there.
async fn begin(directory: &Directory, stage: &Stage) -> Result<DatabaseTransaction> {
    let immediate = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: immediate, ..TransactionOptions::default() };
    directory.with_room(stage.db.begin_with_options(options).await?).await
}
