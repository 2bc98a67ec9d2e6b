//! Lists on which people are who were invited already.

use crate::imports::{acme, imported, order, picture};
use crate::support::{Stage, on_both};
use directory::Config;
use domain::{Command, CommandId, PlanCounts, RoleKey};

on_both! {
    an_open_invitation_gives_what_the_list_says_and_its_link_leads_there_still
}

async fn an_open_invitation_gives_what_the_list_says_and_its_link_leads_there_still(stage: Stage) {
    let (olga, ben, mia) = acme(&stage).await;
    stage.mails().await;
    olga.set_role(&ben, RoleKey::Admin).await.expect("an Admin");
    olga.creates_team("Support").await;
    // Ben may not make anybody an Owner: the list is Olga's, and she answers for that from then on.
    let (_, token) = ben.invites_as("pat@new.test", RoleKey::Member).await;
    ben.invites_as("same@new.test", RoleKey::Member).await;
    let before = picture(&stage).await;
    let words = || async {
        let waiting = "select recipient, message from outbox where state = 'waiting' and recipient like '%@new.test'";
        let mails = stage.rows(&format!("{waiting} order by recipient")).await;
        let texts = mails.iter().map(|row| row.try_get_by_index::<String>(1).expect("a text"));
        texts.map(|text| serde_json::from_str(&text).expect("a message")).collect::<Vec<serde_json::Value>>()
    };
    let said = words().await;
    let list = order(&olga, "email,role,teams\npat@new.test,Owner,Support\nsame@new.test,,Design\n").await;
    let done = imported(&olga, &list).await;
    assert_eq!(done.counts, PlanCounts { change: 2, ..PlanCounts::default() });
    let now = words().await;
    assert_eq!((&said[0]["role"], &said[0]["inviter"]), (&"Member".into(), &"Ben Okri".into()));
    assert_eq!((&now[0]["role"], &now[0]["inviter"]), (&"Owner".into(), &"Olga Ortiz".into()));
    assert_eq!(now[1], said[1]);
    let link = stage.directory.look_up_invitation(&token, None).await.expect("it leads to the invitation");
    assert_eq!((link.email.as_str(), link.role.as_str()), ("pat@new.test", "Owner"));
    let into = "select count(*) from invitation_teams join teams on id = team_id where name = 'Support'";
    assert_eq!(stage.number(into).await, 1);

    // Taken back beside the organization, as a long list is.
    let config = Config { undo_beside_above: 1, ..stage.directory.config().clone() };
    let undo = domain::Envelope {
        intent_id: CommandId(stage.clock.fresh_id()),
        seen_seq: u64::MAX,
        command: Command::Undo { command: done.command },
    };
    let other = stage.another_server_with(config).await;
    let undone = other.execute(&olga.session.caller, &olga.org(), undo).await.expect("undone");
    assert_eq!((undone.refused, picture(&stage).await, words().await), (Vec::new(), before, said));
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    let earlier = "select count(*) from invitations i where i.seq < (select max(e.seq) from events e \
                   where e.subject_id = i.id and e.kind <> 'invitation_teams_changed')";
    assert_eq!(stage.number(earlier).await, 0, "each has the number of what happened to it last");
    // The same list, and mails that went out meanwhile: nobody is told twice.
    stage.mails().await;
    imported(&olga, &list).await;
    assert!(stage.invitations().await.is_empty());
    assert!(mia.directory.look_up_invitation(&token, None).await.is_ok());
}
