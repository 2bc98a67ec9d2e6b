//! What every answer tells the browser it may do, errors included.

use crate::doors::Doors;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use http::{HeaderName, HeaderValue};
use leptos::nonce::Nonce;

const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), HeaderValue::from_static("none")),
];
/// Two years, for browsers that came by TLS.
const TWO_YEARS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Pages whose links carry a secret tell nobody that they were visited.
const SECRET: [&str; 5] = ["/invite", "/reset", "/set-up", "/verify-email", "/join"];

/// No other site ever learns an address of ours. Our own pages say where they are: under `no-referrer` browsers
/// send forms with `Origin: null`, and without TLS that is all they say of where a form comes from.
fn referrer_policy(path: &str) -> HeaderValue {
    HeaderValue::from_static(if SECRET.contains(&path) { "no-referrer" } else { "same-origin" })
}

/// The number that scripts of this one answer carry; a request extension.
#[derive(Clone, Debug)]
pub struct CspNonce(pub Nonce);

/// Gives every request its nonce and every answer its policies. What does not say how long it may be kept is
/// not kept at all.
pub async fn add(State(doors): State<Doors>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    let policy = HeaderValue::from_str(&policy(&nonce));
    let referrer_policy = referrer_policy(request.uri().path());
    request.extensions_mut().insert(CspNonce(nonce));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // A nonce is URL-safe base64, always a good header value.
    if let Ok(policy) = policy {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    headers.insert(REFERRER_POLICY, referrer_policy);
    if doors.public_url.is_https() {
        headers.insert(STRICT_TRANSPORT_SECURITY, TWO_YEARS);
    }
    headers.entry(CACHE_CONTROL).or_insert(NO_STORE);
    response
}

fn policy(nonce: &Nonce) -> String {
    format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}
