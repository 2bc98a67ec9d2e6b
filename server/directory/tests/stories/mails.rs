//! The outbox: mails are claimed by one worker, tried again, given up, and lose their token when done.

use crate::support::{Stage, on_both, token_of};
use directory::{MailOutcome, Message};
use domain::{Command, DAY_MS, MINUTE_MS, RoleKey};
use std::collections::BTreeSet;

on_both! {
    a_mail_is_held_by_one_worker_at_a_time
    a_mail_is_tried_again_with_longer_waits_for_a_day
    a_sent_mail_loses_its_token_and_marks_the_invitation
    a_revoked_invitation_takes_its_mail_back
    why_a_mail_was_refused_is_told_to_those_who_see_the_invitation
    mails_that_are_done_with_are_kept_for_three_months
    f_08_every_try_has_the_same_message_id_and_link
    many_workers_share_the_work
    what_undo_can_take_back_waits_half_a_minute
}

async fn a_mail_is_held_by_one_worker_at_a_time(stage: Stage) {
    let olga = stage.acme().await;
    olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let mine = stage.directory.claim_mails(10).await.expect("claimed");
    assert_eq!(mine.len(), 1);
    assert!(stage.directory.claim_mails(10).await.expect("claimed").is_empty());
    stage.clock.advance(2 * MINUTE_MS + 1);
    let theirs = stage.directory.claim_mails(10).await.expect("the lease ran out");
    assert_eq!(theirs.len(), 1);
    stage.directory.report_mail(&mine[0], &MailOutcome::Sent).await.expect("ignored");
    assert_eq!(stage.number("select count(*) from outbox where state = 'waiting'").await, 1);
    stage.directory.report_mail(&theirs[0], &MailOutcome::Sent).await.expect("reported");
    stage.directory.report_mail(&theirs[0], &MailOutcome::Refused("late".to_owned())).await.expect("ignored");
    assert_eq!(stage.number("select count(*) from outbox where state = 'sent'").await, 1);
}

async fn a_mail_is_tried_again_with_longer_waits_for_a_day(stage: Stage) {
    let olga = stage.acme().await;
    olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let mut waits = Vec::new();
    let mut tries = 0;
    loop {
        let mails = stage.directory.claim_mails(1).await.expect("claimed");
        let Some(mail) = mails.first() else { break };
        tries += 1;
        assert_eq!(mail.attempts, tries - 1);
        let later = MailOutcome::Later("451 come back later".to_owned());
        stage.directory.report_mail(mail, &later).await.expect("reported");
        let due = stage.number("select due_at from outbox").await;
        let wait = due - stage.directory.now().0;
        if stage.number("select count(*) from outbox where state = 'failed'").await == 1 {
            break;
        }
        assert!(stage.directory.claim_mails(1).await.expect("claimed").is_empty(), "not before it is due");
        waits.push(wait);
        stage.clock.advance(wait);
    }
    assert!(waits.windows(2).take(5).all(|pair| pair[1] > pair[0]), "{waits:?}");
    assert!(waits.iter().all(|&wait| wait <= 75 * MINUTE_MS), "{waits:?}");
    let spent: i64 = waits.iter().sum();
    assert!((DAY_MS..DAY_MS + 75 * MINUTE_MS).contains(&spent), "{spent}");
    let refused = "select count(*) from invitations where delivery = 'refused' and delivery_note like '451%'";
    assert_eq!(stage.number(refused).await, 1);
    assert_eq!(stage.number("select count(*) from outbox where sealed is not null").await, 0);
}

async fn a_sent_mail_loses_its_token_and_marks_the_invitation(stage: Stage) {
    let olga = stage.acme().await;
    let token = olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    assert_eq!(stage.number("select count(*) from outbox where sealed is not null").await, 1);
    let mails = stage.mails().await;
    assert_eq!(mails[0].recipient.as_str(), "ana@acme.test");
    assert_eq!(token_of(mails[0].link.as_deref().expect("a link")), token, "the link of the answer");
    let Message::Invitation { organization, inviter, role, .. } = &mails[0].message else { panic!("another mail") };
    assert_eq!((organization.as_str(), inviter.as_deref(), role.as_str()), ("ACME", Some("Olga Ortiz"), "Member"));
    assert_eq!(stage.number("select count(*) from outbox where sealed is not null").await, 0);
    assert_eq!(stage.number("select count(*) from invitations where delivery = 'sent'").await, 1);
}

async fn a_revoked_invitation_takes_its_mail_back(stage: Stage) {
    let olga = stage.acme().await;
    let (invitation, _) = olga.invites_as("ana@acme.test", RoleKey::Member).await;
    olga.does(Command::Revoke { invitations: vec![invitation] }).await.expect("revoked");
    assert!(stage.mails().await.is_empty());
    assert_eq!(stage.number("select count(*) from outbox where state = 'withdrawn' and sealed is null").await, 1);
}

async fn why_a_mail_was_refused_is_told_to_those_who_see_the_invitation(stage: Stage) {
    let olga = stage.acme().await;
    let tess = stage.join(&olga, "Tess To", RoleKey::TeamOwner).await;
    let (design, sales) = (olga.creates_team("Design").await, olga.creates_team("Sales").await);
    let into = Command::ChangeTeams { users: vec![tess.user], add: vec![design], remove: Vec::new() };
    olga.does(into).await.expect("in");
    olga.does(Command::SetTeamOwner { team: design, user: tess.user, owner: true }).await.expect("owns it");
    stage.mails().await;
    for (email, team) in [("ana@acme.test", design), ("bo@acme.test", sales)] {
        let Command::Invite(mut invite) = olga.invitation_to(email, RoleKey::Member).await else { unreachable!() };
        invite.teams = vec![team];
        olga.does(Command::Invite(invite)).await.expect("invited");
    }
    for mail in stage.directory.claim_mails(10).await.expect("claimed") {
        let said = format!("550 5.1.1\r\n no {} here {}", mail.recipient.as_str(), "x".repeat(900));
        stage.directory.report_mail(&mail, &MailOutcome::Refused(said)).await.expect("reported");
    }
    let notes = async |who: &crate::support::Persona| {
        let seen = stage.directory.snapshot(&who.session.caller, &who.org()).await.expect("seen");
        seen.people.delivery_notes.into_iter().map(|(_, note)| note).collect::<Vec<_>>()
    };
    let hers = notes(&olga).await;
    assert_eq!(hers.len(), 2);
    assert!(hers[0].starts_with("550 5.1.1 no ana@acme.test here xxx") && hers[0].chars().count() == 300, "{hers:?}");
    assert_eq!(notes(&tess).await, hers[..1], "a Team owner's are those of her teams");
    // Sent again, it is no longer so; nor once somebody opened the link that was handed over.
    let ids = stage.rows("select id from invitations where delivery = 'refused' order by email").await;
    let ids: Vec<_> = ids.iter().map(|row| domain::InvitationId(row.try_get_by_index(0).expect("an id"))).collect();
    stage.clock.advance(MINUTE_MS);
    olga.does(Command::Resend { invitations: vec![ids[0]] }).await.expect("resent");
    assert_eq!(notes(&olga).await.len(), 1);
    let link = olga.does(Command::CopyLink { invitation: ids[1] }).await.expect("copied").links.remove(0);
    stage.directory.look_up_invitation(&token_of(&link.url), None).await.expect("good");
    stage.directory.settled().await;
    assert_eq!(notes(&olga).await, Vec::<String>::new());
}

async fn mails_that_are_done_with_are_kept_for_three_months(stage: Stage) {
    let olga = stage.acme().await;
    let (withdrawn, _) = olga.invites_as("ana@acme.test", RoleKey::Member).await;
    olga.does(Command::Revoke { invitations: vec![withdrawn] }).await.expect("revoked");
    olga.invites("bo@acme.test", RoleKey::Member).await.expect("invited");
    stage.mails().await;
    olga.invites("cy@acme.test", RoleKey::Member).await.expect("invited");
    let refused = stage.directory.claim_mails(1).await.expect("claimed").remove(0);
    stage.directory.report_mail(&refused, &MailOutcome::Refused("550 no".to_owned())).await.expect("reported");
    olga.invites("waits@acme.test", RoleKey::Member).await.expect("invited");
    let kept = async || stage.number("select count(*) from outbox").await;
    stage.clock.advance(90 * DAY_MS - 1);
    assert_eq!((stage.directory.clean().await.expect("cleaned").mails, kept().await), (0, 4));
    stage.clock.advance(1);
    assert_eq!((stage.directory.clean().await.expect("cleaned").mails, kept().await), (3, 1));
    assert_eq!(stage.number("select count(*) from outbox where state = 'waiting'").await, 1, "what waits is kept");
    assert_eq!(stage.number("select count(*) from invitations").await, 4, "the invitations stay");
    assert!(stage.directory.clean().await.expect("cleaned").is_empty());
}

async fn f_08_every_try_has_the_same_message_id_and_link(stage: Stage) {
    let olga = stage.acme().await;
    olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let mut seen = BTreeSet::new();
    for _ in 0..3 {
        let mails = stage.directory.claim_mails(1).await.expect("claimed");
        seen.insert((mails[0].message_id.clone(), mails[0].link.clone()));
        stage.clock.advance(3 * MINUTE_MS);
    }
    assert_eq!(seen.len(), 1, "a worker that crashed and its successors");
}

async fn many_workers_share_the_work(stage: Stage) {
    let olga = stage.acme().await;
    for n in 0..20 {
        olga.invites(&format!("p{n}@acme.test"), RoleKey::Member).await.expect("invited");
    }
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let directory = stage.directory.clone();
            tokio::spawn(async move { directory.claim_mails(5).await.expect("claimed") })
        })
        .collect();
    let mut ids = Vec::new();
    for worker in workers {
        ids.extend(worker.await.expect("ran").into_iter().map(|mail| mail.id));
    }
    let taken = ids.len();
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), taken, "none twice");
    assert!(taken >= 5);
}

async fn what_undo_can_take_back_waits_half_a_minute(stage: Stage) {
    let olga = stage.acme().await;
    let config = directory::Config { mail_wait_ms: 30_000, mail: true, ..stage.directory.config().clone() };
    let server = stage.another_server_with(config).await;
    let does = async |command| server.execute(&olga.session.caller, &olga.org(), stage.envelope(command)).await;
    let waiting = async || server.claim_mails(10).await.expect("claimed").len();
    let first = does(olga.invitation_to("ana@acme.test", RoleKey::Member).await).await.expect("invited");
    stage.clock.advance(29_999);
    assert_eq!(waiting().await, 0);
    does(Command::Undo { command: first.command }).await.expect("in time");
    stage.clock.advance(DAY_MS);
    assert_eq!(waiting().await, 0, "it never goes out");
    let second = does(olga.invitation_to("bo@acme.test", RoleKey::Member).await).await.expect("invited");
    let domain::Change::InvitationSent { invitation, .. } = &second.events[0].change else { panic!("no invitation") };
    stage.clock.advance(30_000);
    assert_eq!(waiting().await, 1);
    stage.clock.advance(MINUTE_MS);
    does(Command::Resend { invitations: vec![invitation.id] }).await.expect("resent");
    assert_eq!(waiting().await, 0, "the one before is taken back, this one waits");
    // Whoever asks for a link of their own waits for nothing.
    server.request_reset(&olga.email);
    server.settled().await;
    assert_eq!(waiting().await, 1);
    stage.clock.advance(30_000);
    assert_eq!(waiting().await, 1);
    server.close().await.expect("closed");
}
