//! Rows that wait beside the tables until they are moved in, all at once.
//!
//! They wait in temporary tables of a connection of its own, on which nobody else waits; moving them is one statement a
//! table, inside of the database. That is what an organization is held for.

use crate::connect::Database;
use crate::entity::{event, invitation, invitation_link, invitation_team, outbox};
use crate::store::bulk;
use crate::{Error, Result};
use domain::{InvitationId, OrgId, Timestamp};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DatabaseConnection, DbBackend, EntityName, EntityTrait, IdenStatic,
    Iterable, Statement,
};

/// An invitation that is taken back, and the number of the event.
pub(super) struct Closed {
    pub id: InvitationId,
    pub seq: i64,
}

/// A connection with its temporary tables.
pub(super) struct Stage {
    pub(super) db: DatabaseConnection,
}

impl Stage {
    pub(super) async fn open(database: &Database) -> Result<Self> {
        let stage = Self { db: database.aside().await? };
        for table in [
            event::Entity.table_name(),
            invitation::Entity.table_name(),
            invitation_team::Entity.table_name(),
            invitation_link::Entity.table_name(),
            outbox::Entity.table_name(),
        ] {
            let like = format!("create temporary table {} as select * from {table} where 1 = 0", name(table));
            stage.run(&stage.db, like).await?;
        }
        let closed = format!("create temporary table {CLOSED} as select id, seq from invitations where 1 = 0");
        stage.run(&stage.db, closed).await?;
        Ok(stage)
    }

    pub(super) async fn close(self) -> Result<()> {
        Ok(self.db.close().await?)
    }

    /// Forgets what waits.
    pub(super) async fn clear(&self, db: &impl ConnectionTrait) -> Result<()> {
        for table in [
            event::Entity.table_name(),
            invitation::Entity.table_name(),
            invitation_team::Entity.table_name(),
            invitation_link::Entity.table_name(),
            outbox::Entity.table_name(),
        ] {
            self.run(db, format!("delete from {}", name(table))).await?;
        }
        self.run(db, format!("delete from {CLOSED}")).await
    }

    /// Has invitations wait that are to be taken back.
    pub(super) async fn close_later(&self, db: &impl ConnectionTrait, closed: &[Closed]) -> Result<()> {
        for some in bulk::parts(closed, 2) {
            let mut insert = Query::insert();
            insert.into_table(Alias::new(CLOSED)).columns([Alias::new("id"), Alias::new("seq")]);
            for one in some {
                insert.values_panic([Expr::value(one.id), Expr::value(one.seq)]);
            }
            db.execute(&insert).await?;
        }
        Ok(())
    }

    /// Takes those invitations back: their links end, and mails that nobody has sent yet are withdrawn. It is what
    /// `Pending::close` and the outbox do one by one.
    pub(super) async fn close_invitations(&self, tx: &impl ConnectionTrait, org: OrgId, at: Timestamp) -> Result<()> {
        let backend = self.db.get_database_backend();
        let count = Statement::from_string(backend, format!("select count(*) from {CLOSED}"));
        let expected: i64 = tx.query_one_raw(count).await?.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        if expected == 0 {
            return Ok(());
        }
        let parameter =
            |number: usize| if backend == DbBackend::Sqlite { "?".to_owned() } else { format!("${number}") };
        let (first, second) = (parameter(1), parameter(2));
        let closing = format!(
            "update invitations set state = 'revoked', seq = given.seq from {CLOSED} given \
             where invitations.org_id = {first} and invitations.id = given.id"
        );
        let met = tx.execute_raw(Statement::from_sql_and_values(backend, closing, [org.into()])).await?.rows_affected();
        if i64::try_from(met) != Ok(expected) {
            return Err(Error::Corrupt(format!("closing {expected} invitations met {met}")));
        }
        let links = format!(
            "update invitation_links set ended_at = {first} where org_id = {second} and ended_at is null \
             and invitation_id in (select id from {CLOSED})"
        );
        tx.execute_raw(Statement::from_sql_and_values(backend, links, [at.into(), org.into()])).await?;
        let mails = format!(
            "update outbox set state = 'withdrawn', sealed = null where org_id = {first} and state = 'waiting' \
             and invitation_id in (select id from {CLOSED})"
        );
        tx.execute_raw(Statement::from_sql_and_values(backend, mails, [org.into()])).await?;
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

    async fn run(&self, db: &impl ConnectionTrait, sql: String) -> Result<()> {
        db.execute_raw(Statement::from_string(self.db.get_database_backend(), sql)).await?;
        Ok(())
    }
}

/// Invitations that are to be taken back.
const CLOSED: &str = "waiting_closed";

fn name(table: &str) -> String {
    format!("waiting_{table}")
}
