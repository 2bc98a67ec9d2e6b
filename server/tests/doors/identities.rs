//! S-59: whoever asks at the same moment as others is answered as themselves.

use crate::house::House;
use http::StatusCode;
use serde_json::json;
use std::sync::Arc;
use tokio::task::JoinSet;

/// So many ask, all at once. (`cargo run --release -p bench --bin load identities` has 500 ask each second.)
const ASK: usize = 600;

#[tokio::test(flavor = "multi_thread")]
async fn s_59_many_at_once_are_each_answered_as_who_they_are() {
    let house = Arc::new(House::full().await);
    let people = ["olga", "oscar", "ana", "ada", "tom", "tea", "mia", "max", "zed", "zoe"];
    let mut asked = JoinSet::new();
    for n in 0..ASK {
        let (house, who) = (Arc::clone(&house), people[n * 7 % people.len()]);
        asked.spawn(async move {
            let person = house.person(who);
            let answer = house.call(&person, "accounts/me", &json!({})).await;
            // More at once than are worked on are told so.
            if answer.status == StatusCode::SERVICE_UNAVAILABLE {
                return false;
            }
            assert_eq!(answer.json()["profile"]["email"], json!(person.email), "{who}");
            true
        });
    }
    let answered = asked.join_all().await.into_iter().filter(|&answered| answered).count();
    assert!(answered > ASK / 10, "only {answered} were answered");
}
