//! That a session is used is noted by one request at a time.

use crate::Directory;
use domain::SessionId;
use std::collections::HashSet;
use std::sync::{MutexGuard, PoisonError};

/// It is being noted that a session is used, until this goes: by a panic too, or nobody would note it ever again and the
/// session would count as unused.
#[derive(Debug)]
pub(super) struct Noting {
    directory: Directory,
    session: SessionId,
}

impl Noting {
    /// `None` when another request notes it already.
    pub(super) fn begin(directory: &Directory, session: SessionId) -> Option<Self> {
        let first = noted(directory).insert(session);
        first.then(|| Self { directory: directory.clone(), session })
    }
}

impl Drop for Noting {
    fn drop(&mut self) {
        noted(&self.directory).remove(&self.session);
    }
}

fn noted(directory: &Directory) -> MutexGuard<'_, HashSet<SessionId>> {
    directory.inner.touching.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Clock, Config, SecretKey, connect};

    #[tokio::test]
    async fn f_16_a_use_whose_noting_broke_may_be_noted_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = connect(&format!("sqlite://{}", folder.path().join("muster.db").display())).await;
        let config = Config::new("http://localhost:3000".to_owned(), SecretKey::fresh());
        let directory = Directory::new(database.expect("it opens"), Clock::machine(), config);
        let session = SessionId(directory.fresh_id());
        let noting = Noting::begin(&directory, session).expect("nobody notes it yet");
        assert!(Noting::begin(&directory, session).is_none(), "it is being noted");
        directory.beside(async move {
            let _noting = noting;
            panic!("the database broke")
        });
        directory.settled().await;
        assert!(Noting::begin(&directory, session).is_some());
    }
}
