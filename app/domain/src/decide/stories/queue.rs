//! Waiting for a seat.

use super::*;

/// Sends those whose turn has come. Gives their addresses.
fn release(world: &mut World, free: u32) -> Vec<String> {
    let changes = decide_release(world.state.clone(), Some(free), world.now);
    let events = world.settle(Actor::System, &Decision { changes, refused: Vec::new() });
    let released = |event: &Event| match &event.change {
        Change::InvitationReleased { invitation, .. } => world.invitation(*invitation).email.local().to_owned(),
        other => panic!("{other:?}"),
    };
    events.iter().map(released).collect()
}

/// Two seats are left, and the others wait.
fn full() -> World {
    let mut world = World::new();
    world.seats(Some(7), SeatPolicy::Queue);
    world
}

fn id_of(world: &World, who: &str) -> InvitationId {
    let found = world.state.invitations.values().find(|one| one.email.local() == who);
    found.unwrap_or_else(|| panic!("{who} is not invited")).id
}

#[test]
fn who_does_not_fit_waits_and_holds_no_seat() {
    let mut world = full();
    let events = world.act(ADAM, &inviting(&["a", "b", "c", "d"], member(), &[DESIGN]));
    let kinds: Vec<_> = events.iter().map(|event| event.change.kind()).collect();
    assert_eq!(kinds, ["invitation_sent", "invitation_sent", "invitation_queued", "invitation_queued"]);
    let seats = world.state.seats;
    assert_eq!((seats.invitations, seats.waiting, seats.available(), seats.room()), (2, 2, Some(0), Some(0)));
    let c = id_of(&world, "c");
    assert_eq!(world.invitation(c).status(world.now), Some(Status::Waiting));
    assert_eq!(world.invitation(c).place, Some(events[2].seq));
    // It is neither sent nor good for anything yet, however long it takes; asking twice is asking once.
    let not_yet = Refusal::WrongStatus { status: Status::Waiting };
    assert_eq!(world.refusal(ADAM, &resend(&[c])), not_yet);
    assert_eq!(world.refusal(ADAM, &Command::CopyLink { invitation: c }), not_yet);
    assert!(world.ask_accept(c, 77, "c@example.com").is_err());
    world.pass(60 * DAY_MS);
    assert_eq!(world.invitation(c).status(world.now), Some(Status::Waiting));
    let decision = world.ask(ADAM, &inviting(&["c"], member(), &[])).expect("answered");
    assert_eq!(decision.refused[0].refusal, Refusal::AlreadyInvited);
}

#[test]
fn a_seat_sends_the_next_for_its_whole_days() {
    let mut world = full();
    world.act(ADAM, &inviting(&["a", "b", "c", "d", "e"], member(), &[]));
    assert!(release(&mut world, 0).is_empty());
    world.pass(3 * DAY_MS);
    assert_eq!(release(&mut world, 2), ["c", "d"]);
    let c = world.invitation(id_of(&world, "c")).clone();
    assert_eq!((c.place, c.sent_at, c.expires_at), (None, world.now, world.now.plus_days(7)));
    assert!(world.ask_accept(c.id, 77, "c@example.com").is_ok());
    assert_eq!((release(&mut world, 9), release(&mut world, 9)), (vec!["e".to_owned()], vec![]));
}

#[test]
fn nobody_passes_those_who_wait_but_who_comes_back() {
    let mut world = full();
    world.act(ADAM, &inviting(&["a", "b", "c"], member(), &[]));
    world.act(ADAM, &suspend(&[BEN]));
    // Ben's seat is for c: who is invited now stands behind.
    let events = world.act(ADAM, &inviting(&["d"], member(), &[]));
    assert_eq!(events[0].change.kind(), "invitation_queued");
    let mut stop = world.clone();
    stop.seats(Some(7), SeatPolicy::Stop);
    let none = Refusal::NoSeat { needed: 1, available: 0 };
    assert_eq!(stop.refusal(ADAM, &inviting(&["e"], member(), &[])), none);
    // Ben, who had it, may have it back as long as it is free.
    let mut back = world.clone();
    back.act(ADAM, &reactivate(&[BEN]));
    assert_eq!(release(&mut world, 1), ["c"]);
    assert_eq!(world.refusal(ADAM, &reactivate(&[BEN])), none);
}

#[test]
fn a_list_comes_behind_those_who_wait() {
    let mut world = full();
    world.act(ADAM, &inviting(&["a", "b", "c"], member(), &[]));
    world.seats(Some(9), SeatPolicy::Queue);
    let plan = |world: &World, who: &[(&str, &str, &str)]| {
        let plan = world.ask_import(ADAM, &listed(who), &importing(), &[]).expect("planned").plan;
        (plan.refusal, plan.seats.waiting)
    };
    let (x, y) = (("x@example.com", "", ""), ("y@example.com", "", ""));
    assert_eq!(plan(&world, &[x]), (None, 0), "of the two seats that are free, one is for c");
    assert_eq!(plan(&world, &[x, y]), (None, 1));
    world.seats(Some(10), SeatPolicy::Queue);
    assert_eq!(plan(&world, &[x, y]), (None, 0));
    // Where nobody joins the line any more, a list is whole or not at all.
    world.seats(Some(9), SeatPolicy::Stop);
    assert_eq!(plan(&world, &[x, y]), (Some(Refusal::NoSeat { needed: 2, available: 1 }), 0));
}

#[test]
fn what_waits_is_taken_back_and_put_back_in_its_place() {
    let mut world = full();
    let events = world.act(ADAM, &inviting(&["a", "b", "c", "d", "e"], member(), &[]));
    let revoked = world.act(ADAM, &revoke(&[id_of(&world, "c")]));
    assert_eq!(world.state.seats.waiting, 2);
    let mut without = world.clone();
    assert_eq!(release(&mut without, 1), ["d"]);
    world.undo(ADAM, &revoked);
    assert_eq!(release(&mut world, 1), ["c"]);
    // Whoever undoes inviting them takes all of it back, what was sent meanwhile too.
    world.undo(ADAM, &events);
    assert_eq!((world.state.seats.invitations, world.state.seats.waiting), (0, 0));
}

#[test]
fn one_that_could_not_be_accepted_keeps_its_place_and_holds_nobody_up() {
    let mut world = full();
    world.act(ADAM, &inviting(&["a", "b"], member(), &[]));
    let eve = world.hire("eve", admin(), &[]);
    world.act(eve, &inviting(&["c"], admin(), &[]));
    world.act(ADAM, &inviting(&["d"], member(), &[]));
    world.act(OLGA, &set_role(&[eve], member()));
    assert_eq!(release(&mut world, 1), ["d"]);
    let mut again = world.clone();
    again.act(OLGA, &set_role(&[eve], admin()));
    assert_eq!(release(&mut again, 1), ["c"]);
    // With whoever asked gone, it is gone; or somebody else answers for it.
    let c = id_of(&world, "c");
    let mut handed_over = world.clone();
    handed_over.act(OLGA, &remove_in_favour_of(&[eve], OLGA));
    assert_eq!(handed_over.invitation(c).place, world.invitation(c).place);
    assert_eq!(release(&mut handed_over, 1), ["c"]);
    world.act(OLGA, &suspend(&[eve]));
    assert_eq!(world.invitation(c).state, InvitationState::Revoked);
    assert_eq!(world.state.seats.waiting, 0);
}
