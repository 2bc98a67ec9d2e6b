//! `muster account reset-link` and `muster account remove-second-factor`.

use super::open;
use crate::config::Config;
use anyhow::{Result, anyhow};
use clap::{Args, Subcommand};
use directory::{Caller, Error};

/// What can be done about accounts.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Prints a link that sets a new password, to be handed over
    ResetLink(ResetLink),
    /// Takes a second factor away, for whoever lost their app and their recovery codes; they are told by mail
    RemoveSecondFactor(RemoveSecondFactor),
}

/// Whose.
#[derive(Debug, Args)]
pub struct ResetLink {
    /// The account's address
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// Answers in JSON
    #[arg(long)]
    json: bool,
}

/// Whose.
#[derive(Debug, Args)]
pub struct RemoveSecondFactor {
    /// The account's address
    #[arg(long, value_name = "ADDRESS")]
    email: String,
}

impl Account {
    /// Does it.
    pub async fn run(self, config: &Config) -> Result<()> {
        match self {
            Self::ResetLink(link) => link.run(config).await,
            Self::RemoveSecondFactor(factor) => factor.run(config).await,
        }
    }
}

impl ResetLink {
    async fn run(self, config: &Config) -> Result<()> {
        let directory = open::beside(config).await?;
        let link = directory.reset_link(&Caller::operator(), &self.email).await.map_err(|error| match error {
            Error::NotFound => anyhow!("{} has no account", self.email),
            other => other.into(),
        })?;
        if self.json {
            println!("{}", serde_json::json!({ "link": link }));
        } else {
            println!("{link}");
        }
        Ok(directory.close().await?)
    }
}

impl RemoveSecondFactor {
    async fn run(self, config: &Config) -> Result<()> {
        let directory = open::beside(config).await?;
        directory.remove_second_factor(&Caller::operator(), &self.email).await.map_err(|error| match error {
            Error::NotFound => anyhow!("{} has no account", self.email),
            Error::Invalid { reason, .. } => anyhow!("{}: {reason}", self.email),
            other => other.into(),
        })?;
        println!("{} signs in with the password alone from now on.", self.email);
        Ok(directory.close().await?)
    }
}
