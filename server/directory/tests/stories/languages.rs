//! The language of an account, of who makes one, and of the mails that come.

use crate::support::{PASSWORD, Stage, on_both, visitor};
use directory::{Mail, Visitor};
use domain::{Language, RoleKey};

on_both! {
    a_language_is_kept_and_read_on_each_request
    a_new_account_has_the_language_of_the_page_it_was_made_on
    mails_come_in_the_language_of_who_reads_them
    a_mail_to_an_address_without_an_account_is_in_the_language_it_was_meant
}

async fn a_language_is_kept_and_read_on_each_request(stage: Stage) {
    let olga = stage.acme().await;
    let language = async || stage.directory.profile(&olga.session).await.expect("hers").language;
    assert_eq!(language().await, Language::English);
    stage.directory.set_language(&olga.session, Language::German).await.expect("kept");
    assert_eq!(language().await, Language::German);
    let again = stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("signed in");
    let session = stage.directory.session(again.token.expose(), None).await.expect("looked up").expect("good");
    assert_eq!(session.language, Language::German);
    // One that an earlier release took, and this one does not have.
    stage.sql("update accounts set language = 'pt-BR'").await.expect("written");
    assert_eq!(language().await, Language::English);
}

async fn a_new_account_has_the_language_of_the_page_it_was_made_on(stage: Stage) {
    let olga = stage.acme().await;
    let token = olga.invites("jonas@acme.test", RoleKey::Member).await.expect("invited");
    let visitor = Visitor { language: Language::German, ..visitor() };
    stage.directory.accept_as_new(&token, "Jonas Weber", PASSWORD, &visitor).await.expect("accepted");
    let stored = stage.table("accounts", &["email", "language"]).await;
    assert_eq!(stored, ["jonas@acme.test|de", "olga@acme.test|en"]);
    // Whoever has an account keeps theirs.
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = zoe.invites("olga@acme.test", RoleKey::Member).await.expect("invited");
    stage.directory.accept_with_password(&token, PASSWORD, &visitor).await.expect("accepted");
    assert!(stage.table("accounts", &["email", "language"]).await.contains(&"olga@acme.test|en".to_owned()));
}

async fn mails_come_in_the_language_of_who_reads_them(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    // Nobody has the address: whoever invites writes as they read.
    olga.invites("new@acme.test", RoleKey::Member).await.expect("invited");
    assert_eq!(languages(&stage.mails().await), [("new@acme.test", Language::English)].map(owned));
    stage.directory.set_language(&olga.session, Language::German).await.expect("kept");
    olga.invites("newer@acme.test", RoleKey::Member).await.expect("invited");
    assert_eq!(languages(&stage.mails().await), [("newer@acme.test", Language::German)].map(owned));
    // Somebody has it, and reads another language than who invites.
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    olga.invites(&zoe.email, RoleKey::Member).await.expect("invited");
    assert_eq!(languages(&stage.mails().await), [("zoe@zeta.test", Language::English)].map(owned));
    // The language is that of the moment in which the mail goes out.
    olga.suspend(&ben).await.expect("suspended");
    stage.directory.set_language(&ben.session, Language::German).await.expect("kept");
    stage.clock.advance(domain::MINUTE_MS);
    assert_eq!(languages(&stage.mails().await), [("ben@acme.test", Language::German)].map(owned));
}

async fn a_mail_to_an_address_without_an_account_is_in_the_language_it_was_meant(stage: Stage) {
    let olga = stage.acme().await;
    stage.directory.set_language(&olga.session, Language::German).await.expect("kept");
    stage.directory.request_email_change(&olga.session, PASSWORD, "olga@new.test").await.expect("asked");
    let mails = stage.mails().await;
    let told = languages(&mails);
    assert!(told.contains(&owned(("olga@new.test", Language::German))), "{told:?}");
    assert!(told.contains(&owned(("olga@acme.test", Language::German))), "{told:?}");
}

fn languages(mails: &[Mail]) -> Vec<(String, Language)> {
    mails.iter().map(|mail| (mail.recipient.to_string(), mail.language)).collect()
}

fn owned((address, language): (&str, Language)) -> (String, Language) {
    (address.to_owned(), language)
}
