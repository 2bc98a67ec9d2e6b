//! The folded text of all rows in one buffer, and the search through it.

use crate::{bits::Bits, fold::fold_into, record::number};
use memchr::memmem::Finder;

/// Stands after each name and each address; no UTF-8 text holds it, so no search can match across it.
const END: u8 = 0xff;

/// `name 0xFF address 0xFF` for each row, in segments; the segments of rows that changed stand at the end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    bytes: Vec<u8>,
    /// Where each segment starts.
    starts: Vec<u32>,
    /// Whose each segment is.
    rows: Vec<u32>,
    /// Each row's segment.
    segments: Vec<u32>,
    /// How long each row's folded name is.
    names: Vec<u16>,
}

impl Text {
    pub(crate) fn with_capacity(rows: usize, bytes: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes),
            starts: Vec::with_capacity(rows),
            rows: Vec::with_capacity(rows),
            segments: Vec::with_capacity(rows),
            names: Vec::with_capacity(rows),
        }
    }

    /// Sets the text of `row`, which is known or the next one.
    pub(crate) fn set(&mut self, row: u32, name: &str, email: &str) {
        if (row as usize) < self.segments.len() {
            self.blank(row);
        } else {
            self.segments.push(0);
            self.names.push(0);
        }
        let mut folded = String::with_capacity(name.len() + 8);
        fold_into(&mut folded, name, |_, _| {});
        self.segments[row as usize] = number(self.starts.len());
        self.names[row as usize] = u16::try_from(folded.len()).unwrap_or(u16::MAX);
        self.starts.push(number(self.bytes.len()));
        self.rows.push(row);
        self.bytes.extend_from_slice(folded.as_bytes());
        self.bytes.push(END);
        // An address is ASCII in lower case already.
        self.bytes.extend_from_slice(email.as_bytes());
        self.bytes.push(END);
    }

    /// Makes the text of `row` impossible to find.
    pub(crate) fn blank(&mut self, row: u32) {
        let range = self.range(row);
        self.bytes[range].fill(END);
        self.names[row as usize] = 0;
    }

    fn range(&self, row: u32) -> std::ops::Range<usize> {
        let segment = self.segments[row as usize] as usize;
        self.starts[segment] as usize..self.end(segment)
    }

    fn end(&self, segment: usize) -> usize {
        self.starts.get(segment + 1).map_or(self.bytes.len(), |&start| start as usize)
    }

    /// Name and address of a row, folded, with [`END`] after each.
    pub(crate) fn both(&self, row: u32) -> &[u8] {
        &self.bytes[self.range(row)]
    }

    /// The folded name; empty where there is none.
    pub(crate) fn name(&self, row: u32) -> &[u8] {
        &self.both(row)[..usize::from(self.names[row as usize])]
    }

    /// The folded address.
    pub(crate) fn email(&self, row: u32) -> &[u8] {
        let both = self.both(row);
        &both[usize::from(self.names[row as usize]) + 1..both.len() - 1]
    }

    /// What the row is sorted by: the name, or the address where there is none.
    pub(crate) fn key(&self, row: u32) -> &[u8] {
        let name = self.name(row);
        if name.is_empty() { self.email(row) } else { name }
    }

    /// The rows with `needle` somewhere in name or address.
    pub(crate) fn scan(&self, needle: &str) -> Bits {
        let mut hits = Bits::new(self.segments.len());
        let finder = Finder::new(needle);
        let (mut at, mut segment) = (0, 0);
        while let Some(found) = self.bytes.get(at..).and_then(|rest| finder.find(rest)) {
            segment = self.segment_of(number(at + found), segment);
            hits.insert(self.rows[segment]);
            at = self.end(segment);
            segment += 1;
        }
        hits
    }

    /// The segment, `from` or later, that holds a byte.
    fn segment_of(&self, byte: u32, from: usize) -> usize {
        let (mut low, mut step) = (from, 1);
        while self.starts.get(low + step).is_some_and(|&start| start <= byte) {
            low += step;
            step *= 2;
        }
        let high = self.starts.len().min(low + step);
        low + self.starts[low..high].partition_point(|&start| start <= byte) - 1
    }
}
