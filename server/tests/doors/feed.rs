//! What happens, as the pages hear it.

use crate::house::{House, Person};
use crate::store::{Kind, Store};
use axum::body::Body;
use directory::{Config, Directory, SecretKey, connect};
use domain::{Addressee, Change, Command, Event, Invite, RoleKey};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ORIGIN};
use http::{HeaderName, Method, StatusCode};
use http_body_util::BodyExt as _;
use server::doors::Doors;
use server::feed::{EVENTS_MAX, PER_ACCOUNT, QUEUE_MAX};
use server::router::router;
use server::security::peer::Peer;
use server::site::Site;
use std::net::SocketAddr;
use std::time::Duration;
use tower::ServiceExt as _;

/// By then whoever may not listen any more is cut off (S-32).
const CUT_OFF_WITHIN: Duration = Duration::from_secs(2);
/// By then something that happened is told.
pub const TOLD_WITHIN: Duration = Duration::from_secs(1);

/// A message of a stream.
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    pub name: String,
    pub id: String,
    pub data: String,
}

impl Message {
    fn read(text: &str) -> Option<Self> {
        let field = |name: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let message = Self { name: field("event"), id: field("id"), data: field("data") };
        (!message.name.is_empty() || !message.data.is_empty()).then_some(message)
    }

    fn events(&self) -> Vec<Event> {
        assert!(self.name.is_empty(), "events have no name");
        serde_json::from_str(&self.data).expect("events")
    }
}

/// An open stream.
pub struct Open(Body);

impl Open {
    /// The next message about what happened; `None` when the stream is over.
    async fn next(&mut self, within: Duration) -> Option<Message> {
        self.next_that(within, |message| !["present", "beside"].contains(&message.name.as_str())).await
    }

    /// The next message of a kind; `None` when the stream is over.
    pub async fn next_that(&mut self, within: Duration, is_it: impl Fn(&Message) -> bool) -> Option<Message> {
        tokio::time::timeout(within, async {
            loop {
                let frame = self.0.frame().await?.expect("it never fails");
                let text = String::from_utf8(frame.into_data().expect("no trailers").to_vec()).expect("text");
                assert!(text.ends_with("\n\n"), "whole messages: {text:?}");
                if let Some(message) = Message::read(&text).filter(&is_it) {
                    return Some(message);
                }
            }
        })
        .await
        .expect("in time")
    }

    async fn is_quiet(&mut self) -> bool {
        tokio::time::timeout(TOLD_WITHIN, self.next(TOLD_WITHIN * 2)).await.is_err()
    }
}

fn asks(house: &House, who: &Person, path: &str) -> http::request::Builder {
    house.asks(who, &Method::GET, path).header("sec-fetch-site", "same-origin")
}

/// Opens a stream at one of the servers of a house.
pub async fn open_at(
    server: &axum::Router,
    house: &House,
    who: &Person,
    headers: &[(HeaderName, &str)],
    path: &str,
) -> Open {
    let request = headers.iter().fold(asks(house, who, path), |request, (name, value)| request.header(name, *value));
    let mut request = request.body(Body::empty()).expect("a request");
    request.extensions_mut().insert(Peer(SocketAddr::from(([192, 0, 2, 1], 50_000))));
    let response = server.clone().oneshot(request).await.expect("never fails");
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[CONTENT_TYPE], "text/event-stream");
    assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
    Open(response.into_body())
}

pub async fn open(house: &House, who: &str) -> Open {
    let path = format!("/o/acme/feed?after={}", seq(house).await);
    open_at(&house.router, house, &house.person(who), &[], &path).await
}

pub async fn seq(house: &House) -> u64 {
    let caller = directory::Caller::operator();
    house.directory.snapshot(&caller, &"acme".into()).await.expect("seen").seq
}

/// Another server on the database of a house.
async fn another(house: &House) -> (Doors, axum::Router) {
    let database = connect(&house.store.url).await.expect("a database");
    let config = Config::new("http://localhost:3000".to_owned(), SecretKey::fresh());
    let directory = Directory::new(database, house.clock.clone(), config);
    let doors = Doors::new(directory, "http://localhost:3000".parse().expect("an address"), 0);
    let router = router(&doors, Site::without_files());
    (doors, router)
}

async fn house_on(kind: Kind) -> House {
    let mut house = House::at(Store::fresh(kind).await, "http://localhost:3000", false, SecretKey::fresh()).await;
    house.fill().await;
    house
}

#[tokio::test]
async fn whoever_sees_all_hears_what_happens_within_a_second_at_every_server() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let house = house_on(kind).await;
        let (_doors, elsewhere) = another(&house).await;
        let path = format!("/o/acme/feed?after={}", seq(&house).await);
        let mut here = open(&house, "olga").await;
        let mut there = open_at(&elsewhere, &house, &house.person("ana"), &[], &path).await;
        let answer =
            house.run("acme", Command::SetRole { users: vec![house.user("mia")], role: house.roles["admin"] }).await;
        for stream in [&mut here, &mut there] {
            let message = stream.next(TOLD_WITHIN).await.expect("told");
            assert_eq!((message.events(), message.id), (answer.events.clone(), answer.seq.to_string()), "{kind:?}");
        }
    }
}

#[tokio::test]
async fn a_stream_goes_on_from_where_the_page_is_and_last_event_id_is_the_later_word() {
    let house = House::full().await;
    let olga = house.person("olga");
    let before = seq(&house).await;
    house.create_team("acme", "Legal").await;
    house.create_team("acme", "Sales").await;
    let from = async |headers: &[(HeaderName, &str)], after: u64| {
        let mut stream = open_at(&house.router, &house, &olga, headers, &format!("/o/acme/feed?after={after}")).await;
        stream.next(TOLD_WITHIN).await.expect("told")
    };
    let numbers = |message: &Message| message.events().iter().map(|event| event.seq).collect::<Vec<_>>();
    assert_eq!(numbers(&from(&[], before).await), [before + 1, before + 2]);
    let last = (before + 1).to_string();
    let resumed = from(&[(HeaderName::from_static("last-event-id"), &last)], before).await;
    assert_eq!(numbers(&resumed), [before + 2]);
    let ahead = from(&[], before + 9).await;
    assert_eq!((ahead.name.as_str(), ahead.id), ("refresh", (before + 2).to_string()), "a backup was restored");
    let addresses =
        (0..EVENTS_MAX).map(|number| Addressee { email: format!("p{number}@far.test"), name: None }).collect();
    let invite = Invite {
        addresses,
        role: house.roles["their member"],
        teams: vec![],
        days: 7,
        note: None,
        start_fresh: vec![],
        access_days: None,
        bundle: None,
    };
    house.run("umbrella", Command::Invite(invite)).await;
    assert_eq!(numbers(&from(&[], before).await).len(), 2, "what happens elsewhere is nothing to hear");
    let zed = house.person("zed");
    let mut far = open_at(&house.router, &house, &zed, &[], "/o/umbrella/feed?after=1").await;
    assert_eq!(far.next(TOLD_WITHIN).await.expect("told").name, "refresh");
}

#[tokio::test]
async fn a_team_owner_hears_only_that_something_happened() {
    let house = House::full().await;
    let (mut tom, mut olga) = (open(&house, "tom").await, open(&house, "olga").await);
    let (answer, _) = house.invite("acme", "secret@elsewhere.test", RoleKey::Member, vec![]).await;
    let told = tom.next(TOLD_WITHIN).await;
    let seq = answer.seq.to_string();
    assert_eq!(told, Some(Message { name: "look".to_owned(), id: seq.clone(), data: seq }));
    assert!(olga.next(TOLD_WITHIN).await.expect("told").data.contains("secret@elsewhere.test"));
    // So does an Owner who looks as one.
    let seen_as = format!("see-as=acme.{}", house.roles["team-owner"]);
    let mut person = house.person("olga");
    person.cookie = person.cookie.map(|cookie| format!("{cookie}; {seen_as}"));
    let answer = house.get(&person, "/o/acme/feed?after=1").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "she owns no team, and sees nobody");
}

#[tokio::test]
async fn strangers_hear_nothing_and_not_whether_there_is_something() {
    let house = House::full().await;
    for (who, path, status) in [
        ("nobody", "/o/acme/feed?after=1", StatusCode::UNAUTHORIZED),
        ("nobody", "/o/nowhere/feed?after=1", StatusCode::UNAUTHORIZED),
        ("zed", "/o/acme/feed?after=1", StatusCode::NOT_FOUND),
        ("zed", "/o/nowhere/feed?after=1", StatusCode::NOT_FOUND),
        ("mia", "/o/acme/feed?after=1", StatusCode::NOT_FOUND),
        ("sam", "/o/acme/feed?after=1", StatusCode::UNAUTHORIZED),
        ("rae", "/o/acme/feed?after=1", StatusCode::UNAUTHORIZED),
    ] {
        let answer = house.get(&house.person(who), path).await;
        assert_eq!(answer.status, status, "{who} {path}");
    }
    let [unknown, not_theirs] = ["/o/nowhere/feed?after=1", "/o/acme/feed?after=1"];
    let zed = house.person("zed");
    assert_eq!(house.get(&zed, unknown).await.body, house.get(&zed, not_theirs).await.body);
    for query in ["", "?after=", "?after=x", "?after=-1", "?after=1&after=2"] {
        let answer = house.get(&house.person("olga"), &format!("/o/acme/feed{query}")).await;
        assert_eq!((answer.status, answer.error().as_str()), (StatusCode::BAD_REQUEST, "invalid"), "{query}");
        assert_eq!(answer.json()["invalid"]["field"], "after");
    }
}

#[tokio::test]
async fn s_57_another_site_s_page_opens_no_stream() {
    let house = House::full().await;
    let olga = house.person("olga");
    let site = HeaderName::from_static("sec-fetch-site");
    for (header, value) in [
        (&site, "cross-site"),
        (&site, "same-site"),
        (&site, "none"),
        (&ORIGIN, "https://evil.test"),
        (&ORIGIN, "null"),
    ] {
        let request = house.asks(&olga, &Method::GET, "/o/acme/feed?after=1").header(header, value);
        let answer = house.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{value}");
    }
    let request = house.asks(&olga, &Method::HEAD, "/o/acme/feed?after=1").header(ORIGIN, "http://localhost:3000");
    let answer = house.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn s_32_whoever_may_not_listen_any_more_is_cut_off_at_every_server() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let house = house_on(kind).await;
        let (_doors, elsewhere) = another(&house).await;
        let after = format!("/o/acme/feed?after={}", seq(&house).await);
        let mut kept = open(&house, "olga").await;
        for who in ["ana", "ada", "oscar", "tom"] {
            let person = house.person(who);
            let now = format!("/o/acme/feed?after={}", seq(&house).await);
            let mut streams = [
                open_at(&house.router, &house, &person, &[], &now).await,
                open_at(&elsewhere, &house, &person, &[], &now).await,
            ];
            let users = vec![house.user(who)];
            let (reason, successors, heir) = (None, Vec::new(), None);
            match who {
                "ana" => house.run("acme", Command::Remove { users, reason, successors, heir }).await.seq,
                "ada" => house.run("acme", Command::Suspend { users, reason, successors, heir }).await.seq,
                "tom" => house.run("acme", Command::SetRole { users, role: house.roles["member"] }).await.seq,
                _ => {
                    // A browser of the account's own: signed out, without an event.
                    let token = person.cookie.expect("signed in");
                    let token = token.trim_start_matches("muster=").to_owned();
                    let session = house.directory.session(&token, None).await.expect("looked up").expect("good");
                    house.directory.end_session(&session).await.expect("signed out");
                    0
                }
            };
            house.create_team("acme", &format!("After {who}")).await;
            for stream in &mut streams {
                assert_eq!(stream.next(CUT_OFF_WITHIN).await, None, "{who} {kind:?}: nothing more is told");
            }
        }
        let mut heard = 0;
        while let Ok(Some(message)) = tokio::time::timeout(TOLD_WITHIN, kept.next(CUT_OFF_WITHIN)).await {
            heard += message.events().len();
        }
        assert!(heard >= 7, "Olga hears all of it from {after}: {heard}");
    }
}

#[tokio::test]
async fn who_sees_something_else_is_told_to_look_again() {
    let mut house = House::full().await;
    house.create_role("acme", "Reader", &[domain::Permission::UsersRead]).await;
    let mut ana = open(&house, "ana").await;
    house.create_team("acme", "Finance").await;
    assert_eq!(ana.next(TOLD_WITHIN).await.expect("told").events().len(), 1);
    let role = house.roles["Reader"];
    house.run("acme", Command::SetRole { users: vec![house.user("ana")], role }).await;
    assert_eq!(ana.next(TOLD_WITHIN).await.expect("told").name, "refresh");
    house.create_team("acme", "Legal").await;
    assert_eq!(ana.next(TOLD_WITHIN).await.expect("told").name, "look");
    house.run("acme", Command::SetRole { users: vec![house.user("ana")], role: house.roles["admin"] }).await;
    assert_eq!(ana.next(TOLD_WITHIN).await.expect("told").name, "refresh");
    house.create_team("acme", "Sales").await;
    let message = ana.next(TOLD_WITHIN).await.expect("told");
    assert!(matches!(message.events()[..], [Event { change: Change::TeamCreated { .. }, .. }]));
}

#[tokio::test]
async fn f_22_a_page_that_does_not_read_costs_a_queue_and_catches_up() {
    let house = House::full().await;
    let (mut slow, mut quick) = (open(&house, "olga").await, open(&house, "ana").await);
    let many = QUEUE_MAX + 6;
    for number in 0..many {
        house.create_team("acme", &format!("Team {number}")).await;
        quick.next(TOLD_WITHIN).await.expect("told");
    }
    let mut told = Vec::new();
    let last = loop {
        let message = slow.next(CUT_OFF_WITHIN).await.expect("told");
        if message.name == "refresh" {
            break message;
        }
        told.extend(message.events());
    };
    assert!(told.len() < QUEUE_MAX, "{}", told.len());
    assert_eq!(last.id, seq(&house).await.to_string());
    house.create_team("acme", "Legal").await;
    assert_eq!(slow.next(TOLD_WITHIN).await.expect("told").events().len(), 1, "and goes on");
}

#[tokio::test]
async fn an_account_has_so_many_streams_and_gets_its_places_back() {
    let house = House::full().await;
    let mut streams = Vec::new();
    for _ in 0..PER_ACCOUNT {
        streams.push(open(&house, "olga").await);
    }
    let path = "/o/acme/feed?after=1";
    let refused = house.get(&house.person("olga"), path).await;
    assert_eq!((refused.status, refused.error().as_str()), (StatusCode::TOO_MANY_REQUESTS, "busy"));
    assert!(refused.header("retry-after").is_some());
    drop(open(&house, "ana").await);
    drop(streams.pop());
    let mut patience = 40;
    loop {
        let request = asks(&house, &house.person("olga"), path).method(Method::HEAD).body(Body::empty());
        if house.send(request.expect("a request")).await.status == StatusCode::OK {
            break;
        }
        patience -= 1;
        assert!(patience > 0, "the place is free again");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn f_14_at_the_end_pages_are_told_to_connect_again() {
    let house = House::full().await;
    let mut streams = [open(&house, "olga").await, open(&house, "tom").await];
    house.doors.feed.end();
    for stream in &mut streams {
        assert_eq!(stream.next(TOLD_WITHIN).await.expect("told").name, "reconnect");
        assert_eq!(stream.next(TOLD_WITHIN).await, None);
    }
    let late = house.get(&house.person("olga"), "/o/acme/feed?after=1").await;
    assert_eq!(late.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_stream_is_quiet_while_nothing_happens() {
    let house = House::full().await;
    let mut streams = [open(&house, "olga").await, open(&house, "tom").await];
    for stream in &mut streams {
        assert!(stream.is_quiet().await);
    }
}
