//! Who is on the page: told to those who are there too and see them, and no more than they may know.

use crate::feed::{Message, Open, TOLD_WITHIN, open, open_at, seq};
use crate::house::{Answered, House};
use app::api::present::{Present, Standing};
use axum::body::Body;
use domain::{PersonId, UserId};
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use std::collections::BTreeMap;
use std::time::Duration;

/// Whoever goes is noticed when it is next looked who may listen.
const GONE_WITHIN: Duration = Duration::from_secs(3);

/// Waits until a page is told that these are there, at these rows.
async fn told(stream: &mut Open, within: Duration, who: &[(UserId, Option<PersonId>)]) {
    let wanted: BTreeMap<UserId, Option<PersonId>> = who.iter().copied().collect();
    let is_it = |message: &Message| message.name == "present" && present(message) == wanted;
    assert!(stream.next_that(within, is_it).await.is_some(), "told of {who:?}");
}

fn present(message: &Message) -> BTreeMap<UserId, Option<PersonId>> {
    let present: Vec<Present> = serde_json::from_str(&message.data).expect("who is there");
    present.into_iter().map(|one| (one.user, one.at)).collect()
}

async fn stand(house: &House, who: &str, org: &str, body: String) -> Answered {
    let request = house.asks(&house.person(who), &Method::POST, &format!("/o/{org}/here"));
    let request = request.header(CONTENT_TYPE, "application/json").body(Body::from(body));
    house.send(request.expect("a request")).await
}

fn at(person: impl Into<PersonId>) -> String {
    serde_json::to_string(&Standing { at: Some(person.into()) }).expect("JSON")
}

#[tokio::test]
async fn olga_and_ana_see_each_other_come_move_and_go() {
    let house = House::full().await;
    let [olga, ana, mia] = ["olga", "ana", "mia"].map(|who| house.user(who));
    let mut hers = open(&house, "olga").await;
    told(&mut hers, TOLD_WITHIN, &[(olga, None)]).await;
    let (anas, twice) = (open(&house, "ana").await, open(&house, "ana").await);
    told(&mut hers, TOLD_WITHIN, &[(olga, None), (ana, None)]).await;
    assert_eq!(stand(&house, "ana", "acme", at(mia)).await.status, StatusCode::NO_CONTENT);
    told(&mut hers, TOLD_WITHIN, &[(olga, None), (ana, Some(mia.into()))]).await;
    stand(&house, "ana", "acme", "{\"at\":null}".to_owned()).await;
    told(&mut hers, TOLD_WITHIN, &[(olga, None), (ana, None)]).await;
    drop(anas);
    stand(&house, "ana", "acme", at(olga)).await;
    told(&mut hers, GONE_WITHIN, &[(olga, None), (ana, Some(olga.into()))]).await;
    drop(twice);
    told(&mut hers, GONE_WITHIN, &[(olga, None)]).await;
    // Where she was went with her.
    let _back = open(&house, "ana").await;
    told(&mut hers, TOLD_WITHIN, &[(olga, None), (ana, None)]).await;
}

#[tokio::test]
async fn whoever_asks_to_hear_unseen_is_told_who_is_there_and_is_not_told_of() {
    let house = House::full().await;
    let [olga, mia] = ["olga", "mia"].map(|who| house.user(who));
    let path = format!("/o/acme/feed?after={}&unseen", seq(&house).await);
    let mut anas = open_at(&house.router, &house, &house.person("ana"), &[], &path).await;
    told(&mut anas, TOLD_WITHIN, &[]).await;
    let mut hers = open(&house, "olga").await;
    let first = hers.next_that(TOLD_WITHIN, |message| message.name == "present").await.expect("told who is there");
    assert_eq!(present(&first), BTreeMap::from([(olga, None)]));
    told(&mut anas, TOLD_WITHIN, &[(olga, None)]).await;
    house.run("acme", domain::Command::SetRole { users: vec![mia], role: house.roles["admin"] }).await;
    let heard = |message: &Message| message.name.is_empty() || message.name == "present";
    for stream in [&mut anas, &mut hers] {
        let next = stream.next_that(TOLD_WITHIN, heard).await.expect("what happened");
        assert!(next.name.is_empty(), "both hear it, and of nobody who came");
    }
}

#[tokio::test]
async fn a_team_owner_is_told_of_their_own_people_and_of_no_row() {
    let house = House::full().await;
    let [tom, mia, max] = ["tom", "mia", "max"].map(|who| house.user(who));
    house.run("acme", domain::Command::SetRole { users: vec![mia, max], role: house.roles["admin"] }).await;
    let (mut toms, _olgas) = (open(&house, "tom").await, open(&house, "olga").await);
    told(&mut toms, TOLD_WITHIN, &[(tom, None)]).await;
    // Mia is in his team, Max is not.
    let (_mias, mut maxs) = (open(&house, "mia").await, open(&house, "max").await);
    stand(&house, "mia", "acme", at(max)).await;
    told(&mut toms, TOLD_WITHIN, &[(tom, None), (mia, None)]).await;
    let everybody = [(house.user("olga"), None), (tom, None), (mia, Some(max.into())), (max, None)];
    told(&mut maxs, TOLD_WITHIN, &everybody).await;
}

#[tokio::test]
async fn whoever_is_not_there_stands_at_no_row_and_nobody_elsewhere_hears_of_it() {
    let house = House::full().await;
    let [olga, zed] = ["olga", "zed"].map(|who| house.user(who));
    for (who, org, status) in [
        ("nobody", "acme", StatusCode::UNAUTHORIZED),
        ("zed", "acme", StatusCode::NOT_FOUND),
        ("zed", "nowhere", StatusCode::NOT_FOUND),
        ("mia", "acme", StatusCode::NOT_FOUND),
        ("ana", "acme", StatusCode::NO_CONTENT),
    ] {
        assert_eq!(stand(&house, who, org, at(olga)).await.status, status, "{who} {org}");
    }
    for body in ["", "null", "{}x", "{\"at\":7}", "{\"at\":null,\"more\":1}", "{\"at\":{\"user\":\"no id\"}}"] {
        let answer = stand(&house, "olga", "acme", body.to_owned()).await;
        assert_eq!(
            (answer.status, answer.json()["invalid"]["field"].as_str()),
            (StatusCode::BAD_REQUEST, Some("at")),
            "{body}"
        );
    }
    let mut zeds = {
        let path = "/o/umbrella/feed?after=1000";
        crate::feed::open_at(&house.router, &house, &house.person("zed"), &[], path).await
    };
    told(&mut zeds, TOLD_WITHIN, &[(zed, None)]).await;
    let mut hers = open(&house, "olga").await;
    told(&mut hers, TOLD_WITHIN, &[(olga, None)]).await;
}
