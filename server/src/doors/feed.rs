//! What happens in an organization, as it happens: server-sent events for its pages.

use super::Doors;
use crate::feed::NoStream;
use crate::security::{csrf, refuse};
use app::api::error::ApiError;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use directory::{OrgRef, Session};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, StatusCode, Uri};

const LAST_EVENT_ID: &str = "last-event-id";
/// When to try again where there are too many streams, in ms.
const LATER_MS: u32 = 30_000;

/// Answers with a stream of the events after the one that `Last-Event-ID`, or else `?after=`, names. Its messages:
/// - without a name: new events, as a JSON list; to who may read all that they say
/// - `look`: something happened; to others, whose snapshot says what they may see of it
/// - `refresh`: more happened than is told one by one, or the viewer sees something else now: fetch the snapshot anew
/// - `beside`: what changed without an event, to who may read all of them: a [`roster::Beside`] as JSON; no id
/// - `present`: who is on the page now, the viewer too, as a JSON list of [`app::api::present::Present`]; no id
/// - `reconnect`: the server is about to end
///
/// With `&unseen`, others are not told that the viewer is there: a page that shows no people asks so. The ids of the others
/// are the number of the last event. It ends when the viewer may not listen any more.
pub async fn get(
    State(doors): State<Doors>,
    Path(org): Path<String>,
    session: Option<Extension<Session>>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    if csrf::is_from_elsewhere(&headers, &doors.public_url) {
        return refuse::answer(uri.path(), StatusCode::FORBIDDEN, &ApiError::NotTaken);
    }
    let Some(Extension(session)) = session else { return refuse::json(&ApiError::SignedOut) };
    let Some(after) = after(&headers, uri.query().unwrap_or_default()) else {
        let reason = "is not the number of an event".to_owned();
        return refuse::bad_request(&ApiError::Invalid { field: "after".to_owned(), reason });
    };
    let org = match doors.directory.may_hear(&session.caller, &OrgRef::Slug(org)).await {
        Ok(org) => org,
        Err(error) => return refuse::json(&ApiError::from(error)),
    };
    let shown = !form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).any(|(name, _)| name == "unseen");
    match doors.feed.open(org, session, after, shown) {
        Ok(messages) => {
            // Proxies that gather answers before they pass them on are told not to.
            let unbuffered = (HeaderName::from_static("x-accel-buffering"), "no");
            let headers = [(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store"), unbuffered];
            (headers, Body::new(messages)).into_response()
        }
        Err(NoStream::TooMany) => refuse::json(&ApiError::Busy { retry_after_ms: LATER_MS }),
        Err(NoStream::Ending) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The number of the last event that the page has.
fn after(headers: &HeaderMap, query: &str) -> Option<u64> {
    if let Some(last) = headers.get(LAST_EVENT_ID) {
        return last.to_str().ok()?.parse().ok();
    }
    let mut asked = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "after");
    let (first, second) = (asked.next()?, asked.next());
    first.1.parse().ok().filter(|_| second.is_none())
}
