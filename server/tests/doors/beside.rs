//! What changes without an event, as the pages hear it.

use crate::feed::{Message, open};
use crate::house::{House, Person};
use domain::{Delivery, RoleKey};
use roster::Beside;
use serde_json::json;
use std::cell::RefCell;
use std::time::Duration;

/// It is looked every five seconds.
const TOLD_WITHIN: Duration = Duration::from_secs(15);
/// What was told to one was told to all.
const AT_ONCE: Duration = Duration::from_millis(200);

fn beside(message: &Message) -> Option<Beside> {
    (message.name == "beside").then(|| serde_json::from_str(&message.data).expect("it is read by the page"))
}

#[tokio::test]
async fn olga_hears_that_mia_was_seen_and_that_a_mail_was_opened_and_tom_does_not() {
    let house = House::full().await;
    let (mut hers, mut toms) = (open(&house, "olga").await, open(&house, "tom").await);
    let (answer, secret) = house.invite("acme", "new@acme.test", RoleKey::Member, vec![]).await;
    let opened = (answer.links[0].invitation, Delivery::Opened, None);
    house.clock.advance(10 * 60_000);
    house.call(&Person::default(), "invitations/look_up", &json!({ "token": secret })).await;
    house.get(&house.person("mia"), "/account").await;
    house.directory.settled().await;
    let seen = (house.user("mia"), house.clock.now());
    // It may be told in two.
    let heard = RefCell::new(Beside::default());
    let all = |message: &Message| {
        let Some(more) = beside(message) else { return false };
        let mut heard = heard.borrow_mut();
        heard.seen.extend(more.seen);
        heard.mails.extend(more.mails);
        heard.seen.contains(&seen) && heard.mails.contains(&opened)
    };
    assert!(hers.next_that(TOLD_WITHIN, all).await.is_some(), "the stream goes on");
    let told = toms.next_that(TOLD_WITHIN, |message| beside(message).is_some());
    assert!(tokio::time::timeout(AT_ONCE, told).await.is_err(), "he sees some people only");
    // It is not told again, but to whoever comes now.
    let mut anas = open(&house, "ana").await;
    assert!(
        anas.next_that(TOLD_WITHIN, |message| beside(message).is_some_and(|one| one.seen.contains(&seen)))
            .await
            .is_some()
    );
    let again = hers.next_that(TOLD_WITHIN, |message| beside(message).is_some_and(|one| one.seen.contains(&seen)));
    assert!(tokio::time::timeout(AT_ONCE, again).await.is_err());
}
