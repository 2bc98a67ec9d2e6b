use super::*;

/// Every role an organization can have here: the four built-in ones and three of its own.
fn world_with_roles() -> (World, Vec<RoleId>) {
    let mut world = World::new();
    let people = world.custom_role("People", &[Permission::UsersRead, Permission::UsersSetRole]);
    let helpdesk = world.custom_role("Helpdesk", &[Permission::UsersRead, Permission::UsersSuspend]);
    let everything = world.custom_role("Everything", Permission::ALL);
    (world, vec![owner(), admin(), team_owner(), member(), people, helpdesk, everything])
}

#[test]
fn s_15_the_cube_of_roles_actor_target_given() {
    let (world, roles) = world_with_roles();
    let bits = |id: RoleId| world.state.role(id).expect("known").permissions.bits();
    let (mut granted, mut refused) = (0, 0);
    for &actor_role in &roles {
        for &target_role in &roles {
            for &given in &roles {
                let mut world = world.clone();
                let actor = world.hire("actor", actor_role, &[]);
                let target = world.hire("target", target_role, &[]);
                let sees = bits(actor_role) & (1 << Permission::UsersRead as u32) != 0;
                let sets = bits(actor_role) & (1 << Permission::UsersSetRole as u32) != 0;
                let above = bits(target_role) & !bits(actor_role);
                let too_much = bits(given) & !bits(actor_role);
                let expected = if !sees {
                    Err(Refusal::NotFound)
                } else if !sets {
                    Err(lacks(Permission::UsersSetRole))
                } else if above != 0 {
                    Err(Refusal::PersonAboveYours { missing: Permissions::from_bits(above) })
                } else if too_much != 0 {
                    Err(Refusal::RoleAboveYours { missing: Permissions::from_bits(too_much) })
                } else {
                    Ok(usize::from(target_role != given))
                };
                let got = world.ask(actor, &set_role(&[target], given)).map(|decision| decision.changes.len());
                assert_eq!(got, expected, "{actor_role} sets {target_role} to {given}");
                if expected.is_ok() { granted += 1 } else { refused += 1 }
            }
        }
    }
    assert_eq!(granted + refused, 7 * 7 * 7);
    // Owner and Everything: 49 each. Admin: itself, Team owner, Member, People, Helpdesk. People: itself, Member.
    assert_eq!(granted, 49 + 49 + 25 + 4);
}

#[test]
fn nobody_changes_their_own_role() {
    let world = World::new();
    for who in [OLGA, ADAM] {
        assert_eq!(world.refusal(who, &set_role(&[who], member())), Refusal::OwnRow);
    }
    for who in [TARA, BEN] {
        assert_eq!(world.refusal(who, &set_role(&[who], owner())), lacks(Permission::UsersSetRole));
    }
    let (mut world, carla) = (world.clone(), UserId(Uuid::from_u128(9)));
    world.add(carla, "carla", owner(), &[]);
    let (events, refused) = world.partly(OLGA, &set_role(&[OLGA, carla], admin()));
    assert_eq!((events.len(), &refused[0].refusal), (1, &Refusal::OwnRow));
}

#[test]
fn a_demoted_team_owner_owns_no_team() {
    let mut world = World::new();
    world.act(ADAM, &set_role(&[TARA], member()));
    assert_eq!(world.user(TARA).teams, [TeamLink { team: DESIGN, owner: false }]);
    assert_eq!(world.authority(TARA).owned_teams, []);
    let mut world = World::new();
    world.act(OLGA, &set_role(&[TARA], admin()));
    assert_eq!(world.user(TARA).teams, [TeamLink { team: DESIGN, owner: true }]);
}

#[test]
fn s_14_the_last_owner_stays_whatever_is_asked() {
    let mut world = World::new();
    let operator = Authority::operator();
    let last = |world: &World, command: &Command| world.ask_as(&operator, command).map(|d| d.changes.len());
    for command in [set_role(&[OLGA], admin()), suspend(&[OLGA]), remove(&[OLGA])] {
        assert_eq!(last(&world, &command), Err(Refusal::LastOwner), "{command:?}");
    }
    assert_eq!(world.refusal(OLGA, &Command::Leave), Refusal::LastOwner);
    assert_eq!(last(&world, &set_role(&[OLGA], owner())), Ok(0));
    // An invited Owner is not yet one, nor is a suspended, a removed or an ended one.
    world.invite(OLGA, "oscar", owner(), &[]);
    assert_eq!(world.refusal(OLGA, &Command::Leave), Refusal::LastOwner);
    let otto = world.hire("otto", owner(), &[]);
    for edit in [
        (|user| user.state = UserState::Suspended) as fn(&mut User),
        |user| user.state = UserState::Removed,
        |user| (user.state, user.ends_at) = (UserState::Active, Some(NOW)),
    ] {
        world.edit(otto, edit);
        assert_eq!(world.refusal(OLGA, &Command::Leave), Refusal::LastOwner);
    }
    world.edit(otto, |user| user.ends_at = None);
    // Two Owners in one list: the second stays.
    for command in [set_role(&[OLGA, otto], admin()), suspend(&[OLGA, otto]), remove(&[otto, OLGA])] {
        let decision = world.ask_as(&operator, &command).expect("the first");
        assert_eq!(decision.refused.iter().map(|r| &r.refusal).collect::<Vec<_>>(), [&Refusal::LastOwner]);
    }
    world.act(OLGA, &Command::Leave);
    assert_eq!(world.refusal(otto, &Command::Leave), Refusal::LastOwner);
}

#[test]
fn s_09_unknown_roles_are_refused() {
    let world = World::new();
    let nothing = RoleId(Uuid::nil());
    assert_eq!(world.refusal(OLGA, &set_role(&[BEN], nothing)), Refusal::UnknownRole);
    assert_eq!(world.refusal(OLGA, &inviting(&["new"], nothing, &[])), Refusal::UnknownRole);
}

#[test]
fn s_16_the_built_in_roles_hold_what_they_hold() {
    assert_eq!(RoleKey::Owner.permissions(), Permissions::ALL);
    let lacks: Vec<_> = RoleKey::Admin.permissions().lacking(Permissions::ALL).iter().collect();
    assert_eq!(lacks, [Permission::SeatsManage, Permission::OrganizationOwn]);
    assert_eq!(RoleKey::TeamOwner.permissions(), Permissions::of(&[Permission::TeamsManageOwn]));
    assert_eq!(RoleKey::Member.permissions(), Permissions::NONE);
    // No command names a role but to give it: no change of one can come of any.
    let mut world = World::new();
    let before = world.state.roles.clone();
    world.act(OLGA, &set_role(&[BEN, MIA], admin()));
    assert_eq!(world.state.roles, before);
}

#[test]
fn a_role_that_somebody_else_set_meanwhile_is_a_clash() {
    let mut world = World::new();
    world.act(OLGA, &set_role(&[BEN], admin()));
    let seq = world.user(BEN).role_seq;
    world.seen = Some(seq - 1);
    let clash = Refusal::Clash { seq, role: Some(admin()) };
    assert_eq!(world.refusal(ADAM, &set_role(&[BEN], member())), clash);
    assert_eq!(world.ask(ADAM, &set_role(&[BEN], admin())).map(|d| d.changes.len()), Ok(0));
    // Another's change of somebody else, or of another field, is none.
    assert!(world.ask(ADAM, &set_role(&[MIA], team_owner())).is_ok());
    assert!(world.ask(ADAM, &suspend(&[BEN])).is_ok());
    world.seen = Some(seq);
    assert!(world.ask(ADAM, &set_role(&[BEN], member())).is_ok());
    world.seen = None;
    assert!(world.ask(ADAM, &set_role(&[BEN], member())).is_ok());
}

#[test]
fn a_temporary_role_counts_until_its_date() {
    let mut world = World::new();
    world.edit(BEN, |user| {
        (user.role, user.role_until, user.role_after) = (admin(), Some(NOW.plus_ms(1)), Some(member()));
    });
    assert!(world.ask(BEN, &suspend(&[MIA])).is_ok());
    world.pass(1);
    assert_eq!(world.refusal(BEN, &suspend(&[MIA])), Refusal::NotFound);
}
