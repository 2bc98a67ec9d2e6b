//! Passkeys at the doors: adding one, signing in with it, and with one after the password.

use crate::device::Device;
use crate::house::{Answered, House, PASSWORD, Person};
use crate::policies::{Policy, line};
use axum::body::Body;
use domain::{Command, RoleKey};
use http::header::{HOST, SET_COOKIE};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

const OLGA: &str = "olga@acme.test";
const HERE: &str = "http://localhost:3000";

/// The passkeys' lines of the matrix.
pub static POLICIES: [Policy; 7] = [
    line("accounts/second_step", &["-"], |_| Some(json!({}))),
    line("passkeys/mine", &["-"], |_| Some(json!({}))),
    line("passkeys/set_up", &["-"], |_| Some(json!({ "password": PASSWORD }))),
    line("passkeys/add", &["-"], |_| Some(json!({ "name": "Laptop", "sealed": "", "credential": "{}" }))),
    line("passkeys/remove", &["non-existent"], |_| Some(json!({ "passkey": Uuid::nil(), "password": PASSWORD }))),
    line("passkeys/ask", &["-"], |_| Some(json!({ "second": false }))),
    line("passkeys/sign_in", &["-"], |_| Some(json!({ "second": false, "credential": "{}" }))),
];

/// Somebody adds a passkey on a device. Gives the device and the recovery codes.
async fn added(house: &House, who: &Person) -> (Device, Vec<String>) {
    let set_up = house.call(who, "passkeys/set_up", &json!({ "password": PASSWORD })).await;
    assert_eq!(set_up.status, StatusCode::OK, "{}", set_up.text());
    assert!(set_up.header("cache-control").is_some_and(|kept| kept.contains("no-store")));
    let set_up = set_up.json();
    let mut device = Device::at(HERE);
    let made = device.creates(set_up["options"].as_str().expect("options"));
    let add = json!({ "name": "Laptop", "sealed": set_up["sealed"], "credential": made.to_string() });
    let added = house.call(who, "passkeys/add", &add).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text());
    assert!(added.header("cache-control").is_some_and(|kept| kept.contains("no-store")));
    let codes = added.json()["codes"].as_array().cloned().unwrap_or_default();
    (device, codes.iter().map(|code| code.as_str().expect("text").to_owned()).collect())
}

/// The cookies that an answer sets, as a browser would send them back.
fn cookies(answer: &Answered) -> Vec<String> {
    let set = answer.headers.get_all(SET_COOKIE).iter().filter_map(|set| set.to_str().ok());
    set.filter_map(|set| set.split(';').next()).map(str::to_owned).collect()
}

fn with_cookies(cookies: &[String]) -> Person {
    Person { cookie: Some(cookies.join("; ")), ..Person::default() }
}

/// A browser, with these cookies, that asks for a passkey. Gives the options and the browser with the challenge.
async fn asked(house: &House, cookies_before: &[String], second: bool) -> (String, Person) {
    let before = if cookies_before.is_empty() { Person::default() } else { with_cookies(cookies_before) };
    let asked = house.call(&before, "passkeys/ask", &json!({ "second": second })).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
    let set = cookies(&asked);
    assert!(set.len() == 1 && set[0].starts_with("muster-passkey="), "{set:?}");
    (asked.json().as_str().expect("options").to_owned(), with_cookies(&[cookies_before, &set].concat()))
}

/// That browser shows what a device made.
async fn shows(house: &House, browser: &Person, shown: &Value, second: bool) -> Answered {
    house.call(browser, "passkeys/sign_in", &json!({ "second": second, "credential": shown.to_string() })).await
}

/// The cookie of a browser in which Olga's password was shown.
async fn after_the_password(house: &House) -> Vec<String> {
    let asked = json!({ "email": OLGA, "password": PASSWORD });
    let first = house.call(&Person::default(), "accounts/sign_in", &asked).await;
    assert_eq!(first.json(), json!("second_factor"));
    cookies(&first)
}

fn session_of(answer: &Answered) -> Person {
    let session = cookies(answer).into_iter().find(|cookie| cookie.starts_with("muster=")).expect("a session");
    with_cookies(&[session])
}

#[tokio::test]
async fn olga_signs_in_with_a_passkey_alone() {
    let house = House::full().await;
    let (mut device, codes) = added(&house, &house.person("olga")).await;
    assert_eq!(codes.len(), 10);
    let plain = house.call(&Person::default(), "passkeys/ask", &json!({ "second": false })).await;
    let set = plain.header("set-cookie").unwrap_or_default().to_owned();
    assert!(set.contains("; Max-Age=300; HttpOnly; SameSite=Strict"), "{set}");
    assert!(plain.header("cache-control").is_some_and(|kept| kept.contains("no-store")));
    let (options, browser) = asked(&house, &[], false).await;
    assert_eq!(house.call(&browser, "accounts/me", &json!({})).await.error(), "signed_out", "there is no session yet");
    let good = shows(&house, &browser, &device.shows(&options), false).await;
    assert_eq!(good.status, StatusCode::OK, "{}", good.text());
    assert!(cookies(&good).contains(&"muster-passkey=".to_owned()), "it is forgotten: {:?}", cookies(&good));
    let olga = session_of(&good);
    assert_ne!(olga.cookie, house.person("olga").cookie);
    assert_eq!(house.call(&olga, "accounts/me", &json!({})).await.json()["profile"]["email"], OLGA);
    let list = house.call(&olga, "passkeys/mine", &json!({})).await.json();
    assert!(list["possible"] == true && list["list"][0]["last_used_at"].is_i64(), "{list}");
}

#[tokio::test]
async fn s_11_a_challenge_is_of_one_browser_and_good_once() {
    let house = House::full().await;
    let (mut device, _) = added(&house, &house.person("olga")).await;
    let (options, browser) = asked(&house, &[], false).await;
    let shown = device.shows(&options);
    let over = |answer: &Answered| (answer.status, answer.error()) == (StatusCode::GONE, "link_over".to_owned());
    let nowhere = shows(&house, &Person::default(), &shown, false).await;
    assert!(over(&nowhere), "no challenge: {}", nowhere.text());
    let (_, other) = asked(&house, &[], false).await;
    let elsewhere = shows(&house, &other, &shown, false).await;
    assert_eq!((elsewhere.status, elsewhere.error().as_str()), (StatusCode::UNAUTHORIZED, "wrong_credentials"));
    let two = browser.cookie.clone().expect("a cookie");
    let planted = with_cookies(&[two.clone(), two]);
    assert!(over(&shows(&house, &planted, &shown, false).await), "two cookies are none");
    assert_eq!(shows(&house, &browser, &shown, false).await.status, StatusCode::OK);
    assert!(over(&shows(&house, &browser, &shown, false).await), "a replay");
}

#[tokio::test]
async fn s_34_unknown_removed_suspended_and_elsewhere_are_answered_alike() {
    let mut house = House::full().await;
    house.join("acme", "pia", RoleKey::Member, vec![]).await;
    let pia = house.person("pia");
    let (mut device, _) = added(&house, &pia).await;
    let mut answers = Vec::new();
    let told = |mut answer: Answered| {
        for differing in ["x-request-id", "content-security-policy"] {
            answer.headers.remove(differing);
        }
        (answer.status, format!("{:?}", answer.headers), answer.body)
    };
    let (options, browser) = asked(&house, &[], false).await;
    let mut unknown = device.clone();
    unknown.keys[0].id[0] ^= 1;
    answers.push(told(shows(&house, &browser, &unknown.shows(&options), false).await));
    let (options, browser) = asked(&house, &[], false).await;
    device.origin = "https://evil.example".to_owned();
    answers.push(told(shows(&house, &browser, &device.shows(&options), false).await));
    device.origin = HERE.to_owned();
    let suspend = Command::Suspend { users: vec![house.user("pia")], reason: None, successors: Vec::new(), heir: None };
    house.run("acme", suspend).await;
    let (options, browser) = asked(&house, &[], false).await;
    answers.push(told(shows(&house, &browser, &device.shows(&options), false).await));
    house.run("acme", Command::Reactivate { users: vec![house.user("pia")] }).await;
    let (options, browser) = asked(&house, &[], false).await;
    let good = shows(&house, &browser, &device.shows(&options), false).await;
    assert_eq!(good.status, StatusCode::OK);
    let pia = session_of(&good);
    let list = house.call(&pia, "passkeys/mine", &json!({})).await.json();
    let (id, password) = (&list["list"][0]["id"], PASSWORD);
    let (olga, remove) = (house.person("olga"), json!({ "passkey": id, "password": password }));
    let theirs = house.call(&olga, "passkeys/remove", &remove).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND, "it is Pia's to remove");
    let gone = house.call(&pia, "passkeys/remove", &remove).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text());
    let (options, browser) = asked(&house, &[], false).await;
    answers.push(told(shows(&house, &browser, &device.shows(&options), false).await));
    assert_eq!(answers[0].0, StatusCode::UNAUTHORIZED);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn after_her_password_olga_shows_her_passkey_or_a_recovery_code() {
    let house = House::full().await;
    let (mut device, codes) = added(&house, &house.person("olga")).await;
    let waits = after_the_password(&house).await;
    let step = house.call(&with_cookies(&waits), "accounts/second_step", &json!({})).await;
    assert_eq!(step.json(), json!({ "app": false, "passkey": true }));
    // Without the program there is no passkey: the page leads to the recovery codes, and asks for no code of an app.
    let page = house.get(&with_cookies(&waits), "/sign-in?step=code").await.text();
    assert!(page.contains("/sign-in?step=recovery") && !page.contains("name=\"code\""), "{page}");
    let (options, browser) = asked(&house, &waits, true).await;
    let shown = device.shows(&options);
    let good = shows(&house, &browser, &shown, true).await;
    assert_eq!(good.status, StatusCode::OK, "{}", good.text());
    assert!(cookies(&good).contains(&"muster-step=".to_owned()), "it is forgotten: {:?}", cookies(&good));
    let olga = session_of(&good);
    assert_eq!(house.call(&olga, "second_factor/mine", &json!({})).await.json()["codes_left"], 10);
    let (options, browser) = asked(&house, &[], false).await;
    let no = shows(&house, &browser, &device.shows(&options), true).await;
    assert_eq!((no.status, no.error().as_str()), (StatusCode::GONE, "link_over"), "no password was shown there");
    for function in ["passkeys/ask", "accounts/second_step"] {
        let arguments = if function == "passkeys/ask" { json!({ "second": true }) } else { json!({}) };
        let no = house.call(&Person::default(), function, &arguments).await;
        assert_eq!((no.status, no.error().as_str()), (StatusCode::GONE, "link_over"), "{function}");
    }
    let waits = after_the_password(&house).await;
    let form = format!("recovery_code={}", codes[0]);
    let by_recovery = house.form(&with_cookies(&waits), "/sign-in", &form).await;
    assert_eq!(by_recovery.location(), "/o/acme/settings/users");
}

#[tokio::test]
async fn s_53_wrong_passkeys_are_counted_with_codes_and_by_address() {
    let house = House::full().await;
    let (mut device, codes) = added(&house, &house.person("olga")).await;
    let waits = after_the_password(&house).await;
    let ask_from = async |n: u8, waits: &[String]| {
        let person = with_cookies(waits);
        let request = house
            .asks(&person, &Method::POST, "/api/passkeys/ask")
            .header("content-type", "application/json")
            .body(Body::from(json!({ "second": !waits.is_empty() }).to_string()))
            .expect("a request");
        let asked = house.send_from([203, 0, 113, n], request).await;
        (asked.json().as_str().expect("options").to_owned(), with_cookies(&[waits, &cookies(&asked)].concat()))
    };
    let show_from = async |n: u8, browser: &Person, shown: &Value, second: bool| {
        let request = house
            .asks(browser, &Method::POST, "/api/passkeys/sign_in")
            .header("content-type", "application/json")
            .body(Body::from(json!({ "second": second, "credential": shown.to_string() }).to_string()))
            .expect("a request");
        house.send_from([203, 0, 113, n], request).await
    };
    let mut wrong = device.clone();
    wrong.origin = "https://evil.example".to_owned();
    for n in 0..10 {
        let (options, browser) = ask_from(n, &waits).await;
        let no = show_from(n, &browser, &wrong.shows(&options), true).await;
        assert_eq!(no.status, StatusCode::UNAUTHORIZED, "{n}: {}", no.text());
    }
    let (options, browser) = ask_from(10, &waits).await;
    let busy = show_from(10, &browser, &device.shows(&options), true).await;
    assert_eq!((busy.status.as_u16(), busy.header("retry-after")), (429, Some("300")));
    let code = house.form(&with_cookies(&waits), "/sign-in", &format!("recovery_code={}", codes[0])).await;
    assert_eq!(code.status.as_u16(), 429, "codes wait with them");
    // A passkey alone is of no account before it is good: strangers keep nobody out.
    let (options, browser) = ask_from(11, &[]).await;
    assert_eq!(show_from(11, &browser, &device.shows(&options), false).await.status, StatusCode::OK);
    let (options, browser) = ask_from(12, &[]).await;
    let mut unknown = device.clone();
    unknown.keys[0].id[0] ^= 1;
    let shown = unknown.shows(&options);
    for n in 0..50 {
        assert_eq!(show_from(12, &browser, &shown, false).await.status, StatusCode::UNAUTHORIZED, "{n}");
    }
    assert_eq!(show_from(12, &browser, &shown, false).await.status.as_u16(), 429);
}

#[tokio::test]
async fn the_public_address_says_where_passkeys_are_good_and_no_request_does() {
    let house = House::full().await;
    let request = http::Request::post("/api/passkeys/ask")
        .header(HOST, "127.0.0.1:3000")
        .header("origin", "http://127.0.0.1:3000")
        .header("content-type", "application/json")
        .body(Body::from(json!({ "second": false }).to_string()))
        .expect("a request");
    let answer = house.send(request).await;
    let options: Value = serde_json::from_str(answer.json().as_str().expect("options")).expect("JSON");
    assert_eq!(options["rpId"], "localhost");
    assert_eq!((&options["userVerification"], &options["allowCredentials"]), (&json!("required"), &json!([])));

    let mut bare = House::empty_at("http://127.0.0.1:3000", false).await;
    bare.found("acme", "olga", OLGA).await;
    let olga = bare.person("olga");
    let mine = bare.call(&olga, "passkeys/mine", &json!({})).await.json();
    assert_eq!(mine, json!({ "possible": false, "list": [] }));
    let no = bare.call(&olga, "passkeys/set_up", &json!({ "password": PASSWORD })).await;
    assert_eq!(no.status, StatusCode::NOT_FOUND);
    let page = bare.get(&olga, "/account").await.text();
    assert!(
        page.contains("Passkeys need a host name; this installation&#x27;s address is an IP address.")
            || page.contains("Passkeys need a host name; this installation's address is an IP address."),
        "{page}"
    );

    let tls = House::empty_at("https://muster.example.com", false).await;
    let request = http::Request::post("/api/passkeys/ask")
        .header(HOST, "muster.example.com")
        .header("origin", "https://muster.example.com")
        .header("content-type", "application/json")
        .body(Body::from(json!({ "second": false }).to_string()))
        .expect("a request");
    let answer = tls.send(request).await;
    let set = answer.header("set-cookie").unwrap_or_default();
    assert!(set.starts_with("__Host-muster-passkey=") && set.ends_with("; Secure"), "{set}");
}
