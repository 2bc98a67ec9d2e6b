//! Forgotten passwords.

use crate::support::{PASSWORD, Stage, kinds, on_both, refusal, token_of, visitor};
use directory::{Caller, Error, Message};
use domain::{Command, MINUTE_MS, Refusal, RoleKey};

on_both! {
    s_04_a_reset_link_works_once
    s_10_a_reset_goes_to_the_stored_address_of_one_account
    s_11_a_token_is_good_for_its_purpose_alone
    the_operator_hands_over_a_reset_link
    s_10_an_admin_sends_a_reset_to_the_accounts_own_address
    without_a_mail_server_no_reset_is_promised
}

async fn link(stage: &Stage, email: &str) -> String {
    stage.directory.request_reset(email);
    let mails = stage.mails().await;
    assert_eq!(mails.len(), 1);
    token_of(mails[0].link.as_deref().expect("a link"))
}

async fn s_04_a_reset_link_works_once(stage: Stage) {
    let olga = stage.acme().await;
    let token = link(&stage, &olga.email).await;
    for _ in 0..20 {
        assert_eq!(stage.directory.look_up_reset(&token).await.expect("good").as_str(), olga.email);
    }
    let short = stage.directory.reset(&token, "short").await;
    assert!(matches!(short, Err(Error::Invalid { .. })), "and the link stays");
    stage.directory.reset(&token, "a new password").await.expect("reset");
    assert!(!olga.is_signed_in().await, "all sessions end");
    assert!(matches!(stage.directory.reset(&token, "one more password").await, Err(Error::LinkOver)));
    assert!(matches!(stage.directory.look_up_reset(&token).await, Err(Error::LinkOver)));
    assert!(stage.directory.sign_in(&olga.email, "a new password", &visitor()).await.is_ok());
    assert!(matches!(stage.mails().await[0].message, Message::PasswordChanged { .. }));
    stage.clock.advance(2 * MINUTE_MS);
    let old = link(&stage, &olga.email).await;
    stage.clock.advance(60 * MINUTE_MS);
    assert!(matches!(stage.directory.reset(&old, "a late password").await, Err(Error::LinkOver)));
}

async fn s_10_a_reset_goes_to_the_stored_address_of_one_account(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    for odd in [
        "olga@acme.test,evil@evil.test",
        "olga@acme.test;evil@evil.test",
        "[\"olga@acme.test\",\"evil@evil.test\"]",
        "olga@acme.test evil@evil.test",
        "olga@acme.test\r\nBcc: evil@evil.test",
        "nobody@acme.test",
        "",
    ] {
        stage.directory.request_reset(odd);
        assert!(stage.mails().await.is_empty(), "{odd:?}");
    }
    assert_eq!(stage.number("select count(*) from account_tokens").await, 0);
    stage.directory.request_reset("  OLGA@Acme.Test");
    let mails = stage.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), [olga.email.as_str()]);
    // A flood of requests makes one mail a minute.
    for _ in 0..5 {
        stage.directory.request_reset(&olga.email);
        stage.directory.request_reset(&ben.email);
    }
    let mails = stage.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), [ben.email.as_str()]);
}

async fn s_11_a_token_is_good_for_its_purpose_alone(stage: Stage) {
    let set_up = token_of(&stage.directory.set_up_link().await.expect("made").expect("nothing there yet"));
    let olga = stage.acme().await;
    let invite = olga.invites("new@acme.test", RoleKey::Member).await.expect("invited");
    stage.mails().await;
    let reset = link(&stage, &olga.email).await;
    stage.directory.request_email_change(&olga.session, PASSWORD, "o@acme.test").await.expect("asked");
    let mails = stage.mails().await;
    let email = token_of(mails.iter().find_map(|mail| mail.link.as_deref()).expect("a link"));
    let directory = &stage.directory;
    for (what, token) in [("set-up", &set_up), ("invite", &invite), ("email", &email), ("session", &olga.token)] {
        assert!(matches!(directory.reset(token, "a new password").await, Err(Error::NotFound)), "{what}");
    }
    for (what, token) in [("set-up", &set_up), ("reset", &reset), ("email", &email), ("session", &olga.token)] {
        let outcome = directory.accept_as_new(token, "Eve", PASSWORD, &visitor()).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{what}");
        assert!(matches!(directory.look_up_invitation(token, None).await, Err(Error::NotFound)), "{what}");
    }
    for (what, token) in [("set-up", &set_up), ("reset", &reset), ("invite", &invite), ("session", &olga.token)] {
        assert!(matches!(directory.verify_email(token, None, None, None).await, Err(Error::NotFound)), "{what}");
    }
    for (what, token) in [("reset", &reset), ("invite", &invite), ("email", &email)] {
        assert!(matches!(directory.look_up_set_up(token).await, Err(Error::NotFound)), "{what}");
        assert!(directory.session(token, None).await.expect("looked up").is_none(), "{what}");
    }
    // All of them are still what they were.
    directory.look_up_invitation(&invite, None).await.expect("good");
    directory.look_up_reset(&reset).await.expect("good");
    directory.verify_email(&email, None, None, None).await.expect("good");
}

async fn the_operator_hands_over_a_reset_link(stage: Stage) {
    let olga = stage.acme().await;
    let not_hers = stage.directory.reset_link(&olga.session.caller, &olga.email).await;
    assert!(matches!(not_hers, Err(Error::NotFound)));
    let operator = Caller::operator();
    assert!(matches!(stage.directory.reset_link(&operator, "nobody@acme.test").await, Err(Error::NotFound)));
    let link = stage.directory.reset_link(&operator, &olga.email).await.expect("a link");
    assert!(link.starts_with("http://localhost:3000/reset#"), "{link}");
    assert!(stage.mails().await.is_empty());
    stage.directory.reset(&token_of(&link), "a new password").await.expect("reset");
    assert!(stage.directory.sign_in(&olga.email, "a new password", &visitor()).await.is_ok());
}

async fn s_10_an_admin_sends_a_reset_to_the_accounts_own_address(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mut config = stage.directory.config().clone();
    config.mail = true;
    let mailing = stage.another_server_with(config).await;
    // What the organization calls him is not where it goes.
    stage.sql("update users set email = 'evil@evil.test' where email = 'ben@acme.test'").await.expect("done");
    let send = async || {
        let envelope = stage.envelope(Command::SendPasswordReset { user: ben.user });
        mailing.execute(&olga.session.caller, &olga.org(), envelope).await
    };
    let answer = send().await.expect("sent");
    assert_eq!(kinds(&answer), ["password_reset_sent"]);
    assert!(answer.links.is_empty(), "the admin sees no link");
    let mails = stage.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), [ben.email.as_str()]);
    let token = token_of(mails[0].link.as_deref().expect("a link"));
    assert!(!format!("{answer:?}").contains(&token));
    // The same limit as for his own asking, and counted with it.
    assert!(matches!(refusal(send().await), Refusal::TooSoon { .. }));
    mailing.request_reset(&ben.email);
    assert!(stage.mails().await.is_empty());
    assert_eq!(stage.number("select count(*) from events where kind = 'password_reset_sent'").await, 1);
    assert!(ben.is_signed_in().await, "nothing changes before he follows it");
    mailing.reset(&token, "a new password").await.expect("reset");
    stage.clock.advance(MINUTE_MS);
    send().await.expect("a minute later");
}

async fn without_a_mail_server_no_reset_is_promised(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let refused = refusal(olga.does(Command::SendPasswordReset { user: ben.user }).await);
    assert_eq!(refused, Refusal::NoMailServer);
    assert_eq!(stage.number("select count(*) from account_tokens where purpose = 'reset'").await, 0);
    assert_eq!(stage.number("select count(*) from events where kind = 'password_reset_sent'").await, 0);
}
