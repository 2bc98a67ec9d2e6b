//! A second factor: turning it on and off, and signing in with it.

use crate::support::{App, PASSWORD, Stage, on_both, token_of, turn_on, visitor};
use directory::{Caller, Error, Message, SecondFactorChange, Secret, SecretKey, SignedIn};
use domain::{MINUTE_MS, RoleKey};
use std::collections::BTreeSet;
use totp_rs::Secret as Key;

on_both! {
    nothing_is_on_before_a_right_code_was_typed
    s_51_who_has_a_second_factor_is_told_after_the_right_password_alone
    a_code_of_the_app_is_good_once_and_a_step_early_or_late
    s_03_one_code_at_many_doors_at_once_lets_one_in
    a_recovery_code_is_good_once_and_new_ones_end_it
    s_11_a_step_that_waits_is_good_for_itself_alone
    a_step_that_waits_ends_with_what_it_began_with
    s_31_a_new_password_leaves_the_second_factor_on
    turning_off_takes_the_password
    the_operator_takes_a_second_factor_away
    s_06_neither_key_nor_codes_are_stored_in_clear
    who_accepts_with_a_password_shows_the_second_factor_before_a_session_begins
    with_another_key_of_the_installation_the_recovery_codes_are_left
    steps_that_nobody_went_on_with_are_cleaned_away
}

/// The first step, with the right password.
async fn first_step(stage: &Stage, email: &str, password: &str) -> Secret {
    match stage.directory.sign_in(email, password, &visitor()).await {
        Err(Error::SecondFactor { step }) => step,
        other => panic!("a second factor is asked for: {other:?}"),
    }
}

async fn with_code(stage: &Stage, step: &Secret, code: &str) -> directory::Result<SignedIn> {
    stage.directory.sign_in_with_code(step.expose(), code, &visitor()).await
}

fn changes(mails: &[directory::Mail]) -> Vec<(&str, SecondFactorChange)> {
    let change = |message: &Message| match message {
        Message::SecondFactor { change, .. } => Some(change.clone()),
        _ => None,
    };
    mails.iter().filter_map(|mail| Some((mail.recipient.as_str(), change(&mail.message)?))).collect()
}

async fn nothing_is_on_before_a_right_code_was_typed(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let directory = &stage.directory;
    let other = directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("a second browser");
    stage.mails().await;
    let set_up = directory.set_up_authenticator(&olga.session).await.expect("a key");
    let app = App { key: set_up.key.clone(), codes: Vec::new() };
    let now = stage.clock.now();
    assert!(set_up.link.starts_with("otpauth://totp/Muster%20localhost:olga%40acme.test?"), "{}", set_up.link);
    assert!(set_up.link.contains(&set_up.key) && set_up.qr_size > 40 && set_up.qr.starts_with("M4 4h7"));
    let on = |sealed: String, password: &'static str, code: String| {
        let session = olga.session.clone();
        async move { directory.turn_on_second_factor(&session, &sealed, password, &code).await }
    };
    let sealed = || set_up.sealed.clone();
    assert!(matches!(on(sealed(), "not hers", app.shows(now)).await, Err(Error::WrongCredentials)));
    let wrong = on(sealed(), PASSWORD, app.wrong(now)).await;
    assert!(matches!(wrong, Err(Error::Invalid { field: "code", .. })), "{wrong:?}");
    let bens = directory.set_up_authenticator(&ben.session).await.expect("a key").sealed;
    for odd in [bens, sealed().replace('.', ""), format!("{}9{}", &sealed()[..1], &sealed()[1..]), String::new()] {
        assert!(matches!(on(odd.clone(), PASSWORD, app.shows(now)).await, Err(Error::LinkOver)), "{odd}");
    }
    stage.clock.advance(60 * MINUTE_MS);
    assert!(matches!(on(sealed(), PASSWORD, app.shows(stage.clock.now())).await, Err(Error::LinkOver)), "too old");
    assert_eq!(directory.second_factor(&olga.session).await.expect("read"), None);
    assert!(changes(&stage.mails().await).is_empty());
    assert!(directory.sign_in(&olga.email, PASSWORD, &visitor()).await.is_ok());

    let fresh = directory.set_up_authenticator(&olga.session).await.expect("a key");
    assert_ne!(fresh.key, set_up.key);
    let app = App { key: fresh.key, codes: Vec::new() };
    let codes = on(fresh.sealed, PASSWORD, app.shows(stage.clock.now())).await.expect("on");
    assert_eq!(codes.codes.iter().collect::<BTreeSet<_>>().len(), 10);
    let mine = directory.second_factor(&olga.session).await.expect("read").expect("on");
    assert_eq!((mine.codes_left, mine.since), (10, stage.clock.now()));
    assert_eq!(changes(&stage.mails().await), [(olga.email.as_str(), SecondFactorChange::TurnedOn)]);
    assert_eq!(directory.second_factor(&ben.session).await.expect("read"), None, "an account's own");
    assert!(olga.is_signed_in().await && directory.session(other.token.expose(), None).await.expect("read").is_some());
}

async fn s_51_who_has_a_second_factor_is_told_after_the_right_password_alone(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    turn_on(&stage, &olga).await;
    turn_on(&stage, &ben).await;
    olga.suspend(&ben).await.expect("suspended");
    let sessions = stage.number("select count(*) from sessions").await;
    for (email, password) in
        [(olga.email.as_str(), "not hers"), ("nobody@acme.test", PASSWORD), (ben.email.as_str(), PASSWORD)]
    {
        let before = stage.directory.password_runs();
        let outcome = stage.directory.sign_in(email, password, &visitor()).await;
        assert!(matches!(outcome, Err(Error::WrongCredentials)), "{email}: {outcome:?}");
        assert_eq!(stage.directory.password_runs() - before, 1, "{email}");
    }
    assert_eq!(stage.number("select count(*) from account_tokens").await, 0, "nothing waits");
    let before = stage.directory.password_runs();
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    assert_eq!(stage.directory.password_runs() - before, 1);
    assert_eq!(stage.number("select count(*) from sessions").await, sessions, "there is no session yet");
    assert!(stage.directory.session(step.expose(), None).await.expect("looked up").is_none());
}

async fn a_code_of_the_app_is_good_once_and_a_step_early_or_late(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    let now = || stage.clock.now();
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    // The code that turned it on was shown already.
    let used = with_code(&stage, &step, &app.shows(now().plus_ms(-30_000))).await;
    let wrong = with_code(&stage, &step, &app.wrong(now())).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)), "{wrong:?}");
    assert_eq!(format!("{used:?}"), format!("{wrong:?}"));
    for none in ["", "12345", "abcdef", "١٢٣٤٥٦"] {
        assert!(matches!(with_code(&stage, &step, none).await, Err(Error::WrongCredentials)), "{none}");
    }
    // A clock that is half a minute fast; typed as apps show it.
    let early = app.shows(now().plus_ms(30_000));
    let signed_in = with_code(&stage, &step, &format!(" {} {} ", &early[..3], &early[3..])).await.expect("signed in");
    assert!(stage.directory.session(signed_in.token.expose(), None).await.expect("looked up").is_some());
    let levels = "select count(*) from sessions where auth_level = 'second_factor'";
    assert_eq!(stage.number(levels).await, 2, "and that in which she turned it on");
    assert!(matches!(with_code(&stage, &step, &early).await, Err(Error::LinkOver)), "a step is gone once");
    let again = first_step(&stage, &olga.email, PASSWORD).await;
    for before in [early, app.shows(now())] {
        assert!(matches!(with_code(&stage, &again, &before).await, Err(Error::WrongCredentials)), "{before}");
    }
    stage.clock.advance(90_000);
    let late = app.shows(now().plus_ms(-30_000));
    let too_late = app.shows(now().plus_ms(-60_000));
    assert!(matches!(with_code(&stage, &again, &too_late).await, Err(Error::WrongCredentials)));
    with_code(&stage, &again, &late).await.expect("a slow clock");
}

async fn s_03_one_code_at_many_doors_at_once_lets_one_in(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    let before = stage.number("select count(*) from sessions").await;
    for code in [app.shows(stage.clock.now()), app.codes[0].clone()] {
        let mut tries = Vec::new();
        for _ in 0..10 {
            let (step, directory, code) =
                (first_step(&stage, &olga.email, PASSWORD).await, stage.directory.clone(), code.clone());
            tries
                .push(tokio::spawn(async move { directory.sign_in_with_code(step.expose(), &code, &visitor()).await }));
        }
        let mut good = 0;
        for one in tries {
            match one.await.expect("ran") {
                Ok(_) => good += 1,
                Err(Error::WrongCredentials) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(good, 1, "{code}");
    }
    assert_eq!(stage.number("select count(*) from sessions").await, before + 2);
    // Nor does one step begin two sessions, by two codes.
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    let (one, other) = tokio::join!(with_code(&stage, &step, &app.codes[1]), with_code(&stage, &step, &app.codes[2]));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

async fn a_recovery_code_is_good_once_and_new_ones_end_it(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    stage.mails().await;
    let left = async || stage.directory.second_factor(&olga.session).await.expect("read").expect("on").codes_left;
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    let typed = app.codes[0].to_uppercase().replace('-', " ");
    with_code(&stage, &step, &typed).await.expect("signed in");
    assert_eq!(left().await, 9);
    assert_eq!(changes(&stage.mails().await), [(olga.email.as_str(), SecondFactorChange::CodeUsed { left: 9 })]);
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    assert!(matches!(with_code(&stage, &step, &app.codes[0]).await, Err(Error::WrongCredentials)), "used");

    let wrong = stage.directory.new_recovery_codes(&olga.session, "not hers").await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    let fresh = stage.directory.new_recovery_codes(&olga.session, PASSWORD).await.expect("new ones");
    assert_eq!((fresh.codes.len(), left().await), (10, 10));
    assert_eq!(changes(&stage.mails().await), [(olga.email.as_str(), SecondFactorChange::NewCodes)]);
    assert!(matches!(with_code(&stage, &step, &app.codes[1]).await, Err(Error::WrongCredentials)), "of before");
    with_code(&stage, &step, &fresh.codes[1]).await.expect("signed in");

    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let none = stage.directory.new_recovery_codes(&ben.session, PASSWORD).await;
    assert!(matches!(none, Err(Error::NotFound)), "he has no second factor");
    let bens = turn_on(&stage, &ben).await;
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    for other in [bens.shows(stage.clock.now()), bens.codes[0].clone()] {
        assert!(matches!(with_code(&stage, &step, &other).await, Err(Error::WrongCredentials)), "another's");
    }
}

async fn s_11_a_step_that_waits_is_good_for_itself_alone(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    let (directory, text) = (&stage.directory, step.expose());
    assert!(matches!(directory.reset(text, "a new password").await, Err(Error::NotFound)));
    assert!(matches!(directory.verify_email(text, None, None, None).await, Err(Error::NotFound)));
    assert!(matches!(directory.look_up_invitation(text, None).await, Err(Error::NotFound)));
    assert!(matches!(directory.look_up_set_up(text).await, Err(Error::NotFound)));
    directory.request_reset(&olga.email);
    let mails = stage.mails().await;
    let reset = token_of(mails.iter().find_map(|mail| mail.link.as_deref()).expect("a link"));
    for other in [reset.as_str(), olga.token.as_str(), Secret::fresh().expose(), "", "no token"] {
        let outcome = directory.sign_in_with_code(other, &app.codes[0], &visitor()).await;
        assert!(matches!(outcome, Err(Error::LinkOver)), "{other}: {outcome:?}");
        assert!(matches!(directory.waits_for_code(other).await, Err(Error::LinkOver)), "{other}");
    }
    assert_eq!(directory.waits_for_code(text).await.expect("it waits").as_str(), olga.email);
    with_code(&stage, &step, &app.codes[0]).await.expect("it was not used by all that");
}

async fn a_step_that_waits_ends_with_what_it_began_with(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    let over = async |step: &Secret, code: &str, why: &str| {
        assert!(matches!(with_code(&stage, step, code).await, Err(Error::LinkOver)), "{why}");
    };
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    // Another browser's goes on: whoever knows the password keeps nobody from signing in.
    let elsewhere = first_step(&stage, &olga.email, PASSWORD).await;
    with_code(&stage, &elsewhere, &app.codes[0]).await.expect("signed in");
    stage.clock.advance(10 * MINUTE_MS);
    over(&step, &app.codes[1], "ten minutes").await;

    let step = first_step(&stage, &olga.email, PASSWORD).await;
    stage.directory.change_password(&olga.session, PASSWORD, "a new password").await.expect("changed");
    over(&step, &app.codes[1], "a new password").await;
    stage.directory.change_password(&olga.session, "a new password", PASSWORD).await.expect("changed back");

    let step = first_step(&stage, &olga.email, PASSWORD).await;
    stage.directory.end_all_sessions(&olga.session).await.expect("signed out");
    over(&step, &app.codes[1], "signed out everywhere").await;

    let ben = stage.join(&stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await, "Ben Bo", RoleKey::Member).await;
    let bens = turn_on(&stage, &ben).await;
    let step = first_step(&stage, &ben.email, PASSWORD).await;
    stage.sql("update users set state = 'suspended' where name = 'Ben Bo'").await.expect("suspended");
    let outcome = with_code(&stage, &step, &bens.codes[0]).await;
    assert!(matches!(outcome, Err(Error::WrongCredentials)), "{outcome:?}");
    stage.sql("update users set state = 'active' where name = 'Ben Bo'").await.expect("back");
    with_code(&stage, &step, &bens.codes[0]).await.expect("no code was used up by that");
    let step = first_step(&stage, &ben.email, PASSWORD).await;
    stage.directory.turn_off_second_factor(&ben.session, PASSWORD).await.expect("off");
    over(&step, &bens.codes[1], "turned off").await;
}

async fn s_31_a_new_password_leaves_the_second_factor_on(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    let link = stage.directory.reset_link(&Caller::operator(), &olga.email).await.expect("a link");
    stage.directory.reset(&token_of(&link), "a new password").await.expect("reset");
    assert!(!olga.is_signed_in().await, "all sessions end, and nothing signs in");
    assert!(matches!(with_code(&stage, &step, &app.codes[0]).await, Err(Error::LinkOver)));
    let step = first_step(&stage, &olga.email, "a new password").await;
    with_code(&stage, &step, &app.shows(stage.clock.now())).await.expect("signed in");
}

async fn turning_off_takes_the_password(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    stage.mails().await;
    let wrong = stage.directory.turn_off_second_factor(&olga.session, "not hers").await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    first_step(&stage, &olga.email, PASSWORD).await;
    stage.directory.turn_off_second_factor(&olga.session, PASSWORD).await.expect("off");
    assert_eq!(changes(&stage.mails().await), [(olga.email.as_str(), SecondFactorChange::TurnedOff)]);
    assert_eq!(stage.directory.second_factor(&olga.session).await.expect("read"), None);
    assert_eq!(stage.number("select count(*) from recovery_codes").await, 0);
    assert!(stage.directory.sign_in(&olga.email, PASSWORD, &visitor()).await.is_ok());
    assert!(olga.is_signed_in().await);
    let again = stage.directory.turn_off_second_factor(&olga.session, PASSWORD).await;
    assert!(matches!(again, Err(Error::NotFound)));
    // Set up anew, it is another key with other codes.
    let fresh = turn_on(&stage, &olga).await;
    assert_ne!(fresh.key, app.key);
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    assert!(matches!(with_code(&stage, &step, &app.codes[0]).await, Err(Error::WrongCredentials)));
    with_code(&stage, &step, &fresh.shows(stage.clock.now())).await.expect("signed in");
}

async fn the_operator_takes_a_second_factor_away(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    turn_on(&stage, &ben).await;
    stage.mails().await;
    let directory = &stage.directory;
    let not_hers = directory.remove_second_factor(&olga.session.caller, &ben.email).await;
    assert!(matches!(not_hers, Err(Error::NotFound)), "{not_hers:?}");
    let operator = Caller::operator();
    assert!(matches!(directory.remove_second_factor(&operator, "nobody@acme.test").await, Err(Error::NotFound)));
    let none = directory.remove_second_factor(&operator, &olga.email).await;
    assert!(matches!(none, Err(Error::Invalid { field: "email", .. })), "{none:?}");
    directory.remove_second_factor(&operator, &ben.email).await.expect("taken away");
    assert_eq!(changes(&stage.mails().await), [(ben.email.as_str(), SecondFactorChange::TakenAway)]);
    assert!(directory.sign_in(&ben.email, PASSWORD, &visitor()).await.is_ok());
    assert!(directory.sign_in(&ben.email, "not his", &visitor()).await.is_err());
    assert!(ben.is_signed_in().await);
}

async fn s_06_neither_key_nor_codes_are_stored_in_clear(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    with_code(&stage, &step, &app.codes[0]).await.expect("signed in");
    let waits = first_step(&stage, &olga.email, PASSWORD).await;
    let stored = stage.everything_stored().await;
    assert!(stored.contains("olga@acme.test") && stored.contains("totp"), "it is a dump");
    let bytes = hex::encode(Key::try_from_base32(&app.key).expect("a key").as_bytes());
    let mut secrets = vec![app.key.clone(), app.key.to_lowercase(), hex::encode(&app.key), bytes];
    for code in app.codes.iter().cloned().chain([step.expose().to_owned(), waits.expose().to_owned()]) {
        secrets.extend([code.replace('-', ""), hex::encode(code.replace('-', "")), hex::encode(&code), code]);
    }
    for secret in &secrets {
        for form in [secret.clone(), secret.to_uppercase()] {
            assert!(!stored.contains(&form), "a secret is stored in clear");
        }
    }
    // Another account's row does not open with it, whoever can write to the database.
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    turn_on(&stage, &ben).await;
    let of = |email: &str| format!("(select id from accounts where email = '{email}')");
    let (olgas, bens) = (of("olga@acme.test"), of("ben@acme.test"));
    let copied = format!(
        "update credentials set secret = (select secret from credentials where account_id = {olgas} and kind = 'totp') \
         where account_id = {bens} and kind = 'totp'"
    );
    stage.sql(&copied).await.expect("copied");
    let step = first_step(&stage, &ben.email, PASSWORD).await;
    let outcome = with_code(&stage, &step, &app.shows(stage.clock.now())).await;
    assert!(matches!(outcome, Err(Error::WrongCredentials)), "{outcome:?}");
}

async fn who_accepts_with_a_password_shows_the_second_factor_before_a_session_begins(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = zoe.invites(&olga.email, RoleKey::Member).await.expect("invited");
    let sessions = stage.number("select count(*) from sessions").await;
    let accepted = stage.directory.accept_with_password(&token, PASSWORD, &visitor()).await.expect("accepted");
    assert!(accepted.signed_in.is_none());
    assert_eq!(stage.number("select count(*) from sessions").await, sessions);
    let step = accepted.step.expect("a step");
    let signed_in = with_code(&stage, &step, &app.shows(stage.clock.now())).await.expect("signed in");
    let session = stage.directory.session(signed_in.token.expose(), None).await.expect("looked up").expect("good");
    assert_eq!(stage.directory.organizations_of(&session).await.expect("hers").len(), 2);
    let token = olga.invites(&zoe.email, RoleKey::Member).await.expect("invited");
    let accepted = stage.directory.accept_with_password(&token, PASSWORD, &visitor()).await.expect("accepted");
    assert!(accepted.step.is_none() && accepted.signed_in.is_some(), "who has none is signed in");
}

async fn with_another_key_of_the_installation_the_recovery_codes_are_left(stage: Stage) {
    let olga = stage.acme().await;
    let app = turn_on(&stage, &olga).await;
    let mut config = stage.directory.config().clone();
    config.key = SecretKey::fresh();
    let moved = stage.another_server_with(config).await;
    let step = first_step(&stage, &olga.email, PASSWORD).await;
    let outcome = moved.sign_in_with_code(step.expose(), &app.shows(stage.clock.now()), &visitor()).await;
    assert!(matches!(outcome, Err(Error::WrongCredentials)), "{outcome:?}");
    moved.sign_in_with_code(step.expose(), &app.codes[0], &visitor()).await.expect("signed in");
}

async fn steps_that_nobody_went_on_with_are_cleaned_away(stage: Stage) {
    let olga = stage.acme().await;
    turn_on(&stage, &olga).await;
    first_step(&stage, &olga.email, PASSWORD).await;
    stage.directory.request_reset(&olga.email);
    stage.mails().await;
    stage.clock.advance(domain::DAY_MS + 10 * MINUTE_MS - 1);
    assert_eq!(stage.directory.clean().await.expect("cleaned").steps, 0);
    stage.clock.advance(1);
    assert_eq!(stage.directory.clean().await.expect("cleaned").steps, 1);
    assert_eq!(stage.number("select count(*) from account_tokens").await, 1, "the reset link's stays");
}
