//! Many at once, on both databases.

use crate::support::{Kind, PASSWORD, Stage, on_both, visitor};
use directory::Error;
use domain::{Command, Refusal, RoleKey};

on_both! {
    s_03_one_token_two_hundred_accepts
    g_03_a_thousand_invitations_for_ten_seats
    s_58_invitations_restores_and_reactivations_share_the_seats
    s_14_two_owners_removing_each_other_leave_one
    one_person_invited_by_two_organizations_accepts_both_at_once
    the_same_intent_fifty_times_acts_once
}

async fn s_03_one_token_two_hundred_accepts(stage: Stage) {
    let olga = stage.acme().await;
    let token = olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let tries: Vec<_> = (0..200)
        .map(|_| {
            let (directory, token) = (stage.directory.clone(), token.clone());
            tokio::spawn(async move { directory.accept_as_new(&token, "Ana", PASSWORD, &visitor()).await })
        })
        .collect();
    let mut good = 0;
    for one in tries {
        match one.await.expect("ran") {
            Ok(_) => good += 1,
            Err(Error::Busy { .. } | Error::Refused { refusal: Refusal::InvitationUsed, .. }) => {}
            Err(other) => panic!("not a clean refusal: {other}"),
        }
    }
    assert_eq!(good, 1);
    // The same without hashes in between: whoever has an account already, in two hundred windows.
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = olga.invites(&zoe.email, RoleKey::Member).await.expect("invited");
    let tries: Vec<_> = (0..200)
        .map(|_| {
            let (zoe, token) = (zoe.clone(), token.clone());
            tokio::spawn(async move { zoe.directory.accept_signed_in(&zoe.session, &token).await })
        })
        .collect();
    let mut good = 0;
    for one in tries {
        match one.await.expect("ran") {
            Ok(_) => good += 1,
            Err(Error::Refused { refusal: Refusal::InvitationUsed, .. }) => {}
            Err(other) => panic!("not a clean refusal: {other}"),
        }
    }
    assert_eq!(good, 1);
    assert_eq!(stage.number("select count(*) from users where email = 'ana@acme.test'").await, 1);
    assert_eq!(stage.number("select count(*) from accounts").await, 3);
    assert_eq!(stage.number("select count(*) from events where kind = 'user_joined'").await, 4);
}

async fn g_03_a_thousand_invitations_for_ten_seats(stage: Stage) {
    let olga = stage.acme().await;
    stage.seats("acme", 11).await;
    let role = olga.role(RoleKey::Member).await;
    let tries: Vec<_> = (0..1_000)
        .map(|n| {
            let olga = olga.clone();
            let invite = domain::Invite {
                addresses: vec![domain::Addressee { email: format!("p{n}@acme.test"), name: None }],
                role,
                teams: Vec::new(),
                days: 7,
                note: None,
                start_fresh: Vec::new(),
                access_days: None,
                bundle: None,
            };
            tokio::spawn(async move { olga.does(Command::Invite(invite)).await })
        })
        .collect();
    let mut good = 0;
    for one in tries {
        match one.await.expect("ran") {
            Ok(_) => good += 1,
            Err(Error::Refused { refusal: Refusal::NoSeat { needed: 1, available: 0 }, .. }) => {}
            Err(other) => panic!("not a clean refusal: {other}"),
        }
    }
    assert_eq!(good, 10);
    assert_eq!(stage.number("select count(*) from invitations").await, 10);
    assert_eq!(stage.number("select count(*) from outbox where invitation_id is not null").await, 10);
    let gaps = "select count(*) - max(seq) from events";
    assert_eq!(stage.number(gaps).await, 0, "numbered without gaps");
}

async fn s_58_invitations_restores_and_reactivations_share_the_seats(stage: Stage) {
    let olga = stage.acme().await;
    let (mut suspended, mut removed) = (Vec::new(), Vec::new());
    for n in 0..8 {
        suspended.push(stage.join(&olga, &format!("S{n}"), RoleKey::Member).await);
        removed.push(stage.join(&olga, &format!("R{n}"), RoleKey::Member).await);
    }
    for person in &suspended {
        olga.suspend(person).await.expect("suspended");
    }
    for person in &removed {
        olga.remove(person).await.expect("removed");
    }
    stage.seats("acme", 6).await;
    let mut tries = Vec::new();
    for (n, (suspended, removed)) in suspended.into_iter().zip(removed).enumerate() {
        let email = format!("new{n}@acme.test");
        let (by, again, third) = (olga.clone(), olga.clone(), olga.clone());
        tries.push(tokio::spawn(async move { by.reactivate(&suspended).await.map(|_| ()) }));
        tries.push(tokio::spawn(async move { again.restore(&removed).await.map(|_| ()) }));
        tries.push(tokio::spawn(async move { third.invites(&email, RoleKey::Member).await.map(|_| ()) }));
    }
    let mut good = 0;
    for one in tries {
        match one.await.expect("ran") {
            Ok(()) => good += 1,
            Err(Error::Refused { refusal: Refusal::NoSeat { needed: 1, available: 0 }, .. }) => {}
            Err(other) => panic!("not a clean refusal: {other}"),
        }
    }
    assert_eq!(good, 5);
    let general = stage.directory.general(&olga.session.caller, &olga.org()).await.expect("hers");
    assert_eq!(general.seats.expect("seen").used(), 6);
}

async fn s_14_two_owners_removing_each_other_leave_one(stage: Stage) {
    let olga = stage.acme().await;
    let omar = stage.join(&olga, "Omar Os", RoleKey::Owner).await;
    let rounds = if stage.kind == Kind::Sqlite { 100 } else { 20 };
    let (one, other) = (olga.user, omar.user);
    let caller = |session: &directory::Session| session.caller.clone();
    let (mut olgas, mut omars) = (caller(&olga.session), caller(&omar.session));
    for round in 0..rounds {
        let remove = |whom, by: &directory::Caller| {
            let (directory, by, org) = (stage.directory.clone(), by.clone(), olga.org());
            let command = match round % 3 {
                0 => Command::Remove { users: vec![whom], reason: None, successors: Vec::new(), heir: None },
                1 => Command::Suspend { users: vec![whom], reason: None, successors: Vec::new(), heir: None },
                _ => Command::Remove { users: vec![whom], reason: None, successors: Vec::new(), heir: None },
            };
            let envelope = stage.envelope(command);
            tokio::spawn(async move { directory.execute(&by, &org, envelope).await })
        };
        let (first, second) = (remove(other, &olgas), remove(one, &omars));
        let outcomes = [first.await.expect("ran"), second.await.expect("ran")];
        let good = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(good, 1, "round {round}: {outcomes:?}");
        let owners = "select count(*) from users where state = 'active'";
        assert_eq!(stage.number(owners).await, 1, "round {round}");
        for users in [vec![one], vec![other]] {
            // Whoever is gone comes back; for the other it is refused or nothing.
            let _ = stage.operator("acme", Command::Restore { users: users.clone() }).await;
            let _ = stage.operator("acme", Command::Reactivate { users }).await;
        }
        assert_eq!(stage.number(owners).await, 2, "round {round}");
        // Removal signs out: both sign in anew.
        stage.clock.advance(1);
        let now = stage.directory.now();
        for caller in [&mut olgas, &mut omars] {
            if let directory::Who::Account { session_from, .. } = &mut caller.who {
                *session_from = now;
            }
        }
    }
}

async fn one_person_invited_by_two_organizations_accepts_both_at_once(stage: Stage) {
    let olga = stage.acme().await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    for round in 0..10 {
        let email = format!("ana{round}@both.test");
        let tokens = [
            olga.invites(&email, RoleKey::Member).await.expect("invited"),
            zoe.invites(&email, RoleKey::Member).await.expect("invited"),
        ];
        let tries = tokens.map(|token| {
            let directory = stage.directory.clone();
            tokio::spawn(async move { directory.accept_as_new(&token, "Ana", PASSWORD, &visitor()).await })
        });
        for one in tries {
            one.await.expect("ran").expect("both are accepted: by one account");
        }
        let accounts = format!("select count(*) from accounts where email = '{email}'");
        assert_eq!(stage.number(&accounts).await, 1);
        let users = format!("select count(*) from users where email = '{email}'");
        assert_eq!(stage.number(&users).await, 2);
    }
}

async fn the_same_intent_fifty_times_acts_once(stage: Stage) {
    let olga = stage.acme().await;
    let command = olga.invitation_to("ana@acme.test", RoleKey::Member).await;
    let envelope = stage.envelope(command);
    let tries: Vec<_> = (0..50)
        .map(|_| {
            let (olga, envelope) = (olga.clone(), envelope.clone());
            tokio::spawn(async move {
                olga.directory.execute(&olga.session.caller, &olga.org(), envelope).await.expect("answered")
            })
        })
        .collect();
    let mut answers = Vec::new();
    for one in tries {
        answers.push(one.await.expect("ran"));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "the same answer, the same link");
    assert_eq!(answers[0].links.len(), 1);
    assert_eq!(stage.number("select count(*) from invitations").await, 1);
    assert_eq!(stage.number("select count(*) from outbox").await, 1);
    let other = domain::Envelope { command: Command::Leave, ..envelope };
    let reused = olga.directory.execute(&olga.session.caller, &olga.org(), other).await;
    assert!(matches!(reused, Err(Error::IntentReused)));
}
