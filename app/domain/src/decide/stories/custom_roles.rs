use super::*;

const SUPPORTERS: &[Permission] = &[Permission::UsersRead, Permission::UsersSuspend];
/// What a role editor holds here: less than an Admin.
const EDITORS: &[Permission] =
    &[Permission::UsersRead, Permission::UsersSetRole, Permission::UsersInvite, Permission::RolesManage];

fn role_of(events: &[Event]) -> RoleId {
    match &events.first().expect("an event").change {
        Change::RoleCreated { role } => role.id,
        other => panic!("{other:?}"),
    }
}

/// Acme with an editor of roles, Eve, and a role Support that nobody has.
fn world() -> (World, UserId, RoleId) {
    let mut world = World::new();
    let editors = world.custom_role("Editors", EDITORS);
    let eve = world.hire("eve", editors, &[]);
    let support = role_of(&world.act(OLGA, &create_role("Support", SUPPORTERS)));
    (world, eve, support)
}

#[test]
fn a_role_is_made_changed_renamed_and_deleted_and_each_is_taken_back() {
    let (mut world, _, support) = world();
    let made = world.state.role(support).expect("made").clone();
    assert_eq!((made.slug.as_str(), made.key, made.permissions), ("support", None, Permissions::of(SUPPORTERS)));
    let before = world.picture();
    for command in [
        create_role("Auditors", &[Permission::AuditRead]),
        allow_role(support, &[Permission::UsersRead]),
        rename_role(support, "Helpdesk"),
        delete_role(support, None),
    ] {
        let events = world.act(ADAM, &command);
        assert!(world.picture() != before, "{command:?}");
        world.undo(ADAM, &events);
        assert!(world.picture() == before, "{command:?}");
    }
}

#[test]
fn nobody_has_a_role_hold_what_they_lack() {
    let (mut world, eve, support) = world();
    let missing = |list: &[Permission]| Refusal::RoleAboveYours { missing: Permissions::of(list) };
    let more = &[Permission::UsersRead, Permission::UsersSuspend, Permission::AuditRead];
    assert_eq!(
        world.refusal(eve, &create_role("More", more)),
        missing(&[Permission::UsersSuspend, Permission::AuditRead])
    );
    // Nor touches one that does: not even to take it away.
    for command in [allow_role(support, &[]), rename_role(support, "Mine"), delete_role(support, None)] {
        assert_eq!(world.refusal(eve, &command), missing(&[Permission::UsersSuspend]));
    }
    assert_eq!(world.refusal(ADAM, &create_role("All", Permission::ALL)), {
        missing(&[Permission::SeatsManage, Permission::OrganizationOwn])
    });
    assert_eq!(world.refusal(BEN, &create_role("None", &[])), lacks(Permission::UsersRead));
    assert_eq!(world.refusal(TARA, &create_role("None", &[])), lacks(Permission::UsersRead));
    let reader = world.custom_role("Readers", &[Permission::UsersRead]);
    let rita = world.hire("rita", reader, &[]);
    assert_eq!(world.refusal(rita, &create_role("None", &[])), lacks(Permission::RolesManage));
}

#[test]
fn s_16_built_in_roles_stay_and_nobody_changes_their_own() {
    let (world, eve, _) = world();
    for role in [owner(), admin(), team_owner(), member()] {
        for command in [allow_role(role, &[]), rename_role(role, "X"), delete_role(role, Some(member()))] {
            assert_eq!(world.refusal(OLGA, &command), Refusal::BuiltInRole);
        }
    }
    let own = world.user(eve).role;
    for command in [allow_role(own, &[]), rename_role(own, "X"), delete_role(own, Some(member()))] {
        assert_eq!(world.refusal(eve, &command), Refusal::OwnRole);
    }
    // What they will have once a temporary role is over is theirs too.
    let mut world = world;
    world.edit(eve, |user| {
        user.store_role(HeldRole { role: admin(), term: Some(RoleTerm { until: NOW.plus_days(1), then: own }) });
    });
    assert_eq!(world.refusal(eve, &allow_role(own, &[])), Refusal::OwnRole);
}

#[test]
fn names_are_unique_whatever_the_case() {
    let (mut world, _, support) = world();
    for taken in ["support", "SUPPORT", "owner", "Team Owner"] {
        assert_eq!(world.refusal(OLGA, &create_role(taken, &[])), Refusal::RoleNameTaken);
    }
    assert_eq!(world.refusal(OLGA, &rename_role(support, "ADMIN")), Refusal::RoleNameTaken);
    world.act(OLGA, &rename_role(support, "SUPPORT"));
    assert_eq!(world.state.role(support).map(|role| role.slug.as_str()), Some("support"), "the address stays");
    let other = role_of(&world.act(OLGA, &create_role("Sup port", &[])));
    let arabic = role_of(&world.act(OLGA, &create_role("الدعم", &[])));
    let slug = |role| world.state.role(role).expect("known").slug.clone();
    assert_eq!((slug(other), slug(arabic)), ("sup-port".to_owned(), "role".to_owned()));
}

#[test]
fn so_many_roles_and_no_more() {
    let (mut world, ..) = world();
    while world.state.roles.len() < ROLES_MAX {
        let number = world.state.roles.len();
        world.act(OLGA, &create_role(&format!("Role {number}"), &[]));
    }
    let refusal = Refusal::TooMany { field: Field::OrganizationRoles, limit: 250, got: 251 };
    assert_eq!(world.refusal(OLGA, &create_role("One more", &[])), refusal);
}

#[test]
fn a_role_that_can_no_longer_own_teams_ends_that_with_an_event_each() {
    let (mut world, ..) = world();
    let leads = world.custom_role("Leads", &[Permission::TeamsManageOwn]);
    let lea = world.hire("lea", leads, &[(DESIGN, true), (SALES, false)]);
    // Lou leads for a week and is a Team owner then: the teams wait for them anyway.
    let lou = world.hire("lou", leads, &[(SUPPORT, true)]);
    world.edit(lou, |user| {
        let term = Some(RoleTerm { until: NOW.plus_days(7), then: team_owner() });
        user.store_role(HeldRole { role: leads, term });
    });
    let gone = world.hire("gone", leads, &[(SALES, true)]);
    world.act(OLGA, &remove(&[gone]));
    let before = world.picture();
    let events = world.act(OLGA, &allow_role(leads, &[Permission::UsersRead]));
    let kinds: Vec<&str> = events.iter().map(|event| event.change.kind()).collect();
    assert_eq!(kinds, ["user_teams_changed", "user_teams_changed", "role_changed"]);
    assert!(world.user(lea).teams.iter().all(|link| !link.owner) && world.user(lea).teams.len() == 2);
    assert!(world.user(lou).teams.iter().all(|link| link.owner));
    assert!(world.user(gone).teams.iter().all(|link| !link.owner), "of whom was removed too");
    world.undo(OLGA, &events);
    assert!(world.picture() == before);
}

#[test]
fn deleting_moves_everybody_who_has_the_role_and_undo_brings_them_back() {
    let (mut world, _, support) = world();
    let sam = world.hire("sam", support, &[]);
    let sue = world.hire("sue", support, &[]);
    world.act(OLGA, &suspend(&[sue]));
    let rob = world.hire("rob", support, &[]);
    world.act(OLGA, &remove(&[rob]));
    world.act(OLGA, &lend(&[BEN], support, NOW.plus_days(3)));
    world.act(OLGA, &set_role(&[MIA], support));
    world.act(OLGA, &lend(&[MIA], admin(), NOW.plus_days(3)));
    let ida = world.invite(OLGA, "ida", support, &[DESIGN]);
    assert_eq!(world.refusal(OLGA, &delete_role(support, None)), Refusal::RoleInUse { people: 6, bundles: 0 });
    assert_eq!(world.refusal(OLGA, &delete_role(support, Some(support))), Refusal::UnknownRole);
    let before = world.picture();
    let events = world.act(OLGA, &delete_role(support, Some(member())));
    assert!(world.state.role(support).is_none());
    for user in [sam, sue, rob] {
        assert_eq!(world.user(user).stored_role(), HeldRole::lasting(member()));
    }
    assert_eq!(world.user(BEN).stored_role(), HeldRole::lasting(member()), "lent what they have anyway");
    let term = Some(RoleTerm { until: NOW.plus_days(3), then: member() });
    assert_eq!(world.user(MIA).stored_role(), HeldRole { role: admin(), term });
    assert_eq!(world.invitation(ida).role, member());
    world.undo(OLGA, &events);
    assert!(world.picture() == before);
}

#[test]
fn undo_of_a_deleted_role_brings_back_only_those_who_are_still_where_they_were_moved() {
    let (mut world, _, support) = world();
    let (sam, sue) = (world.hire("sam", support, &[]), world.hire("sue", support, &[]));
    let events = world.act(OLGA, &delete_role(support, Some(member())));
    world.act(ADAM, &set_role(&[sue], team_owner()));
    let decision = world.ask_undo(OLGA, &events).expect("undone");
    let left: Vec<_> = decision.refused.iter().map(|item| (item.subject.clone(), item.refusal.clone())).collect();
    assert_eq!(left, [(Subject::Person(sue.into()), Refusal::NotUndoable)]);
    world.settle(Actor::User(OLGA), &decision);
    assert_eq!((world.user(sam).role, world.user(sue).role), (support, team_owner()));
    // A role of that name was made meanwhile: nobody comes back to what is not there.
    let events = world.act(OLGA, &delete_role(support, Some(member())));
    world.act(OLGA, &create_role("support", &[]));
    assert_eq!(world.ask_undo(OLGA, &events).map(|decision| decision.changes), Err(Refusal::RoleNameTaken));
}

#[test]
fn a_role_that_somebody_was_given_is_not_unmade() {
    let mut world = World::new();
    let events = world.act(OLGA, &create_role("Support", SUPPORTERS));
    world.act(OLGA, &set_role(&[BEN], role_of(&events)));
    assert_eq!(world.ask_undo(OLGA, &events).map(|decision| decision.changes), Err(Refusal::NotUndoable));
}

#[test]
fn deleting_takes_what_giving_the_other_role_takes() {
    let (mut world, eve, support) = world();
    let sellers = role_of(&world.act(OLGA, &create_role("Sellers", &[Permission::UsersRead])));
    let sam = world.hire("sam", sellers, &[]);
    let above = Refusal::RoleAboveYours { missing: Permissions::of(&[Permission::UsersSuspend]) };
    assert_eq!(world.refusal(eve, &delete_role(sellers, Some(support))), above);
    // Nobody acts on who is above: Sam is an Owner once this is over.
    world.edit(sam, |user| {
        user.store_role(HeldRole { role: sellers, term: Some(RoleTerm { until: NOW.plus_days(1), then: owner() }) });
    });
    let sam_is_above = |refusal| matches!(refusal, Refusal::PersonAboveYours { missing } if missing.allow(Permission::OrganizationOwn));
    assert!(sam_is_above(world.refusal(eve, &delete_role(sellers, Some(member())))));
    assert!(sam_is_above(world.refusal(eve, &allow_role(sellers, &[]))));
    world.edit(sam, |user| user.store_role(HeldRole::lasting(sellers)));
    world.act(eve, &delete_role(sellers, Some(member())));
    // Whoever may change roles, not people's, deletes those that nobody has.
    let drafters = world.custom_role("Drafters", &[Permission::UsersRead, Permission::RolesManage]);
    let dan = world.hire("dan", drafters, &[]);
    let draft = role_of(&world.act(dan, &create_role("Draft", &[])));
    world.act(OLGA, &set_role(&[BEN], draft));
    assert_eq!(world.refusal(dan, &delete_role(draft, Some(member()))), lacks(Permission::UsersSetRole));
    world.act(OLGA, &set_role(&[BEN], member()));
    world.act(dan, &delete_role(draft, None));
}

#[test]
fn what_somebody_else_changed_meanwhile_is_a_clash() {
    let (mut world, _, support) = world();
    let seen = world.state.org.seq;
    let renamed = world.act(ADAM, &rename_role(support, "Helpdesk"))[0].seq;
    world.seen = Some(seen);
    let clash = |seq| Refusal::Clash { seq, role: None };
    assert_eq!(world.refusal(OLGA, &rename_role(support, "Care")), clash(renamed));
    assert_eq!(world.refusal(OLGA, &delete_role(support, None)), clash(renamed));
    // Another field is no clash, nor is the same value.
    assert!(world.ask(OLGA, &allow_role(support, &[])).is_ok());
    assert!(world.ask(OLGA, &rename_role(support, "Helpdesk")).is_ok());
    // Whom it would move was told; somebody who was given the role since was not.
    world.seen = None;
    let seen = world.state.org.seq;
    let given = world.act(ADAM, &set_role(&[BEN], support))[0].seq;
    world.seen = Some(seen);
    let of_role = Refusal::Clash { seq: given, role: Some(support) };
    assert_eq!(world.refusal(OLGA, &delete_role(support, Some(member()))), of_role);
}

#[test]
fn an_invitation_that_could_be_accepted_still_can() {
    let (mut world, eve, support) = world();
    let sellers = role_of(&world.act(OLGA, &create_role("Sellers", &[Permission::UsersRead])));
    let (ida, jon) = (world.invite(eve, "ida", sellers, &[]), world.invite(OLGA, "jon", sellers, &[]));
    // Eve could not give that: Olga, who does, answers for it.
    let more = [Permission::UsersRead, Permission::AuditRead];
    world.act(OLGA, &allow_role(sellers, &more));
    assert_eq!((world.invitation(ida).invited_by, world.invitation(jon).invited_by), (Some(OLGA), Some(OLGA)));
    world.act(OLGA, &allow_role(sellers, &[Permission::UsersRead]));
    let kim = world.invite(eve, "kim", sellers, &[]);
    world.act(OLGA, &delete_role(sellers, Some(support)));
    assert_eq!(world.invitation(kim).invited_by, Some(OLGA));
    assert!(world.ask_accept(kim, 1, "kim@example.com").is_ok());
}

#[test]
fn an_invitation_that_was_taken_back_keeps_a_deleted_role_and_is_not_opened_again() {
    let (mut world, _, support) = world();
    let ida = world.invite(OLGA, "ida", support, &[]);
    world.act(OLGA, &revoke(&[ida]));
    let deleted = world.act(OLGA, &delete_role(support, None));
    assert_eq!(world.refusal(OLGA, &reopen(&[ida])), Refusal::UnknownRole);
    world.undo(OLGA, &deleted);
    world.act(OLGA, &reopen(&[ida]));
    assert_eq!(world.invitation(ida).role, support);
}
