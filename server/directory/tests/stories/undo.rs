//! Undo takes back what a command did, as far as nobody changed it since.

use crate::support::{Persona, Stage, on_both, refusal};
use domain::{Command, Name, Refusal, RoleKey};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

on_both! {
    undoing_restores_what_was
    what_changed_since_is_not_taken_back
    a_clash_names_who_was_first
}

/// A hash over users, invitations, teams and settings, without numbers of events, times and deliveries.
async fn state(stage: &Stage) -> String {
    let mut all = Sha256::new();
    for (sql, columns) in [
        (
            "select u.email, r.slug, u.state, u.name from users u join roles r on r.org_id = u.org_id and r.id = u.role_id order by 1",
            4,
        ),
        (
            "select u.email, t.slug, case when l.owner then 'owner' else 'member' end from team_users l join users u on u.org_id = l.org_id and u.id = l.user_id join teams t on t.org_id = l.org_id and t.id = l.team_id order by 1, 2",
            3,
        ),
        ("select slug, name from teams order by 1", 2),
        ("select email, state from invitations where state = 'open' order by 1", 2),
        ("select slug, name, seat_policy, cast(coalesce(seat_limit, -1) as text) from organizations order by 1", 4),
    ] {
        for row in stage.rows(sql).await {
            for column in 0..columns {
                all.update(row.try_get_by_index::<String>(column).expect("text"));
                all.update([0]);
            }
        }
    }
    hex::encode(all.finalize())
}

async fn undoes(by: &Persona, command: Command) -> Result<domain::Answer, directory::Error> {
    let done = by.does(command.clone()).await.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(!done.events.is_empty(), "{command:?} did nothing");
    by.does(Command::Undo { command: done.command }).await
}

fn own_words() -> domain::MailWords {
    let line = |text: &str| text.to_owned();
    domain::MailWords {
        subject: line("Welcome back").try_into().expect("a subject"),
        text: line("{by} let you in again.").try_into().expect("a text"),
    }
}

async fn undoing_restores_what_was(stage: Stage) {
    let olga = stage.acme().await;
    let tess = stage.join(&olga, "Tess To", RoleKey::TeamOwner).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let cleo = stage.join(&olga, "Cleo Cy", RoleKey::Member).await;
    let dan = stage.join(&olga, "Dan Du", RoleKey::Member).await;
    let (design, sales) = (olga.creates_team("Design").await, olga.creates_team("Sales").await);
    let both = Command::ChangeTeams { users: vec![tess.user, ben.user], add: vec![design], remove: Vec::new() };
    olga.does(both).await.expect("in");
    olga.does(Command::SetTeamOwner { team: design, user: tess.user, owner: true }).await.expect("owns it");
    olga.suspend(&cleo).await.expect("suspended");
    olga.remove(&dan).await.expect("removed");
    let (open, _) = olga.invites_as("open@acme.test", RoleKey::Member).await;
    let (revoked, _) = olga.invites_as("revoked@acme.test", RoleKey::Member).await;
    olga.does(Command::Revoke { invitations: vec![revoked] }).await.expect("revoked");
    let name = |text: &str| Name::parse(text).expect("a name");
    let people = vec![tess.user, ben.user];
    for command in [
        Command::SetRole { users: people.clone(), role: olga.role(RoleKey::Admin).await },
        Command::SetRole { users: vec![tess.user], role: olga.role(RoleKey::Member).await },
        Command::ChangeTeams { users: people.clone(), add: vec![sales], remove: vec![design] },
        Command::SetTeamOwner { team: design, user: tess.user, owner: false },
        Command::Suspend { users: people.clone(), reason: None, successors: Vec::new(), heir: None },
        Command::Reactivate { users: vec![cleo.user] },
        Command::Remove {
            users: vec![ben.user, cleo.user, tess.user],
            reason: None,
            successors: Vec::new(),
            heir: None,
        },
        Command::Restore { users: vec![dan.user] },
        olga.invitation_to("new@acme.test", RoleKey::Member).await,
        Command::Revoke { invitations: vec![open] },
        Command::Reopen { invitations: vec![revoked] },
        Command::CreateTeam { name: name("Ops") },
        Command::RenameTeam { team: sales, name: name("Sales EMEA") },
        Command::ChangeOrganization(domain::ChangeOrganization {
            name: Some(name("Acme Holding")),
            seat_limit: Some(Some(50)),
            seat_policy: Some(domain::SeatPolicy::Open),
            tell_people: Some(false),
            allowed_domains: Some(vec![domain::DomainName::parse("acme.test").expect("a domain")]),
            remind_invited: Some(false),
            dormancy: Some(Some(domain::Dormancy { remind_after: 90, suspend_after: 14, since: domain::Timestamp(0) })),
            take_requests: Some(true),
            // It takes one: `required_factor`.
            require_second_factor: None,
            mail_words: BTreeMap::from([(domain::MailKind::AccessBack, Some(own_words()))]),
        }),
    ] {
        let before = state(&stage).await;
        let undone = undoes(&olga, command.clone()).await.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        assert!(undone.refused.is_empty(), "{command:?}: {:?}", undone.refused);
        assert_eq!(state(&stage).await, before, "{command:?}");
    }
    let last = olga.does(Command::SignOut { users: vec![ben.user] }).await.expect("signed out");
    let undone = olga.does(Command::Undo { command: last.command }).await;
    assert_eq!(refusal(undone), Refusal::NotUndoable);
}

async fn what_changed_since_is_not_taken_back(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let made = adam.set_role(&ben, RoleKey::TeamOwner).await.expect("promoted");
    olga.set_role(&ben, RoleKey::Owner).await.expect("promoted further");
    let undone = adam.does(Command::Undo { command: made.command }).await;
    assert_eq!(refusal(undone), Refusal::NotUndoable);
    // Undo is a command like any other: it needs the same permissions.
    olga.set_role(&ben, RoleKey::Member).await.expect("back");
    let above = olga.set_role(&ben, RoleKey::Owner).await.expect("promoted");
    let undone = adam.does(Command::Undo { command: above.command }).await;
    assert!(matches!(refusal(undone), Refusal::PersonAboveYours { .. }));
}

async fn a_clash_names_who_was_first(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let seen_seq = u64::try_from(stage.number("select seq from organizations").await).expect("positive");
    adam.set_role(&ben, RoleKey::TeamOwner).await.expect("first");
    let command = Command::SetRole { users: vec![ben.user], role: olga.role(RoleKey::Admin).await };
    let late = domain::Envelope { seen_seq, ..stage.envelope(command.clone()) };
    let outcome = stage.directory.execute(&olga.session.caller, &olga.org(), late).await;
    match outcome {
        Err(directory::Error::Refused { refusal: Refusal::Clash { seq, role }, clash: Some(clash) }) => {
            assert_eq!(seq, seen_seq + 1);
            assert_eq!(role, Some(olga.role(RoleKey::TeamOwner).await));
            assert_eq!(clash.by, "Adam Ant");
        }
        other => panic!("no clash: {other:?}"),
    }
    olga.does(command).await.expect("use mine");
}
