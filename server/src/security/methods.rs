//! Methods that no door has are answered before anything else looks at the request.

use super::refuse;
use app::api::error::ApiError;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::ALLOW;
use http::{HeaderValue, Method, StatusCode};

/// Lets GET, HEAD and POST pass. Under `/api/` only POST does.
pub async fn check(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let json = refuse::speaks_json(path);
    let taken = match *request.method() {
        Method::POST => true,
        Method::GET | Method::HEAD => !json,
        _ => false,
    };
    if taken {
        return next.run(request).await;
    }
    let mut response = refuse::answer(path, StatusCode::METHOD_NOT_ALLOWED, &ApiError::NotTaken);
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(if json { "POST" } else { "GET, HEAD, POST" }));
    response
}
