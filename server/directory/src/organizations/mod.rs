//! Organizations: how they come to be, and what their settings pages read.

pub(crate) mod bundles;
mod found;
mod general;
mod owner;
mod roles;
mod set_up;
mod teams;

pub use owner::{NewOwner, OwnerCreated};
pub use set_up::SetUp;

use crate::entity::organization;
use crate::execute::sight;
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::Authority;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

impl Directory {
    /// What the caller may do in an organization, looked up for reading. An unknown organization and one that is
    /// not the caller's are the same.
    pub(crate) async fn reader(&self, caller: &Caller, org: &OrgRef) -> Result<(organization::Model, Authority)> {
        let row = row_of(self.read(), org).await?;
        let authority = sight(self.read(), caller, &row, self.now()).await?;
        Ok((row, authority))
    }
}

/// An organization's row, not held.
pub(crate) async fn row_of(db: &impl ConnectionTrait, org: &OrgRef) -> Result<organization::Model> {
    let query = organization::Entity::find();
    let query = match org {
        OrgRef::Slug(slug) => query.filter(organization::Column::Slug.eq(slug.as_str())),
        OrgRef::Id(id) => query.filter(organization::Column::Id.eq(*id)),
    };
    query.one(db).await?.ok_or(Error::NotFound)
}
