//! `muster owner create`.

use super::open;
use crate::config::Config;
use anyhow::Result;
use clap::{Args, Subcommand};
use directory::{Caller, NewOwner};
use std::path::PathBuf;

/// What can be done about Owners.
#[derive(Debug, Subcommand)]
pub enum Owner {
    /// Makes somebody an Owner of an organization, and the organization when there is none of that name
    Create(Create),
}

/// Who, and of what.
#[derive(Debug, Args)]
pub struct Create {
    /// The organization's name in URLs
    #[arg(long, value_name = "SLUG")]
    org: String,
    /// What a new organization is called
    #[arg(long, value_name = "NAME")]
    org_name: Option<String>,
    /// The Owner's address
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// The name of a new account
    #[arg(long)]
    name: Option<String>,
    /// The password is the file's first line; else it is asked for
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Answers in JSON
    #[arg(long)]
    json: bool,
}

impl Owner {
    /// Does it.
    pub async fn run(self, config: &Config) -> Result<()> {
        match self {
            Self::Create(create) => create.run(config).await,
        }
    }
}

impl Create {
    async fn run(self, config: &Config) -> Result<()> {
        let password = open::password(self.password_file.as_deref())?;
        let directory = open::beside(config).await?;
        let email = self.email.clone();
        let owner = NewOwner { org: self.org, org_name: self.org_name, email: self.email, name: self.name, password };
        let made = directory.create_owner(&Caller::operator(), &owner).await?;
        directory.close().await?;
        if self.json {
            let answer = serde_json::json!({
                "org": made.org, "user": made.user, "org_is_new": made.org_is_new, "password_set": made.password_set,
            });
            println!("{answer}");
            return Ok(());
        }
        println!("{email} is an Owner of {}.", made.org);
        if !made.password_set {
            println!("Their account had a password and keeps it.");
        }
        Ok(())
    }
}
