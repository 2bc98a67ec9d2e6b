use super::*;
use crate::decide::journal::Journal;

/// Does `command`, undoes it, and wants all to be as before.
fn there_and_back(world: &World, by: UserId, command: &Command) {
    let mut world = world.clone();
    let before = world.picture();
    let events = world.act(by, command);
    assert!(!events.is_empty() && world.picture() != before, "{command:?} does something");
    // Whoever undoes has seen nothing but what came before: the events themselves tell.
    world.seen = Some(events[0].seq - 1);
    world.undo(by, &events);
    assert_eq!(world.picture(), before, "{command:?}");
}

#[test]
fn undo_gives_back_what_was() {
    let mut world = World::new();
    let (sam, rex) =
        (world.hire("sam", member(), &[(DESIGN, false)]), world.hire("rex", team_owner(), &[(SALES, true)]));
    world.act(ADAM, &suspend(&[sam]));
    world.act(ADAM, &remove(&[rex]));
    let open = world.invite(ADAM, "open", member(), &[DESIGN]);
    world.edit(TARA, |tara| tara.teams.push(TeamLink { team: SALES, owner: true }));
    let organization = |name, seat_limit, seat_policy, tell_people| {
        Command::ChangeOrganization(ChangeOrganization {
            name,
            seat_limit,
            seat_policy,
            tell_people,
            ..Default::default()
        })
    };
    for (by, command) in [
        (ADAM, set_role(&[BEN, MIA, sam], admin())),
        (ADAM, set_role(&[TARA], member())),
        (ADAM, set_role(&[TARA, BEN], admin())),
        (ADAM, change_teams(&[BEN, MIA, TARA], &[SALES], &[DESIGN])),
        (TARA, change_teams(&[BEN, sam], &[SALES], &[DESIGN])),
        (ADAM, Command::SetTeamOwner { team: DESIGN, user: TARA, owner: false }),
        (ADAM, suspend(&[BEN, MIA, TARA])),
        (ADAM, reactivate(&[sam])),
        (ADAM, remove(&[BEN, sam, TARA])),
        (ADAM, inviting(&["x", "y"], member(), &[SALES])),
        (TARA, inviting(&["x"], member(), &[SALES])),
        (ADAM, revoke(&[open])),
        (TARA, revoke(&[open])),
        (ADAM, readdress(open, "opened@example.com")),
        (TARA, readdress(open, "opened@example.com")),
        (ADAM, Command::RenameTeam { team: SALES, name: name("Selling") }),
        (ADAM, Command::CreateTeam { name: name("New") }),
        (OLGA, organization(Some(name("New")), Some(Some(50)), Some(SeatPolicy::Open), Some(false))),
    ] {
        there_and_back(&world, by, &command);
    }
    // Restoring, undone, is removing: at a later moment, so that the day to restore by moves.
    let events = world.act(ADAM, &restore(&[rex]));
    world.undo(ADAM, &events);
    assert_eq!(world.user(rex).state, UserState::Removed);
}

#[test]
fn a_team_owner_takes_back_their_own_change_though_the_person_left_their_view() {
    let mut world = World::new();
    let tom = world.hire("tom", team_owner(), &[(DESIGN, true)]);
    there_and_back(&world, TARA, &change_teams(&[BEN], &[], &[DESIGN]));
    there_and_back(&world, TARA, &change_teams(&[tom], &[], &[DESIGN]));
    // But not what another did.
    let events = world.act(ADAM, &change_teams(&[BEN], &[], &[DESIGN]));
    assert_eq!(world.ask_undo(TARA, &events), Err(Refusal::NotFound));
    // Nor once the team is no longer theirs.
    world.undo(ADAM, &events);
    let events = world.act(TARA, &change_teams(&[BEN], &[], &[DESIGN]));
    world.act(ADAM, &Command::SetTeamOwner { team: DESIGN, user: TARA, owner: false });
    assert_eq!(world.ask_undo(TARA, &events), Err(Refusal::UnknownTeam));
}

#[test]
fn what_changed_since_is_not_undone() {
    let world = World::new();
    let organization = |limit| {
        Command::ChangeOrganization(ChangeOrganization { seat_limit: Some(limit), ..ChangeOrganization::default() })
    };
    let create = Command::CreateTeam { name: name("New") };
    let first_new = TeamId(Uuid::from_u128(world.ids + 1));
    for (command, since) in [
        (set_role(&[BEN], admin()), vec![set_role(&[BEN], team_owner())]),
        (set_role(&[BEN], admin()), vec![set_role(&[BEN], member()), set_role(&[BEN], admin())]),
        (suspend(&[BEN]), vec![reactivate(&[BEN])]),
        (suspend(&[BEN]), vec![reactivate(&[BEN]), suspend(&[BEN])]),
        (suspend(&[BEN]), vec![remove(&[BEN])]),
        (remove(&[BEN]), vec![restore(&[BEN])]),
        (change_teams(&[BEN], &[SALES], &[]), vec![change_teams(&[BEN], &[], &[SALES])]),
        (change_teams(&[BEN], &[], &[DESIGN]), vec![change_teams(&[BEN], &[DESIGN], &[])]),
        (
            Command::RenameTeam { team: SALES, name: name("A") },
            vec![Command::RenameTeam { team: SALES, name: name("B") }],
        ),
        (create.clone(), vec![change_teams(&[BEN], &[first_new], &[])]),
        (create.clone(), vec![inviting(&["x"], member(), &[first_new])]),
        (create, vec![Command::RenameTeam { team: first_new, name: name("B") }]),
        (organization(Some(9)), vec![organization(Some(8))]),
        (inviting(&["x"], member(), &[]), vec![revoke(&[InvitationId(first_new.0)])]),
    ] {
        let mut world = world.clone();
        let events = world.act(OLGA, &command);
        for command in &since {
            world.act(OLGA, command);
        }
        assert_eq!(world.ask_undo(OLGA, &events), Err(Refusal::NotUndoable), "{command:?} {since:?}");
    }
}

#[test]
fn what_did_not_change_since_is_undone_and_the_rest_is_named() {
    let mut world = World::new();
    let events = world.act(OLGA, &set_role(&[BEN, MIA], admin()));
    world.act(OLGA, &set_role(&[MIA], team_owner()));
    let decision = world.ask_undo(OLGA, &events).expect("Ben's");
    assert_eq!(decision.changes, [Change::UserRoleSet { user: BEN, before: admin(), after: member() }]);
    let subject = Subject::Person(MIA.into());
    assert_eq!(decision.refused, [Refused { subject, refusal: Refusal::NotUndoable, clash: None }]);
    // Another's name for the organization is no change of its seats.
    let seats = Command::ChangeOrganization(ChangeOrganization { seat_limit: Some(Some(9)), ..Default::default() });
    let renamed = Command::ChangeOrganization(ChangeOrganization { name: Some(name("New")), ..Default::default() });
    let events = world.act(OLGA, &seats);
    world.act(OLGA, &renamed);
    world.undo(OLGA, &events);
    assert_eq!((world.state.seats.limit, &world.state.org.settings.name), (None, &name("New")));
}

#[test]
fn undo_goes_through_the_same_checks() {
    let mut world = World::new();
    let otto = world.hire("otto", owner(), &[]);
    let events = world.act(OLGA, &set_role(&[otto], admin()));
    assert!(matches!(world.ask_undo(ADAM, &events), Err(Refusal::RoleAboveYours { .. })));
    assert_eq!(world.ask_undo(otto, &events), Err(Refusal::OwnRow));
    assert_eq!(world.ask_undo(BEN, &events), Err(Refusal::NotFound));
    // Making somebody Owner is taken back only while another remains.
    world.undo(OLGA, &events);
    let events = world.act(OLGA, &set_role(&[ADAM], owner()));
    world.act(otto, &Command::Leave);
    world.act(OLGA, &Command::Leave);
    let decision = decide_undo(
        world.state.clone(),
        &Authority::operator(),
        &events,
        Moment { now: NOW, seen: None },
        &mut Uuid::nil,
    );
    assert_eq!(decision, Err(Refusal::LastOwner));
}

#[test]
fn undo_finds_seats_gone_and_leaves_that_person_as_they_are() {
    let mut world = World::new();
    let events = world.act(ADAM, &remove(&[BEN, MIA]));
    world.seats_left(1);
    let decision = world.ask_undo(ADAM, &events).expect("one of them");
    assert_eq!(decision.changes.len(), 1);
    assert_eq!(decision.refused[0].refusal, Refusal::NoSeat { needed: 1, available: 0 });
    world.seats_left(0);
    assert_eq!(world.ask_undo(ADAM, &events), Err(Refusal::NoSeat { needed: 1, available: 0 }));
    // Whoever was suspended comes back suspended, which takes none.
    world.seats(None, SeatPolicy::Stop);
    world.undo(ADAM, &events);
    world.act(ADAM, &suspend(&[BEN]));
    let events = world.act(ADAM, &remove(&[BEN]));
    world.seats_left(0);
    world.undo(ADAM, &events);
    assert_eq!(world.user(BEN).state, UserState::Suspended);
}

#[test]
fn an_event_of_two_steps_is_undone_wholly_or_not_at_all() {
    let mut world = World::new();
    let events = world.act(ADAM, &change_teams(&[TARA], &[], &[DESIGN]));
    world.act(ADAM, &set_role(&[TARA], member()));
    // Back in the team, but no longer able to own it: neither is done.
    assert_eq!(world.ask_undo(ADAM, &events), Err(Refusal::RoleCannotOwnTeams));
}

#[test]
fn some_things_cannot_be_undone() {
    let mut world = World::new();
    let id = world.invite(ADAM, "x", member(), &[]);
    world.pass(60_000);
    let sent_again = world.act(ADAM, &resend(&[id]));
    let copied = world.act(ADAM, &Command::CopyLink { invitation: id });
    let signed_out = world.act(ADAM, &Command::SignOut { users: vec![BEN] });
    let joined = world.ask_accept(id, 77, "x@example.com").expect("theirs");
    let joined = world.settle(Actor::System, &joined);
    for events in [sent_again, copied, signed_out, joined, Vec::new()] {
        assert_eq!(world.ask_undo(OLGA, &events), Err(Refusal::NotUndoable));
    }
    // Invitations that went with their sender stay away when the sender comes back.
    let id = world.invite(ADAM, "y", member(), &[]);
    let events = world.act(OLGA, &remove(&[ADAM]));
    world.undo(OLGA, &events);
    assert_eq!((world.user(ADAM).state, world.invitation(id).state), (UserState::Active, InvitationState::Revoked));
}

#[test]
fn what_is_put_back_is_as_it_was() {
    let mut world = World::new();
    let open = world.invite(ADAM, "open", member(), &[DESIGN]);
    world.seats(Some(9), SeatPolicy::Stop);
    let (ben, invitation) = (world.user(BEN).clone(), world.invitation(open).clone());
    let set_state = |user, after| Change::UserStateSet { user, before: UserState::Active, after, reason: None };
    let design = world.state.teams[0].clone();
    let changes = [
        Change::UserRoleSet { user: OLGA, before: owner(), after: admin() },
        Change::UserTeamsChanged {
            user: BEN,
            removed: vec![TeamLink { team: DESIGN, owner: false }],
            added: vec![TeamLink { team: SALES, owner: false }],
        },
        set_state(MIA, UserState::Suspended),
        set_state(MIA, UserState::Removed),
        Change::UserRenamed { user: BEN, before: ben.name.clone(), after: name("Benedict") },
        Change::InvitationTakenOver { invitation: open, before: Some(ADAM), after: Some(OLGA) },
        Change::InvitationRevoked { invitation: open, cause: RevokeCause::Asked },
        Change::InvitationReopened { invitation: invitation.clone() },
        Change::InvitationSent {
            invitation: Invitation { id: InvitationId(Uuid::from_u128(9)), ..invitation },
            note: None,
            listed: false,
        },
        Change::UserJoined { user: User { id: UserId(Uuid::from_u128(10)), ..ben }, invitation: Some(open) },
        Change::TeamDeleted { team: design, members: vec![(TARA, true), (BEN, false)], invitations: vec![open] },
    ];
    let picture = |state: &OrgState| format!("{state:?}");
    let before = picture(&world.state);
    let mut all = world.state.clone();
    let mut journal = Journal::begin(&all);
    for change in &changes {
        let mut state = world.state.clone();
        let mut alone = Journal::begin(&state);
        alone.note(&state, change);
        state.apply(change, NOW);
        alone.put_back(&mut state);
        assert_eq!(picture(&state), before, "{change:?}");
        journal.note(&all, change);
        all.apply(change, NOW);
    }
    assert_ne!(picture(&all), before);
    journal.put_back(&mut all);
    assert_eq!(picture(&all), before);
}
