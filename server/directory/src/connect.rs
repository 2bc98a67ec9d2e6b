//! Opening the database: SQLite with one writer and readers apart, or PostgreSQL.

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{Connection as _, Sqlite, pool::PoolOptions};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use std::path::PathBuf;
use std::time::Duration;

/// Readers beside SQLite's one writer.
const READERS: u32 = 4;
/// Connections to PostgreSQL.
const CONNECTIONS: u32 = 16;
/// What SQLite keeps of a database in memory while a long list is written, in KiB: the index of whom events are about is met
/// all over, and what does not stay in memory is written again and again while everybody else waits.
const LONG_CACHE_KIB: u32 = 32_768;

/// The database's connections.
#[derive(Clone, Debug)]
pub struct Database {
    /// Where changes are written: on SQLite one connection, on which writers queue.
    pub(crate) write: DatabaseConnection,
    /// Where is only read.
    pub(crate) read: DatabaseConnection,
    /// SQLite's file.
    pub(crate) file: Option<PathBuf>,
    aside: Aside,
}

/// How to open one more connection. It may name a password: it is not for print.
#[derive(Clone)]
struct Aside(ConnectOptions);

impl std::fmt::Debug for Aside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Aside")
    }
}

/// Opens a database: `sqlite://PATH` (made when missing) or `postgres://…`. Migrations are apart.
///
/// # Errors
/// [`DbErr`] when it cannot be reached or opened.
pub async fn connect(url: &str) -> Result<Database, DbErr> {
    if let Some(path) = url.strip_prefix("sqlite://") {
        let mut aside = sqlite(&format!("sqlite://{path}?mode=rwc"), 1);
        let write = sea_orm::Database::connect(aside.clone()).await?;
        aside.map_sqlx_sqlite_opts(|options| with_patience(options).pragma("cache_size", format!("-{LONG_CACHE_KIB}")));
        let read = sea_orm::Database::connect(sqlite(&format!("sqlite://{path}?mode=rwc"), READERS)).await?;
        return Ok(Database { write, read, file: Some(PathBuf::from(path)), aside: Aside(aside) });
    }
    let mut options = ConnectOptions::new(url);
    options.max_connections(CONNECTIONS).acquire_timeout(Duration::from_secs(30)).sqlx_logging(false);
    let both = sea_orm::Database::connect(options.clone()).await?;
    options.max_connections(1).min_connections(1);
    Ok(Database { write: both.clone(), read: both, file: None, aside: Aside(options) })
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(with_patience)
        .map_sqlx_sqlite_pool_opts(without_open_transactions);
    options
}

/// A connection is not used again while SQLx counts a transaction on it as open. SQLite ends one itself whose commit fails,
/// as on a full disk, and SQLx does not learn of it: what came after would be part of a transaction that nobody commits,
/// and answered, and lost.
fn without_open_transactions(pool: PoolOptions<Sqlite>) -> PoolOptions<Sqlite> {
    pool.before_acquire(|connection, _| {
        let usable = !connection.is_in_transaction();
        Box::pin(async move { Ok(usable) })
    })
}

/// How SQLite is opened. Whoever waits for the writer waits as long as for a connection.
fn with_patience(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(30))
}

impl Database {
    /// One connection more, for long work beside the others. Whoever opens it closes it.
    ///
    /// # Errors
    /// [`DbErr`] when it cannot be opened.
    pub(crate) async fn aside(&self) -> Result<DatabaseConnection, DbErr> {
        sea_orm::Database::connect(self.aside.0.clone()).await
    }

    /// Whether it can be written to, as whoever serves has to: SQLite opens a file that may only be read all the same.
    ///
    /// # Errors
    /// [`DbErr`] when it cannot.
    pub async fn check_writable(&self) -> Result<(), DbErr> {
        let tx = self.begin_writing().await?;
        // Of a file that may only be read SQLite makes this a transaction that reads: only a write tells.
        tx.execute_unprepared("delete from seaql_migrations where 1 = 0").await?;
        tx.rollback().await
    }

    /// A transaction that may write, alone on SQLite.
    pub(crate) async fn begin_writing(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.write.begin_with_options(options).await
    }

    /// Closes every connection; SQLite's log is written back.
    ///
    /// # Errors
    /// [`DbErr`] when a connection does not close.
    pub async fn close(&self) -> Result<(), DbErr> {
        self.read.close_by_ref().await?;
        self.write.close_by_ref().await
    }
}
