//! Clocks that jump (F-13).

use crate::support::{PASSWORD, Persona, Stage, on_both, visitor};
use directory::{Clock, Directory, Error};
use domain::{AuditFilter, DAY_MS, MINUTE_MS, Refusal, RoleKey};

on_both! {
    f_13_no_session_lives_longer_because_a_clock_was_set_back
    f_13_a_server_whose_clock_is_a_little_behind_serves_all_the_same
    f_13_an_invitation_ends_when_its_row_says
    f_13_events_are_in_the_order_they_happened_in
}

/// An hour, in ms.
const HOUR_MS: i64 = 60 * MINUTE_MS;

async fn f_13_no_session_lives_longer_because_a_clock_was_set_back(stage: Stage) {
    let olga = stage.acme().await;
    stage.clock.advance(-HOUR_MS);
    assert!(!olga.is_signed_in().await, "a session of an hour that is still to come is over");
    let sign_in = async || stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("signed in");
    let is_good = async |token: &str| stage.directory.session(token, None).await.expect("looked up").is_some();
    // Also after she signed out everywhere while the clock was ahead.
    let next = sign_in().await;
    let session = stage.directory.session(next.token.expose(), None).await.expect("looked up").expect("good");
    stage.clock.advance(HOUR_MS);
    stage.directory.end_all_sessions(&session).await.expect("signed out");
    stage.clock.advance(-HOUR_MS);
    let last = sign_in().await;
    assert!(is_good(last.token.expose()).await, "who signs in is in");
    // A month from then on, and not from when the clock was ahead.
    for _ in 0..29 {
        stage.clock.advance(DAY_MS);
        assert!(is_good(last.token.expose()).await);
        stage.directory.settled().await;
    }
    stage.clock.advance(DAY_MS - 1);
    assert!(is_good(last.token.expose()).await);
    stage.clock.advance(1);
    assert!(!is_good(last.token.expose()).await, "a month old");
}

/// Another server on the same database, whose clock differs.
async fn server_at(stage: &Stage, ms: i64) -> (Directory, Clock) {
    let clock = Clock::set(stage.directory.now().plus_ms(ms));
    (Directory::new(stage.database().await, clock.clone(), stage.directory.config().clone()), clock)
}

async fn f_13_a_server_whose_clock_is_a_little_behind_serves_all_the_same(stage: Stage) {
    let olga = stage.acme().await;
    let (behind, clock) = server_at(&stage, -4 * MINUTE_MS).await;
    let there = Persona { directory: behind.clone(), clock, ..olga.clone() };
    assert!(there.is_signed_in().await);
    there.creates_team("Design").await;
    // What is seen there takes nothing away from what was seen here.
    behind.settled().await;
    assert!(olga.is_signed_in().await);
    let (far, _) = server_at(&stage, -6 * MINUTE_MS).await;
    assert!(far.session(&olga.token, None).await.expect("looked up").is_none(), "so far behind it is a clock set back");
}

async fn f_13_an_invitation_ends_when_its_row_says(stage: Stage) {
    let olga = stage.acme().await;
    let token = olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let ends = stage.number("select expires_at from invitations").await;
    // Jumps to and fro, and looks at it, move nothing.
    for ms in [-30 * DAY_MS, 30 * DAY_MS, -HOUR_MS, HOUR_MS] {
        stage.clock.advance(ms);
        stage.directory.look_up_invitation(&token, None).await.expect("open");
    }
    assert_eq!(stage.number("select expires_at from invitations").await, ends);
    stage.clock.advance(ends - stage.directory.now().0);
    let late = stage.directory.accept_as_new(&token, "Ana", PASSWORD, &visitor()).await;
    assert!(matches!(late, Err(Error::Refused { refusal: Refusal::InvitationExpired, .. })), "{late:?}");
}

async fn f_13_events_are_in_the_order_they_happened_in(stage: Stage) {
    let olga = stage.acme().await;
    let mut names = Vec::new();
    for (name, ms) in [("One", 0), ("Two", -3 * MINUTE_MS), ("Three", MINUTE_MS), ("Four", -2 * MINUTE_MS)] {
        stage.clock.advance(ms);
        olga.creates_team(name).await;
        names.insert(0, name);
    }
    let page = olga.directory.audit_log(&olga.session.caller, &olga.org(), &AuditFilter::default(), None).await;
    let entries = page.expect("read").entries;
    let numbers: Vec<u64> = entries.iter().map(|entry| entry.seq).collect();
    assert!(numbers.is_sorted_by(|later, earlier| later > earlier), "{numbers:?}");
    let told: Vec<String> = entries.iter().map(|entry| format!("{:?}", entry.what)).collect();
    for (name, told) in names.iter().zip(&told) {
        assert!(told.contains(name), "{name} in {told}");
    }
    assert!(entries[0].at < entries[3].at, "the times are those of the clock");
    assert_eq!(stage.broken_events().await, [0; 0], "and the chain holds");
}
