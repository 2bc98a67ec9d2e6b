//! `muster migrate`.

use super::open;
use crate::config::Config;
use anyhow::Result;

/// Brings the database to this version.
pub async fn run(config: &Config) -> Result<()> {
    let database = open::database(config).await?;
    if database.is_current().await? {
        println!("The database is of this version.");
    } else {
        database.migrate().await?;
        println!("The database is of this version now.");
    }
    Ok(database.close().await?)
}
