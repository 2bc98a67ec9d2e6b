//! Rows that wait beside the tables until they are moved in, all at once.
//!
//! They wait in temporary tables of a connection of its own, on which nobody else waits; moving them is one statement a
//! table, inside of the database. That is what an organization is held for.

use crate::Result;
use crate::connect::Database;
use crate::entity::{event, invitation, invitation_link, invitation_team, outbox};
use crate::store::bulk;
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DatabaseConnection, EntityName, EntityTrait, IdenStatic, Iterable,
    Statement,
};

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

fn name(table: &str) -> String {
    format!("waiting_{table}")
}
