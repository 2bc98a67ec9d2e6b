//! In front of the server functions: JSON objects of a bounded size in, the right status out.

use super::refuse;
use app::api::error::ApiError;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, REFERER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::time::Duration;

/// The largest body, in bytes.
const BODY_MAX: usize = 256 * 1024;
/// Commands about many people at once may be larger: 1,000 addresses with their names and a note, or the ids of 20,000
/// people (800 kB); and what is over those limits is told so, where it is not far over.
const LISTS_MAX: usize = 4 * 1024 * 1024;
/// The server functions that take such lists.
const LISTS: [&str; 11] = [
    "/api/users/set_role",
    "/api/users/change_teams",
    "/api/users/suspend",
    "/api/users/reactivate",
    "/api/users/remove",
    "/api/users/restore",
    "/api/users/sign_out",
    "/api/invitations/send",
    "/api/invitations/resend",
    "/api/invitations/revoke",
    "/api/invitations/reopen",
];
/// A file that a list is read from, in base 64, and how it is imported: a hundred thousand lines may be left out.
const FILES_MAX: usize = domain::LIST_BYTES_MAX / 3 * 4 + 1024 * 1024;
/// The server functions that take such files.
const FILES: [&str; 2] = ["/api/lists/plan", "/api/lists/import"];
/// The whole body has to be there after so long, unless said otherwise.
pub const BODY_WITHIN: Duration = Duration::from_secs(30);
/// What leptos marks errors with, and what their bodies are read up to.
const ERROR_MARK: HeaderName = HeaderName::from_static("serverfnerror");
const ERROR_MAX: usize = 64 * 1024;

/// Checks what is asked of `/api/` and sets the status of errors; reads the bodies of all requests, within bounds of size and
/// time.
pub async fn front(State(body_within): State<Duration>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if !refuse::speaks_json(&path) {
        let (parts, body) = request.into_parts();
        return match read(body, BODY_MAX, body_within).await {
            Ok(body) => next.run(Request::from_parts(parts, body)).await,
            Err(status) => refuse::answer(&path, status, &ApiError::NotTaken),
        };
    }
    if !is_json(request.headers()) {
        return refuse::answer(&path, StatusCode::UNSUPPORTED_MEDIA_TYPE, &ApiError::NotTaken);
    }
    // Everything is in the body: a query could only disagree with it (S-22, S-41).
    if request.uri().query().is_some() {
        return refuse::answer(&path, StatusCode::BAD_REQUEST, &ApiError::NotTaken);
    }
    let request = match whole(request, most(&path), body_within).await {
        Ok(request) => request,
        Err(status) => return refuse::answer(&path, status, &ApiError::NotTaken),
    };
    told(next.run(request).await).await
}

fn most(path: &str) -> usize {
    if FILES.contains(&path) {
        FILES_MAX
    } else if LISTS.contains(&path) {
        LISTS_MAX
    } else {
        BODY_MAX
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let only = values.next().filter(|_| values.next().is_none()).and_then(|value| value.to_str().ok());
    let kind = only.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// The request with its body read to the end. Server functions answer JSON to everybody: asked as by a form
/// they would lead to the `Referer`, with the error in the URL.
async fn whole(request: Request, most: usize, within: Duration) -> Result<Request, StatusCode> {
    let (mut parts, body) = request.into_parts();
    let length = parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > most) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let body = read(body, most, within).await?;
    parts.headers.remove(REFERER);
    parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    Ok(Request::from_parts(parts, body))
}

/// A body, once it is there: in time, and not too large.
async fn read(body: Body, most: usize, within: Duration) -> Result<Body, StatusCode> {
    let Ok(read) = tokio::time::timeout(within, to_bytes(body, most)).await else {
        return Err(StatusCode::REQUEST_TIMEOUT);
    };
    read.map(Body::from).map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)
}

/// The answer with the status that its error has. Leptos says 500 to every error.
async fn told(response: Response) -> Response {
    if !response.headers().contains_key(ERROR_MARK) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, ERROR_MAX).await.unwrap_or_default();
    if let Ok(error) = serde_json::from_slice::<ApiError>(&body) {
        parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        refuse::retry_after(&mut parts.headers, &error);
    }
    Response::from_parts(parts, Body::from(body))
}
