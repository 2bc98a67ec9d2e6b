//! F-16: what panics is one request; nobody else notices, and nothing of the cause is told.

use crate::house::{Answered, House, Person};
use axum::Router;
use axum::body::Body;
use axum::routing::{get, post};
use http::{Method, StatusCode};
use leptos::prelude::*;
use leptos_axum::render_app_async;
use server::metrics;
use server::security::guarded;
use server::security::peer::Peer;
use std::net::SocketAddr;
use tower::ServiceExt as _;

/// What no answer may say.
const CAUSE: &str = "the cause, which is nobody's business";

async fn breaks() -> &'static str {
    panic!("{CAUSE}")
}

/// A page whose view breaks.
fn broken_page() -> AnyView {
    panic!("{CAUSE}")
}

/// Doors that break, behind the same guard as the others.
fn broken(house: &House) -> Router {
    let router = Router::new()
        .route("/breaks", get(breaks))
        .route("/api/breaks", post(breaks))
        .route("/page", get(render_app_async(broken_page)));
    guarded(router, &house.doors)
}

async fn ask(router: &Router, request: http::request::Builder) -> Answered {
    let mut request = request.body(Body::from("{}")).expect("a request");
    request.extensions_mut().insert(Peer(SocketAddr::from(([192, 0, 2, 1], 50_000))));
    Answered::of(router.clone().oneshot(request).await.expect("never fails")).await
}

#[tokio::test]
async fn f_16_a_panic_is_one_request_s_and_says_its_number() {
    let mut house = House::empty().await;
    house.found("acme", "olga", "olga@acme.test").await;
    let (router, olga) = (broken(&house), house.person("olga"));
    let before = house.state().await;
    for (method, path) in [(Method::GET, "/breaks"), (Method::POST, "/api/breaks"), (Method::GET, "/page")] {
        let asked = house.asks(&olga, &method, path).header("content-type", "application/json");
        let answer = ask(&router, asked).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        let number = answer.header("x-request-id").expect("a number").to_owned();
        assert!(answer.text().contains(&number), "{path}: {}", answer.text());
        assert!(!answer.text().contains("cause"), "{path}: {}", answer.text());
        assert!(answer.header("content-security-policy").is_some(), "{path} carries the policies, too");
    }
    assert_eq!(house.state().await, before);
}

#[tokio::test]
async fn f_16_while_many_requests_panic_others_are_answered() {
    let mut house = House::empty().await;
    house.found("acme", "olga", "olga@acme.test").await;
    let (router, olga) = (broken(&house), house.person("olga"));
    let broken: Vec<_> = (0..100)
        .map(|n| {
            let (router, asked) = (router.clone(), house.asks(&olga, &Method::GET, ["/breaks", "/page"][n % 2]));
            tokio::spawn(async move { ask(&router, asked).await.status })
        })
        .collect();
    for _ in 0..20 {
        assert_eq!(house.get(&olga, "/o/acme/snapshot").await.status, StatusCode::OK);
        let name = serde_json::json!({ "name": house.clock.fresh_id().to_string() });
        let made = house.call(&olga, "teams/create", &house.command("acme", &name)).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    }
    for one in broken {
        assert_eq!(one.await.expect("answered"), StatusCode::INTERNAL_SERVER_ERROR);
    }
    // What is shared is as good as before: counts of tries, streams, metrics.
    assert_eq!(house.get(&Person::default(), "/readyz").await.status, StatusCode::OK);
    let signed_in = house.form(&Person::default(), "/sign-in", "email=olga@acme.test&password=wrong").await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER, "{}", signed_in.text());
    let metrics = metrics::router(&house.doors);
    let counted = ask(&metrics, http::Request::builder().uri("/metrics")).await.text();
    for path in ["/breaks", "/page"] {
        assert!(counted.contains(&format!("{{route=\"{path}\",class=\"5xx\"}} 50\n")), "{counted}");
    }
}
