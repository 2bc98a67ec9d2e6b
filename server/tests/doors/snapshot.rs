//! The people of an organization as the page's engine gets them.

use crate::house::{Answered, House, Person};
use app::api::packed::{PACKED_TYPE, unpack};
use axum::body::Body;
use http::header::{ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderName, Method, StatusCode};
use roster::Snapshot;
use std::io::Read as _;

const PATH: &str = "/o/acme/snapshot";

async fn ask(house: &House, who: &Person, headers: &[(HeaderName, &str)]) -> Answered {
    let request = house.asks(who, &Method::GET, PATH);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(name, *value));
    house.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn it_is_the_same_as_json_packed_and_compressed() {
    let house = House::full().await;
    let olga = house.person("olga");
    let plain = ask(&house, &olga, &[]).await;
    assert_eq!(plain.header(CONTENT_TYPE.as_str()), Some("application/json"));
    let plain: Snapshot = serde_json::from_slice(&plain.body).expect("a snapshot");
    assert_eq!(plain.people.states.matches('a').count(), 8, "Olga, Oscar, Ana, Ada, Tom, Tea, Mia and Max");

    let packed = ask(&house, &olga, &[(ACCEPT, PACKED_TYPE)]).await;
    assert_eq!(packed.header(CONTENT_TYPE.as_str()), Some(PACKED_TYPE));
    assert_eq!(unpack::<Snapshot>(&packed.body).ok(), Some(plain.clone()));

    let small = ask(&house, &olga, &[(ACCEPT, PACKED_TYPE), (ACCEPT_ENCODING, "gzip, br")]).await;
    assert_eq!(small.header(CONTENT_ENCODING.as_str()), Some("br"));
    let mut bytes = Vec::new();
    brotli::Decompressor::new(&small.body[..], 4096).read_to_end(&mut bytes).expect("compressed");
    assert_eq!(unpack::<Snapshot>(&bytes).ok(), Some(plain));
}

#[tokio::test]
async fn who_has_it_already_gets_nothing_and_no_cache_keeps_it() {
    let house = House::full().await;
    let olga = house.person("olga");
    let first = ask(&house, &olga, &[]).await;
    let tag = first.header(ETAG.as_str()).expect("a tag").to_owned();
    for answer in [&first, &ask(&house, &olga, &[(IF_NONE_MATCH, &tag)]).await] {
        assert_eq!(answer.header(CACHE_CONTROL.as_str()), Some("private, no-store"));
        assert_eq!(answer.header(VARY.as_str()), Some("accept, accept-encoding, cookie"));
    }
    let again = ask(&house, &olga, &[(IF_NONE_MATCH, &tag)]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    house.create_team("acme", "Legal").await;
    assert_eq!(ask(&house, &olga, &[(IF_NONE_MATCH, &tag)]).await.status, StatusCode::OK, "it changed");
}

#[tokio::test]
async fn everybody_gets_what_they_see_and_strangers_nothing() {
    let house = House::full().await;
    let tom = ask(&house, &house.person("tom"), &[]).await;
    let tom: Snapshot = serde_json::from_slice(&tom.body).expect("a snapshot");
    let seen: Vec<_> = tom.people.text.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    assert_eq!(seen, ["mia@acme.test", "tom@acme.test"], "the people of Design");
    assert_eq!(ask(&house, &Person::default(), &[]).await.status, StatusCode::UNAUTHORIZED);
    for stranger in ["zed", "mia"] {
        let answer = ask(&house, &house.person(stranger), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{stranger}");
        assert!(!answer.text().contains("acme.test"), "{stranger}");
    }
}
