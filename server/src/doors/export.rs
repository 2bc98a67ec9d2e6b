//! The people of an organization as a file: those that the Users page shows its viewer, in that order.

use super::Doors;
use crate::security::{number, refuse};
use app::api::error::ApiError;
use axum::Extension;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use directory::{OrgRef, Session};
use domain::PeopleFilter;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderValue, StatusCode, Uri};
use hyper::body::Frame;
use roster::{Export, ExportFormat, Roster, Snapshot};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

/// Answers `?format=csv` or `json` and the query of the Users page with a file, made while it is sent. A query that is
/// not understood to the letter is 400, and names the parameter: no file has more people than was asked for.
pub async fn get(
    State(doors): State<Doors>,
    Path(org): Path<String>,
    session: Option<Extension<Session>>,
    uri: Uri,
) -> Response {
    let Some(Extension(session)) = session else { return refuse::json(&ApiError::SignedOut) };
    let (format, filter) = match asked(uri.query().unwrap_or_default()) {
        Ok(asked) => asked,
        Err(bad) => {
            let mut response = refuse::json(&bad);
            *response.status_mut() = StatusCode::BAD_REQUEST;
            return response;
        }
    };
    let snapshot = match doors.directory.snapshot(&session.caller, &OrgRef::Slug(org)).await {
        Ok(snapshot) => snapshot,
        Err(error) => return refuse::json(&ApiError::from(error)),
    };
    match tokio::task::spawn_blocking(move || file(snapshot, format, &filter)).await {
        Ok(Some(file)) => file,
        Ok(None) | Err(_) => refuse::json(&ApiError::Failed { request: number::current() }),
    }
}

/// What the query asks for.
fn asked(query: &str) -> Result<(ExportFormat, PeopleFilter), ApiError> {
    let invalid = |field: &str, reason: String| ApiError::Invalid { field: field.to_owned(), reason };
    let (formats, others): (Vec<_>, Vec<_>) =
        form_urlencoded::parse(query.as_bytes()).partition(|(name, _)| name == "format");
    let format = match &formats[..] {
        [(_, format)] => ExportFormat::from_slug(format),
        [] => None,
        _ => return Err(invalid("format", "is given twice".to_owned())),
    };
    let format = format.ok_or_else(|| invalid("format", "is not one of csv, json".to_owned()))?;
    let others = form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
    let filter = PeopleFilter::from_strict_query(&others).map_err(|bad| invalid(&bad.name, bad.reason))?;
    Ok((format, filter))
}

fn file(snapshot: Snapshot, format: ExportFormat, filter: &PeopleFilter) -> Option<Response> {
    let roster = Roster::load(snapshot).ok()?;
    let rows = roster.query(filter, None).rows;
    let disposition = format!("attachment; filename=\"{}\"", format.file_name(&roster));
    let pieces = Export::new(Box::new(roster), rows, format).marked();
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).ok()?),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Some((headers, Body::new(Pieces(pieces))).into_response())
}

/// Pieces of a file as a body: each is made when the one before it was taken.
struct Pieces(Export<Box<Roster>, vec::IntoIter<u32>>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.next().map(|piece| Ok(Frame::data(piece.into()))))
    }
}
