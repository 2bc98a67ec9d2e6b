//! The authorization matrix: every server function, asked by everybody, about everything; what comes of it
//! stands in `tests/authz/matrix.csv`, and a change of it is a change to read and to mean.
//!
//! `UPDATE_MATRIX=1` writes the file anew.

use crate::house::{Answered, House, Person, code};
use crate::policies::{Asked, policies};
use crate::secrets::{Log, Secrets};
use crate::store::{Kind, Store};
use axum::body::Body;
use directory::{Caller, SecretKey};
use domain::{
    Addressee, BundleId, ChangeOrganization, Command, CommandId, InvitationId, Invite, Name, Permission, RoleKey,
    SessionId,
};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use uuid::Uuid;

pub const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/authz/matrix.csv");
const HEAD: &str = "function,actor,target,outcome\n";

/// Who asks: what they are, and who is it.
pub const ACTORS: [(&str, &str); 9] = [
    ("anonymous", ""),
    ("invited", "ivy"),
    ("member", "mia"),
    ("team owner", "tom"),
    ("admin", "ana"),
    ("owner", "olga"),
    ("suspended", "sam"),
    ("removed with live session", "rae"),
    ("other organization's owner", "zed"),
];

/// The full house with what the questions are about, to start each cell from.
pub struct Base {
    pub key: SecretKey,
    pub house: House,
    pub state: String,
    pub invitations: BTreeMap<&'static str, InvitationId>,
    pub own_invitations: BTreeMap<&'static str, InvitationId>,
    pub sessions: BTreeMap<&'static str, SessionId>,
    pub bundles: BTreeMap<&'static str, BundleId>,
    pub command: CommandId,
    /// The event that it caused.
    pub event: u64,
    pub their_command: CommandId,
    pub reset_token: String,
    /// Somebody who asks to join, by organization.
    pub requests: BTreeMap<&'static str, InvitationId>,
    /// The secret of a link by which somebody asks to join.
    pub join_token: String,
    /// What no answer may have in it.
    pub secrets: Secrets,
}

impl Base {
    pub async fn new(kind: Kind, one_owner: bool) -> Self {
        let key = SecretKey::fresh();
        let mut house = House::at(Store::fresh(kind).await, "http://localhost:3000", false, key.clone()).await;
        house.fill().await;
        if one_owner {
            let role = house.roles["member"];
            house.run("acme", Command::SetRole { users: vec![house.user("oscar")], role }).await;
        }
        for (name, org, permissions) in [
            ("custom", "acme", &[Permission::UsersRead, Permission::UsersSuspend][..]),
            ("custom above", "acme", &[Permission::UsersRead, Permission::SeatsManage][..]),
            ("their custom", "umbrella", &[][..]),
        ] {
            house.create_role(org, name, permissions).await;
        }
        let mut bundles = BTreeMap::new();
        for (name, org, role) in
            [("members", "acme", "member"), ("owners", "acme", "owner"), ("theirs", "umbrella", "their member")]
        {
            bundles.insert(name, house.create_bundle(org, name, role).await);
        }
        let mut invitations = BTreeMap::new();
        for (name, role, teams) in [
            ("member", RoleKey::Member, vec![]),
            ("member in design", RoleKey::Member, vec![house.teams["design"]]),
            ("team-owner", RoleKey::TeamOwner, vec![]),
            ("admin", RoleKey::Admin, vec![]),
            ("owner", RoleKey::Owner, vec![]),
        ] {
            let email = format!("{}@invited.test", name.replace(' ', "."));
            let (answer, _) = house.invite("acme", &email, role, teams).await;
            invitations.insert(name, answer.links[0].invitation);
        }
        let (answer, _) = house.invite("umbrella", "them@invited.test", RoleKey::Member, vec![]).await;
        invitations.insert("their member", answer.links[0].invitation);
        let mut own_invitations = BTreeMap::new();
        for who in ["tom", "ana", "olga"] {
            let caller = caller(&house, who).await;
            let addresses = vec![Addressee { email: format!("of-{who}@invited.test"), name: None }];
            let teams = if who == "tom" { vec![house.teams["design"]] } else { vec![] };
            let invite = Invite {
                addresses,
                role: house.roles["member"],
                teams,
                days: 7,
                note: None,
                start_fresh: Vec::new(),
                access_days: None,
                bundle: None,
            };
            let answer = house.execute(&caller, "acme", Command::Invite(invite)).await.expect("invited");
            own_invitations.insert(who, answer.links[0].invitation);
        }
        let name = Name::parse("Umbrella 2").expect("a name");
        let change = ChangeOrganization { name: Some(name), ..ChangeOrganization::default() };
        let their_command = house.run("umbrella", Command::ChangeOrganization(change)).await.command;
        let role = house.roles["team-owner"];
        let done = house.run("acme", Command::SetRole { users: vec![house.user("max")], role }).await;
        let (command, event) = (done.command, done.seq);
        let link = house.directory.reset_link(&Caller::operator(), "mia@acme.test").await.expect("a link");
        let reset_token = link.split('#').nth(1).unwrap_or_default().to_owned();
        let mut sessions = BTreeMap::new();
        for who in ["mia", "tom", "ana", "olga", "zed", "zoe", "ivy"] {
            let email = house.person(who).email;
            let visitor = directory::Visitor::default();
            let second = house.directory.sign_in(&email, crate::house::PASSWORD, &visitor).await.expect("signed in");
            sessions.insert(who, second.session);
        }
        let mut requests = BTreeMap::new();
        for org in ["acme", "umbrella"] {
            let answered = house.request(org, "kit@asks.test").await;
            house.directory.confirm_request(&answered, None).await.expect("asked");
            requests.insert(org, house.standing_request(org).await);
            house.take_requests(org, &[]).await;
        }
        house.open().await;
        house.come_by("'members', 'theirs'").await;
        let join_token = house.request("open", "kim@asks.test").await;
        let state = house.state().await;
        let secrets = Secrets::of(&house, &[&reset_token, &join_token]).await;
        Self {
            requests,
            join_token,
            secrets,
            key,
            house,
            state,
            invitations,
            bundles,
            own_invitations,
            sessions,
            command,
            event,
            their_command,
            reset_token,
        }
    }

    /// A fresh copy of the house, two minutes later.
    pub async fn again(&self) -> House {
        let copy = self.house.store.copy().await;
        let mut house = House::at(copy, "http://localhost:3000", false, self.key.clone()).await;
        house.clock.advance(120_000);
        house.people = self.house.people.clone();
        house.roles = self.house.roles.clone();
        house.teams = self.house.teams.clone();
        house
    }
}

async fn caller(house: &House, who: &str) -> Caller {
    let cookie = house.person(who).cookie.unwrap_or_default();
    let token = cookie.trim_start_matches("muster=");
    house.directory.session(token, None).await.expect("looked up").expect("a session").caller
}

/// What came of it, in a word or two.
pub fn outcome(answer: &Answered) -> String {
    let json = answer.json();
    if answer.status == StatusCode::OK {
        if json == "cancelled" {
            return "cancelled".to_owned();
        }
        if json.get("planned").is_some() {
            return "planned".to_owned();
        }
        let refused = json.get("refused").and_then(Value::as_array).filter(|refused| !refused.is_empty());
        return match refused {
            Some(refused) => format!("refused {}", code(&refused[0]["refusal"])),
            None => "done".to_owned(),
        };
    }
    let refusal = json["refused"].get("refusal").map(|refusal| format!(" {}", code(refusal))).unwrap_or_default();
    format!("{} {}{refusal}", answer.status.as_u16(), code(&json))
}

/// A body without what differs from one asking to the next.
fn comparable(answer: &Answered) -> String {
    let text = answer.text();
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| rest.get(at..at + 36).is_some_and(|id| id.parse::<Uuid>().is_ok()))
    {
        plain.push_str(&rest[..at]);
        plain.push_str("ID");
        rest = &rest[at + 36..];
    }
    plain + rest
}

#[tokio::test]
async fn the_matrix_holds() {
    holds_on(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_holds_on_postgresql() {
    holds_on(Kind::Postgres).await;
}

async fn holds_on(kind: Kind) {
    let mut table = String::from(HEAD);
    let mut problems = Vec::new();
    let (two, one) = (Base::new(kind, false).await, Base::new(kind, true).await);
    let mut houses: BTreeMap<bool, House> = BTreeMap::new();
    let mut peer = 0_u32;
    // Of SQLite: on PostgreSQL the work is done on several threads.
    let log = Log::default();
    let kept = (kind == Kind::Sqlite).then(|| log.kept());
    for policy in policies() {
        for (actor_name, actor) in ACTORS {
            let mut unknown = None;
            for target in sorted(policy.targets) {
                let one_owner = target == "last owner";
                let base = if one_owner { &one } else { &two };
                let house = match houses.remove(&one_owner) {
                    Some(house) => house,
                    None => base.again().await,
                };
                let asked = Asked { base, house: &house, actor, target };
                let Some(arguments) = (policy.arguments)(&asked) else {
                    houses.insert(one_owner, house);
                    continue;
                };
                let mut state = base.state.clone();
                if let Some(command) = policy.before.and_then(|before| before(&asked)) {
                    // Where it cannot be so, the question is asked all the same.
                    let _ = house.execute(&Caller::operator(), asked.org(), command).await;
                    state = house.state().await;
                }
                peer += 1;
                let person = if actor.is_empty() { Person::default() } else { house.person(actor) };
                let answer = ask(&house, &person, peer, policy.function, &arguments).await;
                let cell = format!("{} | {actor_name} | {target}", policy.function);
                let said = outcome(&answer);
                // S-06.
                if let Some(secret) = base.secrets.in_answer(&answer) {
                    problems.push(format!("{cell}: {secret} is in the answer"));
                }
                let after = house.state().await;
                if said != "done" && after != state {
                    problems.push(format!("{cell}: {said}, and yet something changed"));
                }
                if let Some(code) = said.strip_prefix("403 refused ") {
                    let noted = attempts_from(&house, peer).await;
                    if noted != [code] {
                        problems.push(format!("{cell}: {code} is noted as {noted:?}"));
                    }
                }
                if said == "done" && person.cookie.is_some() && answer.json().get("events").is_some() {
                    problems
                        .extend(told(&answer, &house, actor, &arguments).map(|problem| format!("{cell}: {problem}")));
                }
                if said.contains("not_found") {
                    let body = comparable(&answer);
                    match &unknown {
                        None => unknown = Some(body),
                        Some(first) if *first == body => {}
                        Some(first) => problems.push(format!("{cell}: {body} differs from what is not there: {first}")),
                    }
                }
                writeln!(table, "{},{actor_name},{target},{said}", policy.function).expect("a text");
                if after == base.state && said != "done" {
                    houses.insert(one_owner, house);
                }
            }
        }
    }
    drop(kept);
    let log = log.text();
    for secrets in [&two.secrets, &one.secrets] {
        problems.extend(secrets.in_text(&log).map(|secret| format!("{secret} is logged")));
    }
    assert!(problems.is_empty(), "{problems:#?}");
    compare(&table);
}

/// The codes of the refused attempts that came from a peer.
async fn attempts_from(house: &House, peer: u32) -> Vec<String> {
    use sea_orm::{ConnectionTrait as _, Statement};
    let raw = house.store.raw().await;
    let sql = format!("select code from refused_attempts where ip = '{}'", address_of(peer));
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.expect("rows");
    let codes = rows.iter().map(|row| row.try_get_by_index(0).expect("a code")).collect();
    raw.close().await.expect("closed");
    codes
}

/// Everybody who asks comes from an address of their own.
fn address_of(peer: u32) -> std::net::Ipv4Addr {
    std::net::Ipv4Addr::from(0x0a00_0000 + peer)
}

/// What is not there comes first: the others are compared with it.
pub fn sorted(targets: &[&'static str]) -> Vec<&'static str> {
    let mut targets = targets.to_vec();
    targets.sort_by_key(|target| *target != "non-existent");
    targets
}

pub async fn ask(house: &House, person: &Person, peer: u32, function: &str, arguments: &Value) -> Answered {
    let request = house
        .asks(person, &Method::POST, &format!("/api/{function}"))
        .header("content-type", "application/json")
        .body(Body::from(arguments.to_string()))
        .expect("a request");
    house.send_from(address_of(peer).octets(), request).await
}

/// What is wrong with the events of an allowed command: there are some, and they name the actor and whom it was
/// about.
fn told(answer: &Answered, house: &House, actor: &str, arguments: &Value) -> Option<String> {
    let json = answer.json();
    let events = json["events"].as_array()?;
    if events.is_empty() {
        return Some("done without an event".to_owned());
    }
    let changes: Vec<String> = events.iter().map(|event| event["change"].to_string()).collect();
    if changes.iter().collect::<std::collections::BTreeSet<_>>().len() != changes.len() {
        return Some("one change is told twice".to_owned());
    }
    let fields = ["requests", "people", "users", "user", "invitations", "invitation", "team", "role", "bundle"];
    let about = fields.iter().find_map(|name| match arguments.get(name)? {
        Value::Array(several) => several.first().cloned(),
        one => Some(one.clone()),
    });
    let about = about.map(|about| about.as_object().and_then(|one| one.values().next()).cloned().unwrap_or(about));
    if about.is_some_and(|about| !json["events"].to_string().contains(&about.to_string())) {
        return Some("no event names whom it was about".to_owned());
    }
    let by = json!({ "user": house.user(actor) });
    events.iter().any(|event| event["actor"] != by).then(|| "an event names another actor".to_owned())
}

fn compare(table: &str) {
    let path = PathBuf::from(FILE);
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        std::fs::write(&path, table).expect("written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    let (was, is) = (lines(&expected), lines(table));
    let gone: Vec<_> = was.difference(&is).collect();
    let new: Vec<_> = is.difference(&was).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "the matrix changed. Was: {gone:#?}\nIs: {new:#?}\nIf that is meant, run the test with UPDATE_MATRIX=1."
    );
}
