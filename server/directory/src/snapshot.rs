//! What a viewer may see of an organization's people, read in one consistent look.

use crate::entity::organization;
use crate::execute::sight;
use crate::store::{everybody, load, row};
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{Invitation, InvitationId, Organization, Role, Scope, Team, Timestamp, User};
use roster::{Snapshot, Source};
use sea_orm::{AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, IsolationLevel, TransactionTrait};

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
        let viewer = sight(&look, caller, &held, now).await?;
        if viewer.scope() == Scope::Nobody {
            return Err(Error::NotFound);
        }
        let everybody = Everybody::of(&look, &held, now).await?;
        look.commit().await?;
        Ok(Snapshot::of(&everybody.source(), &viewer))
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

/// All that a snapshot can show, whoever looks.
pub(crate) struct Everybody {
    org: Organization,
    roles: Vec<Role>,
    teams: Vec<Team>,
    users: Vec<User>,
    invitations: Vec<Invitation>,
    delivery_notes: Vec<(InvitationId, String)>,
    now: Timestamp,
    founded: Timestamp,
}

impl Everybody {
    pub(crate) async fn of(db: &impl ConnectionTrait, org: &organization::Model, now: Timestamp) -> Result<Self> {
        Ok(Self {
            org: row::organization(org),
            roles: load::roles(db, org.id).await?,
            teams: load::teams(db, org.id).await?,
            users: everybody::all_users(db, org.id).await?,
            invitations: everybody::open_invitations(db, org.id).await?,
            delivery_notes: load::delivery_notes(db, org.id).await?,
            now,
            founded: org.created_at,
        })
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source {
            org: &self.org,
            roles: &self.roles,
            teams: &self.teams,
            users: &self.users,
            invitations: &self.invitations,
            delivery_notes: &self.delivery_notes,
            now: self.now,
            founded: self.founded,
            past: false,
        }
    }
}
