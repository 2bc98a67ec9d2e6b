//! Looking at an organization with another role.

use crate::support::{Persona, Stage, on_both, refusal};
use directory::{Error, SeenAs};
use domain::{Command, Name, Permission, Refusal, RoleKey, SavedView, SavedViewId};

on_both! {
    olga_sees_what_an_admin_and_a_member_see_and_finds_her_own_role_again
    nothing_is_changed_meanwhile
    a_team_owner_s_sight_is_of_one_s_own_teams
    nobody_sees_more_with_another_role
    another_organization_is_seen_as_ever
}

impl Persona {
    /// The same person in a browser that keeps another role to look with.
    pub async fn seeing_as(&self, key: RoleKey) -> Self {
        let mut seeing = self.clone();
        let role = self.role(key).await;
        seeing.session.caller.seen_as = Some(SeenAs { org: self.slug.clone(), role });
        seeing
    }

    async fn sees(&self) -> directory::Result<Vec<String>> {
        let snapshot = self.directory.snapshot(&self.session.caller, &self.org()).await?;
        let roster = roster::Roster::load(snapshot).expect("sound");
        let everybody = roster.query(&domain::PeopleFilter::default(), None).rows;
        Ok(everybody.iter().filter_map(|&row| Some(roster.row(row)?.name().to_owned())).collect())
    }

    /// What the pages' navigation is told: what one may do, whether one owns teams, and which role it is.
    async fn place(&self) -> (Vec<Permission>, bool, Option<String>) {
        let found = self.directory.organizations_of(&self.session).await.expect("found");
        let place = found.into_iter().find(|one| one.slug == self.slug).expect("hers");
        (place.permissions.iter().collect(), place.owns_teams, place.seen_as.map(|role| role.to_string()))
    }
}

async fn olga_sees_what_an_admin_and_a_member_see_and_finds_her_own_role_again(stage: Stage) {
    let olga = stage.acme().await;
    stage.join(&olga, "Ana Lima", RoleKey::Member).await;
    let as_admin = olga.seeing_as(RoleKey::Admin).await;
    assert_eq!(as_admin.sees().await.expect("everybody"), ["Ana Lima", "Olga Ortiz"]);
    let admin: Vec<Permission> = RoleKey::Admin.permissions().iter().collect();
    assert_eq!(as_admin.place().await, (admin, false, Some("Admin".to_owned())));
    let as_member = olga.seeing_as(RoleKey::Member).await;
    assert!(matches!(as_member.sees().await, Err(Error::NotFound)));
    assert_eq!(
        as_member.place().await,
        (RoleKey::Member.permissions().iter().collect(), false, Some("Member".to_owned()))
    );
    assert_eq!(olga.sees().await.expect("everybody").len(), 2);
    assert_eq!(olga.place().await.2, None);
}

async fn nothing_is_changed_meanwhile(stage: Stage) {
    let olga = stage.acme().await;
    let ana = stage.join(&olga, "Ana Lima", RoleKey::Member).await;
    let team = olga.creates_team("Design").await;
    let view = SavedView {
        id: SavedViewId(uuid::Uuid::from_u128(7)),
        name: Name::parse("Admins").expect("a name"),
        query: "role=admin".to_owned(),
        alarm_above: Some(0),
    };
    olga.directory.save_view(&olga.session.caller, &olga.org(), view.clone()).await.expect("kept");
    let undone = olga.set_role(&ana, RoleKey::Admin).await.expect("set").command;
    let before = stage.everything_stored().await;
    let seeing = olga.seeing_as(RoleKey::Admin).await;
    assert_eq!(refusal(seeing.suspend(&ana).await), Refusal::SeesAs);
    assert_eq!(refusal(seeing.set_role(&ana, RoleKey::Member).await), Refusal::SeesAs);
    assert_eq!(refusal(seeing.invites("new@acme.test", RoleKey::Member).await), Refusal::SeesAs);
    assert_eq!(refusal(seeing.does(Command::Undo { command: undone }).await), Refusal::SeesAs);
    assert_eq!(refusal(seeing.does(Command::Leave).await), Refusal::SeesAs);
    let joins = Command::ChangeTeams { users: vec![ana.user], add: vec![team], remove: Vec::new() };
    assert_eq!(refusal(seeing.does(joins).await), Refusal::SeesAs);
    let (caller, org) = (&seeing.session.caller, seeing.org());
    assert_eq!(refusal(seeing.directory.save_view(caller, &org, view.clone()).await), Refusal::SeesAs);
    assert_eq!(refusal(seeing.directory.delete_view(caller, &org, view.id).await), Refusal::SeesAs);
    assert_eq!(stage.everything_stored().await, before);
}

async fn a_team_owner_s_sight_is_of_one_s_own_teams(stage: Stage) {
    let olga = stage.acme().await;
    let ana = stage.join(&olga, "Ana Lima", RoleKey::Member).await;
    stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let seeing = olga.seeing_as(RoleKey::TeamOwner).await;
    assert!(matches!(seeing.sees().await, Err(Error::NotFound)), "she is in no team");
    let team = olga.creates_team("Design").await;
    let joins = Command::ChangeTeams { users: vec![ana.user, olga.user], add: vec![team], remove: Vec::new() };
    olga.does(joins).await.expect("in the team");
    assert_eq!(seeing.sees().await.expect("her team"), ["Ana Lima", "Olga Ortiz"]);
    assert!(seeing.place().await.1);
}

async fn nobody_sees_more_with_another_role(stage: Stage) {
    let olga = stage.acme().await;
    let ana = stage.join(&olga, "Ana Lima", RoleKey::Member).await;
    let team = olga.creates_team("Design").await;
    let joins = Command::ChangeTeams { users: vec![ana.user], add: vec![team], remove: Vec::new() };
    olga.does(joins).await.expect("in the team");
    for key in RoleKey::ALL {
        let seeing = ana.seeing_as(key).await;
        assert!(matches!(seeing.sees().await, Err(Error::NotFound)), "{key:?}");
        assert!(seeing.place().await.0.iter().all(|held| RoleKey::Member.permissions().allow(*held)), "{key:?}");
    }
}

async fn another_organization_is_seen_as_ever(stage: Stage) {
    let olga = stage.acme().await;
    let mut elsewhere = olga.clone();
    let role = olga.role(RoleKey::Member).await;
    elsewhere.session.caller.seen_as = Some(SeenAs { org: "globex".to_owned(), role });
    assert_eq!(elsewhere.sees().await.expect("everybody"), ["Olga Ortiz"]);
    elsewhere.creates_team("Design").await;
    // A role that is gone, or was never one here.
    let gone = SeenAs { org: olga.slug.clone(), role: domain::RoleId(uuid::Uuid::from_u128(9)) };
    elsewhere.session.caller.seen_as = Some(gone);
    assert_eq!(elsewhere.sees().await.expect("everybody"), ["Olga Ortiz"]);
    assert_eq!(elsewhere.place().await.2, None);
    elsewhere.creates_team("Support").await;
    assert_eq!(SeenAs::kept("acme"), None);
    assert_eq!(SeenAs::kept("acme.admin"), None);
}
