//! The people of an organization as a file.

use crate::house::{Answered, House, Person};
use axum::body::Body;
use directory::{Caller, OrgRef};
use domain::{Addressee, Command, Invite, Name, PeopleFilter};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{Method, StatusCode};
use http_body_util::BodyExt as _;
use roster::{Roster, RowRef};
use serde_json::Value;
use tower::ServiceExt as _;

async fn export(house: &House, who: &str, org: &str, query: &str) -> Answered {
    house.get(&house.person(who), &format!("/o/{org}/export?{query}")).await
}

/// The addresses in a file, in its order.
fn addresses(answer: &Answered) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    if answer.header(CONTENT_TYPE.as_str()) == Some("application/json") {
        let people = answer.json();
        let people = people.as_array().expect("an array");
        return people.iter().map(|one| one["email"].as_str().expect("an address").to_owned()).collect();
    }
    let mut reader = csv::Reader::from_reader(&answer.body[..]);
    let place = reader.headers().expect("headings").iter().position(|heading| heading == "email").expect("a column");
    reader.records().map(|record| record.expect("a record")[place].to_owned()).collect()
}

#[tokio::test]
async fn the_owner_takes_everybody_away_as_a_file() {
    let house = House::full().await;
    let before = house.state().await;
    let csv = export(&house, "olga", "acme", "format=csv").await;
    for (name, value) in [
        (CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (CONTENT_DISPOSITION, "attachment; filename=\"acme-users-2026-11-24.csv\""),
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        assert_eq!(csv.header(name.as_str()), Some(value));
    }
    let text = csv.text();
    assert!(text.starts_with("\u{feff}name,email,role,teams,owned_teams,status,"), "for spreadsheets: {text}");
    assert!(text.contains("\r\ntom,tom@acme.test,Team owner,Design,Design,active,"), "{text}");
    let everybody =
        ["ada", "ana", "max", "mia", "olga", "oscar", "sam", "tea", "tom"].map(|who| format!("{who}@acme.test"));
    let mut expected: Vec<String> = everybody.to_vec();
    expected.insert(2, "ivy@umbrella.test".to_owned());
    assert_eq!(addresses(&csv), expected, "in the order of the page, without the removed");

    let json = export(&house, "olga", "acme", "format=json").await;
    assert_eq!(json.header(CONTENT_DISPOSITION.as_str()), Some("attachment; filename=\"acme-users-2026-11-24.json\""));
    assert_eq!(addresses(&json), expected);
    let ivy = &json.json()[2];
    assert_eq!((ivy["name"].as_str(), ivy["status"].as_str()), (Some(""), Some("invited")));
    assert_eq!((&ivy["since"], &ivy["ends"]), (&"2026-11-24T09:00:00Z".into(), &"2026-12-01T09:00:00Z".into()));
    assert_eq!(ivy["last_active"], Value::Null);
    assert_eq!(house.state().await, before, "nothing changed");
}

#[tokio::test]
async fn a_file_has_what_the_page_shows_for_the_same_query() {
    let house = House::full().await;
    let snapshot = house.directory.snapshot(&Caller::operator(), &OrgRef::from("acme")).await.expect("a snapshot");
    let roster = Roster::load(snapshot).expect("a roster");
    for (query, some) in [
        ("q=ma", "max@acme.test"),
        ("sort=role&dir=desc", "mia@acme.test"),
        ("role=owner,admin&sort=name&dir=desc", "oscar@acme.test"),
        ("team=-design&status=active", "tea@acme.test"),
        ("status=removed&cols=joined,ends", "rae@acme.test"),
        ("q=role%3Ateam-owner+team%3ASupport", "tea@acme.test"),
        ("team=none&dir=asc&q=", "sam@acme.test"),
    ] {
        let view = roster.query(&PeopleFilter::from_query(query), None);
        let shown: Vec<&str> = view.rows.iter().filter_map(|&row| roster.row(row)).map(RowRef::email).collect();
        assert!(shown.contains(&some), "{query}: {shown:?}");
        for format in ["csv", "json"] {
            let answer = export(&house, "olga", "acme", &format!("{query}&format={format}")).await;
            assert_eq!(addresses(&answer), shown, "{query}");
        }
    }
    let nobody = export(&house, "olga", "acme", "format=json&q=nobody").await;
    assert_eq!((nobody.status, nobody.text().as_str()), (StatusCode::OK, "[]\n"));
}

#[tokio::test]
async fn everybody_takes_away_what_they_see_and_strangers_nothing() {
    let house = House::full().await;
    for (who, outcome) in [
        ("", Err(StatusCode::UNAUTHORIZED)),
        ("ivy", Err(StatusCode::NOT_FOUND)),
        ("mia", Err(StatusCode::NOT_FOUND)),
        ("tom", Ok(2)),
        ("ana", Ok(10)),
        ("olga", Ok(10)),
        ("sam", Err(StatusCode::UNAUTHORIZED)),
        ("rae", Err(StatusCode::UNAUTHORIZED)),
        ("zed", Err(StatusCode::NOT_FOUND)),
    ] {
        let unknown = export(&house, who, "nowhere", "format=csv").await;
        assert_eq!(unknown.status, outcome.err().unwrap_or(StatusCode::NOT_FOUND), "{who}");
        for format in ["csv", "json"] {
            let answer = export(&house, who, "acme", &format!("format={format}")).await;
            match outcome {
                Ok(people) => assert_eq!(addresses(&answer).len(), people, "{who}"),
                Err(status) => {
                    assert_eq!((answer.status, &answer.body), (status, &unknown.body), "{who}");
                    assert_eq!(answer.header(CONTENT_DISPOSITION.as_str()), None, "{who}");
                }
            }
        }
    }
    let tom = export(&house, "tom", "acme", "format=csv").await;
    assert_eq!(addresses(&tom), ["mia@acme.test", "tom@acme.test"], "the people of Design");
    assert!(!tom.text().contains("Support") && !tom.text().contains("olga"), "{}", tom.text());
    let removed = export(&house, "tom", "acme", "format=csv&status=removed,active&q=a").await;
    assert_eq!(addresses(&removed).len(), 2, "a filter shows nobody else");
}

#[tokio::test]
async fn s_41_a_query_that_is_not_understood_gives_no_file_and_is_named() {
    let house = House::full().await;
    for (query, field) in [
        ("", "format"),
        ("format=", "format"),
        ("format=xlsx", "format"),
        ("format=CSV", "format"),
        ("format=csv&format=csv", "format"),
        ("format=csv&%66ormat=json", "format"),
        ("format=csv&role=admin&role=owner", "role"),
        ("format=csv&sort=nonsense", "sort"),
        ("format=csv&status=gone", "status"),
        ("format=csv&team=%3Cscript%3E", "team"),
        ("format=csv&org=umbrella", "org"),
    ] {
        let answer = export(&house, "olga", "acme", query).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        let json = answer.json();
        assert_eq!(json["invalid"]["field"], field, "{query}: {json}");
        assert!(json["invalid"]["reason"].as_str().is_some_and(|reason| reason.len() > 5), "{query}: {json}");
        assert_eq!(answer.header(CONTENT_DISPOSITION.as_str()), None, "{query}");
    }
    assert_eq!(
        export(&house, "", "acme", "format=xlsx").await.status,
        StatusCode::UNAUTHORIZED,
        "who asks comes first"
    );
}

#[tokio::test]
async fn it_is_asked_for_by_get_and_head_alone() {
    let house = House::full().await;
    let olga = house.person("olga");
    let path = "/o/acme/export?format=csv";
    let ask = async |method: Method| {
        house.send(house.asks(&olga, &method, path).body(Body::empty()).expect("a request")).await
    };
    let head = ask(Method::HEAD).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert!(head.header(CONTENT_DISPOSITION.as_str()).is_some());
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = ask(method.clone()).await;
        assert_eq!(
            (answer.status, answer.header(CONTENT_DISPOSITION.as_str())),
            (StatusCode::METHOD_NOT_ALLOWED, None),
            "{method}"
        );
    }
}

#[tokio::test]
async fn many_people_come_in_pieces() {
    let house = House::full().await;
    let name = Name::parse(&"=Zoë; -x".repeat(20)).expect("a name");
    let addresses: Vec<_> =
        (0..600).map(|n| Addressee { email: format!("p{n}@many.test"), name: Some(name.clone()) }).collect();
    let role = house.roles["member"];
    let invite = Invite {
        addresses,
        role,
        teams: vec![],
        days: 7,
        note: None,
        start_fresh: Vec::new(),
        access_days: None,
        bundle: None,
    };
    house.run("acme", Command::Invite(invite)).await;
    let request = house.asks(&house.person("olga"), &Method::GET, "/o/acme/export?format=csv&q=many.test");
    let mut request = request.body(Body::empty()).expect("a request");
    let peer = std::net::SocketAddr::from(([192, 0, 2, 1], 50_000));
    request.extensions_mut().insert(server::security::peer::Peer(peer));
    let mut body = house.router.clone().oneshot(request).await.expect("never fails").into_body();
    let (mut pieces, mut whole) = (0, Vec::new());
    while let Some(frame) = body.frame().await {
        pieces += 1;
        whole.extend_from_slice(frame.expect("a frame").data_ref().expect("data"));
    }
    assert!(pieces > 3, "{pieces} pieces");
    let mut reader = csv::Reader::from_reader(&whole[..]);
    let records: Vec<_> = reader.records().map(|record| record.expect("a record")).collect();
    assert_eq!(records.len(), 600);
    assert!(records.iter().all(|record| record[0].starts_with("'=Zoë; '-x")), "S-47: {:?}", records[0]);
}

#[tokio::test]
async fn s_26_an_address_written_oddly_gives_no_file() {
    let house = House::full().await;
    for path in [
        "/o/acme/export/",
        "/o/acme//export",
        "//o/acme/export",
        "/o/ACME/export",
        "/o/acme%2fexport",
        "/O/acme/export",
    ] {
        for who in [Person::default(), house.person("mia")] {
            let answer = house.get(&who, &format!("{path}?format=csv")).await;
            assert!(!answer.status.is_success(), "{path}: {}", answer.status);
            assert!(!answer.text().contains("olga@acme.test"), "{path}");
        }
    }
}
