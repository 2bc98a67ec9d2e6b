//! Every door has a policy: the matrix names each server function and each page.

use crate::policies::policies;
use http::Method;
use std::collections::BTreeSet;

/// The server functions that are registered, without `/api/`.
pub fn functions() -> BTreeSet<String> {
    server_fn::axum::server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/").to_owned()).collect()
}

#[test]
fn every_server_function_has_a_policy() {
    let named: BTreeSet<String> = policies().map(|policy| policy.function.to_owned()).collect();
    let registered = functions();
    let uncovered: Vec<&String> = registered.difference(&named).collect();
    assert!(
        uncovered.is_empty(),
        "no policy for {uncovered:?}: add a line for each to POLICIES in server/tests/doors/policies.rs, run the tests \
         with UPDATE_MATRIX=1 and read what changed in server/tests/authz/matrix.csv"
    );
    let gone: Vec<&String> = named.difference(&registered).collect();
    assert!(gone.is_empty(), "policies for functions that are gone: {gone:?}");
}

#[test]
fn s_55_every_server_function_is_asked_by_post() {
    for (path, method) in server_fn::axum::server_fn_paths() {
        assert_eq!(method, Method::POST, "{path}");
        assert!(path.starts_with("/api/"), "{path}");
    }
}
