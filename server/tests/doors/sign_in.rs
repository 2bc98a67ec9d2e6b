//! Signing in and out.

use crate::house::{House, PASSWORD, Person};
use domain::RoleKey;
use http::StatusCode;
use serde_json::json;

fn form(email: &str, password: &str) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("email", email).append_pair("password", password).finish()
}

#[tokio::test]
async fn olga_signs_in_by_form_arrives_at_her_people_and_signs_out() {
    let house = House::full().await;
    let nobody = Person::default();
    let answer = house.form(&nobody, "/sign-in", &form("olga@acme.test", PASSWORD)).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/o/acme/settings/users"));
    assert!(answer.body.is_empty());
    let set = answer.header("set-cookie").expect("a cookie");
    assert!(set.contains("; HttpOnly; SameSite=Lax") && set.contains("; Path=/;") && !set.contains("Domain"), "{set}");
    let olga = Person { cookie: answer.cookie(), ..Person::default() };

    let me = house.call(&olga, "accounts/me", &json!({})).await;
    assert_eq!(me.json()["profile"]["email"], "olga@acme.test");

    let out = house.form(&olga, "/sign-out", "").await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert_eq!(out.header("clear-site-data"), Some("\"cache\", \"storage\""));
    assert!(out.header("set-cookie").is_some_and(|set| set.starts_with("muster=; ") && set.contains("Max-Age=0")));
    assert_eq!(house.call(&olga, "accounts/me", &json!({})).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn mia_who_sees_nobody_arrives_at_her_account_and_anybody_where_they_wanted() {
    let house = House::full().await;
    let nobody = Person::default();
    let answer = house.form(&nobody, "/sign-in", &form("mia@acme.test", PASSWORD)).await;
    assert_eq!(answer.location(), "/account");
    let wanted = format!("{}&next=%2Fo%2Facme%2Fsettings%2Fteams", form("ana@acme.test", PASSWORD));
    assert_eq!(house.form(&nobody, "/sign-in", &wanted).await.location(), "/o/acme/settings/teams");
}

#[tokio::test]
async fn s_56_signing_in_never_leads_to_another_site() {
    let house = House::full().await;
    for next in
        ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/%09/evil.example"]
    {
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let form = format!("{}&next={next}", form("olga@acme.test", PASSWORD));
        let answer = house.form(&Person::default(), "/sign-in", &form).await;
        assert_eq!(answer.location(), "/o/acme/settings/users", "{next}");
    }
}

#[tokio::test]
async fn s_52_what_is_wrong_is_not_told() {
    let house = House::full().await;
    let mut answers = Vec::new();
    for (email, password) in [
        ("olga@acme.test", "wrong password"),
        ("nobody@acme.test", PASSWORD),
        ("sam@acme.test", PASSWORD),
        ("rae@acme.test", PASSWORD),
        ("not an address", PASSWORD),
    ] {
        let mut answer = house.form(&Person::default(), "/sign-in", &form(email, password)).await;
        for differing in ["x-request-id", "content-security-policy"] {
            answer.headers.remove(differing);
        }
        answers.push((answer.status, format!("{:?}", answer.headers), answer.body));
    }
    assert_eq!(answers[0].0, StatusCode::SEE_OTHER);
    assert!(answers[0].1.contains("/sign-in?error=credentials"), "{:?}", answers[0]);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn the_dialog_over_a_page_signs_in_too() {
    let house = House::full().await;
    let nobody = Person::default();
    let wrong = house.call(&nobody, "accounts/sign_in", &json!({ "email": "ana@acme.test", "password": "no" })).await;
    assert_eq!((wrong.status, wrong.error().as_str()), (StatusCode::UNAUTHORIZED, "wrong_credentials"));
    let asked = json!({ "email": "ana@acme.test", "password": PASSWORD });
    let answer = house.call(&nobody, "accounts/sign_in", &asked).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let ana = Person { cookie: answer.cookie(), ..Person::default() };
    assert_eq!(house.call(&ana, "accounts/me", &json!({})).await.status, StatusCode::OK);
}

#[tokio::test]
async fn asvs_7_5_1_what_is_grave_asks_who_it_is_and_the_same_goes_through_after_signing_in() {
    let house = House::full().await;
    house.clock.advance(10 * 60_000);
    let olga = house.person("olga");
    let command = house.command("acme", &json!({ "email": "ana@acme.test" }));
    let asked = house.call(&olga, "organization/hand_over", &command).await;
    assert_eq!((asked.status, asked.error().as_str()), (StatusCode::UNAUTHORIZED, "prove_again"));
    let sign_in = json!({ "email": "olga@acme.test", "password": PASSWORD });
    let answer = house.call(&olga, "accounts/sign_in", &sign_in).await;
    let again = Person { cookie: answer.cookie(), ..Person::default() };
    let done = house.call(&again, "organization/hand_over", &command).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    // Nobody has the token of before any more: it is over.
    assert_eq!(house.call(&olga, "accounts/me", &json!({})).await.error(), "signed_out");
    assert_eq!(house.call(&again, "accounts/me", &json!({})).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_session_that_a_browser_had_before_ends_when_somebody_signs_in_there() {
    let house = House::full().await;
    let ana = house.person("ana");
    let elsewhere = house.form(&Person::default(), "/sign-in", &form("ana@acme.test", PASSWORD)).await;
    let elsewhere = Person { cookie: elsewhere.cookie(), ..Person::default() };
    let answer = house.form(&ana, "/sign-in", &form("olga@acme.test", PASSWORD)).await;
    let olga = Person { cookie: answer.cookie(), ..Person::default() };
    assert_eq!(house.call(&olga, "accounts/me", &json!({})).await.json()["profile"]["email"], "olga@acme.test");
    assert_eq!(house.call(&ana, "accounts/me", &json!({})).await.error(), "signed_out");
    assert_eq!(house.call(&elsewhere, "accounts/me", &json!({})).await.status, StatusCode::OK, "another browser's");
    // Who fails to sign in there ends nothing.
    house.form(&olga, "/sign-in", &form("ana@acme.test", "not hers")).await;
    assert_eq!(house.call(&olga, "accounts/me", &json!({})).await.status, StatusCode::OK);
}

#[tokio::test]
async fn s_53_a_stranger_is_slowed_down_and_ana_is_not() {
    let house = House::full().await;
    let nobody = Person::default();
    let try_from = async |ip: [u8; 4], forwarded: String, password: &str| {
        let request = house
            .asks(&nobody, &http::Method::POST, "/sign-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-forwarded-for", forwarded)
            .body(axum::body::Body::from(form("ana@acme.test", password)))
            .expect("a request");
        house.send_from(ip, request).await
    };
    for n in 0..10 {
        let answer = try_from([203, 0, 113, 9], format!("198.51.100.{n}"), "guess").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let busy = try_from([203, 0, 113, 9], "198.51.100.200".to_owned(), "guess").await;
    assert_eq!((busy.status, busy.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, Some("60")));
    let ana = try_from([192, 0, 2, 77], String::new(), PASSWORD).await;
    assert_eq!(ana.location(), "/o/acme/settings/users");
    house.clock.advance(60_000);
    let later = try_from([203, 0, 113, 9], String::new(), "guess").await;
    assert_eq!(later.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s_41_a_form_with_a_field_twice_is_refused() {
    let house = House::full().await;
    let twice = format!("{}&email=zed%40umbrella.test", form("olga@acme.test", PASSWORD));
    assert_eq!(house.form(&Person::default(), "/sign-in", &twice).await.status, StatusCode::BAD_REQUEST);
    let more = format!("{}&role=owner", form("olga@acme.test", PASSWORD));
    assert_eq!(house.form(&Person::default(), "/sign-in", &more).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.form(&Person::default(), "/sign-in", "email=a").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn by_tls_the_cookie_is_bound_to_the_host() {
    let mut house = House::empty_at("https://muster.example.com", false).await;
    house.found("acme", "olga", "olga@acme.test").await;
    let request = http::Request::post("/sign-in")
        .header("host", "muster.example.com")
        .header("origin", "https://muster.example.com")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(form("olga@acme.test", PASSWORD)))
        .expect("a request");
    let answer = house.send(request).await;
    let set = answer.header("set-cookie").unwrap_or_default();
    assert!(set.starts_with("__Host-muster=") && set.ends_with("; Secure"), "{set}");
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=63072000; includeSubDomains"));
}

#[tokio::test]
async fn signing_out_everywhere_ends_this_browser_too() {
    let house = House::full().await;
    let ana = house.person("ana");
    let out = house.call(&ana, "accounts/sign_out_everywhere", &json!({})).await;
    assert_eq!(out.status, StatusCode::OK, "{}", out.text());
    assert!(out.header("clear-site-data").is_some());
    assert_eq!(house.call(&ana, "accounts/me", &json!({})).await.error(), "signed_out");
}

#[tokio::test]
async fn s_04_whoever_uses_an_invitation_again_is_told_that_it_was_used_and_the_password_stays() {
    let house = House::full().await;
    let (_, secret) = house.invite("acme", "eve@acme.test", RoleKey::Member, vec![]).await;
    let accept = async |password: &str| {
        let typed = json!({ "token": secret, "name": "Eve", "password": password });
        house.call(&Person::default(), "invitations/accept_as_new", &typed).await
    };
    assert_eq!(accept("a first good password").await.status, StatusCode::OK);
    let stored = house.store.rows_of(&["credentials", "accounts"]).await;
    for password in ["a second good password", "a first good password"] {
        let again = accept(password).await;
        assert_eq!((again.status, again.cookie()), (StatusCode::GONE, None), "{}", again.text());
    }
    let looked = house.call(&Person::default(), "invitations/look_up", &json!({ "token": secret })).await;
    assert_eq!(looked.status, StatusCode::GONE);
    assert_eq!(house.store.rows_of(&["credentials", "accounts"]).await, stored);
}
