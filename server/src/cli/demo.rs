//! `muster demo`.

use super::{open, progress};
use crate::config::Config;
use anyhow::{Result, anyhow};
use clap::Args;
use directory::DemoPlan;
use domain::Timestamp;
use std::path::PathBuf;

/// Whom to make up.
#[derive(Debug, Args)]
pub struct Demo {
    /// How many users
    #[arg(long, default_value_t = 1_000, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    users: u32,
    /// The same number makes the same people
    #[arg(long, default_value_t = 42, value_name = "S")]
    seed: u64,
    /// The Owner's password is the file's first line; else it is asked for
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// The day that dates are relative to; today unless given
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// Answers in JSON
    #[arg(long)]
    json: bool,
}

impl Demo {
    /// Fills the organization `demo`.
    pub async fn run(self, config: &Config) -> Result<()> {
        let password = open::password(self.password_file.as_deref())?;
        let as_of = self
            .as_of
            .as_deref()
            .map(|day| Timestamp::from_date(day).ok_or_else(|| anyhow!("--as-of takes a day such as 2026-11-24")));
        let as_of = as_of.transpose()?;
        let directory = open::beside(config).await?;
        let as_of = as_of.unwrap_or_else(|| directory.now());
        let plan = DemoPlan { users: self.users, seed: self.seed, as_of, password };
        let made = progress::during("Making people up", directory.fill_demo(&plan)).await?;
        directory.close().await?;
        if self.json {
            let answer = serde_json::json!({
                "org": made.slug, "owner": made.owner, "users": made.users, "invitations": made.invitations,
            });
            println!("{answer}");
        } else {
            println!(
                "{} users and {} invitations in {}; sign in as {}.",
                made.users, made.invitations, made.slug, made.owner
            );
        }
        Ok(())
    }
}
