//! Bringing the schema to this version: all of it or nothing, by one server, and with a copy of what was there (F-18).

use crate::Clock;
use crate::connect::Database;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The number of the lock that the schema is changed under (PostgreSQL).
const MIGRATING: i64 = 0x4d69_6772_6174_6531;

impl Database {
    /// Brings the schema to this version: every step or none, in one transaction. Servers that start together do it one
    /// after the other, and all but the first find it done. SQLite's file, where it was there before, is copied first, to
    /// a file beside it; gives which.
    ///
    /// # Errors
    /// [`DbErr`] when a step fails, the copy cannot be made, or the database is from a newer version. Nothing is changed
    /// then.
    pub async fn migrate(&self) -> Result<Option<PathBuf>, DbErr> {
        let tx = self.begin_writing().await?;
        let migrated = self.migrate_in(&tx).await;
        if migrated.is_ok() {
            tx.commit().await?;
        } else {
            tx.rollback().await?;
        }
        migrated
    }

    async fn migrate_in(&self, tx: &DatabaseTransaction) -> Result<Option<PathBuf>, DbErr> {
        if tx.get_database_backend() != DbBackend::Sqlite {
            let lock = format!("select pg_advisory_xact_lock({MIGRATING})");
            tx.execute_raw(Statement::from_string(tx.get_database_backend(), lock)).await?;
        }
        let applied = applied(tx).await?;
        refuse_newer(&applied)?;
        if is_whole(&applied) {
            return Ok(None);
        }
        // Nobody writes meanwhile: what is copied is what is changed.
        let copy = match &self.file {
            Some(file) if !applied.is_empty() => Some(self.keep(file).await?),
            _ => None,
        };
        Migrator::up(tx, None).await?;
        Ok(copy)
    }

    /// Whether the schema is this version's.
    ///
    /// # Errors
    /// [`DbErr`] when it cannot be read, or the database is from a newer version.
    pub async fn is_current(&self) -> Result<bool, DbErr> {
        let applied = applied(&self.write).await?;
        refuse_newer(&applied)?;
        Ok(is_whole(&applied))
    }

    /// Copies the file to one beside it, whole or not at all.
    async fn keep(&self, file: &Path) -> Result<PathBuf, DbErr> {
        let at = Clock::machine().now().to_rfc3339().replace(['-', ':'], "");
        let copy = beside(file, &format!("-before-{}-{at}", env!("CARGO_PKG_VERSION")));
        let part = beside(file, "-before.part");
        let kept = async {
            // What a crash left; whoever makes one holds the database.
            remove(&part)?;
            self.copy_into(&part).await.map_err(io::Error::other)?;
            crate::check_copy(&part).await.map_err(io::Error::other)?;
            // It holds as many secrets as the database, and is as well hidden.
            fs::set_permissions(&part, fs::metadata(file)?.permissions())?;
            File::open(&part)?.sync_all()?;
            fs::rename(&part, &copy)?;
            let folder = copy.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        };
        let kept: io::Result<()> = kept.await;
        if let Err(error) = kept {
            // What is there of it takes room of others.
            let _ = remove(&part);
            return Err(DbErr::Custom(format!("no copy of it can be made at {}: {error}", copy.display())));
        }
        tracing::info!(copy = %copy.display(), "the database is copied, and brought to this version");
        Ok(copy)
    }
}

fn beside(file: &Path, more: &str) -> PathBuf {
    let mut path = file.to_owned().into_os_string();
    path.push(more);
    PathBuf::from(path)
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn is_whole(applied: &[String]) -> bool {
    Migrator::migrations().iter().all(|step| applied.iter().any(|name| name == step.name()))
}

fn refuse_newer(applied: &[String]) -> Result<(), DbErr> {
    let known: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    match applied.iter().find(|name| !known.contains(name)) {
        Some(step) => Err(DbErr::Custom(format!(
            "the database is from a newer version of Muster (it has the step {step}): start that version instead"
        ))),
        None => Ok(()),
    }
}

/// The steps that a database has.
async fn applied(database: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let backend = database.get_database_backend();
    let exists = match backend {
        DbBackend::Sqlite => "select 1 from sqlite_master where name = 'seaql_migrations'",
        _ => {
            "select 1 from information_schema.tables where table_name = 'seaql_migrations' and table_schema = current_schema()"
        }
    };
    if database.query_one_raw(Statement::from_string(backend, exists)).await?.is_none() {
        return Ok(Vec::new());
    }
    let versions = "select version from seaql_migrations";
    let rows = database.query_all_raw(Statement::from_string(backend, versions)).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}
