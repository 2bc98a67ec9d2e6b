//! Whether the program is alive, and whether it can serve.

use super::Doors;
use axum::extract::State;
use http::StatusCode;

/// Alive: it answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// Ready: its database answers.
pub async fn ready(State(doors): State<Doors>) -> (StatusCode, &'static str) {
    match doors.directory.is_set_up().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}
