//! Room set aside on SQLite's disk, so that people sign in and out when it is full (F-03).
//!
//! While the program serves, it is a file beside the database that says nothing. When there is no room on the disk for what
//! presses, that file goes, and what it held is for that alone: everything else is refused until there is room for the file
//! again. Nobody else can be kept from taking what was given up; then signing in is refused as well.

use crate::{Directory, Error, Result};
use sea_orm::DatabaseTransaction;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How much is set aside: SQLite's log takes 4 MiB before it is written back, which may make the database as much larger.
/// Written back it begins anew, so that this is enough for very many sessions.
const MIB: usize = 8;

/// The room set aside.
#[derive(Debug, Default)]
pub(crate) struct Room(Mutex<State>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum State {
    /// None: a command beside the server, or a database that looks after its disk itself.
    #[default]
    None,
    /// The file is there.
    Kept(PathBuf),
    /// It was given up, and is for what presses alone.
    Given(PathBuf),
}

impl Room {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the file has to be written again.
    fn missing(&self) -> Option<PathBuf> {
        match &*self.state() {
            State::Given(path) => Some(path.clone()),
            State::None | State::Kept(_) => None,
        }
    }

    /// Gives it up. Whether there was any, now or before.
    fn give(&self) -> bool {
        let mut state = self.state();
        match &*state {
            State::None => false,
            State::Given(_) => true,
            State::Kept(path) => {
                if let Err(error) = fs::remove_file(path)
                    && error.kind() != ErrorKind::NotFound
                {
                    tracing::error!(%error, "the room set aside on the disk cannot be given up");
                    return false;
                }
                tracing::error!("the disk is full: only signing in and out goes on, from the room set aside for that");
                *state = State::Given(path.clone());
                true
            }
        }
    }
}

/// Writes the file, whole or not at all. Its bytes are random: a disk that compresses would keep no room for others.
fn lay(path: &Path) -> io::Result<()> {
    let write = || {
        let mut file = File::create(path)?;
        let mut part = vec![0_u8; 1024 * 1024];
        for _ in 0..MIB {
            getrandom::fill(&mut part).map_err(|error| io::Error::other(error.to_string()))?;
            file.write_all(&part)?;
        }
        file.sync_all()
    };
    let outcome = write();
    if outcome.is_err() {
        // What is there of it took the last room of others.
        let _ = fs::remove_file(path);
    }
    outcome
}

async fn lay_beside(path: PathBuf) -> io::Result<()> {
    tokio::task::spawn_blocking(move || lay(&path)).await.map_err(io::Error::other)?
}

fn is_whole(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.len() == (MIB * 1024 * 1024) as u64)
}

impl Directory {
    /// Sets room aside on SQLite's disk, for whoever serves. Where there is none, all but signing in and out is refused until
    /// there is; where it cannot be done at all, that is logged, and a full disk refuses everybody.
    pub async fn set_room_aside(&self) {
        let Some(path) = self.inner.database.file.as_ref().map(|file| {
            let mut path = file.clone().into_os_string();
            path.push("-room");
            PathBuf::from(path)
        }) else {
            return;
        };
        let laid = if is_whole(&path) { Ok(()) } else { lay_beside(path.clone()).await };
        *self.inner.room.state() = match laid {
            Ok(()) => State::Kept(path),
            Err(error) if error.kind() == ErrorKind::StorageFull => {
                tracing::error!("the disk is full: only signing in and out is possible until {MIB} MiB are free");
                State::Given(path)
            }
            Err(error) => {
                tracing::warn!(%error, "no room can be set aside on the disk: when it is full, nobody can sign in");
                State::None
            }
        };
    }

    /// Whether the room set aside was given up: the disk is full, or was when somebody wrote last.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        self.inner.room.missing().is_some()
    }

    /// Refuses what would take of the room that presses, without a transaction of its own.
    pub(crate) fn refuse_when_full(&self) -> Result<()> {
        if self.is_disk_full() { Err(Error::DiskFull) } else { Ok(()) }
    }

    /// Looks whether there is room again, where it was given up. Whoever changes something looks as well.
    ///
    /// # Errors
    /// [`Error::DiskFull`] when there is none; [`Error::Database`].
    pub async fn look_for_room(&self) -> Result<()> {
        if self.is_disk_full() { Ok(self.begin().await?.rollback().await?) } else { Ok(()) }
    }

    /// Gives the room up when the service is closed: an installation at rest is one file.
    pub(crate) fn clear_room(&self) {
        if let State::Kept(path) = std::mem::take(&mut *self.inner.room.state()) {
            let _ = fs::remove_file(path);
        }
    }

    /// A transaction for what can wait: refused while what room there is is for what presses. It holds the database, so that
    /// nobody finds the disk full because it is looked whether there is room for the file again.
    pub(crate) async fn with_room(&self, tx: DatabaseTransaction) -> Result<DatabaseTransaction> {
        let Some(path) = self.inner.room.missing() else { return Ok(tx) };
        if let Err(error) = lay_beside(path.clone()).await {
            tracing::debug!(%error, "there is no room on the disk yet");
            tx.rollback().await?;
            return Err(Error::DiskFull);
        }
        tracing::info!("there is room on the disk again");
        *self.inner.room.state() = State::Kept(path);
        Ok(tx)
    }

    /// Does what has to be possible on a full disk too, in transactions of [`Directory::begin_pressing`]. Where there is no
    /// room for it, what was set aside is given up, and it is done once more.
    pub(crate) async fn pressing<T, F>(&self, work: impl Fn() -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        match work().await {
            Err(Error::DiskFull) if self.give_room().await? => work().await,
            outcome => outcome,
        }
    }

    async fn give_room(&self) -> Result<bool> {
        // Whoever began before has ended, and has not taken of it.
        let tx = self.begin_pressing().await?;
        let given = self.inner.room.give();
        tx.rollback().await?;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f_03_the_room_is_given_up_once_and_nobody_else_takes_what_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("muster.db-room");
        let room = Room::default();
        assert!(!room.give(), "a command beside the server has none");
        lay(&path).expect("written");
        assert!(is_whole(&path));
        *room.state() = State::Kept(path.clone());
        assert_eq!(room.missing(), None);
        assert!(room.give() && room.give(), "whoever comes second may go on, too");
        assert!(!path.exists());
        assert_eq!(room.missing(), Some(path));
    }

    #[test]
    fn f_03_what_cannot_be_written_whole_is_not_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let missing = folder.path().join("nowhere/muster.db-room");
        assert!(lay(&missing).is_err() && !missing.exists());
        let path = folder.path().join("muster.db-room");
        fs::write(&path, "a part of it").expect("written");
        assert!(!is_whole(&path), "what a crash left is written anew");
    }
}
