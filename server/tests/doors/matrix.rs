//! The authorization matrix: every server function, asked by everybody, about everything; what comes of it
//! stands in `tests/authz/matrix.csv`, and a change of it is a change to read and to mean.
//!
//! `UPDATE_MATRIX=1` writes the file anew.

use crate::house::{Answered, House, Person};
use axum::body::Body;
use directory::{Caller, SecretKey};
use domain::{Addressee, ChangeOrganization, Command, CommandId, InvitationId, Invite, Name, RoleKey, SessionId};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use uuid::Uuid;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/authz/matrix.csv");
const HEAD: &str = "function,actor,target,outcome\n";

/// Who asks: what they are, and who is it.
const ACTORS: [(&str, &str); 9] = [
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

/// A function's line in the matrix: about what it is asked, and how.
pub struct Policy {
    pub function: &'static str,
    targets: &'static [&'static str],
    arguments: fn(&Asked) -> Option<Value>,
    /// What has to be so for the question to make sense.
    before: Option<fn(&Asked) -> Option<Command>>,
}

/// One cell's question.
struct Asked<'a> {
    base: &'a Base,
    house: &'a House,
    actor: &'a str,
    target: &'a str,
}

const PEOPLE: &[&str] =
    &["self", "peer", "lower", "higher", "last owner", "other org", "non-existent", "their org", "no org"];
/// The last Owner cannot have been suspended or removed.
const BACK: &[&str] = &["self", "peer", "lower", "higher", "other org", "non-existent", "their org", "no org"];
const INVITATIONS: &[&str] = &["own", "peer", "lower", "higher", "other org", "non-existent", "their org", "no org"];
const ROLES: &[&str] = &["peer", "lower", "higher", "other org", "non-existent", "their org", "no org"];
const TEAMS: &[&str] = &["own", "another", "other org", "non-existent", "their org", "no org"];
const ORGS: &[&str] = &["mine", "their org", "no org"];
const SELF: &[&str] = &["-"];
const TOKENS: &[&str] = &["good", "unknown"];

const fn line(
    function: &'static str,
    targets: &'static [&'static str],
    arguments: fn(&Asked) -> Option<Value>,
) -> Policy {
    Policy { function, targets, arguments, before: None }
}

static POLICIES: [Policy; 45] = [
    line("users/set_role", PEOPLE, |a| {
        let member = a.person()? == a.house.user("mia").0 || a.person()? == a.house.user("max").0;
        let role = match (a.target, member) {
            ("their org", _) => "their admin",
            (_, true) => "team-owner",
            (_, false) => "member",
        };
        let role = a.house.roles[role];
        a.command(json!({ "users": [a.person()?], "role": role }))
    }),
    line("users/change_teams", PEOPLE, |a| {
        let team = match (a.target, a.actor) {
            ("their org", _) => "elsewhere",
            (_, "tom") => "design",
            _ => "support",
        };
        let team = a.house.teams[team];
        let (add, remove) = if a.actor == "tom" && a.target == "lower" {
            (json!([]), json!([team]))
        } else {
            (json!([team]), json!([]))
        };
        a.command(json!({ "users": [a.person()?], "add": add, "remove": remove }))
    }),
    line("users/suspend", PEOPLE, |a| a.command(json!({ "users": [a.person()?], "reason": null }))),
    Policy {
        function: "users/reactivate",
        targets: BACK,
        arguments: |a| a.command(json!({ "users": [a.person()?] })),
        before: Some(|a| Some(Command::Suspend { users: vec![domain::UserId(a.person()?)], reason: None })),
    },
    line("users/remove", PEOPLE, |a| a.command(json!({ "users": [a.person()?], "reason": null, "successors": [] }))),
    Policy {
        function: "users/restore",
        targets: BACK,
        arguments: |a| a.command(json!({ "users": [a.person()?] })),
        before: Some(|a| {
            Some(Command::Remove { users: vec![domain::UserId(a.person()?)], reason: None, successors: vec![] })
        }),
    },
    line("users/sign_out", PEOPLE, |a| a.command(json!({ "users": [a.person()?] }))),
    line("users/leave", &["mine", "last owner", "their org", "no org"], |a| a.command(json!({}))),
    line("users/undo", &["another's", "other org", "non-existent", "their org", "no org"], |a| {
        let command = match a.target {
            "another's" | "their org" | "no org" => a.base.command,
            "other org" => a.base.their_command,
            _ => CommandId(a.house.clock.fresh_id()),
        };
        a.command(json!({ "command": command }))
    }),
    line("invitations/send", ROLES, |a| {
        let role = match a.target {
            "other org" | "their org" => json!(a.house.roles["their member"]),
            "non-existent" => json!(a.house.clock.fresh_id()),
            "no org" => json!(a.house.roles["member"]),
            _ => json!(a.house.roles[a.relative_role()?]),
        };
        let teams = if a.actor == "tom" { vec![a.house.teams["design"]] } else { vec![] };
        let addresses = json!([{ "email": "fresh@acme.test", "name": null }]);
        let invite = json!({ "addresses": addresses, "role": role, "teams": teams, "days": 7, "note": null });
        a.command(json!({ "invite": invite }))
    }),
    line("invitations/resend", INVITATIONS, |a| a.command(json!({ "invitations": [a.invitation()?] }))),
    line("invitations/copy_link", INVITATIONS, |a| a.command(json!({ "invitation": a.invitation()? }))),
    line("invitations/revoke", INVITATIONS, |a| a.command(json!({ "invitations": [a.invitation()?] }))),
    Policy {
        function: "invitations/reopen",
        targets: INVITATIONS,
        arguments: |a| a.command(json!({ "invitations": [a.invitation()?] })),
        before: Some(|a| Some(Command::Revoke { invitations: vec![InvitationId(a.invitation()?)] })),
    },
    line("invitations/look_up", TOKENS, |a| Some(json!({ "token": a.token() }))),
    line("invitations/accept_as_new", TOKENS, |a| {
        Some(json!({ "token": a.token(), "name": "Ivy", "password": "a new good password" }))
    }),
    line("invitations/accept_with_password", TOKENS, |a| {
        Some(json!({ "token": a.token(), "password": crate::house::PASSWORD }))
    }),
    line("invitations/accept_signed_in", TOKENS, |a| Some(json!({ "token": a.token() }))),
    line("teams/list", ORGS, |a| Some(json!({ "org": a.org() }))),
    line("teams/create", ORGS, |a| a.command(json!({ "name": "New" }))),
    line("teams/rename", TEAMS, |a| a.command(json!({ "team": a.team(), "name": "Renamed" }))),
    line("teams/remove", TEAMS, |a| a.command(json!({ "team": a.team() }))),
    line("teams/set_owner", TEAMS, |a| {
        let user = a.house.user(if a.target == "another" { "tea" } else { "tom" });
        a.command(json!({ "team": a.team(), "user": user, "owner": false }))
    }),
    line("organization/general", ORGS, |a| Some(json!({ "org": a.org() }))),
    line("organization/roles", ORGS, |a| Some(json!({ "org": a.org() }))),
    line("organization/change", &["name", "seats", "their org", "no org"], |a| {
        let change = match a.target {
            "seats" => json!({ "name": null, "seat_limit": [50], "seat_policy": null }),
            _ => json!({ "name": "Changed", "seat_limit": [], "seat_policy": null }),
        };
        a.command(json!({ "change": change }))
    }),
    line("accounts/me", SELF, |_| Some(json!({}))),
    line("accounts/sign_in", SELF, |_| Some(json!({ "email": "mia@acme.test", "password": crate::house::PASSWORD }))),
    line("accounts/rename", SELF, |_| Some(json!({ "name": "Somebody Else" }))),
    line("accounts/set_preferences", SELF, |_| Some(json!({ "preferences": { "shortcuts_off": true } }))),
    line("accounts/set_language", SELF, |_| Some(json!({ "language": "de" }))),
    line("accounts/change_password", SELF, |_| {
        Some(json!({ "current": crate::house::PASSWORD, "new": "a new good password" }))
    }),
    line("accounts/request_email_change", SELF, |_| {
        Some(json!({ "password": crate::house::PASSWORD, "email": "new@acme.test" }))
    }),
    line("accounts/verify_email", &["unknown"], |a| Some(json!({ "token": a.token() }))),
    line("accounts/request_reset", SELF, |_| Some(json!({ "email": "mia@acme.test" }))),
    line("accounts/look_up_reset", TOKENS, |a| Some(json!({ "token": a.reset_token() }))),
    line("accounts/reset", TOKENS, |a| Some(json!({ "token": a.reset_token(), "password": "a new good password" }))),
    line("accounts/sessions", SELF, |_| Some(json!({}))),
    line("accounts/end_session", &["own", "somebody else's", "non-existent"], |a| {
        let id = match a.target {
            "own" => *a.base.sessions.get(a.actor)?,
            "somebody else's" => a.base.sessions["zoe"],
            _ => SessionId(a.house.clock.fresh_id()),
        };
        Some(json!({ "id": id }))
    }),
    line("accounts/sign_out_everywhere", SELF, |_| Some(json!({}))),
    line("installation/look_up", &["unknown"], |a| Some(json!({ "token": a.token() }))),
    line("installation/set_up", &["unknown"], |a| {
        let who = json!({ "name": "Eve", "email": "eve@evil.test", "password": "a new good password" });
        let mut all = who;
        all["token"] = json!(a.token());
        all["organization"] = json!("Evil");
        Some(all)
    }),
    // The same functions once more, where one question does not show it all.
    line("users/set_role", &["to a higher role"], |a| {
        a.command(json!({ "users": [a.house.user("max")], "role": a.house.roles[a.higher_role()?] }))
    }),
    line("users/change_teams", &["another's team"], |a| {
        a.command(json!({ "users": [a.house.user("mia")], "add": [a.house.teams["support"]], "remove": [] }))
    }),
    line("teams/set_owner", &["grant"], |a| {
        a.command(json!({ "team": a.house.teams["design"], "user": a.house.user("ana"), "owner": true }))
    }),
];

/// Every line.
pub fn policies() -> impl Iterator<Item = &'static Policy> {
    POLICIES.iter()
}

impl Asked<'_> {
    fn org(&self) -> &'static str {
        match self.target {
            "their org" => "umbrella",
            "no org" => "nowhere",
            _ => "acme",
        }
    }

    #[expect(clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "it ends the closures above")]
    fn command(&self, own: Value) -> Option<Value> {
        Some(self.house.command(self.org(), &own))
    }

    /// `None` where the cell has no meaning.
    fn person(&self) -> Option<Uuid> {
        let who = match (self.target, self.actor) {
            ("self", "" | "ivy" | "zed") => return None,
            ("self", actor) => actor,
            ("last owner", _) => "olga",
            ("other org" | "their org", _) => "zoe",
            ("no org", _) => "mia",
            ("non-existent", _) => return Some(self.house.clock.fresh_id()),
            ("peer", "olga") => "oscar",
            ("peer", "ana") => "ada",
            ("peer", "tom") => "tea",
            ("peer", _) => "max",
            ("lower", "mia") | ("higher", "olga") => return None,
            ("lower", "olga") => "ana",
            ("lower", _) => "mia",
            ("higher", "ana") => "olga",
            ("higher", _) => "ana",
            other => panic!("{other:?}"),
        };
        self.house.person(who).user.map(|user| user.0)
    }

    fn relative_role(&self) -> Option<&'static str> {
        Some(match (self.target, self.actor) {
            ("lower", "mia") | ("higher", "olga") => return None,
            ("peer", "olga") | ("higher", "ana") => "owner",
            ("peer", "ana") | ("lower", "olga") | ("higher", _) => "admin",
            ("peer", "tom") => "team-owner",
            _ => "member",
        })
    }

    fn higher_role(&self) -> Option<&'static str> {
        (self.actor != "olga").then_some(if self.actor == "ana" { "owner" } else { "admin" })
    }

    fn invitation(&self) -> Option<Uuid> {
        let id = match self.target {
            "own" => return self.base.own_invitations.get(self.actor).map(|id| id.0),
            "non-existent" => return Some(self.house.clock.fresh_id()),
            "other org" | "their org" => "their member",
            "no org" => "member",
            // To a Team owner, a peer's is one into no team of theirs.
            "peer" if self.actor == "tom" => "member",
            "lower" if self.actor == "tom" => "member in design",
            _ => self.relative_role()?,
        };
        Some(self.base.invitations[id].0)
    }

    fn team(&self) -> Uuid {
        match self.target {
            "another" => self.house.teams["support"].0,
            "other org" | "their org" => self.house.teams["elsewhere"].0,
            "non-existent" => self.house.clock.fresh_id(),
            _ => self.house.teams["design"].0,
        }
    }

    fn token(&self) -> String {
        if self.target == "good" {
            self.base.house.ivys_link.clone()
        } else {
            directory::Secret::fresh().expose().to_owned()
        }
    }

    fn reset_token(&self) -> String {
        if self.target == "good" {
            self.base.reset_token.clone()
        } else {
            directory::Secret::fresh().expose().to_owned()
        }
    }
}

/// The full house with what the questions are about, as a file to start each cell from.
struct Base {
    file: Vec<u8>,
    key: SecretKey,
    house: House,
    state: String,
    invitations: BTreeMap<&'static str, InvitationId>,
    own_invitations: BTreeMap<&'static str, InvitationId>,
    sessions: BTreeMap<&'static str, SessionId>,
    command: CommandId,
    their_command: CommandId,
    reset_token: String,
}

impl Base {
    async fn new(one_owner: bool) -> Self {
        let key = SecretKey::fresh();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("muster.db");
        let mut house = House::at(folder, &path, "http://localhost:3000", false, key.clone()).await;
        house.fill().await;
        if one_owner {
            let role = house.roles["member"];
            house.run("acme", Command::SetRole { users: vec![house.user("oscar")], role }).await;
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
            let invite = Invite { addresses, role: house.roles["member"], teams, days: 7, note: None };
            let answer = house.execute(&caller, "acme", Command::Invite(invite)).await.expect("invited");
            own_invitations.insert(who, answer.links[0].invitation);
        }
        let name = Name::parse("Umbrella 2").expect("a name");
        let change = ChangeOrganization { name: Some(name), ..ChangeOrganization::default() };
        let their_command = house.run("umbrella", Command::ChangeOrganization(change)).await.command;
        let role = house.roles["team-owner"];
        let command = house.run("acme", Command::SetRole { users: vec![house.user("max")], role }).await.command;
        let link = house.directory.reset_link(&Caller::operator(), "mia@acme.test").await.expect("a link");
        let reset_token = link.split('#').nth(1).unwrap_or_default().to_owned();
        let mut sessions = BTreeMap::new();
        for who in ["mia", "tom", "ana", "olga", "zed", "zoe", "ivy"] {
            let email = house.person(who).email;
            let visitor = directory::Visitor::default();
            let second = house.directory.sign_in(&email, crate::house::PASSWORD, &visitor).await.expect("signed in");
            sessions.insert(who, second.session);
        }
        let state = house.state().await;
        // What is in the log goes into the file.
        let copy = house.folder.path().join("copy.db");
        copy_to(&path, &copy).await;
        let file = std::fs::read(&copy).expect("the copy");
        Self { file, key, house, state, invitations, own_invitations, sessions, command, their_command, reset_token }
    }

    /// A fresh copy of the house, two minutes later.
    async fn again(&self) -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("muster.db");
        std::fs::write(&path, &self.file).expect("written");
        let mut house = House::at(folder, &path, "http://localhost:3000", false, self.key.clone()).await;
        house.clock.advance(120_000);
        house.people = self.house.people.clone();
        house.roles = self.house.roles.clone();
        house.teams = self.house.teams.clone();
        house
    }
}

async fn copy_to(from: &std::path::Path, to: &std::path::Path) {
    use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
    let database = sea_orm::Database::connect(format!("sqlite://{}", from.display())).await.expect("the database");
    let vacuum = format!("vacuum into '{}'", to.display());
    database.execute_raw(Statement::from_string(DbBackend::Sqlite, vacuum)).await.expect("copied");
    database.close().await.expect("closed");
}

async fn caller(house: &House, who: &str) -> Caller {
    let cookie = house.person(who).cookie.unwrap_or_default();
    let token = cookie.trim_start_matches("muster=");
    house.directory.session(token, None).await.expect("looked up").expect("a session").caller
}

/// What came of it, in a word or two.
fn outcome(answer: &Answered) -> String {
    let json = answer.json();
    if answer.status == StatusCode::OK {
        let refused = json.get("refused").and_then(Value::as_array).filter(|refused| !refused.is_empty());
        return match refused {
            Some(refused) => format!("refused {}", refused[0]["refusal"]["code"].as_str().unwrap_or("?")),
            None => "done".to_owned(),
        };
    }
    let code = json["refusal"]["code"].as_str().map(|code| format!(" {code}")).unwrap_or_default();
    format!("{} {}{code}", answer.status.as_u16(), json["error"].as_str().unwrap_or("?"))
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
    let mut table = String::from(HEAD);
    let mut problems = Vec::new();
    let (two, one) = (Base::new(false).await, Base::new(true).await);
    let mut houses: BTreeMap<bool, House> = BTreeMap::new();
    let mut peer = 0_u32;
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
                let after = house.state().await;
                if said != "done" && after != state {
                    problems.push(format!("{cell}: {said}, and yet something changed"));
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
    assert!(problems.is_empty(), "{problems:#?}");
    compare(&table);
}

/// What is not there comes first: the others are compared with it.
fn sorted(targets: &[&'static str]) -> Vec<&'static str> {
    let mut targets = targets.to_vec();
    targets.sort_by_key(|target| *target != "non-existent");
    targets
}

async fn ask(house: &House, person: &Person, peer: u32, function: &str, arguments: &Value) -> Answered {
    let request = house
        .asks(person, &Method::POST, &format!("/api/{function}"))
        .header("content-type", "application/json")
        .body(Body::from(arguments.to_string()))
        .expect("a request");
    house.send_from(std::net::Ipv4Addr::from(0x0a00_0000 + peer).octets(), request).await
}

/// What is wrong with the events of an allowed command: there are some, and they name the actor and whom it was
/// about.
fn told(answer: &Answered, house: &House, actor: &str, arguments: &Value) -> Option<String> {
    let json = answer.json();
    let events = json["events"].as_array()?;
    if events.is_empty() {
        return Some("done without an event".to_owned());
    }
    let about = ["users", "invitations", "invitation", "team"].iter().find_map(|name| match arguments.get(name)? {
        Value::Array(several) => several.first().cloned(),
        one => Some(one.clone()),
    });
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
