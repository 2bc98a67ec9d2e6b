//! What an operator's Prometheus reads: numbers, and nobody's name.

use crate::coverage::functions;
use crate::house::{Answered, House, Person};
use app::route::Route;
use axum::body::Body;
use http::{Method, Request, StatusCode};
use serde_json::json;
use std::collections::BTreeSet;
use tower::ServiceExt as _;

/// What an operator reads.
async fn read(house: &House, path: &str) -> Answered {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    Answered::of(server::metrics::router(&house.doors).oneshot(request).await.expect("never fails")).await
}

/// The lines that say something, as what and how much.
fn lines(text: &str) -> Vec<(&str, f64)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.rsplit_once(' ').map(|(what, much)| (what, much.parse().expect("a number"))).expect(line))
        .collect()
}

fn much(text: &str, what: &str) -> f64 {
    lines(text).into_iter().find(|(is, _)| *is == what).unwrap_or_else(|| panic!("no {what} in {text}")).1
}

/// The values of a label.
fn values<'a>(text: &'a str, label: &str) -> BTreeSet<&'a str> {
    let begins = format!("{label}=\"");
    let of = |line: &'a str| Some(line.split_once(&begins)?.1.split_once('"')?.0);
    text.lines().filter(|line| !line.starts_with('#')).filter_map(of).collect()
}

#[tokio::test]
async fn an_operator_reads_what_is_asked_what_waits_and_who_listens() {
    let house = House::full().await;
    let (olga, nobody) = (house.person("olga"), Person::default());
    assert_eq!(house.call(&olga, "accounts/me", &json!({})).await.status, StatusCode::OK);
    assert_eq!(house.call(&nobody, "accounts/me", &json!({})).await.status, StatusCode::UNAUTHORIZED);
    let answer = read(&house, "/metrics").await;
    assert_eq!(answer.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    let text = answer.text();
    for class in ["2xx", "4xx"] {
        let asked = format!("muster_http_requests_total{{route=\"/api/accounts/me\",class=\"{class}\"}}");
        assert_eq!(much(&text, &asked), 1.0);
    }
    let took = |end: &str| format!("muster_http_request_duration_seconds{end}");
    assert_eq!(much(&text, &took("_bucket{route=\"/api/accounts/me\",le=\"+Inf\"}")), 2.0);
    assert_eq!(much(&text, &took("_count{route=\"/api/accounts/me\"}")), 2.0);
    let sessions = much(&text, "muster_sessions");
    assert!(sessions >= 10.0, "{sessions}");
    assert!(much(&text, "muster_mails{state=\"waiting\"}") > 0.0);
    for (what, is) in [
        ("muster_mails{state=\"failed\"}", 0.0),
        ("muster_mails{state=\"held\"}", 0.0),
        ("muster_feed_streams", 0.0),
        ("muster_password_hashes_waiting", 0.0),
        ("muster_disk_full", 0.0),
        ("muster_database_up", 1.0),
        ("muster_database_connections_max{pool=\"write\"}", 1.0),
    ] {
        assert_eq!(much(&text, what), is, "{what}");
    }
    assert!(much(&text, "muster_password_hashes_total") > 0.0);

    house.form(&olga, "/sign-out", "").await;
    house.store.execute("update outbox set state = 'failed' where state = 'waiting'").await;
    let listens = house.asks(&house.person("ana"), &Method::GET, "/o/acme/feed?after=0").body(Body::empty());
    let stream = house.router.clone().oneshot(listens.expect("a request")).await.expect("never fails");
    assert_eq!(stream.status(), StatusCode::OK);
    let text = read(&house, "/metrics").await.text();
    assert_eq!(much(&text, "muster_sessions"), sessions - 1.0);
    assert!(much(&text, "muster_mails{state=\"failed\"}") > 0.0);
    assert_eq!((much(&text, "muster_mails{state=\"waiting\"}"), much(&text, "muster_feed_streams")), (0.0, 1.0));
    drop(stream);
}

#[tokio::test]
async fn whatever_is_asked_becomes_no_label() {
    let house = House::full().await;
    let olga = house.person("olga");
    for n in 0..100 {
        for path in [
            format!("/secret-{n}"),
            format!("/o/secret-{n}/settings/users"),
            format!("/o/acme/settings/users/secret-{n}?q=secret"),
            format!("/o/secret-{n}/snapshot"),
            format!("/pkg/secret-{n}.js"),
            format!("/invite?secret={n}"),
        ] {
            house.get(&olga, &path).await;
        }
        house.call(&olga, &format!("secret-{n}/list"), &json!({ "org": "acme" })).await;
    }
    let text = read(&house, "/metrics").await.text();
    let mut templates: BTreeSet<String> = Route::ALL.into_iter().map(|route| route.pattern().to_owned()).collect();
    templates.extend(functions().into_iter().map(|function| format!("/api/{function}")));
    templates.extend(["nowhere", "files", "/api/{*function}", "/o/{org}/snapshot"].map(str::to_owned));
    let routes = values(&text, "route");
    let strange: Vec<_> = routes.iter().filter(|route| !templates.contains(**route)).collect();
    assert!(strange.is_empty() && routes.len() > 3, "{strange:?} of {routes:?}");
    assert_eq!(values(&text, "pool"), ["read", "write"].into());
    assert_eq!(values(&text, "state"), ["failed", "held", "idle", "used", "waiting"].into());
    for person in house.people.values() {
        assert!(!text.contains(&person.email));
    }
    assert!(!text.contains("secret") && !text.contains("acme") && !text.contains("192.0.2"), "{text}");
}

#[tokio::test]
async fn asvs_13_4_5_metrics_are_at_no_door_that_people_come_by() {
    let house = House::full().await;
    let olga = house.person("olga");
    let answer = house.get(&olga, "/metrics").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.text().contains("muster_http_requests_total"));
    assert_eq!(read(&house, "/").await.status, StatusCode::NOT_FOUND, "and there is nothing else");
}
