//! Whether a chain holds.

use crate::{GENESIS, Link, commitments, reveal, subject_columns, texts};
use domain::{Broken, Change, Checked, Flaw, OrgId, Verification};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A stretch of a chain on its way to whoever checks it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The number of the organization's last event, as of before the links were read.
    pub last: u64,
    /// The next links; none at the end.
    pub links: Vec<Link>,
}

/// Checks an organization's chain, one event after the other from the first on, in constant memory.
#[derive(Clone, Debug)]
pub struct Checker {
    org: OrgId,
    seq: u64,
    hash: [u8; 32],
    erased: u64,
}

impl Checker {
    /// Begins before the first event.
    #[must_use]
    pub fn new(org: OrgId) -> Self {
        Self { org, seq: 0, hash: GENESIS, erased: 0 }
    }

    /// The number of the last event that was checked; 0 before the first.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The hash of that event.
    #[must_use]
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// Checks the next event: its number, its link to the one before, its hash, and that every column, and the texts
    /// beside it, are those that were hashed.
    ///
    /// # Errors
    /// The first thing that does not fit. Nothing can be said of what comes after it.
    pub fn check(&mut self, link: &Link) -> Result<(), Broken> {
        let next = self.seq + 1;
        if link.seq != next {
            return Err(Broken { seq: next, flaw: Flaw::Missing });
        }
        self.fits(link).map_err(|flaw| Broken { seq: next, flaw })?;
        self.seq = next;
        self.hash.copy_from_slice(&link.hash);
        Ok(())
    }

    /// Checks the next stretch, and at the end of the chain that it is the end.
    pub fn take(&mut self, stretch: &Stretch) -> Verification {
        let checked = stretch.links.iter().try_for_each(|link| self.check(link));
        match checked {
            Err(broken) => Verification::Broken(broken),
            Ok(()) if !stretch.links.is_empty() => {
                Verification::Going { done: self.seq, all: stretch.last.max(self.seq) }
            }
            Ok(()) => self.end(stretch.last).map_or_else(Verification::Broken, Verification::Holds),
        }
    }

    fn fits(&mut self, link: &Link) -> Result<(), Flaw> {
        let holds = |good: bool, flaw: Flaw| if good { Ok(()) } else { Err(flaw) };
        holds(link.previous_hash == self.hash, Flaw::Link)?;
        holds(link.hash == link.hash_after(&self.hash), Flaw::Hash)?;
        let body: Value = serde_json::from_str(&link.body).map_err(|_| Flaw::Unreadable)?;
        let mut committed = commitments(&body);
        committed.extend(link.ip.as_deref().and_then(texts::ip_commitment));
        let personal = match &link.personal {
            Some(personal) => {
                let texts: Vec<[String; 2]> = serde_json::from_str(personal).map_err(|_| Flaw::Texts)?;
                // To the letter: nothing can be hidden in the way they are written.
                let as_written = serde_json::to_string(&texts).is_ok_and(|written| written == *personal);
                holds(as_written && texts::are_kept(&committed, &texts), Flaw::Texts)?;
                texts
            }
            None => {
                self.erased += u64::from(!committed.is_empty());
                Vec::new()
            }
        };
        let change: Change =
            serde_json::from_value(reveal(body, "", &mut personal.into_iter())).map_err(|_| Flaw::Unreadable)?;
        holds(change.kind() == link.kind, Flaw::Kind)?;
        let (kind, id) = subject_columns(&change.subject());
        holds(kind == link.subject_kind && id == link.subject_id, Flaw::Subject)?;
        // Another organization's chain holds as well as this one's: the first event says whose it is.
        let is_own = |change: &Change| matches!(change, Change::OrganizationCreated { org, .. } if *org == self.org);
        holds(self.seq > 0 || is_own(&change), Flaw::Organization)
    }

    /// The end of the chain, when the last event is to have the number `last`.
    ///
    /// # Errors
    /// [`Flaw::Missing`] or [`Flaw::Beyond`] when it has another.
    pub fn end(&self, last: u64) -> Result<Checked, Broken> {
        if self.seq < last {
            return Err(Broken { seq: self.seq + 1, flaw: Flaw::Missing });
        }
        if self.seq > last {
            return Err(Broken { seq: last + 1, flaw: Flaw::Beyond });
        }
        Ok(Checked { seq: self.seq, hash: hex::encode(self.hash), erased: self.erased })
    }
}
