//! Whether an organization's chain of events holds.

use super::Head;
use crate::entity::{event, organization};
use crate::store::row::{number, stored};
use crate::{Caller, Directory, Error, OrgRef, Result, events};
use ::chain::{Checker, Link, Stretch};
use domain::{Broken, Checked, Flaw, OrgId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// So many events are in memory at once.
const AT_ONCE: u64 = 1_000;

impl Directory {
    /// Checks an organization's chain from the first event to the last, and that the events which exported heads name
    /// are in it. `Ok(Err(…))` tells where it does not hold.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the organization is not the caller's; [`crate::Error::Refused`] when they may
    /// not read its audit log; [`crate::Error::SignedOut`]; [`crate::Error::Database`].
    pub async fn verify_chain(
        &self,
        caller: &Caller,
        org: &OrgRef,
        heads: &[Head],
    ) -> Result<std::result::Result<Checked, Broken>> {
        let (org, _) = self.audited(caller, org, "verify_chain").await?;
        let heads: Vec<&Head> = heads.iter().filter(|head| head.organization == org.id).collect();
        check(self.read(), org.id, &heads).await
    }

    /// The chain's next stretch after the event numbered `after`, for whoever checks it themselves. None for the first.
    ///
    /// # Errors
    /// As [`Directory::verify_chain`].
    pub async fn chain_after(&self, caller: &Caller, org: &OrgRef, after: Option<u64>) -> Result<Stretch> {
        let (org, _) = self.audited(caller, org, "verify_chain").await?;
        stretch(self.read(), org.id, after.map(stored)).await
    }
}

async fn check(db: &impl ConnectionTrait, org: OrgId, heads: &[&Head]) -> Result<std::result::Result<Checked, Broken>> {
    let mut checker = Checker::new(org);
    let mut after = None;
    loop {
        let stretch = stretch(db, org, after).await?;
        let Some(end) = stretch.links.last() else {
            return Ok(checker.end(stretch.last).and_then(|checked| reaches(checked, heads)));
        };
        after = Some(stored(end.seq));
        for link in &stretch.links {
            if let Err(broken) = checker.check(link).and_then(|()| passes(&checker, heads)) {
                return Ok(Err(broken));
            }
        }
    }
}

/// Of the heads that name the event that was just checked, each has its hash.
fn passes(checker: &Checker, heads: &[&Head]) -> std::result::Result<(), Broken> {
    let hash = hex::encode(checker.hash());
    let other = heads.iter().any(|head| head.seq == checker.seq() && head.hash != hash);
    if other { Err(Broken { seq: checker.seq(), flaw: Flaw::Head }) } else { Ok(()) }
}

/// The chain is as long as it was when each head was exported.
fn reaches(checked: Checked, heads: &[&Head]) -> std::result::Result<Checked, Broken> {
    match heads.iter().any(|head| head.seq > checked.seq) {
        true => Err(Broken { seq: checked.seq + 1, flaw: Flaw::Missing }),
        false => Ok(checked),
    }
}

/// The next links, from the very first row on: also one that claims a number below 1.
async fn stretch(db: &impl ConnectionTrait, org: OrgId, after: Option<i64>) -> Result<Stretch> {
    // Before the links: what happens meanwhile is then among them, and none is thought to be missing.
    let row = organization::Entity::find_by_id(org).one(db).await?.ok_or(Error::NotFound)?;
    let newer = after.map(|after| event::Column::Seq.gt(after));
    let rows = event::Entity::find()
        .filter(Condition::all().add(event::Column::OrgId.eq(org)).add_option(newer))
        .order_by_asc(event::Column::Seq)
        .limit(AT_ONCE)
        .into_model::<events::Stored>()
        .all(db)
        .await?;
    Ok(Stretch { last: number(row.seq), links: rows.into_iter().map(Link::from).collect() })
}
