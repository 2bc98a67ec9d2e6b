//! How often one may try: who is slowed down, who is not, and what the answer says.

use crate::house::{Answered, House, PASSWORD, Person};
use axum::Router;
use axum::body::Body;
use directory::Caller;
use http::header::CONTENT_TYPE;
use http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use server::doors::Doors;
use server::router::router;
use server::security::peer::Peer;
use server::site::Site;
use std::net::IpAddr;
use tower::ServiceExt as _;

const FORM: &str = "application/x-www-form-urlencoded";

/// Somebody's browser, at an address.
struct From<'a> {
    house: &'a House,
    router: Router,
    ip: IpAddr,
    headers: Vec<(&'static str, String)>,
}

impl<'a> From<'a> {
    fn new(house: &'a House, ip: &str) -> Self {
        Self { house, router: house.router.clone(), ip: ip.parse().expect("an address"), headers: Vec::new() }
    }

    async fn posts(&self, path: &str, kind: &str, body: String) -> Answered {
        let mut request = self.house.asks(&Person::default(), &Method::POST, path).header(CONTENT_TYPE, kind);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request: Request<Body> = request.body(Body::from(body)).expect("a request");
        request.extensions_mut().insert(Peer((self.ip, 50_000).into()));
        Answered::of(self.router.clone().oneshot(request).await.expect("never fails")).await
    }

    async fn signs_in(&self, email: &str, password: &str) -> Answered {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("email", email).append_pair("password", password);
        form.append_pair("next", "/o/acme/settings/teams");
        self.posts("/sign-in", FORM, form.finish()).await
    }

    async fn calls(&self, function: &str, arguments: &Value) -> Answered {
        self.posts(&format!("/api/{function}"), "application/json", arguments.to_string()).await
    }
}

/// Many tries at an account, each from another address. How many were let through.
async fn attack(house: &House, email: &str) -> usize {
    let mut tried = 0;
    for n in 0..120 {
        let answer = From::new(house, &format!("203.0.113.{n}")).signs_in(email, "a guess").await;
        match answer.status {
            StatusCode::SEE_OTHER => tried += 1,
            StatusCode::TOO_MANY_REQUESTS => assert_eq!(answer.header("retry-after"), Some("30"), "{n}"),
            other => panic!("{n}: {other}"),
        }
    }
    tried
}

#[tokio::test]
async fn s_53_very_many_addresses_do_not_guess_on_and_ana_comes_in_from_where_she_was_before() {
    let house = House::full().await;
    let at_home = From::new(&house, "192.0.2.77");
    assert_eq!(at_home.signs_in("ana@acme.test", PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(attack(&house, "ana@acme.test").await, 100);
    assert_eq!(attack(&house, "nobody@acme.test").await, 100, "whether there is an account is not told (S-52)");
    assert_eq!(From::new(&house, "198.51.100.1").signs_in("ana@acme.test", PASSWORD).await.status.as_u16(), 429);
    for _ in 0..3 {
        let in_again = at_home.signs_in("ana@acme.test", PASSWORD).await;
        assert_eq!((in_again.status.as_u16(), in_again.location()), (303, "/o/acme/settings/teams"));
    }
    assert_eq!(at_home.signs_in("ben@acme.test", "a guess").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s_53_on_a_journey_olga_comes_in_by_a_link_whatever_strangers_do() {
    let house = House::full().await;
    attack(&house, "olga@acme.test").await;
    let on_a_journey = From::new(&house, "2001:db8:7:7::1");
    assert_eq!(on_a_journey.signs_in("olga@acme.test", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    let link = house.directory.reset_link(&Caller::operator(), "olga@acme.test").await.expect("a link");
    let set = json!({ "token": link.split_once('#').expect("a secret").1, "password": "another horse battery" });
    assert_eq!(on_a_journey.calls("accounts/reset", &set).await.status, StatusCode::OK);
    attack(&house, "olga@acme.test").await;
    let signed_in = on_a_journey.signs_in("olga@acme.test", "another horse battery").await;
    assert_eq!((signed_in.status.as_u16(), signed_in.location()), (303, "/o/acme/settings/teams"));
    // From then on the address is one from which she was signed in to.
    house.clock.advance(2 * 3_600_000);
    attack(&house, "olga@acme.test").await;
    let again = From::new(&house, "2001:db8:7:7:ffff::2").signs_in("olga@acme.test", "another horse battery").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the same network");
    assert_eq!(From::new(&house, "2001:db8:7:8::1").signs_in("olga@acme.test", PASSWORD).await.status.as_u16(), 429);
}

#[tokio::test]
async fn s_53_behind_a_proxy_the_address_counts_that_it_wrote_and_none_of_the_clients_own() {
    let house = House::full().await;
    let doors = Doors::new(house.directory.clone(), "http://localhost:3000".parse().expect("an address"), 1);
    let behind = router(&doors, Site::without_files());
    let by_proxy = |forwarded: String, spoofed: String| {
        let headers = vec![
            ("x-forwarded-for", forwarded),
            ("forwarded", format!("for={spoofed}")),
            ("x-real-ip", spoofed.clone()),
            ("cf-connecting-ip", spoofed.clone()),
            ("true-client-ip", spoofed),
        ];
        From { headers, router: behind.clone(), ..From::new(&house, "10.0.0.1") }
    };
    for n in 0..10 {
        let guess = by_proxy(format!("198.51.100.{n}, 203.0.113.9"), format!("198.51.100.{n}"));
        assert_eq!(guess.signs_in("ana@acme.test", "a guess").await.status, StatusCode::SEE_OTHER, "{n}");
    }
    let again = by_proxy("198.51.100.99, 203.0.113.9:4711".to_owned(), "198.51.100.99".to_owned());
    assert_eq!(again.signs_in("ana@acme.test", "a guess").await.status, StatusCode::TOO_MANY_REQUESTS);
    let other = by_proxy("203.0.113.9, 203.0.113.10".to_owned(), "203.0.113.9".to_owned());
    assert_eq!(other.signs_in("ana@acme.test", "a guess").await.status, StatusCode::SEE_OTHER, "another client");

    for n in 0..10 {
        let guess = by_proxy(format!("2001:db8:1:2::{n}"), String::new());
        assert_eq!(guess.signs_in("ada@acme.test", "a guess").await.status, StatusCode::SEE_OTHER, "{n}");
    }
    let same = by_proxy("[2001:db8:1:2:ffff::1]:443".to_owned(), String::new());
    assert_eq!(same.signs_in("ada@acme.test", "a guess").await.status, StatusCode::TOO_MANY_REQUESTS, "of one /64");
    let next = by_proxy("2001:db8:1:3::1".to_owned(), String::new());
    assert_eq!(next.signs_in("ada@acme.test", "a guess").await.status, StatusCode::SEE_OTHER);

    // What the address is counted as is what the session says.
    let signed_in = by_proxy("6.6.6.6, 203.0.113.20".to_owned(), "6.6.6.6".to_owned());
    assert_eq!(signed_in.signs_in("mia@acme.test", PASSWORD).await.status, StatusCode::SEE_OTHER);
    let kept = house.directory.signed_in_from("mia@acme.test").await.expect("read");
    assert_eq!(kept, ["203.0.113.20"]);
}

#[tokio::test]
async fn s_53_who_has_to_wait_is_told_for_how_long_and_types_only_the_password_again() {
    let house = House::full().await;
    let here = From { headers: vec![("accept-language", "de".to_owned())], ..From::new(&house, "192.0.2.50") };
    let typed = "\"><b>ana@acme.test";
    for _ in 0..10 {
        assert_eq!(here.signs_in(typed, "a guess").await.status, StatusCode::SEE_OTHER);
    }
    let answer = here.signs_in(typed, "my secret guess").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, Some("60")));
    assert_eq!(answer.header("content-language"), Some("de"));
    let page = answer.text();
    assert!(page.contains("Zu viele Versuche. Warten Sie 60 Sekunden"), "{page}");
    assert!(page.contains("<form method=\"post\" action=\"/sign-in\">"), "{page}");
    assert!(
        page.contains(
            "name=\"email\" type=\"email\" autocomplete=\"username\" value=\"&quot;&gt;&lt;b&gt;ana@acme.test\""
        ),
        "{page}"
    );
    assert!(page.contains("name=\"next\" value=\"/o/acme/settings/teams\""), "{page}");
    assert!(!page.contains("secret guess") && !page.contains("<b>"), "{page}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));

    let english = From { headers: Vec::new(), ..here };
    let page = english.signs_in(typed, "a guess").await.text();
    assert!(page.contains("Too many tries. Wait 60 seconds, then try again."), "{page}");
    house.clock.advance(60_000);
    assert_eq!(english.signs_in("ana@acme.test", PASSWORD).await.location(), "/o/acme/settings/teams");
}

#[tokio::test]
async fn s_53_links_and_mails_are_limited_by_address_and_the_answer_says_until_when() {
    let house = House::full().await;
    let nothing = json!({ "token": "A".repeat(43) });
    for (function, arguments, most, wait) in [
        ("invitations/look_up", nothing.clone(), 60, "2"),
        ("accounts/look_up_reset", nothing, 0, "2"),
        ("accounts/request_reset", json!({ "email": "nobody@acme.test" }), 3, "600"),
    ] {
        let there = From::new(&house, "192.0.2.60");
        for n in 0..most {
            let answer = there.calls(function, &arguments).await;
            assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{function} {n}: {}", answer.text());
        }
        let busy = there.calls(function, &arguments).await;
        assert_eq!((busy.status.as_u16(), busy.header("retry-after")), (429, Some(wait)), "{function}");
        assert_eq!(busy.error(), "busy");
        let elsewhere = From::new(&house, "192.0.2.61").calls(function, &arguments).await;
        assert_ne!(elsewhere.status, StatusCode::TOO_MANY_REQUESTS, "{function}");
    }
}
