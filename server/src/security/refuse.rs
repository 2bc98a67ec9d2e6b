//! How a request is refused before it comes to its door: JSON under `/api/`, a small page elsewhere.

use crate::security::number;
use app::api::error::ApiError;
use app::language::in_language;
use app::steps::Step;
use app::text::{errors, refused as text, sign_in};
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, StatusCode};
use std::any::Any;

/// Whether a request is for a server function (or another door that speaks JSON).
#[must_use]
pub fn speaks_json(path: &str) -> bool {
    path.starts_with("/api/")
}

/// An answer that refuses, of the kind that the path speaks.
#[must_use]
pub fn answer(path: &str, status: StatusCode, error: &ApiError) -> Response {
    let mut response = if speaks_json(path) { json(error) } else { page(status, "") };
    *response.status_mut() = status;
    retry_after(response.headers_mut(), error);
    response
}

/// Signing in by form has to wait: says how long, and has the form again with what was typed but the password.
#[must_use]
pub fn sign_in_later(busy: &ApiError, email: &str, next: Option<&str>) -> Response {
    let (wait, label, password, submit) = in_language(number::language(), || {
        (errors::words(busy), sign_in::email(), sign_in::password(), sign_in::submit())
    });
    let form = format!(
        "<p role=\"alert\">{}</p><form method=\"post\" action=\"/sign-in\">\
         <p><label>{label} <input name=\"email\" type=\"email\" autocomplete=\"username\" value=\"{}\"></label></p>\
         <p><label>{password} <input name=\"password\" type=\"password\" autocomplete=\"current-password\"></label></p>\
         {}<button>{submit}</button></form>",
        escaped(&wait),
        escaped(email),
        hidden(next),
    );
    later(busy, &form)
}

/// The second step has to wait: says how long, and has its form again.
#[must_use]
pub fn code_later(busy: &ApiError, step: Step, next: Option<&str>) -> Response {
    let (wait, label, submit) = in_language(number::language(), || {
        let label = match step {
            Step::Recovery => sign_in::recovery_code(),
            Step::Code | Step::Password => sign_in::code(),
        };
        (errors::words(busy), label, sign_in::submit())
    });
    let name = match step {
        Step::Recovery => "recovery_code",
        Step::Code | Step::Password => "code",
    };
    let form = format!(
        "<p role=\"alert\">{}</p><form method=\"post\" action=\"/sign-in\">\
         <p><label>{label} <input name=\"{name}\" autocomplete=\"one-time-code\"></label></p>\
         {}<button>{submit}</button></form>",
        escaped(&wait),
        hidden(next),
    );
    later(busy, &form)
}

/// A field that nobody sees: where one wanted to go.
fn hidden(next: Option<&str>) -> String {
    let field = |next: &str| format!("<input type=\"hidden\" name=\"next\" value=\"{}\">", escaped(next));
    next.map(field).unwrap_or_default()
}

fn later(busy: &ApiError, form: &str) -> Response {
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut response = page(status, form);
    *response.status_mut() = status;
    retry_after(response.headers_mut(), busy);
    response
}

/// A text between tags or in quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The error as JSON, with its own status.
#[must_use]
pub fn json(error: &ApiError) -> Response {
    let body = serde_json::to_vec(error).unwrap_or_default();
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(CONTENT_TYPE, "application/json")], body).into_response();
    retry_after(response.headers_mut(), error);
    response
}

/// What was asked is not understood: 400, and the error names the parameter.
#[must_use]
pub fn bad_request(bad: &ApiError) -> Response {
    let mut response = json(bad);
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

/// Says when to come back, in whole seconds.
pub fn retry_after(headers: &mut HeaderMap, error: &ApiError) {
    if let ApiError::Busy { retry_after_ms } = error {
        headers.insert(RETRY_AFTER, HeaderValue::from(retry_after_ms.div_ceil(1_000).max(1)));
    }
}

/// A page that says what happened, without style or script, and what more there is to do.
fn page(status: StatusCode, more: &str) -> Response {
    let language = number::language();
    let ((title, advice), back) = in_language(language, || (text::of(status.as_u16()), text::back()));
    let (tag, direction) = (language.tag(), language.direction().name());
    let body = format!(
        "<!DOCTYPE html><html lang=\"{tag}\" dir=\"{direction}\"><meta charset=\"utf-8\"><title>{title}</title>\
         <main><h1>{title}</h1><p>{advice}</p>{more}<p><a href=\"/\">{back}</a></p></main></html>"
    );
    ([(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_LANGUAGE, tag)], body).into_response()
}

/// The answer after a panic: nothing of its cause but the request's number.
pub fn panicked(_cause: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let request = number::current();
    tracing::error!(%request, "a request panicked");
    // The layer outside this one turns it into a page where that is wanted.
    json(&ApiError::Failed { request })
}
