//! Whom somebody means by a few letters, the likeliest first: for a list of a few, in place of all that a search leaves.

use crate::{Roster, fold, record::code};
use domain::{Choice, Status};
use memchr::memmem::Finder;

/// The people whom typed words may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Some of their rows, the likeliest first.
    pub rows: Vec<u32>,
    /// How many they are in all.
    pub total: u32,
}

impl Roster {
    /// Those whose name or address has all the words of `typed`, however they are written: first whose name begins with
    /// it, then those of whose names a word does, or the address, then the others; each in order of name. Not those who were
    /// removed. At most `most` rows; nobody where nothing is typed.
    #[must_use]
    pub fn named(&self, typed: &str, most: usize) -> Named {
        let whole = fold(typed.trim());
        let words: Vec<Choice> = whole.split_whitespace().map(Choice::of).collect();
        if words.is_empty() {
            return Named::default();
        }
        let hits = self.words(&words, None);
        let (beginning, removed) = (Finder::new(&whole), code(Status::Removed));
        let mut ranked: [Vec<u32>; 3] = Default::default();
        let mut total = 0;
        for &row in &self.names {
            if !hits.has(row) || self.statuses[row as usize] == removed {
                continue;
            }
            total += 1;
            // Once there are enough of the likeliest, the others are only counted.
            if ranked[0].len() == most {
                continue;
            }
            let name = std::str::from_utf8(self.text.name(row)).unwrap_or_default();
            let begins_word = || {
                self.text.email(row).starts_with(whole.as_bytes())
                    || beginning.find_iter(name.as_bytes()).any(|at| !name[..at].ends_with(char::is_alphanumeric))
            };
            let rank = if name.starts_with(&whole) { 0 } else { 2 - usize::from(begins_word()) };
            if ranked[rank].len() < most {
                ranked[rank].push(row);
            }
        }
        Named { rows: ranked.into_iter().flatten().take(most).collect(), total }
    }
}
