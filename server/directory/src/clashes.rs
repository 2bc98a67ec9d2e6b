//! Who was first, in clashes.

use crate::Result;
use crate::entity::{event, organization, user};
use crate::store::{bulk, load, row};
use domain::{Authority, Clash, Refusal, Refused, User, UserId};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;

/// Who did what nobody in the organization did.
const MUSTER: &str = "Muster";

/// Says, beside each clash among `refused`, who was first, as far as `by` sees them.
pub(crate) async fn tell(
    tx: &DatabaseTransaction,
    org: &organization::Model,
    by: &Authority,
    refused: &mut [Refused],
) -> Result<()> {
    let mut clashes = find(tx, org, by, refused.iter().filter_map(|item| seq_of(&item.refusal)).collect()).await?;
    for item in refused {
        item.clash = seq_of(&item.refusal).and_then(|seq| clashes.get_mut(&seq)).cloned();
    }
    Ok(())
}

/// Who was first, if the refusal is a clash and `by` sees them.
pub(crate) async fn of(
    tx: &DatabaseTransaction,
    org: &organization::Model,
    by: &Authority,
    refusal: &Refusal,
) -> Result<Option<Clash>> {
    let Some(seq) = seq_of(refusal) else { return Ok(None) };
    Ok(find(tx, org, by, vec![seq]).await?.remove(&seq))
}

fn seq_of(refusal: &Refusal) -> Option<u64> {
    match refusal {
        Refusal::Clash { seq, .. } => Some(*seq),
        _ => None,
    }
}

/// What events of these numbers were: by whom, and when.
async fn find(
    tx: &DatabaseTransaction,
    org: &organization::Model,
    by: &Authority,
    mut seqs: Vec<u64>,
) -> Result<BTreeMap<u64, Clash>> {
    seqs.sort_unstable();
    seqs.dedup();
    let mut events = Vec::new();
    for some in bulk::ids(&seqs) {
        let query = event::Entity::find()
            .select_only()
            .columns([event::Column::Seq, event::Column::At, event::Column::ActorId])
            .filter(event::Column::OrgId.eq(org.id))
            .filter(event::Column::Seq.is_in(some.iter().map(|&seq| row::stored(seq))));
        events.extend(query.into_tuple::<(i64, domain::Timestamp, Option<UserId>)>().all(tx).await?);
    }
    let mut actors: Vec<UserId> = events.iter().filter_map(|(_, _, actor)| *actor).collect();
    actors.sort_unstable();
    actors.dedup();
    let known = load::users_by_id(tx, org.id, &actors).await?;
    let scope = by.scope();
    let seen = |user: &&User| by.user() == Some(user.id) || scope.covers(user.teams.iter().map(|link| link.team));
    let clashes = events.into_iter().filter_map(|(seq, at, actor)| {
        let by = match actor {
            Some(actor) => known.iter().find(|user| user.id == actor).filter(seen)?.name.to_string(),
            None => MUSTER.to_owned(),
        };
        Some((row::number(seq), Clash { by, at }))
    });
    Ok(clashes.collect())
}

/// The names of users.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    users: &[UserId],
) -> Result<BTreeMap<UserId, String>> {
    let mut names = BTreeMap::new();
    for some in bulk::ids(users) {
        let query = user::Entity::find()
            .select_only()
            .columns([user::Column::Id, user::Column::Name])
            .filter(user::Column::OrgId.eq(org.id))
            .filter(user::Column::Id.is_in(some.iter().copied()));
        names.extend(query.into_tuple::<(UserId, String)>().all(db).await?);
    }
    Ok(names)
}
