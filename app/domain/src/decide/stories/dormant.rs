//! Whoever does not come any more.

use super::*;

fn rule(remind_after: u32, suspend_after: u32) -> Dormancy {
    Dormancy { remind_after, suspend_after, since: Timestamp(0) }
}
fn set(rule: Option<Dormancy>) -> Command {
    Command::ChangeOrganization(ChangeOrganization { dormancy: Some(rule), ..Default::default() })
}
/// Whom it has come to, at `at`, whatever else of them.
fn world_with(dormant: &[UserId], at: Timestamp) -> World {
    let mut world = World::new();
    for &id in dormant {
        world.edit(id, |user| user.dormant_at = Some(at));
    }
    world
}

#[test]
fn the_rule_is_set_within_its_bounds_from_now_on_and_undo_takes_it_back() {
    let mut world = World::new();
    for (rule, field) in [
        (rule(29, 7), Field::DormantAfter),
        (rule(366, 7), Field::DormantAfter),
        (rule(90, 0), Field::SuspendAfter),
        (rule(90, 91), Field::SuspendAfter),
    ] {
        let refusal = world.refusal(OLGA, &set(Some(rule)));
        assert!(matches!(refusal, Refusal::OutOfRange { field: of, .. } if of == field), "{refusal:?}");
    }
    assert_eq!(world.refusal(BEN, &set(None)), Refusal::NotAllowed { permission: Permission::SettingsManage });
    let first = world.act(OLGA, &set(Some(rule(90, 14))));
    let was = Some(Dormancy { since: NOW, ..rule(90, 14) });
    assert_eq!(world.state.org.settings.dormancy, was);
    world.pass(DAY_MS);
    assert_eq!(world.act(OLGA, &set(Some(rule(90, 14)))), [], "as it is, it stays, and since when");
    let other = world.act(OLGA, &set(Some(rule(30, 14))));
    assert_eq!(world.state.org.settings.dormancy.map(|rule| rule.since), Some(NOW.plus_days(1)));
    world.undo(OLGA, &other);
    assert_eq!(world.state.org.settings.dormancy, was, "of two days ago, as it was");
    world.undo(OLGA, &first);
    assert_eq!(world.state.org.settings.dormancy, None);
}

#[test]
fn two_who_set_it_clash() {
    let mut world = World::new();
    let seen = world.state.org.seq;
    world.act(OLGA, &set(Some(rule(90, 14))));
    world.seen = Some(seen);
    assert!(matches!(world.refusal(ADAM, &set(Some(rule(30, 14)))), Refusal::Clash { .. }));
    assert_eq!(world.act(ADAM, &set(Some(rule(90, 14)))), [], "to what it is anyway is no clash");
}

#[test]
fn at_its_millisecond_they_are_suspended_and_hold_no_seat_with_nothing_written() {
    let mut world = world_with(&[BEN], NOW.plus_days(1));
    let used = world.state.seats.used();
    world.pass(DAY_MS - 1);
    assert_eq!((world.user(BEN).status(world.now), world.state.seats.used()), (Status::Active, used));
    world.pass(1);
    assert_eq!((world.user(BEN).status(world.now), world.state.seats.used()), (Status::Suspended, used - 1));
    assert_eq!(world.refusal(BEN, &Command::Leave), Refusal::WrongStatus { status: Status::Suspended });
}

#[test]
fn whose_day_has_come_is_suspended_with_an_event_and_never_an_owner() {
    let mut world = world_with(&[OLGA, BEN, MIA, ADAM], NOW);
    world.edit(MIA, |mia| mia.dormant_at = Some(NOW.plus_ms(1)));
    let open = world.invite(TARA, "new", member(), &[DESIGN]);
    world.edit(TARA, |tara| tara.dormant_at = Some(NOW));
    let changes = decide_dormant(world.state.clone(), NOW);
    let suspended =
        |user| Change::UserStateSet { user, before: UserState::Active, after: UserState::Suspended, reason: None };
    let gone = Change::InvitationRevoked { invitation: open, cause: RevokeCause::InviterGone };
    assert_eq!(changes, [suspended(ADAM), suspended(TARA), gone, suspended(BEN)]);
    let events = world.settle(Actor::System, &Decision { changes, refused: Vec::new() });
    assert_eq!(decide_dormant(world.state.clone(), NOW), [], "once");
    // Undo and Reactivate begin anew.
    world.edit(OLGA, |olga| olga.dormant_at = None);
    world.undo(OLGA, &events);
    assert_eq!((world.user(BEN).status(NOW), world.user(BEN).dormant_at), (Status::Active, None));
}

#[test]
fn whoever_is_suspended_by_the_date_alone_is_reactivated_as_any() {
    let mut world = world_with(&[BEN], NOW);
    world.seats_left(0);
    assert!(matches!(world.refusal(OLGA, &reactivate(&[BEN])), Refusal::NoSeat { .. }));
    world.seats_left(1);
    world.act(OLGA, &reactivate(&[BEN]));
    assert_eq!((world.user(BEN).status(NOW), world.state.seats.available()), (Status::Active, Some(0)));
    // Whoever is past their end has ended, and nothing else.
    world.edit(MIA, |mia| (mia.ends_at, mia.dormant_at) = (Some(NOW), Some(NOW)));
    assert_eq!(world.user(MIA).status(NOW), Status::Ended);
    assert_eq!(decide_dormant(world.state.clone(), NOW), []);
}
