//! Reads lists of people from elsewhere: exports of Google Workspace, Okta, Entra ID, GitHub, Slack and our own, tables
//! of any other program, plain addresses. A file's bytes in, [`Listed`] lines out; what they come to is
//! `domain::decide_import`.
//!
//! The headings are those that the systems document; each says in `headings.rs` where.

mod addresses;
mod encoding;
mod headings;
mod table;

use domain::{LIST_BYTES_MAX, LIST_LINES_MAX, ListColumns, ListSource, Listed, Unreadable};

/// A list, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Who wrote it.
    pub source: ListSource,
    /// The headings, where it has any.
    pub headings: Vec<String>,
    /// Which columns are read.
    pub columns: ListColumns,
    /// Its lines, but for empty ones.
    pub lines: Vec<Listed>,
}

/// Reads a list. `columns` say which columns are which where somebody mapped them by hand; else the headings tell.
///
/// # Errors
/// [`Unreadable`]: nothing of it can be read.
pub fn read(bytes: &[u8], columns: Option<&ListColumns>) -> Result<List, Unreadable> {
    if bytes.len() > LIST_BYTES_MAX {
        return Err(Unreadable::TooLarge { limit: number(LIST_BYTES_MAX), got: bytes.len() as u64 });
    }
    let text = encoding::text(bytes)?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let list = match table::Table::open(&text, columns)? {
        Some(table) => table.read()?,
        None => addresses::read(&text)?,
    };
    if list.lines.is_empty() { Err(Unreadable::Empty) } else { Ok(list) }
}

/// The headings of a table, whether it is known which column is which or not; none where it has no heading.
///
/// # Errors
/// [`Unreadable`]: it is no table at all.
pub fn headings(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    match read(bytes, None) {
        Ok(list) => Ok(list.headings),
        Err(Unreadable::UnknownColumns { headings, .. }) => Ok(headings),
        Err(other) => Err(other),
    }
}

/// What a file's headings are, joined: tables of the same shape have the same.
#[must_use]
pub fn shape(headings: &[String]) -> String {
    headings.iter().map(|heading| headings::plain(heading)).collect::<Vec<_>>().join("|")
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Keeps lines, up to the limit, and counts those beyond it.
#[derive(Default)]
struct Lines {
    kept: Vec<Listed>,
    more: usize,
}

impl Lines {
    fn add(&mut self, listed: Listed) {
        if self.kept.len() < LIST_LINES_MAX { self.kept.push(listed) } else { self.more += 1 }
    }

    fn all(self) -> Result<Vec<Listed>, Unreadable> {
        let got = number(self.kept.len() + self.more);
        if self.more > 0 { Err(Unreadable::TooManyLines { limit: number(LIST_LINES_MAX), got }) } else { Ok(self.kept) }
    }
}
