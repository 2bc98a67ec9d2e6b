//! The addresses of the invite dialog: read, folded, and judged by what the page knows.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ADDRESSES_MAX, Addressee, EmailAddress, EmailError, Name, Refusal, Refused, SeatPolicy, Status, Subject,
    domains_allow, parse_addresses,
};
use roster::{Roster, RowRef};

use crate::text::{amounts::count, invite as text, refusal};
use crate::ui::FieldChip;

/// One address, or what was typed as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// As it was typed.
    typed: String,
    email: Result<EmailAddress, EmailError>,
    /// The name that stood beside it.
    name: Option<Name>,
    /// Why it cannot be invited, as far as the page knows.
    known: Option<Refusal>,
    /// Why the server did not invite it.
    answered: Option<Refusal>,
    /// Where it is a removed user's: they are to start anew.
    fresh: bool,
}

/// More than can be invited at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany {
    /// How many there are in the text.
    got: u32,
    /// How many were there before.
    there: u32,
}

impl TooMany {
    /// What to say.
    pub(crate) fn words(self) -> String {
        text::too_many(self.got, number(ADDRESSES_MAX), self.there)
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Entry {
    /// What it is told apart by: the address's normal form, or the text that is none.
    fn key(&self) -> &str {
        self.email.as_ref().map_or(self.typed.as_str(), EmailAddress::as_str)
    }

    fn problem(&self) -> Option<Refusal> {
        let bad = self.email.as_ref().err().map(|error| Refusal::BadAddress { error: error.clone() });
        bad.or_else(|| self.refusal().cloned())
    }

    fn refusal(&self) -> Option<&Refusal> {
        let known = self.known.as_ref().filter(|_| !self.starts_fresh());
        known.or(self.answered.as_ref())
    }

    fn is_good(&self) -> bool {
        self.email.is_ok() && self.refusal().is_none()
    }

    fn starts_fresh(&self) -> bool {
        self.fresh && matches!(self.known, Some(Refusal::IsRemoved { .. }))
    }

    /// Whether nothing but their removal is in the way.
    fn is_of_removed(&self) -> bool {
        matches!(self.refusal(), Some(Refusal::IsRemoved { .. }))
    }
}

/// The addresses so far, in the order they were typed, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries(Vec<Entry>);

impl Entries {
    /// Takes in what a text holds. More than can be invited at once is refused whole: the text stays where it is.
    pub(crate) fn add(&mut self, text: &str, roster: Option<&Roster>) -> Result<(), TooMany> {
        let read = parse_addresses(text);
        let is_new = |text: &str, email: &Result<EmailAddress, EmailError>| {
            let key = email.as_ref().map_or(text, EmailAddress::as_str);
            self.0.iter().all(|entry| entry.key() != key)
        };
        let fresh: Vec<_> = read.found.into_iter().filter(|one| is_new(&one.text, &one.email)).collect();
        let (got, there) = (fresh.len() + read.more, self.0.len());
        if got > 0 && got + there > ADDRESSES_MAX {
            return Err(TooMany { got: number(got), there: number(there) });
        }
        let entry = |one: domain::Pasted| Entry {
            typed: one.text,
            email: one.email,
            name: one.name,
            known: None,
            answered: None,
            fresh: false,
        };
        let from = there;
        self.0.extend(fresh.into_iter().map(entry));
        if let Some(roster) = roster {
            judge(&mut self.0[from..], roster);
        }
        Ok(())
    }

    /// Judges all anew, after the people changed.
    pub(crate) fn judge(&mut self, roster: &Roster) {
        judge(&mut self.0, roster);
    }

    /// Takes one away.
    pub(crate) fn remove(&mut self, key: &str) {
        self.0.retain(|entry| entry.key() != key);
    }

    /// Takes those away that cannot be invited.
    pub(crate) fn remove_bad(&mut self) {
        self.0.retain(Entry::is_good);
    }

    /// The addresses of those who were removed and can be restored.
    pub(crate) fn removed(&self) -> Vec<String> {
        self.0.iter().filter(|entry| entry.is_of_removed()).map(|entry| entry.key().to_owned()).collect()
    }

    /// Has all of them start anew.
    pub(crate) fn start_fresh(&mut self) {
        for entry in self.0.iter_mut().filter(|entry| entry.is_of_removed()) {
            (entry.fresh, entry.answered) = (true, None);
        }
    }

    /// Of those to invite, the ones that start anew.
    pub(crate) fn fresh(&self) -> Vec<String> {
        self.0.iter().filter(|entry| entry.starts_fresh()).map(|entry| entry.key().to_owned()).collect()
    }

    /// After sending these: what was not refused is done; what was keeps the server's reason. What came meanwhile
    /// stays as it is.
    pub(crate) fn answered(&mut self, sent: &[Addressee], refused: &[Refused]) {
        let sent: BTreeSet<&str> = sent.iter().map(|one| one.email.as_str()).collect();
        self.0.retain_mut(|entry| {
            let key = entry.key();
            if !sent.contains(key) {
                return true;
            }
            let why = refused.iter().find(|one| matches!(&one.subject, Subject::Address(address) if address == key));
            entry.answered = why.map(|one| one.refusal.clone());
            entry.answered.is_some()
        });
    }

    /// How many there are.
    pub(crate) fn len(&self) -> u32 {
        number(self.0.len())
    }

    /// How many can be invited: each takes a seat.
    pub(crate) fn good(&self) -> u32 {
        number(self.0.iter().filter(|entry| entry.is_good()).count())
    }

    /// How many cannot.
    pub(crate) fn bad(&self) -> u32 {
        self.len() - self.good()
    }

    /// Those to invite.
    pub(crate) fn addressees(&self) -> Vec<Addressee> {
        let good = self.0.iter().filter(|entry| entry.is_good());
        good.map(|entry| Addressee { email: entry.key().to_owned(), name: entry.name.clone() }).collect()
    }

    /// As the field shows them.
    pub(crate) fn chips(&self) -> Vec<FieldChip> {
        let chip = |entry: &Entry| FieldChip {
            key: entry.key().to_owned(),
            label: entry.key().to_owned(),
            beside: if entry.starts_fresh() {
                Some(text::starts_fresh().to_owned())
            } else {
                entry.name.as_ref().map(|name| name.as_str().to_owned())
            },
            problem: entry.problem().map(|why| refusal::refusal(&why)),
        };
        self.0.iter().map(chip).collect()
    }
}

/// Whether a text that is still being typed can become chips: a name may go on after a space, an address not.
pub(crate) fn is_whole(text: &str) -> bool {
    let ended = text.trim_end_matches([' ', '\t']);
    match ended.chars().last() {
        None => false,
        Some(',' | ';' | '\n') => !in_quotes(ended),
        Some(_) => {
            let last = ended.rsplit([' ', '\t', '<', ',', ';']).next().unwrap_or_default();
            ended.len() < text.len() && last.contains('@') && !in_quotes(ended)
        }
    }
}

/// `"Lima, Ana" <ana@…>` is not over at its comma.
fn in_quotes(text: &str) -> bool {
    !text.matches('"').count().is_multiple_of(2)
}

/// Looks each address up among the people; once through all rows, however many addresses there are.
fn judge(entries: &mut [Entry], roster: &Roster) {
    let mut wanted: BTreeMap<&str, Option<Refusal>> =
        entries.iter().filter_map(|entry| Some((entry.email.as_ref().ok()?.as_str(), None))).collect();
    if wanted.is_empty() {
        return;
    }
    for row in roster.rows() {
        if let Some(known) = wanted.get_mut(row.email()) {
            *known = known.take().filter(|_| row.status() == Status::Removed).or_else(|| taken_by(row, roster));
        }
    }
    let found: Vec<Option<Refusal>> = entries.iter().map(|entry| wanted.get(entry.key()).cloned().flatten()).collect();
    for (entry, known) in entries.iter_mut().zip(found) {
        let allowed = entry.email.as_ref().is_ok_and(|email| domains_allow(roster.allowed_domains(), email));
        entry.known = known.or((!allowed).then_some(Refusal::DomainNotAllowed));
    }
}

/// Why somebody with this row's address cannot be invited.
fn taken_by(row: RowRef<'_>, roster: &Roster) -> Option<Refusal> {
    match row.status() {
        Status::Active | Status::Ended => Some(Refusal::AlreadyUser),
        Status::Suspended => Some(Refusal::IsSuspended),
        Status::Invited | Status::Waiting => Some(Refusal::AlreadyInvited),
        Status::Requested => Some(Refusal::HasAsked),
        // A new invitation takes its place.
        Status::Expired => None,
        Status::Removed => {
            let until = row.restorable_until().filter(|&until| until > roster.now())?;
            Some(Refusal::IsRemoved { until })
        }
    }
}

/// Whether the seats suffice, in words, and why nothing can be sent if they do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeatLine {
    /// "3 seats of 13 available".
    pub(crate) words: String,
    /// Why nothing can be sent.
    pub(crate) refused: Option<String>,
}

impl SeatLine {
    /// The line for `needed` more; none for who may not see the seats.
    pub(crate) fn of(roster: &Roster, needed: u32) -> Option<Self> {
        let seats = roster.seats()?;
        let Some(available) = seats.available() else {
            return Some(Self { words: text::seats_unlimited(needed), refused: None });
        };
        // Those who wait for a seat come first.
        let room = available.saturating_sub(seats.waiting);
        let (refused, later) = match seats.invite(needed) {
            Ok((_, later)) => (None, later),
            Err(_) => (Some(text::no_seats(needed.saturating_sub(room))), 0),
        };
        if later > 0 {
            return Some(Self { words: text::seats_later(needed - later, later), refused });
        }
        let available = if seats.policy == SeatPolicy::Open { available } else { room };
        let words = match seats.limit.filter(|_| needed > available) {
            None => text::seats(needed, available),
            Some(_) if refused.is_some() => text::seats_over(needed, available),
            Some(limit) => text::seats_allowed(needed, (seats.used() + needed).saturating_sub(limit), limit),
        };
        Some(Self { words, refused })
    }
}

/// What is wrong with all of them together, for the field.
pub(crate) fn summary(entries: &Entries) -> Option<String> {
    let bad = entries.bad();
    (bad > 0).then(|| text::bad(bad))
}

/// "12 addresses", for what is said aloud after a paste.
pub(crate) fn spoken(entries: &Entries) -> String {
    match entries.bad() {
        0 => format!("{} {}", count(entries.len()), if entries.len() == 1 { "address" } else { "addresses" }),
        bad => format!("{} addresses. {}", count(entries.len()), text::bad(bad)),
    }
}

#[cfg(test)]
mod tests;
