//! Who is signed in: looked up for each request, before any door.

use super::Doors;
use crate::security::refuse;
use app::api::error::ApiError;
use app::api::limits::ClientIp;
use app::seen_as;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use directory::SeenAs;
use http::StatusCode;

/// Puts the [`directory::Session`] of the request's cookie into its extensions, if it is good.
pub async fn find(State(doors): State<Doors>, mut request: Request, next: Next) -> Response {
    let ip = request.extensions().get::<ClientIp>().map(|ip| ip.0.to_string());
    let token = doors.cookie().token(request.headers()).map(str::to_owned);
    if let Some(token) = token {
        match doors.directory.session(&token, ip.as_deref()).await {
            Ok(Some(mut session)) => {
                session.caller.seen_as = seen_as::asked(request.headers()).and_then(SeenAs::kept);
                request.extensions_mut().insert(session);
            }
            Ok(None) => {}
            Err(error) => {
                // Not knowing who asks is no reason to let them in, nor to sign them out.
                tracing::error!(%error, "a session cannot be looked up");
                let request_path = request.uri().path();
                let failed = ApiError::Failed { request: crate::security::number::current() };
                return refuse::answer(request_path, StatusCode::SERVICE_UNAVAILABLE, &failed);
            }
        }
    }
    next.run(request).await
}
