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
    // Olga may all of it; so may Adam, who does it, himself. Undo gives them back with all else.
    for command in [remove_in_favour_of, suspend_in_favour_of] {
        for heir in [OLGA, ADAM] {
            let mut world = world.clone();
            let before = world.picture();
            let events = world.act(ADAM, &command(&[eve], heir));
            assert_eq!(all.map(|id| standing(&world, id)), [(InvitationState::Open, Some(heir)); 3]);
            world.undo(ADAM, &events);
            assert_eq!(world.picture(), before);
        }
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

#[test]
fn undo_leaves_with_the_heir_what_whoever_is_back_may_not_give_any_more() {
    let mut world = World::new();
    let eve = world.hire("eve", admin(), &[]);
    let (plain, above) = (world.invite(eve, "a", member(), &[]), world.invite(eve, "b", admin(), &[]));
    let events = world.act(OLGA, &suspend_in_favour_of(&[eve], ADAM));
    world.act(OLGA, &set_role(&[eve], member()));
    world.undo(OLGA, &events);
    assert_eq!(world.user(eve).state, UserState::Active);
    assert_eq!([plain, above].map(|id| standing(&world, id)), [(InvitationState::Open, Some(ADAM)); 2]);
    // Nor what somebody else answers for since.
    let events = world.act(OLGA, &remove_in_favour_of(&[eve], ADAM));
    assert_eq!(events.len(), 1, "nothing of hers is open");
}

#[test]
fn a_suspended_owners_team_has_an_owner_meanwhile_and_undo_takes_it_back() {
    let mut world = World::new();
    let tom = world.hire("tom", team_owner(), &[(DESIGN, false)]);
    let command = |successor| Command::Suspend {
        users: vec![TARA],
        reason: None,
        successors: vec![(DESIGN, successor)],
        heir: None,
    };
    let before = world.picture();
    let owns = |world: &World, id| world.user(id).teams.contains(&TeamLink { team: DESIGN, owner: true });
    let events = world.act(ADAM, &command(tom));
    assert!(owns(&world, tom) && owns(&world, TARA), "hers waits for her");
    world.undo(ADAM, &events);
    assert_eq!(world.picture(), before);
    // A Member owns none; whoever is suspended is all the same.
    let (events, refused) = world.partly(ADAM, &command(BEN));
    assert_eq!((events.len(), refused.len()), (1, 1));
    assert_eq!(refused[0].refusal, Refusal::RoleCannotOwnTeams);
}

/// Ways to lose what it takes to have invited a Member into Design.
fn ways_to_be_demoted(world: &mut World, who: UserId, role: RoleId) -> Vec<(&'static str, Command)> {
    let plain = world.custom_role("Plain", &[]);
    vec![
        ("another role", set_role(&[who], member())),
        ("another role for a while", lend(&[who], plain, NOW.plus_days(2))),
        ("a role that allows less", allow_role(role, &[Permission::UsersRead])),
        ("a role that is deleted", delete_role(role, Some(member()))),
        ("an end that is past", set_end_date(&[who], Some(NOW.plus_ms(1)))),
    ]
}

#[test]
fn s_07_what_a_demoted_inviter_could_no_longer_give_leads_nowhere_until_somebody_may() {
    let mut start = World::new();
    let allowed = [Permission::UsersRead, Permission::UsersInvite, Permission::TeamsManage];
    let recruiter = start.custom_role("Recruiter", &allowed);
    let rob = start.hire("rob", recruiter, &[]);
    let open = start.invite(rob, "new", member(), &[DESIGN]);
    for (way, command) in ways_to_be_demoted(&mut start, rob, recruiter) {
        let mut world = start.clone();
        let events = world.act(OLGA, &command);
        world.pass(1);
        assert_eq!(world.ask_accept(open, 77, "new@example.com"), Err(Refusal::InviterMayNot), "{way}");
        assert_eq!(world.state.seats.invitations, 1, "{way}: nobody took it back");
        assert_eq!(standing(&world, open), (InvitationState::Open, Some(rob)), "{way}");
        // An edit does not bring it to life; a new link is its maker's.
        let edit = PersonEdit::Teams { add: vec![SALES], remove: Vec::new() };
        let mut edited = world.clone();
        edited.act(ADAM, &Command::EditPeople { people: vec![open.into()], edit });
        assert_eq!(edited.ask_accept(open, 77, "new@example.com"), Err(Refusal::InviterMayNot), "{way}");
        edited.act(ADAM, &Command::CopyLink { invitation: open });
        assert_eq!(standing(&edited, open).1, Some(ADAM), "{way}");
        assert!(edited.ask_accept(open, 77, "new@example.com").is_ok(), "{way}");
        // Whoever may again brings it back as it was.
        world.undo(OLGA, &events);
        assert!(world.ask_accept(open, 77, "new@example.com").is_ok(), "{way}");
    }
}

#[test]
fn s_07_a_temporary_role_that_is_over_takes_its_invitations_with_it_at_its_minute() {
    let mut world = World::new();
    world.act(OLGA, &lend(&[BEN], admin(), NOW.plus_days(1)));
    let open = world.invite(BEN, "new", member(), &[]);
    world.pass(DAY_MS - 1);
    assert!(world.ask_accept(open, 77, "new@example.com").is_ok());
    world.pass(1);
    assert_eq!(world.ask_accept(open, 77, "new@example.com"), Err(Refusal::InviterMayNot));
}

#[test]
fn nobody_is_reminded_of_what_leads_nowhere() {
    let mut world = World::new();
    let open = world.invite(ADAM, "new", member(), &[]);
    world.state.invitations.get_mut(&open).expect("known").delivery = Delivery::Sent;
    world.pass(2 * DAY_MS);
    assert_eq!(decide_reminders(world.state.clone(), world.now).len(), 1);
    world.act(OLGA, &set_role(&[ADAM], member()));
    assert_eq!(decide_reminders(world.state.clone(), world.now), []);
}

#[test]
fn a_team_owners_invitation_goes_with_their_team() {
    let mut world = World::new();
    let open = world.invite(TARA, "new", member(), &[DESIGN]);
    let events = world.act(ADAM, &Command::SetTeamOwner { team: DESIGN, user: TARA, owner: false });
    assert_eq!(world.ask_accept(open, 77, "new@example.com"), Err(Refusal::InviterMayNot));
    world.undo(ADAM, &events);
    assert!(world.ask_accept(open, 77, "new@example.com").is_ok());
}
