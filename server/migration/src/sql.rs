//! One text for both databases: statements with `{placeholders}` for the few words that differ.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Runs statements separated by lines of `--;`, with the backend's words put in. A statement that starts with
/// `--sqlite` or `--postgres` runs on that backend alone.
pub async fn run(manager: &SchemaManager<'_>, text: &str) -> Result<(), DbErr> {
    let backend = manager.get_database_backend();
    for statement in text.split("--;") {
        let statement = statement.trim();
        let skip = match backend {
            DbBackend::Sqlite => statement.starts_with("--postgres"),
            _ => statement.starts_with("--sqlite"),
        };
        if skip || statement.is_empty() {
            continue;
        }
        manager.get_connection().execute_unprepared(&worded(statement, backend)).await?;
    }
    Ok(())
}

fn worded(statement: &str, backend: DbBackend) -> String {
    let words: [(&str, &str); 3] = match backend {
        DbBackend::Sqlite => [("{uuid}", "blob"), ("{bytes}", "blob"), ("{bool}", "boolean")],
        _ => [("{uuid}", "uuid"), ("{bytes}", "bytea"), ("{bool}", "boolean")],
    };
    words.iter().fold(statement.to_owned(), |text, (word, with)| text.replace(word, with))
}
