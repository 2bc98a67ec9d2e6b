//! Lists with more people than seats, where whoever does not fit waits in line; and what users are told of a list.

use crate::support::{Persona, Stage, on_both};
use directory::{Config, Directory, ImportOrder, ImportOutcome};
use domain::{ChangeOrganization, Command, CommandId, ImportOptions, Imported, RoleKey, SeatPolicy};
use std::collections::BTreeSet;
use uuid::Uuid;

on_both! {
    who_of_a_list_does_not_fit_waits_and_one_undo_takes_all_back
    a_list_that_changes_those_who_wait_leaves_them_their_places
    the_line_keeps_its_order_while_lists_come_in
    users_are_told_of_a_list_as_of_commands
}

const WAIT_MS: i64 = 30_000;

fn on(directory: &Directory, who: &Persona) -> Persona {
    Persona { directory: directory.clone(), ..who.clone() }
}

/// Sets the seats; whoever does not fit waits.
pub async fn limit(stage: &Stage, seats: u32) {
    let change = ChangeOrganization {
        seat_limit: Some(Some(seats)),
        seat_policy: Some(SeatPolicy::Queue),
        ..ChangeOrganization::default()
    };
    stage.operator("acme", Command::ChangeOrganization(change)).await.expect("set");
}

async fn order(by: &Persona, file: &str) -> ImportOrder {
    let role = by.role(RoleKey::Member).await;
    let options = ImportOptions { role, days: 7, mails: true, suspend_others: false, create_teams: false };
    ImportOrder { file: file.as_bytes().into(), columns: None, options }
}

/// Plans and imports, again where something happened in between.
async fn imported(by: &Persona, order: &ImportOrder) -> Imported {
    let (caller, org) = (&by.session.caller, by.org());
    let mut planned = by.directory.plan_import(caller, &org, order).await.expect("planned");
    loop {
        let intent = CommandId(by.clock.fresh_id());
        let done = by.directory.import(caller, &org, order.clone(), intent, planned.digest, BTreeSet::new());
        match done.await.expect("imported") {
            ImportOutcome::Done(done) => return done,
            ImportOutcome::Stale(now) => planned = *now,
        }
    }
}

async fn undo(by: &Persona, done: &Imported) {
    let undone = by.does(Command::Undo { command: done.command }).await.expect("undone");
    assert_eq!(undone.refused, []);
}

/// Whoever waits, in order.
async fn line(stage: &Stage) -> Vec<String> {
    let waits = "select email from invitations where queue_place is not null and state = 'open' order by queue_place";
    stage.rows(waits).await.iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
}

/// Users, open invitations and their teams, without versions.
async fn picture(stage: &Stage) -> Vec<String> {
    let mut all = Vec::new();
    for (table, columns) in [
        ("users", &["id", "role_id", "name", "email", "state", "removed_at", "ends_at", "dormant_at"][..]),
        ("team_users", &["team_id", "user_id", "owner"]),
        ("invitations where state = 'open'", &["id", "email", "role_id", "expires_at", "invited_by", "queue_place"]),
        (
            "invitation_teams where invitation_id in (select id from invitations where state = 'open')",
            &["invitation_id", "team_id"],
        ),
    ] {
        all.push(table.to_owned());
        all.extend(stage.table(table, columns).await);
    }
    all
}

async fn who_of_a_list_does_not_fit_waits_and_one_undo_takes_all_back(stage: Stage) {
    let owner = stage.acme().await;
    let mut config = stage.directory.config().clone();
    (config.mail, config.mail_wait_ms) = (true, WAIT_MS);
    for undo_beside_above in [2, 20_000] {
        let directory = stage.another_server_with(Config { undo_beside_above, ..config.clone() }).await;
        let olga = on(&directory, &owner);
        limit(&stage, 3).await;
        stage.clock.advance(WAIT_MS);
        let before = picture(&stage).await;
        let links = stage.number("select count(*) from invitation_links").await;
        let list = order(&olga, "email\na@line.test\nb@line.test\nc@line.test\nd@line.test\n").await;
        let done = imported(&olga, &list).await;
        assert_eq!((done.counts.add, done.waiting), (4, 2));
        assert_eq!(line(&stage).await, ["c@line.test", "d@line.test"]);
        let sent = stage.number("select count(*) from invitation_links").await;
        assert_eq!(sent, links + 2, "nothing is sent to whoever waits");
        // The same list again is nothing to do.
        assert_eq!(imported(&olga, &list).await.counts.to_do(), 0);
        undo(&olga, &done).await;
        assert_eq!(picture(&stage).await, before);
        let done = imported(&olga, &list).await;
        limit(&stage, 4).await;
        stage.clock.advance(WAIT_MS);
        assert_eq!(directory.send_waiting().await.expect("looked"), 1);
        assert_eq!(line(&stage).await, ["d@line.test"], "a seat is the first one's");
        undo(&olga, &done).await;
        assert_eq!(picture(&stage).await, before);
    }
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
}

async fn a_list_that_changes_those_who_wait_leaves_them_their_places(stage: Stage) {
    let olga = stage.acme().await;
    olga.creates_team("Design").await;
    limit(&stage, 1).await;
    imported(&olga, &order(&olga, "email\na@line.test\nb@line.test\n").await).await;
    let before = picture(&stage).await;
    let done =
        imported(&olga, &order(&olga, "email,role,teams\nz@line.test,,\na@line.test,Admin,Design\n").await).await;
    assert_eq!((done.counts.add, done.counts.change, done.waiting), (1, 1, 1));
    assert_eq!(line(&stage).await, ["a@line.test", "b@line.test", "z@line.test"]);
    assert_eq!(stage.number("select count(*) from invitation_teams").await, 1);
    undo(&olga, &done).await;
    assert_eq!(picture(&stage).await, before);
}

async fn the_line_keeps_its_order_while_lists_come_in(stage: Stage) {
    let owner = stage.acme().await;
    let mut config = stage.directory.config().clone();
    // Whatever is free is free for long enough: what is raced about is who is next.
    (config.mail, config.mail_wait_ms) = (true, 0);
    let (one, two) = (stage.another_server_with(config.clone()).await, stage.another_server_with(config).await);
    limit(&stage, 4).await;
    let mut tries = Vec::new();
    for n in 0..12_u32 {
        let (olga, other) = (on(if n % 2 == 0 { &one } else { &two }, &owner), two.clone());
        tries.push(tokio::spawn(async move {
            let list = format!("email\nl{n}@line.test\nm{n}@line.test\nn{n}@line.test\n");
            imported(&olga, &order(&olga, &list).await).await;
        }));
        let olga = on(&one, &owner);
        tries.push(tokio::spawn(async move {
            let invite = olga.invitation_to(&format!("p{n}@line.test"), RoleKey::Member).await;
            olga.does(invite).await.expect("invited");
            let more = ChangeOrganization { seat_limit: Some(Some(4 + n)), ..ChangeOrganization::default() };
            olga.does(Command::ChangeOrganization(more)).await.expect("set");
            other.send_waiting().await.expect("looked");
        }));
    }
    for one in tries {
        one.await.expect("ran");
    }
    // Whoever set the limit last, somebody's turn comes.
    limit(&stage, 20).await;
    two.send_waiting().await.expect("looked");
    let kinds = "select kind, subject_id from events where kind like 'invitation_%' order by seq";
    let (mut joined, mut left) = (Vec::new(), Vec::new());
    for row in &stage.rows(kinds).await {
        let (kind, subject): (String, Uuid) =
            (row.try_get_by_index(0).expect("text"), row.try_get_by_index(1).expect("an id"));
        match kind.as_str() {
            "invitation_queued" => joined.push(subject),
            "invitation_released" => left.push(subject),
            "invitation_sent" => {}
            other => panic!("{other}"),
        }
    }
    assert!(!left.is_empty() && joined.len() > left.len());
    assert_eq!(left, joined[..left.len()], "the line is served in the order in which it was joined");
    assert_eq!(stage.number("select count(*) from invitations where state = 'open'").await, 48);
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    assert_eq!(stage.number("select count(*) - max(seq) from events").await, 0, "numbered without gaps");
}

async fn users_are_told_of_a_list_as_of_commands(stage: Stage) {
    let owner = stage.acme().await;
    let (ben, mia) =
        (stage.join(&owner, "Ben Bo", RoleKey::Member).await, stage.join(&owner, "Mia Mo", RoleKey::Member).await);
    let mut config = stage.directory.config().clone();
    (config.mail, config.mail_wait_ms, config.undo_beside_above) = (true, WAIT_MS, 1);
    let olga = on(&stage.another_server_with(config).await, &owner);
    let tell = ChangeOrganization { tell_people: Some(true), ..ChangeOrganization::default() };
    stage.operator("acme", Command::ChangeOrganization(tell)).await.expect("set");
    let told = || async {
        let waiting = "select recipient, message from outbox where state = 'waiting' and user_id is not null \
                       order by recipient, message";
        let mails = stage.rows(waiting).await;
        let text = |row: &sea_orm::QueryResult, at| row.try_get_by_index::<String>(at).expect("text");
        mails.iter().map(|row| (text(row, 0), text(row, 1))).collect::<Vec<_>>()
    };
    let (before, nobody) = (picture(&stage).await, told().await);
    let promoted = olga.set_role(&ben, RoleKey::Admin).await.expect("an Admin");
    let suspended = olga.suspend(&mia).await.expect("suspended");
    let by_commands = told().await;
    assert_eq!(by_commands.len(), nobody.len() + 2);
    for answer in [suspended, promoted] {
        olga.does(Command::Undo { command: answer.command }).await.expect("undone");
    }
    assert_eq!((picture(&stage).await, told().await), (before.clone(), nobody.clone()));
    let mut list = order(&olga, &format!("email,role\n{},Admin\nolga@acme.test,\n", ben.email)).await;
    list.options.suspend_others = true;
    let done = imported(&olga, &list).await;
    assert_eq!(told().await, by_commands);
    // Both are taken back before anything was sent: nobody is told of either.
    undo(&olga, &done).await;
    assert_eq!((picture(&stage).await, told().await), (before.clone(), nobody));
    // Once a mail is on its way, what takes the deed back is told too.
    let done = imported(&olga, &list).await;
    stage.clock.advance(WAIT_MS);
    let sent = olga.directory.claim_mails(100).await.expect("mails").len();
    assert!(sent >= 2);
    undo(&olga, &done).await;
    assert_eq!(picture(&stage).await, before);
    let again = "select count(*) from outbox where state = 'waiting' and lease_until is null and user_id is not null";
    assert_eq!(stage.number(again).await, 2);
}
