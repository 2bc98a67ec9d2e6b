//! In which language who is answered.

use crate::house::{Answered, House, Person};
use app::route::Route;
use axum::body::Body;
use http::header::{ACCEPT_LANGUAGE, COOKIE};
use http::{Method, Request, StatusCode};
use serde_json::json;

/// What stands in the `title` of each page in German, by its address.
const TITLES: [(&str, &str); 13] = [
    ("/sign-in", "Anmelden · Muster"),
    ("/invite", "Einladung · Muster"),
    ("/reset", "Passwort zurücksetzen · Muster"),
    ("/set-up", "Muster einrichten · Muster"),
    ("/verify-email", "E-Mail bestätigen · Muster"),
    ("/join", "Bestätigen Sie Ihre Anfrage · Muster"),
    ("/account", "Mein Konto · acme · Muster"),
    ("/o/acme/settings/general", "Allgemein · acme · Muster"),
    ("/o/acme/settings/users", "Benutzer · acme · Muster"),
    ("/o/acme/settings/teams", "Teams · acme · Muster"),
    ("/o/acme/settings/roles", "Rollen · acme · Muster"),
    ("/o/acme/settings/audit", "Audit-Protokoll · acme · Muster"),
    ("/nowhere", "Seite nicht gefunden · Muster"),
];

async fn asked(house: &House, who: &Person, path: &str, accepts: &str, cookie: &str) -> Answered {
    let mut request: Request<Body> = house.asks(who, &Method::GET, path).body(Body::empty()).expect("a request");
    request.headers_mut().insert(ACCEPT_LANGUAGE, accepts.parse().expect("a header"));
    if !cookie.is_empty() {
        request.headers_mut().append(COOKIE, cookie.parse().expect("a header"));
    }
    house.send(request).await
}

fn title(answer: &Answered) -> String {
    let text = answer.text();
    text.split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"))
        .map(|(title, _)| title.to_owned())
        .unwrap_or_default()
}

fn speaks(answer: &Answered, tag: &str) -> bool {
    answer.text().contains(&format!("<html lang=\"{tag}\" dir=\"ltr\""))
        && answer.header("content-language") == Some(tag)
}

#[tokio::test]
async fn every_page_is_there_in_german() {
    let house = House::full().await;
    let (nobody, olga) = (Person::default(), house.person("olga"));
    let kept = house.call(&olga, "accounts/set_language", &json!({ "language": "de" })).await;
    assert_eq!(kept.status, StatusCode::OK);
    for (path, words) in TITLES {
        let framed = path == "/account" || path.starts_with("/o/");
        // Whoever is signed in reads their own language, whatever their browser asks for.
        let (who, accepts) = if framed { (&olga, "en") } else { (&nobody, "de-DE,de;q=0.9,en;q=0.8") };
        let answer = asked(&house, who, path, accepts, "").await;
        assert!(speaks(&answer, "de"), "{path}: {}", answer.text());
        assert_eq!(title(&answer), words, "{path}");
        assert!(answer.header("vary").is_some_and(|vary| vary.contains("accept-language")), "{path}");
    }
    let pages = Route::ALL.iter().filter(|route| !matches!(route, Route::Home | Route::Join | Route::Person)).count();
    assert_eq!(TITLES.len(), pages + 1, "a page has no title in German here");
}

#[tokio::test]
async fn the_first_rows_are_in_the_readers_language() {
    let house = House::full().await;
    let olga = house.person("olga");
    let in_english = house.get(&olga, "/o/acme/settings/users").await.text();
    assert!(in_english.contains("Change role of") && !in_english.contains("Rolle von"));
    house.call(&olga, "accounts/set_language", &json!({ "language": "de" })).await;
    let in_german = house.get(&olga, "/o/acme/settings/users").await.text();
    assert!(in_german.contains("Rolle von") && in_german.contains("Inhaber"), "{in_german}");
    for english in ["Change role of", "Actions for", "Active", "Just now", ">Owner<", "Team owner"] {
        assert!(!in_german.contains(english), "{english}");
    }
}

#[tokio::test]
async fn a_visitor_reads_what_the_browser_asks_for() {
    let house = House::full().await;
    let nobody = Person::default();
    for (accepts, cookie, tag) in [
        ("de", "", "de"),
        ("fr, de;q=0.5, en;q=0.4", "", "de"),
        ("fr", "", "en"),
        ("de", "language=en", "en"),
        ("en", "theme=dark; language=de", "de"),
        ("en", "language=\"><script>", "en"),
    ] {
        let answer = asked(&house, &nobody, "/sign-in", accepts, cookie).await;
        assert!(speaks(&answer, tag), "{accepts} {cookie}");
    }
}

#[tokio::test]
async fn a_bare_refusal_is_in_the_browsers_language() {
    let house = House::full().await;
    let mut request: Request<Body> =
        house.asks(&Person::default(), &Method::DELETE, "/sign-in").body(Body::empty()).expect("a request");
    request.headers_mut().insert(ACCEPT_LANGUAGE, "de".parse().expect("a header"));
    let answer = house.send(request).await;
    assert_eq!((answer.status, answer.header("content-language")), (StatusCode::METHOD_NOT_ALLOWED, Some("de")));
    assert_eq!(title(&answer), "So geht es nicht");
}

#[tokio::test]
async fn only_a_language_of_ours_is_kept() {
    let house = House::full().await;
    let olga = house.person("olga");
    for bad in [json!("fr"), json!("DE"), json!(""), json!(1), json!(null)] {
        let answer = house.call(&olga, "accounts/set_language", &json!({ "language": bad })).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    assert!(speaks(&house.get(&olga, "/account").await, "en"));
}
