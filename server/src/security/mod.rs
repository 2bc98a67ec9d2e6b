//! What stands in front of every door: who may ask, how, how often, and what the browser is told about the answer.

pub mod api;
pub mod csrf;
pub mod headers;
pub mod host;
pub mod methods;
pub mod number;
pub mod parameters;
pub mod peer;
pub mod refuse;
pub mod shed;

use crate::doors::Doors;
use crate::metrics;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;

/// Puts every check in front of a router. The outermost comes first.
pub fn guarded(router: Router, doors: &Doors) -> Router {
    router
        .layer(from_fn_with_state(doors.patience, api::front))
        .layer(csrf::layer())
        .layer(from_fn(csrf::origin_known))
        .layer(from_fn_with_state(doors.clone(), peer::find))
        .layer(from_fn_with_state(doors.clone(), host::check))
        .layer(from_fn(methods::check))
        .layer(CatchPanicLayer::custom(refuse::panicked))
        .layer(from_fn_with_state(doors.clone(), headers::add))
        .layer(from_fn(number::give))
        .layer(from_fn_with_state(doors.metrics.clone(), metrics::count))
}
