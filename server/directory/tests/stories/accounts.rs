//! Signing in, and what one changes about oneself.

use crate::feed::hearing;
use crate::support::{PASSWORD, Stage, on_both, visitor};
use directory::{Error, Hearing, Message};
use domain::{Change, Preferences, RoleKey, Theme};

on_both! {
    s_51_every_wrong_sign_in_costs_one_hash_and_says_the_same
    s_34_whoever_is_suspended_everywhere_cannot_sign_in
    s_31_a_changed_password_ends_the_other_sessions
    s_50_passwords_out_of_bounds_are_refused_before_hashing
    s_19_a_new_address_counts_once_it_is_verified
    s_52_asking_for_somebody_elses_address_tells_nothing
    a_new_name_reaches_every_organization
    choices_are_kept
    the_switcher_lists_where_one_is_active
}

async fn s_51_every_wrong_sign_in_costs_one_hash_and_says_the_same(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let cleo = stage.join(&olga, "Cleo Cy", RoleKey::Member).await;
    olga.suspend(&ben).await.expect("suspended");
    stage
        .sql("delete from credentials where account_id = (select id from accounts where email = 'cleo@acme.test')")
        .await
        .expect("without a password");
    let mut said = Vec::new();
    for (email, password) in [
        (olga.email.as_str(), "not her password"),
        (olga.email.as_str(), ""),
        ("nobody@acme.test", PASSWORD),
        (ben.email.as_str(), PASSWORD),
        (cleo.email.as_str(), PASSWORD),
        ("not an address", PASSWORD),
        ("olga@acme.test,ben@acme.test", PASSWORD),
    ] {
        let before = stage.directory.password_runs();
        let outcome = stage.directory.sign_in(email, password, &visitor()).await;
        assert!(matches!(outcome, Err(Error::WrongCredentials)), "{email}: {outcome:?}");
        said.push(format!("{outcome:?}"));
        assert_eq!(stage.directory.password_runs() - before, 1, "{email}");
    }
    said.dedup();
    assert_eq!(said.len(), 1);
    assert!(stage.directory.sign_in(" OLGA@acme.test ", PASSWORD, &visitor()).await.is_ok());
}

async fn s_34_whoever_is_suspended_everywhere_cannot_sign_in(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = zoe.invites(&ben.email, RoleKey::Member).await.expect("invited");
    stage.directory.accept_signed_in(&ben.session, &token).await.expect("in both");
    stage.clock.advance(1);
    olga.suspend(&ben).await.expect("suspended here");
    assert!(stage.directory.sign_in(&ben.email, PASSWORD, &visitor()).await.is_ok(), "active in the other");
    let gone = domain::Command::Remove {
        users: vec![users_of(&stage, &zoe).await],
        reason: None,
        successors: Vec::new(),
        heir: None,
    };
    zoe.does(gone).await.expect("removed there");
    let outcome = stage.directory.sign_in(&ben.email, PASSWORD, &visitor()).await;
    assert!(matches!(outcome, Err(Error::WrongCredentials)));
    stage.mails().await;
    stage.directory.request_reset(&ben.email);
    assert!(stage.mails().await.is_empty(), "no way in by a reset either");
    stage.clock.advance(1);
    olga.reactivate(&ben).await.expect("back");
    assert!(stage.directory.sign_in(&ben.email, PASSWORD, &visitor()).await.is_ok());
}

/// The user in `zeta` who is not Zoe.
async fn users_of(stage: &Stage, zoe: &crate::support::Persona) -> domain::UserId {
    let sql = "select u.id from users u join organizations o on o.id = u.org_id where o.slug = 'zeta'";
    let ids = stage.rows(sql).await;
    let ids = ids.iter().map(|row| domain::UserId(row.try_get_by_index(0).expect("an id")));
    ids.into_iter().find(|id| *id != zoe.user).expect("somebody else")
}

async fn s_31_a_changed_password_ends_the_other_sessions(stage: Stage) {
    let olga = stage.acme().await;
    let other = stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("a second browser");
    let stream = stage.directory.session(other.token.expose(), None).await.expect("looked up").expect("good");
    let org = olga.org_id().await;
    assert_eq!(hearing(&stage.directory, org, &stream).await, Hearing::Everything);
    let wrong = stage.directory.change_password(&olga.session, "not her password", "a new password").await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    let reset = token_of_reset(&stage, &olga.email).await;
    stage.directory.change_password(&olga.session, PASSWORD, "a new password").await.expect("changed");
    assert!(olga.is_signed_in().await, "the browser that asked stays");
    assert_eq!(hearing(&stage.directory, org, &stream).await, Hearing::Nothing);
    assert!(stage.directory.session(other.token.expose(), None).await.expect("looked up").is_none());
    assert!(matches!(stage.directory.reset(&reset, "yet another one").await, Err(Error::LinkOver)));
    assert!(stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.is_err());
    assert!(stage.directory.sign_in(&olga.email, "a new password", &visitor()).await.is_ok());
    let mails = stage.mails().await;
    let told = mails.iter().filter(|mail| matches!(mail.message, Message::PasswordChanged { .. })).count();
    assert_eq!(told, 1);
}

async fn token_of_reset(stage: &Stage, email: &str) -> String {
    stage.directory.request_reset(email);
    let mails = stage.mails().await;
    crate::support::token_of(mails[0].link.as_deref().expect("a link"))
}

async fn s_50_passwords_out_of_bounds_are_refused_before_hashing(stage: Stage) {
    let olga = stage.acme().await;
    let runs = stage.directory.password_runs();
    let long = "p".repeat(1_025);
    for bad in ["short", long.as_str()] {
        let outcome = stage.directory.change_password(&olga.session, PASSWORD, bad).await;
        assert!(matches!(outcome, Err(Error::Invalid { field: "password", .. })), "{outcome:?}");
    }
    let outcome = stage.directory.sign_in(&olga.email, &long, &visitor()).await;
    assert!(matches!(outcome, Err(Error::Invalid { field: "password", .. })));
    assert_eq!(stage.directory.password_runs(), runs);
}

async fn s_19_a_new_address_counts_once_it_is_verified(stage: Stage) {
    let olga = stage.acme().await;
    let other = stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("a second browser");
    let directory = &stage.directory;
    let wrong = directory.request_email_change(&olga.session, "not her password", "new@acme.test").await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    directory.request_email_change(&olga.session, PASSWORD, "New@acme.test").await.expect("asked");
    let mails = stage.mails().await;
    let to = |email: &str| mails.iter().find(|mail| mail.recipient.as_str() == email).expect("a mail").clone();
    assert!(matches!(to("olga@acme.test").message, Message::EmailChanged { done: false, .. }));
    assert!(to("olga@acme.test").link.is_none());
    let token = crate::support::token_of(to("new@acme.test").link.as_deref().expect("a link"));
    assert_eq!(directory.profile(&olga.session).await.expect("hers").email.as_str(), "olga@acme.test");

    directory.verify_email(&token, None, Some(&olga.session), None).await.expect("verified");
    assert_eq!(directory.profile(&olga.session).await.expect("hers").email.as_str(), "new@acme.test");
    assert_eq!(stage.number("select count(*) from users where email = 'new@acme.test'").await, 1);
    assert_eq!(stage.number("select count(*) from events where kind = 'user_email_changed'").await, 1);
    assert!(olga.is_signed_in().await);
    assert!(directory.session(other.token.expose(), None).await.expect("looked up").is_none());
    let told = stage.mails().await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].recipient.as_str(), "olga@acme.test");
    assert!(matches!(told[0].message, Message::EmailChanged { done: true, .. }));
    assert!(matches!(directory.verify_email(&token, None, None, None).await, Err(Error::LinkOver)));
    assert!(directory.sign_in("olga@acme.test", PASSWORD, &visitor()).await.is_err());
    assert!(directory.sign_in("new@acme.test", PASSWORD, &visitor()).await.is_ok());
}

async fn s_52_asking_for_somebody_elses_address_tells_nothing(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let free = stage.directory.request_email_change(&olga.session, PASSWORD, "free@acme.test").await;
    let mails = stage.mails().await;
    let taken = stage.directory.request_email_change(&olga.session, PASSWORD, &ben.email).await;
    assert_eq!(format!("{free:?}"), format!("{taken:?}"));
    let token =
        crate::support::token_of(mails.iter().find_map(|mail| mail.link.as_deref()).expect("a link to the free one"));
    let mails = stage.mails().await;
    assert_eq!(mails.len(), 1, "the same notice to the old address, nothing to Ben");
    assert_eq!(mails[0].recipient.as_str(), olga.email);
    // Somebody takes the free one before it is verified.
    let invited = olga.invites("free@acme.test", RoleKey::Member).await.expect("invited");
    stage.directory.accept_as_new(&invited, "Fay", PASSWORD, &visitor()).await.expect("accepted");
    assert!(matches!(stage.directory.verify_email(&token, None, None, None).await, Err(Error::LinkOver)));
    assert_eq!(stage.directory.profile(&olga.session).await.expect("hers").email.as_str(), olga.email);
}

async fn a_new_name_reaches_every_organization(stage: Stage) {
    let olga = stage.acme().await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = zoe.invites(&olga.email, RoleKey::Member).await.expect("invited");
    stage.directory.accept_signed_in(&olga.session, &token).await.expect("in both");
    assert!(matches!(
        stage.directory.rename_account(&olga.session, " ").await,
        Err(Error::Invalid { field: "name", .. })
    ));
    stage.directory.rename_account(&olga.session, "Olga O'Neil").await.expect("renamed");
    assert_eq!(stage.number("select count(*) from users where name = 'Olga O''Neil'").await, 2);
    assert_eq!(stage.number("select count(*) from events where kind = 'user_renamed'").await, 2);
    assert_eq!(stage.directory.profile(&olga.session).await.expect("hers").name.as_str(), "Olga O'Neil");
    // The same again changes nothing.
    stage.directory.rename_account(&olga.session, "Olga O'Neil").await.expect("renamed");
    assert_eq!(stage.number("select count(*) from events where kind = 'user_renamed'").await, 2);
}

async fn choices_are_kept(stage: Stage) {
    let olga = stage.acme().await;
    assert_eq!(stage.directory.profile(&olga.session).await.expect("hers").preferences, Preferences::default());
    let chosen = Preferences { shortcuts_off: true, theme: Theme::Dark, ..Preferences::default() };
    stage.directory.set_preferences(&olga.session, &chosen).await.expect("kept");
    let profile = stage.directory.profile(&olga.session).await.expect("hers");
    assert_eq!(profile.preferences, chosen);
}

async fn the_switcher_lists_where_one_is_active(stage: Stage) {
    let olga = stage.acme().await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = zoe.invites(&olga.email, RoleKey::Member).await.expect("invited");
    let accepted = stage.directory.accept_signed_in(&olga.session, &token).await.expect("in both");
    let list = stage.directory.organizations_of(&olga.session).await.expect("hers");
    let shown: Vec<_> = list.iter().map(|one| (one.slug.as_str(), one.role.as_str(), one.sees_users())).collect();
    assert_eq!(shown, [("acme", "Owner", true), ("zeta", "Member", false)]);
    stage.clock.advance(1);
    let answer = zoe
        .does(domain::Command::Suspend { users: vec![accepted.user], reason: None, successors: Vec::new(), heir: None })
        .await
        .expect("suspended");
    assert!(matches!(answer.events[0].change, Change::UserStateSet { .. }));
    let list = stage.directory.organizations_of(&olga.session).await.expect("hers");
    assert_eq!(list.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>(), ["acme"]);
}
