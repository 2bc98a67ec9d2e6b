//! Rows that wait beside the tables until they are moved in, all at once.
//!
//! They wait in temporary tables of a connection of its own, on which nobody else waits; moving them is one statement a
//! table, inside of the database. That is what an organization is held for. Rows that are new wait here; what becomes of
//! people who are there already, in [`super::standing`].

use super::standing;
use crate::connect::Database;
use crate::entity::{event, invitation, invitation_link, invitation_team, outbox};
use crate::store::bulk;
use crate::{Error, Result};
use sea_orm::sea_query::{Alias, Expr, OnConflict, Query, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DatabaseConnection, DbBackend, EntityName, EntityTrait, IdenStatic,
    Iterable, Statement, Value,
};

/// A connection with its temporary tables.
pub(super) struct Stage {
    pub(super) db: DatabaseConnection,
}

/// A temporary table of values that are no whole row.
pub(super) struct Waiting<const N: usize> {
    pub name: &'static str,
    pub columns: [&'static str; N],
    /// So many of the first columns tell rows apart: of two that are the same, the later counts. With none all are kept.
    pub key: usize,
    /// An empty query that has those columns.
    pub like: &'static str,
}

impl Stage {
    pub(super) async fn open(database: &Database) -> Result<Self> {
        let stage = Self { db: database.aside().await? };
        for table in new_rows() {
            stage.make(&name(table), &format!("select * from {table} where 1 = 0")).await?;
        }
        standing::open(&stage).await?;
        Ok(stage)
    }

    pub(super) async fn close(self) -> Result<()> {
        Ok(self.db.close().await?)
    }

    /// Forgets what waits.
    pub(super) async fn clear(&self, db: &impl ConnectionTrait) -> Result<()> {
        for table in new_rows() {
            self.run(db, format!("delete from {}", name(table))).await?;
        }
        standing::clear(self, db).await
    }

    async fn make(&self, table: &str, like: &str) -> Result<()> {
        self.run(&self.db, format!("create temporary table {table} as {like}")).await
    }

    /// Makes a table in which values wait.
    pub(super) async fn make_waiting<const N: usize>(&self, waiting: &Waiting<N>) -> Result<()> {
        let (table, key) = (waiting.name, waiting.columns[..waiting.key].join(", "));
        self.make(table, waiting.like).await?;
        if waiting.key == 0 {
            return Ok(());
        }
        self.run(&self.db, format!("create unique index {table}_key on {table} ({key})")).await
    }

    /// Has values wait, of which no two have the same key.
    pub(super) async fn add_waiting<const N: usize>(
        &self,
        db: &impl ConnectionTrait,
        waiting: &Waiting<N>,
        rows: Vec<[Value; N]>,
    ) -> Result<()> {
        let column = |name: &&'static str| Alias::new(*name);
        let (key, others) = waiting.columns.split_at(waiting.key);
        let mut later = OnConflict::columns(key.iter().map(column));
        if others.is_empty() {
            later.do_nothing();
        } else {
            later.update_columns(others.iter().map(column));
        }
        let later = (!key.is_empty()).then_some(later);
        for some in bulk::parts(&rows, N) {
            let mut insert = Query::insert();
            insert.into_table(Alias::new(waiting.name)).columns(waiting.columns.iter().map(column));
            for row in some {
                insert.values_panic(row.iter().cloned().map(SimpleExpr::from));
            }
            if let Some(later) = &later {
                insert.on_conflict(later.clone());
            }
            db.execute(&insert).await?;
        }
        Ok(())
    }

    /// Has rows wait.
    pub(super) async fn add<A>(&self, db: &impl ConnectionTrait, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait,
    {
        let columns = || <A::Entity as EntityTrait>::Column::iter();
        let table = Alias::new(name(A::Entity::default().table_name()));
        for some in bulk::parts(&rows, bulk::values_of::<A::Entity>()) {
            let mut insert = Query::insert();
            insert.into_table(table.clone()).columns(columns());
            for row in some {
                let value = |column| match row.get(column) {
                    ActiveValue::Set(value) | ActiveValue::Unchanged(value) => Expr::value(value),
                    ActiveValue::NotSet => Expr::value(Option::<String>::None),
                };
                insert.values_panic(columns().map(value));
            }
            db.execute(&insert).await?;
        }
        Ok(())
    }

    /// Moves what waits for a table into it.
    pub(super) async fn move_in<E: EntityTrait>(&self, db: &impl ConnectionTrait) -> Result<()> {
        let table = E::default().table_name().to_owned();
        let columns = E::Column::iter().map(|column| column.as_str().to_owned()).collect::<Vec<_>>().join(", ");
        self.run(db, format!("insert into {table} ({columns}) select {columns} from {}", name(&table))).await
    }

    /// How many rows wait in a table.
    pub(super) async fn waiting_in(&self, db: &impl ConnectionTrait, table: &str) -> Result<u64> {
        self.number(db, &format!("select count(*) from {table}"), []).await
    }

    /// A statement's one number.
    pub(super) async fn number<const N: usize>(
        &self,
        db: &impl ConnectionTrait,
        sql: &str,
        values: [Value; N],
    ) -> Result<u64> {
        let row = db.query_one_raw(self.statement(sql, values)).await?;
        let number: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(u64::try_from(number).unwrap_or(0))
    }

    /// Runs a statement, in which `?` stands for each value. Gives how many rows it met.
    pub(super) async fn run_with<const N: usize>(
        &self,
        db: &impl ConnectionTrait,
        sql: &str,
        values: [Value; N],
    ) -> Result<u64> {
        Ok(db.execute_raw(self.statement(sql, values)).await?.rows_affected())
    }

    /// Likewise one that meets each row that waits in a table.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when it meets others: the state decided on was not the one stored.
    pub(super) async fn run_for_each<const N: usize>(
        &self,
        db: &impl ConnectionTrait,
        table: &str,
        sql: &str,
        values: [Value; N],
    ) -> Result<()> {
        let expected = self.waiting_in(db, table).await?;
        let met = if expected == 0 { 0 } else { self.run_with(db, sql, values).await? };
        if met == expected { Ok(()) } else { Err(Error::Corrupt(format!("{expected} in {table} met {met}"))) }
    }

    fn statement<const N: usize>(&self, sql: &str, values: [Value; N]) -> Statement {
        let backend = self.db.get_database_backend();
        if backend == DbBackend::Sqlite {
            return Statement::from_sql_and_values(backend, sql, values);
        }
        let mut numbered = String::with_capacity(sql.len());
        for (number, part) in sql.split('?').enumerate() {
            if number > 0 {
                numbered.push_str(&format!("${number}"));
            }
            numbered.push_str(part);
        }
        Statement::from_sql_and_values(backend, numbered, values)
    }

    pub(super) async fn run(&self, db: &impl ConnectionTrait, sql: String) -> Result<()> {
        db.execute_raw(Statement::from_string(self.db.get_database_backend(), sql)).await?;
        Ok(())
    }
}

/// The tables that new rows wait for.
fn new_rows() -> [&'static str; 5] {
    [
        event::Entity.table_name(),
        invitation::Entity.table_name(),
        invitation_team::Entity.table_name(),
        invitation_link::Entity.table_name(),
        outbox::Entity.table_name(),
    ]
}

fn name(table: &str) -> String {
    format!("waiting_{table}")
}
