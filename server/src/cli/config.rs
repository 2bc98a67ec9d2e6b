//! `muster config`.

use crate::config::Config;
use anyhow::Result;
use clap::Args;

/// How to print it.
#[derive(Debug, Args)]
pub struct Show {
    /// Answers in JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    /// Prints the settings in force.
    pub fn run(&self, config: &Config) -> Result<()> {
        if self.json {
            println!("{}", serde_json::to_string_pretty(config.shown())?);
            return Ok(());
        }
        for setting in config.shown() {
            let value = if setting.value.is_empty() { "-" } else { &setting.value };
            println!("{:<20} {value}  ({})", setting.name, setting.from);
        }
        Ok(())
    }
}
