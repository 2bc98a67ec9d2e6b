//! Whose row of the Users page somebody is at, for the others who are there.

use super::Doors;
use crate::security::refuse;
use app::api::error::ApiError;
use app::api::present::Standing;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use directory::{OrgRef, Session};
use http::StatusCode;

/// Takes a [`Standing`] and answers 204. It changes nothing of the organization, is kept in memory while its sender has a
/// stream open, and tells nothing: whoever hears of a row that they do not see does not know whose it is.
pub async fn post(
    State(doors): State<Doors>,
    Path(org): Path<String>,
    session: Option<Extension<Session>>,
    body: Bytes,
) -> Response {
    let Some(Extension(session)) = session else { return refuse::json(&ApiError::SignedOut) };
    let Ok(Standing { at }) = serde_json::from_slice(&body) else {
        let reason = "is neither a user, nor an invitation, nor null".to_owned();
        return refuse::bad_request(&ApiError::Invalid { field: "at".to_owned(), reason });
    };
    match doors.directory.may_hear(&session.caller, &OrgRef::Slug(org)).await {
        Ok(org) => {
            doors.feed.stand(org, session.account, at);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => refuse::json(&ApiError::from(error)),
    }
}
