//! A request is for this installation by name, or it is not answered (S-12).

use super::refuse;
use crate::doors::Doors;
use crate::public_url::PublicUrl;
use app::api::error::ApiError;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;
use http::header::{HOST, REFERER};

/// Answers 421 to a request for another host, and 400 to one that names none or two. Probes of liveness and
/// readiness come by address and are let through. A `Referer` of another site is dropped: nothing in here may
/// ever lead there (S-56).
pub async fn check(State(doors): State<Doors>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !matches!(path, "/healthz" | "/readyz") {
        let status = match names(&request) {
            Some(hosts) if hosts.iter().all(|host| doors.public_url.is_host(host)) => None,
            Some(_) => Some(StatusCode::MISDIRECTED_REQUEST),
            None => Some(StatusCode::BAD_REQUEST),
        };
        if let Some(status) = status {
            return refuse::answer(path, status, &ApiError::NotTaken);
        }
    }
    let referer = request.headers().get(REFERER).and_then(|referer| referer.to_str().ok());
    if referer.is_none_or(|referer| !is_own_page(referer, &doors.public_url)) {
        request.headers_mut().remove(REFERER);
    }
    next.run(request).await
}

/// Every host that the request names: in its target and in its header.
fn names(request: &Request) -> Option<Vec<String>> {
    let mut headers = request.headers().get_all(HOST).iter();
    let (first, second) = (headers.next(), headers.next());
    if second.is_some() {
        return None;
    }
    let header = match first {
        Some(value) => Some(value.to_str().ok()?.to_owned()),
        None => None,
    };
    let target = request.uri().authority().map(|authority| authority.as_str().to_owned());
    let names: Vec<String> = header.into_iter().chain(target).collect();
    (!names.is_empty()).then_some(names)
}

fn is_own_page(referer: &str, own: &PublicUrl) -> bool {
    let Some((scheme, rest)) = referer.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    own.is_origin(&format!("{scheme}://{host}"))
}
