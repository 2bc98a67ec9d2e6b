//! `muster migrate`.

use super::{open, progress};
use crate::config::Config;
use anyhow::Result;

/// Brings the database to this version.
pub async fn run(config: &Config) -> Result<()> {
    let database = open::database(config).await?;
    if database.is_current().await? {
        println!("The database is of this version.");
    } else {
        let kept = progress::during("Bringing the database to this version", database.migrate()).await?;
        if let Some(kept) = kept {
            println!("What it was before is kept in {}.", kept.display());
        }
        println!("The database is of this version now.");
    }
    Ok(database.close().await?)
}
