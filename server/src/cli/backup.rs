//! `muster backup`: one file, a tar archive of the database and its checksum, which `tar` and `sha256sum` read too.

use super::{open, progress};
use crate::config::Config;
use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The archive's first entry: what `sha256sum --check` reads.
pub(super) const SUMS: &str = "SHA256SUMS";
/// Its second and last.
pub(super) const DATA: &str = "muster.db";

/// Where to.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to make
    file: PathBuf,
}

impl Backup {
    /// Makes the file, whole or not at all.
    pub async fn run(self, config: &Config) -> Result<()> {
        let data = sqlite_file(config)?;
        if !data.exists() {
            bail!("there is no database at {}", data.display());
        }
        if self.file.exists() {
            bail!("{} is there already: a backup never replaces a file", self.file.display());
        }
        progress::during("Writing the backup", self.make(config)).await
    }

    async fn make(&self, config: &Config) -> Result<()> {
        let database = open::database(config).await?;
        let beside = tempfile::tempdir_in(folder_of(&self.file));
        let beside = beside.with_context(|| format!("cannot write beside {}", self.file.display()))?;
        let (copy, archive) = (beside.path().join(DATA), beside.path().join("archive"));
        database.copy_into(&copy).await.context("the database cannot be copied")?;
        database.close().await?;
        directory::check_copy(&copy).await.context("the database is damaged, and so would be the backup")?;
        let (sum, bytes) = (checksum(File::open(&copy)?, io::sink())?, copy.metadata()?.len());
        write_archive(&archive, &copy, &sum).context("the backup cannot be written")?;
        // A link never replaces a file that somebody else made meanwhile.
        std::fs::hard_link(&archive, &self.file).with_context(|| format!("cannot make {}", self.file.display()))?;
        File::open(folder_of(&self.file))?.sync_all()?;
        println!("{} holds the database ({bytes} bytes, SHA-256 {sum}).", self.file.display());
        println!("The key in {} is not in it: keep that elsewhere.", config.secret_file.display());
        Ok(())
    }
}

/// Where the data is, as far as it is a file.
pub(super) fn sqlite_file(config: &Config) -> Result<PathBuf> {
    let path = config.database_url.strip_prefix("sqlite://").and_then(|rest| rest.split('?').next());
    path.map(PathBuf::from).ok_or_else(|| anyhow!("this is for SQLite: PostgreSQL has pg_dump and pg_restore"))
}

/// The folder in which a file is.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Copies all of `from`. Gives its SHA-256 in hexadecimal.
pub(super) fn checksum(mut from: impl io::Read, to: impl io::Write) -> io::Result<String> {
    /// Counts what goes through.
    struct Summing<W>(Sha256, W);
    impl<W: io::Write> io::Write for Summing<W> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let written = self.1.write(bytes)?;
            self.0.update(&bytes[..written]);
            Ok(written)
        }
        fn flush(&mut self) -> io::Result<()> {
            self.1.flush()
        }
    }
    let mut summing = Summing(Sha256::new(), to);
    io::copy(&mut from, &mut summing)?;
    summing.flush()?;
    Ok(hex::encode(summing.0.finalize()))
}

fn write_archive(archive: &Path, copy: &Path, sum: &str) -> io::Result<()> {
    let mut file = File::options();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    let mut tar = tar::Builder::new(file.open(archive)?);
    let sums = format!("{sum}  {DATA}\n");
    tar.append_data(&mut head(sums.len() as u64), SUMS, sums.as_bytes())?;
    let copy = File::open(copy)?;
    tar.append_data(&mut head(copy.metadata()?.len()), DATA, copy)?;
    tar.into_inner()?.sync_all()
}

fn head(bytes: u64) -> tar::Header {
    let mut head = tar::Header::new_gnu();
    head.set_size(bytes);
    head.set_mode(0o600);
    head
}
