use super::*;

const DAY: i64 = DAY_MS;

fn in_days(days: i64) -> Option<Timestamp> {
    Some(NOW.plus_days(days))
}

#[test]
fn access_ends_by_itself_at_its_millisecond_and_frees_the_seat() {
    let mut world = World::new();
    let events = world.act(ADAM, &set_end_date(&[BEN], in_days(3)));
    assert_eq!(events[0].change, Change::UserEndSet { user: BEN, before: None, after: in_days(3) });
    assert_eq!(world.act(ADAM, &set_end_date(&[BEN], in_days(3))), [], "twice is once");
    let used = world.state.seats.used();
    world.pass(3 * DAY - 1);
    assert_eq!((world.user(BEN).status(world.now), world.state.seats.used()), (Status::Active, used));
    world.pass(1);
    assert_eq!((world.user(BEN).status(world.now), world.state.seats.used()), (Status::Ended, used - 1));
    assert_eq!(world.refusal(BEN, &Command::Leave), Refusal::WrongStatus { status: Status::Ended });
}

#[test]
fn a_later_date_for_whoever_ended_takes_a_seat() {
    let mut world = World::new();
    world.act(ADAM, &set_end_date(&[BEN, MIA], in_days(1)));
    world.act(ADAM, &suspend(&[MIA]));
    world.pass(2 * DAY);
    world.seats_left(0);
    for ends_at in [in_days(9), None] {
        let refused = Refusal::NoSeat { needed: 1, available: 0 };
        assert_eq!(world.refusal(ADAM, &set_end_date(&[BEN], ends_at)), refused);
    }
    // Whoever is suspended needs none.
    world.act(ADAM, &set_end_date(&[MIA], None));
    assert_eq!(world.user(MIA).status(world.now), Status::Suspended);
    world.seats_left(1);
    world.act(ADAM, &set_end_date(&[BEN], in_days(9)));
    assert_eq!((world.user(BEN).status(world.now), world.state.seats.available()), (Status::Active, Some(0)));
}

#[test]
fn nobody_sets_their_own_end_nor_that_of_who_is_above() {
    let mut world = World::new();
    for ends_at in [in_days(1), None] {
        assert_eq!(world.refusal(ADAM, &set_end_date(&[ADAM], ends_at)), Refusal::OwnRow);
    }
    assert!(matches!(world.refusal(ADAM, &set_end_date(&[OLGA], None)), Refusal::PersonAboveYours { .. }));
    assert_eq!(world.refusal(TARA, &set_end_date(&[BEN], in_days(1))), lacks(Permission::UsersSuspend));
    assert_eq!(world.refusal(TARA, &set_end_date(&[MIA], in_days(1))), Refusal::NotFound);
    world.act(ADAM, &remove(&[BEN]));
    let gone = Refusal::WrongStatus { status: Status::Removed };
    assert_eq!(world.refusal(ADAM, &set_end_date(&[BEN], in_days(1))), gone);
}

#[test]
fn a_date_is_ahead_and_not_too_far() {
    let mut world = World::new();
    let (ends, role_until) = (Field::EndDate, Field::RoleUntil);
    for past in [NOW, NOW.plus_ms(-1), Timestamp(i64::MIN)] {
        assert_eq!(world.refusal(ADAM, &set_end_date(&[BEN], Some(past))), Refusal::DatePast { field: ends });
        assert_eq!(world.refusal(ADAM, &lend(&[BEN], admin(), past)), Refusal::DatePast { field: role_until });
    }
    let latest = NOW.plus_days(DATE_DAYS_MAX);
    for far in [latest.plus_ms(1), Timestamp(i64::MAX)] {
        assert_eq!(world.refusal(ADAM, &set_end_date(&[BEN], Some(far))), Refusal::DateTooFar { field: ends, latest });
        let refused = Refusal::DateTooFar { field: role_until, latest };
        assert_eq!(world.refusal(ADAM, &lend(&[BEN], admin(), far)), refused);
    }
    world.act(ADAM, &set_end_date(&[BEN], Some(latest)));
}

#[test]
fn time_alone_never_takes_the_last_owner() {
    let mut world = World::new();
    let otto = world.hire("otto", owner(), &[]);
    world.act(OLGA, &set_end_date(&[otto], in_days(1)));
    // Otto is an Owner too, but not for good.
    for command in [
        set_end_date(&[OLGA], in_days(9)),
        lend(&[OLGA], member(), NOW.plus_days(1)),
        set_role(&[OLGA], admin()),
        suspend(&[OLGA]),
        remove(&[OLGA]),
    ] {
        assert_eq!(world.refusal(otto, &command), Refusal::LastOwner, "{command:?}");
    }
    assert_eq!(world.refusal(OLGA, &Command::Leave), Refusal::LastOwner);
    world.act(OLGA, &set_end_date(&[otto], None));
    world.act(otto, &set_end_date(&[OLGA], in_days(9)));
    assert_eq!(world.refusal(OLGA, &suspend(&[otto])), Refusal::LastOwner);
    assert_eq!(world.refusal(OLGA, &lend(&[otto], admin(), NOW.plus_days(1))), Refusal::LastOwner);
    world.pass(10 * DAY);
    assert_eq!(world.state.owners, 1);
}

#[test]
fn a_lent_role_counts_until_its_moment_and_what_was_before_from_then_on() {
    let mut world = World::new();
    let until = NOW.plus_days(2);
    let events = world.act(ADAM, &lend(&[BEN], admin(), until));
    let (before, after) =
        (HeldRole::lasting(member()), HeldRole { role: admin(), term: Some(RoleTerm { until, then: member() }) });
    assert_eq!(events[0].change, Change::UserTemporaryRoleSet { user: BEN, before, after });
    assert_eq!(world.act(ADAM, &lend(&[BEN], admin(), until)), [], "twice is once");
    world.act(BEN, &suspend(&[MIA]));
    // Prolonged, it still ends in what they had for good.
    let later = NOW.plus_days(4);
    world.act(ADAM, &lend(&[BEN], admin(), later));
    world.pass(4 * DAY - 1);
    world.act(BEN, &reactivate(&[MIA]));
    world.pass(1);
    assert_eq!(world.user(BEN).effective_role(world.now), member());
    assert_eq!(world.refusal(BEN, &suspend(&[MIA])), Refusal::NotFound);
    // What is over is not temporary any more.
    assert_eq!(world.act(ADAM, &set_role(&[BEN], member())), []);
    world.act(ADAM, &set_role(&[BEN], team_owner()));
    assert_eq!(world.user(BEN).held_role(world.now), HeldRole::lasting(team_owner()));
}

#[test]
fn lending_goes_by_the_grant_rule_now_and_for_what_follows() {
    let mut world = World::new();
    let until = NOW.plus_days(2);
    assert_eq!(world.refusal(ADAM, &lend(&[ADAM], member(), until)), Refusal::OwnRow);
    assert!(matches!(world.refusal(ADAM, &lend(&[BEN], owner(), until)), Refusal::RoleAboveYours { .. }));
    let then_owner = Command::LendRole { users: vec![BEN], role: member(), until, then: Some(owner()) };
    assert!(matches!(world.refusal(ADAM, &then_owner), Refusal::RoleAboveYours { .. }));
    let unknown = RoleId(Uuid::nil());
    assert_eq!(world.refusal(ADAM, &lend(&[BEN], unknown, until)), Refusal::UnknownRole);
    // Whoever will be above is above: an Owner who is a Member for two days.
    let otto = world.hire("otto", owner(), &[]);
    world.act(OLGA, &lend(&[otto], member(), until));
    for command in [set_role(&[otto], member()), remove(&[otto]), set_end_date(&[otto], in_days(1))] {
        assert!(matches!(world.refusal(ADAM, &command), Refusal::PersonAboveYours { .. }), "{command:?}");
    }
    // Who has a role for good is lent nothing.
    let events = world.act(OLGA, &lend(&[otto], owner(), until));
    assert_eq!(events.len(), 1);
    assert_eq!(world.user(otto).held_role(NOW), HeldRole::lasting(owner()));
    assert_eq!(world.act(OLGA, &lend(&[ADAM], admin(), until)), []);
}

#[test]
fn teams_wait_for_whoever_owns_them_again() {
    let mut world = World::new();
    let owned = [TeamLink { team: DESIGN, owner: true }];
    assert_eq!(world.act(ADAM, &lend(&[TARA], member(), NOW.plus_days(2))).len(), 1);
    assert_eq!(world.user(TARA).teams, owned);
    assert!(world.authority(TARA).owned_teams.is_empty(), "a Member owns nothing");
    world.pass(2 * DAY);
    assert_eq!(world.authority(TARA).owned_teams, [DESIGN]);
    assert_eq!(world.act(ADAM, &set_role(&[TARA], member())).len(), 2, "for good, it is told");
    assert_eq!(world.user(TARA).teams, [TeamLink { team: DESIGN, owner: false }]);
}

#[test]
fn dates_and_lent_roles_are_taken_back() {
    let mut world = World::new();
    let ended = world.act(ADAM, &set_end_date(&[BEN, MIA], in_days(1)));
    world.pass(2 * DAY);
    let extended = world.act(ADAM, &set_end_date(&[BEN], None));
    // As it was, though that is past by now.
    world.undo(ADAM, &extended);
    assert_eq!(world.user(BEN).status(world.now), Status::Ended);
    assert_eq!(world.ask_undo(ADAM, &ended[..1]), Err(Refusal::NotUndoable), "it was set since");
    world.undo(ADAM, &ended[1..]);
    assert_eq!(world.user(MIA).status(world.now), Status::Active);
    let until = world.now.plus_days(1);
    let lent = world.act(ADAM, &lend(&[MIA], admin(), until));
    let for_good = world.act(OLGA, &set_role(&[MIA], team_owner()));
    world.undo(OLGA, &for_good);
    let term = Some(RoleTerm { until, then: member() });
    assert_eq!(world.user(MIA).held_role(world.now), HeldRole { role: admin(), term });
    assert_eq!(world.ask_undo(ADAM, &lent), Err(Refusal::NotUndoable));
    let again = world.act(ADAM, &lend(&[MIA], admin(), until.plus_ms(1)));
    world.undo(ADAM, &again);
    assert_eq!(world.user(MIA).held_role(world.now), HeldRole { role: admin(), term });
}

#[test]
fn what_somebody_else_set_meanwhile_is_a_clash_field_by_field() {
    let mut world = World::new();
    let seen = world.state.org.seq;
    world.act(OLGA, &set_end_date(&[BEN], in_days(5)));
    let seq = world.user(BEN).ends_seq;
    world.seen = Some(seen);
    assert_eq!(world.refusal(ADAM, &set_end_date(&[BEN], in_days(6))), Refusal::Clash { seq, role: None });
    assert_eq!(world.act(ADAM, &set_end_date(&[BEN], in_days(5))), [], "the same is none");
    // The end date is a field of its own.
    world.act(ADAM, &suspend(&[BEN]));
    world.act(ADAM, &lend(&[BEN], admin(), NOW.plus_days(1)));
    let seq = world.user(BEN).role_seq;
    let clash = Refusal::Clash { seq, role: Some(admin()) };
    assert_eq!(world.refusal(OLGA, &set_role(&[BEN], team_owner())), clash);
}
