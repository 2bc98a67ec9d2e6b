//! One event, opened: its hashes, its command, and whether it can be taken back.

use super::entries::Entries;
use crate::entity::{event, organization};
use crate::execute::{authority, needs_of_undo};
use crate::store::load;
use crate::store::row::stored;
use crate::{Caller, Directory, Error, OrgRef, Result, events};
use domain::{AuditDetail, Authority, Event, Moment, Refusal, Revert, decide_undo, invert};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// What did more than that is not decided to show whether it can be taken back.
const LOOKED_AT: u64 = 200;

impl Directory {
    /// One event of the audit log.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization is not the caller's, or has no such event; [`Error::Refused`] when
    /// they may not read its audit log; [`Error::SignedOut`]; [`Error::Database`].
    pub async fn audit_event(&self, caller: &Caller, org: &OrgRef, seq: u64) -> Result<AuditDetail> {
        let (org, by) = self.audited(caller, org, "read_audit_log").await?;
        let db = self.read();
        let row = event::Entity::find_by_id((org.id, stored(seq))).one(db).await?.ok_or(Error::NotFound)?;
        let event = events::read(&row)?;
        let (previous_hash, hash) = (hex::encode(&row.previous_hash), hex::encode(&row.hash));
        let entries = Entries::of(db, &org, &by, std::slice::from_ref(&row)).await?;
        let of_command = event::Entity::find()
            .filter(event::Column::OrgId.eq(org.id))
            .filter(event::Column::CommandId.eq(event.command))
            .count(db)
            .await?;
        // Whoever looks through another role's eyes reads, and changes nothing.
        let may = match authority(db, caller, &org, self.now()).await {
            Ok(may) => Ok(may),
            Err(Error::Refused { refusal, .. }) => Err(refusal),
            Err(other) => return Err(other),
        };
        let revert = self.can_revert(&may, &org, std::slice::from_ref(&event)).await?;
        let revert_command = match of_command {
            0 | 1 => None,
            2..=LOOKED_AT => {
                let all = events::of_command(db, org.id, event.command).await?;
                Some(self.can_revert(&may, &org, &all).await?)
            }
            _ => Some(Revert::Unknown),
        };
        let of_command = u32::try_from(of_command).unwrap_or(u32::MAX);
        Ok(AuditDetail { entry: entries.entry(row)?, previous_hash, hash, of_command, revert, revert_command })
    }

    /// Decides about taking events back, and does not do it.
    async fn can_revert(
        &self,
        may: &std::result::Result<Authority, Refusal>,
        org: &organization::Model,
        done: &[Event],
    ) -> Result<Revert> {
        if done.iter().all(|event| invert(&event.change).is_empty()) {
            return Ok(Revert::Never);
        }
        let authority = match may {
            Ok(authority) => authority,
            Err(refusal) => return Ok(Revert::Refused(refusal.clone())),
        };
        let now = self.now();
        let state = load::state(self.read(), org, &needs_of_undo(done, authority), now).await?;
        let mut fresh = || self.inner.clock.fresh_id();
        let decided = decide_undo(state, authority, done, Moment { now, seen: None }, &mut fresh);
        Ok(match decided {
            Ok(_) => Revert::Possible,
            Err(refusal) => Revert::Refused(refusal),
        })
    }
}
