//! The audit log: events as people read them, refused attempts, their chain, and the heads of it that are kept elsewhere.

mod attempts;
mod detail;
mod entries;
mod head;
mod log;
mod people;
mod verify;

pub use head::Head;
pub use log::AuditRecord;

use crate::entity::organization;
use crate::{Caller, Directory, Error, OrgRef, Result, Who};
use domain::{Authority, OrgId, allow};
use sea_orm::{EntityTrait, QueryOrder};

impl Directory {
    /// All organizations, with their names in URLs. The operator's.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anybody else; [`Error::Database`].
    pub async fn every_organization(&self, caller: &Caller) -> Result<Vec<(OrgId, String)>> {
        if caller.who != Who::Operator {
            return Err(Error::NotFound);
        }
        let rows = organization::Entity::find().order_by_asc(organization::Column::Slug).all(self.read()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.slug)).collect())
    }

    /// An organization whose audit log the caller may read. Who may not is noted.
    pub(crate) async fn audited(
        &self,
        caller: &Caller,
        org: &OrgRef,
        action: &str,
    ) -> Result<(organization::Model, Authority)> {
        let (org, by) = self.reader(caller, org).await?;
        if let Err(refusal) = allow::read_audit_log(&by) {
            self.note_refused(caller, Some(org.id), action, [(String::new(), &refusal)]).await;
            return Err(refusal.into());
        }
        Ok((org, by))
    }
}
