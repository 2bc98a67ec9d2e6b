//! A snapshot holds nothing of whom its viewer may not see.

use crate::world::World;
use domain::{Authority, Permission, Permissions, Scope};
use proptest::prelude::*;
use roster::Roster;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn tess_gets_no_word_about_people_of_other_teams(seed in any::<u64>(), people in 1_usize..60) {
        let mut world = World::of(people, seed);
        let tess = world.team_owner();
        let viewer = world.authority(tess).expect("active");
        let Scope::Teams(own) = viewer.scope() else { panic!("a Team owner sees teams") };
        let snapshot = world.snapshot(&viewer);
        let json = serde_json::to_string(&snapshot).expect("written");
        let hidden = |what: &str| !json.contains(what);
        for user in world.state.users.values() {
            let seen = user.teams.iter().any(|link| own.contains(&link.team));
            prop_assert_eq!(!hidden(user.email.as_str()), seen, "{}", user.email);
            prop_assert!(seen || hidden(&user.id.0.simple().to_string()));
            prop_assert!(hidden(&user.account.0.to_string()));
        }
        for invitation in world.state.invitations.values() {
            let seen = invitation.state == domain::InvitationState::Open
                && invitation.teams.iter().any(|team| own.contains(team));
            let shared = world.state.users.values().any(|user| user.email == invitation.email);
            prop_assert!(seen || shared || hidden(invitation.email.as_str()));
        }
        for role in world.state.roles.iter().filter(|role| role.key.is_none()) {
            let held = world.state.users.values().any(|user| {
                let named = user.role == role.id || user.role_after == Some(role.id);
                named && user.teams.iter().any(|link| own.contains(&link.team))
            });
            let given = world.state.invitations.values().any(|invitation| {
                let open = invitation.state == domain::InvitationState::Open && invitation.role == role.id;
                open && invitation.teams.iter().any(|team| own.contains(team))
            });
            prop_assert_eq!(!hidden(&role.id.0.to_string()), held || given, "{}", role.name);
        }
        for team in &world.state.teams {
            prop_assert_eq!(!hidden(&team.id.0.to_string()), own.contains(&team.id));
        }
        prop_assert!(snapshot.seats.is_none());
        let links = snapshot.people.team_links.iter().all(|link| usize::from(link / 2) < own.len());
        prop_assert!(links, "only teams they own");
    }
}

#[test]
fn who_may_see_nobody_gets_nobody() {
    let world = World::of(30, 1);
    let user = *world.state.users.keys().next().expect("somebody");
    let nobody =
        Authority { actor: domain::Actor::User(user), permissions: Permissions::NONE, owned_teams: Vec::new() };
    let snapshot = world.snapshot(&nobody);
    assert_eq!((snapshot.people.states.as_str(), snapshot.teams.len(), snapshot.seats), ("", 0, None));
    let reader = Authority { permissions: Permissions::of(&[Permission::UsersRead]), ..nobody };
    let snapshot = world.snapshot(&reader);
    assert!(snapshot.people.states.len() > 1);
    assert_eq!(snapshot.seats, None, "seats are for those who may see them");
    let roster = Roster::load(snapshot.clone()).expect("good");
    assert_eq!(roster.seats(), None);
    assert_eq!(roster.tag_for(&reader), snapshot.tag());
    assert_ne!(roster.tag_for(&Authority::operator()), snapshot.tag());
}
