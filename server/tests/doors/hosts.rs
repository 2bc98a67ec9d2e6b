//! Under which names the house answers, and what its links are made from.

use crate::house::House;
use axum::body::Body;
use domain::RoleKey;
use http::{Request, StatusCode};
use serde_json::json;

/// Ways to name another host: header, value, and the target.
const SPOOFS: [(&str, &str, &str); 20] = [
    ("host", "evil.example", "/sign-in"),
    ("host", "evil.example:3000", "/sign-in"),
    ("host", "localhost", "/sign-in"),
    ("host", "localhost:80", "/sign-in"),
    ("host", "localhost:3000.evil.example", "/sign-in"),
    ("host", "localhost:3000@evil.example", "/sign-in"),
    ("host", "evil.example@localhost:3000", "/sign-in"),
    ("host", "localhost.:3000", "/sign-in"),
    ("host", "0.0.0.0:3000", "/sign-in"),
    ("host", "127.0.0.2:3000", "/sign-in"),
    ("host", "[::2]:3000", "/sign-in"),
    ("host", "", "/sign-in"),
    ("host", "localhost:3000", "http://evil.example/sign-in"),
    ("host", "localhost:3000", "http://evil.example:3000/sign-in"),
    ("host", "localhost:3000", "http://localhost:3001/sign-in"),
    ("host", "localhost:3000, evil.example", "/sign-in"),
    ("host", "localhost:3000 evil.example", "/sign-in"),
    ("host", "localhost:3000/evil", "/sign-in"),
    ("host", "xn--localhost-:3000", "/sign-in"),
    ("host", "LOCALHOST:3000.", "/sign-in"),
];

#[tokio::test]
async fn s_12_a_request_for_another_host_is_not_answered() {
    let house = House::empty().await;
    for (header, value, target) in SPOOFS {
        let request = Request::get(target).header(header, value).body(Body::empty()).expect("a request");
        let answer = house.send(request).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{value:?} {target}");
    }
    let nameless = Request::get("/sign-in").body(Body::empty()).expect("a request");
    assert_eq!(house.send(nameless).await.status, StatusCode::BAD_REQUEST);
    let two = Request::get("/sign-in").header("host", "localhost:3000").header("host", "evil.example");
    assert_eq!(house.send(two.body(Body::empty()).expect("a request")).await.status, StatusCode::BAD_REQUEST);
    let api = Request::post("/api/accounts/me").header("host", "evil.example").body(Body::empty()).expect("a request");
    assert_eq!(house.send(api).await.error(), "not_taken");
}

#[tokio::test]
async fn probes_come_by_any_address() {
    let house = House::empty().await;
    for path in ["/healthz", "/readyz"] {
        let request = Request::get(path).header("host", "10.0.0.7:3000").body(Body::empty()).expect("a request");
        assert_eq!(house.send(request).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn s_12_no_header_gets_into_a_link() {
    let house = House::full().await;
    let ana = house.person("ana");
    let (answer, _) = house.invite("acme", "new@acme.test", RoleKey::Member, vec![]).await;
    let invitation = answer.links[0].invitation;
    for (name, value) in [
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-server", "evil.example"),
        ("x-forwarded-port", "666"),
        ("x-host", "evil.example"),
        ("x-original-host", "evil.example"),
        ("x-original-url", "http://evil.example/"),
        ("x-rewrite-url", "http://evil.example/"),
        ("forwarded", "host=evil.example;proto=https"),
    ] {
        let arguments = house.command("acme", &json!({ "invitation": invitation }));
        let request = house
            .asks(&ana, &http::Method::POST, "/api/invitations/copy_link")
            .header("content-type", "application/json")
            .header(name, value)
            .body(Body::from(arguments.to_string()))
            .expect("a request");
        let answer = house.send(request).await.json();
        let url = answer["links"][0]["url"].as_str().unwrap_or_default();
        assert!(url.starts_with("http://localhost:3000/invite#"), "{name}: {answer}");
    }
}
