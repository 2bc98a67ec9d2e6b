//! Signing in with a second factor, and what turns it on.

use crate::house::{Answered, House, PASSWORD, Person};
use axum::body::Body;
use http::header::SET_COOKIE;
use http::{Method, StatusCode};
use serde_json::json;
use totp_rs::{Builder, Secret};

const OLGA: &str = "olga@acme.test";

/// What an app shows.
fn shown(house: &House, key: &str, later_ms: i64) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(key).expect("a key")).build_noncompliant();
    totp.generate(u64::try_from(house.clock.now().0 + later_ms).expect("after 1970") / 1_000).to_string()
}

/// Six digits that no app shows now.
fn wrong(house: &House, key: &str) -> String {
    let near: Vec<String> = (-2..=2).map(|step| shown(house, key, step * 30_000)).collect();
    (0..10).map(|n| format!("{n:06}")).find(|code| !near.contains(code)).expect("one of ten")
}

/// Olga turns her second factor on, and the time of that code passes. Gives the key and the recovery codes.
async fn turned_on(house: &House) -> (String, Vec<String>) {
    let olga = house.person("olga");
    let set_up = house.call(&olga, "second_factor/set_up", &json!({})).await;
    assert_eq!(set_up.status, StatusCode::OK, "{}", set_up.text());
    assert!(set_up.header("cache-control").is_some_and(|kept| kept.contains("no-store")));
    let set_up = set_up.json();
    let key = set_up["key"].as_str().expect("a key").to_owned();
    let on = json!({ "sealed": set_up["sealed"], "password": PASSWORD, "code": shown(house, &key, 0) });
    let on = house.call(&olga, "second_factor/turn_on", &on).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.text());
    assert!(on.header("cache-control").is_some_and(|kept| kept.contains("no-store")));
    let codes = on.json()["codes"].as_array().expect("codes").clone();
    house.clock.advance(30_000);
    (key, codes.iter().map(|code| code.as_str().expect("text").to_owned()).collect())
}

fn fields(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The cookies that an answer sets, as a browser would send them back; those that it takes away without a value.
fn cookies(answer: &Answered) -> Vec<String> {
    let set = answer.headers.get_all(SET_COOKIE).iter().filter_map(|set| set.to_str().ok());
    set.filter_map(|set| set.split(';').next()).map(str::to_owned).collect()
}

/// A browser in which Olga's password was shown.
async fn after_the_password(house: &House, next: &[(&str, &str)]) -> Person {
    let form = fields(&[&[("email", OLGA), ("password", PASSWORD)], next].concat());
    let answer = house.form(&Person::default(), "/sign-in", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let set = cookies(&answer);
    assert!(set.len() == 1 && set[0].starts_with("muster-step="), "{set:?}");
    Person { cookie: Some(set[0].clone()), ..Person::default() }
}

#[tokio::test]
async fn olga_signs_in_by_two_forms_and_arrives_where_she_wanted_to_go() {
    let house = House::full().await;
    let (key, codes) = turned_on(&house).await;
    let next = ("next", "/o/acme/settings/teams");
    let form = fields(&[("email", OLGA), ("password", PASSWORD), next]);
    let first = house.form(&Person::default(), "/sign-in", &form).await;
    let asked = "/sign-in?step=code&next=%2Fo%2Facme%2Fsettings%2Fteams";
    assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, asked));
    let set = first.header("set-cookie").unwrap_or_default();
    assert!(set.contains("; HttpOnly; SameSite=Strict") && set.contains("Max-Age=600"), "{set}");
    let waits = Person { cookie: first.cookie(), ..Person::default() };
    assert_eq!(house.call(&waits, "accounts/me", &json!({})).await.error(), "signed_out", "there is no session yet");
    let page = house.get(&waits, asked).await.text();
    for part in ["name=\"code\"", "inputmode=\"numeric\"", "value=\"/o/acme/settings/teams\"", "action=\"/sign-in\""] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let page = house.get(&waits, "/sign-in?step=recovery").await.text();
    assert!(page.contains("name=\"recovery_code\"") && !page.contains("inputmode=\"numeric\""), "{page}");

    let again = house.form(&waits, "/sign-in", &fields(&[("code", &wrong(&house, &key)), next])).await;
    let asked = "/sign-in?step=code&error=code&next=%2Fo%2Facme%2Fsettings%2Fteams";
    assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, asked));
    assert!(house.get(&waits, asked).await.text().contains("This code is not right"));
    let again = house.form(&waits, "/sign-in", &fields(&[("recovery_code", "no such code")])).await;
    assert_eq!(again.location(), "/sign-in?step=recovery&error=code");

    let good = house.form(&waits, "/sign-in", &fields(&[("code", &shown(&house, &key, 0)), next])).await;
    assert_eq!((good.status, good.location()), (StatusCode::SEE_OTHER, "/o/acme/settings/teams"));
    let set = cookies(&good);
    assert!(set.iter().any(|cookie| cookie == "muster-step="), "it is forgotten: {set:?}");
    let session = set.into_iter().find(|cookie| cookie.starts_with("muster=")).expect("a session");
    let olga = Person { cookie: Some(session), ..Person::default() };
    assert_eq!(house.call(&olga, "accounts/me", &json!({})).await.json()["profile"]["email"], OLGA);
    let over = house.form(&waits, "/sign-in", &fields(&[("recovery_code", &codes[0]), next])).await;
    assert_eq!(over.location(), "/sign-in?error=over&next=%2Fo%2Facme%2Fsettings%2Fteams", "good once");

    let waits = after_the_password(&house, &[]).await;
    let by_recovery = house.form(&waits, "/sign-in", &fields(&[("recovery_code", &codes[0])])).await;
    assert_eq!(by_recovery.location(), "/o/acme/settings/users");
}

#[tokio::test]
async fn s_52_a_second_factor_is_told_to_whoever_has_the_password_alone() {
    let house = House::full().await;
    turned_on(&house).await;
    let mut answers = Vec::new();
    for (email, password) in [(OLGA, "wrong password"), ("nobody@acme.test", PASSWORD), ("sam@acme.test", PASSWORD)] {
        let form = fields(&[("email", email), ("password", password)]);
        let mut answer = house.form(&Person::default(), "/sign-in", &form).await;
        for differing in ["x-request-id", "content-security-policy"] {
            answer.headers.remove(differing);
        }
        answers.push((answer.status, format!("{:?}", answer.headers), answer.body));
    }
    assert!(answers[0].1.contains("/sign-in?error=credentials"), "{:?}", answers[0]);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn without_the_password_before_a_code_leads_back_to_it() {
    let house = House::full().await;
    let (key, codes) = turned_on(&house).await;
    let strangers = [None, Some("muster-step=".to_owned()), Some(format!("muster-step={}", "A".repeat(43)))];
    for cookie in strangers.into_iter().chain([house.person("olga").cookie.map(|own| own.replace('=', "-step="))]) {
        let stranger = Person { cookie, ..Person::default() };
        for code in [("code", shown(&house, &key, 0)), ("recovery_code", codes[0].clone())] {
            let answer = house.form(&stranger, "/sign-in", &fields(&[(code.0, &code.1)])).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sign-in?error=over"));
            assert!(cookies(&answer).is_empty());
        }
        let answer = house.call(&stranger, "accounts/enter_code", &json!({ "code": codes[0] })).await;
        assert_eq!((answer.status, answer.error().as_str()), (StatusCode::GONE, "link_over"));
    }
}

#[tokio::test]
async fn the_dialog_over_a_page_takes_the_code_too() {
    let house = House::full().await;
    let (key, _) = turned_on(&house).await;
    let asked = json!({ "email": OLGA, "password": PASSWORD });
    let first = house.call(&Person::default(), "accounts/sign_in", &asked).await;
    assert_eq!((first.status, first.json()), (StatusCode::OK, json!("second_factor")));
    let set = cookies(&first);
    assert!(set.len() == 1 && set[0].starts_with("muster-step="), "{set:?}");
    let waits = Person { cookie: Some(set[0].clone()), ..Person::default() };
    let no = house.call(&waits, "accounts/enter_code", &json!({ "code": wrong(&house, &key) })).await;
    assert_eq!((no.status, no.error().as_str()), (StatusCode::UNAUTHORIZED, "wrong_credentials"));
    let yes = house.call(&waits, "accounts/enter_code", &json!({ "code": shown(&house, &key, 0) })).await;
    assert_eq!(yes.status, StatusCode::OK, "{}", yes.text());
    let session = cookies(&yes).into_iter().find(|cookie| cookie.starts_with("muster=")).expect("a session");
    let olga = Person { cookie: Some(session), ..Person::default() };
    assert_eq!(house.call(&olga, "second_factor/mine", &json!({})).await.json()["codes_left"], 10);
}

#[tokio::test]
async fn s_53_codes_are_guessed_ten_times_wherever_from_and_her_password_is_another_matter() {
    let house = House::full().await;
    let (key, codes) = turned_on(&house).await;
    let waits = after_the_password(&house, &[]).await;
    let guess = async |n: u8, code: &str| {
        let request = house
            .asks(&waits, &Method::POST, "/sign-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(fields(&[("code", code), ("next", "/\"><b>")])))
            .expect("a request");
        house.send_from([203, 0, 113, n], request).await
    };
    for n in 0..10 {
        assert_eq!(guess(n, &wrong(&house, &key)).await.status, StatusCode::SEE_OTHER, "{n}");
    }
    let busy = guess(10, &shown(&house, &key, 0)).await;
    assert_eq!((busy.status.as_u16(), busy.header("retry-after")), (429, Some("300")));
    let page = busy.text();
    assert!(page.contains("name=\"code\"") && page.contains("value=\"/&quot;&gt;&lt;b&gt;\""), "{page}");
    let waits_too = after_the_password(&house, &[]).await;
    let by_dialog = house.call(&waits_too, "accounts/enter_code", &json!({ "code": codes[0] })).await;
    assert_eq!((by_dialog.status.as_u16(), by_dialog.error().as_str()), (429, "busy"));
    house.clock.advance(300_000);
    assert_eq!(guess(11, &shown(&house, &key, 0)).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s_41_a_form_has_the_fields_of_one_step() {
    let house = House::full().await;
    let person = Person::default();
    for (mixed, status) in [
        ("email=a&password=b&code=1", StatusCode::UNPROCESSABLE_ENTITY),
        ("email=a&code=1", StatusCode::UNPROCESSABLE_ENTITY),
        ("next=/", StatusCode::UNPROCESSABLE_ENTITY),
        ("code=1&code=2", StatusCode::BAD_REQUEST),
        ("code=1&account=2", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(house.form(&person, "/sign-in", mixed).await.status, status, "{mixed}");
    }
}

#[tokio::test]
async fn s_56_the_second_step_never_leads_to_another_site() {
    let house = House::full().await;
    let (_, codes) = turned_on(&house).await;
    let bad = ["//evil.example", "https://evil.example", "/\\evil.example", "/%09/evil.example"];
    for (next, code) in bad.into_iter().zip(&codes) {
        let waits = after_the_password(&house, &[("next", next)]).await;
        let answer = house.form(&waits, "/sign-in", &fields(&[("recovery_code", code), ("next", next)])).await;
        assert_eq!(answer.location(), "/o/acme/settings/users", "{next}");
    }
}

#[tokio::test]
async fn by_tls_the_step_s_cookie_is_bound_to_the_host_too() {
    let mut house = House::empty_at("https://muster.example.com", false).await;
    house.found("acme", "olga", OLGA).await;
    let session = house.person("olga").cookie.expect("a cookie").replace("muster=", "");
    let session = house.directory.session(&session, None).await.expect("looked up").expect("good");
    let set_up = house.directory.set_up_authenticator(&session).await.expect("a key");
    let code = shown(&house, &set_up.key, 0);
    house.directory.turn_on_second_factor(&session, &set_up.sealed, PASSWORD, &code).await.expect("on");
    assert!(set_up.link.contains("Muster%20muster.example.com:"), "{}", set_up.link);
    let request = http::Request::post("/sign-in")
        .header("host", "muster.example.com")
        .header("origin", "https://muster.example.com")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(fields(&[("email", OLGA), ("password", PASSWORD)])))
        .expect("a request");
    let answer = house.send(request).await;
    let set = answer.header("set-cookie").unwrap_or_default();
    assert!(set.starts_with("__Host-muster-step=") && set.ends_with("; Secure"), "{set}");
}

#[tokio::test]
async fn wrong_proofs_change_nothing_and_are_counted_as_wrong_passwords_are() {
    let house = House::full().await;
    let (key, _) = turned_on(&house).await;
    let olga = house.person("olga");
    for function in ["second_factor/turn_off", "second_factor/new_codes"] {
        let no = house.call(&olga, function, &json!({ "password": "not hers" })).await;
        assert_eq!((no.status.as_u16(), no.error().as_str()), (401, "wrong_credentials"), "{function}");
    }
    let sealed = house.call(&olga, "second_factor/set_up", &json!({})).await.json()["sealed"].clone();
    let code = json!({ "sealed": sealed, "password": PASSWORD, "code": shown(&house, &key, 0) });
    let other_key = house.call(&olga, "second_factor/turn_on", &code).await;
    assert_eq!((other_key.status.as_u16(), other_key.error().as_str()), (422, "invalid"));
    for _ in 0..7 {
        house.call(&olga, "second_factor/turn_off", &json!({ "password": "not hers" })).await;
    }
    let busy = house.call(&olga, "second_factor/turn_off", &json!({ "password": PASSWORD })).await;
    assert_eq!((busy.status.as_u16(), busy.error().as_str()), (429, "busy"));
    assert_eq!(house.call(&olga, "second_factor/mine", &json!({})).await.json()["codes_left"], 10);
}

#[tokio::test]
async fn who_accepts_an_invitation_by_password_is_asked_for_the_code() {
    let house = House::full().await;
    let (_, codes) = turned_on(&house).await;
    let (_, secret) = house.invite("umbrella", OLGA, domain::RoleKey::Member, vec![]).await;
    let accept = json!({ "token": secret, "password": PASSWORD });
    let joined = house.call(&Person::default(), "invitations/accept_with_password", &accept).await;
    assert_eq!(joined.json(), json!({ "org": "umbrella", "second_factor": true }));
    let set = cookies(&joined);
    assert!(set.len() == 1 && set[0].starts_with("muster-step="), "{set:?}");
    let waits = Person { cookie: Some(set[0].clone()), ..Person::default() };
    assert_eq!(house.call(&waits, "accounts/me", &json!({})).await.error(), "signed_out");
    let form = fields(&[("recovery_code", &codes[0])]);
    assert_eq!(house.form(&waits, "/sign-in", &form).await.location(), "/o/acme/settings/users");
}
