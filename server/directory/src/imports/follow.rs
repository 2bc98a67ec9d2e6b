//! Following on what happened in an organization while an import was prepared, where that makes no difference to it: then
//! only the numbers and the hashes of its events are others.

use super::prepare::Prepared;
use super::stage::{Stage, Waiting, name};
use crate::entity::{event, invitation, organization};
use crate::store::{persist, row};
use crate::{Result, events};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityName as _, IdenStatic as _};

/// So many events are looked at; after more the import is prepared anew.
const LOOKED_AT: u64 = 1_000;

const HASHES: Waiting<3> = Waiting {
    name: "waiting_hashes",
    columns: ["seq", "previous_hash", "hash"],
    key: 1,
    like: "select seq, previous_hash, hash from events where 1 = 0",
};

/// Makes the table.
pub(super) async fn open(stage: &Stage) -> Result<()> {
    stage.make_waiting(&HASHES).await
}

/// Has what was prepared follow on the last event of `held`, which is held by `tx`. Whether it does: not where it would come
/// to something else, or might.
pub(super) async fn follow(
    tx: &DatabaseTransaction,
    stage: &Stage,
    prepared: &mut Prepared,
    held: organization::Model,
) -> Result<bool> {
    let (before, now) = (row::number(prepared.org.seq), row::number(held.seq));
    if before == now {
        return Ok(true);
    }
    // What is written in turns has its numbers already, and may depend on more: whether nobody is in a team that goes.
    let by = now.saturating_sub(before);
    if by > LOOKED_AT || !prepared.first.is_empty() || !prepared.then.is_empty() {
        return Ok(false);
    }
    let since = events::between(tx, held.id, before, now).await?;
    if !since.iter().all(|event| prepared.scope.passes_by(&event.change)) {
        return Ok(false);
    }
    let last = persist::last_hash(tx, held.id, now).await?;
    let hashes = (before + 1..).zip(prepared.words.hashes_after(now, last)?);
    let hashes = hashes.map(|(seq, [previous, hash])| [row::stored(seq).into(), previous.into(), hash.into()]);
    stage.add_waiting(tx, &HASHES, hashes.collect()).await?;
    (prepared.org, prepared.seq, prepared.later_by) = (held, prepared.seq + by, by);
    Ok(true)
}

/// Moves the events in, as they follow on others than those that they were made after.
pub(super) async fn move_events(tx: &DatabaseTransaction, stage: &Stage, by: u64) -> Result<()> {
    // In the order of the events.
    let from = format!("{} e cross join {} h where h.seq = e.seq", name(event::Entity.table_name()), HASHES.name);
    let given = |column: &event::Column| match column {
        event::Column::Seq => format!("e.seq + {by}"),
        event::Column::PreviousHash | event::Column::Hash => format!("h.{}", column.as_str()),
        _ => format!("e.{}", column.as_str()),
    };
    stage.move_in_as::<event::Entity>(tx, &from, given).await
}

/// Moves new invitations in, with such numbers.
pub(super) async fn move_invitations(tx: &DatabaseTransaction, stage: &Stage, by: u64) -> Result<()> {
    let given = |column: &invitation::Column| match column {
        invitation::Column::Seq | invitation::Column::QueuePlace => format!("{} + {by}", column.as_str()),
        _ => column.as_str().to_owned(),
    };
    stage.move_in_as::<invitation::Entity>(tx, &name(invitation::Entity.table_name()), given).await
}

/// Forgets what waits.
pub(super) async fn clear(stage: &Stage, db: &impl ConnectionTrait) -> Result<()> {
    stage.run(db, format!("delete from {}", HASHES.name)).await
}
