//! Few statements for many rows.

use crate::stop::Writer;
use crate::{Error, Result};
use domain::OrgId;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, TableRef, ValueTuple};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, Iterable, Value};

/// The most values that go with one statement. SQLite takes 32,766 and PostgreSQL 65,535; beyond some thousands there
/// is nothing to gain.
const VALUES_MAX: usize = 8_192;

/// A list in parts, of which each goes with one statement, given how many values there are of each item. Their lengths
/// are powers of two: statements are kept prepared, on each connection, and so they are few.
pub(crate) fn parts<T>(list: &[T], values: usize) -> Vec<&[T]> {
    let (mut parts, mut rest) = (Vec::new(), list);
    while !rest.is_empty() {
        let (part, others) = rest.split_at(part(rest.len(), values));
        parts.push(part);
        rest = others;
    }
    parts
}

/// A list of ids in parts.
pub(crate) fn ids<T>(list: &[T]) -> Vec<&[T]> {
    parts(list, 2)
}

/// How many of so many items go with the next statement, given how many values there are of each.
pub(crate) fn part(items: usize, values: usize) -> usize {
    1 << items.clamp(1, (VALUES_MAX / values).max(1)).ilog2()
}

/// How many values a row of a table has.
pub(crate) fn values_of<E: EntityTrait>() -> usize {
    E::Column::iter().count()
}

/// Inserts rows, in order.
pub(crate) async fn insert<A>(writer: Writer<'_>, rows: Vec<A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let next = part(rows.len(), values_of::<A::Entity>());
        let some: Vec<A> = rows.by_ref().take(next).collect();
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
        let mut rows = rows.into_iter();
        while rows.len() > 0 {
            let next = part(rows.len(), N + 1);
            let some = rows.by_ref().take(next);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_in_few_parts_of_few_lengths() {
        let lengths = |items: usize, values| -> Vec<usize> {
            parts(&vec![(); items], values).into_iter().map(<[()]>::len).collect()
        };
        assert_eq!(lengths(0, 2), [0; 0]);
        assert_eq!(lengths(1, 2), [1]);
        assert_eq!(lengths(10_000, 2), [4_096, 4_096, 1_024, 512, 256, 16]);
        assert_eq!(lengths(1_027, 16), [512, 512, 2, 1]);
        assert_eq!(lengths(3, 100_000), [1, 1, 1]);
    }
}
