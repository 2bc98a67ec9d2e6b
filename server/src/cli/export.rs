//! `muster export`.

use super::open;
use crate::config::Config;
use anyhow::{Context as _, Result, anyhow};
use clap::{Args, ValueEnum};
use directory::{Caller, Error, OrgRef};
use domain::{DAY_MS, Timestamp};
use roster::{ExportFormat, Roster, RowRef};
use std::io::Write as _;

/// What to export, and how.
#[derive(Debug, Args)]
pub struct Export {
    /// The organization's name in URLs
    #[arg(long, value_name = "SLUG")]
    org: String,
    /// As what
    #[arg(long, default_value = "csv")]
    format: Format,
    /// As everybody was at the end of this day (UTC), as in 2026-11-27
    #[arg(long, value_name = "DAY", value_parser = end_of_day)]
    as_of: Option<Timestamp>,
}

fn end_of_day(day: &str) -> Result<Timestamp> {
    let midnight = Timestamp::from_date(day).ok_or_else(|| anyhow!("not a day, as in 2026-11-27"))?;
    Ok(midnight.plus_ms(DAY_MS - 1))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Comma-separated, a line a person (RFC 4180, UTF-8)
    Csv,
    /// A JSON array
    Json,
}

impl Export {
    /// Writes everybody to standard output.
    pub async fn run(self, config: &Config) -> Result<()> {
        let directory = open::beside(config).await?;
        let (operator, org) = (Caller::operator(), OrgRef::Slug(self.org.clone()));
        let snapshot = directory.snapshot_at(&operator, &org, self.as_of).await.map_err(|error| match error {
            Error::NotFound => anyhow!("there is no organization {}", self.org),
            other => other.into(),
        })?;
        directory.close().await?;
        let roster = Roster::load(snapshot)?;
        let format = match self.format {
            Format::Csv => ExportFormat::Csv,
            Format::Json => ExportFormat::Json,
        };
        let mut out = std::io::stdout().lock();
        for piece in roster::Export::new(&roster, roster.rows().map(RowRef::number), format) {
            out.write_all(piece.as_bytes()).context("cannot write the export")?;
        }
        out.flush().context("cannot write the export")
    }
}
