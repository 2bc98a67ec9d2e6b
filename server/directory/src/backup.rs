//! Copies of an installation's database, and what a copy is before it is used again (safety.md F-17).

use crate::connect::Database;
use crate::entity::{account_token, outbox, session};
use crate::outbox::HELD;
use crate::{Directory, Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectOptions, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, Statement,
};
use std::path::Path;

/// What becomes of a copy before it is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AfterRestore {
    /// Whether the sessions of then, and the links to confirm an address or to set a password, are good still: whoever was
    /// signed out since would be in again, and a link that was used would be good again.
    pub keep_sessions: bool,
    /// Whether the mails are sent that waited then: most of them went out since.
    pub send_mails: bool,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// How many sessions ended.
    pub sessions: u64,
    /// How many mails are held.
    pub mails: u64,
}

/// Mails that wait to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingMails {
    /// How many, those that are held too.
    pub all: u64,
    /// How many are held since a restore, until [`Directory::release_mails`].
    pub held: u64,
}

impl Database {
    /// Writes all of the database, as it is at one moment, into a new file, while others go on reading and writing. Of
    /// SQLite: PostgreSQL has tools of its own.
    ///
    /// # Errors
    /// [`Error::Database`] when the file is there, or cannot be written.
    pub async fn copy_into(&self, file: &Path) -> Result<()> {
        let aside = self.aside().await?;
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "vacuum into ?", [text(file)?.into()]);
        let copied = aside.execute_raw(copy).await;
        aside.close().await?;
        copied?;
        Ok(())
    }
}

/// Whether the pages, the indexes and the references of an SQLite file are whole. It is only read.
///
/// # Errors
/// [`Error::Corrupt`] with the first of what is wrong; [`Error::Database`] when it is no database.
pub async fn check_copy(file: &Path) -> Result<()> {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=ro", text(file)?));
    options.max_connections(1).sqlx_logging(false);
    let copy = sea_orm::Database::connect(options).await?;
    let checked = whole(&copy).await;
    copy.close().await?;
    checked
}

async fn whole(copy: &impl ConnectionTrait) -> Result<()> {
    let ask = |sql: &str| copy.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql));
    let said: Option<String> = match ask("pragma integrity_check(1)").await? {
        Some(row) => row.try_get_by_index(0)?,
        None => None,
    };
    if said.as_deref() != Some("ok") {
        return Err(Error::Corrupt(said.unwrap_or_default()));
    }
    match ask("pragma foreign_key_check").await? {
        Some(row) => Err(Error::Corrupt(format!("a row of {} refers to nothing", row.try_get_by_index::<String>(0)?))),
        None => Ok(()),
    }
}

/// A path as SQLite takes it.
fn text(file: &Path) -> Result<&str> {
    file.to_str().ok_or_else(|| Error::Invalid { field: "file", reason: "is no UTF-8 text".to_owned() })
}

impl Directory {
    /// What a copy is before it is used again.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn after_restore(&self, wanted: AfterRestore) -> Result<Restored> {
        let (tx, now) = (self.begin().await?, self.now());
        let mut restored = Restored::default();
        if !wanted.keep_sessions {
            let ended = session::Entity::update_many()
                .col_expr(session::Column::EndedAt, Expr::value(now))
                .filter(session::Column::EndedAt.is_null())
                .exec(&tx)
                .await?;
            restored.sessions = ended.rows_affected;
            account_token::Entity::delete_many().exec(&tx).await?;
        }
        if !wanted.send_mails {
            let held = outbox::Entity::update_many()
                .col_expr(outbox::Column::DueAt, Expr::value(HELD))
                .filter(outbox::Column::State.eq("waiting"))
                .exec(&tx)
                .await?;
            restored.mails = held.rows_affected;
        }
        tx.commit().await?;
        Ok(restored)
    }

    /// Lets the mails go that are held since a restore. Gives how many.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn release_mails(&self) -> Result<u64> {
        let released = outbox::Entity::update_many()
            .col_expr(outbox::Column::DueAt, Expr::value(self.now()))
            .filter(outbox::Column::State.eq("waiting"))
            .filter(outbox::Column::DueAt.eq(HELD))
            .exec(&self.inner.database.write)
            .await?;
        Ok(released.rows_affected)
    }

    /// How many mails wait to be sent.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn waiting_mails(&self) -> Result<WaitingMails> {
        let waiting = outbox::Entity::find().filter(outbox::Column::State.eq("waiting"));
        let held = waiting.clone().filter(outbox::Column::DueAt.eq(HELD)).count(self.read()).await?;
        Ok(WaitingMails { all: waiting.count(self.read()).await?, held })
    }
}
