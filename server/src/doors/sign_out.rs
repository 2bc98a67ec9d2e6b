//! Signing out.

use super::Doors;
use super::pages::see_other;
use app::api::context::FORGET;
use app::seen_as;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use directory::Session;
use http::header::SET_COOKIE;
use http::{HeaderValue, StatusCode};

/// Ends the session, if there is one, and has the browser forget it and what it kept.
pub async fn post(State(doors): State<Doors>, session: Option<Extension<Session>>) -> Response {
    if let Some(Extension(session)) = session
        && let Err(error) = doors.directory.end_session(&session).await
    {
        tracing::error!(%error, "a session cannot be ended");
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let mut response = see_other("/sign-in");
    if let Some(cookie) = doors.cookie().clear() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    // Whoever signs in next sees with their own role.
    response.headers_mut().append(SET_COOKIE, HeaderValue::from_static(seen_as::FORGET));
    response.headers_mut().insert(FORGET.0, FORGET.1);
    response
}
