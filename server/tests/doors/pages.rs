//! Who gets which page.

use crate::house::{House, Person};
use http::StatusCode;

/// Ways to write an address so that a guard and a router might read it differently.
const ODD: [&str; 14] = [
    "//o/acme/settings/users", "/o//acme/settings/users", "/o/acme//settings/users", "/o%2facme/settings/users",
    "/o/acme%2fsettings/users", "/o/acme/settings/users/", "/O/acme/settings/users", "/o/ACME/settings/users",
    "/o/acme/settings/users;x", "/o/acme/..;/acme/settings/users", "/o/./acme/settings/users",
    "/x/../o/acme/settings/users", "/o/acme/settings/users%00", "/o/acme/settings/%75sers",
];

#[tokio::test]
async fn s_26_an_address_written_oddly_shows_nothing_more() {
    let house = House::full().await;
    let nobody = Person::default();
    for path in ODD {
        let answer = house.get(&nobody, path).await;
        let decided = matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST)
            || (answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/sign-in") && answer.body.is_empty());
        assert!(decided, "{path}: {} {}", answer.status, answer.location());
        assert!(!answer.text().contains("olga"), "{path}");
    }
}

#[tokio::test]
async fn signed_out_people_are_led_to_sign_in_without_a_byte_of_the_page() {
    let house = House::full().await;
    let nobody = Person::default();
    let answer = house.get(&nobody, "/").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert!(answer.body.is_empty());
    assert_eq!(house.get(&house.person("olga"), "/").await.location(), "/o/acme/settings/users");
    assert_eq!(house.get(&house.person("rae"), "/").await.location(), "/sign-in", "her session ended with her access");
}

#[tokio::test]
async fn a_page_of_nowhere_is_404() {
    let house = House::full().await;
    for person in [Person::default(), house.person("olga")] {
        let answer = house.get(&person, "/nowhere").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.text().contains("Page not found"));
    }
    let posted = house.form(&Person::default(), "/nowhere", "a=1").await;
    assert!(matches!(posted.status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED));
}
