//! A number for each request: in its log lines, in its answer, in what it says when it fails.

use crate::doors::spoken;
use app::api::context::RequestNumber;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use domain::Language;
use http::{HeaderName, HeaderValue};
use std::future::Future;
use tracing::Instrument as _;

/// The header that carries it.
pub const NUMBER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: (String, Language);
}

/// The number of the request being answered by this task; empty outside one.
#[must_use]
pub fn current() -> String {
    CURRENT.try_with(|(number, _)| number.clone()).unwrap_or_default()
}

/// The language that the browser of this task's request asks for, for the bare pages that refuse it.
#[must_use]
pub fn language() -> Language {
    CURRENT.try_with(|(_, language)| *language).unwrap_or_default()
}

/// Gives the request its number and writes a log line when it is answered. The query is not logged.
pub async fn give(mut request: Request, next: Next) -> Response {
    let number = fresh();
    let span = tracing::info_span!("request", number, method = %request.method(), path = request.uri().path());
    request.extensions_mut().insert(RequestNumber(number.clone()));
    let asked = spoken::of_browser(request.headers());
    let mut response = scoped((number.clone(), asked), next.run(request)).instrument(span.clone()).await;
    span.in_scope(|| tracing::debug!(status = response.status().as_u16(), "answered"));
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(NUMBER, value);
    }
    response
}

fn scoped<F: Future>(current: (String, Language), future: F) -> impl Future<Output = F::Output> {
    CURRENT.scope(current, future)
}

fn fresh() -> String {
    let mut bytes = [0_u8; 8];
    // Without a random source the number is no use, but the request is still answered.
    let _ = getrandom::fill(&mut bytes);
    hex::encode(bytes)
}
