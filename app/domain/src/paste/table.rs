//! Rows of cells: CSV under a heading, or what a spreadsheet puts on the clipboard.

use super::{Sieve, line_into, read_address};
use crate::{Name, Pasted};

/// Headings of the column with the addresses, the surest first.
const ADDRESS_HEADINGS: [&str; 8] =
    ["email", "e-mail", "email address", "e-mail address", "email_address", "mail", "user name", "address"];
/// Headings of the column with the names, the surest first.
const NAME_HEADINGS: [&str; 6] = ["name", "full name", "full_name", "display name", "display_name", "user"];
const FIRST_NAME_HEADINGS: [&str; 4] = ["first name", "first_name", "given name", "firstname"];
const LAST_NAME_HEADINGS: [&str; 5] = ["last name", "last_name", "family name", "surname", "lastname"];

/// A table with a heading.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    address: usize,
    names: Vec<usize>,
}

impl Table {
    /// The table that `text` is; `None` when its first line is no heading that names a column of addresses.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim_start_matches(['\n', ' ']);
        let heading = text.lines().next().filter(|line| !line.contains('@'))?;
        ['\t', ';', ','].into_iter().find_map(|between| {
            let titles: Vec<String> =
                cells(heading, between).into_iter().flatten().map(|title| title.trim().to_lowercase()).collect();
            let column = |known: &[&str]| known.iter().find_map(|one| titles.iter().position(|title| title == one));
            let address = column(&ADDRESS_HEADINGS)?;
            let names = column(&NAME_HEADINGS).map_or_else(
                || [column(&FIRST_NAME_HEADINGS), column(&LAST_NAME_HEADINGS)].into_iter().flatten().collect(),
                |name| vec![name],
            );
            let rows = cells(text, between).into_iter().skip(1).collect();
            Some(Self { rows, address, names })
        })
    }

    pub(super) fn rows_into(&self, sieve: &mut Sieve) {
        for row in &self.rows {
            let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
            let address = cell(self.address);
            let name = self.names.iter().map(|&at| cell(at)).collect::<Vec<_>>().join(" ");
            match read_address(address) {
                (text, Ok(email)) => {
                    sieve.keep(Pasted { text: text.to_owned(), email: Ok(email), name: Name::parse(&name).ok() });
                }
                // A name without an address is kept as what it is: no address.
                _ if address.is_empty() => sieve.take(&words(row), None),
                // Several in one cell, or `Ana Lima <ana@example.com>`.
                _ => line_into(address, sieve),
            }
        }
    }
}

fn words(row: &[String]) -> String {
    row.iter().flat_map(|cell| cell.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// One row of cells without a heading: the one address among them, with the name beside it.
pub(super) fn cells_into(line: &str, sieve: &mut Sieve) {
    let row: Vec<String> = cells(line, '\t').into_iter().flatten().collect();
    let mut addresses = row.iter().enumerate().filter(|(_, cell)| cell.contains('@'));
    if let (Some((at, cell)), None) = (addresses.next(), addresses.next())
        && let (text, Ok(email)) = read_address(cell)
    {
        let is_name = |cell: &&String| cell.chars().any(char::is_alphabetic);
        let before: Vec<&str> = row[..at].iter().filter(is_name).map(|cell| cell.trim()).collect();
        let after = row[at + 1..].iter().find(is_name);
        let name = if before.is_empty() { after.map_or("", String::as_str).to_owned() } else { before.join(" ") };
        sieve.keep(Pasted { text: text.to_owned(), email: Ok(email), name: Name::parse(&name).ok() });
        return;
    }
    for cell in &row {
        line_into(cell, sieve);
    }
}

/// The cells of each row (RFC 4180): `"…"` holds separators and line ends, `""` inside is one quote.
fn cells(text: &str, between: char) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row_end = c == '\n' && !quoted;
        if row_end {
            rows.push(vec![String::new()]);
            continue;
        }
        // There is always a last row with a last cell.
        let Some(row) = rows.last_mut() else { break };
        if c == between && !quoted {
            row.push(String::new());
            continue;
        }
        let Some(cell) = row.last_mut() else { break };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            _ => cell.push(c),
        }
    }
    rows
}
