//! Who answers for the open invitations, and owns the teams, of those who leave: on both databases.

use crate::support::{PASSWORD, Stage, kinds, on_both, visitor};
use directory::Error;
use domain::{Command, Refusal, RoleKey};

on_both! {
    undo_of_a_removal_gives_its_invitations_back_to_whoever_sent_them
    whoever_is_suspended_has_an_heir_and_a_successor_too
    a_demoted_inviters_links_lead_nowhere_and_somebody_elses_new_one_works
}

/// Who answers for which invitation, by address.
async fn senders(stage: &Stage) -> Vec<String> {
    let sql = "select i.email || ' ' || coalesce(u.email, '-') || ' ' || i.state as line from invitations i
               left join users u on u.org_id = i.org_id and u.id = i.invited_by order by line";
    let all = stage.rows(sql).await;
    let lines = all.iter().map(|row| row.try_get_by_index::<String>(0).expect("text"));
    lines.filter(|line| !line.ends_with("accepted")).collect()
}

async fn undo_of_a_removal_gives_its_invitations_back_to_whoever_sent_them(stage: Stage) {
    let olga = stage.acme().await;
    let (eve, kim) =
        (stage.join(&olga, "Eve Ek", RoleKey::Admin).await, stage.join(&olga, "Kim Ko", RoleKey::Admin).await);
    let mut tokens = Vec::new();
    for number in 0..30 {
        tokens.push(eve.invites(&format!("new{number}@acme.test"), RoleKey::Member).await.expect("invited"));
    }
    let before = senders(&stage).await;
    let removed = olga
        .does(Command::Remove { users: vec![eve.user], reason: None, successors: vec![], heir: Some(kim.user) })
        .await
        .expect("removed");
    assert!(senders(&stage).await.iter().all(|line| line.ends_with("kim@acme.test open")));
    let undone = olga.does(Command::Undo { command: removed.command }).await.expect("undone");
    assert_eq!((undone.refused.len(), undone.events.len()), (0, 31));
    assert_eq!(senders(&stage).await, before);
    stage.directory.accept_as_new(&tokens[0], "New Ng", PASSWORD, &visitor()).await.expect("the link of before works");
}

async fn whoever_is_suspended_has_an_heir_and_a_successor_too(stage: Stage) {
    let olga = stage.acme().await;
    let (eve, kim) =
        (stage.join(&olga, "Eve Ek", RoleKey::Admin).await, stage.join(&olga, "Kim Ko", RoleKey::Admin).await);
    let design = olga.creates_team("Design").await;
    let users = vec![eve.user, kim.user];
    olga.does(Command::ChangeTeams { users, add: vec![design], remove: vec![] }).await.expect("in it");
    olga.does(Command::SetTeamOwner { team: design, user: eve.user, owner: true }).await.expect("hers");
    let token = eve.invites("new@acme.test", RoleKey::Member).await.expect("invited");
    let (successors, heir) = (vec![(design, kim.user)], Some(kim.user));
    let answer = olga.does(Command::Suspend { users: vec![eve.user], reason: None, successors, heir }).await;
    let answer = answer.expect("suspended");
    assert_eq!(kinds(&answer), ["user_state_set", "invitation_taken_over", "user_teams_changed"]);
    assert_eq!(senders(&stage).await, ["new@acme.test kim@acme.test open"]);
    let owners = "select count(*) from team_users where owner";
    assert_eq!(stage.number(owners).await, 2, "hers waits for her");
    let undone = olga.does(Command::Undo { command: answer.command }).await.expect("undone");
    assert_eq!(undone.refused, []);
    assert_eq!(senders(&stage).await, ["new@acme.test eve@acme.test open"]);
    assert_eq!(stage.number(owners).await, 1);
    stage.directory.accept_as_new(&token, "New Ng", PASSWORD, &visitor()).await.expect("the link of before works");
}

async fn a_demoted_inviters_links_lead_nowhere_and_somebody_elses_new_one_works(stage: Stage) {
    let olga = stage.acme().await;
    let eve = stage.join(&olga, "Eve Ek", RoleKey::Admin).await;
    let (id, token) = eve.invites_as("new@acme.test", RoleKey::Member).await;
    let demoted = olga.set_role(&eve, RoleKey::Member).await.expect("demoted");
    let accepting = stage.directory.accept_as_new(&token, "New Ng", PASSWORD, &visitor()).await;
    assert!(matches!(&accepting, Err(Error::Refused { refusal: Refusal::InviterMayNot, .. })), "{accepting:?}");
    let link = olga.does(Command::CopyLink { invitation: id }).await.expect("a link");
    assert_eq!(kinds(&link), ["invitation_taken_over", "invitation_link_copied"]);
    assert_eq!(senders(&stage).await, ["new@acme.test olga@acme.test open"]);
    olga.does(Command::Undo { command: demoted.command }).await.expect("promoted");
    // Both links are the invitation's, and it is Olga's now.
    stage.directory.accept_as_new(&token, "New Ng", PASSWORD, &visitor()).await.expect("accepted");
}
