//! `muster export`.

use super::open;
use crate::config::Config;
use anyhow::{Context as _, Result, anyhow};
use clap::{Args, ValueEnum};
use directory::{Caller, Error, OrgRef};
use domain::Timestamp;
use roster::{Roster, RowRef};
use serde::Serialize;

/// What to export, and how.
#[derive(Debug, Args)]
pub struct Export {
    /// The organization's name in URLs
    #[arg(long, value_name = "SLUG")]
    org: String,
    /// As what
    #[arg(long, default_value = "csv")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Comma-separated, a line a person (RFC 4180)
    Csv,
    /// A JSON array
    Json,
}

/// A person, as exported.
#[derive(Debug, Serialize)]
struct Line {
    name: String,
    email: String,
    role: String,
    teams: Vec<String>,
    status: &'static str,
    last_active: Option<String>,
    since: String,
    ends: Option<String>,
    invited_by: Option<String>,
    id: String,
}

const HEAD: [&str; 10] =
    ["name", "email", "role", "teams", "status", "last_active", "since", "ends", "invited_by", "id"];

impl Export {
    /// Writes everybody to standard output.
    pub async fn run(self, config: &Config) -> Result<()> {
        let directory = open::beside(config).await?;
        let snapshot = directory.snapshot(&Caller::operator(), &OrgRef::Slug(self.org.clone())).await;
        let snapshot = snapshot.map_err(|error| match error {
            Error::NotFound => anyhow!("there is no organization {}", self.org),
            other => other.into(),
        })?;
        directory.close().await?;
        let roster = Roster::load(snapshot)?;
        let lines = (0..).map_while(|number| roster.row(number)).map(line);
        let out = std::io::BufWriter::new(std::io::stdout().lock());
        match self.format {
            Format::Csv => csv(lines, out),
            Format::Json => json(lines, out),
        }
        .context("cannot write the export")
    }
}

fn line(row: RowRef<'_>) -> Line {
    let moment = Timestamp::to_rfc3339;
    Line {
        name: if row.is_named() { row.name().to_owned() } else { String::new() },
        email: row.email().to_owned(),
        role: row.role().map(|role| role.slug.clone()).unwrap_or_default(),
        teams: row.teams().map(|(team, _)| team.slug.clone()).collect(),
        status: row.status().slug(),
        last_active: row.last_active().map(moment),
        since: moment(row.since()),
        ends: row.ends_at().map(moment),
        invited_by: row.invited_by().map(|inviter| inviter.email().to_owned()),
        id: row.id().uuid().to_string(),
    }
}

fn csv(lines: impl Iterator<Item = Line>, out: impl std::io::Write) -> std::io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(HEAD)?;
    for line in lines {
        let teams = line.teams.join("; ");
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let (active, ends, by) = (optional(&line.last_active), optional(&line.ends), optional(&line.invited_by));
        let cells =
            [&line.name, &line.email, &line.role, &teams, line.status, &active, &line.since, &ends, &by, &line.id];
        writer.write_record(cells.map(defused))?;
    }
    writer.flush()
}

fn json(lines: impl Iterator<Item = Line>, mut out: impl std::io::Write) -> std::io::Result<()> {
    let mut separator = "[\n";
    for line in lines {
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut out, &line)?;
        separator = ",\n";
    }
    out.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" })?;
    out.flush()
}

/// What a spreadsheet would run as a formula becomes text (S-47): full-width forms too.
fn defused(cell: &str) -> String {
    const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    if cell.starts_with(STARTS) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(name: &str) -> Line {
        Line {
            name: name.to_owned(),
            email: "ana@example.com".to_owned(),
            role: "member".to_owned(),
            teams: vec!["design".to_owned(), "support".to_owned()],
            status: "active",
            last_active: None,
            since: "2026-11-24T09:00:00Z".to_owned(),
            ends: None,
            invited_by: None,
            id: "1".to_owned(),
        }
    }

    fn written(names: &[&str]) -> String {
        let mut out = Vec::new();
        csv(names.iter().map(|name| named(name)), &mut out).expect("written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn lines_end_as_they_should_and_cells_are_quoted_where_they_must() {
        let text = written(&["Ana \"A\" Lima, Dr"]);
        assert!(text.starts_with("name,email,role,teams,"), "{text}");
        assert!(
            text.contains("\r\n\"Ana \"\"A\"\" Lima, Dr\",ana@example.com,member,design; support,active,,2026"),
            "{text}"
        );
        assert!(text.ends_with("\r\n"));
    }

    #[test]
    fn s_47_formulas_are_defused() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "=cmd|' /C calc'!A0"]
        {
            assert_eq!(defused(formula), format!("'{formula}"));
        }
        assert_eq!(defused("Ana"), "Ana");
    }

    #[test]
    fn nobody_is_an_empty_array() {
        let mut out = Vec::new();
        json(std::iter::empty(), &mut out).expect("written");
        assert_eq!(out, b"[]\n");
    }

    proptest! {
        #[test]
        fn s_47_no_cell_starts_a_formula_and_each_can_be_read_back(name in any::<String>()) {
            let text = written(&[&name]);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let records: Vec<_> = reader.records().collect::<Result<_, _>>().expect("readable");
            prop_assert_eq!(records.len(), 1);
            for cell in &records[0] {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']));
            }
            prop_assert_eq!(records[0][0].trim_start_matches('\''), name.trim_start_matches('\''));
        }
    }
}
