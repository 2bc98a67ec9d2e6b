//! F-19: beyond what can be worked on, requests are refused at once.

use crate::house::{House, Person};
use http::StatusCode;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use server::metrics;
use server::router::router;
use server::security::shed::Work;
use server::site::Site;
use std::time::Duration;
use tokio::time::Instant;

/// How many may be worked on here.
const MOST: usize = 3;

/// Olga's house, which works on a few requests at once.
async fn narrow() -> House {
    let mut house = House::empty().await;
    house.found("acme", "olga", "olga@acme.test").await;
    house.doors.work = Work::at_most(MOST);
    house.router = router(&house.doors, Site::without_files());
    house
}

#[tokio::test]
async fn f_19_with_as_many_stuck_as_can_be_worked_on_the_next_is_refused_at_once() {
    let house = narrow().await;
    let olga = house.person("olga");
    // Somebody holds the database: whoever wants to write waits.
    let holder = house.store.raw().await;
    holder.execute_unprepared("begin immediate").await.expect("held");
    let make = async |n: usize| {
        let name = json!({ "name": format!("Team {n}") });
        house.call(&olga, "teams/create", &house.command("acme", &name)).await
    };
    let stuck = async { tokio::join!(make(1), make(2), make(3)) };
    let others = async {
        while house.doors.work.under_way() < MOST {
            tokio::task::yield_now().await;
        }
        let mut quickest = Duration::MAX;
        for n in 0..20 {
            let since = Instant::now();
            let refused = make(n).await;
            quickest = quickest.min(since.elapsed());
            assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!((refused.header("retry-after"), refused.error().as_str()), (Some("1"), "busy"));
        }
        assert!(quickest < Duration::from_millis(10), "{quickest:?}");
        let page = house.get(&Person::default(), "/sign-in").await;
        assert_eq!((page.status, page.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, Some("1")));
        assert!(page.text().contains("<h1>"), "people read a page: {}", page.text());
        for path in ["/healthz", "/readyz"] {
            assert_eq!(house.get(&Person::default(), path).await.status, StatusCode::OK, "{path}");
        }
        let out = house.form(&Person::default(), "/sign-out", "").await;
        assert_eq!(out.status, StatusCode::SEE_OTHER, "whoever leaves is let go: {}", out.text());
        assert_eq!(house.doors.work.shed(), 21);
        holder.execute_unprepared("rollback").await.expect("let go");
    };
    let ((one, two, three), ()) = tokio::join!(stuck, others);
    for made in [one, two, three] {
        assert_eq!(made.status, StatusCode::OK, "whoever was in work is answered: {}", made.text());
    }
    assert_eq!(house.doors.work.under_way(), 0);
    assert_eq!(make(4).await.status, StatusCode::OK, "there is room again at once");
    let metrics = metrics::router(&house.doors);
    let asked = http::Request::builder().uri("/metrics").body(axum::body::Body::empty()).expect("a request");
    let counted = tower::ServiceExt::oneshot(metrics, asked).await.expect("never fails");
    let counted = crate::house::Answered::of(counted).await.text();
    assert!(counted.contains("muster_http_requests_shed_total 21\n"), "{counted}");
}

#[tokio::test]
async fn f_19_streams_and_whoever_hangs_up_take_no_place() {
    let house = narrow().await;
    let olga = house.person("olga");
    let mut streams = Vec::new();
    for _ in 0..MOST + 2 {
        let asked = house.asks(&olga, &http::Method::GET, "/o/acme/feed?after=0");
        let mut request = asked.body(axum::body::Body::empty()).expect("a request");
        let peer = std::net::SocketAddr::from(([192, 0, 2, 1], 50_000));
        request.extensions_mut().insert(server::security::peer::Peer(peer));
        let answer = tower::ServiceExt::oneshot(house.router.clone(), request).await.expect("never fails");
        assert_eq!(answer.status(), StatusCode::OK);
        streams.push(answer);
    }
    assert_eq!(house.doors.work.under_way(), 0);
    let holder = house.store.raw().await;
    holder.execute_unprepared("begin immediate").await.expect("held");
    for n in 0..MOST + 2 {
        let name = json!({ "name": format!("Team {n}") });
        let arguments = house.command("acme", &name);
        let asked = house.call(&olga, "teams/create", &arguments);
        // Hung up while it waits.
        tokio::select! {
            answer = asked => panic!("{answer:?}"),
            () = async {
                while house.doors.work.under_way() == 0 {
                    tokio::task::yield_now().await;
                }
            } => {}
        }
        assert_eq!(house.doors.work.under_way(), 0);
    }
    holder.execute_unprepared("rollback").await.expect("let go");
    house.doors.feed.end();
}
