//! What becomes of the invitations of those who leave.

use super::*;

fn standing(world: &World, id: InvitationId) -> (InvitationState, Option<UserId>) {
    (world.invitation(id).state, world.invitation(id).invited_by)
}

#[test]
fn somebody_else_answers_for_what_they_could_have_sent_and_the_rest_is_cancelled() {
    let mut world = World::new();
    let eve = world.hire("eve", admin(), &[]);
    let (plain, design) = (world.invite(eve, "a", member(), &[]), world.invite(eve, "b", member(), &[DESIGN]));
    let above = world.invite(eve, "c", admin(), &[DESIGN]);
    let (all, seats) = ([plain, design, above], world.state.seats.invitations);
    // Tara, who owns Design, invites Members into it, and nobody else anywhere.
    let mut to_tara = world.clone();
    to_tara.act(ADAM, &remove_in_favour_of(&[eve], TARA));
    let (open, gone) = ((InvitationState::Open, Some(TARA)), (InvitationState::Revoked, Some(eve)));
    assert_eq!(all.map(|id| standing(&to_tara, id)), [gone, open, gone]);
    assert_eq!(to_tara.state.seats.invitations, seats - 2);
    assert!(to_tara.ask_accept(design, 77, "b@example.com").is_ok());
    // Olga may all of it; so may Adam, who does it, himself.
    for heir in [OLGA, ADAM] {
        let mut world = world.clone();
        let events = world.act(ADAM, &remove_in_favour_of(&[eve], heir));
        assert_eq!(all.map(|id| standing(&world, id)), [(InvitationState::Open, Some(heir)); 3]);
        // They stay with whom they went to; all else comes back.
        world.undo(ADAM, &events);
        assert_eq!(world.user(eve).state, UserState::Active);
        assert_eq!(all.map(|id| standing(&world, id)), [(InvitationState::Open, Some(heir)); 3]);
    }
    // A Member answers for none.
    world.act(ADAM, &remove_in_favour_of(&[eve], MIA));
    assert_eq!(all.map(|id| standing(&world, id)), [gone; 3]);
}

#[test]
fn s_07_an_invitation_that_led_nowhere_is_not_brought_to_life_by_who_could_not_send_it() {
    let mut world = World::new();
    let eve = world.hire("eve", owner(), &[]);
    let crown = world.invite(eve, "king", owner(), &[]);
    world.act(OLGA, &set_role(&[eve], member()));
    assert_eq!(world.ask_accept(crown, 77, "king@example.com"), Err(Refusal::InviterMayNot));
    let mut by_adam = world.clone();
    by_adam.act(ADAM, &remove_in_favour_of(&[eve], OLGA));
    assert_eq!(standing(&by_adam, crown).0, InvitationState::Revoked);
    world.act(OLGA, &remove_in_favour_of(&[eve], OLGA));
    assert_eq!(standing(&world, crown), (InvitationState::Open, Some(OLGA)));
}

#[test]
fn an_heir_is_there_and_stays_or_nothing_is_done() {
    let mut world = World::new();
    let eve = world.hire("eve", admin(), &[]);
    let open = world.invite(eve, "new", member(), &[]);
    world.act(ADAM, &suspend(&[BEN]));
    let wrong = |status| Refusal::WrongStatus { status };
    assert_eq!(world.refusal(OLGA, &remove_in_favour_of(&[eve], BEN)), wrong(Status::Suspended));
    assert_eq!(world.refusal(OLGA, &remove_in_favour_of(&[eve, ADAM], ADAM)), wrong(Status::Removed));
    assert_eq!(world.refusal(OLGA, &remove_in_favour_of(&[eve], UserId(Uuid::nil()))), Refusal::NotFound);
    assert_eq!((world.user(eve).state, standing(&world, open).0), (UserState::Active, InvitationState::Open));
}

#[test]
fn an_inviter_past_their_end_leads_nowhere_until_somebody_answers_for_it() {
    let mut world = World::new();
    let open = world.invite(ADAM, "new", member(), &[]);
    world.act(OLGA, &set_end_date(&[ADAM], Some(NOW.plus_days(1))));
    assert!(world.ask_accept(open, 77, "new@example.com").is_ok());
    world.pass(DAY_MS);
    assert_eq!(world.ask_accept(open, 77, "new@example.com"), Err(Refusal::InviterMayNot));
    assert_eq!(world.state.seats.invitations, 1, "nobody took it back: it keeps its seat until its own date");
    let mut taken = world.clone();
    taken.act(OLGA, &Command::CopyLink { invitation: open });
    assert_eq!(standing(&taken, open).1, Some(OLGA));
    assert!(taken.ask_accept(open, 77, "new@example.com").is_ok());
    // A later end brings it back as it was; removal cancels it as any.
    let mut later = world.clone();
    later.act(OLGA, &set_end_date(&[ADAM], None));
    assert!(later.ask_accept(open, 77, "new@example.com").is_ok());
    world.act(OLGA, &remove(&[ADAM]));
    assert_eq!(standing(&world, open).0, InvitationState::Revoked);
}
