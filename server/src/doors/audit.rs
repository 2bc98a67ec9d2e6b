//! The audit log as a file, and its chain for whoever checks it themselves.

use super::Doors;
use super::file::{format_of, invalid, sent_as};
use crate::security::{number, refuse};
use app::api::error::ApiError;
use app::text::{audit as words, panel};
use axum::Extension;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use directory::{AuditRecord, Caller, Directory, OrgRef, Session};
use domain::AuditFilter;
use http::Uri;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use hyper::body::Frame;
use roster::csv_record;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

const HEADINGS: [&str; 10] = ["number", "time", "who", "kind", "what", "on_whom", "door", "ip", "command", "hash"];

/// As what the log is taken away.
#[derive(Clone, Copy)]
enum Format {
    /// A line an event, in names (RFC 4180).
    Csv,
    /// A JSON object a line, with the change as it was recorded.
    JsonLines,
}

/// Answers `?format=csv` or `jsonl` and the query of the page with a file, read and made while it is sent, the newest
/// event first. A query that is not understood to the letter is 400, and names the parameter.
pub async fn export(
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
    let (caller, reference) = (session.caller, OrgRef::Slug(org.clone()));
    // Before anything is answered: whoever may not read it is told so.
    let first = match doors.directory.audit_stretch(&caller, &reference, &filter, None).await {
        Ok(first) => first,
        Err(error) => return refuse::json(&ApiError::from(error)),
    };
    let file = format!("{org}-audit-{}.{}", doors.directory.now().to_date(), format.ending());
    let (pieces, body) = mpsc::channel(2);
    tokio::spawn(write(doors.directory, caller, reference, filter, format, first, pieces));
    let sent = sent_as(format.media_type(), &file, Body::new(Pieces(body)));
    sent.unwrap_or_else(|| refuse::json(&ApiError::Failed { request: number::current() }))
}

/// Answers `?after=NUMBER` with the chain's links after that event, as JSON; without it, with the first ones.
pub async fn chain(
    State(doors): State<Doors>,
    Path(org): Path<String>,
    session: Option<Extension<Session>>,
    uri: Uri,
) -> Response {
    let Some(Extension(session)) = session else { return refuse::json(&ApiError::SignedOut) };
    let query = uri.query().unwrap_or_default();
    let after = match query.strip_prefix("after=").map(str::parse::<u64>) {
        Some(Ok(after)) => Some(after),
        None if query.is_empty() => None,
        Some(Err(_)) | None => return refuse::bad_request(&invalid("after", "is not the number of an event")),
    };
    let stretch = match doors.directory.chain_after(&session.caller, &OrgRef::Slug(org), after).await {
        Ok(stretch) => stretch,
        Err(error) => return refuse::json(&ApiError::from(error)),
    };
    match serde_json::to_vec(&stretch) {
        Ok(json) => ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], json).into_response(),
        Err(_) => refuse::json(&ApiError::Failed { request: number::current() }),
    }
}

/// What the query asks for.
fn asked(query: &str) -> Result<(Format, AuditFilter), ApiError> {
    let (format, others) = format_of(query)?;
    let format = match format.as_deref() {
        Some("csv") => Format::Csv,
        Some("jsonl") => Format::JsonLines,
        Some(_) | None => return Err(invalid("format", "is not one of csv, jsonl")),
    };
    let filter = AuditFilter::from_strict_query(&others).map_err(|bad| invalid(&bad.name, &bad.reason))?;
    Ok((format, filter))
}

/// Makes the file, stretch by stretch, as fast as it is taken.
async fn write(
    directory: Directory,
    caller: Caller,
    org: OrgRef,
    filter: AuditFilter,
    format: Format,
    first: Vec<AuditRecord>,
    pieces: mpsc::Sender<io::Result<Bytes>>,
) {
    let mut piece = format.begin();
    let mut records = first;
    loop {
        for record in &records {
            format.add(&mut piece, record);
        }
        let last = records.last().map(|record| record.entry.seq);
        // Whoever stopped taking it is told nothing more.
        if pieces.send(Ok(std::mem::take(&mut piece).into())).await.is_err() {
            return;
        }
        let Some(last) = last else { return };
        match directory.audit_stretch(&caller, &org, &filter, Some(last)).await {
            Ok(more) => records = more,
            Err(error) => {
                tracing::error!(%error, "the audit log was exported in part");
                // The connection breaks: nobody takes a part for the whole.
                let _ = pieces.send(Err(io::Error::other("the audit log cannot be read to the end"))).await;
                return;
            }
        }
    }
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::JsonLines => "application/jsonl",
        }
    }

    /// What stands before the first event. For Excel, a mark of the encoding.
    fn begin(self) -> String {
        let mut text = String::new();
        if let Self::Csv = self {
            text.push('\u{feff}');
            csv_record(&mut text, HEADINGS.into_iter());
        }
        text
    }

    fn add(self, to: &mut String, AuditRecord { entry, change, hash }: &AuditRecord) {
        let what = entry.what.as_ref().map_or_else(|| words::gone().to_owned(), panel::happened);
        let (who, on_whom, door) = (panel::doer(&entry.by), words::concerned(&entry.about), words::door(entry.door));
        let ip = entry.ip.as_deref();
        match self {
            Self::Csv => {
                let (number, time, command) = (entry.seq.to_string(), entry.at.to_rfc3339(), entry.command.to_string());
                let cells =
                    [&number, &time, &who, &entry.kind, &what, &on_whom, door, ip.unwrap_or(""), &command, hash];
                csv_record(to, cells.into_iter());
            }
            Self::JsonLines => {
                let line = serde_json::json!({
                    "number": entry.seq, "time": entry.at.to_rfc3339(), "who": who, "kind": entry.kind, "what": what,
                    "on_whom": on_whom, "door": entry.door, "ip": ip, "command": entry.command, "hash": hash,
                    "change": change, "erased": entry.erased,
                });
                to.push_str(&line.to_string());
                to.push('\n');
            }
        }
    }
}

/// Pieces of a file as a body: each is made when the one before it was taken.
struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
