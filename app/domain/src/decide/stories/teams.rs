use super::*;

fn set_team_owner(team: TeamId, user: UserId, owner: bool) -> Command {
    Command::SetTeamOwner { team, user, owner }
}
fn teams_of(world: &World, user: UserId) -> Vec<TeamId> {
    let mut teams: Vec<TeamId> = world.user(user).teams.iter().map(|link| link.team).collect();
    teams.sort_unstable();
    teams
}

#[test]
fn a_team_owner_manages_the_teams_they_own_and_no_other() {
    let mut world = World::new();
    world.edit(TARA, |tara| tara.teams.push(TeamLink { team: SALES, owner: true }));
    world.act(TARA, &change_teams(&[BEN], &[SALES], &[]));
    assert_eq!(teams_of(&world, BEN), [DESIGN, SALES]);
    world.act(TARA, &change_teams(&[BEN], &[], &[DESIGN]));
    assert_eq!(teams_of(&world, BEN), [SALES]);
    // Mia is in none of Tara's teams: as good as not there, and so is Support.
    let nobody = UserId(Uuid::nil());
    for user in [MIA, OLGA, nobody] {
        assert_eq!(world.refusal(TARA, &change_teams(&[user], &[DESIGN], &[])), Refusal::NotFound);
    }
    for team in [SUPPORT, TeamId(Uuid::nil())] {
        assert_eq!(world.refusal(TARA, &change_teams(&[BEN], &[team], &[])), Refusal::UnknownTeam);
        assert_eq!(world.refusal(TARA, &change_teams(&[BEN], &[], &[team])), Refusal::UnknownTeam);
    }
    assert_eq!(world.refusal(TARA, &change_teams(&[TARA], &[], &[DESIGN])), Refusal::OwnRow);
}

#[test]
fn a_team_owner_has_no_power_beyond_the_team() {
    let mut world = World::new();
    let cases = [
        (set_role(&[BEN], member()), Permission::UsersSetRole),
        (suspend(&[BEN]), Permission::UsersSuspend),
        (remove(&[BEN]), Permission::UsersRemove),
        (Command::SignOut { users: vec![BEN] }, Permission::UsersSignOut),
        (set_team_owner(DESIGN, BEN, true), Permission::TeamsManage),
        (Command::CreateTeam { name: name("Mine") }, Permission::TeamsManage),
        (Command::RenameTeam { team: DESIGN, name: name("Mine") }, Permission::TeamsManage),
        (Command::DeleteTeam { team: DESIGN }, Permission::TeamsManage),
    ];
    for (command, permission) in cases {
        assert_eq!(world.refusal(TARA, &command), lacks(permission), "{command:?}");
    }
    // An Admin in her team stays above her.
    world.act(OLGA, &change_teams(&[ADAM], &[DESIGN], &[]));
    let refusal = world.refusal(TARA, &change_teams(&[ADAM], &[], &[DESIGN]));
    assert!(matches!(refusal, Refusal::PersonAboveYours { .. }), "{refusal}");
}

#[test]
fn a_member_manages_nothing() {
    let world = World::new();
    assert_eq!(world.refusal(BEN, &change_teams(&[BEN], &[], &[])), lacks(Permission::TeamsManage));
    assert_eq!(world.refusal(BEN, &change_teams(&[BEN], &[SALES], &[])), Refusal::UnknownTeam);
    assert_eq!(world.refusal(BEN, &change_teams(&[MIA], &[], &[])), Refusal::NotFound);
    assert_eq!(world.refusal(BEN, &inviting(&["x"], member(), &[])), lacks(Permission::UsersInvite));
    assert_eq!(world.refusal(BEN, &suspend(&[TARA])), Refusal::NotFound);
}

#[test]
fn s_17_taking_out_is_checked_like_putting_in() {
    let mut world = World::new();
    let people = world.custom_role("People", &[Permission::UsersRead, Permission::UsersSetRole]);
    let pia = world.hire("pia", people, &[(SUPPORT, false)]);
    for (add, out) in [(vec![DESIGN], vec![]), (vec![], vec![DESIGN]), (vec![], vec![])] {
        let refusal = world.refusal(pia, &change_teams(&[BEN], &add, &out));
        assert_eq!(refusal, lacks(Permission::TeamsManage), "{add:?} {out:?}");
    }
    assert_eq!(world.act(ADAM, &change_teams(&[BEN], &[], &[])), []);
    assert_eq!(teams_of(&world, BEN), [DESIGN]);
}

#[test]
fn deltas_are_folded_and_harmless_twice() {
    let mut world = World::new();
    let command = change_teams(&[BEN, BEN], &[SALES, SALES, DESIGN], &[DESIGN, DESIGN, SUPPORT]);
    assert_eq!(world.act(ADAM, &command).len(), 1);
    assert_eq!(teams_of(&world, BEN), [SALES]);
    assert_eq!(world.act(ADAM, &command), []);
    // Who owns a team and is put into it again goes on owning it.
    assert_eq!(world.act(ADAM, &change_teams(&[TARA], &[DESIGN], &[])), []);
}

#[test]
fn nobody_is_in_more_teams_than_the_limit() {
    let mut world = World::new();
    let many: Vec<TeamId> = (0..51).map(|i| TeamId(Uuid::from_u128(5_000 + i))).collect();
    for &id in &many {
        world.state.teams.push(Team { id, name: name(&id.to_string()), slug: id.to_string() });
    }
    let limit = Refusal::TooMany { field: Field::Teams, limit: 50, got: 51 };
    assert_eq!(world.refusal(ADAM, &change_teams(&[BEN], &many[..50], &[])), limit);
    assert_eq!(world.refusal(ADAM, &inviting(&["x"], member(), &many)), limit);
    world.act(ADAM, &change_teams(&[BEN], &many[..50], &[DESIGN]));
    assert_eq!(world.user(BEN).teams.len(), 50);
    assert_eq!(world.act(ADAM, &change_teams(&[BEN], &[many[50]], &[many[0]])).len(), 1);
    world.edit(BEN, |ben| ben.teams.extend([DESIGN, SALES].map(|team| TeamLink { team, owner: false })));
    world.act(ADAM, &change_teams(&[BEN], &[], &[DESIGN]));
}

#[test]
fn owning_a_team_takes_a_role_that_can() {
    let mut world = World::new();
    assert_eq!(world.refusal(ADAM, &set_team_owner(DESIGN, BEN, true)), Refusal::RoleCannotOwnTeams);
    assert_eq!(world.refusal(ADAM, &set_team_owner(SALES, TARA, true)), Refusal::NotInTeam);
    assert_eq!(world.refusal(ADAM, &set_team_owner(TeamId(Uuid::nil()), TARA, true)), Refusal::UnknownTeam);
    assert_eq!(world.act(ADAM, &set_team_owner(DESIGN, BEN, false)), []);
    assert_eq!(world.act(ADAM, &set_team_owner(DESIGN, TARA, true)), []);
    world.act(ADAM, &set_team_owner(DESIGN, TARA, false));
    assert_eq!(world.authority(TARA).owned_teams, []);
    world.act(ADAM, &set_team_owner(DESIGN, TARA, true));
    assert_eq!(world.authority(TARA).owned_teams, [DESIGN]);
    let refusal = world.refusal(ADAM, &set_team_owner(DESIGN, OLGA, true));
    assert!(matches!(refusal, Refusal::PersonAboveYours { .. }));
}

#[test]
fn nobody_gains_by_making_themselves_own_a_team() {
    let mut world = World::new();
    let keeper =
        world.custom_role("Keeper", &[Permission::UsersRead, Permission::TeamsManage, Permission::TeamsManageOwn]);
    let kim = world.hire("kim", keeper, &[(SALES, false)]);
    assert_eq!(world.refusal(kim, &set_team_owner(SALES, kim, true)), Refusal::OwnRow);
    assert_eq!(world.refusal(kim, &inviting(&["x"], member(), &[SALES])), lacks(Permission::UsersInvite));
    // Given one, they invite into that one, not into all that they manage.
    world.act(OLGA, &set_team_owner(SALES, kim, true));
    world.invite(kim, "x", member(), &[SALES]);
    assert_eq!(world.refusal(kim, &inviting(&["y"], member(), &[SALES, DESIGN])), Refusal::OwnTeamsOnly);
    // Adam may see and invite everybody anyway.
    world.act(OLGA, &change_teams(&[ADAM], &[SALES], &[]));
    world.act(ADAM, &set_team_owner(SALES, ADAM, true));
}

#[test]
fn team_names_are_unique_whatever_the_case() {
    let mut world = World::new();
    for text in ["design", "DESIGN"] {
        assert_eq!(world.refusal(ADAM, &Command::CreateTeam { name: name(text) }), Refusal::TeamNameTaken);
        let rename = Command::RenameTeam { team: SALES, name: name(text) };
        assert_eq!(world.refusal(ADAM, &rename), Refusal::TeamNameTaken);
    }
    world.act(ADAM, &Command::RenameTeam { team: DESIGN, name: name("DESIGN") });
    assert_eq!(world.act(ADAM, &Command::RenameTeam { team: DESIGN, name: name("DESIGN") }), []);
    let unknown = Command::RenameTeam { team: TeamId(Uuid::nil()), name: name("x") };
    assert_eq!(world.refusal(ADAM, &unknown), Refusal::UnknownTeam);
    // The URL's name stays, and "none" is nobody's: it means no team.
    assert_eq!(world.state.team(DESIGN).map(|team| team.slug.as_str()), Some("design"));
    world.act(ADAM, &Command::CreateTeam { name: name("None") });
    assert_eq!(world.state.teams.last().map(|team| team.slug.as_str()), Some("none-2"));
}

#[test]
fn an_organization_has_a_limit_of_teams() {
    let mut world = World::new();
    for i in world.state.teams.len()..TEAMS_MAX {
        let text = format!("t{i}");
        world.state.teams.push(Team { id: TeamId(Uuid::from_u128(9_000 + i as u128)), name: name(&text), slug: text });
    }
    let limit = Refusal::TooMany { field: Field::OrganizationTeams, limit: 1_000, got: 1_001 };
    assert_eq!(world.refusal(ADAM, &Command::CreateTeam { name: name("One more") }), limit);
}

#[test]
fn deleting_a_team_says_who_was_in_it_and_who_was_invited_to_it() {
    let mut world = World::new();
    let new = world.invite(TARA, "new", member(), &[DESIGN]);
    let old = world.invite(ADAM, "old", member(), &[DESIGN, SALES]);
    world.act(ADAM, &revoke(&[old]));
    let events = world.act(ADAM, &Command::DeleteTeam { team: DESIGN });
    let Change::TeamDeleted { members, invitations, .. } = &events[0].change else { panic!("{events:?}") };
    assert_eq!((members, invitations), (&vec![(TARA, true), (BEN, false)], &vec![new]));
    assert_eq!((teams_of(&world, BEN), &world.invitation(new).teams), (vec![], &vec![]));
    assert_eq!(world.refusal(ADAM, &Command::DeleteTeam { team: DESIGN }), Refusal::UnknownTeam);
    assert_eq!(world.ask_undo(ADAM, &events), Err(Refusal::NotUndoable));
    // Whoever only owned that team sees nobody now, and their invitation no longer stands.
    assert_eq!(world.refusal(TARA, &change_teams(&[BEN], &[], &[])), Refusal::NotFound);
    assert_eq!(world.ask_accept(new, 77, "new@example.com"), Err(Refusal::InviterMayNot));
}
