//! The search box: words, terms, pasted addresses.

use crate::{
    Roster, RowRef, View,
    bits::Bits,
    fold, numbers,
    record::{NO_ROW, Standing, code, number},
};
use domain::{Choice, Delivery, EmailAddress, Status, Terms, Timestamp};
use memchr::memmem::Finder;

/// What a list of addresses led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The rows that have one of them, in order of name. A removed user's only where nobody else has the address.
    pub rows: Vec<u32>,
    /// The addresses that nobody has, as they were given.
    pub missing: Vec<EmailAddress>,
}

/// A search, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Search {
    pub(crate) words: Vec<Choice>,
    pub(crate) emails: Vec<Choice>,
    inviters: Vec<Choice>,
    active_before: Option<Timestamp>,
    never_active: bool,
    idle_days: Option<u32>,
    ending_days: Option<u32>,
    mail_refused: bool,
    second_factor: Option<bool>,
    /// Instead of words: whom the pasted addresses belong to.
    pub(crate) addresses: Vec<EmailAddress>,
}

/// What the words of a search found, for the next search to narrow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hits {
    words: Vec<Choice>,
    rows: Bits,
    generation: u64,
}

impl Hits {
    /// Whether a row is among them.
    pub(crate) fn has(&self, row: u32) -> bool {
        self.rows.has(row)
    }
}

impl Search {
    pub(crate) fn of(terms: &Terms) -> Self {
        let folded = |list: &[Choice]| -> Vec<Choice> {
            let fold = |choice: &Choice| Choice { value: fold(&choice.value), negated: choice.negated };
            list.iter().map(fold).filter(|choice| !choice.value.is_empty()).collect()
        };
        let addresses = pasted(&terms.words);
        let words = if addresses.is_empty() { folded(&terms.words) } else { Vec::new() };
        // The longest first: it leaves the fewest rows to look at. Equal ones once.
        let mut words = numbers::sorted(&words, |a, b| {
            (a.negated, b.value.len(), &a.value).cmp(&(b.negated, a.value.len(), &b.value))
        });
        words.dedup();
        Self {
            words,
            emails: folded(&terms.emails),
            inviters: folded(&terms.invited_by),
            active_before: terms.active_before,
            never_active: terms.never_active,
            idle_days: terms.idle_days,
            ending_days: terms.ending_days,
            mail_refused: terms.mail_refused,
            second_factor: terms.second_factor,
            addresses,
        }
    }
}

/// The addresses, when several were pasted and nothing else was.
fn pasted(words: &[Choice]) -> Vec<EmailAddress> {
    let mut found = Vec::new();
    for word in words {
        if word.negated || !word.value.contains('@') {
            return Vec::new();
        }
        for part in word.value.split([',', ';']).filter(|part| !part.is_empty()) {
            match EmailAddress::parse(part.trim_matches(['<', '>'])) {
                Ok(email) if found.contains(&email) => {}
                Ok(email) => found.push(email),
                Err(_) => return Vec::new(),
            }
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// Whether whatever has all of `new` has all of `old`.
fn narrows(new: &[Choice], old: &[Choice]) -> bool {
    old.iter().all(|old| {
        new.iter().any(|new| {
            new.negated == old.negated
                && if old.negated { old.value == new.value } else { new.value.contains(&old.value) }
        })
    })
}

impl Roster {
    /// The rows that the words leave.
    pub(crate) fn words(&self, words: &[Choice], previous: Option<&View>) -> Hits {
        let known = previous
            .map(|view| &view.hits)
            .filter(|hits| hits.generation == self.generation && narrows(words, &hits.words));
        let rows = match known {
            Some(hits) if hits.words == words => hits.rows.clone(),
            // Looking at rows one by one is worth it while they are few.
            Some(hits) if hits.rows.count() * 8 < self.names.len() => self.narrowed(hits.rows.clone(), words),
            _ => match words.split_first() {
                Some((first, rest)) if !first.negated => self.narrowed(self.text.scan(&first.value), rest),
                _ => self.narrowed(self.everybody(), words),
            },
        };
        Hits { words: words.to_vec(), rows, generation: self.generation }
    }

    fn everybody(&self) -> Bits {
        let mut all = Bits::new(self.records.len());
        for &row in &self.names {
            all.insert(row);
        }
        all
    }

    fn narrowed(&self, mut rows: Bits, words: &[Choice]) -> Bits {
        for word in words {
            if rows.count() * 4 > self.names.len() {
                let hits = self.text.scan(&word.value);
                rows.retain(|row| hits.has(row) != word.negated);
            } else {
                let finder = Finder::new(&word.value);
                rows.retain(|row| finder.find(self.text.both(row)).is_some() != word.negated);
            }
        }
        rows
    }

    /// The rows that a whole search leaves, and the pasted addresses that nobody has.
    pub(crate) fn search(&self, search: &Search, hits: &Hits) -> (Bits, Vec<EmailAddress>) {
        let mut rows = hits.rows.clone();
        let mut missing = Vec::new();
        if !search.addresses.is_empty() {
            let found = self.find_addresses(&search.addresses);
            rows = Bits::new(self.records.len());
            found.rows.into_iter().for_each(|row| rows.insert(row));
            missing = found.missing;
        }
        if !search.emails.is_empty() {
            keep_any(&mut rows, &search.emails, |row, finder| finder.find(self.text.email(row)).is_some());
        }
        if !search.inviters.is_empty() {
            self.keep_invited_by(&mut rows, &search.inviters);
        }
        if let Some(day) = search.active_before {
            rows.retain(|row| self.records[row as usize].last_active.is_none_or(|seen| seen < day));
        }
        if search.never_active {
            rows.retain(|row| {
                let record = &self.records[row as usize];
                !record.standing.is_invitation() && record.last_active.is_none()
            });
        }
        if let Some(days) = search.idle_days {
            let day = self.now.plus_days(-i64::from(days));
            let active = code(Status::Active);
            rows.retain(|row| {
                let record = &self.records[row as usize];
                self.statuses[row as usize] == active
                    && record.last_active.unwrap_or(record.since).max(record.since) < day
            });
        }
        if let Some(days) = search.ending_days {
            let day = self.now.plus_days(i64::from(days));
            rows.retain(|row| {
                let present = [Status::Active, Status::Suspended].map(code).contains(&self.statuses[row as usize]);
                present && self.records[row as usize].until.is_some_and(|until| until <= day)
            });
        }
        if search.mail_refused {
            rows.retain(|row| {
                let record = &self.records[row as usize];
                record.standing == Standing::Open && record.delivery == Delivery::Refused
            });
        }
        if let Some(has) = search.second_factor {
            rows.retain(|row| self.row(row).and_then(RowRef::second_factor) == Some(has));
        }
        (rows, missing)
    }

    fn keep_invited_by(&self, rows: &mut Bits, inviters: &[Choice]) {
        let found: Vec<(Bits, bool)> =
            inviters.iter().map(|choice| (self.text.scan(&choice.value), choice.negated)).collect();
        let any = found.iter().any(|(_, negated)| !negated);
        rows.retain(|row| {
            let inviter = self.records[row as usize].inviter;
            let by = |negated: bool| {
                inviter != NO_ROW && found.iter().any(|(hits, not)| *not == negated && hits.has(inviter))
            };
            (!any || by(false)) && !by(true)
        });
    }

    /// Finds the people who have these addresses.
    #[must_use]
    pub fn find_addresses(&self, addresses: &[EmailAddress]) -> Found {
        let email = |i: u32| addresses[i as usize].as_str().as_bytes();
        let mut wanted: Vec<u32> = (0..).take(addresses.len()).collect();
        numbers::sort(&mut wanted, &|a, b| email(a).cmp(email(b)));
        wanted.dedup_by_key(|i| email(*i));
        let mut rows: Vec<(u32, usize)> = Vec::new();
        let mut live = vec![false; wanted.len()];
        let mut known = vec![false; wanted.len()];
        for &row in &self.names {
            if let Ok(i) = wanted.binary_search_by(|&i| email(i).cmp(self.text.email(row))) {
                rows.push((row, i));
                known[i] = true;
                live[i] |= self.statuses[row as usize] != code(Status::Removed);
            }
        }
        rows.retain(|&(row, i)| !live[i] || self.statuses[row as usize] != code(Status::Removed));
        let mut missing: Vec<u32> = wanted.into_iter().zip(known).filter(|(_, known)| !known).map(|(i, _)| i).collect();
        numbers::sort(&mut missing, &|a, b| a.cmp(&b));
        Found {
            rows: rows.into_iter().map(|(row, _)| row).collect(),
            missing: missing.into_iter().map(|i| addresses[i as usize].clone()).collect(),
        }
    }

    /// The number of rows, those that left included.
    pub(crate) fn len(&self) -> u32 {
        number(self.records.len())
    }
}

/// OR between the choices, none of the negated ones.
fn keep_any(rows: &mut Bits, choices: &[Choice], has: impl Fn(u32, &Finder<'_>) -> bool) {
    let finders: Vec<(Finder<'_>, bool)> =
        choices.iter().map(|choice| (Finder::new(&choice.value), choice.negated)).collect();
    let any = finders.iter().any(|(_, negated)| !negated);
    rows.retain(|row| {
        let by = |negated: bool| finders.iter().any(|(finder, not)| *not == negated && has(row, finder));
        (!any || by(false)) && !by(true)
    });
}
