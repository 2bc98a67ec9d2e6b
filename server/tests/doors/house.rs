//! A house for stories: the organization Acme, its people with their sessions, and the doors.

use crate::store::{Kind, Store};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use directory::{Caller, Clock, Config, Directory, Error, NewOwner, OrgRef, PasswordCost, SecretKey, Visitor, connect};
use domain::{
    Addressee, Answer, BundleId, BundleShape, Change, Command, CommandId, Envelope, Invite, Name, Permission, RoleId,
    RoleKey, TeamId, Timestamp, UserId,
};
use http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use http::{HeaderMap, Method, Request, StatusCode};
use serde_json::{Value, json};
use server::doors::Doors;
use server::router::router;
use server::security::peer::Peer;
use server::site::Site;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tower::ServiceExt as _;

/// Where the house stands.
pub const HOST_NAME: &str = "localhost:3000";
/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";

/// Somebody, as the doors see them.
#[derive(Clone, Debug, Default)]
pub struct Person {
    pub email: String,
    pub cookie: Option<String>,
    pub user: Option<UserId>,
}

/// What a door answered.
#[derive(Debug)]
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// The name of an error or a refusal: all of it, or what its details stand under.
pub fn code(json: &Value) -> &str {
    let of_details = || json.as_object().and_then(|fields| fields.keys().next());
    json.as_str().or_else(|| of_details().map(String::as_str)).unwrap_or_default()
}

impl Answered {
    pub async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body that ends").to_vec();
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {} {}", self.status, self.text()))
    }

    pub fn error(&self) -> String {
        code(&self.json()).to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str()).unwrap_or_default()
    }

    /// The session's cookie, as a browser would send it back.
    pub fn cookie(&self) -> Option<String> {
        let set = self.headers.get(SET_COOKIE)?.to_str().ok()?;
        Some(set.split(';').next()?.to_owned())
    }
}

/// The house.
pub struct House {
    pub directory: Directory,
    pub doors: Doors,
    pub router: Router,
    pub clock: Clock,
    pub people: BTreeMap<&'static str, Person>,
    pub roles: BTreeMap<&'static str, RoleId>,
    pub teams: BTreeMap<&'static str, TeamId>,
    /// The secret of Ivy's link.
    pub ivys_link: String,
    pub store: Store,
}

impl House {
    /// An empty house, at nine in the morning.
    pub async fn empty() -> Self {
        Self::at(Store::fresh(Kind::Sqlite).await, "http://localhost:3000", false, SecretKey::fresh()).await
    }

    /// An empty house at another address, or with a mail server.
    pub async fn empty_at(public_url: &str, mail: bool) -> Self {
        Self::at(Store::fresh(Kind::Sqlite).await, public_url, mail, SecretKey::fresh()).await
    }

    pub async fn at(store: Store, public_url: &str, mail: bool, key: SecretKey) -> Self {
        let database = connect(&store.url).await.expect("a database");
        database.migrate().await.expect("a schema");
        let clock = Clock::set(Timestamp::from_date("2026-11-24").expect("a day").plus_ms(9 * 3_600_000));
        let mut config = Config::new(public_url.to_owned(), key);
        config.mail = mail;
        config.mail_wait_ms = 0;
        config.password_cost = PasswordCost { memory_kib: 8, passes: 1 };
        let directory = Directory::new(database, clock.clone(), config);
        let doors = Doors::new(directory.clone(), public_url.parse().expect("an address"), 0);
        let router = router(&doors, Site::without_files());
        let (people, roles, teams) = <_>::default();
        Self { directory, doors, router, clock, people, roles, teams, ivys_link: String::new(), store }
    }

    /// Acme with Olga and Oscar (Owners), Ana and Ada (Admins), Tom (owns Design) and Tea (owns Support), Mia (in
    /// Design) and Max (Members), Sam (suspended), Rae (removed, with a session); Ivy is invited and has an
    /// account elsewhere; Zed owns Umbrella, where Zoe is a Member.
    pub async fn full() -> Self {
        let mut house = Self::empty().await;
        house.fill().await;
        house
    }

    pub async fn fill(&mut self) {
        self.found("acme", "olga", "olga@acme.test").await;
        for (team, name) in [("design", "Design"), ("support", "Support")] {
            let id = self.create_team("acme", name).await;
            self.teams.insert(team, id);
        }
        let design = self.teams["design"];
        for (who, role, teams) in [
            ("oscar", RoleKey::Owner, vec![]),
            ("ana", RoleKey::Admin, vec![]),
            ("ada", RoleKey::Admin, vec![]),
            ("tom", RoleKey::TeamOwner, vec![design]),
            ("tea", RoleKey::TeamOwner, vec![self.teams["support"]]),
            ("mia", RoleKey::Member, vec![design]),
            ("max", RoleKey::Member, vec![]),
            ("sam", RoleKey::Member, vec![]),
            ("rae", RoleKey::Member, vec![]),
        ] {
            self.join("acme", who, role, teams).await;
        }
        for (who, team) in [("tom", "design"), ("tea", "support")] {
            let command = Command::SetTeamOwner { team: self.teams[team], user: self.user(who), owner: true };
            self.run("acme", command).await;
        }
        self.run(
            "acme",
            Command::Suspend { users: vec![self.user("sam")], reason: None, successors: Vec::new(), heir: None },
        )
        .await;
        let remove = Command::Remove { users: vec![self.user("rae")], reason: None, successors: vec![], heir: None };
        self.run("acme", remove).await;
        self.found("umbrella", "zed", "zed@umbrella.test").await;
        let team = self.create_team("umbrella", "Elsewhere").await;
        self.teams.insert("elsewhere", team);
        self.join("umbrella", "zoe", RoleKey::Member, vec![]).await;
        self.join("umbrella", "ivy", RoleKey::Member, vec![]).await;
        self.ivys_link = self.invite("acme", "ivy@umbrella.test", RoleKey::Member, vec![]).await.1;
    }

    pub fn person(&self, who: &str) -> Person {
        self.people.get(who).cloned().unwrap_or_default()
    }

    pub fn user(&self, who: &str) -> UserId {
        self.person(who).user.unwrap_or_else(|| panic!("{who} is no user"))
    }

    pub async fn found(&mut self, org: &str, who: &'static str, email: &str) {
        let owner = NewOwner {
            org: org.to_owned(),
            org_name: None,
            email: email.to_owned(),
            name: Some(who.to_owned()),
            password: PASSWORD.to_owned(),
        };
        let made = self.directory.create_owner(&Caller::operator(), &owner).await.expect("founded");
        let signed_in = self.directory.sign_in(email, PASSWORD, &Visitor::default()).await.expect("signed in");
        let cookie = Some(format!("muster={}", signed_in.token.expose()));
        let person = Person { email: email.to_owned(), cookie, user: Some(made.user) };
        self.people.insert(who, person);
        let roles = self.directory.roles(&Caller::operator(), &OrgRef::from(org)).await.expect("roles").roles;
        for card in roles {
            let key = card.role.key.expect("built in");
            let name = match (org, key) {
                ("acme", key) => key.slug(),
                (_, RoleKey::Member) => "their member",
                (_, RoleKey::Admin) => "their admin",
                _ => continue,
            };
            self.roles.insert(name, card.role.id);
        }
    }

    /// Does something as the operator.
    pub async fn run(&self, org: &str, command: Command) -> Answer {
        self.execute(&Caller::operator(), org, command).await.expect("done")
    }

    pub async fn execute(&self, caller: &Caller, org: &str, command: Command) -> Result<Answer, Error> {
        let envelope = Envelope { intent_id: CommandId(self.clock.fresh_id()), seen_seq: 1_000_000, command };
        self.directory.execute(caller, &OrgRef::from(org), envelope).await
    }

    pub async fn create_team(&self, org: &str, name: &str) -> TeamId {
        let answer = self.run(org, Command::CreateTeam { name: Name::parse(name).expect("a name") }).await;
        match &answer.events[0].change {
            Change::TeamCreated { team } => team.id,
            other => panic!("{other:?}"),
        }
    }

    /// Makes a role of the organization's own.
    pub async fn create_role(&mut self, org: &str, name: &'static str, permissions: &[Permission]) {
        let command =
            Command::CreateRole { name: Name::parse(name).expect("a name"), permissions: permissions.to_vec() };
        match &self.run(org, command).await.events[0].change {
            Change::RoleCreated { role } => self.roles.insert(name, role.id),
            other => panic!("{other:?}"),
        };
    }

    /// Makes a bundle that gives a role for 90 days.
    pub async fn create_bundle(&self, org: &str, name: &str, role: &str) -> BundleId {
        let (name, role) = (Name::parse(name).expect("a name"), self.roles[role]);
        let shape = BundleShape { name, role, teams: Vec::new(), access_days: Some(90), note: None };
        match &self.run(org, Command::CreateBundle { shape }).await.events[0].change {
            Change::BundleCreated { bundle } => bundle.id,
            other => panic!("{other:?}"),
        }
    }

    /// Has everybody have come by one of these bundles of their organization.
    pub async fn come_by(&self, names: &str) {
        let bundle = format!("select id from bundles where org_id = users.org_id and name in ({names})");
        self.store.execute(&format!("update users set bundle_id = ({bundle})")).await;
    }

    /// Invites and gives the link's secret.
    pub async fn invite(&self, org: &str, email: &str, role: RoleKey, teams: Vec<TeamId>) -> (Answer, String) {
        let role = if org == "acme" { self.roles[role.slug()] } else { self.roles["their member"] };
        let addresses = vec![Addressee { email: email.to_owned(), name: None }];
        let answer = self
            .run(
                org,
                Command::Invite(Invite {
                    addresses,
                    role,
                    teams,
                    days: 7,
                    note: None,
                    start_fresh: Vec::new(),
                    access_days: None,
                    bundle: None,
                }),
            )
            .await;
        let link = answer.links.first().map(|link| link.url.clone()).unwrap_or_default();
        let secret = link.split('#').nth(1).unwrap_or_default().to_owned();
        (answer, secret)
    }

    pub async fn join(&mut self, org: &str, who: &'static str, role: RoleKey, teams: Vec<TeamId>) {
        let email = format!("{who}@{org}.test");
        let (_, secret) = self.invite(org, &email, role, teams).await;
        let accepted = self.directory.accept_as_new(&secret, who, PASSWORD, &Visitor::default()).await.expect("joined");
        let cookie = accepted.signed_in.map(|signed_in| format!("muster={}", signed_in.token.expose()));
        self.people.insert(who, Person { email, cookie, user: Some(accepted.user) });
    }

    /// A request as a browser on one of our pages sends it.
    pub fn asks(&self, who: &Person, method: &Method, path: &str) -> http::request::Builder {
        let mut builder = Request::builder().method(method).uri(path).header(HOST, HOST_NAME);
        if *method == Method::POST {
            builder = builder.header(ORIGIN, format!("http://{HOST_NAME}")).header("sec-fetch-site", "same-origin");
        }
        if let Some(cookie) = &who.cookie {
            builder = builder.header(COOKIE, cookie);
        }
        builder
    }

    pub async fn send(&self, request: Request<Body>) -> Answered {
        self.send_from([192, 0, 2, 1], request).await
    }

    pub async fn send_from(&self, ip: [u8; 4], mut request: Request<Body>) -> Answered {
        request.extensions_mut().insert(Peer(SocketAddr::from((ip, 50_000))));
        let response = self.router.clone().oneshot(request).await.expect("never fails");
        Answered::of(response).await
    }

    pub async fn get(&self, who: &Person, path: &str) -> Answered {
        self.send(self.asks(who, &Method::GET, path).body(Body::empty()).expect("a request")).await
    }

    /// Calls a server function.
    pub async fn call(&self, who: &Person, function: &str, arguments: &Value) -> Answered {
        let builder =
            self.asks(who, &Method::POST, &format!("/api/{function}")).header(CONTENT_TYPE, "application/json");
        self.send(builder.body(Body::from(arguments.to_string())).expect("a request")).await
    }

    /// Sends a form.
    pub async fn form(&self, who: &Person, path: &str, form: &str) -> Answered {
        let builder = self.asks(who, &Method::POST, path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(builder.body(Body::from(form.to_owned())).expect("a request")).await
    }

    /// The arguments that every command has, and its own.
    pub fn command(&self, org: &str, own: &Value) -> Value {
        let mut all = json!({ "org": org, "intent_id": self.clock.fresh_id(), "seen_seq": 1_000_000 });
        let fields = own.as_object().cloned().unwrap_or_default();
        all.as_object_mut().expect("an object").extend(fields);
        all
    }

    /// What people can change, to see that nothing did: the rows of the tables, as text.
    pub async fn state(&self) -> String {
        self.store
            .rows_of(&[
                "organizations",
                "users",
                "team_users",
                "roles",
                "teams",
                "invitations",
                "invitation_teams",
                "invitation_links",
                "bundles",
                "bundle_teams",
            ])
            .await
    }
}
