//! Every door has a policy: the matrix names each server function and each page.

use crate::matrix::FILE;
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

/// What S-25 asks of the cells about deleting and revoking: whoever may not is refused, whosever it is.
#[test]
fn s_25_nobody_deletes_or_revokes_what_is_not_theirs_to() {
    let table = std::fs::read_to_string(FILE).expect("the matrix");
    let deletes = [
        "users/remove",
        "invitations/revoke",
        "teams/remove",
        "roles/remove",
        "bundles/remove",
        "accounts/end_session",
    ];
    let mut asked = 0;
    for line in table.lines().skip(1) {
        let [function, actor, target, outcome] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        if !deletes.contains(&function) {
            continue;
        }
        asked += 1;
        let nothing_to_say = ["anonymous", "suspended", "removed with live session"].contains(&actor)
            || (function != "accounts/end_session" && ["invited", "member"].contains(&actor));
        let elsewhere = actor == "other organization's owner";
        let foreign = ["non-existent", "no org", "other org", "somebody else's"].contains(&target)
            || elsewhere
                != (target == "their org" || (elsewhere && target == "own" && function == "accounts/end_session"));
        let higher = target == "higher" && !actor.contains("owner");
        if nothing_to_say || foreign || higher {
            assert_ne!(outcome, "done", "{line}");
        }
    }
    assert!(asked > 200, "only {asked} cells ask about deleting");
}
