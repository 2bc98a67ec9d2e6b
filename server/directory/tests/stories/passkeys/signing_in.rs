//! Signing in with a passkey.

use super::{HERE, add, asked, first_step, with, with_device, wrong};
use crate::support::{Device, PASSWORD, Stage, on_both, token_of, turn_on, visitor};
use directory::{Caller, Error, Result, Secret, SignedIn};
use domain::{DAY_MS, MINUTE_MS, RoleKey, SecondStep};

on_both! {
    s_11_a_challenge_is_good_once_for_a_few_minutes_and_in_its_session
    s_03_one_passkey_at_many_doors_at_once_lets_one_in
    s_34_whoever_is_suspended_or_removed_comes_in_by_no_passkey
    s_36_a_passkey_opens_its_own_account_alone_and_only_what_it_signed
    a_copy_of_a_passkey_is_found_by_its_counter
    s_51_a_passkey_is_asked_for_after_the_password
    a_new_password_leaves_the_passkeys
    s_06_challenges_are_not_stored_in_clear_and_are_cleaned_away
}

async fn s_11_a_challenge_is_good_once_for_a_few_minutes_and_in_its_session(stage: Stage) {
    let olga = stage.acme().await;
    let directory = &stage.directory;
    let mut device = Device::at(HERE);
    let set_up = directory.set_up_passkey(&olga.session, PASSWORD).await.expect("set up");
    let made = device.creates(&set_up.options).to_string();
    let other = directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("a second browser");
    let other = directory.session(other.token.expose(), None).await.expect("looked up").expect("good");
    let adds = |session, sealed: String, made: String| async move {
        directory.add_passkey(&session, "Laptop", &sealed, &made).await
    };
    let sealed = || set_up.sealed.clone();
    let elsewhere = adds(other, sealed(), made.clone()).await;
    assert!(matches!(elsewhere, Err(Error::LinkOver)), "another browser: {elsewhere:?}");
    adds(olga.session.clone(), sealed(), made.clone()).await.expect("added");
    let again = adds(olga.session.clone(), sealed(), made).await;
    assert!(matches!(again, Err(Error::LinkOver)), "good once: {again:?}");
    let late = directory.set_up_passkey(&olga.session, PASSWORD).await.expect("set up");
    let made = Device::at(HERE).creates(&late.options).to_string();
    stage.clock.advance(5 * MINUTE_MS);
    let late = adds(olga.session.clone(), late.sealed, made).await;
    assert!(matches!(late, Err(Error::LinkOver)), "too late: {late:?}");
    let changed = directory.set_up_passkey(&olga.session, PASSWORD).await.expect("set up");
    let made = Device::at(HERE).creates(&changed.options).to_string();
    directory.change_password(&olga.session, PASSWORD, "a new password").await.expect("changed");
    let changed = adds(olga.session.clone(), changed.sealed, made).await;
    assert!(matches!(changed, Err(Error::LinkOver)), "proved by another password: {changed:?}");

    let signs = |sealed: String, shown: String| async move {
        directory.sign_in_with_passkey(&sealed, None, &shown, &visitor()).await
    };
    let ask = asked(&stage, None).await;
    let shown = device.shows(&ask.options).to_string();
    signs(ask.sealed.clone(), shown.clone()).await.expect("signed in");
    let again = signs(ask.sealed.clone(), shown.clone()).await;
    assert!(matches!(again, Err(Error::LinkOver)), "a replay: {again:?}");
    let next = device.shows(&ask.options).to_string();
    let again = signs(ask.sealed.clone(), next).await;
    assert!(matches!(again, Err(Error::LinkOver)), "signed anew for the same challenge: {again:?}");
    let fresh = asked(&stage, None).await;
    assert!(wrong(&signs(fresh.sealed.clone(), shown).await), "an answer to another challenge");
    let next = device.shows(&fresh.options).to_string();
    let spent = signs(fresh.sealed, next).await;
    assert!(matches!(spent, Err(Error::LinkOver)), "a refusal uses it up, too: {spent:?}");
    let ask = asked(&stage, None).await;
    let shown = device.shows(&ask.options).to_string();
    stage.clock.advance(5 * MINUTE_MS);
    let late = signs(ask.sealed, shown.clone()).await;
    assert!(matches!(late, Err(Error::LinkOver)), "too late: {late:?}");
    for none in [String::new(), set_up.sealed.clone(), "A".repeat(300)] {
        let no = signs(none, shown.clone()).await;
        assert!(matches!(no, Err(Error::LinkOver)), "no challenge: {no:?}");
    }
}

async fn s_03_one_passkey_at_many_doors_at_once_lets_one_in(stage: Stage) {
    let olga = stage.acme().await;
    let mut device = with_device(&stage, &olga).await;
    let ask = asked(&stage, None).await;
    let shown = device.shows(&ask.options).to_string();
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let (directory, sealed, shown) = (stage.directory.clone(), ask.sealed.clone(), shown.clone());
            tokio::spawn(async move { directory.sign_in_with_passkey(&sealed, None, &shown, &visitor()).await })
        })
        .collect();
    let mut let_in = 0;
    for one in tries {
        match one.await.expect("done") {
            Ok(_) => let_in += 1,
            Err(error) => assert!(matches!(error, Error::LinkOver), "{error:?}"),
        }
    }
    assert_eq!(let_in, 1);
}

async fn s_34_whoever_is_suspended_or_removed_comes_in_by_no_passkey(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mut device = with_device(&stage, &ben).await;
    let step = first_step(&stage, &ben.email).await;
    stage.clock.advance(1);
    olga.suspend(&ben).await.expect("suspended");
    let alone = with(&stage, &mut device, None).await;
    assert!(wrong(&alone), "{alone:?}");
    let after = with(&stage, &mut device, Some(&step)).await;
    assert!(wrong(&after), "{after:?}");
    // It is told in the words of one that nobody knows.
    let mut unknown = device.clone();
    unknown.keys[0].id[0] ^= 1;
    assert_eq!(format!("{:?}", with(&stage, &mut unknown, None).await), format!("{alone:?}"));
    stage.clock.advance(1);
    olga.reactivate(&ben).await.expect("back");
    with(&stage, &mut device, None).await.expect("signed in");
    stage.clock.advance(1);
    olga.remove(&ben).await.expect("removed");
    let removed = with(&stage, &mut device, None).await;
    assert!(wrong(&removed), "{removed:?}");
    stage.sql("delete from accounts where email = 'ben@acme.test'").await.expect_err("its users stay");
}

async fn s_36_a_passkey_opens_its_own_account_alone_and_only_what_it_signed(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let (mut hers, mut his) = (with_device(&stage, &olga).await, with_device(&stage, &ben).await);
    let sessions = stage.number("select count(*) from sessions").await;
    let field = |value: &mut serde_json::Value, field: &str, with: &serde_json::Value| {
        value["response"][field] = with["response"][field].clone();
    };
    let made = stage.directory.set_up_passkey(&olga.session, PASSWORD).await.expect("set up");
    let made = hers.clone().creates(&made.options);
    for (n, why) in ["her number", "her name", "her signature", "what her browser said"].into_iter().enumerate() {
        let ask = asked(&stage, None).await;
        let (other, mut shown) = (hers.shows(&ask.options), his.shows(&ask.options));
        match n {
            0 => {
                shown["id"] = other["id"].clone();
                shown["rawId"] = other["rawId"].clone();
            }
            1 => field(&mut shown, "userHandle", &other),
            2 => field(&mut shown, "signature", &other),
            _ => shown["response"]["clientDataJSON"] = made["response"]["clientDataJSON"].clone(),
        }
        let no = stage.directory.sign_in_with_passkey(&ask.sealed, None, &shown.to_string(), &visitor()).await;
        assert!(wrong(&no), "{why}: {no:?}");
    }
    let ask = asked(&stage, None).await;
    let mut nobody = his.shows(&ask.options);
    nobody["response"]["userHandle"] = serde_json::Value::Null;
    let no = stage.directory.sign_in_with_passkey(&ask.sealed, None, &nobody.to_string(), &visitor()).await;
    assert!(wrong(&no), "it does not say whose it is: {no:?}");
    for (why, origin, verifies) in [
        ("another site", "https://evil.example", true),
        ("another port", "http://localhost:3001", true),
        ("a subdomain", "http://evil.localhost:3000", true),
        ("nobody was asked who they are", HERE, false),
    ] {
        let mut device = his.clone();
        (device.origin, device.verifies) = (origin.to_owned(), verifies);
        let no = with(&stage, &mut device, None).await;
        assert!(wrong(&no), "{why}: {no:?}");
        his.counter = device.counter;
    }
    let step = first_step(&stage, &olga.email).await;
    let no = with_unlisted(&stage, &mut his, &step).await;
    assert!(wrong(&no), "his passkey after her password: {no:?}");
    assert_eq!(stage.number("select count(*) from sessions").await, sessions);
    with(&stage, &mut his, None).await.expect("as it is, it is good");
    with(&stage, &mut hers, Some(&step)).await.expect("and hers after her password");
}

/// The second step with a passkey that the server did not ask for.
async fn with_unlisted(stage: &Stage, device: &mut Device, step: &Secret) -> Result<SignedIn> {
    let ask = asked(stage, Some(step)).await;
    let mut options: serde_json::Value = serde_json::from_str(&ask.options).expect("options");
    options["allowCredentials"] = serde_json::json!([]);
    let shown = device.shows(&options.to_string()).to_string();
    stage.directory.sign_in_with_passkey(&ask.sealed, Some(step.expose()), &shown, &visitor()).await
}

async fn a_copy_of_a_passkey_is_found_by_its_counter(stage: Stage) {
    let olga = stage.acme().await;
    let mut device = with_device(&stage, &olga).await;
    let mut copy = device.clone();
    with(&stage, &mut device, None).await.expect("signed in");
    with(&stage, &mut device, None).await.expect("signed in");
    let no = with(&stage, &mut copy, None).await;
    assert!(wrong(&no), "the copy is behind: {no:?}");
    with(&stage, &mut device, None).await.expect("signed in");
}

async fn s_51_a_passkey_is_asked_for_after_the_password(stage: Stage) {
    let olga = stage.acme().await;
    let mut device = Device::at(HERE);
    let codes = add(&stage, &olga, &mut device, "Laptop").await.expect("added").codes;
    let sessions = stage.number("select count(*) from sessions").await;
    let step = first_step(&stage, &olga.email).await;
    assert_eq!(stage.number("select count(*) from sessions").await, sessions, "there is no session yet");
    let offered = stage.directory.second_step_of(step.expose()).await.expect("waits");
    assert_eq!(offered, SecondStep { app: false, passkey: true });
    let ask = asked(&stage, Some(&step)).await;
    assert!(ask.options.contains("\"allowCredentials\":[{"), "her own: {}", ask.options);
    let no = stage.directory.sign_in_with_code(step.expose(), "123456", &visitor()).await;
    assert!(wrong(&no), "there is no app: {no:?}");
    with(&stage, &mut device, Some(&step)).await.expect("signed in");
    let again = stage.directory.ask_for_passkey(Some(step.expose())).await;
    assert!(matches!(again, Err(Error::LinkOver)), "a step is gone once: {again:?}");
    // This one, and the one in which she added it.
    assert_eq!(stage.number("select count(*) from sessions where auth_level = 'second_factor'").await, 2);
    let step = first_step(&stage, &olga.email).await;
    stage.directory.sign_in_with_code(step.expose(), &codes[0], &visitor()).await.expect("a recovery code");
    let app = turn_on(&stage, &olga).await;
    let step = first_step(&stage, &olga.email).await;
    let offered = stage.directory.second_step_of(step.expose()).await.expect("waits");
    assert_eq!(offered, SecondStep { app: true, passkey: true });
    let shows = app.shows(stage.clock.now());
    stage.directory.sign_in_with_code(step.expose(), &shows, &visitor()).await.expect("either");
    for odd in ["", "no step", &"A".repeat(43)] {
        assert!(matches!(stage.directory.second_step_of(odd).await, Err(Error::LinkOver)), "{odd}");
        assert!(matches!(stage.directory.ask_for_passkey(Some(odd)).await, Err(Error::LinkOver)), "{odd}");
    }
}

async fn a_new_password_leaves_the_passkeys(stage: Stage) {
    let olga = stage.acme().await;
    let mut device = with_device(&stage, &olga).await;
    let link = stage.directory.reset_link(&Caller::operator(), &olga.email).await.expect("a link");
    stage.directory.reset(&token_of(&link), "a new password").await.expect("reset");
    assert!(!olga.is_signed_in().await);
    let outcome = stage.directory.sign_in(&olga.email, "a new password", &visitor()).await;
    assert!(matches!(outcome, Err(Error::SecondFactor { .. })), "{outcome:?}");
    with(&stage, &mut device, None).await.expect("signed in");
}

async fn s_06_challenges_are_not_stored_in_clear_and_are_cleaned_away(stage: Stage) {
    let olga = stage.acme().await;
    let before = stage.number("select count(*) from account_tokens").await;
    let mut device = with_device(&stage, &olga).await;
    let ask = asked(&stage, None).await;
    assert_eq!(stage.number("select count(*) from account_tokens").await, before + 1, "asking stores nothing");
    let shown = device.shows(&ask.options).to_string();
    stage.directory.sign_in_with_passkey(&ask.sealed, None, &shown, &visitor()).await.expect("signed in");
    let options: serde_json::Value = serde_json::from_str(&ask.options).expect("options");
    let stored = stage.everything_stored().await;
    assert!(stored.contains("passkey_challenge"), "it is a dump");
    for secret in [options["challenge"].as_str().expect("text"), ask.sealed.as_str()] {
        for form in [secret.to_owned(), hex::encode(secret), hex::encode(secret).to_uppercase()] {
            assert!(!stored.contains(&form), "a secret is stored in clear");
        }
    }
    stage.clock.advance(DAY_MS + 5 * MINUTE_MS - 1);
    assert_eq!(stage.directory.clean().await.expect("cleaned").steps, 0);
    stage.clock.advance(1);
    assert_eq!(stage.directory.clean().await.expect("cleaned").steps, 2);
}
