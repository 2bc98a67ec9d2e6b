//! The command line: one file per command.

mod account;
mod audit;
mod backup;
mod config;
mod demo;
mod export;
mod import;
mod migrate;
mod open;
mod outbox;
mod owner;
mod progress;
mod restore;
mod serve;

use crate::config::Config;
use crate::flags::Flags;
use crate::telemetry;
use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

/// Who can get in, on which team, in which role.
#[derive(Debug, Parser)]
#[command(name = "muster", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the page (and brings the database to this version first, unless --migrate=false)
    Serve,
    /// Brings the database to this version
    Migrate,
    /// Owners of organizations
    #[command(subcommand)]
    Owner(owner::Owner),
    /// Accounts
    #[command(subcommand)]
    Account(account::Account),
    /// The audit log
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Fills the organization `demo` with made-up people
    Demo(demo::Demo),
    /// Writes everybody in an organization to standard output
    Export(export::Export),
    /// Shows what a list of people would come to and, with --apply, does it
    Import(import::Import),
    /// Writes all of an installation's data into a new file, while it is used
    Backup(backup::Backup),
    /// Makes an installation of a backup's file, where none is
    Restore(restore::Restore),
    /// Mails that wait to be sent
    Outbox(outbox::Outbox),
    /// Prints the settings in force, secrets masked
    Config(config::Show),
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// What kept it from being done, in one line.
    pub fn run(self) -> Result<()> {
        let config = Config::read(&self.flags)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.context("cannot start")?;
        runtime.block_on(async {
            match self.command {
                Command::Serve => {
                    telemetry::start(&config);
                    serve::run(&config).await
                }
                Command::Migrate => migrate::run(&config).await,
                Command::Owner(owner) => owner.run(&config).await,
                Command::Account(account) => account.run(&config).await,
                Command::Audit(audit) => audit.run(&config).await,
                Command::Demo(demo) => demo.run(&config).await,
                Command::Export(export) => export.run(&config).await,
                Command::Import(import) => import.run(&config).await,
                Command::Backup(backup) => backup.run(&config).await,
                Command::Restore(restore) => restore.run(&config).await,
                Command::Outbox(outbox) => outbox.run(&config).await,
                Command::Config(show) => show.run(&config),
            }
        })
    }
}
