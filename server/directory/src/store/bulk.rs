//! Few statements for many rows.

use crate::stop::Writer;
use crate::{Error, Result};
use domain::OrgId;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, TableRef, ValueTuple};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, Iterable, Value};

/// How many ids one `in (…)` gets.
pub(crate) const IDS_MAX: usize = 5_000;

/// The most values that go with one statement. SQLite takes 32,766 and PostgreSQL 65,535; beyond some thousands there
/// is nothing to gain, and the statements are kept prepared.
const VALUES_MAX: usize = 8_000;

/// How many rows of a table go with one statement.
pub(crate) fn rows_of<E: EntityTrait>() -> usize {
    (VALUES_MAX / E::Column::iter().count()).max(1)
}

/// Inserts rows, in order.
pub(crate) async fn insert<A>(writer: Writer<'_>, rows: Vec<A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(rows_of::<A::Entity>()).collect();
        A::Entity::insert_many(some).exec_without_returning(writer.tx()?).await?;
    }
    Ok(())
}

/// Of which rows, and what of them: an organization's rows of a table by their ids.
pub(crate) struct Rows<C> {
    pub org_column: C,
    pub id_column: C,
    pub org: OrgId,
}

impl<C: ColumnTrait> Rows<C> {
    /// Sets `columns` of each row to values of its own: `rows` are ids with the values.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when a row is not there: the state decided on was not the one stored.
    pub(crate) async fn update<const N: usize>(
        &self,
        writer: Writer<'_>,
        columns: [C; N],
        rows: Vec<(Value, [Value; N])>,
    ) -> Result<()> {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let some = rows.by_ref().take(VALUES_MAX / (N + 1));
            let values: Vec<ValueTuple> =
                some.map(|(id, values)| ValueTuple::Many(std::iter::once(id).chain(values).collect())).collect();
            self.update_some(writer, &columns, values).await?;
        }
        Ok(())
    }

    async fn update_some(&self, writer: Writer<'_>, columns: &[C], values: Vec<ValueTuple>) -> Result<()> {
        let (table, given) = (self.id_column.entity_name(), Alias::new("given"));
        // Both databases name the columns of such a list `column1`, `column2`, …
        let of = |number: usize| Expr::col((given.clone(), Alias::new(format!("column{number}"))));
        let expected = values.len() as u64;
        let mut update = Query::update();
        update.table(table.clone());
        for (at, column) in columns.iter().enumerate() {
            update.value(*column, of(at + 2));
        }
        update
            .from(TableRef::ValuesList(values, given.clone().into()))
            .and_where(Expr::col((table.clone(), self.org_column)).eq(self.org))
            .and_where(Expr::col((table, self.id_column)).eq(of(1)));
        let met = writer.tx()?.execute(&update).await?.rows_affected();
        if met == expected { Ok(()) } else { Err(Error::Corrupt(format!("changes of {expected} rows met {met}"))) }
    }
}
