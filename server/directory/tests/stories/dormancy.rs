//! People who do not come any more, on both databases.

use crate::support::{PASSWORD, Persona, Stage, kinds, on_both, visitor};
use directory::{Caller, Directory, Error, Message, OrgRef};
use domain::{ChangeOrganization, Command, DAY_MS, Dormancy, MINUTE_MS, PersonId, RoleKey, Status, Timestamp};
use roster::Roster;

on_both! {
    whoever_does_not_come_is_reminded_once_and_then_suspended_by_itself
    whoever_comes_begins_anew_and_their_mail_is_taken_back
    without_a_server_it_comes_at_its_moment_all_the_same
    an_owner_is_excepted_and_whoever_is_none_any_more_is_not
    another_rule_is_another_date_and_no_rule_none
    reactivated_restored_and_extended_people_begin_anew
    two_servers_suspend_once
}

async fn rules(olga: &Persona, days: Option<(u32, u32)>) -> domain::Answer {
    let rule = days.map(|(remind_after, suspend_after)| Dormancy { remind_after, suspend_after, since: Timestamp(0) });
    let change = ChangeOrganization { dormancy: Some(rule), ..ChangeOrganization::default() };
    olga.does(Command::ChangeOrganization(change)).await.expect("set")
}

async fn look(stage: &Stage) -> (u64, u64) {
    stage.directory.look_for_dormant().await.expect("looked")
}

/// Who is what, of the users, by the first word of their name.
async fn statuses(directory: &Directory) -> Vec<(String, Status)> {
    let snapshot = directory.snapshot(&Caller::operator(), &OrgRef::from("acme")).await.expect("a snapshot");
    let roster = Roster::load(snapshot).expect("a good one");
    let users = roster.rows().filter(|row| matches!(row.id(), PersonId::User(_)));
    users.map(|row| (row.name().split(' ').next().unwrap_or_default().to_owned(), row.status())).collect()
}

async fn status(stage: &Stage, who: &str) -> Status {
    statuses(&stage.directory).await.into_iter().find(|(name, _)| name == who).expect("known").1
}

/// To whom what was mailed about it.
async fn told(stage: &Stage) -> Vec<(String, &'static str)> {
    let kind = |message: &Message| match message {
        Message::Dormant { .. } => Some("reminded"),
        Message::DormantSuspended { .. } => Some("suspended"),
        _ => None,
    };
    let mails = stage.mails().await;
    mails.iter().filter_map(|mail| Some((mail.recipient.to_string(), kind(&mail.message)?))).collect()
}

async fn whoever_does_not_come_is_reminded_once_and_then_suspended_by_itself(stage: Stage) {
    let olga = stage.acme().await;
    rules(&olga, Some((30, 7))).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Admin).await;
    let open = ben.invites("new@acme.test", RoleKey::Member).await.expect("invited");
    stage.mails().await;
    // Joining was the last that was seen of Ben, a millisecond ago.
    stage.clock.advance(30 * DAY_MS - 2);
    assert_eq!((look(&stage).await, told(&stage).await), ((0, 0), vec![]));
    stage.clock.advance(1);
    assert_eq!(look(&stage).await, (0, 1));
    assert_eq!(look(&stage).await, (0, 0), "once");
    assert_eq!(told(&stage).await, [("ben@acme.test".to_owned(), "reminded")]);
    stage.clock.advance(7 * DAY_MS - 1);
    assert_eq!(status(&stage, "Ben").await, Status::Active);
    stage.clock.advance(1);
    assert_eq!(status(&stage, "Ben").await, Status::Suspended, "before anybody has written it down");
    assert_eq!(look(&stage).await, (1, 0));
    assert_eq!(told(&stage).await, [("ben@acme.test".to_owned(), "suspended")]);
    assert_eq!(stage.number("select count(*) from invitations where state = 'revoked'").await, 1);
    assert!(matches!(
        stage.directory.accept_as_new(&open, "New", PASSWORD, &visitor()).await,
        Err(Error::Refused { .. })
    ));
    let history = stage.directory.person_history(&olga.session.caller, &olga.org(), ben.user.into(), None).await;
    let last = &history.expect("read").entries[0];
    assert!(matches!(last.what, domain::Happened::StateSet { .. }), "{last:?}");
    let actor = stage.rows("select actor_kind from events order by seq desc limit 1").await;
    assert_eq!(actor[0].try_get_by_index::<String>(0).expect("text"), "system");
}

async fn whoever_comes_begins_anew_and_their_mail_is_taken_back(stage: Stage) {
    let olga = stage.acme().await;
    rules(&olga, Some((30, 7))).await;
    stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    stage.clock.advance(31 * DAY_MS);
    assert_eq!(look(&stage).await, (0, 1));
    stage.directory.sign_in("ben@acme.test", PASSWORD, &visitor()).await.expect("signed in");
    assert_eq!(told(&stage).await, [], "it is not so any more");
    stage.clock.advance(30 * DAY_MS - 1);
    assert_eq!(look(&stage).await, (0, 0));
    stage.clock.advance(1);
    assert_eq!(look(&stage).await, (0, 1), "of another date they are reminded again");
}

async fn without_a_server_it_comes_at_its_moment_all_the_same(stage: Stage) {
    let olga = stage.acme().await;
    rules(&olga, Some((30, 1))).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.seats("acme", 2).await;
    stage.clock.advance(31 * DAY_MS);
    // Nobody has looked: a seat is free, and Ben is not let in, nor does trying count as coming.
    assert!(
        !ben.is_signed_in().await
            || matches!(stage.directory.snapshot(&ben.session.caller, &ben.org()).await, Err(Error::NotFound))
    );
    let sign_in = stage.directory.sign_in("ben@acme.test", PASSWORD, &visitor()).await;
    assert!(sign_in.is_err(), "{sign_in:?}");
    assert_eq!(status(&stage, "Ben").await, Status::Suspended);
    let olga = Persona::new(
        &stage,
        "acme",
        olga.user,
        &stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("an Owner is let in"),
        &olga.email,
    )
    .await;
    olga.invites("new@acme.test", RoleKey::Member).await.expect("the seat is free");
    assert_eq!(look(&stage).await, (1, 0));
}

async fn an_owner_is_excepted_and_whoever_is_none_any_more_is_not(stage: Stage) {
    let olga = stage.acme().await;
    rules(&olga, Some((30, 7))).await;
    let oscar = stage.join(&olga, "Oscar O", RoleKey::Owner).await;
    stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.clock.advance(400 * DAY_MS);
    assert_eq!(look(&stage).await, (1, 0));
    let told = [
        ("Ben".to_owned(), Status::Suspended),
        ("Olga".to_owned(), Status::Active),
        ("Oscar".to_owned(), Status::Active),
    ];
    assert_eq!(statuses(&stage.directory).await, told);
    let role = olga.role(RoleKey::Member).await;
    stage.operator("acme", Command::SetRole { users: vec![oscar.user], role }).await.expect("demoted");
    assert_eq!(look(&stage).await, (1, 0));
}

async fn another_rule_is_another_date_and_no_rule_none(stage: Stage) {
    let olga = stage.acme().await;
    stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.clock.advance(300 * DAY_MS);
    assert_eq!(look(&stage).await, (0, 0), "no rule");
    let olga = Persona::new(
        &stage,
        "acme",
        olga.user,
        &stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("in"),
        &olga.email,
    )
    .await;
    let set = rules(&olga, Some((90, 14))).await;
    assert_eq!(kinds(&set), ["organization_changed"]);
    stage.clock.advance(1);
    assert_eq!(look(&stage).await, (0, 1), "nobody is suspended who was not reminded");
    rules(&olga, Some((30, 3))).await;
    stage.clock.advance(3 * DAY_MS);
    assert_eq!(look(&stage).await, (1, 0));
    stage
        .operator("acme", Command::Reactivate { users: vec![user(&stage, "ben@acme.test").await] })
        .await
        .expect("back");
    stage.operator("acme", Command::Undo { command: set.command }).await.expect_err("another one is set since");
    let none = ChangeOrganization { dormancy: Some(None), ..ChangeOrganization::default() };
    stage.operator("acme", Command::ChangeOrganization(none)).await.expect("none");
    stage.clock.advance(400 * DAY_MS);
    assert_eq!(look(&stage).await, (0, 0));
}

async fn user(stage: &Stage, email: &str) -> domain::UserId {
    let row = &stage.rows(&format!("select id from users where email = '{email}'")).await[0];
    domain::UserId(row.try_get_by_index(0).expect("an id"))
}

async fn reactivated_restored_and_extended_people_begin_anew(stage: Stage) {
    let olga = stage.acme().await;
    rules(&olga, Some((30, 1))).await;
    let (ben, cleo, dora) = (
        stage.join(&olga, "Ben Bo", RoleKey::Member).await,
        stage.join(&olga, "Cleo Co", RoleKey::Member).await,
        stage.join(&olga, "Dora Do", RoleKey::Member).await,
    );
    let end = stage.clock.now().plus_days(10);
    stage.operator("acme", Command::SetEndDate { users: vec![dora.user], ends_at: Some(end) }).await.expect("set");
    stage
        .operator("acme", Command::Remove { users: vec![cleo.user], reason: None, successors: vec![], heir: None })
        .await
        .expect("gone");
    stage.clock.advance(40 * DAY_MS);
    assert_eq!(look(&stage).await, (1, 0), "Ben alone");
    for command in [
        Command::Reactivate { users: vec![ben.user] },
        Command::Restore { users: vec![cleo.user] },
        Command::SetEndDate { users: vec![dora.user], ends_at: None },
    ] {
        stage.operator("acme", command).await.expect("back");
    }
    stage.clock.advance(30 * DAY_MS - MINUTE_MS);
    assert_eq!(look(&stage).await, (0, 0));
    assert!(statuses(&stage.directory).await.iter().all(|(_, status)| *status == Status::Active));
    stage.clock.advance(MINUTE_MS);
    assert_eq!(look(&stage).await, (0, 3));
    stage.clock.advance(DAY_MS);
    assert_eq!(look(&stage).await, (3, 0));
}

async fn two_servers_suspend_once(stage: Stage) {
    let olga = stage.acme().await;
    rules(&olga, Some((30, 1))).await;
    for number in 0..20 {
        stage.join(&olga, &format!("P{number} P"), RoleKey::Member).await;
    }
    let other = stage.another_server().await;
    stage.clock.advance(30 * DAY_MS);
    let (one, two) = tokio::join!(stage.directory.look_for_dormant(), other.look_for_dormant());
    assert_eq!(one.expect("looked").1 + two.expect("looked").1, 20);
    stage.clock.advance(2 * DAY_MS);
    let (one, two) = tokio::join!(stage.directory.look_for_dormant(), other.look_for_dormant());
    assert_eq!(one.expect("looked").0 + two.expect("looked").0, 20);
    let events = "select count(*) from events where kind = 'user_state_set'";
    assert_eq!(stage.number(events).await, 20);
}
