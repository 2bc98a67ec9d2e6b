//! Roles of an organization's own, on both databases.

use crate::support::{Persona, Stage, kinds, on_both, refusal};
use directory::{Error, Message, Topic};
use domain::{Answer, Change, Command, Name, Permission, Permissions, Refusal, RoleId, RoleKey};

on_both! {
    a_role_is_made_given_changed_and_deleted
    the_next_request_is_decided_by_the_role_as_it_is_now
    undo_gives_back_the_role_and_its_people
    people_moved_from_a_deleted_role_are_told_and_removed_ones_are_not
    what_is_over_keeps_the_name_of_a_deleted_role
    an_invitation_into_a_deleted_role_is_accepted_with_the_other
    two_editors_of_one_role_clash_and_of_two_things_do_not
    deleting_while_somebody_is_given_the_role_leaves_nobody_without_one
    two_roles_of_one_name_are_never_made
    whoever_changes_roles_is_shown_whom_it_concerns
    a_long_deletion_and_its_undo_keep_everybody
    lists_name_roles_of_ones_own_and_the_own_export_is_nothing_to_do
}

const SUPPORTERS: &[Permission] = &[Permission::UsersRead, Permission::UsersSuspend];

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

fn create(text: &str, permissions: &[Permission]) -> Command {
    Command::CreateRole { name: name(text), permissions: permissions.to_vec() }
}

fn allows(role: RoleId, permissions: &[Permission]) -> Command {
    Command::ChangeRole { role, name: None, permissions: Some(permissions.to_vec()) }
}

fn renames(role: RoleId, text: &str) -> Command {
    Command::ChangeRole { role, name: Some(name(text)), permissions: None }
}

fn made(answer: &Answer) -> RoleId {
    match &answer.events[0].change {
        Change::RoleCreated { role } => role.id,
        other => panic!("no role: {other:?}"),
    }
}

impl Persona {
    async fn creates_role(&self, text: &str, permissions: &[Permission]) -> RoleId {
        made(&self.does(create(text, permissions)).await.expect("a role"))
    }

    async fn gives(&self, whom: &Self, role: RoleId) -> directory::Result<Answer> {
        self.does(Command::SetRole { users: vec![whom.user], role }).await
    }

    async fn deletes(&self, role: RoleId, to: RoleKey) -> directory::Result<Answer> {
        let move_to = Some(self.role(to).await);
        self.does(Command::DeleteRole { role, move_to }).await
    }

    /// The names of the roles, and how many have each.
    async fn roles(&self) -> Vec<(String, u32)> {
        let list = self.directory.roles(&self.session.caller, &self.org()).await.expect("seen");
        list.roles.into_iter().map(|card| (card.role.name.to_string(), card.users)).collect()
    }
}

/// Who has which role, and who owns which team.
async fn people(stage: &Stage) -> Vec<String> {
    let sql = "select u.email || ' ' || r.name || ' ' || coalesce(a.name, '-') || ' ' || u.state || ' ' ||
        coalesce((select min(case when l.owner then 'owns' else 'is in' end) from team_users l
            where l.org_id = u.org_id and l.user_id = u.id), '')
        from users u join roles r on r.org_id = u.org_id and r.id = u.role_id
        left join roles a on a.org_id = u.org_id and a.id = u.role_after order by 1";
    stage.rows(sql).await.iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
}

async fn a_role_is_made_given_changed_and_deleted(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let support = olga.creates_role("Support", SUPPORTERS).await;
    olga.gives(&ben, support).await.expect("given");
    assert_eq!(olga.roles().await.last(), Some(&("Support".to_owned(), 1)));
    let both = Command::ChangeRole {
        role: support,
        name: Some(name("الدعم الفني")),
        permissions: Some(vec![Permission::UsersRead]),
    };
    assert_eq!(kinds(&olga.does(both).await.expect("changed")), ["role_changed"]);
    assert_eq!(olga.roles().await.last(), Some(&("الدعم الفني".to_owned(), 1)));
    let unused = Command::DeleteRole { role: support, move_to: None };
    assert_eq!(refusal(olga.does(unused.clone()).await), Refusal::RoleInUse { people: 1, bundles: 0 });
    let deleted = olga.deletes(support, RoleKey::Member).await.expect("deleted");
    assert_eq!(kinds(&deleted), ["user_role_set", "role_deleted"]);
    assert_eq!(olga.roles().await.len(), 4);
    assert_eq!(refusal(olga.does(unused).await), Refusal::UnknownRole);
    assert_eq!(refusal(olga.gives(&ben, support).await), Refusal::UnknownRole);
    assert_eq!(stage.number("select count(*) from users where role_id is null").await, 0);
}

async fn the_next_request_is_decided_by_the_role_as_it_is_now(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mia = stage.join(&olga, "Mia May", RoleKey::Member).await;
    let support = olga.creates_role("Support", SUPPORTERS).await;
    olga.gives(&ben, support).await.expect("given");
    ben.suspend(&mia).await.expect("may");
    olga.does(allows(support, &[Permission::UsersRead])).await.expect("taken");
    assert_eq!(refusal(ben.reactivate(&mia).await), Refusal::NotAllowed { permission: Permission::UsersSuspend });
    olga.does(allows(support, &[])).await.expect("taken");
    let seen = stage.directory.snapshot(&ben.session.caller, &ben.org()).await;
    assert!(matches!(seen, Err(Error::NotFound)), "sees nobody any more");
    olga.does(allows(support, SUPPORTERS)).await.expect("given");
    ben.reactivate(&mia).await.expect("may again");
    // What he may do is his role's: he cannot change that.
    olga.does(allows(support, &[Permission::UsersRead, Permission::RolesManage])).await.expect("given");
    assert_eq!(refusal(ben.does(allows(support, SUPPORTERS)).await), Refusal::OwnRole);
    let missing = Permissions::of(&[Permission::AuditRead]);
    assert_eq!(refusal(ben.does(create("More", &[Permission::AuditRead])).await), Refusal::RoleAboveYours { missing });
}

async fn undo_gives_back_the_role_and_its_people(stage: Stage) {
    let olga = stage.acme().await;
    let support = olga.creates_role("Support", &[Permission::UsersRead, Permission::TeamsManageOwn]).await;
    let (ben, mia) =
        (stage.join(&olga, "Ben Bo", RoleKey::Member).await, stage.join(&olga, "Mia May", RoleKey::Member).await);
    let (rob, sue) =
        (stage.join(&olga, "Rob Ro", RoleKey::Member).await, stage.join(&olga, "Sue Su", RoleKey::Member).await);
    for whom in [&ben, &rob, &sue] {
        olga.gives(whom, support).await.expect("given");
    }
    let design = olga.creates_team("Design").await;
    let into = Command::ChangeTeams { users: vec![ben.user, rob.user], add: vec![design], remove: Vec::new() };
    olga.does(into).await.expect("in");
    for whom in [&ben, &rob] {
        olga.does(Command::SetTeamOwner { team: design, user: whom.user, owner: true }).await.expect("owns it");
    }
    olga.remove(&rob).await.expect("removed");
    olga.suspend(&sue).await.expect("suspended");
    let until = stage.directory.now().plus_days(3);
    olga.does(Command::LendRole { users: vec![mia.user], role: support, until, then: None }).await.expect("lent");
    let (ida, _) = olga.invites_as("ida@acme.test", RoleKey::Member).await;
    let invite = domain::Invite {
        addresses: vec![domain::Addressee { email: "jon@acme.test".to_owned(), name: None }],
        role: support,
        teams: Vec::new(),
        days: 7,
        note: None,
        start_fresh: Vec::new(),
        access_days: None,
        bundle: None,
    };
    olga.does(Command::Invite(invite)).await.expect("invited");
    let invited = "select i.email || ' ' || r.name from invitations i
        join roles r on r.org_id = i.org_id and r.id = i.role_id where i.state = 'open' order by 1";
    let invited = async || stage.rows(invited).await.iter().map(|row| row.try_get_by_index(0).expect("text")).collect();
    let roles = async || stage.table("roles", &["id", "name", "slug", "permissions", "deleted_at"]).await;
    let before = (people(&stage).await, invited().await, roles().await);
    for command in [
        Command::DeleteRole { role: support, move_to: Some(olga.role(RoleKey::Member).await) },
        allows(support, &[Permission::UsersRead]),
        renames(support, "Care"),
    ] {
        let done = olga.does(command.clone()).await.expect("done");
        let after: (Vec<String>, Vec<String>, Vec<String>) = (people(&stage).await, invited().await, roles().await);
        assert!(before != after, "{command:?}");
        let undone = olga.does(Command::Undo { command: done.command }).await.expect("undone");
        assert_eq!(undone.refused, [], "{command:?}");
        assert_eq!(before, (people(&stage).await, invited().await, roles().await), "{command:?}");
    }
    let _ = ida;
}

async fn people_moved_from_a_deleted_role_are_told_and_removed_ones_are_not(stage: Stage) {
    let olga = stage.acme().await;
    let support = olga.creates_role("Support", SUPPORTERS).await;
    let (ben, rob) =
        (stage.join(&olga, "Ben Bo", RoleKey::Member).await, stage.join(&olga, "Rob Ro", RoleKey::Member).await);
    for whom in [&ben, &rob] {
        olga.gives(whom, support).await.expect("given");
    }
    olga.remove(&rob).await.expect("removed");
    // Mia is an Admin for some days more, and would come back to it.
    let mia = stage.join(&olga, "Mia May", RoleKey::Member).await;
    olga.gives(&mia, support).await.expect("given");
    let (role, until) = (olga.role(RoleKey::Admin).await, stage.directory.now().plus_days(3));
    olga.does(Command::LendRole { users: vec![mia.user], role, until, then: None }).await.expect("lent");
    stage.mails().await;
    olga.deletes(support, RoleKey::Member).await.expect("deleted");
    let mails = stage.mails().await;
    let told: Vec<_> = mails.iter().filter(|mail| mail.message.topic() == Some(Topic::Role)).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].recipient.as_str(), "ben@acme.test");
    let Message::RoleChanged { by, before, after, .. } = &told[0].message else { panic!("{told:?}") };
    assert_eq!((by.as_deref(), before.as_str(), after.as_str()), (Some("Olga Ortiz"), "Support", "Member"));
}

async fn what_is_over_keeps_the_name_of_a_deleted_role(stage: Stage) {
    let olga = stage.acme().await;
    let support = olga.creates_role("Support", SUPPORTERS).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    olga.gives(&ben, support).await.expect("given");
    olga.deletes(support, RoleKey::Member).await.expect("deleted");
    let history = stage.directory.person_history(&olga.session.caller, &olga.org(), ben.user.into(), None).await;
    let said = format!("{:?}", history.expect("read").entries);
    assert_eq!(said.matches("Name(\"Support\")").count(), 2, "{said}");
    // The name is free again, in URLs too.
    let again = olga.does(create("SUPPORT", &[])).await.expect("free");
    let Change::RoleCreated { role } = &again.events[0].change else { panic!("{again:?}") };
    assert_eq!(role.slug, "support");
}

async fn an_invitation_into_a_deleted_role_is_accepted_with_the_other(stage: Stage) {
    let olga = stage.acme().await;
    let support = olga.creates_role("Support", SUPPORTERS).await;
    let invite = domain::Invite {
        addresses: vec![domain::Addressee { email: "ida@acme.test".to_owned(), name: None }],
        role: support,
        teams: Vec::new(),
        days: 7,
        note: None,
        start_fresh: Vec::new(),
        access_days: None,
        bundle: None,
    };
    let answer = olga.does(Command::Invite(invite)).await.expect("invited");
    let token = crate::support::token_of(&answer.links[0].url);
    let deleted = olga.deletes(support, RoleKey::Member).await.expect("deleted");
    assert_eq!(kinds(&deleted), ["invitation_role_set", "role_deleted"]);
    stage
        .directory
        .accept_as_new(&token, "Ida", crate::support::PASSWORD, &crate::support::visitor())
        .await
        .expect("accepted");
    assert!(people(&stage).await.contains(&"ida@acme.test Member - active ".to_owned()), "{:?}", people(&stage).await);
}

async fn two_editors_of_one_role_clash_and_of_two_things_do_not(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let support = olga.creates_role("Support", SUPPORTERS).await;
    let seen_seq = stage.directory.roles(&adam.session.caller, &adam.org()).await.expect("seen").seq;
    olga.does(renames(support, "Care")).await.expect("renamed");
    let asks = async |command: Command| {
        let envelope = domain::Envelope { seen_seq, ..stage.envelope(command) };
        stage.directory.execute(&adam.session.caller, &adam.org(), envelope).await
    };
    asks(allows(support, &[Permission::UsersRead])).await.expect("another thing");
    for command in [renames(support, "Help"), Command::DeleteRole { role: support, move_to: None }] {
        let Err(Error::Refused { refusal: Refusal::Clash { .. }, clash: Some(clash) }) = asks(command).await else {
            panic!("no clash");
        };
        assert!(["Olga Ortiz", "Adam Ant"].contains(&clash.by.as_str()));
    }
}

async fn deleting_while_somebody_is_given_the_role_leaves_nobody_without_one(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    for turn in 0..12 {
        let support = olga.creates_role(&format!("Support {turn}"), SUPPORTERS).await;
        let member = olga.role(RoleKey::Member).await;
        let (one, other) = (olga.clone(), adam.clone());
        let whom = ben.user;
        let delete = tokio::spawn(async move {
            one.does(Command::DeleteRole { role: support, move_to: Some(member) }).await.map(|_| ())
        });
        let give =
            tokio::spawn(
                async move { other.does(Command::SetRole { users: vec![whom], role: support }).await.map(|_| ()) },
            );
        delete.await.expect("ran").expect("deleted, whoever has it");
        match give.await.expect("ran") {
            Ok(()) => {}
            other => assert_eq!(refusal(other), Refusal::UnknownRole),
        }
        assert!(people(&stage).await.contains(&"ben@acme.test Member - active ".to_owned()));
    }
    assert_eq!(stage.number("select count(*) - max(seq) from events").await, 0, "numbered without gaps");
}

async fn two_roles_of_one_name_are_never_made(stage: Stage) {
    let olga = stage.acme().await;
    let tries: Vec<_> = (0..20)
        .map(|n| {
            let olga = olga.clone();
            let text = if n % 2 == 0 { "Support" } else { "SUPPORT" };
            tokio::spawn(async move { olga.does(create(text, SUPPORTERS)).await })
        })
        .collect();
    let mut good = 0;
    for one in tries {
        match one.await.expect("ran") {
            Ok(_) => good += 1,
            other => assert_eq!(refusal(other), Refusal::RoleNameTaken),
        }
    }
    assert_eq!(good, 1);
}

async fn whoever_changes_roles_is_shown_whom_it_concerns(stage: Stage) {
    let olga = stage.acme().await;
    let support = olga.creates_role("Support", &[Permission::TeamsManageOwn]).await;
    let (zoe, ben) =
        (stage.join(&olga, "Zoe Zu", RoleKey::Member).await, stage.join(&olga, "Ben Bo", RoleKey::Member).await);
    for whom in [&zoe, &ben] {
        olga.gives(whom, support).await.expect("given");
    }
    olga.suspend(&zoe).await.expect("suspended");
    let design = olga.creates_team("Design").await;
    olga.does(Command::ChangeTeams { users: vec![ben.user], add: vec![design], remove: Vec::new() }).await.expect("in");
    olga.does(Command::SetTeamOwner { team: design, user: ben.user, owner: true }).await.expect("owns it");
    let shown = async |who: &Persona| stage.directory.role_holders(&who.session.caller, &who.org(), support).await;
    let holders = shown(&olga).await.expect("shown");
    assert_eq!(holders.names, [name("Ben Bo"), name("Zoe Zu")]);
    assert_eq!((holders.users, holders.later, holders.removed, holders.invitations), (2, 0, 0, 0));
    assert_eq!(holders.team_owners, [name("Ben Bo")]);
    assert!(matches!(shown(&ben).await, Err(Error::NotFound)));
    let readers = olga.creates_role("Readers", &[Permission::UsersRead]).await;
    let rita = stage.join(&olga, "Rita Ro", RoleKey::Member).await;
    olga.gives(&rita, readers).await.expect("given");
    assert_eq!(refusal(shown(&rita).await), Refusal::NotAllowed { permission: Permission::RolesManage });
    olga.does(allows(support, &[Permission::UsersRead])).await.expect("changed");
    let links = "select count(*) from team_users where owner";
    assert_eq!(stage.number(links).await, 0, "only who can owns a team");
    let list = stage.directory.roles(&rita.session.caller, &rita.org()).await.expect("seen");
    assert!(!list.may_create && list.roles.iter().all(|card| card.locked.is_some()));
    let list = stage.directory.roles(&olga.session.caller, &olga.org()).await.expect("seen");
    let open: Vec<bool> = list.roles.iter().map(|card| card.locked.is_none()).collect();
    assert_eq!(open, [false, false, false, false, true, true]);
}

async fn a_long_deletion_and_its_undo_keep_everybody(stage: Stage) {
    stage.demo(900).await;
    let owner = stage.demo_owner().await;
    let support = owner.creates_role("Support", &[Permission::TeamsManageOwn]).await;
    let rows = stage.rows("select id from users where email <> 'owner@demo.test' and state <> 'removed'").await;
    let users: Vec<domain::UserId> =
        rows.iter().map(|row| domain::UserId(row.try_get_by_index(0).expect("an id"))).collect();
    let given = owner.does(Command::SetRole { users: users.clone(), role: support }).await.expect("given");
    assert!(given.events.len() >= users.len(), "{}", given.events.len());
    let before = people(&stage).await;
    let mut config = stage.directory.config().clone();
    config.undo_beside_above = 100;
    let beside = stage.another_server_with(config).await;
    let deleted = owner.deletes(support, RoleKey::Admin).await.expect("deleted");
    let undo = stage.envelope(Command::Undo { command: deleted.command });
    let undone = beside.execute(&owner.session.caller, &owner.org(), undo).await.expect("undone");
    assert_eq!(undone.refused, []);
    assert_eq!(people(&stage).await, before);
}

async fn lists_name_roles_of_ones_own_and_the_own_export_is_nothing_to_do(stage: Stage) {
    let olga = stage.acme().await;
    let (ben, mia) =
        (stage.join(&olga, "Ben Bo", RoleKey::Member).await, stage.join(&olga, "Mia May", RoleKey::Member).await);
    let emea = olga.creates_role("Support, EMEA", SUPPORTERS).await;
    let sum = olga.creates_role("=Sum of all", &[]).await;
    olga.creates_role("الدعم", &[]).await;
    olga.gives(&ben, emea).await.expect("given");
    olga.gives(&mia, sum).await.expect("given");
    let file =
        "email,role\nzoe@new.test,الدعم\nmia@acme.test,SUPPORT; emea\nkim@new.test,=sum OF all\nben@acme.test,King\n";
    let member = olga.role(RoleKey::Member).await;
    let order = |file: &str| directory::ImportOrder {
        file: file.as_bytes().into(),
        columns: None,
        options: domain::ImportOptions {
            role: member,
            days: 7,
            mails: false,
            suspend_others: false,
            create_teams: false,
        },
    };
    let plan = async |file: String| {
        let planned = stage.directory.plan_import(&olga.session.caller, &olga.org(), &order(&file)).await;
        planned.expect("planned").plan
    };
    let counts = plan(file.replace("SUPPORT; emea", "\"support, EMEA\"")).await.counts();
    assert_eq!((counts.add, counts.change, counts.refuse), (2, 1, 1), "{counts:?}");
    assert_eq!(plan(file.to_owned()).await.counts().refuse, 2, "no such role");
    let snapshot = stage.directory.snapshot(&olga.session.caller, &olga.org()).await.expect("a snapshot");
    let roster = roster::Roster::load(snapshot).expect("a roster");
    let rows = roster.rows().map(roster::RowRef::number);
    let export: String = roster::Export::new(&roster, rows, roster::ExportFormat::Csv).collect();
    assert!(export.contains("\"Support, EMEA\""), "{export}");
    let counts = plan(export).await.counts();
    assert_eq!((counts.to_do(), counts.refuse), (0, 0), "{counts:?}");
}
