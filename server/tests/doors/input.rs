//! What is sent to server functions, and is not what they take.

use crate::coverage::functions;
use crate::house::{House, PASSWORD, Person};
use axum::body::Body;
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// Every column of every table, near enough: what somebody might hope to set.
const COLUMNS: [&str; 40] = [
    "id",
    "org_id",
    "account_id",
    "role_id",
    "role",
    "email",
    "email_typed",
    "name",
    "language",
    "preferences",
    "created_at",
    "signed_out_at",
    "kind",
    "secret",
    "changed_at",
    "token_hash",
    "last_seen_at",
    "authenticated_at",
    "auth_level",
    "ip",
    "agent",
    "ended_at",
    "purpose",
    "expires_at",
    "used_at",
    "slug",
    "seat_limit",
    "seat_policy",
    "seq",
    "builtin",
    "permissions",
    "state",
    "status",
    "joined_at",
    "ends_at",
    "role_until",
    "verified",
    "version",
    "owner",
    "delivery",
];

#[tokio::test]
async fn s_18_a_field_that_a_function_does_not_know_is_refused() {
    let house = House::full().await;
    let ana = house.person("ana");
    let before = house.state().await;
    for (function, own) in [
        ("users/set_role", json!({ "users": [house.user("mia")], "role": house.roles["admin"] })),
        ("users/suspend", json!({ "users": [house.user("mia")], "reason": null })),
        ("organization/change", json!({ "change": { "name": "Acme 2", "seat_limit": [], "seat_policy": null } })),
        ("accounts/rename", json!({ "name": "Ana 2" })),
        ("accounts/set_preferences", json!({ "preferences": { "shortcuts_off": true } })),
    ] {
        let good = if function.starts_with("accounts/") { own } else { house.command("acme", &own) };
        for column in COLUMNS.iter().filter(|column| good.get(**column).is_none()) {
            let mut more = good.clone();
            more[*column] = json!(true);
            let answer = house.call(&ana, function, &more).await;
            assert_eq!(
                (answer.status, answer.error().as_str()),
                (StatusCode::UNPROCESSABLE_ENTITY, "not_understood"),
                "{function} {column}"
            );
        }
    }
    let mut nested = house.command(
        "acme",
        &json!({ "change": { "name": "Acme 2", "seat_limit": [], "seat_policy": null, "slug": "x" } }),
    );
    let answer = house.call(&ana, "organization/change", &nested).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    nested["change"] = json!({ "name": null, "seat_limit": [], "seat_policy": null });
    assert_eq!(house.call(&ana, "organization/change", &nested).await.json()["events"], json!([]), "nothing is asked");
    assert_eq!(house.state().await, before);
}

#[tokio::test]
async fn what_does_not_decode_is_422_and_never_500() {
    let house = House::full().await;
    let ana = house.person("ana");
    let before = house.state().await;
    for function in functions() {
        for body in [
            "",
            "{",
            "[]",
            "null",
            "\"x\"",
            "{}{}",
            "{\"org\":1}",
            "{\"org\":\"acme\",\"org\":\"umbrella\"}",
            "\u{0}",
            "{\"a\":1e999}",
        ] {
            let request =
                house.asks(&ana, &Method::POST, &format!("/api/{function}")).header("content-type", "application/json");
            let answer = house.send(request.body(Body::from(body)).expect("a request")).await;
            assert_eq!(
                (answer.status, answer.error().as_str()),
                (StatusCode::UNPROCESSABLE_ENTITY, "not_understood"),
                "{function} {body}"
            );
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let request =
            house.asks(&ana, &Method::POST, &format!("/api/{function}")).header("content-type", "application/json");
        let answer = house.send(request.body(Body::from(deep)).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{function}");
        assert!(answer.body.len() < 1_000);
    }
    assert_eq!(house.state().await, before);
}

#[tokio::test]
async fn s_10_one_address_is_one_address() {
    let house = House::full().await;
    let nobody = Person::default();
    for email in
        [json!(["olga@acme.test", "zed@umbrella.test"]), json!({ "email": "olga@acme.test" }), json!(null), json!(7)]
    {
        for (function, more) in
            [("accounts/request_reset", json!({})), ("accounts/sign_in", json!({ "password": PASSWORD }))]
        {
            let mut arguments = more.clone();
            arguments["email"] = email.clone();
            let answer = house.call(&nobody, function, &arguments).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{function} {email}");
        }
    }
    let list = json!({ "email": "olga@acme.test,zed@umbrella.test" });
    let unknown = house.call(&nobody, "accounts/request_reset", &json!({ "email": "nobody@acme.test" })).await;
    let answer = house.call(&nobody, "accounts/request_reset", &list).await;
    assert_eq!((answer.status, &answer.body), (unknown.status, &unknown.body));
}

#[tokio::test]
async fn s_22_an_organization_is_named_once() {
    let house = House::full().await;
    let ana = house.person("ana");
    let own = json!({ "users": [house.user("mia")], "role": house.roles["admin"] });
    let mut two = house.command("acme", &own);
    two["org_id"] = json!("umbrella");
    assert_eq!(house.call(&ana, "users/set_role", &two).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for query in ["?org=umbrella", "?org=acme&org=umbrella"] {
        let request = house
            .asks(&ana, &Method::POST, &format!("/api/users/set_role{query}"))
            .header("content-type", "application/json")
            .body(Body::from(house.command("acme", &own).to_string()))
            .expect("a request");
        assert_eq!(house.send(request).await.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn what_is_too_large_is_413() {
    let house = House::full().await;
    let ana = house.person("ana");
    let large = json!({ "name": "x".repeat(300_000) });
    assert_eq!(house.call(&ana, "accounts/rename", &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let form = format!("email=a&password={}", "x".repeat(300_000));
    assert_eq!(house.form(&ana, "/sign-in", &form).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_thousand_addresses_with_long_names_fit() {
    let house = House::full().await;
    let ana = house.person("ana");
    let addresses: Vec<Value> = (0..1_000)
        .map(|n| json!({ "email": format!("{n}{}@acme.test", "x".repeat(50)), "name": "é".repeat(200) }))
        .collect();
    let invite = json!({ "addresses": addresses, "role": house.roles["member"], "teams": [], "days": 7, "note": null });
    let answer = house.call(&ana, "invitations/send", &house.command("acme", &json!({ "invite": invite }))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text().chars().take(300).collect::<String>());
    assert_eq!(answer.json()["events"].as_array().map(Vec::len), Some(1_000));
}

#[tokio::test]
async fn a_command_about_twenty_thousand_people_gets_in_and_one_about_more_is_told_the_limit() {
    let house = House::full().await;
    let ana = house.person("ana");
    let ids: Vec<Value> = (0..20_001).map(|_| json!(house.clock.fresh_id())).collect();
    let (users, invitations) = (json!({ "users": ids }), json!({ "invitations": ids }));
    let with = |own: &Value, more: Value| {
        let mut all = own.clone();
        all.as_object_mut().expect("an object").extend(more.as_object().cloned().expect("an object"));
        all
    };
    let too_many = json!({ "refused": {
        "refusal": { "too_many": { "field": "people", "limit": 20_000, "got": 20_001 } }, "clash": null,
    } });
    for (function, own) in [
        ("users/set_role", with(&users, json!({ "role": house.roles["member"] }))),
        ("users/change_teams", with(&users, json!({ "add": [house.teams["design"]], "remove": [] }))),
        ("users/suspend", with(&users, json!({ "reason": null }))),
        ("users/reactivate", users.clone()),
        ("users/remove", with(&users, json!({ "reason": null, "successors": [] }))),
        ("users/restore", users.clone()),
        ("users/sign_out", users.clone()),
        ("invitations/resend", invitations.clone()),
        ("invitations/revoke", invitations.clone()),
        ("invitations/reopen", invitations.clone()),
    ] {
        let answer = house.call(&ana, function, &house.command("acme", &own)).await;
        assert_eq!((answer.status, answer.json()), (StatusCode::UNPROCESSABLE_ENTITY, too_many.clone()), "{function}");
    }
    let most = json!({ "users": ids[..20_000] });
    let answer = house.call(&ana, "users/sign_out", &house.command("acme", &most)).await;
    assert_eq!(answer.json()["refused"].as_array().map(Vec::len), Some(20_000));
    // What takes no list takes no such body.
    for function in ["users/cancel", "users/undo", "users/leave", "invitations/copy_link"] {
        let answer = house.call(&ana, function, &house.command("acme", &users)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{function}");
    }
}

#[tokio::test]
async fn an_unknown_function_is_404() {
    let house = House::full().await;
    let ana = house.person("ana");
    for function in [
        "users",
        "users/set_role/",
        "users//set_role",
        "Users/set_role",
        "users%2fset_role",
        "../sign-in",
        "users/set_role;x",
    ] {
        let answer = house.call(&ana, function, &json!({})).await;
        assert_eq!((answer.status, answer.error().as_str()), (StatusCode::NOT_FOUND, "not_found"), "{function}");
    }
}
