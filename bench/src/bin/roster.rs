//! `cargo run --release -p bench --bin roster`: what the table's engine costs, at 1,000 to 100,000 people.

use domain::{
    AccountId, Authority, Choice, Direction, EmailAddress, Name, OrgId, OrgSettings, Organization, PeopleFilter, Role,
    RoleId, RoleKey, SeatPolicy, SortKey, Team, TeamId, TeamLink, Timestamp, User, UserId, UserState,
};
use roster::{Edit, Roster, Snapshot, Source, View};
use std::{collections::BTreeMap, hint::black_box, time::Instant};
use uuid::Uuid;

const NOW: Timestamp = Timestamp(1_795_000_000_000);
const GIVEN: [&str; 20] = [
    "Ana",
    "Zoë",
    "Łukasz",
    "Nora",
    "Jürgen",
    "Ольга",
    "محمد",
    "美咲",
    "민준",
    "Priya",
    "Thomas",
    "Ingrid",
    "Chloé",
    "Mateo",
    "Aisha",
    "Liam",
    "Sofia",
    "Noah",
    "Elif",
    "Kofi",
];
const FAMILY: [&str; 20] = [
    "Lima",
    "Ørsted",
    "Nguyễn",
    "Müller",
    "García",
    "Ivanova",
    "رضا",
    "田中",
    "김",
    "Sharma",
    "Okafor",
    "Smith",
    "Dubois",
    "Rossi",
    "Kowalski",
    "Andersson",
    "Demir",
    "Silva",
    "Haddad",
    "Mensah",
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap_or(0)
    }

    fn uuid(&mut self) -> Uuid {
        let mut part = || (self.roll(1 << 31) as u64) << 31 | self.roll(1 << 31) as u64;
        Uuid::from_u64_pair(part(), part())
    }
}

fn main() -> anyhow::Result<()> {
    println!("{:<44}{:>12}{:>12}{:>12}", "medians", "1,000", "10,000", "100,000");
    let mut table: Vec<(String, Vec<String>)> = Vec::new();
    for people in [1_000, 10_000, 100_000] {
        for (i, (what, figure)) in measure(people)?.into_iter().enumerate() {
            match table.get_mut(i) {
                Some((_, figures)) => figures.push(figure),
                None => table.push((what, vec![figure])),
            }
        }
    }
    for (what, figures) in table {
        println!("{what:<44}{:>12}{:>12}{:>12}", figures[0], figures[1], figures[2]);
    }
    Ok(())
}

fn median(runs: usize, mut run: impl FnMut() -> u128) -> String {
    let mut times: Vec<u128> = (0..runs).map(|_| run()).collect();
    times.sort_unstable();
    format!("{:.3} ms", times[runs / 2] as f64 / 1e6)
}

/// Nanoseconds that `work` takes.
#[expect(clippy::disallowed_methods, reason = "a benchmark is about the time that passes")]
fn time<T>(work: impl FnOnce() -> T) -> u128 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_nanos()
}

fn snapshot(people: usize) -> anyhow::Result<Snapshot> {
    let mut dice = Dice(42);
    let roles: Vec<Role> = RoleKey::ALL
        .iter()
        .map(|key| {
            let name = Name::parse(key.title())?;
            let id = RoleId(dice.uuid());
            Ok(Role { id, key: Some(*key), name, slug: key.slug().into(), permissions: key.permissions() })
        })
        .collect::<anyhow::Result<_>>()?;
    let teams: Vec<Team> = (0..40)
        .map(|i| {
            let name = Name::parse(&format!("Team {i}"))?;
            Ok(Team { id: TeamId(dice.uuid()), name, slug: format!("team-{i}") })
        })
        .collect::<anyhow::Result<_>>()?;
    let mut users: Vec<User> = Vec::with_capacity(people);
    for i in 0..people {
        let role = if i == 0 { 0 } else { [1, 2, 3, 3, 3, 3, 3, 3][dice.roll(8)] };
        let state = [UserState::Active, UserState::Active, UserState::Active, UserState::Suspended][dice.roll(4)];
        let name = format!("{} {}", GIVEN[dice.roll(20)], FAMILY[dice.roll(20)]);
        let mut links: Vec<TeamLink> = Vec::new();
        for _ in 0..dice.roll(4) {
            let team = teams[dice.roll(40)].id;
            if !links.iter().any(|link| link.team == team) {
                links.push(TeamLink { team, owner: false });
            }
        }
        let seq = (i as u64) + 1;
        users.push(User {
            id: UserId(dice.uuid()),
            account: AccountId(dice.uuid()),
            name: Name::parse(&name)?,
            email: EmailAddress::parse(&format!("person.{i}.{}@example{}.com", dice.roll(1_000), dice.roll(5)))?,
            role: roles[role].id,
            teams: links,
            state,
            joined_at: NOW.plus_ms(-60_000 * dice.roll(1_000_000) as i64),
            ends_at: None,
            role_until: None,
            role_after: None,
            last_active: (dice.roll(5) > 0).then(|| NOW.plus_ms(-60_000 * dice.roll(100_000) as i64)),
            removed_at: None,
            invited_by: users.get(dice.roll(people.min(20))).map(|user| user.id),
            role_seq: seq,
            teams_seq: seq,
            status_seq: seq,
            ends_seq: 0,
            dormant_at: None,
            bundle: None,
            second_factor: false,
        });
    }
    let settings = OrgSettings {
        name: Name::parse("Acme")?,
        seat_limit: None,
        seat_policy: SeatPolicy::Stop,
        tell_people: true,
        allowed_domains: Vec::new(),
        remind_invited: true,
        mail_words: BTreeMap::new(),
        dormancy: None,
        take_requests: false,
        require_second_factor: false,
    };
    let org = Organization { id: OrgId(dice.uuid()), slug: "acme".into(), settings, seq: people as u64 };
    let source = Source {
        org: &org,
        roles: &roles,
        teams: &teams,
        users: &users,
        invitations: &[],
        delivery_notes: &[],
        now: NOW,
        founded: Timestamp(0),
        past: false,
    };
    Ok(Snapshot::of(&source, &Authority::operator()))
}

fn filter(q: &str) -> PeopleFilter {
    PeopleFilter { q: q.to_owned(), ..PeopleFilter::default() }
}

fn measure(people: usize) -> anyhow::Result<Vec<(String, String)>> {
    let made = snapshot(people)?;
    let json = serde_json::to_vec(&made)?;
    let mut found = vec![("snapshot, JSON".to_owned(), format!("{} KB", json.len() / 1_000))];
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
    brotli::BrotliCompress(&mut json.as_slice(), &mut packed, &params)?;
    found.push(("snapshot, brotli 5".to_owned(), format!("{} KB", packed.len() / 1_000)));
    let mut note = |what: &str, runs: usize, run: &mut dyn FnMut() -> u128| {
        found.push((what.to_owned(), median(runs, run)));
    };
    let parse = || serde_json::from_slice::<Snapshot>(&json);
    note("parse JSON", 7, &mut || time(parse));
    note("load", 7, &mut || {
        let snapshot = made.clone();
        time(|| Roster::load(snapshot))
    });
    let mut roster = Roster::load(made.clone())?;
    note("snapshot of a roster", 5, &mut || time(|| roster.snapshot()));
    let all = roster.query(&filter(""), None);
    note("no filter", 51, &mut || time(|| roster.query(&filter(""), None)));
    for key in ["n", "no", "nora"] {
        note(&format!("search {key:?}"), 51, &mut || time(|| roster.query(&filter(key), Some(&all))));
    }
    let nor = roster.query(&filter("nor"), Some(&all));
    note("search \"nora\" after \"nor\"", 51, &mut || time(|| roster.query(&filter("nora"), Some(&nor))));
    note("search \"nora lim 7\"", 51, &mut || time(|| roster.query(&filter("nora lim 7"), None)));
    note("search for nobody", 51, &mut || time(|| roster.query(&filter("qzxqzx"), None)));
    let narrowed = PeopleFilter {
        roles: vec![Choice::of("admin"), Choice::of("member")],
        teams: vec![Choice::of("team-1"), Choice::of("team-2"), Choice::of("none")],
        statuses: vec![Choice::of("active")],
        ..filter("")
    };
    note("role, team and status filter", 51, &mut || time(|| roster.query(&narrowed, Some(&all))));
    for sort in [SortKey::Name, SortKey::LastActive, SortKey::Teams] {
        let sorted = PeopleFilter { sort, direction: Direction::Descending, ..filter("") };
        let what = format!("sort by {}", sort.slug());
        note(&format!("{what}, first"), 7, &mut || {
            let fresh = Roster::load(made.clone());
            fresh.map_or(0, |fresh| time(|| fresh.query(&sorted, None)))
        });
        note(&format!("{what}, again"), 51, &mut || time(|| roster.query(&sorted, None)));
    }
    let marked: View = roster.query(&filter("an"), None);
    note("marks of 50 rows", 51, &mut || {
        time(|| marked.rows.iter().take(50).map(|&row| roster.marks(row, &marked).name.len()).sum::<usize>())
    });
    let person = all.rows.get(people / 2).and_then(|&row| roster.row(row)).map(roster::RowRef::id);
    let admin = roster.roles().get(1).map(|role| role.id);
    if let (Some(person), Some(admin)) = (person, admin) {
        let mut view = roster.query(&filter(""), None);
        note("edit, refresh, take back", 51, &mut || {
            time(|| {
                let edit = roster.edit(person, Edit::Role(admin));
                roster.refresh(&mut view);
                edit.and_then(|edit| roster.take_back(edit))
            })
        });
    }
    note("a minute passes", 51, &mut || time(|| roster.at(NOW)));
    Ok(found)
}
