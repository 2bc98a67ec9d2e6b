//! The database below a house: of either kind, and copied as a whole.

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};

#[path = "../../directory/tests/stories/support/postgres.rs"]
mod postgres;

/// Which kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A database that goes with the test: a file, or one of the throw-away cluster's.
pub struct Store {
    pub kind: Kind,
    pub url: String,
    _folder: tempfile::TempDir,
}

impl Store {
    /// An empty one.
    pub async fn fresh(kind: Kind) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = match kind {
            Kind::Sqlite => format!("sqlite://{}", folder.path().join("muster.db").display()),
            Kind::Postgres => postgres::database().await,
        };
        Self { kind, url, _folder: folder }
    }

    /// Another one with the same rows. On PostgreSQL whoever is connected to this one is cut off.
    pub async fn copy(&self) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = match self.kind {
            Kind::Sqlite => {
                let file = folder.path().join("muster.db");
                let raw = self.raw().await;
                run(&raw, &format!("vacuum into '{}'", file.display())).await;
                raw.close().await.expect("closed");
                format!("sqlite://{}", file.display())
            }
            Kind::Postgres => {
                // Its own template: nobody may be connected to it meanwhile.
                let url = postgres::database().await;
                let raw = Database::connect(postgres_itself(&url)).await.expect("the cluster answers");
                let (from, to) = (name_in(&self.url), name_in(&url));
                run(&raw, &format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{from}'"))
                    .await;
                run(&raw, &format!("drop database {to}")).await;
                run(&raw, &format!("create database {to} template {from}")).await;
                raw.close().await.expect("closed");
                url
            }
        };
        Self { kind: self.kind, url, _folder: folder }
    }

    /// A connection past the service.
    pub async fn raw(&self) -> DatabaseConnection {
        Database::connect(self.url.as_str()).await.expect("the database")
    }

    /// Runs a statement past the service.
    pub async fn execute(&self, sql: &str) {
        let raw = self.raw().await;
        run(&raw, sql).await;
        raw.close().await.expect("closed");
    }

    /// Everything in these tables, as text, but for when somebody was last seen.
    pub async fn rows_of(&self, tables: &[&str]) -> String {
        let raw = self.raw().await;
        let mut state = String::new();
        for table in tables {
            let rows = match self.kind {
                Kind::Sqlite => {
                    let columns = format!(
                        "select group_concat('quote(' || name || ')', '||'',''||') from pragma_table_info('{table}') where name <> 'last_active'"
                    );
                    let columns = text(&raw, columns).await.expect("columns");
                    format!("select group_concat(r, char(10)) from (select {columns} as r from {table} order by 1)")
                }
                Kind::Postgres => format!(
                    "select string_agg(r, chr(10) order by r) from (select (to_jsonb(t) - 'last_active')::text as r from {table} t) as rows"
                ),
            };
            let rows = text(&raw, rows).await.unwrap_or_default();
            state.push_str(&format!("{table}\n{rows}\n"));
        }
        raw.close().await.expect("closed");
        state
    }
}

/// The name of a database in its URL.
fn name_in(url: &str) -> &str {
    url.split(['/', '?']).nth(3).expect("a database's name")
}

/// The database of the same cluster that is always there.
fn postgres_itself(url: &str) -> String {
    url.replacen(name_in(url), "postgres", 1)
}

async fn text(raw: &DatabaseConnection, sql: String) -> Option<String> {
    let statement = Statement::from_string(raw.get_database_backend(), sql);
    let row = raw.query_one_raw(statement).await.expect("rows").expect("a row");
    row.try_get_by_index(0).expect("text")
}

async fn run(raw: &DatabaseConnection, sql: &str) {
    raw.execute_raw(Statement::from_string(raw.get_database_backend(), sql)).await.expect("done");
}
