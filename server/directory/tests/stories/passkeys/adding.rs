//! Adding passkeys and taking them away.

use super::{HERE, add, asked, changes, first_step, with, with_device, wrong};
use crate::support::{Device, Kind, PASSWORD, Stage, on_both, turn_on, visitor};
use directory::{Caller, Error, SecondFactorChange};
use domain::{MINUTE_MS, PASSKEYS_MAX, PasskeyId, RoleKey, SignInMethod};

on_both! {
    olga_adds_a_passkey_and_signs_in_with_it_alone
    nothing_is_added_without_her_password_and_a_device_that_asks_who_she_is
    recovery_codes_come_with_the_first_second_factor_and_go_with_the_last
    removing_takes_the_password_and_ends_what_waits
    the_operator_takes_passkeys_away_too
    an_account_has_twenty_and_an_address_without_a_host_name_none
}

async fn olga_adds_a_passkey_and_signs_in_with_it_alone(stage: Stage) {
    let olga = stage.acme().await;
    let directory = &stage.directory;
    let none = directory.passkeys(&olga.session).await.expect("read");
    assert!(none.possible && none.list.is_empty());
    let mut device = Device::at(HERE);
    let set_up = directory.set_up_passkey(&olga.session, PASSWORD).await.expect("set up");
    let options: serde_json::Value = serde_json::from_str(&set_up.options).expect("options");
    assert_eq!(options["rp"]["id"], "localhost");
    assert_eq!(options["attestation"], "none");
    let chosen = &options["authenticatorSelection"];
    assert_eq!((&chosen["residentKey"], &chosen["requireResidentKey"]), (&"required".into(), &true.into()));
    assert_eq!(chosen["userVerification"], "required");
    let made = device.creates(&set_up.options).to_string();
    let added = directory.add_passkey(&olga.session, " Laptop ", &set_up.sealed, &made).await.expect("added");
    assert_eq!((added.passkey.name.as_str(), added.passkey.last_used_at), ("Laptop", None));
    assert_eq!(added.codes.len(), 10, "it is her first second factor");
    let told = SecondFactorChange::PasskeyAdded { passkey: "Laptop".to_owned(), first: true };
    assert_eq!(changes(&stage).await, [told]);
    assert!(olga.is_signed_in().await);

    stage.clock.advance(MINUTE_MS);
    let signed_in = with(&stage, &mut device, None).await.expect("signed in");
    assert_ne!(signed_in.token.expose(), olga.token, "a session of its own");
    let session = directory.session(signed_in.token.expose(), None).await.expect("looked up").expect("good");
    assert_eq!(session.account, olga.session.account);
    // This one, and the one in which she added it.
    assert_eq!(stage.number("select count(*) from sessions where auth_level = 'second_factor'").await, 2);
    let list = directory.passkeys(&olga.session).await.expect("read").list;
    assert_eq!(list[0].last_used_at, Some(stage.clock.now()));
    assert!(stage.mails().await.is_empty());

    // The next is none that she has, and brings no codes.
    let set_up = directory.set_up_passkey(&olga.session, PASSWORD).await.expect("set up");
    let options: serde_json::Value = serde_json::from_str(&set_up.options).expect("options");
    assert_eq!(options["excludeCredentials"].as_array().map(Vec::len), Some(1));
    let mut phone = Device::at(HERE);
    let made = phone.creates(&set_up.options).to_string();
    let added = directory.add_passkey(&olga.session, "Phone", &set_up.sealed, &made).await.expect("added");
    assert!(added.codes.is_empty());
    let told = SecondFactorChange::PasskeyAdded { passkey: "Phone".to_owned(), first: false };
    assert_eq!(changes(&stage).await, [told]);
    with(&stage, &mut phone, None).await.expect("either is good");
    with(&stage, &mut device, None).await.expect("either is good");
    let panel =
        directory.person_panel(&olga.session.caller, &olga.org(), olga.user.into()).await.expect("her own panel");
    let methods = panel.sign_in.expect("an Owner may know").methods;
    assert_eq!(methods, [SignInMethod::Password, SignInMethod::Passkey]);
}

async fn nothing_is_added_without_her_password_and_a_device_that_asks_who_she_is(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let directory = &stage.directory;
    let no = directory.set_up_passkey(&olga.session, "not hers").await;
    assert!(matches!(no, Err(Error::WrongCredentials)), "{no:?}");
    let set_up = directory.set_up_passkey(&olga.session, PASSWORD).await.expect("set up");
    let mut odd = Vec::new();
    let mut careless = Device::at(HERE);
    careless.verifies = false;
    odd.push(careless.creates(&set_up.options).to_string());
    odd.push(Device::at("https://evil.example").creates(&set_up.options).to_string());
    let elsewhere = set_up.options.replace("\"id\":\"localhost\"", "\"id\":\"evil.example\"");
    odd.push(Device::at(HERE).creates(&elsewhere).to_string());
    let other = directory.set_up_passkey(&olga.session, PASSWORD).await.expect("set up");
    odd.push(Device::at(HERE).creates(&other.options).to_string());
    odd.extend([String::new(), "{}".to_owned(), "x".repeat(100_000)]);
    for made in odd {
        let no = directory.add_passkey(&olga.session, "Laptop", &set_up.sealed, &made).await;
        assert!(matches!(no, Err(Error::Invalid { field: "credential", .. })), "{made}: {no:?}");
    }
    let made = Device::at(HERE).creates(&set_up.options).to_string();
    let no = directory.add_passkey(&olga.session, " ", &set_up.sealed, &made).await;
    assert!(matches!(no, Err(Error::Invalid { field: "name", .. })), "{no:?}");
    let bens = directory.add_passkey(&ben.session, "Laptop", &set_up.sealed, &made).await;
    assert!(matches!(bens, Err(Error::LinkOver)), "it is Olga's to add: {bens:?}");
    assert!(directory.passkeys(&olga.session).await.expect("read").list.is_empty());
    assert!(changes(&stage).await.is_empty());
    directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("the password is enough");
    // What one account has, no other can have.
    let mut device = with_device(&stage, &olga).await;
    let bens = directory.set_up_passkey(&ben.session, PASSWORD).await.expect("set up");
    let made = device.creates(&bens.options).to_string();
    let (key, first) = (device.keys.pop().expect("made").id, device.keys[0].id.clone());
    let sql = |id: &[u8]| match stage.kind {
        Kind::Sqlite => format!("x'{}'", hex::encode(id)),
        Kind::Postgres => format!("'\\x{}'", hex::encode(id)),
    };
    let taken = format!("update passkeys set credential_id = {} where credential_id = {}", sql(&key), sql(&first));
    stage.sql(&taken).await.expect("written");
    let no = directory.add_passkey(&ben.session, "Laptop", &bens.sealed, &made).await;
    assert!(matches!(no, Err(Error::Invalid { field: "credential", .. })), "{no:?}");
}

async fn recovery_codes_come_with_the_first_second_factor_and_go_with_the_last(stage: Stage) {
    let olga = stage.acme().await;
    let directory = &stage.directory;
    let standing = async || directory.second_factor(&olga.session).await.expect("read");
    let mut device = Device::at(HERE);
    let added = add(&stage, &olga, &mut device, "Laptop").await.expect("added");
    let mine = standing().await.expect("on");
    assert_eq!((mine.app, mine.passkeys, mine.codes_left), (false, true, 10));
    assert_eq!(mine.since, added.passkey.added_at);
    // The app's come to those of the passkey: there are no others.
    let app = turn_on(&stage, &olga).await;
    assert!(app.codes.is_empty());
    let mine = standing().await.expect("on");
    assert_eq!((mine.app, mine.passkeys, mine.codes_left), (true, true, 10));
    changes(&stage).await;
    directory.turn_off_second_factor(&olga.session, PASSWORD).await.expect("off");
    assert_eq!(changes(&stage).await, [SecondFactorChange::AppTurnedOff]);
    let mine = standing().await.expect("on");
    assert_eq!((mine.app, mine.passkeys, mine.codes_left), (false, true, 10));
    let off = directory.turn_off_second_factor(&olga.session, PASSWORD).await;
    assert!(matches!(off, Err(Error::NotFound)), "{off:?}");
    let step = first_step(&stage, &olga.email).await;
    directory.sign_in_with_code(step.expose(), &added.codes[1], &visitor()).await.expect("they are good still");
    let fresh = directory.new_recovery_codes(&olga.session, PASSWORD).await.expect("new ones");
    assert_eq!((fresh.codes.len(), fresh.left), (10, 10));
    changes(&stage).await;
    directory.remove_passkey(&olga.session, added.passkey.id, PASSWORD).await.expect("removed");
    let told = SecondFactorChange::PasskeyRemoved { passkey: "Laptop".to_owned(), last: true };
    assert_eq!(changes(&stage).await, [told]);
    assert_eq!(standing().await, None);
    assert_eq!(stage.number("select count(*) from recovery_codes").await, 0);
    directory.sign_in(&olga.email, PASSWORD, &visitor()).await.expect("the password is enough");
    let none = directory.new_recovery_codes(&olga.session, PASSWORD).await;
    assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
    // The other way round: a passkey beside an app brings none, and takes none away.
    assert_eq!(turn_on(&stage, &olga).await.codes.len(), 10);
    let added = add(&stage, &olga, &mut Device::at(HERE), "Phone").await.expect("added");
    assert!(added.codes.is_empty());
    changes(&stage).await;
    directory.remove_passkey(&olga.session, added.passkey.id, PASSWORD).await.expect("removed");
    let told = SecondFactorChange::PasskeyRemoved { passkey: "Phone".to_owned(), last: false };
    assert_eq!(changes(&stage).await, [told]);
    assert_eq!(standing().await.expect("on").codes_left, 10);
}

async fn removing_takes_the_password_and_ends_what_waits(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let (mut device, _) = (with_device(&stage, &olga).await, with_device(&stage, &ben).await);
    let directory = &stage.directory;
    let hers = directory.passkeys(&olga.session).await.expect("read").list[0].id;
    let his = directory.passkeys(&ben.session).await.expect("read").list[0].id;
    let no = directory.remove_passkey(&olga.session, hers, "not hers").await;
    assert!(matches!(no, Err(Error::WrongCredentials)), "{no:?}");
    for other in [his, PasskeyId(directory.fresh_id())] {
        let no = directory.remove_passkey(&olga.session, other, PASSWORD).await;
        assert!(matches!(no, Err(Error::NotFound)), "{no:?}");
    }
    assert!(changes(&stage).await.is_empty());
    let step = first_step(&stage, &olga.email).await;
    let ask = asked(&stage, None).await;
    let shown = device.shows(&ask.options).to_string();
    directory.remove_passkey(&olga.session, hers, PASSWORD).await.expect("removed");
    let no = directory.sign_in_with_passkey(&ask.sealed, None, &shown, &visitor()).await;
    assert!(wrong(&no), "{no:?}");
    let over = directory.second_step_of(step.expose()).await;
    assert!(matches!(over, Err(Error::LinkOver)), "{over:?}");
    assert!(olga.is_signed_in().await);
    assert_eq!(directory.passkeys(&ben.session).await.expect("read").list.len(), 1);
}

async fn the_operator_takes_passkeys_away_too(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mut device = with_device(&stage, &ben).await;
    let operator = Caller::operator();
    stage.directory.remove_second_factor(&operator, &ben.email).await.expect("taken away");
    assert_eq!(changes(&stage).await, [SecondFactorChange::TakenAway]);
    assert!(wrong(&with(&stage, &mut device, None).await));
    stage.directory.sign_in(&ben.email, PASSWORD, &visitor()).await.expect("the password is enough");
    assert_eq!(stage.number("select count(*) from recovery_codes").await, 0);
    let none = stage.directory.remove_second_factor(&operator, &ben.email).await;
    assert!(matches!(none, Err(Error::Invalid { field: "email", .. })), "{none:?}");
}

async fn an_account_has_twenty_and_an_address_without_a_host_name_none(stage: Stage) {
    let olga = stage.acme().await;
    let mut device = Device::at(HERE);
    let set_up = stage.directory.set_up_passkey(&olga.session, PASSWORD).await.expect("set up");
    for n in 0..PASSKEYS_MAX {
        add(&stage, &olga, &mut device, &format!("Key {n}")).await.expect("added");
    }
    let full =
        |outcome: &Error| matches!(outcome, Error::Invalid { field: "passkeys", reason } if reason.contains("20"));
    let no = stage.directory.set_up_passkey(&olga.session, PASSWORD).await.expect_err("there are twenty");
    assert!(full(&no), "{no:?}");
    let made = device.creates(&set_up.options).to_string();
    let no = stage.directory.add_passkey(&olga.session, "One more", &set_up.sealed, &made).await;
    assert!(full(&no.expect_err("there are twenty")));

    let mut config = stage.directory.config().clone();
    config.public_url = "http://127.0.0.1:3000".to_owned();
    let bare = stage.another_server_with(config).await;
    let mine = bare.passkeys(&olga.session).await.expect("read");
    assert!(!mine.possible && mine.list.len() == 20, "those that are there can be removed");
    assert!(matches!(bare.set_up_passkey(&olga.session, PASSWORD).await, Err(Error::NotFound)));
    assert!(matches!(bare.ask_for_passkey(None).await, Err(Error::NotFound)));
}
