//! Cancelling a command: nothing of it happened, or it is done; and both who sent it and who cancels are told the same.

use crate::support::{Stage, on_both};
use directory::{Caller, Directory, Error};
use domain::{Addressee, CancelOutcome, Command, Envelope, Invite, RoleKey};

on_both! {
    what_is_cancelled_before_it_comes_never_happens
    what_is_done_is_not_cancelled_and_can_be_undone
    nobody_cancels_what_another_wants
    whoever_is_quicker_both_are_told_the_same
    on_two_servers_too
}

async fn invite(stage: &Stage, round: usize, people: usize) -> Envelope<Command> {
    let roles = stage.directory.roles(&Caller::operator(), &"acme".into()).await.expect("roles").roles;
    let role = roles.iter().find(|card| card.role.key == Some(RoleKey::Member)).expect("built in").role.id;
    let address = |n| Addressee { email: format!("p{round}.{n}@acme.test"), name: None };
    let addresses = (0..people).map(address).collect();
    stage.envelope(Command::Invite(Invite {
        addresses,
        role,
        teams: Vec::new(),
        days: 7,
        note: None,
        start_fresh: Vec::new(),
        access_days: None,
        bundle: None,
    }))
}

async fn what_is_cancelled_before_it_comes_never_happens(stage: Stage) {
    let olga = stage.acme().await;
    let envelope = invite(&stage, 0, 3).await;
    let before = stage.everything_stored().await;
    for _ in 0..2 {
        let outcome = stage.directory.cancel(&olga.session.caller, &olga.org(), envelope.intent_id).await;
        assert_eq!(outcome.expect("taken back"), CancelOutcome::Cancelled);
        let late = stage.directory.execute(&olga.session.caller, &olga.org(), envelope.clone()).await;
        assert!(matches!(late, Err(Error::Cancelled)), "{late:?}");
    }
    let intent = "select count(*) from intents where answer = ''";
    assert_eq!(stage.number(intent).await, 1);
    stage.sql("delete from intents where answer = ''").await.expect("deleted");
    assert_eq!(stage.everything_stored().await, before, "nothing else is stored");
}

async fn what_is_done_is_not_cancelled_and_can_be_undone(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let envelope =
        stage.envelope(Command::Suspend { users: vec![ben.user], reason: None, successors: Vec::new(), heir: None });
    let org = olga.org();
    let execute = || stage.directory.execute(&olga.session.caller, &org, envelope.clone());
    let answer = execute().await.expect("suspended");
    let outcome = stage.directory.cancel(&olga.session.caller, &olga.org(), envelope.intent_id).await;
    assert_eq!(outcome.expect("told"), CancelOutcome::Done);
    assert_eq!(execute().await.expect("a repeat gets the first answer"), answer);
    olga.does(Command::Undo { command: answer.command }).await.expect("undone");
    // The same intent is not one in another organization.
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let link = zoe.invites(&olga.email, RoleKey::Member).await.expect("invited");
    stage.directory.accept_signed_in(&olga.session, &link).await.expect("accepted");
    let outcome = stage.directory.cancel(&olga.session.caller, &zoe.org(), envelope.intent_id).await;
    assert!(matches!(outcome, Err(Error::IntentReused)), "{outcome:?}");
}

async fn nobody_cancels_what_another_wants(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let envelope = invite(&stage, 0, 1).await;
    let outcome = stage.directory.cancel(&adam.session.caller, &adam.org(), envelope.intent_id).await;
    assert_eq!(outcome.expect("his own, which never came"), CancelOutcome::Cancelled);
    let done = stage.directory.execute(&olga.session.caller, &olga.org(), envelope.clone()).await;
    assert_eq!(done.expect("hers").events.len(), 1);
    let outcome = stage.directory.cancel(&adam.session.caller, &adam.org(), envelope.intent_id).await;
    assert_eq!(outcome.expect("he learns nothing of hers"), CancelOutcome::Cancelled);
    // Who is not part of the organization cancels nothing there.
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let outcome =
        stage.directory.cancel(&zoe.session.caller, &olga.org(), stage.envelope(Command::Leave).intent_id).await;
    assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    olga.remove(&adam).await.expect("removed");
    let outcome = stage.directory.cancel(&adam.session.caller, &olga.org(), envelope.intent_id).await;
    assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
}

async fn whoever_is_quicker_both_are_told_the_same(stage: Stage) {
    let other = stage.directory.clone();
    races(&stage, &other).await;
}

async fn on_two_servers_too(stage: Stage) {
    let other = stage.another_server().await;
    races(&stage, &other).await;
    other.close().await.expect("closed");
}

/// Rounds in which a command and its cancelling are on their way at once; in every second the command goes first.
async fn races(stage: &Stage, other: &Directory) {
    let olga = stage.acme().await;
    for round in 0..20 {
        let envelope = invite(stage, round, 30).await;
        let (id, caller) = (envelope.intent_id, olga.session.caller.clone());
        let execute = {
            let (directory, caller, org, envelope) =
                (stage.directory.clone(), caller.clone(), olga.org(), envelope.clone());
            move || tokio::spawn(async move { directory.execute(&caller, &org, envelope).await })
        };
        let cancel = {
            let (directory, caller, org) = (other.clone(), caller.clone(), olga.org());
            move || tokio::spawn(async move { directory.cancel(&caller, &org, id).await })
        };
        let (done, cancelled) = if round % 2 == 0 {
            let running = execute();
            (running, cancel())
        } else {
            let cancelling = cancel();
            (execute(), cancelling)
        };
        let (done, cancelled) = (done.await.expect("ran"), cancelled.await.expect("ran").expect("told"));
        let people = format!("from invitations where email like 'p{round}.%'");
        let invited = stage.number(&format!("select count(*) {people}")).await;
        let mailed = stage.number(&format!("select count(*) from outbox where recipient like 'p{round}.%'")).await;
        match (&done, cancelled) {
            (Ok(answer), CancelOutcome::Done) => assert_eq!((answer.events.len(), invited, mailed), (30, 30, 30)),
            (Err(Error::Cancelled), CancelOutcome::Cancelled) => assert_eq!((invited, mailed), (0, 0)),
            other => panic!("round {round}: {other:?}"),
        }
        let again = stage.directory.execute(&caller, &olga.org(), envelope).await;
        assert_eq!(done.ok(), again.ok(), "round {round}: a repeat is told the same");
    }
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    let gaps = "select count(*) - max(seq) from events";
    assert_eq!(stage.number(gaps).await, 0, "numbered without gaps");
}
