//! Events: one each, chained, and nobody changes them afterwards.

use crate::support::{Kind, PASSWORD, Stage, kinds, on_both, visitor};
use domain::{Command, RoleKey};
use sea_orm::ConnectionTrait;

on_both! {
    s_61_the_chain_recomputes_and_any_tampering_shows
    s_61_the_database_refuses_to_change_events_and_refused_attempts
    each_change_is_one_event_with_who_and_from_where
    what_is_refused_among_several_is_noted_too
}

async fn some_history(stage: &Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    olga.set_role(&ben, RoleKey::Admin).await.expect("promoted");
    let cleo = stage.join(&ben, "Cleo Cy", RoleKey::Member).await;
    ben.suspend(&cleo).await.expect("suspended");
    olga.remove(&ben).await.expect("removed");
}

async fn s_61_the_chain_recomputes_and_any_tampering_shows(stage: Stage) {
    some_history(&stage).await;
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    // Texts can be erased without breaking it.
    stage.sql("update events set personal = null where seq = 3").await.expect("erased");
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    let off = match stage.kind {
        Kind::Sqlite => "drop trigger events_stay",
        Kind::Postgres => "alter table events disable trigger events_stay",
    };
    stage.sql(off).await.expect("somebody who owns the database");
    for (tampering, seq) in [
        ("update events set at = at + 1 where seq = 3", 3),
        ("update events set actor_kind = 'system' where seq = 4", 4),
        ("update events set body = replace(body, 'user', 'User') where seq = 5", 5),
    ] {
        let backend = stage.raw.get_database_backend();
        stage.raw.execute_unprepared("begin").await.expect("begun");
        stage.raw.execute_raw(sea_orm::Statement::from_string(backend, tampering)).await.expect("tampered");
        assert_eq!(stage.broken_events().await, [seq], "{tampering}");
        stage.raw.execute_unprepared("rollback").await.expect("back");
    }
}

async fn s_61_the_database_refuses_to_change_events_and_refused_attempts(stage: Stage) {
    some_history(&stage).await;
    let olga = stage.directory.sign_in("olga@acme.test", PASSWORD, &visitor()).await.expect("signed in");
    let session = stage.directory.session(olga.token.expose(), None).await.expect("looked up").expect("good");
    let last = stage.envelope(Command::Leave);
    let refused = stage.directory.execute(&session.caller, &"acme".into(), last).await;
    assert_eq!(crate::support::refusal(refused), domain::Refusal::LastOwner);
    assert_eq!(stage.number("select count(*) from refused_attempts").await, 1);
    for change in [
        "update events set at = 0 where seq = 1",
        "update events set body = '{}' where seq = 2",
        "update events set personal = '[]' where seq = 2",
        "update events set seq = seq + 1000",
        "update events set ip = null where seq = 3",
        "delete from events where seq = 1",
        "delete from events",
        "update refused_attempts set code = 'fine'",
        "delete from refused_attempts",
    ] {
        assert!(stage.sql(change).await.is_err(), "{change}");
    }
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
}

async fn what_is_refused_among_several_is_noted_too(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let mia = stage.join(&olga, "Mia Mo", RoleKey::Member).await;
    let both = Command::Suspend { users: vec![mia.user, olga.user], reason: None, successors: Vec::new(), heir: None };
    let answer = adam.does(both).await.expect("one of them");
    assert_eq!((answer.events.len(), answer.refused.len()), (1, 1));
    let noted = stage.rows("select action, subject, code from refused_attempts").await;
    let noted: Vec<[String; 3]> =
        noted.iter().map(|row| [0, 1, 2].map(|at| row.try_get_by_index(at).expect("text"))).collect();
    assert_eq!(noted, [["suspend".to_owned(), olga.user.0.to_string(), "person_above_yours".to_owned()]]);
}

async fn each_change_is_one_event_with_who_and_from_where(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::TeamOwner).await;
    let design = olga.creates_team("Design").await;
    let add = Command::ChangeTeams { users: vec![ben.user], add: vec![design], remove: Vec::new() };
    assert_eq!(kinds(&olga.does(add.clone()).await.expect("in")), ["user_teams_changed"]);
    assert!(olga.does(add).await.expect("in already").events.is_empty(), "the same call twice is harmless");
    olga.does(Command::SetTeamOwner { team: design, user: ben.user, owner: true }).await.expect("owns it");
    let demoted = olga.set_role(&ben, RoleKey::Member).await.expect("demoted");
    assert_eq!(kinds(&demoted), ["user_teams_changed", "user_role_set"], "and owns no team any more");
    assert!(demoted.events.iter().all(|event| event.actor == domain::Actor::User(olga.user)));
    assert_eq!(
        stage.number("select count(*) from events where ip like '$%' and personal like '%192.0.2.7%'").await,
        1,
        "the acceptance"
    );
    assert_eq!(stage.number("select count(distinct command_id) from events").await, 6 + 1);
}
