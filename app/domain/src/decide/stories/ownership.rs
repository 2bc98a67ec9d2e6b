//! The organization is handed over.

use super::*;

fn hand_over(who: &str) -> Command {
    Command::HandOver { email: format!("{who}@example.com") }
}

fn role(world: &World, who: UserId) -> RoleId {
    world.user(who).held_role(world.now).role
}

#[test]
fn olga_hands_over_to_ben_in_one_step() {
    let mut world = World::new();
    let events = world.act(OLGA, &Command::HandOver { email: " BEN@Example.com ".to_owned() });
    assert_eq!(events.len(), 2);
    assert_eq!((role(&world, BEN), role(&world, OLGA)), (owner(), admin()));
    assert_eq!(world.state.owners, 1);
    // She cannot take it back by herself; he can give it back.
    assert_eq!(world.refusal(OLGA, &hand_over("olga")), lacks(Permission::OrganizationOwn));
    assert!(world.ask_undo(OLGA, &events).is_err());
    world.act(BEN, &hand_over("olga"));
    assert_eq!((role(&world, BEN), role(&world, OLGA)), (admin(), owner()));
}

#[test]
fn only_an_owner_for_good_hands_over() {
    let mut world = World::new();
    for who in [ADAM, TARA, MIA] {
        assert_eq!(world.refusal(who, &hand_over("ben")), lacks(Permission::OrganizationOwn));
    }
    world.act(OLGA, &lend(&[ADAM], owner(), NOW.plus_days(3)));
    assert_eq!(world.refusal(ADAM, &hand_over("adam")), Refusal::NotOwnerForGood);
    assert_eq!(world.refusal(ADAM, &hand_over("ben")), Refusal::NotOwnerForGood);
    assert_eq!(world.ask_as(&Authority::operator(), &hand_over("ben")), Err(Refusal::NotFound));
}

#[test]
fn it_goes_to_somebody_active_who_is_there_and_not_to_oneself() {
    let mut world = World::new();
    assert_eq!(world.refusal(OLGA, &hand_over("nobody")), Refusal::NotFound);
    assert_eq!(world.refusal(OLGA, &hand_over("olga")), Refusal::OwnRow);
    let refused = world.refusal(OLGA, &Command::HandOver { email: "ben".to_owned() });
    assert!(matches!(refused, Refusal::BadAddress { .. }), "{refused:?}");
    world.invite(OLGA, "ines", owner(), &[]);
    assert_eq!(world.refusal(OLGA, &hand_over("ines")), Refusal::NotFound, "an invited Owner is not yet one");
    world.act(OLGA, &suspend(&[BEN]));
    assert_eq!(world.refusal(OLGA, &hand_over("ben")), Refusal::WrongStatus { status: Status::Suspended });
    world.act(OLGA, &remove(&[BEN]));
    assert_eq!(world.refusal(OLGA, &hand_over("ben")), Refusal::WrongStatus { status: Status::Removed });
}

#[test]
fn s_14_time_would_leave_nobody() {
    let mut world = World::new();
    world.act(OLGA, &set_end_date(&[BEN], Some(NOW.plus_days(30))));
    assert_eq!(world.refusal(OLGA, &hand_over("ben")), Refusal::LastOwner);
    assert_eq!((role(&world, BEN), role(&world, OLGA)), (member(), owner()));
    world.hire("oscar", owner(), &[]);
    world.act(OLGA, &hand_over("ben"));
    assert_eq!((role(&world, BEN), role(&world, OLGA)), (owner(), admin()));
}

#[test]
fn what_somebody_else_did_to_the_heir_is_not_written_over_unseen() {
    let mut world = World::new();
    let seen = world.state.org.seq;
    world.act(ADAM, &set_role(&[BEN], team_owner()));
    world.seen = Some(seen);
    let refused = world.refusal(OLGA, &hand_over("ben"));
    assert!(matches!(refused, Refusal::Clash { .. }), "{refused:?}");
}
