//! A person's panel: why they have access, how they sign in, what was done to them; and who may know.

use crate::support::{PASSWORD, Persona, Stage, on_both, refusal, visitor};
use directory::Error;
use domain::{
    Command, Doer, HISTORY_PAGE, Happened, Name, Note, PersonId, PersonPanel, Refusal, RoleKey, SignInMethod, UserState,
};

on_both! {
    a_panel_tells_why_somebody_has_access
    a_history_has_before_and_after_in_names
    a_long_history_comes_in_pages
    s_35_sessions_are_counted_that_reach_the_organization
    a_team_owner_knows_their_people_and_no_more
    an_invitation_has_a_panel_while_it_is_open
    nothing_of_another_organization_is_told
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

fn by(persona: &str) -> Doer {
    Doer::User(name(persona))
}

async fn panel(viewer: &Persona, person: impl Into<PersonId>) -> directory::Result<PersonPanel> {
    viewer.directory.person_panel(&viewer.session.caller, &viewer.org(), person.into()).await
}

async fn told(viewer: &Persona, person: impl Into<PersonId>) -> Vec<Happened> {
    let history = panel(viewer, person).await.expect("seen").history.expect("may read it");
    history.entries.into_iter().map(|entry| entry.what).collect()
}

async fn a_panel_tells_why_somebody_has_access(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let ben = stage.join(&adam, "Ben Bo", RoleKey::Member).await;
    let access = panel(&olga, ben.user).await.expect("seen").access;
    assert_eq!(access.invited.map(|deed| deed.by), Some(by("Adam Ant")));
    assert!(access.joined_at.is_some() && !access.listed);
    assert_eq!((access.made_by, access.role, access.restored), (None, None, None));
    olga.set_role(&ben, RoleKey::TeamOwner).await.expect("promoted");
    adam.remove(&ben).await.expect("removed");
    olga.restore(&ben).await.expect("back");
    let access = panel(&adam, ben.user).await.expect("seen").access;
    assert_eq!(access.role.map(|deed| deed.by), Some(by("Olga Ortiz")));
    assert_eq!(access.restored.map(|deed| deed.by), Some(by("Olga Ortiz")));
    let first = panel(&adam, olga.user).await.expect("seen").access;
    assert_eq!((first.invited, first.made_by), (None, Some(Doer::Operator)));
}

async fn a_history_has_before_and_after_in_names(stage: Stage) {
    let olga = stage.acme().await;
    let (design, gone) = (olga.creates_team("Design").await, olga.creates_team("Gone").await);
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    olga.set_role(&ben, RoleKey::TeamOwner).await.expect("promoted");
    let add = Command::ChangeTeams { users: vec![ben.user], add: vec![design, gone], remove: Vec::new() };
    olga.does(add).await.expect("in");
    olga.does(Command::SetTeamOwner { team: design, user: ben.user, owner: true }).await.expect("owns it");
    olga.does(Command::DeleteTeam { team: gone }).await.expect("deleted");
    olga.set_role(&ben, RoleKey::Member).await.expect("demoted");
    let reason = Some(Note::parse("left").expect("a note"));
    let remove = Command::Remove { users: vec![ben.user], reason: reason.clone(), successors: Vec::new(), heir: None };
    olga.does(remove).await.expect("removed");
    let none = Vec::new;
    let role = |before: &str, after: &str| Happened::RoleSet { before: Some(name(before)), after: Some(name(after)) };
    let teams = |joined: &[&str], owns: &[&str], disowned: &[&str]| {
        let names = |list: &[&str]| list.iter().map(|one| name(one)).collect();
        Happened::TeamsChanged { joined: names(joined), left: none(), owns: names(owns), disowned: names(disowned) }
    };
    let mut happened = told(&olga, ben.user).await;
    happened.reverse();
    let expected = [
        Happened::Invited {
            email: domain::EmailAddress::parse("ben@acme.test").expect("an address"),
            role: Some(name("Member")),
            teams: none(),
            access_days: None,
        },
        Happened::Joined { role: Some(name("Member")), teams: none() },
        role("Member", "Team owner"),
        teams(&["Design", "Gone"], &[], &[]),
        teams(&[], &["Design"], &[]),
        teams(&[], &[], &["Design"]),
        role("Team owner", "Member"),
        Happened::StateSet { before: UserState::Active, after: UserState::Removed, reason },
    ];
    assert_eq!(happened, expected);
}

async fn a_long_history_comes_in_pages(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    for turn in 0..HISTORY_PAGE {
        let role = if turn % 2 == 0 { RoleKey::TeamOwner } else { RoleKey::Member };
        olga.set_role(&ben, role).await.expect("set");
    }
    let first = panel(&olga, ben.user).await.expect("seen").history.expect("may read it");
    assert_eq!((first.entries.len(), first.more), (HISTORY_PAGE, true));
    let last = first.entries.last().map(|entry| entry.seq);
    let directory = &stage.directory;
    let rest = directory.person_history(&olga.session.caller, &olga.org(), ben.user.into(), last).await.expect("read");
    assert_eq!(rest.entries.len(), 2, "invited and joined");
    assert!(!rest.more);
    let seqs: Vec<u64> = first.entries.iter().chain(&rest.entries).map(|entry| entry.seq).collect();
    assert!(seqs.is_sorted_by(|a, b| a > b), "{seqs:?}");
}

async fn s_35_sessions_are_counted_that_reach_the_organization(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.directory.sign_in(&ben.email, PASSWORD, &visitor()).await.expect("a second browser");
    let sessions = async || panel(&olga, ben.user).await.expect("seen").sign_in.expect("may know").sessions;
    assert_eq!(sessions().await, 2);
    let methods = panel(&olga, ben.user).await.expect("seen").sign_in.expect("may know").methods;
    assert_eq!(methods, [SignInMethod::Password]);
    stage.clock.advance(1);
    olga.does(Command::SignOut { users: vec![ben.user] }).await.expect("signed out");
    assert_eq!(sessions().await, 0, "elsewhere they may go on");
    stage.clock.advance(1);
    stage.directory.sign_in(&ben.email, PASSWORD, &visitor()).await.expect("signed in");
    assert_eq!(sessions().await, 1);
    olga.suspend(&ben).await.expect("suspended");
    assert_eq!(sessions().await, 0);
}

async fn a_team_owner_knows_their_people_and_no_more(stage: Stage) {
    let olga = stage.acme().await;
    let design = olga.creates_team("Design").await;
    let tess = stage.join(&olga, "Tess To", RoleKey::TeamOwner).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let both = Command::ChangeTeams { users: vec![tess.user, ben.user], add: vec![design], remove: Vec::new() };
    olga.does(both).await.expect("in");
    olga.does(Command::SetTeamOwner { team: design, user: tess.user, owner: true }).await.expect("owns it");
    let seen = panel(&tess, ben.user).await.expect("in her team");
    assert_eq!(seen.access.invited.map(|deed| deed.by), Some(Doer::Hidden), "Olga is in none of her teams");
    assert_eq!((seen.sign_in, seen.history), (None, None));
    let read = stage.directory.person_history(&tess.session.caller, &tess.org(), ben.user.into(), None).await;
    assert!(matches!(refusal(read), Refusal::NotAllowed { .. }));
    assert!(matches!(panel(&tess, olga.user).await, Err(Error::NotFound)));
    assert!(matches!(panel(&ben, ben.user).await, Err(Error::NotFound)), "he has My account");
}

async fn an_invitation_has_a_panel_while_it_is_open(stage: Stage) {
    let olga = stage.acme().await;
    let (open, token) = olga.invites_as("new@acme.test", RoleKey::Member).await;
    let seen = panel(&olga, open).await.expect("seen");
    assert_eq!(seen.access.invited.map(|deed| deed.by), Some(by("Olga Ortiz")));
    assert_eq!((seen.access.joined_at, seen.sign_in), (None, None));
    assert_eq!(told(&olga, open).await.len(), 1);
    stage.directory.accept_as_new(&token, "Nina New", PASSWORD, &visitor()).await.expect("accepted");
    assert!(matches!(panel(&olga, open).await, Err(Error::NotFound)));
}

async fn nothing_of_another_organization_is_told(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let token = zoe.invites(&ben.email, RoleKey::Admin).await.expect("invited");
    let there = stage.directory.accept_signed_in(&ben.session, &token).await.expect("in both").user;
    assert!(matches!(panel(&zoe, ben.user).await, Err(Error::NotFound)));
    assert!(matches!(panel(&olga, there).await, Err(Error::NotFound)));
    let seen = format!("{:?}", panel(&olga, ben.user).await.expect("seen"));
    assert!(!seen.contains("Zoe") && !seen.contains("Admin"), "{seen}");
}
