//! Mending what somebody is called, or their address; and taking back that an invitation was sent again.

use super::*;

fn rename(user: UserId, text: &str) -> Command {
    Command::RenameUser { user, name: name(text) }
}

fn propose(user: UserId, email: &str) -> Command {
    Command::ProposeEmail { user, email: email.to_owned() }
}

#[test]
fn a_name_is_mended_by_whoever_may_help_them_in_and_taken_back() {
    let mut world = World::new();
    let events = world.act(ADAM, &rename(BEN, "Ben Adeyemi"));
    assert_eq!(
        events.iter().map(|event| &event.change).collect::<Vec<_>>(),
        [&Change::UserRenamed { user: BEN, before: name("ben"), after: name("Ben Adeyemi") }]
    );
    assert_eq!(world.act(ADAM, &rename(BEN, "Ben Adeyemi")), [], "the same again");
    world.undo(ADAM, &events);
    assert_eq!(world.user(BEN).name, name("ben"));
    let events = world.act(ADAM, &rename(BEN, "Benjamin"));
    world.act(OLGA, &rename(BEN, "Benno"));
    assert!(matches!(world.ask_undo(ADAM, &events), Err(Refusal::NotUndoable)), "Olga's stays");
}

#[test]
fn nobody_mends_themselves_those_above_or_those_they_do_not_see() {
    let mut world = World::new();
    for wanted in [rename as fn(UserId, &str) -> Command, propose] {
        let mend = |user| wanted(user, "new@example.com");
        assert_eq!(world.refusal(ADAM, &mend(ADAM)), Refusal::OwnRow);
        assert!(matches!(world.refusal(ADAM, &mend(OLGA)), Refusal::PersonAboveYours { .. }));
        assert_eq!(world.refusal(TARA, &mend(BEN)), lacks(Permission::UsersSignOut));
        assert_eq!(world.refusal(TARA, &mend(MIA)), Refusal::NotFound);
    }
    world.act(ADAM, &suspend(&[BEN]));
    world.act(ADAM, &rename(BEN, "Ben, who is on leave"));
    world.act(ADAM, &remove(&[BEN]));
    assert_eq!(world.refusal(ADAM, &rename(BEN, "Ben")), Refusal::WrongStatus { status: Status::Removed });
}

#[test]
fn a_name_that_somebody_gave_meanwhile_is_a_clash() {
    let mut world = World::new();
    world.seen = Some(world.state.org.seq);
    let events = world.act(OLGA, &rename(BEN, "Benno"));
    let seq = events[0].seq;
    assert_eq!(world.refusal(ADAM, &rename(BEN, "Benjamin")), Refusal::Clash { seq, role: None });
    world.seen = Some(seq);
    world.act(ADAM, &rename(BEN, "Benjamin"));
}

#[test]
fn a_proposed_address_changes_nothing_yet() {
    let mut world = World::new();
    let before = world.user(BEN).clone();
    let events = world.act(ADAM, &propose(BEN, " Ben.New@Example.COM "));
    let after = email("ben.new@example.com");
    assert_eq!(events[0].change, Change::UserEmailProposed { user: BEN, email: after });
    assert_eq!(*world.user(BEN), before);
    assert!(matches!(world.ask_undo(ADAM, &events), Err(Refusal::NotUndoable)));
    assert_eq!(world.act(ADAM, &propose(BEN, "ben@example.com")), [], "it is theirs already");
    assert!(matches!(world.refusal(ADAM, &propose(BEN, "ben@")), Refusal::BadAddress { .. }));
    assert_eq!(world.refusal(ADAM, &propose(BEN, "mia@example.com")), Refusal::AlreadyUser);
    world.act(ADAM, &remove(&[MIA]));
    assert_eq!(world.refusal(ADAM, &propose(BEN, "mia@example.com")), Refusal::AlreadyUser, "her account's");
}

#[test]
fn an_invitation_that_was_sent_again_has_its_dates_back() {
    let mut world = World::new();
    let new = world.invite(ADAM, "new", member(), &[]);
    let before = world.invitation(new).clone();
    world.pass(3 * DAY_MS);
    let events = world.act(ADAM, &Command::Resend { invitations: vec![new] });
    assert_eq!(world.invitation(new).expires_at, world.now.plus_days(7));
    world.pass(1_000);
    world.undo(ADAM, &events);
    let after = world.invitation(new).clone();
    assert_eq!(Invitation { seq: before.seq, ..after }, before);
}

#[test]
fn one_that_was_out_of_date_frees_its_seat_again() {
    let mut world = World::new();
    let new = world.invite(ADAM, "new", member(), &[]);
    world.pass(8 * DAY_MS);
    let used = world.state.seats.used();
    let events = world.act(ADAM, &Command::Resend { invitations: vec![new] });
    assert_eq!(world.state.seats.used(), used + 1);
    world.undo(ADAM, &events);
    assert_eq!(world.state.seats.used(), used);
    assert_eq!(world.invitation(new).status(world.now), Some(Status::Expired));
}

#[test]
fn whatever_was_done_to_it_since_stays() {
    let mut world = World::new();
    let new = world.invite(ADAM, "new", member(), &[]);
    for since in [
        Command::Revoke { invitations: vec![new] },
        Command::ReaddressInvitation { invitation: new, email: "newer@example.com".to_owned() },
        Command::Resend { invitations: vec![new] },
    ] {
        let mut world = world.clone();
        world.pass(DAY_MS);
        let events = world.act(ADAM, &Command::Resend { invitations: vec![new] });
        world.pass(DAY_MS);
        world.act(OLGA, &since);
        let refused = world.ask_undo(ADAM, &events);
        assert!(matches!(refused, Err(Refusal::NotUndoable)), "{since:?}: {refused:?}");
    }
}
