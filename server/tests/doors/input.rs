//! What is sent to server functions, and is not what they take.

use crate::coverage::functions;
use crate::house::{House, PASSWORD, Person};
use crate::matrix::{Base, ask};
use crate::policies::{Asked, policies};
use crate::store::Kind;
use axum::body::Body;
use http::{Method, StatusCode};
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Every column of every table: what somebody might hope to set. And some that they might hope to be columns.
async fn columns(house: &House) -> Vec<String> {
    let raw = house.store.raw().await;
    let sql = "select distinct about.name from sqlite_schema, pragma_table_info(sqlite_schema.name) as about
        where sqlite_schema.type = 'table'";
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.expect("columns");
    let columns = rows.iter().map(|row| row.try_get_by_index(0).expect("a name"));
    let hoped = ["role", "status", "verified", "owner", "is_admin", "permission", "actor", "now", "__proto__"];
    let columns = columns.chain(hoped.map(str::to_owned)).collect();
    raw.close().await.expect("closed");
    columns
}

/// These arguments with one field more, in each of the places where there are fields. Its value is of no kind that a field has
/// which may be left out.
fn with_one_more(arguments: &Value, column: &str) -> Vec<Value> {
    let fields: Vec<(String, Value)> = match arguments {
        Value::Object(fields) => fields.clone().into_iter().collect(),
        Value::Array(several) => several.iter().cloned().enumerate().map(|(n, one)| (n.to_string(), one)).collect(),
        _ => return Vec::new(),
    };
    let mut all = Vec::new();
    if arguments.is_object() && arguments.get(column).is_none() {
        let mut more = arguments.clone();
        more[column] = json!([{ "no": "such" }]);
        all.push(more);
    }
    for (at, inner) in fields {
        all.extend(with_one_more(&inner, column).into_iter().map(|inner| {
            let mut more = arguments.clone();
            match &mut more {
                Value::Array(several) => several[at.parse::<usize>().expect("a place")] = inner,
                more => more[at.as_str()] = inner,
            }
            more
        }));
    }
    all
}

#[tokio::test]
async fn s_18_a_field_that_a_function_does_not_know_is_refused() {
    let base = Base::new(Kind::Sqlite, false).await;
    let house = base.again().await;
    let (olga, columns, before) = (house.person("olga"), columns(&house).await, house.state().await);
    assert!(columns.len() > 80, "{columns:?}");
    let (mut peer, mut asked) = (0, BTreeSet::new());
    for policy in policies() {
        let good = policy
            .targets
            .iter()
            .find_map(|target| (policy.arguments)(&Asked { base: &base, house: &house, actor: "olga", target }));
        // Some lines are about what others ask; each function has one that an Owner does.
        let Some(good) = good else { continue };
        for (n, column) in columns.iter().enumerate() {
            // Inside of arguments a few of them: it is the same reader for all.
            let places = if n % 10 == 0 { usize::MAX } else { 1 };
            for more in with_one_more(&good, column).into_iter().take(places) {
                peer += 1;
                let answer = ask(&house, &olga, peer, policy.function, &more).await;
                let said = (answer.status, answer.error());
                assert_eq!(
                    said,
                    (StatusCode::UNPROCESSABLE_ENTITY, "not_understood".to_owned()),
                    "{} took {more}",
                    policy.function
                );
            }
        }
        asked.insert(policy.function.to_owned());
    }
    assert_eq!(asked, functions());
    assert_eq!(house.state().await, before);
}

#[tokio::test]
async fn a_change_of_nothing_asks_for_nothing() {
    let house = House::full().await;
    let before = house.state().await;
    let nothing = json!({ "change": { "name": null, "seat_limit": [], "seat_policy": null } });
    let answer = house.call(&house.person("ana"), "organization/change", &house.command("acme", &nothing)).await;
    assert_eq!(answer.json()["events"], json!([]), "nothing is asked");
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
