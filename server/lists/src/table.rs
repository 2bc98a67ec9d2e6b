//! Rows of cells under a heading.

use crate::{Lines, List, addresses, headings, number};
use csv::{ReaderBuilder, StringRecord};
use domain::{ListColumns, ListSource, Listed, Unreadable};

/// What may stand between cells, the most usual first.
const BETWEEN: [u8; 4] = *b",;\t|";

/// A table that was recognized.
pub(crate) struct Table<'a> {
    text: &'a str,
    /// How many lines of the file stand before `text`.
    before: u32,
    between: u8,
    headings: Vec<String>,
    columns: ListColumns,
    source: ListSource,
}

impl<'a> Table<'a> {
    /// The table that a text is; `None` where its first line is no heading.
    pub(crate) fn open(text: &'a str, columns: Option<&ListColumns>) -> Result<Option<Self>, Unreadable> {
        let (text, before, told) = without_separator_line(text);
        let heading = text.lines().next().unwrap_or_default();
        if heading.contains('@') && columns.is_none() {
            return Ok(None);
        }
        let candidates = told.map_or_else(|| by_frequency(heading), |told| vec![told]);
        let read = |between: u8| {
            let headings: Vec<String> =
                records(text, between).next().map_or_else(Vec::new, |row| row.iter().map(clean).collect());
            let plain: Vec<String> = headings.iter().map(|heading| headings::plain(heading)).collect();
            let source = headings::source(&plain);
            let columns = columns.cloned().unwrap_or_else(|| headings::columns(&plain, source));
            Self { text, before, between, headings, columns, source }
        };
        let mut tables = candidates.into_iter().map(read);
        let first = tables.next();
        let is_known = |table: &Self| table.columns.fit(table.headings.len());
        let Some(table) = first
            .into_iter()
            .chain(tables)
            .reduce(|best, next| if !is_known(&best) && is_known(&next) { next } else { best })
        else {
            return Ok(None);
        };
        if is_known(&table) { Ok(Some(table)) } else { table.unknown() }
    }

    /// Nobody told which column has the addresses, and the headings do not tell.
    fn unknown(self) -> Result<Option<Self>, Unreadable> {
        if !self.text.contains('@') {
            return Err(Unreadable::NoAddresses);
        }
        if self.headings.len() < 2 {
            // A title above addresses: below it they stand as they do without.
            return Ok(None);
        }
        let example = records(self.text, self.between).nth(1);
        let example = example.map_or_else(Vec::new, |row| row.iter().map(clean).collect());
        Err(Unreadable::UnknownColumns { headings: self.headings, example })
    }

    pub(crate) fn read(self) -> Result<List, Unreadable> {
        self.quotes_end()?;
        let mut lines = Lines::default();
        for row in records(self.text, self.between).skip(1) {
            if row.iter().any(|cell| !cell.trim().is_empty()) {
                lines.add(self.line(&row));
            }
        }
        Ok(List { source: self.source, headings: self.headings, columns: self.columns, lines: lines.all()? })
    }

    fn line(&self, row: &StringRecord) -> Listed {
        let cell = |place: u32| row.get(place as usize).map_or("", str::trim);
        let named = |place: Option<u32>| place.map_or("", cell);
        let at = row.position().map_or(0, csv::Position::line);
        let columns = &self.columns;
        // A guest's name at Entra ID is no address: `ana_example.com#EXT#@contoso.onmicrosoft.com`.
        let addresses = || columns.address.iter().map(|&place| cell(place)).filter(|cell| !cell.contains("#EXT#@"));
        let address = addresses().find(|cell| cell.contains('@')).or_else(|| addresses().find(|cell| !cell.is_empty()));
        let (address, beside) = addresses::first_of(address.unwrap_or_default());
        let parts = || columns.name_parts.iter().map(|&place| cell(place)).filter(|cell| !cell.is_empty());
        let name = match named(columns.name) {
            "" => parts().collect::<Vec<_>>().join(" "),
            whole => whole.to_owned(),
        };
        Listed {
            line: u32::try_from(at).unwrap_or(u32::MAX).saturating_add(self.before),
            address,
            name: if name.is_empty() { beside } else { name },
            role: named(columns.role).to_owned(),
            teams: named(columns.teams).to_owned(),
            active: headings::is_active(named(columns.status)),
        }
    }

    /// The reader takes the end of the file for the end of a quote, and the rest of the file for one cell.
    fn quotes_end(&self) -> Result<(), Unreadable> {
        let (mut quoted, mut at_start, mut line, mut begun) = (false, true, 1 + self.before, 0);
        for byte in self.text.bytes() {
            match byte {
                // Two in a row leave the cell and enter it again.
                b'"' if quoted => (quoted, at_start) = (false, true),
                b'"' if at_start => (quoted, begun) = (true, line),
                _ if quoted => {}
                _ => at_start = byte == self.between || byte == b'\n',
            }
            line += u32::from(byte == b'\n');
        }
        if quoted { Err(Unreadable::OpenQuote { line: begun }) } else { Ok(()) }
    }
}

/// Whether columns are within a table of so many, and say where the addresses are.
trait Fit {
    fn fit(&self, headings: usize) -> bool;
}

impl Fit for ListColumns {
    fn fit(&self, headings: usize) -> bool {
        let one = [self.name, self.role, self.teams, self.status];
        let mut all = self.address.iter().chain(&self.name_parts).copied().chain(one.into_iter().flatten());
        !self.address.is_empty() && all.all(|place| place < number(headings))
    }
}

/// Rows; what is no UTF-8 cannot be here any more.
fn records(text: &str, between: u8) -> impl Iterator<Item = StringRecord> {
    let reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(between).from_reader(text.as_bytes());
    reader.into_records().map_while(Result::ok)
}

/// Excel's own first line, which says what stands between cells.
fn without_separator_line(text: &str) -> (&str, u32, Option<u8>) {
    let Some((first, rest)) = text.split_once('\n') else { return (text, 0, None) };
    match first.trim().trim_matches('"').to_ascii_lowercase().strip_prefix("sep=").map(str::as_bytes) {
        Some(&[told]) => (rest, 1, Some(told)),
        _ => (text, 0, None),
    }
}

/// The most frequent in the heading first.
fn by_frequency(heading: &str) -> Vec<u8> {
    let mut between = BETWEEN.to_vec();
    between.sort_by_key(|&one| std::cmp::Reverse(heading.bytes().filter(|&byte| byte == one).count()));
    between
}

fn clean(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}
