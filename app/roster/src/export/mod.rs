//! People as a file, in pieces: CSV for spreadsheets, JSON for programs. The server streams it, the browser can keep it,
//! the command line prints it.

mod csv;
mod line;

pub use csv::record as csv_record;

use crate::Roster;
use line::{COLUMNS, Line};
use std::ops::Deref;

/// How long a piece is, in bytes, before the next begins; it may be longer by one person.
const PIECE: usize = 32 * 1024;
/// Says that a text is UTF-8. Without it Excel reads a CSV file in the computer's own code page, and *Zoë* is *ZoÃ«*; the
/// other spreadsheets, and our own reader of files with addresses, take it or leave it.
const MARK: &str = "\u{feff}";

/// As what people are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// RFC 4180 with a line of headings, UTF-8.
    Csv,
    /// An array.
    Json,
}

impl ExportFormat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// Its name in URLs, and how the names of its files end.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.slug() == slug)
    }

    /// What it is, to HTTP.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Json => "application/json",
        }
    }

    /// What the file is called: `acme-users-2026-11-24.csv`, by the roster's organization and day (UTC). Letters, digits
    /// and `-` alone: good in a header and in every file system (S-47).
    #[must_use]
    pub fn file_name(self, roster: &Roster) -> String {
        let org: String = roster.slug().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        format!("{org}-users-{}.{}", roster.now().to_date(), self.slug())
    }
}

/// The text of a file, piece by piece: rows of a roster in a given order. Rows that have left are not in it.
///
/// Takes the roster as a reference or as something that owns it, such as an `Arc`.
///
/// | column | what it is |
/// |---|---|
/// | `name` | as written; empty for an invitation without one |
/// | `email` | the address |
/// | `role` | the name of the role that counts now, or will when an invitation is accepted |
/// | `teams` | the names of the teams that the viewer may know of, in order of name |
/// | `owned_teams` | those of them that the person owns |
/// | `status` | as the filter has it in URLs: `active`, `suspended`, `invited` … |
/// | `last_active` | when they were last seen; empty for never |
/// | `since` | when a user joined, or an invitation was first sent |
/// | `ends` | when a user's access ends, or an invitation goes out of date; empty for no end |
/// | `invited_by` | the address of who invited them, where the viewer sees them |
/// | `id` | stays theirs whatever else changes |
///
/// Moments are RFC 3339 in UTC, to the second. In CSV, teams are joined by `; ` and what is missing is empty; in JSON, an
/// array of an object a person, teams are lists and what is missing is `null`. JSON has every text as it is; CSV as a
/// spreadsheet may have it: what it would run as a formula has an apostrophe before it (S-47).
#[derive(Debug)]
pub struct Export<R, I> {
    roster: R,
    rows: I,
    format: ExportFormat,
    marked: bool,
    state: State,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Begins,
    /// Somebody is in it already.
    Goes {
        first: bool,
    },
    Ended,
}

impl<R: Deref<Target = Roster>, I: Iterator<Item = u32>> Export<R, I> {
    /// An export of those rows, in that order.
    pub fn new(roster: R, rows: impl IntoIterator<IntoIter = I>, format: ExportFormat) -> Self {
        Self { roster, rows: rows.into_iter(), format, marked: false, state: State::Begins }
    }

    /// Begins CSV with a mark of its encoding: for a file that a person opens in a spreadsheet. Not for a program that
    /// reads on: to most, the mark is part of the first heading.
    #[must_use]
    pub fn marked(mut self) -> Self {
        self.marked = true;
        self
    }

    fn begin(&self, piece: &mut String) {
        match self.format {
            ExportFormat::Csv => {
                if self.marked {
                    piece.push_str(MARK);
                }
                csv::record(piece, COLUMNS.iter().copied());
            }
            ExportFormat::Json => piece.push('['),
        }
    }

    fn add(&self, piece: &mut String, line: &Line<'_>, first: bool) {
        match self.format {
            ExportFormat::Csv => csv::record(piece, line.cells().iter().map(|cell| &**cell)),
            ExportFormat::Json => {
                piece.push_str(if first { "\n" } else { ",\n" });
                // Texts and lists of texts: there is nothing in it that could not be written.
                piece.push_str(&serde_json::to_string(line).unwrap_or_default());
            }
        }
    }

    fn end(&self, piece: &mut String, empty: bool) {
        if self.format == ExportFormat::Json {
            piece.push_str(if empty { "]\n" } else { "\n]\n" });
        }
    }
}

impl<R: Deref<Target = Roster>, I: Iterator<Item = u32>> Iterator for Export<R, I> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut piece = String::new();
        let mut first = match self.state {
            State::Begins => {
                self.begin(&mut piece);
                true
            }
            State::Goes { first } => first,
            State::Ended => return None,
        };
        while piece.len() < PIECE {
            let Some(number) = self.rows.next() else {
                self.end(&mut piece, first);
                self.state = State::Ended;
                return Some(piece).filter(|piece| !piece.is_empty());
            };
            if let Some(row) = self.roster.row(number) {
                self.add(&mut piece, &Line::of(row), first);
                first = false;
            }
        }
        self.state = State::Goes { first };
        Some(piece)
    }
}
