//! A year goes by: each end, return, reminder, expiry and dormancy comes at its minute, across restarts, a night in
//! which no server ran, and a week.

use crate::support::{BEGIN, PASSWORD, Persona, Stage, on_both, visitor};
use directory::{Caller, Directory, Message, OrgRef};
use domain::{Command, DAY_MS, MINUTE_MS, PeopleFilter, RoleKey, Status, Timestamp};
use roster::{Roster, RowRef};
use std::collections::{BTreeMap, BTreeSet};

on_both! {
    a_year_goes_by
}

/// No server runs from the first moment until the second.
const OUTAGES: [(i64, i64); 3] = [
    // A night: those who were invited on the first day are to be reminded in it.
    (2 * DAY_MS - 2 * 60 * MINUTE_MS, 2 * DAY_MS + 8 * 60 * MINUTE_MS),
    // A night: someone's week before the end begins in it.
    (53 * DAY_MS - 2 * 60 * MINUTE_MS, 53 * DAY_MS + 8 * 60 * MINUTE_MS),
    // A week and a bit: somebody's last week lies wholly in it.
    (202 * DAY_MS, 211 * DAY_MS),
];

/// On these days, at this hour of the story, somebody signs in.
const SIGN_INS: [(i64, &str); 4] = [(40, "help51"), (41, "guest12"), (150, "help51"), (364, "help30")];
const HOUR: i64 = 11 * 60 * MINUTE_MS;

/// On this day, at that hour, the invitation that is good for a month is sent again.
const RESENT: i64 = 10;

/// What was decided at the beginning about one person.
#[derive(Clone, Debug, Default)]
struct Plan {
    email: String,
    name: String,
    joined_at: Timestamp,
    ends_at: Option<Timestamp>,
    admin_until: Option<Timestamp>,
    /// When they were last seen; never, if not.
    seen_at: Option<Timestamp>,
    /// Of an invitation: when it goes out of date.
    expires_at: Option<Timestamp>,
    /// Of an invitation: when whom it is for is to be reminded.
    reminders: Vec<Timestamp>,
}

impl Plan {
    fn status(&self, now: Timestamp) -> Status {
        let past = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        match self.expires_at {
            Some(_) if past(self.expires_at) => Status::Expired,
            Some(_) => Status::Invited,
            None if past(self.ends_at) => Status::Ended,
            None => Status::Active,
        }
    }

    fn role(&self, now: Timestamp) -> RoleKey {
        if self.admin_until.is_some_and(|until| until > now) { RoleKey::Admin } else { RoleKey::Member }
    }

    fn is_idle(&self, now: Timestamp) -> bool {
        let since = self.seen_at.unwrap_or(self.joined_at).max(self.joined_at);
        self.status(now) == Status::Active && now.since(since) > 90 * DAY_MS
    }

    fn is_ending(&self, now: Timestamp) -> bool {
        self.status(now) == Status::Active && self.ends_at.is_some_and(|end| end.since(now) <= 14 * DAY_MS)
    }

    /// The moments at which something becomes of them.
    fn moments(&self) -> Vec<Timestamp> {
        let ends = self.ends_at.into_iter().flat_map(|end| [end, end.plus_days(-7), end.plus_days(-14)]);
        let sign_ins = SIGN_INS.iter().filter(|(_, who)| *who == self.name).map(|&(day, _)| at_hour(day));
        let idle = sign_ins.clone().chain([self.joined_at]).map(|since| since.plus_days(90).plus_ms(1));
        let reminders = self.reminders.iter().copied();
        ends.chain(self.admin_until).chain(self.expires_at).chain(reminders).chain(sign_ins).chain(idle).collect()
    }
}

/// What there is to see of everybody at a moment.
#[derive(Debug, PartialEq, Eq)]
struct Picture {
    people: BTreeMap<String, (Status, RoleKey)>,
    seats: u32,
    idle: BTreeSet<String>,
    ending: BTreeSet<String>,
    never_seen: BTreeSet<String>,
}

impl Picture {
    fn expected(plans: &[Plan], now: Timestamp) -> Self {
        let those = |is: &dyn Fn(&Plan) -> bool| -> BTreeSet<String> {
            plans.iter().filter(|plan| is(plan)).map(|plan| plan.email.clone()).collect()
        };
        let people: BTreeMap<_, _> =
            plans.iter().map(|plan| (plan.email.clone(), (plan.status(now), plan.role(now)))).collect();
        let seats = people.values().filter(|(status, _)| status.holds_seat()).count();
        Self {
            seats: u32::try_from(seats).expect("few"),
            people,
            idle: those(&|plan| plan.is_idle(now)),
            ending: those(&|plan| plan.is_ending(now)),
            never_seen: those(&|plan| plan.expires_at.is_none() && plan.seen_at.is_none()),
        }
    }

    /// What the service shows; Olga, who is always there, aside.
    async fn seen(directory: &Directory) -> Self {
        let snapshot = directory.snapshot(&Caller::operator(), &OrgRef::from("acme")).await.expect("a snapshot");
        let roster = Roster::load(snapshot).expect("a good snapshot");
        let others = |row: &RowRef<'_>| row.email() != "olga@acme.test";
        let role = |row: RowRef<'_>| row.role().and_then(|role| role.key).expect("a built-in role");
        let found = |search: &str| -> BTreeSet<String> {
            let view = roster.query(&PeopleFilter { q: search.to_owned(), ..PeopleFilter::default() }, None);
            let rows = view.rows.iter().filter_map(|&row| roster.row(row)).filter(others);
            rows.map(|row| row.email().to_owned()).collect()
        };
        Self {
            people: roster
                .rows()
                .filter(others)
                .map(|row| (row.email().to_owned(), (row.status(), role(row))))
                .collect(),
            seats: roster.seats().expect("the operator sees them").used() - 1,
            idle: found("idle:90"),
            ending: found("ending:14"),
            never_seen: found("active:never"),
        }
    }
}

/// Olga's people, with all that is to become of them in the year.
async fn people(stage: &Stage, olga: &Persona) -> Vec<Plan> {
    let mut plans = Vec::new();
    for month in 1..=12_i64 {
        let guest = stage.join(olga, &format!("Guest{month} G"), RoleKey::Member).await;
        // The second's reminder falls into the night, the seventh's week into the outage.
        let ends_at = BEGIN.plus_days(30 * month).plus_ms((month * 61 - 60) * MINUTE_MS);
        set(olga, Command::SetEndDate { users: vec![guest.user], ends_at: Some(ends_at) }).await;
        plans.push(plan(&guest, Some(ends_at), None));
    }
    let role = olga.role(RoleKey::Admin).await;
    for week in [1_i64, 9, 30, 51] {
        let help = stage.join(olga, &format!("Help{week} H"), RoleKey::Member).await;
        let until = BEGIN.plus_days(7 * week).plus_ms(week * 17 * MINUTE_MS);
        set(olga, Command::LendRole { users: vec![help.user], role, until, then: None }).await;
        plans.push(plan(&help, None, Some(until)));
    }
    let mailing = Persona { directory: server(stage).await, ..olga.clone() };
    for days in [1_u32, 7, 30] {
        let email = format!("invited{days}@acme.test");
        let Command::Invite(mut invite) = olga.invitation_to(&email, RoleKey::Member).await else { panic!("invites") };
        invite.days = days;
        set(&mailing, Command::Invite(invite)).await;
        let sent_at = stage.directory.now();
        let expires_at = Some(sent_at.plus_days(i64::from(days)));
        plans.push(Plan { email, expires_at, reminders: reminders(sent_at), ..Plan::default() });
    }
    plans
}

/// What is to become of somebody who joined a millisecond ago, and was seen then.
fn plan(who: &Persona, ends_at: Option<Timestamp>, admin_until: Option<Timestamp>) -> Plan {
    let name = who.email.split('@').next().unwrap_or_default().to_owned();
    let joined_at = who.clock.now().plus_ms(-1);
    let (email, seen_at) = (who.email.clone(), Some(joined_at));
    Plan { email, name, joined_at, ends_at, admin_until, seen_at, ..Plan::default() }
}

/// When whoever is invited at `sent_at` is to be reminded.
fn reminders(sent_at: Timestamp) -> Vec<Timestamp> {
    vec![sent_at.plus_days(2), sent_at.plus_days(5)]
}

/// A server that sends mails.
async fn server(stage: &Stage) -> Directory {
    let mut config = stage.directory.config().clone();
    config.mail = true;
    stage.another_server_with(config).await
}

fn at_hour(day: i64) -> Timestamp {
    BEGIN.plus_days(day).plus_ms(HOUR)
}

/// Has those sign in who do at the next minute, and be seen then.
async fn sign_ins(directory: &Directory, plans: &mut [Plan], tokens: &mut BTreeMap<i64, String>, now: Timestamp) {
    for (day, who) in SIGN_INS {
        let plan = plans.iter_mut().find(|plan| plan.name == who).expect("one of them");
        if now.plus_ms(MINUTE_MS) == at_hour(day) {
            let signed_in = directory.sign_in(&plan.email, PASSWORD, &visitor()).await.expect("signed in");
            tokens.insert(day, signed_in.token.expose().to_owned());
            plan.seen_at = Some(now);
        } else if now == at_hour(day) {
            directory.session(&tokens[&day], None).await.expect("looked up").expect("a session");
            directory.settled().await;
            plan.seen_at = Some(now);
        }
    }
}

async fn set(olga: &Persona, command: Command) {
    let answer = olga.does(command).await.expect("set");
    assert_eq!(answer.events.len(), 1);
}

/// What people were reminded of.
#[derive(Default)]
struct Sent {
    /// To whom, about whose end.
    ends: Vec<(String, Timestamp)>,
    /// Of their invitation, and when it goes out of date.
    invitations: Vec<(String, Timestamp)>,
}

/// Takes the mails that are due.
async fn sent(directory: &Directory) -> Sent {
    let mut sent = Sent::default();
    for mail in directory.claim_mails(100).await.expect("claimed") {
        directory.report_mail(&mail, &directory::MailOutcome::Sent).await.expect("reported");
        let recipient = mail.recipient.to_string();
        match mail.message {
            Message::AccessEnds { ends_at, .. } => sent.ends.push((recipient, ends_at)),
            Message::InvitationReminder { expires_at, .. } => sent.invitations.push((recipient, expires_at)),
            _ => {}
        }
    }
    sent.invitations.sort();
    sent
}

/// Whom of the invited it is time to remind: those whose day has come, once, unless they are out of date.
fn to_remind(plans: &mut [Plan], now: Timestamp) -> Vec<(String, Timestamp)> {
    let mut due = Vec::new();
    for plan in plans {
        let before = plan.reminders.len();
        plan.reminders.retain(|&at| at > now);
        if let Some(expires_at) = plan.expires_at.filter(|&at| at > now && plan.reminders.len() < before) {
            due.push((plan.email.clone(), expires_at));
        }
    }
    due.sort();
    due
}

/// Has Olga send an invitation again when it is time.
async fn resend(stage: &Stage, olga: &Persona, plans: &mut [Plan], now: Timestamp) {
    if now == at_hour(RESENT) {
        let plan = plans.iter_mut().find(|plan| plan.email == "invited30@acme.test").expect("invited");
        let row = &stage.rows("select id from invitations where email = 'invited30@acme.test'").await[0];
        let id = domain::InvitationId(row.try_get_by_index(0).expect("an id"));
        set(olga, Command::Resend { invitations: vec![id] }).await;
        (plan.expires_at, plan.reminders) = (Some(now.plus_days(30)), reminders(now));
    }
}

fn is_out(now: Timestamp) -> bool {
    OUTAGES.iter().any(|&(from, until)| (BEGIN.plus_ms(from)..BEGIN.plus_ms(until)).contains(&now))
}

async fn a_year_goes_by(stage: Stage) {
    let olga = stage.acme().await;
    let mut plans = people(&stage, &olga).await;
    // One was imported, say: nobody has ever seen them.
    stage.sql("update users set last_active = null where email = 'guest11@acme.test'").await.expect("set");
    plans.iter_mut().filter(|plan| plan.name == "guest11").for_each(|plan| plan.seen_at = None);
    sent(&stage.directory).await;
    let mut minutes: BTreeSet<Timestamp> = plans
        .iter()
        .flat_map(Plan::moments)
        .flat_map(|at| [at.plus_ms(-MINUTE_MS), at.plus_ms(-1), at, at.plus_ms(MINUTE_MS)])
        .chain(OUTAGES.iter().map(|&(_, until)| BEGIN.plus_ms(until)))
        .chain((0..=365).map(at_hour))
        .chain([2, 5, 30].map(|days| at_hour(RESENT + days).plus_ms(-1)))
        .collect();
    minutes.retain(|&at| at > stage.directory.now() && !is_out(at));
    let mut directory = server(&stage).await;
    let mut tokens = BTreeMap::new();
    let mut told: BTreeSet<(String, Timestamp)> = BTreeSet::new();
    let mut invited = 0;
    let mut expected: BTreeSet<(String, Timestamp)> = BTreeSet::new();
    for (visit, now) in minutes.into_iter().enumerate() {
        stage.clock.advance(now.since(stage.clock.now()));
        if visit % 50 == 49 {
            directory.close().await.expect("closed");
            directory = server(&stage).await;
        }
        assert_eq!(Picture::seen(&directory).await, Picture::expected(&plans, now), "{}", now.to_rfc3339());
        sign_ins(&directory, &mut plans, &mut tokens, now).await;
        resend(&stage, &Persona { directory: directory.clone(), ..olga.clone() }, &mut plans, now).await;
        directory.remind().await.expect("looked");
        directory.remind_invited().await.expect("looked");
        let Sent { ends, invitations } = sent(&directory).await;
        assert_eq!(invitations, to_remind(&mut plans, now), "{}", now.to_rfc3339());
        invited += invitations.len();
        for reminder in ends {
            assert!(told.insert(reminder.clone()), "{reminder:?} twice");
        }
        for plan in &plans {
            let due = |end: &Timestamp| (end.plus_days(-7)..*end).contains(&now);
            if let Some(end) = plan.ends_at.filter(due) {
                expected.extend([(plan.email.clone(), end), (olga.email.clone(), end)]);
            }
        }
        assert_eq!(told, expected, "{}", now.to_rfc3339());
    }
    assert_eq!(invited, 2 + 2 + 2, "of a week and of a month, which was sent again");
    assert_eq!(told.len(), 2 * 11, "all but the one whose last week had no server");
    let never_told =
        plans.iter().filter(|plan| plan.ends_at.is_some_and(|end| !told.contains(&(plan.email.clone(), end))));
    assert_eq!(never_told.map(|plan| plan.name.as_str()).collect::<Vec<_>>(), ["guest7"]);
    assert!(plans.iter().all(|plan| plan.status(stage.clock.now()) != Status::Invited));
}
