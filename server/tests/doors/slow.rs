//! F-21: bodies that never come to their end.

use crate::house::{House, Person, code};
use axum::body::{Body, Bytes, HttpBody};
use http::{Method, StatusCode};
use hyper::body::Frame;
use server::router::router;
use server::security::api::Patience;
use server::site::Site;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Interval};

/// A body of which a byte comes now and then: so many, or without end.
struct Dripping {
    next: Interval,
    left: Option<usize>,
}

impl Dripping {
    fn every(milliseconds: u64, left: Option<usize>) -> Body {
        Body::new(Self { next: tokio::time::interval(Duration::from_millis(milliseconds)), left })
    }
}

impl HttpBody for Dripping {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == Some(0) {
            return Poll::Ready(None);
        }
        self.next.poll_tick(context).map(|_| {
            self.left = self.left.map(|left| left - 1);
            Some(Ok(Frame::data(Bytes::from_static(b" "))))
        })
    }
}

#[tokio::test]
async fn f_21_a_body_that_does_not_end_is_refused_wherever_it_is_sent() {
    let mut house = House::empty().await;
    house.doors.patience.whole = Duration::from_millis(200);
    house.router = router(&house.doors, Site::without_files());
    for (path, kind) in [
        ("/api/account/sign_in", "application/json"),
        ("/sign-in", "application/x-www-form-urlencoded"),
        ("/sign-out", "application/x-www-form-urlencoded"),
        ("/o/acme/here", "application/json"),
    ] {
        let since = Instant::now();
        let body = Dripping::every(5, None);
        let asked = house.asks(&Person::default(), &Method::POST, path).header("content-type", kind);
        let answer = house.send(asked.body(body).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT, "{path}");
        assert!(since.elapsed() >= Duration::from_millis(200), "{path}: not before its time");
        if path.starts_with("/api/") {
            assert_eq!(code(&answer.json()), "not_taken");
        } else {
            assert!(answer.text().contains("That took too long"), "{path}: {}", answer.text());
        }
        assert_eq!(house.doors.work.under_way(), 0, "{path} took nobody's place");
    }
}

#[tokio::test]
async fn f_21_a_body_that_comes_too_slowly_is_refused_long_before_it_had_to_end_and_one_that_comes_is_awaited() {
    let mut house = House::empty().await;
    let grace = Duration::from_millis(100);
    house.doors.patience = Patience { whole: Duration::from_secs(60), grace, bytes_a_second: 100 };
    house.router = router(&house.doors, Site::without_files());
    let sends = async |milliseconds: u64, bytes: Option<usize>| {
        let asked = house.asks(&Person::default(), &Method::POST, "/api/accounts/sign_in");
        let asked = asked.header("content-type", "application/json").body(Dripping::every(milliseconds, bytes));
        let since = Instant::now();
        (house.send(asked.expect("a request")).await.status, since.elapsed())
    };
    let (slow, after) = sends(50, None).await;
    assert_eq!(slow, StatusCode::REQUEST_TIMEOUT);
    assert!(after >= grace && after < Duration::from_secs(30), "{after:?}");
    let (steady, after) = sends(1, Some(300)).await;
    assert_eq!(steady, StatusCode::UNPROCESSABLE_ENTITY, "all of it was read");
    assert!(after > grace, "{after:?}");
}
