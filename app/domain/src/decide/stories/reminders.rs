//! Whom of the invited to remind, and when.

use super::*;

/// Reminds whom it is time to. Gives how many reminders each has had by then.
fn remind(world: &mut World) -> Vec<u32> {
    let changes = decide_reminders(world.state.clone(), world.now);
    let decision = Decision { changes, refused: Vec::new() };
    let reminded = |event: Event| match event.change {
        Change::InvitationReminded { reminded, .. } => reminded,
        other => panic!("{other:?}"),
    };
    world.settle(Actor::System, &decision).into_iter().map(reminded).collect()
}

/// Adam invites one for so many days; the mail went out.
fn invited(world: &mut World, days: u32) -> InvitationId {
    let Command::Invite(mut invite) = inviting(&["new"], member(), &[]) else { unreachable!() };
    invite.days = days;
    let events = world.act(ADAM, &Command::Invite(invite));
    let Change::InvitationSent { invitation, .. } = &events[0].change else { unreachable!() };
    world.state.invitations.get_mut(&invitation.id).expect("sent").delivery = Delivery::Sent;
    invitation.id
}

#[test]
fn days_two_and_five_after_it_was_sent_each_once() {
    let mut world = World::new();
    invited(&mut world, 7);
    for (wait, due) in [
        (2 * DAY_MS - 1, vec![]),
        (1, vec![1]),
        (0, vec![]),
        (3 * DAY_MS - 1, vec![]),
        (1, vec![2]),
        (DAY_MS, vec![]),
        (DAY_MS, vec![]),
        (30 * DAY_MS, vec![]),
    ] {
        world.pass(wait);
        assert_eq!(remind(&mut world), due, "{}", world.now.to_rfc3339());
    }
}

#[test]
fn missed_ones_are_made_up_for_once_and_none_comes_after_the_date() {
    let mut world = World::new();
    invited(&mut world, 7);
    let mut late = world.clone();
    world.pass(4 * DAY_MS);
    assert_eq!(remind(&mut world), [1]);
    late.pass(6 * DAY_MS);
    assert_eq!((remind(&mut late), remind(&mut late)), (vec![2], vec![]), "two that were missed are one");
    for (days, wait, due) in [(2, 2, vec![]), (3, 2, vec![1]), (5, 5, vec![]), (6, 5, vec![2]), (7, 7, vec![])] {
        let mut short = World::new();
        invited(&mut short, days);
        short.pass(wait * DAY_MS);
        assert_eq!(remind(&mut short), due, "{days} days, after {wait}");
    }
}

#[test]
fn sending_it_again_begins_anew() {
    let mut world = World::new();
    let id = invited(&mut world, 7);
    world.pass(5 * DAY_MS);
    assert_eq!(remind(&mut world), [2]);
    world.act(ADAM, &resend(&[id]));
    world.pass(2 * DAY_MS - 1);
    assert!(remind(&mut world).is_empty());
    world.pass(1);
    assert_eq!(remind(&mut world), [1]);
}

#[test]
fn whoever_could_not_accept_is_not_reminded() {
    let mut world = World::new();
    let id = invited(&mut world, 7);
    world.pass(2 * DAY_MS);
    let quiet = |change: &dyn Fn(&mut World)| {
        let mut world = world.clone();
        change(&mut world);
        assert!(remind(&mut world).is_empty());
    };
    quiet(&|world| world.state.org.settings.remind_invited = false);
    quiet(&|world| drop(world.act(ADAM, &revoke(&[id]))));
    quiet(&|world| drop(world.act(ADAM, &allow_only(&["example.org"]))));
    quiet(&|world| drop(world.act(OLGA, &set_role(&[ADAM], member()))));
    quiet(&|world| world.edit(ADAM, |adam| adam.ends_at = Some(NOW)));
    quiet(&|world| {
        world.hire("new", member(), &[]);
    });
    let joined = world.ask_accept(id, 77, "new@example.com").expect("theirs");
    quiet(&|world| drop(world.settle(Actor::System, &joined)));
    for unreached in [Delivery::None, Delivery::Refused] {
        quiet(&|world| world.state.invitations.get_mut(&id).expect("sent").delivery = unreached);
    }
    // Whoever looked at it and went on, is.
    world.state.invitations.get_mut(&id).expect("sent").delivery = Delivery::Opened;
    assert_eq!(remind(&mut world), [1]);
}

#[test]
fn reminding_is_an_admin_s_to_switch_off() {
    let mut world = World::new();
    let set =
        |remind| Command::ChangeOrganization(ChangeOrganization { remind_invited: Some(remind), ..Default::default() });
    assert_eq!(world.refusal(TARA, &set(false)), lacks(Permission::SettingsManage));
    let seen = world.state.org.seq;
    let events = world.act(ADAM, &set(false));
    assert!(!world.state.org.settings.remind_invited);
    world.seen = Some(seen);
    assert_eq!(world.refusal(OLGA, &set(true)), Refusal::Clash { seq: seen + 1, role: None });
    world.undo(ADAM, &events);
    assert!(world.state.org.settings.remind_invited);
}
