//! What every answer tells the browser.

use crate::coverage::functions;
use crate::house::{Answered, HOST_NAME, House, Person};
use axum::body::Body;
use http::{Method, Request, StatusCode};
use serde_json::json;

fn check(answer: &Answered, what: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{what}");
    }
    let policy = answer.header("content-security-policy").unwrap_or_default();
    for part in
        ["default-src 'self'", "worker-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]
    {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
    assert!(answer.header("permissions-policy").is_some(), "{what}");
    assert_eq!(answer.header("x-request-id").map(str::len), Some(16), "{what}");
    for told in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert!(answer.header(told).is_none(), "{what}: {told}");
    }
    if !answer.body.is_empty() {
        let kind = answer.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("application/json") || kind.contains("charset=utf-8"), "{what}: {kind:?}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_policies() {
    let house = House::full().await;
    let (ana, nobody) = (house.person("ana"), Person::default());
    for person in [&ana, &nobody] {
        for path in [
            "/",
            "/sign-in",
            "/account",
            "/o/acme/settings/users",
            "/o/acme/export?format=csv",
            "/o/acme/export?format=json",
            "/o/acme/export",
            "/o/acme/audit/export?format=csv",
            "/o/acme/audit/export?format=jsonl",
            "/o/acme/audit/chain",
            "/o/acme/audit/chain?after=soon",
            "/nowhere",
            "/healthz",
            "/readyz",
            "/api/accounts/me",
            "/%00",
            "/api/nowhere",
        ] {
            check(&house.get(person, path).await, path);
        }
        for function in functions() {
            check(&house.call(person, &function, &json!({})).await, &function);
        }
        check(&house.form(person, "/sign-in", "").await, "the form");
        check(&house.form(person, "/nowhere", "").await, "a form to nowhere");
    }
    let foreign = Request::get("/").header("host", "evil.example").body(Body::empty()).expect("a request");
    check(&house.send(foreign).await, "another host");
    for method in [Method::TRACE, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let request = house.asks(&nobody, &method, "/sign-in").body(Body::empty()).expect("a request");
        let answer = house.send(request).await;
        assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, Some("GET, HEAD, POST")));
        check(&answer, method.as_str());
    }
}

#[tokio::test]
async fn each_answer_has_a_nonce_of_its_own_and_its_scripts_carry_it() {
    let house = House::full().await;
    let nonce = |answer: &Answered| {
        let policy = answer.header("content-security-policy").unwrap_or_default().to_owned();
        policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default().to_owned()
    };
    let first = house.get(&Person::default(), "/nowhere").await;
    let second = house.get(&Person::default(), "/nowhere").await;
    assert!(nonce(&first).len() >= 22 && nonce(&first) != nonce(&second));
    let html = first.text();
    let scripts: Vec<&str> = html.split("<script").skip(1).collect();
    assert!(!scripts.is_empty());
    for script in scripts {
        let tag = script.split('>').next().unwrap_or_default();
        assert!(tag.contains(&format!("nonce=\"{}\"", nonce(&first))), "{tag}");
    }
    assert!(!html.contains(" style=\""), "the policy refuses style attributes");
}

#[tokio::test]
async fn a_page_whose_link_carries_a_secret_tells_nobody() {
    let house = House::full().await;
    for path in ["/invite", "/reset", "/set-up", "/verify-email", "/join"] {
        let answer = house.get(&Person::default(), path).await;
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
}

#[tokio::test]
async fn without_tls_nothing_is_promised_about_it() {
    let house = House::empty().await;
    assert!(house.get(&Person::default(), "/sign-in").await.header("strict-transport-security").is_none());
    let tls = House::empty_at("https://muster.example.com", false).await;
    let request = Request::get("/healthz").header("host", HOST_NAME).body(Body::empty()).expect("a request");
    assert!(tls.send(request).await.header("strict-transport-security").is_some());
}
