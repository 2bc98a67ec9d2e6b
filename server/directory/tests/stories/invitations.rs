//! Invitations, from the invited person's side.

use crate::support::{PASSWORD, Stage, kinds, on_both, refusal, visitor};
use directory::{Error, Message};
use domain::{Command, DAY_MS, InvitedSession, Refusal, RoleKey};
use std::collections::BTreeSet;

on_both! {
    s_01_no_other_text_is_a_token
    s_02_an_invitation_past_its_date_is_over_without_any_job
    s_04_looking_changes_nothing_and_accepting_works_once
    s_05_an_invitation_is_for_its_address_alone
    s_07_whoever_invited_must_still_be_allowed_to
    s_07_a_new_link_of_a_demoted_senders_invitation_is_the_actors
    s_09_inviting_twice_makes_one_invitation
    s_52_the_page_does_not_tell_whether_there_is_an_account
    every_link_of_an_invitation_works_until_one_is_used
    whoever_has_an_account_accepts_with_its_password
    accepting_needs_no_further_seat
    a_mended_address_ends_the_old_links_and_gets_one
    whoever_was_removed_starts_fresh_in_their_own_row
}

async fn users(stage: &Stage) -> i64 {
    stage.number("select count(*) from users").await
}

async fn whoever_was_removed_starts_fresh_in_their_own_row(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Admin).await;
    let design = olga.creates_team("Design").await;
    olga.does(Command::ChangeTeams { users: vec![ben.user], add: vec![design], remove: Vec::new() })
        .await
        .expect("in it");
    olga.remove(&ben).await.expect("removed");
    stage.clock.advance(DAY_MS);
    let unasked = olga.does(olga.invitation_to("ben@acme.test", RoleKey::Member).await).await;
    let unasked = unasked.expect("in part").refused.remove(0).refusal;
    assert!(matches!(unasked, Refusal::IsRemoved { .. }), "{unasked:?}");
    let Command::Invite(mut invite) = olga.invitation_to("ben@acme.test", RoleKey::Member).await else {
        unreachable!()
    };
    invite.start_fresh = vec!["ben@acme.test".to_owned()];
    let answer = olga.does(Command::Invite(invite)).await.expect("invited");
    assert_eq!(answer.refused, []);
    let token = crate::support::token_of(&answer.links[0].url);
    let accepted = stage.directory.accept_with_password(&token, PASSWORD, &visitor()).await.expect("accepted");
    assert_eq!(accepted.user, ben.user, "an account has one row in an organization");
    let cards = stage.directory.roles(&directory::Caller::operator(), &olga.org()).await.expect("roles").roles;
    assert_eq!(cards.iter().map(|card| card.users).collect::<Vec<_>>(), [1, 0, 0, 1], "a Member, as invited");
    assert_eq!(stage.number("select count(*) from team_users").await, 0, "and in no team of before");
}

async fn s_01_no_other_text_is_a_token(stage: Stage) {
    let olga = stage.acme().await;
    let token = olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut others = BTreeSet::new();
    let with = |at: usize, letter: char| format!("{}{letter}{}", &token[..at], &token[at + 1..]);
    for letter in letters.chars() {
        others.extend((0..token.len()).map(|at| with(at, letter)));
        others.extend(letters.chars().map(|second| format!("{token}{letter}{second}")));
        // Both ends, and two letters that stand side by side.
        others.extend((1..token.len()).map(|at| format!("{}{letter}", &token[at..])));
        others.extend((1..token.len()).map(|at| format!("{}{letter}{letter}{}", &token[..at - 1], &token[at + 1..])));
    }
    others.extend((0..token.len()).map(|end| token[..end].to_owned()));
    others.extend([format!("{token}A"), format!(" {token}"), format!("{token}="), "\0".repeat(43), "é".repeat(43)]);
    others.remove(&token);
    assert!(others.len() > 10_000, "{}", others.len());
    for (n, other) in others.iter().enumerate() {
        let outcome = match n % 100 {
            0 => stage.directory.accept_as_new(other, "Eve", PASSWORD, &visitor()).await.map(|_| ()),
            _ => stage.directory.look_up_invitation(other, None).await.map(|_| ()),
        };
        assert!(matches!(outcome, Err(Error::NotFound)), "{other:?}: {outcome:?}");
    }
    assert_eq!(users(&stage).await, 1);
}

async fn s_02_an_invitation_past_its_date_is_over_without_any_job(stage: Stage) {
    let olga = stage.acme().await;
    let token = olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    stage.clock.advance(7 * DAY_MS - 1);
    stage.directory.look_up_invitation(&token, None).await.expect("good to the last");
    stage.clock.advance(1);
    for outcome in [
        stage.directory.look_up_invitation(&token, None).await.map(|_| ()),
        stage.directory.accept_as_new(&token, "Ana", PASSWORD, &visitor()).await.map(|_| ()),
    ] {
        assert_eq!(refusal(outcome), Refusal::InvitationExpired);
    }
    assert_eq!(users(&stage).await, 1);
    assert_eq!(stage.number("select count(*) from accounts").await, 1, "no account either");
}

async fn s_04_looking_changes_nothing_and_accepting_works_once(stage: Stage) {
    let olga = stage.acme().await;
    let token = olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let before = stage.number("select seq from organizations").await;
    for _ in 0..20 {
        let card = stage.directory.look_up_invitation(&token, None).await.expect("good");
        assert_eq!((card.email.as_str(), card.role.as_str()), ("ana@acme.test", "Member"));
        assert_eq!(card.inviter.expect("Olga").as_str(), "Olga Ortiz");
    }
    stage.directory.settled().await;
    assert_eq!(stage.number("select seq from organizations").await, before);
    assert_eq!(stage.number("select count(*) from invitations where delivery = 'opened'").await, 1);
    let accepted = stage.directory.accept_as_new(&token, "Ana Lima", PASSWORD, &visitor()).await.expect("accepted");
    assert!(accepted.signed_in.is_some());
    let secret =
        "select secret from credentials where account_id = (select account_id from users where name = 'Ana Lima')";
    let hash: String = stage.rows(secret).await[0].try_get_by_index(0).expect("a hash");
    assert!(hash.starts_with("$argon2id$"));
    let again = stage.directory.accept_as_new(&token, "Eve", "another password", &visitor()).await;
    assert_eq!(refusal(again), Refusal::InvitationUsed);
    let same: String = stage.rows(secret).await[0].try_get_by_index(0).expect("a hash");
    assert_eq!(same, hash);
    let event = stage.rows("select actor_kind, kind from events order by seq desc limit 1").await;
    assert_eq!(event[0].try_get_by_index::<String>(0).expect("text"), "user");
    assert_eq!(event[0].try_get_by_index::<String>(1).expect("text"), "user_joined");
    let by = stage.rows("select actor_id, subject_id from events order by seq desc limit 1").await;
    let (actor, subject): (uuid::Uuid, uuid::Uuid) =
        (by[0].try_get_by_index(0).expect("an id"), by[0].try_get_by_index(1).expect("an id"));
    assert_eq!((actor, subject), (accepted.user.0, accepted.user.0), "the new user did it");
}

async fn s_05_an_invitation_is_for_its_address_alone(stage: Stage) {
    let olga = stage.acme().await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let card = stage.directory.look_up_invitation(&token, Some(&zoe.session)).await.expect("good");
    assert_eq!(card.signed_in, InvitedSession::Another);
    let outcome = stage.directory.accept_signed_in(&zoe.session, &token).await;
    assert_eq!(refusal(outcome), Refusal::InvitationForAnother);
    assert_eq!(stage.number("select count(*) from refused_attempts where code = 'invitation_for_another'").await, 1);
    stage.directory.accept_as_new(&token, "Ana", PASSWORD, &visitor()).await.expect("it stayed open");
}

async fn s_07_whoever_invited_must_still_be_allowed_to(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let above = refusal(adam.invites("eve@acme.test", RoleKey::Owner).await);
    assert!(matches!(above, Refusal::RoleAboveYours { .. }));
    let token = adam.invites("ana@acme.test", RoleKey::Admin).await.expect("invited");
    olga.set_role(&adam, RoleKey::Member).await.expect("demoted meanwhile");
    let outcome = stage.directory.accept_as_new(&token, "Ana", PASSWORD, &visitor()).await;
    assert_eq!(refusal(outcome), Refusal::InviterMayNot);
    assert_eq!(stage.number("select count(*) from accounts where email = 'ana@acme.test'").await, 0);
    olga.set_role(&adam, RoleKey::Admin).await.expect("promoted again");
    olga.remove(&adam).await.expect("removed");
    let outcome = stage.directory.accept_as_new(&token, "Ana", PASSWORD, &visitor()).await;
    assert_eq!(refusal(outcome), Refusal::InvitationRevoked);
}

async fn s_07_a_new_link_of_a_demoted_senders_invitation_is_the_actors(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let (bo, _) = adam.invites_as("bo@acme.test", RoleKey::Admin).await;
    let (cy, _) = adam.invites_as("cy@acme.test", RoleKey::Admin).await;
    olga.set_role(&adam, RoleKey::Member).await.expect("demoted meanwhile");
    stage.clock.advance(60_000);
    stage.mails().await;
    let resent = olga.does(Command::Resend { invitations: vec![bo] }).await.expect("resent");
    assert_eq!(kinds(&resent), ["invitation_taken_over", "invitation_resent"]);
    let copied = olga.does(Command::CopyLink { invitation: cy }).await.expect("copied");
    assert_eq!(kinds(&copied), ["invitation_taken_over", "invitation_link_copied"]);
    let mails = stage.mails().await;
    let Message::Invitation { inviter, .. } = &mails[0].message else { panic!("another mail") };
    assert_eq!(inviter.as_deref(), Some("Olga Ortiz"), "the mail names who answers for it");
    for answer in [resent, copied] {
        let token = crate::support::token_of(&answer.links[0].url);
        let card = stage.directory.look_up_invitation(&token, None).await.expect("good");
        assert_eq!(card.inviter.expect("Olga").as_str(), "Olga Ortiz");
        stage.directory.accept_as_new(&token, "New Face", PASSWORD, &visitor()).await.expect("alive");
    }
    let hers = "select count(*) from users where name = 'New Face' \
                and invited_by = (select id from users where name = 'Olga Ortiz')";
    assert_eq!(stage.number(hers).await, 2);
}

async fn s_09_inviting_twice_makes_one_invitation(stage: Stage) {
    let olga = stage.acme().await;
    olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let again = refusal_of_item(olga.does(olga.invitation_to(" ANA@acme.test", RoleKey::Admin).await).await);
    assert_eq!(again, Refusal::AlreadyInvited);
    let user = refusal_of_item(olga.does(olga.invitation_to("olga@acme.test", RoleKey::Admin).await).await);
    assert_eq!(user, Refusal::AlreadyUser);
    assert_eq!(stage.number("select count(*) from invitations").await, 1);
    let twice = stage
        .sql(
            "insert into invitations select org_id, role_id, email, name, role_id, invited_by, created_at, sent_at, \
             expires_at, state, delivery, delivery_note, note, seq from invitations",
        )
        .await;
    assert!(twice.is_err(), "the database refuses a second open one too");
}

fn refusal_of_item(outcome: directory::Result<domain::Answer>) -> Refusal {
    match outcome {
        Ok(answer) => answer.refused.first().expect("refused").refusal.clone(),
        refused => refusal(refused),
    }
}

async fn s_52_the_page_does_not_tell_whether_there_is_an_account(stage: Stage) {
    let olga = stage.acme().await;
    stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let known = olga.invites("zoe@zeta.test", RoleKey::Member).await.expect("invited");
    let unknown = olga.invites("ana@zeta.test", RoleKey::Member).await.expect("invited");
    let card = |card: domain::InvitationCard| format!("{card:?}").replace("zoe@", "").replace("ana@", "");
    let known = card(stage.directory.look_up_invitation(&known, None).await.expect("good"));
    let unknown = card(stage.directory.look_up_invitation(&unknown, None).await.expect("good"));
    assert_eq!(known, unknown);
}

async fn every_link_of_an_invitation_works_until_one_is_used(stage: Stage) {
    let olga = stage.acme().await;
    let (invitation, first) = olga.invites_as("ana@acme.test", RoleKey::Member).await;
    let copied = olga.does(Command::CopyLink { invitation }).await.expect("copied");
    let second = crate::support::token_of(&copied.links[0].url);
    assert_ne!(first, second);
    stage.directory.look_up_invitation(&first, None).await.expect("good");
    stage.clock.advance(60_000);
    let resent = olga.does(Command::Resend { invitations: vec![invitation] }).await.expect("resent");
    let third = crate::support::token_of(&resent.links[0].url);
    for over in [&first, &second] {
        assert_eq!(refusal(stage.directory.look_up_invitation(over, None).await), Refusal::InvitationRevoked);
    }
    let fourth = olga.does(Command::CopyLink { invitation }).await.expect("copied");
    let fourth = crate::support::token_of(&fourth.links[0].url);
    stage.directory.accept_as_new(&third, "Ana", PASSWORD, &visitor()).await.expect("accepted");
    let used = stage.directory.accept_as_new(&fourth, "Ana", PASSWORD, &visitor()).await;
    assert_eq!(refusal(used), Refusal::InvitationUsed);
}

async fn whoever_has_an_account_accepts_with_its_password(stage: Stage) {
    let olga = stage.acme().await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = olga.invites(&zoe.email, RoleKey::Member).await.expect("invited");
    for wrong in [
        stage.directory.accept_with_password(&token, "not her password", &visitor()).await,
        stage.directory.accept_as_new(&token, "Eve", "not her password", &visitor()).await,
    ] {
        assert!(matches!(wrong, Err(Error::WrongCredentials)), "{wrong:?}");
    }
    let accepted = stage.directory.accept_with_password(&token, PASSWORD, &visitor()).await.expect("accepted");
    assert_eq!(accepted.org, "acme");
    assert_eq!(stage.number("select count(*) from users where name = 'Zoe Zen'").await, 2, "her own name");
    let unknown = olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let before = stage.directory.password_runs();
    let nobody = stage.directory.accept_with_password(&unknown, PASSWORD, &visitor()).await;
    assert!(matches!(nobody, Err(Error::WrongCredentials)));
    assert_eq!(stage.directory.password_runs() - before, 1);
}

async fn accepting_needs_no_further_seat(stage: Stage) {
    let olga = stage.acme().await;
    stage.seats("acme", 2).await;
    let token = olga.invites("ana@acme.test", RoleKey::Member).await.expect("the last seat");
    assert!(matches!(refusal(olga.invites("bo@acme.test", RoleKey::Member).await), Refusal::NoSeat { .. }));
    stage.seats("acme", 1).await;
    stage.directory.accept_as_new(&token, "Ana", PASSWORD, &visitor()).await.expect("it holds its seat");
}

async fn a_mended_address_ends_the_old_links_and_gets_one(stage: Stage) {
    let olga = stage.acme().await;
    stage.seats("acme", 2).await;
    let (invitation, old) = olga.invites_as("anna@acme.test", RoleKey::Admin).await;
    let readdress = |email: &str| Command::ReaddressInvitation { invitation, email: email.to_owned() };
    let answer = olga.does(readdress("ana@acme.test")).await.expect("mended");
    assert_eq!(kinds(&answer), ["invitation_readdressed"]);
    let waiting = stage.invitations().await;
    assert_eq!(waiting.iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), ["ana@acme.test"]);
    assert!(matches!(stage.directory.look_up_invitation(&old, None).await, Err(Error::Refused { .. })), "it is over");
    let new = crate::support::token_of(&answer.links[0].url);
    let card = stage.directory.look_up_invitation(&new, None).await.expect("good");
    assert_eq!(card.email.as_str(), "ana@acme.test");
    // Taken back, the first address gets a link again; neither of the others works.
    let undone = olga.does(Command::Undo { command: answer.command }).await.expect("undone");
    let again = crate::support::token_of(&undone.links[0].url);
    assert_eq!(stage.directory.look_up_invitation(&again, None).await.expect("good").email.as_str(), "anna@acme.test");
    assert!(stage.directory.look_up_invitation(&new, None).await.is_err());
    olga.does(readdress("ana@acme.test")).await.expect("mended again");
    let taken = refusal(olga.does(readdress("olga@acme.test")).await);
    assert_eq!(taken, Refusal::AlreadyUser);
    let stored = stage.table("events", &["body"]).await.join("\n");
    assert!(!stored.contains("anna@acme.test"), "personal texts stand beside the events");
}
