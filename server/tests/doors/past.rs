//! Time travel at the doors: the people as of a day, as the page's engine, as a page and as a file.

use crate::house::{Answered, House};
use domain::{Command, DAY_MS, Permission};
use http::StatusCode;
use http::header::{ETAG, IF_NONE_MATCH};

/// A house in which Mia was raised and Max removed, on the third day: two days after everybody came.
async fn changed() -> House {
    let mut house = House::full().await;
    house.clock.advance(2 * DAY_MS);
    let role = house.roles["admin"];
    house.run("acme", Command::SetRole { users: vec![house.user("mia")], role }).await;
    let users = vec![house.user("max")];
    house.run("acme", Command::Remove { users, reason: None, successors: Vec::new(), heir: None }).await;
    house.create_role("acme", "sees", &[Permission::UsersRead, Permission::UsersSuspend]).await;
    house
}

async fn get(house: &House, who: &str, path: &str) -> Answered {
    house.get(&house.person(who), path).await
}

/// Whoever a file of the active people has, with their roles.
fn roles(answer: &Answered) -> Vec<(String, String)> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let text = |one: &serde_json::Value, field: &str| one[field].as_str().expect("a text").to_owned();
    answer.json().as_array().expect("people").iter().map(|one| (text(one, "email"), text(one, "role"))).collect()
}

#[tokio::test]
async fn a_file_and_the_page_have_who_was_there_on_that_day() {
    let house = changed().await;
    let before = house.state().await;
    let file = |day: &str| format!("/o/acme/export?format=json&q=m&status=active{day}");
    let of = |email: &str, role: &str| (format!("{email}@acme.test"), role.to_owned());
    let today = roles(&get(&house, "olga", &file("")).await);
    assert!(
        today.contains(&of("mia", "Admin")) && !today.iter().any(|(email, _)| email == "max@acme.test"),
        "{today:?}"
    );
    for day in ["&as_of=2026-11-25", "&as_of=@1795651199999"] {
        let answer = get(&house, "olga", &file(day)).await;
        let then = roles(&answer);
        assert!(
            then.contains(&of("mia", "Member")) && then.iter().any(|(email, _)| email == "max@acme.test"),
            "{then:?}"
        );
        let name = answer.header("content-disposition").expect("a name");
        assert_eq!(name, "attachment; filename=\"acme-users-2026-11-25.json\"", "{day}");
    }
    let now = roles(&get(&house, "olga", &file("&as_of=2026-11-26")).await);
    assert_eq!(now, today, "the end of today is now");
    let page = get(&house, "olga", "/o/acme/settings/users?as_of=2026-11-25&q=max").await.text();
    assert!(page.contains("max@acme.test") && page.contains("As of 25 Nov 2026"), "{page}");
    assert!(!page.contains("Invite users"), "nothing is changed in the past");
    let bad = get(&house, "olga", "/o/acme/settings/users?as_of=2026-02-30&q=mia").await.text();
    assert!(bad.contains("mia@acme.test") && bad.contains("Invite users"), "a bad day is as if it were not there");
    for (day, why) in [("2027-01-01", "still to come"), ("2020-01-01", "is there since 24 November 2026")] {
        let page = get(&house, "olga", &format!("/o/acme/settings/users?as_of={day}&q=mia")).await;
        assert_eq!(page.status, StatusCode::OK);
        let page = page.text();
        assert!(page.contains("mia@acme.test") && page.contains("Invite users") && page.contains(why), "{page}");
    }
    assert_eq!(house.state().await, before, "nothing changed");
}

#[tokio::test]
async fn nobody_else_sees_the_past() {
    let house = changed().await;
    let role = house.roles["sees"];
    house.run("acme", Command::SetRole { users: vec![house.user("ada")], role }).await;
    for path in ["/o/acme/snapshot?as_of=2026-11-25", "/o/acme/export?format=json&as_of=2026-11-25"] {
        for (who, outcome) in [
            ("", StatusCode::UNAUTHORIZED),
            ("ivy", StatusCode::NOT_FOUND),
            ("tea", StatusCode::FORBIDDEN),
            ("tom", StatusCode::FORBIDDEN),
            ("ada", StatusCode::FORBIDDEN),
            ("ana", StatusCode::OK),
            ("olga", StatusCode::OK),
            ("sam", StatusCode::UNAUTHORIZED),
            ("rae", StatusCode::UNAUTHORIZED),
            ("zed", StatusCode::NOT_FOUND),
        ] {
            let answer = get(&house, who, path).await;
            assert_eq!(answer.status, outcome, "{who} {path}");
            if outcome != StatusCode::OK {
                assert!(!answer.text().contains("max@acme.test"), "{who} {path}");
            }
        }
    }
    // Their page shows today, as far as they see it, and says why.
    let page = get(&house, "ada", "/o/acme/settings/users?as_of=2026-11-25").await.text();
    assert!(page.contains("Your role may not read the audit log.") && page.contains("mia@acme.test"), "{page}");
    let page = get(&house, "tom", "/o/acme/settings/users?as_of=2026-11-25").await.text();
    assert!(!page.contains("max@acme.test") && !page.contains("olga@acme.test"), "{page}");
}

#[tokio::test]
async fn what_is_no_day_is_refused_by_name_and_a_day_that_is_had_is_not_sent_again() {
    let house = changed().await;
    for (path, status, code) in [
        ("snapshot?as_of=yesterday", 400, "invalid"),
        ("snapshot?as_of=2026-11-25&as_of=2026-11-24", 400, "invalid"),
        ("snapshot?as_of=2026-11-25&q=a", 400, "invalid"),
        ("snapshot?as_of=2026-11-30", 422, "refused"),
        ("snapshot?as_of=@99999999999999999", 422, "refused"),
        ("snapshot?as_of=2026-11-01", 422, "refused"),
        ("export?format=csv&as_of=2026-02-30", 400, "invalid"),
        ("export?format=csv&as_of=2026-11-30", 422, "refused"),
        ("export?format=csv&since=2026-11-25", 400, "invalid"),
    ] {
        let answer = get(&house, "olga", &format!("/o/acme/{path}")).await;
        assert_eq!((answer.status.as_u16(), answer.error().as_str()), (status, code), "{path}: {}", answer.text());
    }
    let path = "/o/acme/snapshot?as_of=2026-11-25";
    let tag = get(&house, "olga", path).await.header(ETAG.as_str()).expect("a tag").to_owned();
    let again = |path: &str| {
        let request = house.asks(&house.person("olga"), &http::Method::GET, path);
        request.header(IF_NONE_MATCH, &tag).body(axum::body::Body::empty()).expect("a request")
    };
    assert_eq!(house.send(again(path)).await.status, StatusCode::NOT_MODIFIED);
    assert_eq!(house.send(again("/o/acme/snapshot")).await.status, StatusCode::OK);
    assert_eq!(house.send(again("/o/acme/snapshot?as_of=2026-11-24")).await.status, StatusCode::OK);
}
