//! The people of an organization, as far as the caller sees them, for the page's engine.

use super::Doors;
use super::file::invalid;
use crate::security::refuse;
use app::api::error::ApiError;
use app::api::packed::{PACKED_TYPE, pack};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use directory::{OrgRef, Session};
use domain::{PeopleFilter, Timestamp};
use http::header::{ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use roster::Snapshot;
use std::io::Write as _;

/// How hard brotli tries: a tenth of the size in a tenth of a second for 100,000 people.
const BROTLI_QUALITY: u32 = 4;

/// Answers, as of `?as_of=` where that stands, JSON, or the packed form that the page asks for, compressed where the browser
/// takes that; 304 when the caller has the same already. The page keeps it itself: no cache may.
pub async fn get(
    State(doors): State<Doors>,
    Path(org): Path<String>,
    session: Option<Extension<Session>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Some(Extension(session)) = session else { return refuse::json(&ApiError::SignedOut) };
    let as_of = match as_of(uri.query().unwrap_or_default()) {
        Ok(as_of) => as_of,
        Err(bad) => return refuse::bad_request(&bad),
    };
    let snapshot = match doors.directory.snapshot_at(&session.caller, &OrgRef::Slug(org), as_of).await {
        Ok(snapshot) => snapshot,
        Err(error) => return refuse::json(&ApiError::from(error)),
    };
    let tag = format!("\"{}\"", snapshot.tag());
    let mut response = if has(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let packed = takes_brotli(&headers);
        let form = Form::asked(&headers);
        let body = tokio::task::spawn_blocking(move || body(&snapshot, form, packed)).await;
        let Ok(Some(body)) = body else {
            return refuse::json(&ApiError::Failed { request: crate::security::number::current() });
        };
        let mut response = ([(CONTENT_TYPE, form.media_type())], body).into_response();
        if packed {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        response
    };
    let answered = response.headers_mut();
    answered.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    answered.insert(VARY, HeaderValue::from_static("accept, accept-encoding, cookie"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answered.insert(ETAG, tag);
    }
    response
}

/// The moment in the past that the query asks for: the end of a day, or one in ms.
fn as_of(query: &str) -> Result<Option<Timestamp>, ApiError> {
    if query.is_empty() {
        return Ok(None);
    }
    let only = PeopleFilter::from_strict_query(query).map_err(|bad| invalid(&bad.name, &bad.reason))?;
    let rest = PeopleFilter { as_of: None, ..only.clone() };
    if rest == PeopleFilter::default() { Ok(only.as_of) } else { Err(invalid("query", "asks for more than as_of")) }
}

/// In which form it travels.
#[derive(Clone, Copy)]
enum Form {
    Json,
    /// As the page asks for it.
    Packed,
}

impl Form {
    fn asked(headers: &HeaderMap) -> Self {
        let wanted = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
        if wanted == Some(PACKED_TYPE) { Self::Packed } else { Self::Json }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Packed => PACKED_TYPE,
        }
    }

    fn of(self, snapshot: &Snapshot) -> Option<Vec<u8>> {
        match self {
            Self::Json => serde_json::to_vec(snapshot).ok(),
            Self::Packed => pack(snapshot).ok(),
        }
    }
}

fn body(snapshot: &Snapshot, form: Form, packed: bool) -> Option<Vec<u8>> {
    let plain = form.of(snapshot)?;
    if !packed {
        return Some(plain);
    }
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, BROTLI_QUALITY, 22);
    writer.write_all(&plain).ok()?;
    Some(writer.into_inner())
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|choice| choice.trim() == "br")
}

fn has(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag)
}
