//! Rows that wait beside the tables until they are moved in, all at once.
//!
//! They wait in temporary tables of a connection of its own, on which nobody else waits; moving them is one statement a
//! table, inside of the database. That is what an organization is held for. Rows that are new wait here; what becomes of
//! people who are there already, in [`super::standing`].

use super::{follow, standing};
use crate::connect::Database;
use crate::entity::{event, invitation, invitation_link, invitation_team, outbox};
use crate::store::bulk;
use crate::{Error, Result};
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
        follow::open(&stage).await?;
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
        follow::clear(self, db).await?;
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
        let (key, others) = waiting.columns.split_at(waiting.key);
        let later: Vec<String> = others.iter().map(|column| format!("{column} = excluded.{column}")).collect();
        let later = match (key, later.as_slice()) {
            ([], _) => String::new(),
            (key, []) => format!(" on conflict ({}) do nothing", key.join(", ")),
            (key, later) => format!(" on conflict ({}) do update set {}", key.join(", "), later.join(", ")),
        };
        self.insert(db, waiting.name, &waiting.columns, rows, &later).await
    }

    /// Has rows wait.
    pub(super) async fn add<A>(&self, db: &impl ConnectionTrait, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait,
    {
        let columns: Vec<_> = <A::Entity as EntityTrait>::Column::iter().collect();
        let names: Vec<&str> = columns.iter().map(IdenStatic::as_str).collect();
        let rows = rows.into_iter().map(|mut row| columns.iter().map(move |column| value(row.take(*column))));
        self.insert(db, &name(A::Entity::default().table_name()), &names, rows, "").await
    }

    /// Inserts rows. The text is put together here: to have it written value by value took longer than to run it.
    async fn insert<Rows>(
        &self,
        db: &impl ConnectionTrait,
        table: &str,
        columns: &[&str],
        rows: Rows,
        then: &str,
    ) -> Result<()>
    where
        Rows: IntoIterator<IntoIter: ExactSizeIterator, Item: IntoIterator<Item = Value>>,
    {
        let mut rows = rows.into_iter();
        let (names, row) = (columns.join(", "), format!("({})", vec!["?"; columns.len()].join(", ")));
        while rows.len() > 0 {
            let next = bulk::part(rows.len(), columns.len());
            let values: Vec<Value> = rows.by_ref().take(next).flatten().collect();
            let places = vec![row.as_str(); next].join(", ");
            let insert = format!("insert into {table} ({names}) values {places}{then}");
            db.execute_raw(self.statement(&insert, values)).await?;
        }
        Ok(())
    }

    /// Moves what waits for a table into it.
    pub(super) async fn move_in<E: EntityTrait>(&self, db: &impl ConnectionTrait) -> Result<()> {
        self.move_in_as::<E>(db, &name(E::default().table_name()), |column| column.as_str().to_owned()).await
    }

    /// Moves rows into a table `from` where they wait, each column as `given`.
    pub(super) async fn move_in_as<E: EntityTrait>(
        &self,
        db: &impl ConnectionTrait,
        from: &str,
        given: impl Fn(&E::Column) -> String,
    ) -> Result<()> {
        let table = E::default().table_name().to_owned();
        let into = E::Column::iter().map(|column| column.as_str().to_owned()).collect::<Vec<_>>().join(", ");
        let given = E::Column::iter().map(|column| given(&column)).collect::<Vec<_>>().join(", ");
        self.run(db, format!("insert into {table} ({into}) select {given} from {from}")).await
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

    fn statement(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
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

/// The table in which rows wait for another.
pub(super) fn name(table: &str) -> String {
    format!("waiting_{table}")
}

fn value(given: ActiveValue<Value>) -> Value {
    match given {
        ActiveValue::Set(value) | ActiveValue::Unchanged(value) => value,
        ActiveValue::NotSet => Value::String(None),
    }
}
