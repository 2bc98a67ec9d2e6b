//! Requests that change something come from our own pages (S-55): the scheme of Go 1.25, by `Sec-Fetch-Site`
//! and `Origin`, and a refusal when a request has neither.

use super::refuse;
use crate::public_url::PublicUrl;
use app::api::error::ApiError;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::ORIGIN;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use tower_http_csrf::csrf::{CsrfLayer, ProtectionError};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses what comes from another site's page.
pub fn layer() -> CsrfLayer<fn(ProtectionError) -> Response<Body>> {
    CsrfLayer::new().with_rejection_response(refused as fn(ProtectionError) -> Response<Body>)
}

/// Whether another site's page asks, for doors that a foreign page may not open either, though they change nothing (S-57).
#[must_use]
pub fn is_from_elsewhere(headers: &HeaderMap, own: &PublicUrl) -> bool {
    let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default());
    match (text(FETCH_SITE), text(ORIGIN)) {
        (Some(site), _) => site != "same-origin",
        (None, Some(origin)) => !own.is_origin(origin),
        // Over plain HTTP a browser says neither of its own pages.
        (None, None) => false,
    }
}

/// Marks an answer of [`layer`], which does not know what was asked for: [`origin_known`], around it, does.
#[derive(Clone, Copy, Debug)]
struct FromElsewhere;

fn refused(_why: ProtectionError) -> Response<Body> {
    let mut response = refuse::json(&ApiError::NotTaken);
    response.extensions_mut().insert(FromElsewhere);
    response
}

/// Refuses a request that would change something and does not say where it comes from. These doors work by
/// cookie, and every browser says it; programs have other doors. Either refusal is a page where a form was sent.
pub async fn origin_known(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let said = request.headers().contains_key(FETCH_SITE) || request.headers().contains_key(ORIGIN);
    let path = request.uri().path().to_owned();
    if safe || said {
        let response = next.run(request).await;
        if response.extensions().get::<FromElsewhere>().is_none() {
            return response;
        }
    }
    refuse::answer(&path, StatusCode::FORBIDDEN, &ApiError::NotTaken)
}
