//! How much there is of what an operator watches. Numbers alone: nobody's name, and nothing by organization.

use crate::entity::{outbox, session};
use crate::outbox::HELD;
use crate::{Database, Directory, Result};
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, DbBackend, EntityTrait, PaginatorTrait, QueryFilter};

/// What is counted in the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Sessions that are neither ended, too old, nor unused for too long.
    pub sessions: u64,
    /// Mails that wait to be sent.
    pub mails_waiting: u64,
    /// Mails that wait since a restore, until they are let go.
    pub mails_held: u64,
    /// Mails that nobody took, of the last months.
    pub mails_failed: u64,
}

/// What is known without asking the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Password hashes computed since the start.
    pub password_runs: u64,
    /// How many wait until they may be computed.
    pub passwords_waiting: usize,
    /// The database's connections.
    pub pools: Vec<Pool>,
    /// Whether only signing in and out goes on, for want of room.
    pub disk_full: bool,
}

/// Connections for one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// `write` and `read`, or `all`.
    pub name: &'static str,
    /// Those that somebody works with.
    pub used: u32,
    /// Those that are open and free.
    pub idle: u32,
    /// The most there may be.
    pub most: u32,
}

impl Directory {
    /// Counts in the database what an operator watches.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn counted(&self) -> Result<Counted> {
        let (now, config) = (self.now(), self.config());
        let good = Condition::all()
            .add(session::Column::EndedAt.is_null())
            .add(session::Column::CreatedAt.gt(now.plus_ms(-config.session_max_ms)))
            .add(session::Column::LastSeenAt.gt(now.plus_ms(-config.session_idle_ms)));
        let mails = |state: &str| outbox::Entity::find().filter(outbox::Column::State.eq(state));
        let waiting = mails("waiting").count(self.read()).await?;
        let mails_held = mails("waiting").filter(outbox::Column::DueAt.eq(HELD)).count(self.read()).await?;
        Ok(Counted {
            sessions: session::Entity::find().filter(good).count(self.read()).await?,
            mails_waiting: waiting.saturating_sub(mails_held),
            mails_held,
            mails_failed: mails("failed").count(self.read()).await?,
        })
    }

    /// What an operator watches of this process.
    #[must_use]
    pub fn load(&self) -> Load {
        Load {
            password_runs: self.password_runs(),
            passwords_waiting: self.inner.passwords.waiting(),
            pools: self.inner.database.pools(),
            disk_full: self.is_disk_full(),
        }
    }
}

impl Database {
    fn pools(&self) -> Vec<Pool> {
        match self.file {
            Some(_) => vec![pool("write", &self.write), pool("read", &self.read)],
            None => vec![pool("all", &self.write)],
        }
    }
}

fn pool(name: &'static str, connections: &DatabaseConnection) -> Pool {
    let (open, idle, most) = if connections.get_database_backend() == DbBackend::Sqlite {
        let pool = connections.get_sqlite_connection_pool();
        (pool.size(), pool.num_idle(), pool.options().get_max_connections())
    } else {
        let pool = connections.get_postgres_connection_pool();
        (pool.size(), pool.num_idle(), pool.options().get_max_connections())
    };
    let idle = u32::try_from(idle).unwrap_or(u32::MAX).min(open);
    Pool { name, used: open - idle, idle, most }
}
