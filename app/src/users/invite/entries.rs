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
        bad.or_else(|| self.known.clone()).or_else(|| self.answered.clone())
    }

    fn is_good(&self) -> bool {
        self.email.is_ok() && self.known.is_none() && self.answered.is_none()
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
            beside: entry.name.as_ref().map(|name| name.as_str().to_owned()),
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
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Member, Owner};

    fn stage() -> Stage {
        Stage::new()
            .user("Olga Owner", Owner)
            .user("Ana Lima", Member)
            .user("Ben Adeyemi", Member)
            .user("Cem Kaya", Member)
            .user("Eva Old", Member)
            .suspended("Ben Adeyemi")
            .removed("Cem Kaya", 10)
            .removed("Eva Old", 91)
            .invited("dora@example.com", "Olga Owner")
            .invited_until("elif@example.com", "Olga Owner", -1)
    }

    fn read(text: &str) -> Entries {
        let mut entries = Entries::default();
        entries.add(text, Some(&stage().seen_by("Olga Owner"))).expect("few");
        entries
    }

    fn problems(entries: &Entries) -> Vec<(String, String)> {
        entries.chips().into_iter().filter_map(|chip| Some((chip.key, chip.problem?))).collect()
    }

    #[test]
    fn each_bad_address_says_why_at_once() {
        let entries = read(
            "ana@example.com, Ben <ben@example.com>; cem@example.com dora@example.com, elif@example.com, nobody, \
             fay@example.com, FAY@example.com, eva@example.com",
        );
        let found = problems(&entries);
        let words: Vec<&str> = found.iter().map(|(_, why)| why.as_str()).collect();
        assert_eq!(
            words,
            [
                "Already a user",
                "Suspended: reactivate them instead",
                "Removed: restore them instead, until 12 February 2027",
                "Already invited",
                "Not an address: it needs one @"
            ]
        );
        assert_eq!((entries.len(), entries.good(), entries.bad()), (8, 3, 5));
        assert_eq!(summary(&entries).as_deref(), Some("5 addresses cannot be invited."));
    }

    #[test]
    fn names_are_kept_and_the_bad_ones_go_together() {
        let mut entries = read("Gül Şahin <gul@example.com>, ana@example.com");
        entries.remove_bad();
        let chip = &entries.chips()[0];
        assert_eq!((chip.label.as_str(), chip.beside.as_deref()), ("gul@example.com", Some("Gül Şahin")));
        let sent = entries.addressees();
        assert_eq!(sent[0].email, "gul@example.com");
        assert_eq!(sent[0].name.as_ref().map(Name::as_str), Some("Gül Şahin"));
        entries.remove("gul@example.com");
        assert_eq!((entries.len(), summary(&entries)), (0, None));
    }

    #[test]
    fn after_sending_only_what_failed_stays() {
        let mut entries = read("gul@example.com, hal@example.com, ana@example.com");
        let refusal = Refusal::AlreadyUser;
        let subject = Subject::Address("hal@example.com".into());
        let sent = entries.addressees();
        entries.answered(&sent, &[Refused { subject, refusal, clash: None }]);
        let keys: Vec<_> = problems(&entries).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["hal@example.com", "ana@example.com"]);
    }

    #[test]
    fn what_came_while_the_others_were_sent_stays() {
        let mut entries = read("gul@example.com, hal@example.com");
        let sent = entries.addressees();
        entries.add("ida@example.com, ana@example.com", Some(&stage().seen_by("Olga Owner"))).expect("few");
        // The answer's rows are in the list already.
        entries.judge(&stage().invited("gul@example.com", "Olga Owner").seen_by("Olga Owner"));
        entries.answered(&sent, &[]);
        let keys: Vec<_> = entries.chips().into_iter().map(|chip| chip.key).collect();
        assert_eq!(keys, ["ida@example.com", "ana@example.com"]);
        assert_eq!((entries.good(), entries.bad()), (1, 1));
    }

    #[test]
    fn more_than_a_thousand_are_refused_whole() {
        let many: String = (0..5_000).map(|n| format!("p{n}@example.com\n")).collect();
        let mut entries = read("gul@example.com");
        let refused = entries.add(&many, None).expect_err("too many");
        assert_eq!(refused, TooMany { got: 5_000, there: 1 });
        assert!(refused.words().contains("5,000") && refused.words().contains("1,000"));
        assert_eq!(entries.len(), 1);
        let exactly: String = (0..1_000).map(|n| format!("p{n}@example.com\n")).collect();
        assert_eq!(Entries::default().add(&exactly, None), Ok(()));
    }

    #[test]
    fn addresses_of_other_domains_say_so_and_people_who_are_here_say_that() {
        let allowing = stage().allowing(&["example.org"]).seen_by("Olga Owner");
        let mut entries = Entries::default();
        entries.add("new@example.org, new@mail.example.org, ana@example.com, nobody", Some(&allowing)).expect("few");
        let found = problems(&entries);
        let words: Vec<&str> = found.iter().map(|(_, why)| why.as_str()).collect();
        assert_eq!(words, ["Domain not allowed", "Already a user", "Not an address: it needs one @"]);
        // The list is another now.
        entries.judge(&stage().seen_by("Olga Owner"));
        assert_eq!((entries.good(), entries.bad()), (2, 2));
    }

    #[test]
    fn people_who_come_meanwhile_are_seen() {
        let mut entries = read("gul@example.com");
        assert_eq!(entries.bad(), 0);
        entries.judge(&stage().invited("gul@example.com", "Olga Owner").seen_by("Olga Owner"));
        assert_eq!(problems(&entries)[0].1, "Already invited");
    }

    #[test]
    fn a_name_can_be_typed_before_its_address() {
        for (typed, whole) in [
            ("Ana ", false),
            ("Ana Lima ", false),
            ("Ana Lima <ana@example.com> ", true),
            ("ana@example.com ", true),
            ("ana@example.com", false),
            ("ana@example.com,", true),
            ("ana;", true),
            ("\"Lima,", false),
            ("\"Lima, Ana\" <ana@example.com>,", true),
            (" ", false),
            ("ana\n", true),
        ] {
            assert_eq!(is_whole(typed), whole, "{typed:?}");
        }
    }

    #[test]
    fn those_who_wait_come_first_and_who_does_not_fit_is_told_to_wait() {
        let line = |stage: Stage, needed| SeatLine::of(&stage.seen_by("Olga Owner"), needed).expect("seen");
        let queue = || stage().policy(SeatPolicy::Queue);
        assert_eq!(line(queue(), 7), SeatLine { words: "7 seats of 7 available".into(), refused: None });
        assert_eq!(line(queue(), 9), SeatLine { words: "7 will be sent now, 2 wait".into(), refused: None });
        let waiting =
            || queue().waiting("fay@example.com", "Olga Owner", 4).waiting("gil@example.com", "Olga Owner", 9);
        assert_eq!(line(waiting(), 6).words, "5 will be sent now, 1 waits");
        assert_eq!(line(waiting().seats(Some(3)), 1).words, "None will be sent now, 1 waits");
        assert!(line(waiting().policy(SeatPolicy::Stop), 6).refused.is_some());
    }

    #[test]
    fn seats_are_counted_while_typing() {
        let roster = stage().seen_by("Olga Owner");
        // Two active users and one invitation of ten seats.
        let line = |needed| SeatLine::of(&roster, needed).expect("an Owner sees them");
        assert_eq!(line(3), SeatLine { words: "3 seats of 7 available".into(), refused: None });
        assert_eq!(line(9).words, "9 seats of 7 available: 2 too many");
        assert!(line(9).refused.is_some_and(|why| why.starts_with("2 addresses too many")));
        let open = stage().policy(SeatPolicy::Open).seen_by("Olga Owner");
        let words = "9 seats: 2 over the limit of 10, which your organization allows";
        assert_eq!(SeatLine::of(&open, 9), Some(SeatLine { words: words.into(), refused: None }));
        assert_eq!(SeatLine::of(&open, 7).map(|line| line.words).as_deref(), Some("7 seats of 7 available"));
        let unlimited = stage().seats(None).seen_by("Olga Owner");
        assert_eq!(SeatLine::of(&unlimited, 2).map(|line| line.words).as_deref(), Some("2 seats"));
    }
}
