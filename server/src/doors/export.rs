//! The people of an organization as a file: those that the Users page shows its viewer, in that order; `as_of` as they were
//! at the end of a day, or at a moment.

use super::Doors;
use super::file::{format_of, invalid, sent_as};
use crate::security::{number, refuse};
use app::api::error::ApiError;
use axum::Extension;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Path, State};
use axum::response::Response;
use directory::{OrgRef, Session};
use domain::PeopleFilter;
use http::Uri;
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
        Err(bad) => return refuse::bad_request(&bad),
    };
    let snapshot = match doors.directory.snapshot_at(&session.caller, &OrgRef::Slug(org), filter.as_of).await {
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
    let (format, others) = format_of(query)?;
    let format = format.and_then(|format| ExportFormat::from_slug(&format));
    let format = format.ok_or_else(|| invalid("format", "is not one of csv, json"))?;
    let filter = PeopleFilter::from_strict_query(&others).map_err(|bad| invalid(&bad.name, &bad.reason))?;
    Ok((format, filter))
}

fn file(snapshot: Snapshot, format: ExportFormat, filter: &PeopleFilter) -> Option<Response> {
    let roster = Roster::load(snapshot).ok()?;
    let rows = roster.query(filter, None).rows;
    let name = format.file_name(&roster);
    let pieces = Export::new(Box::new(roster), rows, format).marked();
    sent_as(format.media_type(), &name, Body::new(Pieces(pieces)))
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
