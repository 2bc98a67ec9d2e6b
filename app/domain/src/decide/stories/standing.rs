use super::*;

#[test]
fn suspending_keeps_all_frees_the_seat_and_cancels_invitations() {
    let mut world = World::new();
    let new = world.invite(ADAM, "new", member(), &[]);
    let other = world.invite(OLGA, "other", member(), &[]);
    let used = world.state.seats.used();
    let reason = Note::parse("On leave").ok();
    let events = world
        .act(OLGA, &Command::Suspend { users: vec![ADAM], reason: reason.clone(), successors: Vec::new(), heir: None });
    let (before, after) = (UserState::Active, UserState::Suspended);
    assert_eq!(events[0].change, Change::UserStateSet { user: ADAM, before, after, reason });
    assert_eq!(events[1].change, Change::InvitationRevoked { invitation: new, cause: RevokeCause::InviterGone });
    assert_eq!((events.len(), world.invitation(other).state), (2, InvitationState::Open));
    assert_eq!((world.state.seats.used(), world.user(ADAM).role), (used - 2, admin()));
    assert_eq!(world.act(OLGA, &suspend(&[ADAM])), []);
    assert_eq!(world.ask_accept(new, 77, "new@example.com"), Err(Refusal::InvitationRevoked));
}

#[test]
fn removing_cancels_invitations_and_names_a_successor() {
    let mut world = World::new();
    let tom = world.hire("tom", team_owner(), &[(DESIGN, false)]);
    let new = world.invite(TARA, "new", member(), &[DESIGN]);
    let gone = |successor, users: &[UserId]| Command::Remove {
        users: users.to_vec(),
        reason: None,
        successors: vec![(DESIGN, successor)],
        heir: None,
    };
    let mut other = world.clone();
    world.act(ADAM, &gone(tom, &[TARA]));
    assert!(world.user(tom).teams.contains(&TeamLink { team: DESIGN, owner: true }));
    assert_eq!((world.user(TARA).removed_at, world.invitation(new).state), (Some(NOW), InvitationState::Revoked));
    assert_eq!(world.act(ADAM, &remove(&[TARA])), []);
    // A successor who cannot be one is named, the removal stands.
    for (successor, users, refusal) in [
        (BEN, vec![TARA], Refusal::RoleCannotOwnTeams),
        (MIA, vec![TARA], Refusal::NotInTeam),
        (TARA, vec![TARA], Refusal::NotFound),
        (tom, vec![MIA], Refusal::NotFound),
    ] {
        let (events, refused) = other.clone().partly(ADAM, &gone(successor, &users));
        assert!(!events.is_empty());
        assert_eq!(refused.iter().map(|r| &r.refusal).collect::<Vec<_>>(), [&refusal]);
    }
    assert_eq!(other.act(ADAM, &remove(&[])), []);
}

#[test]
fn nobody_acts_on_themselves_or_on_who_is_above() {
    let mut world = World::new();
    let otto = world.hire("otto", owner(), &[]);
    let out = |users: &[UserId]| Command::SignOut { users: users.to_vec() };
    for command in [suspend(&[ADAM]), remove(&[ADAM]), out(&[ADAM])] {
        assert_eq!(world.refusal(ADAM, &command), Refusal::OwnRow, "{command:?}");
    }
    for command in [suspend(&[otto]), remove(&[otto]), out(&[otto]), change_teams(&[otto], &[SALES], &[])] {
        let missing = Permissions::of(&[Permission::SeatsManage, Permission::OrganizationOwn]);
        assert_eq!(world.refusal(ADAM, &command), Refusal::PersonAboveYours { missing }, "{command:?}");
    }
    world.act(OLGA, &suspend(&[otto]));
    assert!(matches!(world.refusal(ADAM, &reactivate(&[otto])), Refusal::PersonAboveYours { .. }));
    world.act(OLGA, &remove(&[otto]));
    assert!(matches!(world.refusal(ADAM, &restore(&[otto])), Refusal::PersonAboveYours { .. }));
    assert_eq!(world.act(ADAM, &out(&[BEN])).len(), 1);
}

#[test]
fn s_08_a_status_makes_some_actions_meaningless() {
    let mut world = World::new();
    let out = |users: &[UserId]| Command::SignOut { users: users.to_vec() };
    let wrong = |status| Refusal::WrongStatus { status };
    assert_eq!(world.act(ADAM, &reactivate(&[BEN])), []);
    assert_eq!(world.act(ADAM, &restore(&[BEN])), []);
    world.act(ADAM, &suspend(&[BEN]));
    assert_eq!(world.refusal(ADAM, &out(&[BEN])), wrong(Status::Suspended));
    world.act(ADAM, &remove(&[BEN]));
    let all = [
        set_role(&[BEN], admin()),
        change_teams(&[BEN], &[SALES], &[]),
        suspend(&[BEN]),
        reactivate(&[BEN]),
        out(&[BEN]),
    ];
    for command in all {
        assert_eq!(world.refusal(ADAM, &command), wrong(Status::Removed), "{command:?}");
    }
    world.edit(MIA, |mia| mia.ends_at = Some(NOW));
    for command in [suspend(&[MIA]), reactivate(&[MIA]), out(&[MIA])] {
        assert_eq!(world.refusal(ADAM, &command), wrong(Status::Ended), "{command:?}");
    }
    world.act(ADAM, &remove(&[MIA]));
}

#[test]
fn s_08_who_is_not_active_asks_for_nothing() {
    let mut world = World::new();
    for (edit, status) in [
        ((|user| user.state = UserState::Suspended) as fn(&mut User), Status::Suspended),
        (|user| (user.state, user.removed_at) = (UserState::Removed, Some(NOW)), Status::Removed),
        (|user| (user.state, user.ends_at) = (UserState::Active, Some(NOW)), Status::Ended),
    ] {
        world.edit(ADAM, edit);
        for command in [
            set_role(&[BEN], admin()),
            suspend(&[BEN]),
            remove(&[BEN]),
            inviting(&["x"], member(), &[]),
            Command::CreateTeam { name: name("x") },
            Command::Leave,
        ] {
            assert_eq!(world.refusal(ADAM, &command), Refusal::WrongStatus { status }, "{command:?}");
        }
        assert_eq!(world.ask_undo(ADAM, &[]), Err(Refusal::WrongStatus { status }));
    }
}

#[test]
fn leaving_is_everybodys_right() {
    let mut world = World::new();
    let new = world.invite(TARA, "new", member(), &[DESIGN]);
    let events = world.act(TARA, &Command::Leave);
    assert_eq!((events.len(), world.invitation(new).state), (2, InvitationState::Revoked));
    world.act(BEN, &Command::Leave);
    assert_eq!(world.user(BEN).state, UserState::Removed);
    assert_eq!(world.ask_as(&Authority::operator(), &Command::Leave), Err(Refusal::NotFound));
}

#[test]
fn restoring_has_a_last_day_and_takes_a_seat() {
    let mut world = World::new();
    world.act(ADAM, &remove(&[BEN, MIA]));
    assert_eq!(world.refusal(TARA, &restore(&[BEN])), lacks(Permission::UsersRemove));
    world.seats_left(1);
    let full = |needed, available| Refusal::NoSeat { needed, available };
    assert_eq!(world.ask(ADAM, &restore(&[BEN, MIA])), Err(full(2, 1)));
    world.pass(RESTORE_DAYS * DAY_MS - 1);
    world.act(ADAM, &restore(&[BEN]));
    assert_eq!((world.user(BEN).status(world.now), world.user(BEN).removed_at), (Status::Active, None));
    assert_eq!(world.user(BEN).teams, [TeamLink { team: DESIGN, owner: false }]);
    assert_eq!(world.refusal(ADAM, &restore(&[MIA])), full(1, 0));
    world.seats_left(1);
    world.pass(1);
    assert_eq!(world.refusal(ADAM, &restore(&[MIA])), Refusal::TooLateToRestore);
}

#[test]
fn reactivating_takes_seats_for_all_or_for_nobody() {
    let mut world = World::new();
    let sue = world.hire("sue", member(), &[]);
    world.act(ADAM, &suspend(&[BEN, MIA, sue]));
    world.seats_left(2);
    let command = reactivate(&[BEN, MIA, sue]);
    assert_eq!(world.ask(ADAM, &command), Err(Refusal::NoSeat { needed: 3, available: 2 }));
    // Who needs no seat is not counted.
    world.act(ADAM, &reactivate(&[BEN]));
    assert_eq!(world.ask(ADAM, &command), Err(Refusal::NoSeat { needed: 2, available: 1 }));
    world.seats(Some(1), SeatPolicy::Open);
    assert_eq!(world.act(ADAM, &command).len(), 2);
    assert_eq!(world.refusal(BEN, &reactivate(&[MIA])), Refusal::NotFound);
}

#[test]
fn whoever_ended_comes_back_without_a_seat() {
    let mut world = World::new();
    world.edit(BEN, |ben| ben.ends_at = Some(NOW));
    world.act(ADAM, &remove(&[BEN]));
    world.seats_left(0);
    world.act(ADAM, &restore(&[BEN]));
    assert_eq!(world.user(BEN).status(NOW), Status::Ended);
}

#[test]
fn a_status_that_somebody_else_set_meanwhile_is_a_clash_but_removal_wins() {
    let mut world = World::new();
    world.act(OLGA, &suspend(&[BEN]));
    world.act(OLGA, &reactivate(&[BEN]));
    let seq = world.user(BEN).status_seq;
    world.seen = Some(seq - 1);
    assert_eq!(world.refusal(ADAM, &suspend(&[BEN])), Refusal::Clash { seq, role: None });
    assert!(world.ask(ADAM, &remove(&[BEN])).is_ok());
    world.seen = Some(seq);
    world.act(OLGA, &suspend(&[BEN]));
    assert!(matches!(world.refusal(ADAM, &reactivate(&[BEN])), Refusal::Clash { .. }));
}

#[test]
fn whoever_has_a_new_invitation_is_not_restored_beside_it() {
    let mut world = World::new();
    world.act(ADAM, &remove(&[BEN]));
    let new = world.invite(ADAM, "ben2", member(), &[]);
    world.edit(BEN, |ben| ben.email = email("ben2@example.com"));
    assert_eq!(world.refusal(ADAM, &restore(&[BEN])), Refusal::AlreadyInvited);
    // Out of date, it makes way.
    world.pass(8 * DAY_MS);
    world.act(ADAM, &restore(&[BEN]));
    assert_eq!(world.invitation(new).state, InvitationState::Revoked);
}

#[test]
fn a_lock_is_lifted_by_whoever_may_send_a_reset() {
    let mut world = World::new();
    let lift = |user| Command::LiftLock { user };
    let events = world.act(ADAM, &lift(BEN));
    assert!(matches!(events[0].change, Change::LockLifted { user } if user == BEN));
    assert!(matches!(world.ask_undo(ADAM, &events), Err(Refusal::NotUndoable)));
    assert_eq!(world.refusal(ADAM, &lift(ADAM)), Refusal::OwnRow);
    assert!(matches!(world.refusal(ADAM, &lift(OLGA)), Refusal::PersonAboveYours { .. }));
    assert_eq!(world.refusal(TARA, &lift(BEN)), lacks(Permission::UsersSignOut));
}

#[test]
fn a_reset_is_sent_by_whoever_may_sign_them_out() {
    let mut world = World::new();
    let reset = |user| Command::SendPasswordReset { user };
    let events = world.act(ADAM, &reset(BEN));
    assert!(matches!(events[0].change, Change::PasswordResetSent { user } if user == BEN));
    assert!(matches!(world.ask_undo(ADAM, &events), Err(Refusal::NotUndoable)));
    assert_eq!(world.refusal(ADAM, &reset(ADAM)), Refusal::OwnRow);
    assert!(matches!(world.refusal(ADAM, &reset(OLGA)), Refusal::PersonAboveYours { .. }));
    assert_eq!(world.refusal(TARA, &reset(BEN)), lacks(Permission::UsersSignOut));
    assert_eq!(world.refusal(TARA, &reset(MIA)), Refusal::NotFound);
    world.act(ADAM, &suspend(&[BEN]));
    assert_eq!(world.refusal(ADAM, &reset(BEN)), Refusal::WrongStatus { status: Status::Suspended });
}
