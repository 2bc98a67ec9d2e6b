//! Who gets which page.

use crate::house::{Answered, HOST_NAME, House, Person};
use app::route::Route;
use axum::Router;
use axum::body::Body;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use domain::{ChangeOrganization, Command, Name};
use http::header::{COOKIE, HOST};
use http::{Request, StatusCode, Uri};
use server::doors::{pages, session};
use server::security::shed::REQUESTS;
use tower::ServiceExt as _;

/// Ways to write an address so that a guard and a router might read it differently.
const ODD: [&str; 14] = [
    "//o/acme/settings/users",
    "/o//acme/settings/users",
    "/o/acme//settings/users",
    "/o%2facme/settings/users",
    "/o/acme%2fsettings/users",
    "/o/acme/settings/users/",
    "/O/acme/settings/users",
    "/o/ACME/settings/users",
    "/o/acme/settings/users;x",
    "/o/acme/..;/acme/settings/users",
    "/o/./acme/settings/users",
    "/x/../o/acme/settings/users",
    "/o/acme/settings/users%00",
    "/o/acme/settings/%75sers",
];

#[tokio::test]
async fn s_26_an_address_written_oddly_shows_nothing_more() {
    let house = House::full().await;
    let nobody = Person::default();
    for path in ODD {
        let answer = house.get(&nobody, path).await;
        let decided = matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST)
            || (answer.status == StatusCode::SEE_OTHER
                && answer.location().starts_with("/sign-in")
                && answer.body.is_empty());
        assert!(decided, "{path}: {} {}", answer.status, answer.location());
        assert!(!answer.text().contains("olga"), "{path}");
    }
}

#[tokio::test]
async fn signed_out_people_are_led_to_sign_in_without_a_byte_of_the_page() {
    let house = House::full().await;
    let nobody = Person::default();
    let answer = house.get(&nobody, "/").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert!(answer.body.is_empty());
    assert_eq!(house.get(&house.person("olga"), "/").await.location(), "/o/acme/settings/users");
    assert_eq!(house.get(&house.person("rae"), "/").await.location(), "/sign-in", "her session ended with her access");
}

#[tokio::test]
async fn every_page_that_is_not_an_entrance_asks_for_a_session() {
    let house = House::full().await;
    for route in Route::ALL {
        let answer = house
            .get(&Person::default(), &route.pattern().replace("{org}", "acme").replace("{person}", "somebody"))
            .await;
        let entrance = matches!(
            route,
            Route::SignIn | Route::SetUp | Route::Reset | Route::VerifyEmail | Route::Invite | Route::ConfirmJoin
        );
        if route == Route::Join {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "acme takes no requests");
        } else if entrance {
            assert_eq!(answer.status, StatusCode::OK, "{route:?}");
        } else {
            assert_eq!((answer.status, answer.body.len()), (StatusCode::SEE_OTHER, 0), "{route:?}");
            assert!(answer.location().starts_with("/sign-in"), "{route:?}: {}", answer.location());
        }
    }
}

#[tokio::test]
async fn s_26_an_organization_is_read_to_the_letter() {
    let house = House::full().await;
    for path in ["/o/%61cme/settings/users", "/o/%61cme/settings/general", "/o/acm%65/settings/teams"] {
        let answer = house.get(&house.person("olga"), path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text().contains("acme.test"), "{path}");
    }
}

#[tokio::test]
async fn an_organization_that_takes_no_requests_looks_like_an_address_that_leads_nowhere() {
    let house = House::full().await;
    house.open().await;
    for person in [Person::default(), house.person("olga")] {
        let open = house.get(&person, "/join/open").await;
        assert_eq!(open.status, StatusCode::OK);
        assert!(!open.text().contains("asks.test"), "scanners that fetch it learn nothing");
        let nowhere = comparable(&house.get(&person, "/nowhere").await);
        for path in ["/join/acme", "/join/nobody", "/join/OPEN", "/join/%6fpen", "/join/open%2f", "/join/open/x"] {
            let answer = house.get(&person, path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(comparable(&answer), nowhere, "{path}");
        }
    }
}

/// A page without what differs at each visit: the nonce of its scripts.
fn comparable(answer: &crate::house::Answered) -> String {
    let text = answer.text();
    let nonce = text.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned();
    if nonce.is_empty() { text } else { text.replace(&nonce, "") }
}

#[tokio::test]
async fn a_page_of_nowhere_is_404() {
    let house = House::full().await;
    for person in [Person::default(), house.person("olga")] {
        let answer = house.get(&person, "/nowhere").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.text().contains("Page not found"));
    }
    let posted = house.form(&Person::default(), "/nowhere", "a=1").await;
    assert!(matches!(posted.status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED));
}

/// Every kind of page behind the guard, each of which would tell where the request came out.
fn behind_the_guard(house: &House) -> Router {
    let page = |uri: Uri| async move { format!("page {uri}") };
    Router::new()
        .route("/", get(page))
        .route("/sign-in", get(page))
        .route("/invite", get(page))
        .route("/account", get(page))
        .route("/o/{org}/settings/users", get(page))
        .route("/o/{org}/settings/users/{person}", get(page))
        .route_layer(from_fn_with_state(house.doors.clone(), pages::guard))
        .layer(from_fn_with_state(house.doors.clone(), session::find))
}

async fn open(house: &House, person: &Person, path: &str) -> Answered {
    let mut request = Request::get(path);
    if let Some(cookie) = &person.cookie {
        request = request.header(COOKIE, cookie);
    }
    let request = request.body(Body::empty()).expect("a request");
    Answered::of(behind_the_guard(house).oneshot(request).await.expect("never fails")).await
}

#[tokio::test]
async fn the_guard_decides_before_a_page_is_rendered() {
    let house = House::full().await;
    let (nobody, ana, zed) = (Person::default(), house.person("ana"), house.person("zed"));
    let users = "/o/acme/settings/users";

    for (path, led) in [
        ("/account", "/sign-in?next=%2Faccount"),
        (
            "/o/acme/settings/users?q=ana&role=admin",
            "/sign-in?next=%2Fo%2Facme%2Fsettings%2Fusers%3Fq%3Dana%26role%3Dadmin",
        ),
        ("/o/nowhere/settings/users", "/sign-in?next=%2Fo%2Fnowhere%2Fsettings%2Fusers"),
        ("/", "/sign-in"),
    ] {
        let answer = open(&house, &nobody, path).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, led), "{path}");
        assert!(answer.body.is_empty(), "{path}");
    }
    for path in ["/sign-in", "/sign-in?next=/account&next=/", "/invite"] {
        assert_eq!(open(&house, &nobody, path).await.text(), format!("page {path}"));
    }
    assert_eq!(open(&house, &ana, users).await.text(), format!("page {users}"));
    assert_eq!(open(&house, &ana, "/sign-in").await.location(), users);
    assert_eq!(open(&house, &ana, "/sign-in?next=%2Faccount").await.location(), "/account");
    assert_eq!(open(&house, &ana, "/sign-in?next=%2F%2Fevil.example").await.location(), users);
    assert_eq!(open(&house, &zed, "/sign-in").await.location(), "/o/umbrella/settings/users");
}

#[tokio::test]
async fn s_24_somebody_elses_organization_looks_like_none() {
    let house = House::full().await;
    for who in ["zed", "ivy", "zoe"] {
        let person = house.person(who);
        let theirs = open(&house, &person, "/o/acme/settings/users").await;
        let none = open(&house, &person, "/o/nowhere/settings/users").await;
        assert_eq!((theirs.status, theirs.text()), (none.status, none.text()), "{who}");
        assert_eq!(none.text(), "page /not-found", "the page that renders is the one that is not there");
    }
}

#[tokio::test]
async fn s_24_a_panel_that_one_may_not_see_looks_like_none() {
    let house = House::full().await;
    let panel = |of: &str| format!("/o/acme/settings/users/{}", house.user(of).0);
    let olga = house.person("olga");
    let seen = house.get(&olga, &panel("mia")).await;
    assert_eq!(seen.status, StatusCode::OK);
    let nobody = house.get(&olga, &format!("/o/acme/settings/users/{}", house.clock.fresh_id())).await;
    assert!(nobody.text().contains("Page not found"));
    let odd = panel("mia").to_uppercase().replace("/O/ACME/SETTINGS/USERS", "/o/acme/settings/users");
    for (who, path) in [("olga", panel("zoe")), ("tom", panel("olga")), ("mia", panel("mia")), ("olga", odd)] {
        let hidden = house.get(&house.person(who), &path).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{who} {path}");
        assert!(hidden.text().contains("Page not found") && !hidden.text().contains("acme.test"), "{who} {path}");
    }
    assert_eq!(house.get(&house.person("zed"), &panel("mia")).await.status, StatusCode::NOT_FOUND);
    assert!(house.get(&Person::default(), &panel("mia")).await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn s_31_access_that_ended_is_over_at_the_next_page() {
    let house = House::full().await;
    let ana = house.person("ana");
    let olgas = house
        .call(
            &house.person("olga"),
            "users/suspend",
            &house.command("acme", &serde_json::json!({ "users": [ana.user], "reason": null })),
        )
        .await;
    assert_eq!(olgas.status, StatusCode::OK, "{}", olgas.text());
    let answer = open(&house, &ana, "/o/acme/settings/users").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with("/sign-in"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_asked_for_at_once_all_come() {
    let house = House::full().await;
    let olga = house.person("olga");
    let pages = ["general", "users", "teams", "roles"].map(|page| format!("/o/acme/settings/{page}"));
    let ask = |path: &str| {
        let request = Request::get(path).header(HOST, HOST_NAME).header(COOKIE, olga.cookie.clone().unwrap());
        let answer = house.router.clone().oneshot(request.body(Body::empty()).unwrap());
        tokio::spawn(async move { Answered::of(answer.await.unwrap()).await })
    };
    // As many as are worked on at once.
    let asked: Vec<_> = pages.iter().cycle().take(REQUESTS).map(|path| (path, ask(path))).collect();
    for (path, answer) in asked {
        let answer = answer.await.expect("an answer");
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.text().contains("· acme · Muster</title>"), "{path}: {}", answer.text());
    }
}

#[tokio::test]
async fn s_54_an_organizations_name_is_text_in_the_title() {
    let house = House::full().await;
    let name = Name::parse("</title><img src=x onerror=alert(1)>&amp;").expect("a name");
    let change = ChangeOrganization { name: Some(name), ..ChangeOrganization::default() };
    house.run("acme", Command::ChangeOrganization(change)).await;
    for page in ["general", "users", "teams", "roles"] {
        let page = house.get(&house.person("olga"), &format!("/o/acme/settings/{page}")).await.text();
        assert!(page.contains("&lt;/title>&lt;img src=x onerror=alert(1)>&amp;amp; · Muster</title>"), "{page}");
        assert!(!page.contains("<img src=x"), "{page}");
    }
}

#[tokio::test]
async fn an_organization_that_ended_a_session_asks_its_person_to_sign_in_again() {
    let house = House::full().await;
    let (ada, zoe) = (house.person("ada"), house.person("zoe"));
    house.run("acme", Command::SignOut { users: vec![house.user("ada")] }).await;
    let page = "/o/acme/settings/teams";
    let entrance = "/sign-in?next=%2Fo%2Facme%2Fsettings%2Fteams";
    let answer = house.get(&ada, page).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, entrance));
    assert!(answer.body.is_empty());
    assert_eq!(house.get(&ada, entrance).await.status, StatusCode::OK, "the form, not the way back");
    assert_eq!(house.get(&ada, "/account").await.status, StatusCode::OK, "her account is hers still");
    let elsewhere = house.get(&ada, "/o/umbrella/settings/teams").await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "not hers: as if it were not there");
    assert_eq!(house.get(&zoe, page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&zoe, entrance).await.location(), page, "she is signed in; the page says the rest");
}
