//! Reading many rows: the database gathers them into one text.
//!
//! SQLx hands rows from the thread that reads SQLite to ours one at a time, and keeps each value of a row apart, some
//! 3 KB a row. Of a hundred thousand people, that was most of the time and most of the memory.

use crate::Result;
use sea_orm::sea_query::{Alias, ColumnType, Expr, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, Iterable, QuerySelect, QueryTrait, Select};
use serde::de::DeserializeOwned;

/// The rows of a query of whole rows; in its order, if it has a limit too. All of them are one text for a moment: some 400
/// bytes a user.
///
/// # Errors
/// [`crate::Error::Corrupt`] when a row is not as it must be; [`crate::Error::Database`].
pub(crate) async fn rows<E>(db: &impl ConnectionTrait, query: Select<E>) -> Result<Vec<E::Model>>
where
    E: EntityTrait,
    E::Model: DeserializeOwned,
{
    columns(db, query, &E::Column::iter().collect::<Vec<_>>()).await
}

/// The same of some columns, in this order.
///
/// # Errors
/// As [`rows`].
pub(crate) async fn columns<E, T>(db: &impl ConnectionTrait, query: Select<E>, columns: &[E::Column]) -> Result<Vec<T>>
where
    E: EntityTrait,
    T: DeserializeOwned,
{
    let backend = db.get_database_backend();
    let cells = columns.iter().map(|column| cell(backend, *column)).collect::<Vec<_>>().join(", ");
    let query = query.select_only().columns(columns.iter().copied());
    let gathered = match backend {
        DbBackend::Sqlite => format!("json_group_array(json_array({cells}))"),
        _ => format!("json_agg(json_build_array({cells}))::text"),
    };
    let outer =
        Query::select().expr(Expr::cust(gathered)).from_subquery(query.into_query(), Alias::new("found")).take();
    let Some(row) = db.query_one(&outer).await? else { return Ok(Vec::new()) };
    let Some(text) = row.try_get_by_index::<Option<String>>(0)? else { return Ok(Vec::new()) };
    Ok(serde_json::from_str(&text)?)
}

/// A value as JSON. In SQLite an id is bytes and what is so or not is a number, neither of which JSON has.
fn cell<C: ColumnTrait>(backend: DbBackend, column: C) -> String {
    let (name, def) = (column.as_str(), column.def());
    match (backend, def.get_column_type()) {
        (DbBackend::Sqlite, ColumnType::Uuid) => format!("nullif(hex({name}), '')"),
        (DbBackend::Sqlite, ColumnType::Boolean) => {
            format!("json(case {name} when 1 then 'true' when 0 then 'false' end)")
        }
        _ => name.to_owned(),
    }
}
