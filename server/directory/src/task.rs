//! Work in tasks of its own: to its end even when whoever asked goes away, or beside the request altogether.

use crate::{Directory, Error, Result};
use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Notify;

/// What runs beside requests.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    running: AtomicUsize,
    done: Notify,
}

impl Directory {
    /// Runs a change to its end, even when the caller goes away: all of it happens, or nothing.
    pub(crate) async fn detached<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        tokio::spawn(work).await.map_err(|error| Error::Internal(error.to_string()))?
    }

    /// Starts work that nobody waits for; failures go to the log.
    pub(crate) fn beside(&self, work: impl Future<Output = Result<()>> + Send + 'static) {
        self.inner.beside.running.fetch_add(1, Ordering::SeqCst);
        let running = Running(self.clone());
        tokio::spawn(async move {
            if let Err(error) = work.await {
                tracing::warn!(%error, "work beside a request failed");
            }
            drop(running);
        });
    }

    /// Waits until nothing runs beside requests: before stopping, and in tests.
    pub async fn settled(&self) {
        loop {
            let done = self.inner.beside.done.notified();
            if self.inner.beside.running.load(Ordering::SeqCst) == 0 {
                return;
            }
            done.await;
        }
    }
}

/// Counts down even when the work panics.
struct Running(Directory);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.inner.beside.running.fetch_sub(1, Ordering::SeqCst);
        self.0.inner.beside.done.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use crate::entity::account;
    use crate::{Caller, Clock, Config, Directory, Error, NewOwner, SecretKey, Visitor, connect};
    use sea_orm::sea_query::Expr;
    use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

    async fn directory(folder: &tempfile::TempDir) -> Directory {
        let url = format!("sqlite://{}", folder.path().join("muster.db").display());
        let database = connect(&url).await.expect("it opens");
        database.migrate().await.expect("the schema is made");
        let config = Config::new("http://localhost:3000".to_owned(), SecretKey::fresh());
        Directory::new(database, Clock::machine(), config)
    }

    fn owner(n: usize) -> NewOwner {
        NewOwner {
            org: format!("acme{n}"),
            org_name: None,
            email: format!("olga{n}@acme.test"),
            name: None,
            password: "correct horse battery".to_owned(),
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn f_16_what_panics_in_a_transaction_changes_nothing_and_holds_nobody_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let directory = directory(&folder).await;
        // More often than there are connections: the one that writes is given back each time.
        for n in 0..8 {
            let this = directory.clone();
            let broken: crate::Result<()> = directory
                .detached(async move {
                    let tx = this.begin().await?;
                    let renamed = account::Entity::update_many().col_expr(account::Column::Name, Expr::value("Nobody"));
                    renamed.exec(&tx).await?;
                    panic!("in the midst of it");
                })
                .await;
            assert!(matches!(broken, Err(Error::Internal(_))), "{broken:?}");
            let made = directory.create_owner(&Caller::operator(), &owner(n)).await;
            made.expect("others write");
        }
        let renamed = account::Entity::find().filter(account::Column::Name.eq("Nobody"));
        assert_eq!(renamed.count(directory.read()).await.expect("counted"), 0, "nothing of it is there");
        directory.beside(async { panic!("beside a request") });
        directory.settled().await;
        let visitor = Visitor::default();
        directory.sign_in("olga7@acme.test", "correct horse battery", &visitor).await.expect("signed in");
    }
}
