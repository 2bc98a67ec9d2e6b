//! Names and addresses that an admin mends.

use crate::support::{PASSWORD, Persona, Stage, kinds, on_both, refusal, token_of, visitor};
use directory::{Directory, Error, Mail, MailOutcome, Message};
use domain::{Answer, Command, InvitationId, MINUTE_MS, Name, Refusal, RoleKey};

on_both! {
    a_name_that_an_admin_gives_stays_in_the_organization
    two_admins_name_somebody_at_once
    s_19_a_proposed_address_takes_the_mailbox_and_the_password
    s_52_proposing_somebody_elses_address_tells_nothing
    without_a_mail_server_no_address_is_proposed
    sending_again_is_taken_back_with_the_mail_that_waits
    a_mail_that_is_out_keeps_its_link
}

async fn proposes(stage: &Stage, by: &Persona, to: &Persona, email: &str) -> directory::Result<Answer> {
    let envelope = stage.envelope(Command::ProposeEmail { user: to.user, email: email.to_owned() });
    stage.mailing_server().await.execute(&by.session.caller, &by.org(), envelope).await
}

fn to(mails: &[Mail], email: &str) -> Mail {
    mails.iter().find(|mail| mail.recipient.as_str() == email).expect("a mail").clone()
}

async fn a_name_that_an_admin_gives_stays_in_the_organization(stage: Stage) {
    let olga = stage.acme().await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let token = zoe.invites(&ben.email, RoleKey::Member).await.expect("invited");
    stage.directory.accept_signed_in(&ben.session, &token).await.expect("in both");
    let name = Name::parse("Benedict Bo").expect("a name");
    let answer = olga.does(Command::RenameUser { user: ben.user, name }).await.expect("renamed");
    assert_eq!(kinds(&answer), ["user_renamed"]);
    let called = async |slug: &str| {
        let sql = "select u.name from users u join organizations o on o.id = u.org_id where u.email = 'ben@acme.test'";
        stage.rows(&format!("{sql} and o.slug = '{slug}'")).await[0].try_get_by_index::<String>(0).expect("a name")
    };
    assert_eq!((called("acme").await.as_str(), called("zeta").await.as_str()), ("Benedict Bo", "Ben Bo"));
    assert_eq!(stage.directory.profile(&ben.session).await.expect("his").name.as_str(), "Ben Bo");
    // What he calls himself counts everywhere.
    stage.directory.rename_account(&ben.session, "Ben").await.expect("renamed");
    assert_eq!((called("acme").await.as_str(), called("zeta").await.as_str()), ("Ben", "Ben"));
    assert_eq!(refusal(olga.does(Command::Undo { command: answer.command }).await), Refusal::NotUndoable);
}

async fn two_admins_name_somebody_at_once(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let rename = |name: &str| Command::RenameUser { user: ben.user, name: Name::parse(name).expect("a name") };
    let mut envelope = stage.envelope(rename("Benno"));
    envelope.seen_seq = stage.number("select seq from organizations where slug = 'acme'").await.unsigned_abs();
    olga.does(rename("Benjamin")).await.expect("first");
    let second = stage.directory.execute(&olga.session.caller, &olga.org(), envelope).await;
    let Err(Error::Refused { refusal: Refusal::Clash { .. }, clash: Some(clash) }) = second else {
        panic!("{second:?}")
    };
    assert_eq!(clash.by, "Olga Ortiz");
}

async fn s_19_a_proposed_address_takes_the_mailbox_and_the_password(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let answer = proposes(&stage, &olga, &ben, "Ben.New@acme.test").await.expect("asked");
    assert_eq!(kinds(&answer), ["user_email_proposed"]);
    assert!(answer.links.is_empty(), "the admin sees no link");
    let mails = stage.mails().await;
    assert_eq!(mails.len(), 2);
    assert!(
        matches!(to(&mails, &ben.email).message, Message::EmailChanged { done: false, organization: Some(_), .. }),
        "the old one is told by whom"
    );
    assert!(to(&mails, &ben.email).link.is_none());
    let token = token_of(to(&mails, "ben.new@acme.test").link.as_deref().expect("a link"));
    assert!(!format!("{answer:?}").contains(&token));
    let (_, new) = stage.directory.look_up_email(&token).await.expect("good");
    assert_eq!((new.email.as_str(), new.takes_password), ("ben.new@acme.test", true));

    // An admin who names a mailbox of their own does not get the account with it.
    for proof in [None, Some(""), Some("not his password")] {
        let outcome = stage.directory.verify_email(&token, proof, Some(&olga.session), None).await;
        assert!(outcome.is_err(), "{proof:?}");
    }
    assert!(stage.directory.sign_in("ben.new@acme.test", PASSWORD, &visitor()).await.is_err());
    assert_eq!(stage.number("select count(*) from users where email = 'ben@acme.test'").await, 1);
    // Nor is such a link good for anything else.
    assert!(matches!(stage.directory.look_up_reset(&token).await, Err(Error::NotFound)));

    stage.directory.verify_email(&token, Some(PASSWORD), None, None).await.expect("verified");
    assert!(stage.directory.sign_in("ben.new@acme.test", PASSWORD, &visitor()).await.is_ok());
    assert!(stage.directory.sign_in("ben@acme.test", PASSWORD, &visitor()).await.is_err());
    assert_eq!(stage.number("select count(*) from users where email = 'ben.new@acme.test'").await, 1);
    assert_eq!(stage.number("select count(*) from events where kind = 'user_email_changed'").await, 1);
    let told = stage.mails().await;
    assert!(matches!(to(&told, "ben@acme.test").message, Message::EmailChanged { done: true, .. }));
    let again = stage.directory.verify_email(&token, Some(PASSWORD), None, None).await;
    assert!(matches!(again, Err(Error::LinkOver)));
}

async fn s_52_proposing_somebody_elses_address_tells_nothing(stage: Stage) {
    let olga = stage.acme().await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let free = proposes(&stage, &olga, &ben, "free@acme.test").await.expect("asked");
    assert_eq!(stage.mails().await.len(), 2);
    assert!(matches!(refusal(proposes(&stage, &olga, &ben, "x@acme.test").await), Refusal::TooSoon { .. }));
    stage.clock.advance(MINUTE_MS);
    let taken = proposes(&stage, &olga, &ben, &zoe.email).await.expect("asked");
    assert_eq!(kinds(&free), kinds(&taken));
    let mails = stage.mails().await;
    assert_eq!(mails.len(), 1, "the same notice to the old address, nothing to Zoe");
    assert_eq!(mails[0].recipient.as_str(), ben.email);
}

async fn without_a_mail_server_no_address_is_proposed(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let command = Command::ProposeEmail { user: ben.user, email: "new@acme.test".to_owned() };
    assert_eq!(refusal(olga.does(command).await), Refusal::NoMailServer);
    assert_eq!(stage.number("select count(*) from account_tokens").await, 0);
    assert_eq!(stage.number("select count(*) from events where kind = 'user_email_proposed'").await, 0);
}

/// Olga invites two, whose mails go out; a day later she sends both again.
async fn resent(stage: &Stage, mailing: &Directory, olga: &Persona) -> (Vec<InvitationId>, Vec<String>, Answer) {
    let (mut ids, mut tokens) = (Vec::new(), Vec::new());
    for email in ["ana@acme.test", "bo@acme.test"] {
        let envelope = stage.envelope(olga.invitation_to(email, RoleKey::Member).await);
        let answer = mailing.execute(&olga.session.caller, &olga.org(), envelope).await.expect("invited");
        ids.extend(answer.events.iter().filter_map(|event| match &event.change {
            domain::Change::InvitationSent { invitation, .. } => Some(invitation.id),
            _ => None,
        }));
        stage.clock.advance(MINUTE_MS);
        tokens.extend(stage.mails().await.iter().map(|mail| token_of(mail.link.as_deref().expect("a link"))));
    }
    stage.clock.advance(domain::DAY_MS);
    let envelope = stage.envelope(Command::Resend { invitations: ids.clone() });
    let answer = mailing.execute(&olga.session.caller, &olga.org(), envelope).await.expect("resent");
    (ids, tokens, answer)
}

async fn undo(stage: &Stage, mailing: &Directory, olga: &Persona, done: &Answer) -> Answer {
    let envelope = stage.envelope(Command::Undo { command: done.command });
    mailing.execute(&olga.session.caller, &olga.org(), envelope).await.expect("undone")
}

async fn sending_again_is_taken_back_with_the_mail_that_waits(stage: Stage) {
    let olga = stage.acme().await;
    let mailing = stage.mailing_server().await;
    let stored = async || {
        let sql = "select email, sent_at, expires_at, reminded, delivery from invitations order by email";
        let row = |row: &sea_orm::QueryResult| {
            let number = |at| row.try_get_by_index::<i64>(at).expect("a number");
            (number(1), number(2), row.try_get_by_index::<String>(4).expect("a text"))
        };
        stage.rows(sql).await.iter().map(row).collect::<Vec<_>>()
    };
    let (ids, tokens, done) = resent(&stage, &mailing, &olga).await;
    for token in &tokens {
        let over = stage.directory.look_up_invitation(token, None).await;
        assert!(over.is_err(), "ended by sending again");
    }
    let queued = stored().await;
    let undone = undo(&stage, &mailing, &olga, &done).await;
    assert_eq!(kinds(&undone), ["invitation_resend_taken_back"; 2]);
    let back = stored().await;
    assert!(
        back.iter().zip(&queued).all(|(back, queued)| back.0 < queued.0 && back.1 < queued.1),
        "{back:?} {queued:?}"
    );
    assert!(back.iter().all(|(sent, expires, delivery)| expires - sent == 7 * domain::DAY_MS && delivery == "sent"));
    stage.clock.advance(MINUTE_MS);
    assert!(stage.mails().await.is_empty(), "nobody is told");
    assert_eq!(stage.number("select count(*) from invitation_links where ended_at is null").await, 2);
    for (token, name) in tokens.iter().zip(["Ana", "Bo"]) {
        stage.directory.accept_as_new(token, name, PASSWORD, &visitor()).await.expect("its first link is good again");
    }
    assert_eq!(ids.len(), 2);
}

async fn a_mail_that_is_out_keeps_its_link(stage: Stage) {
    let olga = stage.acme().await;
    let mailing = stage.mailing_server().await;
    let (_, tokens, done) = resent(&stage, &mailing, &olga).await;
    stage.clock.advance(MINUTE_MS);
    // One is out, the other is just being sent.
    let mails = stage.directory.claim_mails(10).await.expect("claimed");
    stage.directory.report_mail(&mails[0], &MailOutcome::Sent).await.expect("reported");
    undo(&stage, &mailing, &olga, &done).await;
    stage.directory.report_mail(&mails[1], &MailOutcome::Sent).await.expect("reported");
    assert_eq!(stage.number("select count(*) from invitation_links where ended_at is null").await, 4);
    let second = token_of(mails[0].link.as_deref().expect("a link"));
    let first = &tokens[if mails[0].recipient.as_str() == "ana@acme.test" { 0 } else { 1 }];
    stage.directory.look_up_invitation(first, None).await.expect("good again");
    stage.directory.accept_as_new(&second, "Somebody", PASSWORD, &visitor()).await.expect("good still");
    assert_eq!(stage.number("select count(*) from invitations where delivery = 'queued'").await, 0);
}
