//! The audit log as a file, its chain for whoever checks it, and its page.

use crate::house::{Answered, House, Person};
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use serde_json::Value;

async fn get(house: &House, who: &str, path: &str) -> Answered {
    house.get(&house.person(who), path).await
}

/// The numbers of the events in a file of JSON Lines.
fn numbers(answer: &Answered) -> Vec<u64> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let text = answer.text();
    let record = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["number"].as_u64().expect("a number");
    text.lines().map(record).collect()
}

#[tokio::test]
async fn the_owner_takes_the_log_away_as_a_file() {
    let house = House::full().await;
    let before = house.state().await;
    let csv = get(&house, "olga", "/o/acme/audit/export?format=csv").await;
    for (name, value) in [
        (CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (CONTENT_DISPOSITION, "attachment; filename=\"acme-audit-2026-11-24.csv\""),
        (CACHE_CONTROL, "no-store"),
    ] {
        assert_eq!(csv.header(name.as_str()), Some(value));
    }
    let mut reader = csv::Reader::from_reader(csv.body.strip_prefix("\u{feff}".as_bytes()).expect("for Excel"));
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a record")).collect();
    let json = get(&house, "olga", "/o/acme/audit/export?format=jsonl").await;
    assert_eq!(json.header(CONTENT_TYPE.as_str()), Some("application/jsonl"));
    let all = numbers(&json);
    let last = all[0];
    assert_eq!(all, (1..=last).rev().collect::<Vec<u64>>(), "the newest first, and none is missing");
    assert_eq!(rows.iter().map(|row| row[0].parse().expect("a number")).collect::<Vec<u64>>(), all);
    let first = rows.last().expect("events");
    assert_eq!((&first[3], &first[5], &first[6]), ("organization_created", "The organization", "command line"));
    assert_eq!(first[9].len(), 64);

    let joined = numbers(&get(&house, "olga", "/o/acme/audit/export?format=jsonl&kind=joining").await);
    assert!(!joined.is_empty() && joined.len() < all.len());
    assert_eq!(house.state().await, before, "nothing changed");
}

#[tokio::test]
async fn a_file_is_asked_for_to_the_letter() {
    let house = House::full().await;
    for (query, field) in [
        ("", "format"),
        ("format=xml", "format"),
        ("format=csv&format=csv", "format"),
        ("format=csv&kind=odd", "kind"),
        ("format=csv&from=soon", "from"),
        ("format=csv&colour=red", "colour"),
        ("format=csv&actor=system&actor=system", "actor"),
    ] {
        let answer = get(&house, "olga", &format!("/o/acme/audit/export?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.json()["invalid"]["field"], field, "{query}");
    }
    for query in ["after=soon", "after=1&after=2", "before=1", "after=-1"] {
        let answer = get(&house, "olga", &format!("/o/acme/audit/chain?{query}")).await;
        assert_eq!(
            (answer.status, &answer.json()["invalid"]["field"]),
            (StatusCode::BAD_REQUEST, &"after".into()),
            "{query}"
        );
    }
}

#[tokio::test]
async fn s_61_the_chain_is_handed_out_as_it_is_stored() {
    let house = House::full().await;
    let first: chain::Stretch =
        serde_json::from_value(get(&house, "olga", "/o/acme/audit/chain").await.json()).expect("links");
    assert_eq!(first.links.iter().map(|link| link.seq).collect::<Vec<_>>(), (1..=first.last).collect::<Vec<_>>());
    let domain::Change::OrganizationCreated { org, .. } = serde_json::from_value(chain::reveal(
        serde_json::from_str(&first.links[0].body).expect("JSON"),
        "",
        &mut std::iter::empty(),
    ))
    .expect("a change") else {
        panic!("{}", first.links[0].body)
    };
    let mut checker = chain::Checker::new(org);
    assert!(matches!(checker.take(&first), domain::Verification::Going { .. }));
    let end = get(&house, "olga", &format!("/o/acme/audit/chain?after={}", first.last)).await.json();
    let end: chain::Stretch = serde_json::from_value(end).expect("none");
    assert!(matches!(checker.take(&end), domain::Verification::Holds(checked) if checked.seq == first.last));
}

#[tokio::test]
async fn nobody_else_has_the_log() {
    let house = House::full().await;
    let paths = ["/o/acme/audit/export?format=csv", "/o/acme/audit/export?format=jsonl", "/o/acme/audit/chain"];
    for path in paths {
        assert_eq!(house.get(&Person::default(), path).await.status, StatusCode::UNAUTHORIZED, "{path}");
        for who in ["mia", "tom"] {
            let answer = get(&house, who, path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who} {path}");
            assert_eq!(answer.json()["refused"]["refusal"]["not_allowed"]["permission"], "users.read");
        }
        let there = get(&house, "zoe", path).await;
        let nowhere = get(&house, "zoe", &path.replace("acme", "nowhere")).await;
        assert_eq!((there.status, there.text()), (StatusCode::NOT_FOUND, nowhere.text()));
    }
}
