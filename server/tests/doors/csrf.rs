//! Requests of other sites' pages.

use crate::coverage::functions;
use crate::house::{HOST_NAME, House, PASSWORD, Person};
use axum::body::Body;
use http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use http::{Method, Request, StatusCode};
use serde_json::json;

/// A method, headers, and the status that answers them.
type Trick = (&'static str, &'static [(&'static str, &'static str)], StatusCode);

/// What another site's page can have a browser send, and how it is answered.
const TRICKS: [Trick; 12] = [
    ("POST", &[("origin", "https://evil.example")], StatusCode::FORBIDDEN),
    ("POST", &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN),
    ("POST", &[("origin", "http://localhost:3001"), ("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN),
    ("POST", &[("origin", "http://localhost:3001")], StatusCode::FORBIDDEN),
    ("POST", &[("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN),
    ("POST", &[("origin", "null")], StatusCode::FORBIDDEN),
    ("POST", &[], StatusCode::FORBIDDEN),
    ("GET", &[("sec-fetch-site", "same-origin")], StatusCode::METHOD_NOT_ALLOWED),
    ("HEAD", &[("sec-fetch-site", "same-origin")], StatusCode::METHOD_NOT_ALLOWED),
    ("PUT", &[("sec-fetch-site", "same-origin")], StatusCode::METHOD_NOT_ALLOWED),
    ("OPTIONS", &[("origin", "https://evil.example")], StatusCode::METHOD_NOT_ALLOWED),
    ("TRACE", &[], StatusCode::METHOD_NOT_ALLOWED),
];

/// Formats that a form of another site can send without asking.
const FORMATS: [&str; 5] = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "",
    "text/plain; application/json",
];

#[tokio::test]
async fn s_55_no_server_function_serves_another_sites_page() {
    let house = House::full().await;
    let ana = house.person("ana");
    let before = house.state().await;
    for function in functions() {
        let path = format!("/api/{function}");
        for (method, headers, status) in TRICKS {
            let mut builder = Request::builder().method(method).uri(&path).header(HOST, HOST_NAME);
            builder = builder
                .header(COOKIE, ana.cookie.as_deref().unwrap_or_default())
                .header(CONTENT_TYPE, "application/json");
            for (name, value) in headers {
                builder = builder.header(*name, *value);
            }
            let answer = house.send(builder.body(Body::from("{}")).expect("a request")).await;
            assert_eq!(answer.status, status, "{method} {path} {headers:?}");
            if method == "POST" {
                assert_eq!(answer.error(), "not_taken", "{path} {headers:?}");
            }
        }
        for format in FORMATS {
            let builder = house.asks(&ana, &Method::POST, &path).header(CONTENT_TYPE, format);
            let answer = house.send(builder.body(Body::from("{}")).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{path} {format:?}");
        }
    }
    assert_eq!(house.state().await, before);
}

#[tokio::test]
async fn s_55_nor_does_a_form() {
    let house = House::full().await;
    let form = format!("email=olga%40acme.test&password={}", PASSWORD.replace(' ', "+"));
    for path in ["/sign-in", "/sign-out"] {
        for (method, headers, status) in TRICKS.iter().filter(|(method, ..)| *method == "POST") {
            let mut builder = Request::builder().method(*method).uri(path).header(HOST, HOST_NAME);
            builder = builder.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            for (name, value) in *headers {
                builder = builder.header(*name, *value);
            }
            let answer = house.send(builder.body(Body::from(form.clone())).expect("a request")).await;
            assert_eq!(answer.status, *status, "{path} {headers:?}");
            assert!(answer.header("set-cookie").is_none());
            assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path} {headers:?}");
            assert!(answer.text().contains("<h1>Not allowed from there</h1>"), "a person reads it: {}", answer.text());
        }
    }
}

#[tokio::test]
async fn s_56_no_answer_leads_to_the_referer() {
    let house = House::full().await;
    let ana = house.person("ana");
    for referer in
        ["https://evil.example/x", "javascript:alert(1)", "//evil.example", "http://localhost:3000@evil.example/"]
    {
        for (function, body) in [("accounts/me", json!({})), ("users/set_role", json!({ "nonsense": 1 }))] {
            let request = house
                .asks(&ana, &Method::POST, &format!("/api/{function}"))
                .header(CONTENT_TYPE, "application/json")
                .header("accept", "text/html,application/xhtml+xml")
                .header("referer", referer)
                .body(Body::from(body.to_string()))
                .expect("a request");
            let answer = house.send(request).await;
            assert!(answer.header("location").is_none(), "{function} {referer}: {answer:?}");
            assert_eq!(answer.header("content-type"), Some("application/json"));
        }
        let request = house.asks(&Person::default(), &Method::GET, "/account").header("referer", referer);
        let answer = house.send(request.body(Body::empty()).expect("a request")).await;
        assert!(!answer.location().contains("evil") && !answer.location().contains("javascript"));
    }
}

#[tokio::test]
async fn a_page_of_ours_is_served_by_any_of_our_names() {
    let house = House::full().await;
    let ana = house.person("ana");
    for name in ["localhost:3000", "127.0.0.1:3000", "[::1]:3000"] {
        let request = Request::post("/api/accounts/me")
            .header(HOST, name)
            .header(ORIGIN, format!("http://{name}"))
            .header(COOKIE, ana.cookie.as_deref().unwrap_or_default())
            .header(CONTENT_TYPE, "application/json; charset=utf-8")
            .body(Body::from("{}"))
            .expect("a request");
        assert_eq!(house.send(request).await.status, StatusCode::OK, "{name}");
    }
}
