//! Whether the program is alive, and whether it can serve.

use super::Doors;
use axum::extract::State;
use http::StatusCode;
use std::sync::atomic::Ordering;

/// Alive: it answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// Ready: its database answers, and it was not told to stop. New connections are refused from then on as well; this
/// is for who asks on one that is open still (F-14).
pub async fn ready(State(doors): State<Doors>) -> (StatusCode, &'static str) {
    if doors.ending.load(Ordering::SeqCst) {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match doors.directory.is_set_up().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}
