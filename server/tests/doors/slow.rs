//! F-21: bodies that never come to their end.

use crate::house::{House, Person, code};
use axum::body::{Body, Bytes, HttpBody};
use http::{Method, StatusCode};
use hyper::body::Frame;
use server::router::router;
use server::site::Site;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Interval};

/// A body of which a byte comes now and then, without end.
struct Dripping(Interval);

impl HttpBody for Dripping {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_tick(context).map(|_| Some(Ok(Frame::data(Bytes::from_static(b" ")))))
    }
}

#[tokio::test]
async fn f_21_a_body_that_does_not_end_is_refused_wherever_it_is_sent() {
    let mut house = House::empty().await;
    house.doors.body_within = Duration::from_millis(200);
    house.router = router(&house.doors, Site::without_files());
    for (path, kind) in [
        ("/api/account/sign_in", "application/json"),
        ("/sign-in", "application/x-www-form-urlencoded"),
        ("/sign-out", "application/x-www-form-urlencoded"),
        ("/o/acme/here", "application/json"),
    ] {
        let since = Instant::now();
        let body = Body::new(Dripping(tokio::time::interval(Duration::from_millis(5))));
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
