//! What is so grave that whoever asks for it has to have just shown who they are.

use crate::imports::order;
use crate::support::{PASSWORD, Persona, Stage, kinds, on_both, visitor};
use directory::{Caller, Config, Error};
use domain::{ChangeOrganization, Command, CommandId, Envelope, GRAVE_MANY, MINUTE_MS, PersonId, RoleKey, UserId};
use std::collections::BTreeSet;

on_both! {
    asvs_7_5_1_who_owns_the_organization_takes_a_fresh_proof
    asvs_7_5_1_so_does_the_access_of_many_at_once
    asvs_7_5_1_so_do_a_list_and_the_undo_of_what_was_grave
    what_is_not_grave_asks_nobody
}

/// The same installation, by a server that asks after ten minutes, and somebody who uses it.
async fn asking(stage: &Stage, who: &Persona) -> Persona {
    let config = Config { fresh_proof_ms: 10 * MINUTE_MS, ..stage.directory.config().clone() };
    Persona { directory: stage.another_server_with(config).await, ..who.clone() }
}

/// Signs in anew, as who is asked who they are does.
async fn anew(who: &Persona) -> Persona {
    let signed_in = who.directory.sign_in(&who.email, PASSWORD, &visitor()).await.expect("signed in");
    let token = signed_in.token.expose().to_owned();
    let session = who.directory.session(&token, None).await.expect("looked up").expect("signed in");
    Persona { token, session, ..who.clone() }
}

fn is_asked<T: std::fmt::Debug>(outcome: &directory::Result<T>) -> bool {
    matches!(outcome, Err(Error::ProveAgain))
}

fn user_of(person: PersonId) -> Option<UserId> {
    match person {
        PersonId::User(user) => Some(user),
        PersonId::Invitation(_) => None,
    }
}

async fn asvs_7_5_1_who_owns_the_organization_takes_a_fresh_proof(stage: Stage) {
    let founder = stage.acme().await;
    let adam = stage.join(&founder, "Adam Ant", RoleKey::Admin).await;
    let zoe = stage.join(&founder, "Zoe Zed", RoleKey::Owner).await;
    let olga = asking(&stage, &founder).await;
    stage.clock.advance(10 * MINUTE_MS);
    let before = stage.everything_stored().await;
    let grave = [
        Command::SetRole { users: vec![adam.user], role: olga.role(RoleKey::Owner).await },
        Command::SetRole { users: vec![zoe.user], role: olga.role(RoleKey::Admin).await },
        Command::LendRole {
            users: vec![adam.user],
            role: olga.role(RoleKey::Owner).await,
            until: stage.clock.now().plus_days(3),
            then: None,
        },
        Command::Remove { users: vec![zoe.user], reason: None, successors: Vec::new(), heir: None },
        Command::Suspend { users: vec![zoe.user], reason: None, successors: Vec::new(), heir: None },
        Command::SetEndDate { users: vec![zoe.user], ends_at: Some(stage.clock.now().plus_days(3)) },
        Command::HandOver { email: zoe.email.clone() },
        olga.invitation_to("new@acme.test", RoleKey::Owner).await,
        Command::Leave,
    ];
    for command in grave {
        let outcome = olga.does(command.clone()).await;
        assert!(is_asked(&outcome), "{command:?}: {outcome:?}");
    }
    assert_eq!(stage.everything_stored().await, before, "nothing was changed, nor noted as refused");
    // The same again, with the same intent, once she has shown who she is.
    let (intent_id, role) = (CommandId(stage.clock.fresh_id()), olga.role(RoleKey::Admin).await);
    let envelope =
        || Envelope { intent_id, seen_seq: u64::MAX, command: Command::SetRole { users: vec![zoe.user], role } };
    assert!(is_asked(&olga.directory.execute(&olga.session.caller, &olga.org(), envelope()).await));
    let olga = anew(&olga).await;
    let done = olga.directory.execute(&olga.session.caller, &olga.org(), envelope()).await.expect("she has shown it");
    assert_eq!(kinds(&done), ["user_role_set"]);
    // Whoever runs the server is at the machine.
    let role = olga.role(RoleKey::Owner).await;
    let command = Command::SetRole { users: vec![adam.user], role };
    let by_operator = olga.directory.execute(&Caller::operator(), &olga.org(), stage.envelope(command)).await;
    by_operator.expect("not asked");
}

async fn asvs_7_5_1_so_does_the_access_of_many_at_once(stage: Stage) {
    stage.demo(70).await;
    let owner = stage.demo_owner().await;
    let olga = asking(&stage, &owner).await;
    let snapshot = olga.directory.snapshot(&olga.session.caller, &olga.org()).await.expect("seen");
    let roster = roster::Roster::load(snapshot).expect("it fits together");
    let member = |row: &roster::RowRef<'_>| {
        row.status() == domain::Status::Active && row.role().is_some_and(|role| role.key == Some(RoleKey::Member))
    };
    let users: Vec<UserId> = roster.rows().filter(member).filter_map(|row| user_of(row.id())).collect();
    assert!(users.len() >= GRAVE_MANY, "{}", users.len());
    let suspend =
        |users: &[UserId]| Command::Suspend { users: users.to_vec(), reason: None, successors: Vec::new(), heir: None };
    stage.clock.advance(10 * MINUTE_MS);
    assert!(is_asked(&olga.does(suspend(&users[..GRAVE_MANY])).await));
    let few = olga.does(suspend(&users[..GRAVE_MANY - 1])).await.expect("as many as that are not grave");
    assert_eq!(few.events.len(), GRAVE_MANY - 1);
    // Giving back is not.
    olga.does(Command::Reactivate { users: users[..GRAVE_MANY - 1].to_vec() }).await.expect("back");
    anew(&olga).await.does(suspend(&users[..GRAVE_MANY])).await.expect("she has shown it");
}

async fn asvs_7_5_1_so_do_a_list_and_the_undo_of_what_was_grave(stage: Stage) {
    let founder = stage.acme().await;
    let adam = stage.join(&founder, "Adam Ant", RoleKey::Admin).await;
    let olga = asking(&stage, &founder).await;
    let made = olga.set_role(&adam, RoleKey::Owner).await.expect("she has just signed in");
    stage.clock.advance(10 * MINUTE_MS);
    assert!(is_asked(&olga.does(Command::Undo { command: made.command }).await));
    let order = order(&olga, "email\nnew@acme.test\n").await;
    let plan = olga.directory.plan_import(&olga.session.caller, &olga.org(), &order).await.expect("looking is free");
    let import = |who: Persona| {
        let (order, digest, intent) = (order.clone(), plan.digest.clone(), CommandId(stage.clock.fresh_id()));
        async move { who.directory.import(&who.session.caller, &who.org(), order, intent, digest, BTreeSet::new()).await }
    };
    assert!(is_asked(&import(olga.clone()).await));
    let olga = anew(&olga).await;
    import(olga.clone()).await.expect("she has shown it");
    olga.does(Command::Undo { command: made.command }).await.expect("likewise");
}

async fn what_is_not_grave_asks_nobody(stage: Stage) {
    let founder = stage.acme().await;
    let ben = stage.join(&founder, "Ben Bo", RoleKey::Member).await;
    let olga = asking(&stage, &founder).await;
    stage.clock.advance(60 * MINUTE_MS);
    olga.set_role(&ben, RoleKey::Admin).await.expect("an Admin owns nothing");
    olga.suspend(&ben).await.expect("one at a time");
    olga.remove(&ben).await.expect("likewise");
    olga.restore(&ben).await.expect("likewise");
    let name = Some(domain::Name::parse("Acme Holding").expect("a name"));
    let renamed = Command::ChangeOrganization(ChangeOrganization { name, ..ChangeOrganization::default() });
    olga.does(renamed).await.expect("not grave");
    olga.invites("new@acme.test", RoleKey::Admin).await.expect("not grave");
}
