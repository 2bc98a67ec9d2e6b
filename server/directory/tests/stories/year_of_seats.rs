//! A year goes by with a rule for those who do not come, and a line for seats: each is reminded and suspended at their
//! minute, and each seat that a date frees sends the next of the line at that minute, across restarts, a night in which no
//! server ran, and a week.

use crate::support::{BEGIN, PASSWORD, Stage, on_both, visitor};
use directory::{Caller, Directory, Message, OrgRef};
use domain::{ChangeOrganization, Command, DAY_MS, Dormancy, MINUTE_MS, RoleKey, SeatPolicy, Status, Timestamp};
use roster::Roster;
use std::collections::{BTreeMap, BTreeSet};

on_both! {
    a_year_of_dormancy_and_of_seats_goes_by
}

const RULE: Dormancy = Dormancy { remind_after: 60, suspend_after: 14, since: Timestamp(0) };
const SEATS: u32 = 8;
const HOUR: i64 = 11 * 60 * MINUTE_MS;

/// No server runs from the first moment until the second: in a night, the first are to be reminded; in a week, some are
/// to be suspended, and invitations go out of date.
const OUTAGES: [(i64, i64); 2] =
    [(60 * DAY_MS - 2 * 60 * MINUTE_MS, 60 * DAY_MS + 8 * 60 * MINUTE_MS), (130 * DAY_MS, 138 * DAY_MS)];

/// On these days, at [`HOUR`], somebody comes.
const COMINGS: [(i64, &str); 5] = [(30, "p1"), (59, "p2"), (62, "p3"), (90, "p1"), (150, "p1")];

struct Person {
    email: String,
    seen: Timestamp,
    suspended: bool,
    reminded: Option<Timestamp>,
}

impl Person {
    fn suspended_at(&self) -> Timestamp {
        RULE.suspends_at(self.seen)
    }
}

/// What is to be of an invitation: it waits, or is good until then.
type Line = BTreeMap<String, Option<Timestamp>>;

fn is_out(now: Timestamp) -> bool {
    OUTAGES.iter().any(|&(from, until)| (BEGIN.plus_ms(from)..BEGIN.plus_ms(until)).contains(&now))
}

fn around(at: Timestamp) -> [Timestamp; 3] {
    [at.plus_ms(-1), at, at.plus_ms(MINUTE_MS)]
}

/// What the service shows of everybody but Olga.
async fn seen(directory: &Directory) -> BTreeMap<String, Status> {
    let snapshot = directory.snapshot(&Caller::operator(), &OrgRef::from("acme")).await.expect("a snapshot");
    let roster = Roster::load(snapshot).expect("a good snapshot");
    let others = roster.rows().filter(|row| row.email() != "olga@acme.test");
    others.map(|row| (row.email().to_owned(), row.status())).collect()
}

fn expected(people: &[Person], line: &Line, now: Timestamp) -> BTreeMap<String, Status> {
    let person = |one: &Person| {
        let gone = one.suspended || one.suspended_at() <= now;
        (one.email.clone(), if gone { Status::Suspended } else { Status::Active })
    };
    let invited = |(email, until): (&String, &Option<Timestamp>)| {
        let status = match until {
            None => Status::Waiting,
            Some(until) if *until <= now => Status::Expired,
            Some(_) => Status::Invited,
        };
        (email.clone(), status)
    };
    people.iter().map(person).chain(line.iter().map(invited)).collect()
}

/// The reminders that are sent: to whom, of which moment.
async fn reminders(directory: &Directory) -> BTreeSet<(String, Timestamp)> {
    let mut found = BTreeSet::new();
    for mail in directory.claim_mails(100).await.expect("claimed") {
        directory.report_mail(&mail, &directory::MailOutcome::Sent).await.expect("reported");
        if let Message::Dormant { suspended_at, .. } = mail.message {
            assert!(found.insert((mail.recipient.to_string(), suspended_at)), "{} twice", mail.recipient);
        }
    }
    found
}

async fn a_year_of_dormancy_and_of_seats_goes_by(stage: Stage) {
    let olga = stage.acme().await;
    let change = ChangeOrganization {
        dormancy: Some(Some(RULE)),
        seat_policy: Some(SeatPolicy::Queue),
        seat_limit: Some(Some(SEATS)),
        ..ChangeOrganization::default()
    };
    olga.does(Command::ChangeOrganization(change)).await.expect("set");
    let mut people = Vec::new();
    for number in 1..=6 {
        let who = stage.join(&olga, &format!("P{number} P"), RoleKey::Member).await;
        let seen = stage.clock.now().plus_ms(-1);
        people.push(Person { email: who.email, seen, suspended: false, reminded: None });
        stage.clock.advance(17 * MINUTE_MS);
    }
    let mut line = Line::new();
    for number in 1..=15 {
        let email = format!("w{number:02}@acme.test");
        let answer = olga.does(olga.invitation_to(&email, RoleKey::Member).await).await.expect("invited");
        let sent = !answer.links.is_empty();
        assert_eq!(sent, number == 1, "one seat is left for the first");
        line.insert(email, sent.then(|| stage.clock.now().plus_days(7)));
    }
    reminders(&stage.directory).await;
    let mut visits: BTreeSet<Timestamp> = (0..=365).map(|day| BEGIN.plus_days(day).plus_ms(HOUR)).collect();
    visits.extend(OUTAGES.iter().map(|&(_, until)| BEGIN.plus_ms(until)));
    for one in &people {
        visits.extend([RULE.reminds_at(one.seen), one.suspended_at()].into_iter().flat_map(around));
    }
    visits.extend(line.values().flatten().copied().flat_map(around));
    let mut directory = stage.another_server().await;
    let (mut number, mut released, mut reminded, mut suspended) = (0, Vec::new(), 0, 0);
    while let Some(now) = visits.pop_first() {
        if now <= stage.clock.now() || is_out(now) {
            continue;
        }
        stage.clock.advance(now.since(stage.clock.now()));
        number += 1;
        if number % 40 == 0 {
            directory.close().await.expect("closed");
            directory = stage.another_server().await;
        }
        assert_eq!(seen(&directory).await, expected(&people, &line, now), "{}", now.to_rfc3339());
        for (day, who) in COMINGS.iter().filter(|(day, _)| BEGIN.plus_days(*day).plus_ms(HOUR) == now) {
            let one = people.iter_mut().find(|one| one.email.starts_with(who)).expect("known");
            directory.sign_in(&one.email, PASSWORD, &visitor()).await.unwrap_or_else(|error| panic!("{day}: {error}"));
            one.seen = now;
            visits.extend([RULE.reminds_at(now), one.suspended_at()].into_iter().flat_map(around));
        }
        // What is due is done, and the next of the line are sent for the seats that are free.
        directory.look_for_dormant().await.expect("looked");
        for one in people.iter_mut().filter(|one| one.suspended_at() <= now && !one.suspended) {
            one.suspended = true;
            suspended += 1;
        }
        let due: BTreeSet<(String, Timestamp)> = people
            .iter_mut()
            .filter(|one| {
                !one.suspended && RULE.reminds_at(one.seen) <= now && one.reminded != Some(one.suspended_at())
            })
            .map(|one| {
                one.reminded = Some(one.suspended_at());
                (one.email.clone(), one.suspended_at())
            })
            .collect();
        reminded += due.len();
        assert_eq!(reminders(&directory).await, due, "{}", now.to_rfc3339());
        let good = line.values().filter(|until| until.is_some_and(|until| until > now)).count();
        let used = 1 + people.iter().filter(|one| !one.suspended).count() + good;
        let free = usize::try_from(SEATS).expect("few") - used;
        let next: Vec<String> =
            line.iter().filter(|(_, until)| until.is_none()).map(|(email, _)| email.clone()).take(free).collect();
        assert_eq!(directory.send_waiting().await.expect("sent"), next.len() as u64, "{}", now.to_rfc3339());
        for email in next {
            let until = now.plus_days(7);
            line.insert(email.clone(), Some(until));
            visits.extend(around(until));
            released.push(email);
        }
        assert_eq!(seen(&directory).await, expected(&people, &line, now), "{}", now.to_rfc3339());
    }
    assert_eq!((suspended, released.len()), (6, 14), "all but the Owner; all who waited");
    assert!(released.is_sorted(), "in the order of the line");
    // P1 came three times and was reminded of the last date alone; of all others one date was told, or two.
    assert!(reminded >= 6, "{reminded}");
}
