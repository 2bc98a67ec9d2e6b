//! Opening an installation: its folder, its key, its database.

use super::backup::folder_of;
use crate::config::Config;
use crate::public_url::PublicUrl;
use anyhow::{Context as _, Result, bail};
use directory::{Clock, Database, Directory, SecretKey};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

/// Opens the database without looking at its schema.
pub async fn database(config: &Config) -> Result<Database> {
    let url = config.database_url.as_str();
    if let Some(path) = url.strip_prefix("sqlite://") {
        make_folder_of(Path::new(path.split('?').next().unwrap_or(path)))?;
    }
    let masked = config.shown().iter().find(|shown| shown.name == "database_url").map_or("", |shown| &shown.value);
    directory::connect(url).await.with_context(|| format!("cannot open the database {masked}"))
}

/// Opens the database, which has to be of this version.
pub async fn current(config: &Config) -> Result<Database> {
    let database = database(config).await?;
    if !database.is_current().await? {
        if !config.migrate {
            bail!("the database is from an older version of Muster: run `muster migrate` first");
        }
        database.migrate().await.context("the database cannot be brought to this version")?;
    }
    Ok(database)
}

/// The service on a database, as set.
pub fn directory(config: &Config, database: Database, public_url: &PublicUrl) -> Result<Directory> {
    let mut settings = directory::Config::new(public_url.to_string(), key(&config.secret_file)?);
    settings.mail = config.mail.is_some();
    settings.mail_wait_ms = i64::try_from(config.mail_wait).unwrap_or(30) * 1_000;
    Ok(Directory::new(database, Clock::machine(), settings))
}

/// The service for a command beside the server.
pub async fn beside(config: &Config) -> Result<Directory> {
    let public_url = config.public_url.clone().unwrap_or_else(|| PublicUrl::local(config.listen.port()));
    directory(config, current(config).await?, &public_url)
}

/// The installation's key, made at the first start.
fn key(path: &Path) -> Result<SecretKey> {
    match fs::read_to_string(path) {
        Ok(text) => match SecretKey::from_hex(&text) {
            Some(key) => Ok(key),
            None => bail!("{} holds no key: 64 hexadecimal digits are expected", path.display()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => new_key(path),
        Err(error) => Err(error).with_context(|| format!("cannot read the key in {}", path.display())),
    }
}

fn new_key(path: &Path) -> Result<SecretKey> {
    make_folder_of(path)?;
    let key = SecretKey::fresh();
    // Whole or not at all: of servers that start together the first one makes it, and the others read it.
    let written = tempfile::Builder::new().tempfile_in(folder_of(path)).and_then(|mut file| {
        file.write_all(key.to_hex().as_bytes())?;
        file.as_file().sync_all()?;
        Ok(file)
    });
    match written.and_then(|file| Ok(file.persist_noclobber(path)?)) {
        Ok(_) => Ok(key),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => self::key(path),
        Err(error) => Err(error).with_context(|| format!("cannot make the key in {}", path.display())),
    }
}

fn make_folder_of(path: &Path) -> Result<()> {
    let folder = folder_of(path);
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// A password from a file's first line, or asked for twice where somebody sits at a terminal.
pub fn password(file: Option<&Path>) -> Result<String> {
    let Some(path) = file else {
        let first =
            rpassword::prompt_password("Password: ").context("cannot ask for the password: use --password-file")?;
        let second = rpassword::prompt_password("The same again: ")?;
        if first != second {
            bail!("the two passwords differ");
        }
        return Ok(first);
    };
    let text = fs::read_to_string(path).with_context(|| format!("cannot read the password in {}", path.display()))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn the_key_is_made_once_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep/secret.key");
        let made = key(&path).expect("made").to_hex();
        assert_eq!(key(&path).expect("read").to_hex(), made);
        let mode = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::write(&path, "short").expect("written");
        assert!(key(&path).is_err(), "a broken key is never replaced: what it sealed would be lost");
    }
}
