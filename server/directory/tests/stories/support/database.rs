//! Fresh databases: a file for each story, or a database of the throw-away cluster.

use super::postgres;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};

/// Which kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// The URL of a new, empty database, and what keeps its files.
pub async fn fresh(kind: Kind) -> (String, Option<tempfile::TempDir>) {
    match kind {
        Kind::Sqlite => {
            let files = tempfile::tempdir().expect("a folder");
            (format!("sqlite://{}", files.path().join("story.db").display()), Some(files))
        }
        Kind::Postgres => (postgres::database().await, None),
    }
}

/// A connection past the service.
pub async fn raw(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("a connection")
}

/// Everything stored, as text: bytes stand as hexadecimal digits.
pub async fn dump(kind: Kind, raw: &DatabaseConnection) -> String {
    let backend = raw.get_database_backend();
    let tables = match kind {
        Kind::Sqlite => "select name from sqlite_master where type = 'table'",
        Kind::Postgres => "select tablename::text from pg_tables where schemaname = 'public'",
    };
    let mut text = String::new();
    for table in raw.query_all_raw(Statement::from_string(backend, tables)).await.expect("tables") {
        let table: String = table.try_get_by_index(0).expect("a name");
        let rows = match kind {
            Kind::Sqlite => {
                let columns = raw
                    .query_all_raw(Statement::from_string(
                        backend,
                        format!("select name from pragma_table_info('{table}')"),
                    ))
                    .await
                    .expect("columns");
                let columns: Vec<String> = columns
                    .iter()
                    .map(|column| column.try_get_by_index::<String>(0).expect("a name"))
                    .map(|name| {
                        format!("case typeof({name}) when 'blob' then hex({name}) else coalesce({name}, '') end")
                    })
                    .collect();
                format!("select {} from {table}", columns.join(" || '|' || "))
            }
            Kind::Postgres => format!("select t::text from {table} t"),
        };
        for row in raw.query_all_raw(Statement::from_string(backend, rows)).await.expect("rows") {
            text.push_str(&row.try_get_by_index::<String>(0).expect("text"));
            text.push('\n');
        }
    }
    text
}
