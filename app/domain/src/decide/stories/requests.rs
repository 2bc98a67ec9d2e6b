//! Asking to join, and the answers.

use super::*;

/// Asks to join. Gives what happened.
fn ask(world: &mut World, who: &str) -> Result<Vec<Event>, Refusal> {
    let mut ids = world.ids;
    let mut fresh = || {
        ids += 1;
        Uuid::from_u128(ids)
    };
    let ask = AskToJoin { name: name(who), email: email(&format!("{who}@example.com")) };
    let decision = decide_ask(world.state.clone(), &ask, world.now, &mut fresh)?;
    world.ids = ids;
    Ok(world.settle(Actor::System, &decision))
}

/// Asks to join. Gives the request.
fn asked(world: &mut World, who: &str) -> InvitationId {
    let events = ask(world, who).unwrap_or_else(|refusal| panic!("{who}: {refusal}"));
    match &events.last().expect("an event").change {
        Change::RequestMade(invitation) => invitation.id,
        other => panic!("{other:?}"),
    }
}

/// An organization that takes requests from example.com.
fn open() -> World {
    let mut world = World::new();
    world.state.org.settings.allowed_domains = domains(vec!["example.com"]);
    world.state.org.settings.take_requests = true;
    world
}

fn approve(requests: &[InvitationId], role: RoleId, teams: &[TeamId]) -> Command {
    Command::ApproveRequests { requests: requests.to_vec(), role, teams: teams.to_vec() }
}

fn decline(requests: &[InvitationId]) -> Command {
    Command::DeclineRequests { requests: requests.to_vec() }
}

fn status(world: &World, id: InvitationId) -> Option<Status> {
    world.invitation(id).status(world.now)
}

#[test]
fn a_request_holds_no_seat_and_leads_nowhere_until_it_is_approved() {
    let mut world = open();
    world.seats_left(1);
    let seats = world.state.seats;
    let eve = asked(&mut world, "eve");
    assert_eq!((status(&world, eve), world.state.seats), (Some(Status::Requested), seats));
    let not_yet = Refusal::WrongStatus { status: Status::Requested };
    for command in [
        resend(&[eve]),
        revoke(&[eve]),
        Command::CopyLink { invitation: eve },
        Command::ReaddressInvitation { invitation: eve, email: "else@example.com".to_owned() },
    ] {
        assert_eq!(world.refusal(OLGA, &command), not_yet, "{command:?}");
    }
    assert!(world.ask_accept(eve, 77, "eve@example.com").is_err());
    world.act(ADAM, &approve(&[eve], member(), &[DESIGN]));
    let invitation = world.invitation(eve).clone();
    assert_eq!((invitation.status(world.now), world.state.seats.available()), (Some(Status::Invited), Some(0)));
    assert_eq!((invitation.invited_by, invitation.teams), (Some(ADAM), vec![DESIGN]));
    assert_eq!(invitation.expires_at, world.now.plus_days(7));
    assert!(world.ask_accept(eve, 77, "eve@example.com").is_ok());
}

#[test]
fn asking_again_is_asking_once_and_after_thirty_days_it_is_asking_anew() {
    let mut world = open();
    let eve = asked(&mut world, "eve");
    world.pass(29 * DAY_MS);
    assert_eq!(ask(&mut world, "eve"), Ok(vec![]));
    assert_eq!(status(&world, eve), Some(Status::Requested));
    world.pass(DAY_MS);
    assert_eq!(status(&world, eve), None, "nothing has to run for that");
    assert_eq!(world.refusal(OLGA, &approve(&[eve], member(), &[])), Refusal::RequestOver);
    assert_eq!(world.refusal(OLGA, &decline(&[eve])), Refusal::RequestOver);
    let again = asked(&mut world, "eve");
    assert_ne!(again, eve);
    assert_eq!(
        (status(&world, again), world.invitation(eve).state),
        (Some(Status::Requested), InvitationState::Revoked)
    );
    // Inviting is free once it is over, too.
    world.pass(30 * DAY_MS);
    world.invite(ADAM, "eve", member(), &[]);
}

#[test]
fn who_is_here_invited_or_suspended_does_not_ask() {
    let mut world = open();
    assert_eq!(ask(&mut world, "ben"), Err(Refusal::AlreadyUser));
    world.act(OLGA, &suspend(&[BEN]));
    assert_eq!(ask(&mut world, "ben"), Err(Refusal::AlreadyUser), "a suspended one asks whoever suspended them");
    world.edit(MIA, |mia| mia.ends_at = Some(NOW));
    assert_eq!(ask(&mut world, "mia"), Err(Refusal::AlreadyUser), "and so does one past their end");
    world.invite(ADAM, "ida", member(), &[]);
    assert_eq!(ask(&mut world, "ida"), Err(Refusal::AlreadyInvited));
    world.pass(8 * DAY_MS);
    let ida = asked(&mut world, "ida");
    assert_eq!(status(&world, ida), Some(Status::Requested), "an invitation out of date is none");
}

#[test]
fn who_was_removed_may_ask_and_starts_fresh() {
    let mut world = open();
    world.act(OLGA, &remove(&[BEN]));
    world.pass(1);
    let ben = asked(&mut world, "ben");
    assert_eq!(world.state.seats.invitations, 0);
    let mut restored = world.clone();
    restored.act(OLGA, &restore(&[BEN]));
    assert_eq!(status(&restored, ben), None, "whoever is restored needs no answer");
    world.act(ADAM, &approve(&[ben], member(), &[]));
    assert!(world.ask_accept(ben, BEN.0.as_u128(), "ben@example.com").is_ok());
}

#[test]
fn requests_are_for_allowed_domains_and_only_while_they_are_taken() {
    let mut world = open();
    let eve = asked(&mut world, "eve");
    world.state.org.settings.allowed_domains = domains(vec!["example.org"]);
    assert_eq!(ask(&mut world, "fay"), Err(Refusal::DomainNotAllowed));
    assert_eq!(world.refusal(OLGA, &approve(&[eve], member(), &[])), Refusal::DomainNotAllowed);
    world.act(OLGA, &decline(&[eve]));
    world.state.org.settings.take_requests = false;
    assert_eq!(ask(&mut world, "fay"), Err(Refusal::NoRequests));
}

#[test]
fn taking_requests_takes_a_domain() {
    let mut world = World::new();
    let set = |take, list: Option<Vec<&str>>| {
        Command::ChangeOrganization(ChangeOrganization {
            take_requests: take,
            allowed_domains: list.map(domains),
            ..Default::default()
        })
    };
    assert_eq!(world.refusal(OLGA, &set(Some(true), None)), Refusal::RequestsNeedDomain);
    assert!(matches!(world.refusal(TARA, &set(Some(true), None)), Refusal::NotAllowed { .. }));
    world.act(OLGA, &set(Some(true), Some(vec!["example.com"])));
    assert!(world.state.org.settings.takes_requests());
    let emptied = world.act(OLGA, &set(None, Some(vec![])));
    assert!(!world.state.org.settings.take_requests, "it is not on again once there is a domain");
    world.undo(OLGA, &emptied);
    assert!(world.state.org.settings.takes_requests());
}

#[test]
fn whoever_may_invite_anybody_answers_and_gives_no_more_than_they_hold() {
    let mut world = open();
    let eve = asked(&mut world, "eve");
    assert!(matches!(world.refusal(ADAM, &approve(&[eve], owner(), &[])), Refusal::RoleAboveYours { .. }));
    for by in [TARA, BEN] {
        for command in [approve(&[eve], member(), &[DESIGN]), decline(&[eve])] {
            assert_eq!(world.refusal(by, &command), Refusal::NotAllowed { permission: Permission::UsersInvite });
        }
    }
    // A Team owner does not see who asks: their address is taken, and no more.
    assert_eq!(world.refusal(TARA, &inviting(&["eve"], member(), &[DESIGN])), Refusal::AlreadyInvited);
    assert_eq!(world.refusal(ADAM, &inviting(&["eve"], member(), &[])), Refusal::HasAsked);
    let plan =
        world.ask_import(ADAM, &listed(&[("eve@example.com", "", "")]), &importing(), &[]).expect("planned").plan;
    assert_eq!(plan.lines[0].action, PlannedAction::Refuse(Refusal::HasAsked.into()));
    let ida = world.invite(ADAM, "ida", member(), &[]);
    let readdress = Command::ReaddressInvitation { invitation: ida, email: "eve@example.com".to_owned() };
    assert_eq!(world.refusal(ADAM, &readdress), Refusal::HasAsked);
}

#[test]
fn seats_that_run_out_refuse_all_or_have_them_wait() {
    let mut world = open();
    let all = ["a", "b", "c"].map(|who| asked(&mut world, who));
    world.seats_left(2);
    assert_eq!(
        world.refusal(ADAM, &approve(&all, member(), &[])),
        Refusal::NoSeat { needed: 3, available: 2 },
        "and nobody was approved"
    );
    let limit = world.state.seats.limit;
    world.seats(limit, SeatPolicy::Queue);
    let mut line = world.clone();
    let events = line.act(ADAM, &approve(&all, member(), &[]));
    assert_eq!(all.map(|id| status(&line, id)), [Some(Status::Invited), Some(Status::Invited), Some(Status::Waiting)]);
    assert_eq!(line.invitation(all[2]).place, Some(events[2].seq));
    world.seats(limit, SeatPolicy::Open);
    world.act(ADAM, &approve(&all, member(), &[]));
    assert_eq!(world.state.seats.over(), 1);
}

#[test]
fn two_who_answer_at_once_answer_once() {
    let mut world = open();
    let (eve, fay) = (asked(&mut world, "eve"), asked(&mut world, "fay"));
    world.act(ADAM, &approve(&[eve], member(), &[]));
    assert_eq!(
        world.refusal(OLGA, &approve(&[eve], admin(), &[])),
        Refusal::WrongStatus { status: Status::Invited },
        "the first answer counts"
    );
    assert_eq!(world.refusal(OLGA, &decline(&[eve])), Refusal::WrongStatus { status: Status::Invited });
    world.act(ADAM, &decline(&[fay]));
    assert_eq!(world.ask(OLGA, &decline(&[fay])).expect("done already").changes, []);
    assert_eq!(world.refusal(OLGA, &approve(&[fay], member(), &[])), Refusal::RequestOver);
    assert_eq!(world.refusal(OLGA, &reopen(&[fay])), Refusal::RequestOver);
    // Among several, what cannot be is named, and the rest is done.
    let gil = asked(&mut world, "gil");
    let (events, refused) = world.partly(OLGA, &approve(&[gil, fay, gil], member(), &[]));
    assert_eq!((events.len(), refused.len()), (1, 1));
}

#[test]
fn an_answer_taken_back_leaves_the_request_as_it_was_made() {
    let mut world = open();
    let all = ["eve", "fay"].map(|who| asked(&mut world, who));
    world.pass(DAY_MS);
    let before = world.picture();
    let approved = world.act(ADAM, &approve(&all, admin(), &[SALES]));
    assert_ne!(world.picture(), before);
    let returned = world.undo(ADAM, &approved);
    assert_eq!(world.picture(), before);
    assert_eq!(returned[0].change.kind(), "request_returned");
    let declined = world.act(ADAM, &decline(&all));
    world.undo(OLGA, &declined);
    assert_eq!(world.picture(), before);
    // Once they joined, were taken back or asked anew, there is nothing to take back.
    let approved = world.act(ADAM, &approve(&all, member(), &[]));
    let joins = world.ask_accept(all[0], 77, "eve@example.com").expect("joins");
    world.settle(Actor::System, &joins);
    world.act(ADAM, &revoke(&[all[1]]));
    assert_eq!(world.ask_undo(ADAM, &approved), Err(Refusal::NotUndoable));
    let fay = asked(&mut world, "fay");
    let declined = world.act(ADAM, &decline(&[fay]));
    asked(&mut world, "fay");
    assert_eq!(world.ask_undo(ADAM, &declined), Err(Refusal::AlreadyInvited));
}
