//! The one way to write: a transaction that holds its organization.

use crate::entity::organization;
use crate::{Directory, Error, Result};
use domain::OrgId;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QuerySelect};

/// Which organization, as a door names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrgRef {
    /// By its name in URLs.
    Slug(String),
    /// By its id.
    Id(OrgId),
}

impl From<&str> for OrgRef {
    fn from(slug: &str) -> Self {
        Self::Slug(slug.to_owned())
    }
}

impl From<OrgId> for OrgRef {
    fn from(id: OrgId) -> Self {
        Self::Id(id)
    }
}

impl Directory {
    /// Begins a transaction that may write. On SQLite it is the only one (`BEGIN IMMEDIATE`): one that begins by
    /// reading and writes later would fail as soon as another writes in between. Refused while the disk is full.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction> {
        let tx = self.begin_pressing().await?;
        self.with_room(tx).await
    }

    /// The same for what goes on while the disk is full, inside [`Directory::pressing`].
    pub(crate) async fn begin_pressing(&self) -> Result<DatabaseTransaction> {
        Ok(self.inner.database.begin_writing().await?)
    }

    /// Commits what others may have to hear of: events, or that somebody is signed out. Then wakes whoever listens
    /// ([`Directory::committed`]).
    pub(crate) async fn commit(&self, tx: DatabaseTransaction) -> Result<()> {
        tx.commit().await?;
        self.inner.committed.send_replace(());
        Ok(())
    }
}

/// Finds an organization and, on PostgreSQL, locks its row: whoever changes it waits for the other's commit.
pub(crate) async fn hold_org(tx: &DatabaseTransaction, org: &OrgRef) -> Result<organization::Model> {
    let mut query = organization::Entity::find();
    query = match org {
        OrgRef::Slug(slug) => query.filter(organization::Column::Slug.eq(slug.as_str())),
        OrgRef::Id(id) => query.filter(organization::Column::Id.eq(*id)),
    };
    if tx.get_database_backend() != DbBackend::Sqlite {
        query = query.lock_exclusive();
    }
    query.one(tx).await?.ok_or(Error::NotFound)
}
