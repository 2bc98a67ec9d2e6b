//! `muster restore`.

use super::backup::{DATA, SUMS, checksum, folder_of, sqlite_file};
use super::{open, progress};
use crate::config::Config;
use anyhow::{Context as _, Result, bail};
use clap::Args;
use directory::AfterRestore;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Of what, and how.
#[derive(Debug, Args)]
pub struct Restore {
    /// A file that `muster backup` made
    file: PathBuf,
    /// Leaves sessions as they were: whoever was signed out since is in again
    #[arg(long)]
    keep_sessions: bool,
    /// Sends the mails that waited then, though they may have been sent since; otherwise they are held until `muster outbox --release`
    #[arg(long)]
    send_mails: bool,
}

impl Restore {
    /// Makes the installation, whole or not at all.
    pub async fn run(self, config: &Config) -> Result<()> {
        let data = sqlite_file(config)?;
        // A log that somebody left there would be taken for this database's.
        for rest in ["", "-wal", "-shm"] {
            let there = PathBuf::from(format!("{}{rest}", data.display()));
            if there.exists() {
                bail!("{} is there: move it away, a restore replaces nothing", there.display());
            }
        }
        progress::during("Restoring", self.make(config, &data)).await
    }

    async fn make(&self, config: &Config, data: &Path) -> Result<()> {
        std::fs::create_dir_all(folder_of(data))
            .with_context(|| format!("cannot make the folder {}", folder_of(data).display()))?;
        let beside = tempfile::tempdir_in(folder_of(data)).context("cannot write where the database is to be")?;
        let copy = beside.path().join(DATA);
        unpack(&self.file, &copy).with_context(|| format!("{} cannot be restored", self.file.display()))?;
        directory::check_copy(&copy).await.context("the database in it is damaged")?;
        let directory = open::beside(&config.at(format!("sqlite://{}", copy.display()))).await?;
        let wanted = AfterRestore { keep_sessions: self.keep_sessions, send_mails: self.send_mails };
        let restored = directory.after_restore(wanted).await?;
        directory.close().await?;
        File::open(&copy)?.sync_all()?;
        // A link never replaces a database that somebody else made meanwhile.
        std::fs::hard_link(&copy, data).with_context(|| format!("cannot make {}", data.display()))?;
        File::open(folder_of(data))?.sync_all()?;
        println!("{} is restored to {}.", self.file.display(), data.display());
        println!("Sessions ended: {}. Mails held: {}.", restored.sessions, restored.mails);
        if restored.mails > 0 {
            println!("Let them go with `muster outbox --release`, if they were not sent since.");
        }
        Ok(())
    }
}

/// Takes the database out of an archive, and compares it with its checksum.
fn unpack(archive: &Path, to: &Path) -> Result<()> {
    let no_backup = "it is no backup of Muster";
    let mut archive = tar::Archive::new(File::open(archive)?);
    let mut entries = archive.entries()?;
    let mut next = |name: &str| -> Result<tar::Entry<'_, File>> {
        match entries.next() {
            Some(Ok(entry)) if entry.path_bytes().as_ref() == name.as_bytes() => Ok(entry),
            _ => bail!(no_backup),
        }
    };
    let mut sums = String::new();
    next(SUMS)?.take(1_024).read_to_string(&mut sums).context(no_backup)?;
    let data = next(DATA)?;
    let (size, mut file) = (data.size(), File::create_new(to)?);
    let sum = checksum(data, &mut file)?;
    file.sync_all()?;
    if file.metadata()?.len() != size || sums != format!("{sum}  {DATA}\n") {
        bail!("it is damaged: its checksum is not that of when it was made");
    }
    Ok(())
}
