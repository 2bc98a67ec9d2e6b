//! Lists, and edits in the same organization all the while.

use crate::imports::{acme, imported, order, picture};
use crate::imports_in_line::limit;
use crate::support::{Persona, Stage, on_both};
use directory::Config;
use domain::{Command, PlanCounts, RoleKey};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

on_both! {
    edits_that_make_no_difference_to_a_list_or_its_undo_pass_by
    an_edit_of_somebody_on_the_list_counts
}

/// Gives somebody a role, and another, while `work` goes on. The clock goes on with each.
async fn while_editing<T>(stage: &Stage, by: &Persona, whom: &Persona, work: impl Future<Output = T>) -> T {
    let done = Arc::new(AtomicBool::new(false));
    let edits = tokio::spawn({
        let (by, whom, clock, done) = (by.clone(), whom.clone(), stage.clock.clone(), Arc::clone(&done));
        async move {
            for role in [RoleKey::Admin, RoleKey::Member].into_iter().cycle() {
                clock.advance(1);
                by.set_role(&whom, role).await.expect("an edit does not fail");
                if role == RoleKey::Member && done.load(Ordering::Relaxed) {
                    return;
                }
            }
        }
    });
    let outcome = work.await;
    done.store(true, Ordering::Relaxed);
    edits.await.expect("edited");
    outcome
}

/// A list that goes on with 2,000 newcomers: so long does it take to prepare it that edits come in between.
fn with_newcomers(list: &str, rest: &str) -> String {
    let newcomers = (0..2_000).map(|n| format!("person{n}@new.test{rest}\n"));
    [list.to_owned()].into_iter().chain(newcomers).collect()
}

/// How many events came between the decision on the last events of a kind and those events.
async fn passed(stage: &Stage, kind: &str) -> i64 {
    let its = |what: &str| format!("(select max({what}) from events where kind = '{kind}')");
    stage.number(&format!("select count(*) from events where seq < {} and at > {}", its("seq"), its("at"))).await
}

/// Each row has the number of the event that last set it, and whoever waits that of their place.
async fn check_numbers(stage: &Stage) {
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    assert_eq!(stage.number("select count(*) - max(seq) from events").await, 0, "numbered without gaps");
    for (table, column, kinds) in [
        ("invitations", "seq", "'invitation_sent', 'invitation_queued', 'invitation_role_set', 'invitation_revoked'"),
        ("users", "role_seq", "'user_joined', 'user_role_set'"),
        ("users", "teams_seq", "'user_joined', 'user_teams_changed'"),
    ] {
        let last = format!("(select max(e.seq) from events e where e.subject_id = t.id and e.kind in ({kinds}))");
        // An invitation that was accepted has the number of who joined by it.
        let otherwise = format!("select count(*) from {table} t where t.state <> 'accepted' and t.{column} <> {last}");
        assert_eq!(stage.number(&otherwise).await, 0, "{table}.{column}");
    }
    let sent = "(select min(e.seq) from events e where e.subject_id = i.id)";
    let astray = format!("select count(*) from invitations i where i.queue_place <> {sent}");
    assert_eq!(stage.number(&astray).await, 0, "places in line");
}

async fn edits_that_make_no_difference_to_a_list_or_its_undo_pass_by(stage: Stage) {
    let (mut olga, _, mia) = acme(&stage).await;
    let config = Config { undo_beside_above: 3, ..stage.directory.config().clone() };
    olga.directory = stage.another_server_with(config).await;
    limit(&stage, 1_504).await;
    olga.invites_as("open@new.test", RoleKey::Member).await;
    let before = picture(&stage).await;
    let list = "email,role,teams\nben@acme.test,Admin,Design\nopen@new.test,Admin,\n";
    let order = order(&olga, &with_newcomers(list, ",Member,Design")).await;
    let done = while_editing(&stage, &olga, &mia, imported(&olga, &order)).await;
    assert_eq!(done.counts, PlanCounts { add: 2_000, change: 2, ..PlanCounts::default() });
    assert_eq!(done.waiting, 500);
    assert!(passed(&stage, "invitation_queued").await > 0, "it was not decided on anew");
    assert_eq!(stage.number("select seq from organizations").await, stage.number("select max(seq) from events").await);
    assert_eq!(stage.number("select count(*) from invitations where queue_place is not null").await, 500);
    check_numbers(&stage).await;
    let now_admin =
        "select count(*) from users u join roles r on r.id = u.role_id where r.name = 'Admin' and u.email = ";
    assert_eq!(stage.number(&format!("{now_admin} 'ben@acme.test'")).await, 1);

    let undo = olga.does(Command::Undo { command: done.command });
    let undone = while_editing(&stage, &olga, &mia, undo).await.expect("undone");
    assert_eq!(undone.refused, Vec::new());
    assert!(passed(&stage, "invitation_revoked").await > 0, "nor was its Undo");
    assert_eq!(picture(&stage).await, before);
    check_numbers(&stage).await;
}

async fn an_edit_of_somebody_on_the_list_counts(stage: Stage) {
    let (olga, ben, _) = acme(&stage).await;
    let order = order(&olga, &with_newcomers("email,teams\nben@acme.test,Design\n", ",")).await;
    let done = while_editing(&stage, &olga, &ben, imported(&olga, &order)).await;
    assert_eq!(done.counts, PlanCounts { add: 2_000, change: 1, ..PlanCounts::default() });
    assert_eq!(passed(&stage, "invitation_sent").await, 0, "it was decided on as he is");
    check_numbers(&stage).await;
}
