//! Servers of a new version that start on one database.

use crate::support::{Stage, fresh, on_both, raw};
use sea_orm::{ConnectionTrait as _, Statement};

on_both! {
    f_18_servers_that_start_together_make_the_schema_once
}

async fn f_18_servers_that_start_together_make_the_schema_once(stage: Stage) {
    use migration::{Migrator, MigratorTrait as _};
    for first in [None, Some(1), Some(7)] {
        let (url, _files) = fresh(stage.kind).await;
        directory::connect(&url).await.expect("it opens").close().await.expect("closed");
        let past = raw(&url).await;
        if let Some(first) = first {
            Migrator::up(&past, Some(first)).await.expect("the first steps");
        }
        let mut servers = Vec::new();
        for _ in 0..6 {
            let url = url.clone();
            servers.push(tokio::spawn(async move {
                let database = directory::connect(&url).await.expect("it opens");
                let copy = database.migrate().await.expect("brought to this version");
                assert!(database.is_current().await.expect("looked"));
                database.close().await.expect("closed");
                usize::from(copy.is_some())
            }));
        }
        let mut copies = 0;
        for server in servers {
            copies += server.await.expect("it started");
        }
        assert_eq!(copies, usize::from(first.is_some() && stage.kind == crate::support::Kind::Sqlite));
        let steps = Statement::from_string(past.get_database_backend(), "select count(*) from seaql_migrations");
        let steps = past.query_one_raw(steps).await.expect("asked").expect("a row");
        assert_eq!(steps.try_get_by_index::<i64>(0).expect("a number"), Migrator::migrations().len() as i64);
    }
}
