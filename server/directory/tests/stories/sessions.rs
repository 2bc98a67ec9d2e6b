//! Sessions: until when they are good, and who ends them.

use crate::support::{PASSWORD, Stage, on_both, visitor};
use directory::Error;
use domain::{Command, DAY_MS, MINUTE_MS, RoleKey};

on_both! {
    s_36_only_the_whole_token_is_a_session
    sessions_end_when_unused_and_at_their_age
    use_is_noted_to_the_minute
    s_35_signing_out_everywhere_counts_from_that_very_moment
    s_35_an_admins_sign_out_reaches_that_organization_only
    s_33_standing_and_role_are_read_on_each_call
    sessions_that_are_over_are_kept_for_a_month
    one_lists_and_ends_ones_own_sessions_only
}

async fn s_36_only_the_whole_token_is_a_session(stage: Stage) {
    let olga = stage.acme().await;
    for end in 0..olga.token.len() {
        assert!(stage.directory.session(&olga.token[..end], None).await.expect("looked up").is_none(), "{end}");
    }
    let longer = format!("{}A", olga.token);
    assert!(stage.directory.session(&longer, None).await.expect("looked up").is_none());
    assert!(olga.is_signed_in().await);
}

async fn sessions_end_when_unused_and_at_their_age(stage: Stage) {
    let olga = stage.acme().await;
    stage.clock.advance(7 * DAY_MS - 1);
    assert!(olga.is_signed_in().await);
    stage.directory.settled().await;
    stage.clock.advance(7 * DAY_MS);
    assert!(!olga.is_signed_in().await, "unused for a week");

    let again = stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("signed in");
    for _ in 0..29 {
        stage.clock.advance(DAY_MS);
        assert!(stage.directory.session(again.token.expose(), None).await.expect("looked up").is_some());
        stage.directory.settled().await;
    }
    stage.clock.advance(DAY_MS);
    assert!(stage.directory.session(again.token.expose(), None).await.expect("looked up").is_none(), "a month old");
}

async fn sessions_that_are_over_are_kept_for_a_month(stage: Stage) {
    let olga = stage.acme().await;
    let cleaned = async || stage.directory.clean().await.expect("cleaned").sessions;
    let kept = async || stage.number("select count(*) from sessions").await;
    // Signed out today; unused from today on, which is over in a week.
    let ended = stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("signed in");
    let ended = stage.directory.session(ended.token.expose(), None).await.expect("looked up").expect("good");
    stage.directory.end_session(&ended).await.expect("signed out");
    stage.clock.advance(30 * DAY_MS - 1);
    assert_eq!((cleaned().await, kept().await), (0, 2));
    stage.clock.advance(1);
    assert_eq!((cleaned().await, kept().await), (1, 1));
    stage.clock.advance(7 * DAY_MS - 1);
    assert_eq!((cleaned().await, kept().await), (0, 1));
    stage.clock.advance(1);
    assert_eq!((cleaned().await, kept().await), (1, 0));
    // In use to its last day, which is its thirtieth.
    let used = stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("signed in");
    for _ in 0..29 {
        stage.clock.advance(DAY_MS);
        assert!(stage.directory.session(used.token.expose(), None).await.expect("looked up").is_some());
        stage.directory.settled().await;
        assert_eq!(cleaned().await, 0, "in use");
    }
    stage.clock.advance(31 * DAY_MS - 1);
    assert_eq!((cleaned().await, kept().await), (0, 1));
    stage.clock.advance(5 * DAY_MS);
    assert_eq!((cleaned().await, kept().await), (1, 0));
}

async fn use_is_noted_to_the_minute(stage: Stage) {
    let olga = stage.acme().await;
    let seen = "select max(last_seen_at) from sessions";
    let active = "select coalesce(max(last_active), 0) from users";
    let start = stage.number(seen).await;
    stage.clock.advance(MINUTE_MS - 1);
    assert!(olga.is_signed_in().await);
    stage.directory.settled().await;
    assert_eq!((stage.number(seen).await, stage.number(active).await), (start, start), "signing in is being seen");
    stage.clock.advance(1);
    assert!(olga.is_signed_in().await);
    stage.directory.settled().await;
    assert_eq!((stage.number(seen).await, stage.number(active).await), (start + MINUTE_MS, start + MINUTE_MS));
    assert_eq!(stage.number("select count(*) from events").await, 2, "being seen is no event");
}

async fn s_35_signing_out_everywhere_counts_from_that_very_moment(stage: Stage) {
    let olga = stage.acme().await;
    let other = stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("a second browser");
    stage.directory.end_all_sessions(&olga.session).await.expect("signed out");
    assert!(!olga.is_signed_in().await);
    assert!(stage.directory.session(other.token.expose(), None).await.expect("looked up").is_none());
    // Even a row that nobody ended is over, and so is a call that was under way.
    stage.sql("update sessions set ended_at = null").await.expect("done");
    assert!(!olga.is_signed_in().await);
    let late = olga.does(Command::CreateTeam { name: domain::Name::parse("Late").expect("a name") }).await;
    assert!(matches!(late, Err(Error::SignedOut)), "{late:?}");
    // Whoever signs in in the same millisecond is in.
    let again = stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("signed in");
    assert!(stage.directory.session(again.token.expose(), None).await.expect("looked up").is_some());
}

async fn s_35_an_admins_sign_out_reaches_that_organization_only(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = zoe.invites(&adam.email, RoleKey::Admin).await.expect("invited");
    stage.directory.accept_signed_in(&adam.session, &token).await.expect("in both");
    olga.does(Command::SignOut { users: vec![adam.user] }).await.expect("signed out");
    assert!(adam.is_signed_in().await, "the account is not");
    let here = stage.directory.general(&adam.session.caller, &adam.org()).await;
    assert!(matches!(here, Err(Error::SignedOut)));
    assert!(stage.directory.general(&adam.session.caller, &zoe.org()).await.is_ok());
    let list = stage.directory.organizations_of(&adam.session).await.expect("his");
    assert_eq!(list.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>(), ["zeta"]);
    stage.directory.end_all_sessions(&adam.session).await.expect("signed out");
    let there = stage.directory.general(&adam.session.caller, &zoe.org()).await;
    assert!(matches!(there, Err(Error::SignedOut)));
}

async fn s_33_standing_and_role_are_read_on_each_call(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let team = |name: &str| Command::CreateTeam { name: domain::Name::parse(name).expect("a name") };
    adam.does(team("One")).await.expect("an Admin may");
    olga.set_role(&adam, RoleKey::Member).await.expect("demoted");
    let refused = crate::support::refusal(adam.does(team("Two")).await);
    assert!(matches!(refused, domain::Refusal::NotAllowed { .. }));
    olga.set_role(&adam, RoleKey::Admin).await.expect("promoted");
    stage.clock.advance(1);
    olga.suspend(&adam).await.expect("suspended");
    assert!(!adam.is_signed_in().await, "suspended in the only organization");
    assert!(matches!(adam.does(team("Three")).await, Err(Error::NotFound)));
    assert!(matches!(stage.directory.roles(&adam.session.caller, &adam.org()).await, Err(Error::NotFound)));
    olga.reactivate(&adam).await.expect("back");
    assert!(matches!(adam.does(team("Four")).await, Err(Error::SignedOut)), "the old session stays over");
    let again = stage.directory.sign_in(&adam.email, PASSWORD, &visitor()).await.expect("signed in");
    let session = stage.directory.session(again.token.expose(), None).await.expect("looked up").expect("good");
    let envelope = stage.envelope(team("Five"));
    stage.directory.execute(&session.caller, &adam.org(), envelope).await.expect("an Admin again");
    olga.remove(&adam).await.expect("removed");
    let envelope = stage.envelope(team("Six"));
    let gone = stage.directory.execute(&session.caller, &adam.org(), envelope).await;
    assert!(matches!(gone, Err(Error::NotFound)));
}

async fn one_lists_and_ends_ones_own_sessions_only(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let other = stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("a second browser");
    let list = stage.directory.my_sessions(&olga.session).await.expect("hers");
    assert_eq!(list.len(), 2);
    assert_eq!(list.iter().filter(|card| card.current).map(|card| card.id).collect::<Vec<_>>(), [olga.session.id]);
    assert!(list.iter().all(|card| card.agent.as_deref() == Some("Story/1.0")));
    let not_his = stage.directory.end_other(&ben.session, other.session).await;
    assert!(matches!(not_his, Err(Error::NotFound)));
    stage.directory.end_other(&olga.session, other.session).await.expect("ended");
    let twice = stage.directory.end_other(&olga.session, other.session).await;
    assert!(matches!(twice, Err(Error::NotFound)));
    assert!(stage.directory.session(other.token.expose(), None).await.expect("looked up").is_none());
    stage.directory.end_session(&olga.session).await.expect("signed out");
    assert!(!olga.is_signed_in().await);
    assert!(ben.is_signed_in().await);
}
