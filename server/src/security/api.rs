//! In front of the server functions: JSON objects of a bounded size in, the right status out.

use super::refuse;
use app::api::error::ApiError;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, REFERER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body_util::BodyExt as _;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

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
/// How long one waits for a body (F-21).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// The whole of it has to be there after so long; of a list's file, which may come over a slow line, ten times that.
    pub whole: Duration,
    /// From then on no less than [`Self::bytes_a_second`] may have come on the average.
    pub grace: Duration,
    /// How many bytes have to come each second.
    pub bytes_a_second: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self { whole: Duration::from_secs(30), grace: Duration::from_secs(5), bytes_a_second: 1_024 }
    }
}

impl Patience {
    /// The same for a list's file.
    fn for_files(self) -> Self {
        Self { whole: self.whole * 10, ..self }
    }

    /// How long after its beginning more has to come of a body of which so many bytes are there.
    fn until(self, received: usize) -> Duration {
        let received = u32::try_from(received).unwrap_or(u32::MAX);
        (self.grace + Duration::from_secs(1) * received / self.bytes_a_second.max(1)).min(self.whole)
    }
}

/// What leptos marks errors with, and what their bodies are read up to.
const ERROR_MARK: HeaderName = HeaderName::from_static("serverfnerror");
const ERROR_MAX: usize = 64 * 1024;

/// Checks what is asked of `/api/` and sets the status of errors; reads the bodies of all requests, within bounds of size and
/// time.
pub async fn front(State(patience): State<Patience>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if !refuse::speaks_json(&path) {
        let (parts, body) = request.into_parts();
        return match read(body, BODY_MAX, patience).await {
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
    let patience = if FILES.contains(&path.as_str()) { patience.for_files() } else { patience };
    let request = match whole(request, most(&path), patience).await {
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
async fn whole(request: Request, most: usize, patience: Patience) -> Result<Request, StatusCode> {
    let (mut parts, body) = request.into_parts();
    let length = parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > most) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let body = read(body, most, patience).await?;
    parts.headers.remove(REFERER);
    parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    Ok(Request::from_parts(parts, body))
}

/// A body, once it is there: in time, and not too large.
async fn read(mut body: Body, most: usize, patience: Patience) -> Result<Body, StatusCode> {
    let begun = Instant::now();
    let mut received = Vec::new();
    loop {
        let frame = timeout_at(begun + patience.until(received.len()), body.frame()).await;
        let Some(frame) = frame.map_err(|_| StatusCode::REQUEST_TIMEOUT)? else { return Ok(Body::from(received)) };
        // Cut off: nobody reads what is answered.
        let Ok(bytes) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else { continue };
        if received.len() + bytes.len() > most {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        received.extend_from_slice(&bytes);
    }
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
