//! `muster outbox`.

use super::open;
use crate::config::Config;
use anyhow::Result;
use clap::Args;

/// What to do with them.
#[derive(Debug, Args)]
pub struct Outbox {
    /// Lets those go that are held since a restore
    #[arg(long)]
    release: bool,
}

impl Outbox {
    /// Says how many there are.
    pub async fn run(self, config: &Config) -> Result<()> {
        let directory = open::beside(config).await?;
        if self.release {
            println!("Mails let go: {}.", directory.release_mails().await?);
        }
        let waiting = directory.waiting_mails().await?;
        println!("Mails that wait: {}. Held since a restore: {}.", waiting.all, waiting.held);
        Ok(directory.close().await?)
    }
}
