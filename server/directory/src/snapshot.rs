//! What a viewer may see of an organization's people, read in one consistent look.

use crate::execute::authority;
use crate::store::{load, row};
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::Scope;
use roster::{Snapshot, Source};
use sea_orm::{AccessMode, DatabaseTransaction, DbBackend, IsolationLevel, TransactionTrait};

impl Directory {
    /// The people of an organization, as far as the caller may see them, with what they may do.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization is unknown or not the caller's, or they may see nobody in it;
    /// [`Error::SignedOut`]; [`Error::Database`].
    pub async fn snapshot(&self, caller: &Caller, org: &OrgRef) -> Result<Snapshot> {
        let now = self.now();
        let look = self.look().await?;
        let held = crate::organizations::row_of(&look, org).await?;
        let viewer = authority(&look, caller, &held, now).await?;
        if viewer.scope() == Scope::Nobody {
            return Err(Error::NotFound);
        }
        let (roles, teams) = (load::roles(&look, held.id).await?, load::teams(&look, held.id).await?);
        let users = load::all_users(&look, held.id).await?;
        let invitations = load::open_invitations(&look, held.id).await?;
        let delivery_notes = load::delivery_notes(&look, held.id).await?;
        look.commit().await?;
        let org = row::organization(&held);
        let source = Source {
            org: &org,
            roles: &roles,
            teams: &teams,
            users: &users,
            invitations: &invitations,
            delivery_notes: &delivery_notes,
            now,
        };
        Ok(Snapshot::of(&source, &viewer))
    }

    /// A transaction that only reads, and sees one moment.
    pub(crate) async fn look(&self) -> Result<DatabaseTransaction> {
        let db = self.read();
        if db.get_database_backend() == DbBackend::Sqlite {
            return Ok(db.begin().await?);
        }
        Ok(db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?)
    }
}
