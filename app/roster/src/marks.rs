//! Which letters of a row the search matched.

use crate::{Roster, View, fold_with_offsets, numbers};
use std::ops::Range;

/// The matched stretches of a row, in bytes of the texts as written; in order, none touching another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Of [`crate::RowRef::name`].
    pub name: Vec<Range<usize>>,
    /// Of [`crate::RowRef::email`].
    pub email: Vec<Range<usize>>,
}

impl Roster {
    /// What a view's search matched in a row.
    #[must_use]
    pub fn marks(&self, row: u32, view: &View) -> Marks {
        let Some(row) = self.row(row) else { return Marks::default() };
        let search = &view.search;
        let words: Vec<&str> = search.words.iter().filter(|word| !word.negated).map(|word| &*word.value).collect();
        let mut in_email = words.clone();
        in_email.extend(search.emails.iter().filter(|email| !email.negated).map(|email| &*email.value));
        in_email
            .extend(search.addresses.iter().map(domain::EmailAddress::as_str).filter(|&email| email == row.email()));
        if in_email.is_empty() {
            return Marks::default();
        }
        let in_name = if row.is_named() { &words } else { &in_email };
        Marks { name: matched(row.name(), in_name), email: matched(row.email(), &in_email) }
    }
}

fn matched(text: &str, needles: &[&str]) -> Vec<Range<usize>> {
    let folded = fold_with_offsets(text);
    let found: Vec<Range<usize>> = needles
        .iter()
        .flat_map(|needle| folded.text.match_indices(needle))
        .map(|(start, part)| folded.original(start..start + part.len()))
        .collect();
    let found = numbers::sorted(&found, |a, b| (a.start, a.end).cmp(&(b.start, b.end)));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// Byte ranges of a text as the UTF-16 offsets that the DOM counts in. The ranges are in order and on
/// characters' bounds.
#[must_use]
pub fn utf16_ranges(text: &str, ranges: &[Range<usize>]) -> Vec<Range<u32>> {
    let (mut byte, mut unit) = (0, 0_u32);
    let mut walk = |to: usize| {
        let units = text.get(byte..to).map_or(0, |part| part.encode_utf16().count());
        unit += u32::try_from(units).unwrap_or(u32::MAX);
        byte = to.max(byte);
        unit
    };
    ranges.iter().map(|range| walk(range.start)..walk(range.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_matches_become_one() {
        assert_eq!(matched("Zoë Zoëlla", &["zoe", "oel", "a"]), [0..4, 5..10, 11..12]);
        assert_eq!(matched("Ana Lima", &["an", "na", "ma"]), [0..3, 6..8]);
        assert!(matched("", &["x"]).is_empty());
    }

    #[test]
    fn the_dom_counts_in_utf_16() {
        let text = "😀é日a";
        assert_eq!(utf16_ranges(text, &[0..4, 6..10]), [0..2, 3..5]);
    }
}
