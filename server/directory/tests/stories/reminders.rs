//! Mails to the invited who have not accepted.

use crate::support::{PASSWORD, Persona, Stage, on_both, refusal, token_of, visitor};
use directory::{Directory, Mail, Message};
use domain::{ChangeOrganization, Command, DAY_MS, InvitationId, Refusal, RoleKey};

on_both! {
    a_reminder_brings_a_link_more_and_is_an_event_of_the_server_s
    what_is_over_when_its_turn_comes_is_not_sent
    two_servers_remind_once
    whoever_cannot_accept_hides_nobody_behind_them
    an_organization_can_remind_nobody_and_no_mail_server_does
}

async fn invites(by: &Persona, email: &str) -> InvitationId {
    let answer = by.does(by.invitation_to(email, RoleKey::Member).await).await.expect("invited");
    let domain::Change::InvitationSent { invitation, .. } = &answer.events[0].change else { panic!("{answer:?}") };
    invitation.id
}

async fn sent(directory: &Directory) -> Vec<Mail> {
    let mails = directory.claim_mails(10_000).await.expect("mails");
    for mail in &mails {
        directory.report_mail(mail, &directory::MailOutcome::Sent).await.expect("reported");
    }
    mails
}

fn token(mail: &Mail) -> String {
    token_of(mail.link.as_deref().expect("a link"))
}

async fn a_reminder_brings_a_link_more_and_is_an_event_of_the_server_s(stage: Stage) {
    let olga = stage.mailing(&stage.acme().await).await;
    let ana = invites(&olga, "ana@acme.test").await;
    let first = sent(&olga.directory).await;
    stage.clock.advance(2 * DAY_MS - 1);
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 0);
    stage.clock.advance(1);
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 1);
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 0);
    let mails = sent(&olga.directory).await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    let expires_at = stage.clock.now().plus_days(5);
    let (organization, role) = ("ACME".to_owned(), "Member".to_owned());
    let inviter = Some("Olga Ortiz".to_owned());
    assert_eq!(
        mail.message,
        Message::InvitationReminder { organization, inviter, role, expires_at, access_days: None }
    );
    for mail in [&first[0], mail] {
        stage.directory.look_up_invitation(&token(mail), None).await.expect("good");
    }
    let event = &stage.rows("select kind, actor_kind, door from events order by seq desc limit 1").await[0];
    let texts: Vec<String> = (0..3).map(|at| event.try_get_by_index(at).expect("text")).collect();
    assert_eq!(texts, ["invitation_reminded", "system", "job"]);
    let person = domain::PersonId::Invitation(ana);
    let history = stage.directory.person_history(&olga.session.caller, &olga.org(), person, None).await.expect("seen");
    assert_eq!(history.entries[0].what, domain::Happened::InvitationReminded);
    // The row is nobody else's meanwhile: mending its address is no clash.
    let seen_seq = history.entries[0].seq - 1;
    let email = "anna@acme.test".to_owned();
    let mend = domain::Envelope { seen_seq, ..stage.envelope(Command::ReaddressInvitation { invitation: ana, email }) };
    let intent = mend.intent_id;
    olga.directory.execute(&olga.session.caller, &olga.org(), mend).await.expect("mended");
    olga.does(Command::Undo { command: intent }).await.expect("undone");
    let gone = stage.directory.look_up_invitation(&token(mail), None).await;
    assert_eq!(refusal(gone), Refusal::InvitationRevoked, "another address ends every link");
    stage.clock.advance(3 * DAY_MS);
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 1);
    let last = sent(&olga.directory).await;
    let last = last.iter().find(|mail| matches!(mail.message, Message::InvitationReminder { .. })).expect("reminded");
    stage.directory.accept_as_new(&token(last), "Ana", PASSWORD, &visitor()).await.expect("accepted");
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 0);
}

async fn what_is_over_when_its_turn_comes_is_not_sent(stage: Stage) {
    let olga = stage.mailing(&stage.acme().await).await;
    let (ana, _ben) = (invites(&olga, "ana@acme.test").await, invites(&olga, "ben@acme.test").await);
    sent(&olga.directory).await;
    stage.clock.advance(5 * DAY_MS);
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 2);
    olga.does(Command::Revoke { invitations: vec![ana] }).await.expect("revoked");
    // The mail server does not answer for two days: by then Ben's is out of date.
    stage.clock.advance(2 * DAY_MS);
    assert!(sent(&olga.directory).await.is_empty());
    let left = "select count(*) from outbox where topic = 'reminder' and (state <> 'withdrawn' or sealed is not null)";
    assert_eq!(stage.number(left).await, 0);
}

async fn two_servers_remind_once(stage: Stage) {
    let olga = stage.mailing(&stage.acme().await).await;
    for n in 0..20 {
        invites(&olga, &format!("p{n}@acme.test")).await;
    }
    sent(&olga.directory).await;
    stage.clock.advance(2 * DAY_MS);
    let other = stage.mailing(&olga).await.directory;
    let (one, two) = tokio::join!(olga.directory.remind_invited(), other.remind_invited());
    assert_eq!(one.expect("looked") + two.expect("looked"), 20);
    assert_eq!(sent(&olga.directory).await.len(), 20);
}

async fn whoever_cannot_accept_hides_nobody_behind_them(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.mailing(&stage.join(&olga, "Adam Ant", RoleKey::Admin).await).await;
    let olga = stage.mailing(&olga).await;
    for part in 0..2 {
        let Command::Invite(mut invite) = adam.invitation_to("x", RoleKey::Member).await else { panic!("invites") };
        let address = |n| domain::Addressee { email: format!("p{n}@{part}.test"), name: None };
        invite.addresses = (0..700).map(address).collect();
        adam.does(Command::Invite(invite)).await.expect("invited");
    }
    invites(&olga, "zoe@acme.test").await;
    olga.set_role(&adam, RoleKey::Member).await.expect("demoted");
    sent(&olga.directory).await;
    stage.clock.advance(2 * DAY_MS);
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 1);
    assert_eq!(sent(&olga.directory).await[0].recipient.as_str(), "zoe@acme.test");
}

async fn an_organization_can_remind_nobody_and_no_mail_server_does(stage: Stage) {
    let silent = stage.acme().await;
    let olga = stage.mailing(&silent).await;
    invites(&olga, "ana@acme.test").await;
    sent(&olga.directory).await;
    stage.clock.advance(2 * DAY_MS);
    let set = |remind| ChangeOrganization { remind_invited: Some(remind), ..ChangeOrganization::default() };
    olga.does(Command::ChangeOrganization(set(false))).await.expect("set");
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 0);
    olga.does(Command::ChangeOrganization(set(true))).await.expect("set");
    assert_eq!(silent.directory.remind_invited().await.expect("looked"), 0, "its links are handed over by hand");
    // Whose mail came back is not written to again, until the address is mended.
    stage.sql("update invitations set delivery = 'refused'").await.expect("set");
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 0);
    stage.sql("update invitations set delivery = 'sent'").await.expect("set");
    assert_eq!(olga.directory.remind_invited().await.expect("looked"), 1);
}
