//! What doors that answer with a file have in common.

use app::api::error::ApiError;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

/// The format that a query asks for, if it does, and the query without it.
///
/// # Errors
/// [`ApiError::Invalid`] when it asks twice.
pub(super) fn format_of(query: &str) -> Result<(Option<String>, String), ApiError> {
    let (formats, others): (Vec<_>, Vec<_>) =
        form_urlencoded::parse(query.as_bytes()).into_owned().partition(|(name, _)| name == "format");
    if formats.len() > 1 {
        return Err(invalid("format", "is given twice"));
    }
    let others = form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
    Ok((formats.into_iter().next().map(|(_, format)| format), others))
}

/// What is wrong with a parameter.
pub(super) fn invalid(field: &str, reason: &str) -> ApiError {
    ApiError::Invalid { field: field.to_owned(), reason: reason.to_owned() }
}

/// The body as a file of that name, which nobody keeps. None where no file can be called that.
pub(super) fn sent_as(media_type: &'static str, name: &str, body: Body) -> Option<Response> {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).ok()?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Some((headers, body).into_response())
}
