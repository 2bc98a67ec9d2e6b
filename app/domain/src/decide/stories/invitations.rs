use super::*;

fn refused_of(world: &World, by: UserId, who: &[&str]) -> Vec<Refusal> {
    let decision = world.ask(by, &inviting(who, member(), &[])).expect("in part");
    decision.refused.into_iter().map(|refused| refused.refusal).collect()
}
pub(super) fn invite_with(edit: impl FnOnce(&mut Invite)) -> Command {
    let Command::Invite(mut invite) = inviting(&["new"], member(), &[]) else { unreachable!() };
    edit(&mut invite);
    Command::Invite(invite)
}

#[test]
fn an_invitation_carries_what_was_chosen_and_holds_a_seat() {
    let mut world = World::new();
    let used = world.state.seats.used();
    let id = world.invite(ADAM, "New", team_owner(), &[SALES, DESIGN, SALES]);
    let invitation = world.invitation(id);
    assert_eq!((invitation.email.as_str(), invitation.role), ("new@example.com", team_owner()));
    assert_eq!((&invitation.teams, invitation.invited_by), (&vec![DESIGN, SALES], Some(ADAM)));
    assert_eq!((invitation.expires_at, invitation.days()), (NOW.plus_days(7), 7));
    assert_eq!(world.state.seats.used(), used + 1);
    let joined = world.ask_accept(id, 77, "new@example.com").expect("theirs");
    world.settle(Actor::System, &joined);
    assert_eq!((world.state.seats.used(), world.state.seats.invitations), (used + 1, 0));
    let user = world.state.users.values().find(|user| user.email.as_str() == "new@example.com").expect("joined");
    assert_eq!((user.role, user.invited_by, user.teams.len()), (team_owner(), Some(ADAM), 2));
    assert!(user.teams.iter().all(|link| !link.owner));
}

#[test]
fn each_address_has_its_own_result() {
    let mut world = World::new();
    let sam = world.hire("sam", member(), &[]);
    let rex = world.hire("rex", member(), &[]);
    world.act(ADAM, &suspend(&[sam]));
    world.act(ADAM, &remove(&[rex]));
    world.invite(ADAM, "open", member(), &[]);
    world.edit(MIA, |mia| mia.ends_at = Some(NOW));
    let until = NOW.plus_days(90);
    assert_eq!(
        refused_of(&world, ADAM, &["ben", "sam", "rex", "open", "mia", "a b", "new", "NEW"]),
        [
            Refusal::AlreadyUser,
            Refusal::IsSuspended,
            Refusal::IsRemoved { until },
            Refusal::AlreadyInvited,
            Refusal::AlreadyUser,
            Refusal::BadAddress { error: EmailError::LocalCharacter(' ') },
            Refusal::DoubleAddress
        ]
    );
    // A Team owner, who sees none of them, learns only that the address is taken.
    let decision = world.ask(TARA, &inviting(&["sam"], member(), &[DESIGN])).expect("answered");
    assert_eq!(decision.refused[0].refusal, Refusal::AlreadyUser);
    // 90 days on, whoever was removed is a stranger.
    world.pass(90 * DAY_MS);
    assert_eq!(refused_of(&world, ADAM, &["rex"]), []);
}

#[test]
fn s_09_the_same_invitation_twice_is_one() {
    let mut world = World::new();
    let command = inviting(&["new", "new"], member(), &[]);
    let (events, refused) = world.partly(ADAM, &command);
    assert_eq!((events.len(), refused.len()), (1, 1));
    let (events, refused) = world.partly(ADAM, &command);
    assert_eq!((events.len(), refused.len(), world.state.invitations.len()), (0, 2, 1));
}

#[test]
fn the_bounds_of_an_invitation() {
    let world = World::new();
    let days = Refusal::OutOfRange { field: Field::Days, least: 1, most: 30 };
    for bad in [0, 31] {
        assert_eq!(world.refusal(ADAM, &invite_with(|invite| invite.days = bad)), days);
    }
    let none = Refusal::Empty { field: Field::Addresses };
    assert_eq!(world.refusal(ADAM, &invite_with(|invite| invite.addresses.clear())), none);
    let many = |n: usize| {
        let one = |i| Addressee { email: format!("u{i}@example.com"), name: None };
        invite_with(|invite| invite.addresses = (0..n).map(one).collect())
    };
    let limit = Refusal::TooMany { field: Field::Addresses, limit: 1_000, got: 1_001 };
    assert_eq!(world.refusal(ADAM, &many(1_001)), limit);
    assert_eq!(world.ask(ADAM, &many(1_000)).map(|d| d.changes.len()), Ok(1_000));
    let unknown = invite_with(|invite| invite.teams.push(TeamId(Uuid::nil())));
    assert_eq!(world.refusal(ADAM, &unknown), Refusal::UnknownTeam);
}

#[test]
fn seats_are_given_to_all_or_nobody() {
    let mut world = World::new();
    world.seats_left(1);
    let full = |needed, available| Refusal::NoSeat { needed, available };
    assert_eq!(world.ask(ADAM, &inviting(&["x", "y"], member(), &[])), Err(full(2, 1)));
    // Who needs no seat is not counted.
    let (events, refused) = world.partly(ADAM, &inviting(&["x", "ben", "not one"], member(), &[]));
    assert_eq!((events.len(), refused.len()), (1, 2));
    assert_eq!(world.ask(ADAM, &inviting(&["ben"], member(), &[])).map(|d| d.refused.len()), Ok(1));
    assert_eq!(world.refusal(ADAM, &inviting(&["y"], member(), &[])), full(1, 0));
}

#[test]
fn s_02_out_of_date_frees_the_seat_and_sending_again_takes_one() {
    let mut world = World::new();
    let ids = [world.invite(ADAM, "x", member(), &[]), world.invite(ADAM, "y", member(), &[])];
    world.pass(7 * DAY_MS - 1);
    assert!(world.ask_accept(ids[0], 77, "x@example.com").is_ok());
    world.seats_left(0);
    assert!(world.ask(ADAM, &resend(&ids)).is_ok());
    world.pass(1);
    assert_eq!(world.ask_accept(ids[0], 77, "x@example.com"), Err(Refusal::InvitationExpired));
    let link = Command::CopyLink { invitation: ids[0] };
    assert_eq!(world.refusal(ADAM, &link), Refusal::WrongStatus { status: Status::Expired });
    assert_eq!(world.state.seats.available(), Some(2));
    world.seats_left(1);
    assert_eq!(world.ask(ADAM, &resend(&ids)), Err(Refusal::NoSeat { needed: 2, available: 1 }));
    world.act(ADAM, &resend(&ids[..1]));
    assert_eq!(world.state.seats.available(), Some(0));
    assert_eq!(world.invitation(ids[0]).expires_at, world.now.plus_days(7));
    // Acceptance holds its seat already.
    world.seats(Some(1), SeatPolicy::Stop);
    assert!(world.ask_accept(ids[0], 77, "x@example.com").is_ok());
}

#[test]
fn an_invitation_out_of_date_makes_way_for_a_new_one() {
    let mut world = World::new();
    let old = world.invite(ADAM, "x", member(), &[]);
    world.pass(8 * DAY_MS);
    let new = world.invite(ADAM, "x", member(), &[]);
    assert_eq!(
        (world.invitation(old).state, world.invitation(new).state),
        (InvitationState::Revoked, InvitationState::Open)
    );
}

#[test]
fn sending_again_waits_a_minute() {
    let mut world = World::new();
    let id = world.invite(ADAM, "x", member(), &[]);
    assert_eq!(world.refusal(ADAM, &resend(&[id])), Refusal::TooSoon { wait_ms: 60_000 });
    world.pass(59_999);
    assert_eq!(world.refusal(ADAM, &resend(&[id])), Refusal::TooSoon { wait_ms: 1 });
    world.pass(1);
    assert_eq!(world.act(ADAM, &resend(&[id, id])).len(), 1);
    assert_eq!(world.act(ADAM, &Command::CopyLink { invitation: id }).len(), 1);
    world.edit(BEN, |ben| ben.email = email("x@example.com"));
    world.pass(60_000);
    assert_eq!(world.refusal(ADAM, &resend(&[id])), Refusal::AlreadyUser);
}

#[test]
fn a_team_owner_invites_members_into_their_teams() {
    let mut world = World::new();
    world.invite(TARA, "x", member(), &[DESIGN]);
    let refusal = |role, teams: &[TeamId]| world.refusal(TARA, &inviting(&["y"], role, teams));
    assert_eq!(refusal(team_owner(), &[DESIGN]), Refusal::MembersOnly);
    assert!(matches!(refusal(admin(), &[DESIGN]), Refusal::RoleAboveYours { .. }));
    assert_eq!(refusal(member(), &[]), Refusal::OwnTeamsOnly);
    assert_eq!(refusal(member(), &[DESIGN, SALES]), Refusal::UnknownTeam);
    // Others' invitations: into her teams only she manages them, into more she sees, into none she does not.
    let mut world = world.clone();
    let both = world.invite(ADAM, "both", member(), &[DESIGN, SALES]);
    let none = world.invite(ADAM, "none", member(), &[SALES]);
    let mighty = world.invite(ADAM, "mighty", admin(), &[DESIGN]);
    let hers = world.invite(ADAM, "hers", member(), &[DESIGN]);
    assert_eq!(world.refusal(TARA, &revoke(&[both])), lacks(Permission::UsersInvite));
    assert_eq!(world.refusal(TARA, &revoke(&[none])), Refusal::NotFound);
    assert!(matches!(world.refusal(TARA, &Command::CopyLink { invitation: mighty }), Refusal::PersonAboveYours { .. }));
    world.act(TARA, &revoke(&[hers]));
}

#[test]
fn s_07_nobody_invites_above_themselves_when_sending() {
    let mut world = World::new();
    let roles: Vec<Role> = world.state.roles.clone();
    let recruiter = world.custom_role("Recruiter", &[Permission::UsersRead, Permission::UsersInvite]);
    let rita = world.hire("rita", recruiter, &[]);
    for (by, mask) in
        [(OLGA, Permissions::ALL), (ADAM, RoleKey::Admin.permissions()), (rita, world.authority(rita).permissions)]
    {
        for role in &roles {
            let missing = role.permissions.bits() & !mask.bits();
            let expected = (missing != 0).then(|| Refusal::RoleAboveYours { missing: Permissions::from_bits(missing) });
            assert_eq!(world.ask(by, &inviting(&["x"], role.id, &[])).err(), expected);
        }
    }
    assert_eq!(world.refusal(rita, &inviting(&["x"], member(), &[SALES])), lacks(Permission::TeamsManage));
    let mighty = world.invite(OLGA, "mighty", owner(), &[]);
    for command in [revoke(&[mighty]), resend(&[mighty]), Command::CopyLink { invitation: mighty }] {
        assert!(matches!(world.refusal(ADAM, &command), Refusal::PersonAboveYours { .. }), "{command:?}");
    }
}

#[test]
fn s_07_nor_when_it_is_accepted() {
    let mut world = World::new();
    let x = world.invite(ADAM, "x", admin(), &[]);
    let hers = world.invite(TARA, "hers", member(), &[DESIGN]);
    let accept = |world: &World| world.ask_accept(x, 77, "x@example.com").map(|d| d.changes.len());
    assert_eq!(accept(&world), Ok(1));
    for edit in [
        (|user| user.role = member()) as fn(&mut User),
        |user| (user.role, user.state) = (admin(), UserState::Suspended),
        |user| user.state = UserState::Removed,
        |user| (user.state, user.ends_at) = (UserState::Active, Some(NOW)),
    ] {
        let mut world = world.clone();
        world.edit(ADAM, edit);
        assert_eq!(accept(&world), Err(Refusal::InviterMayNot));
    }
    let mut demoted = world.clone();
    demoted.act(OLGA, &set_role(&[ADAM], member()));
    assert_eq!(accept(&demoted), Err(Refusal::InviterMayNot));
    demoted.state.users.remove(&ADAM);
    assert_eq!(accept(&demoted), Err(Refusal::InviterMayNot));
    demoted.state.roles.retain(|role| role.id != admin());
    assert_eq!(accept(&demoted), Err(Refusal::UnknownRole));
    world.act(ADAM, &Command::SetTeamOwner { team: DESIGN, user: TARA, owner: false });
    assert_eq!(world.ask_accept(hers, 77, "hers@example.com"), Err(Refusal::InviterMayNot));
}

#[test]
fn s_05_only_the_address_that_it_is_for_accepts_once() {
    let mut world = World::new();
    let id = world.invite(ADAM, "x", member(), &[]);
    assert_eq!(world.ask_accept(id, 77, "y@example.com"), Err(Refusal::InvitationForAnother));
    assert_eq!(world.ask_accept(id, 104, "x@example.com"), Err(Refusal::AlreadyUser));
    assert_eq!(world.ask_accept(InvitationId(Uuid::nil()), 77, "x@example.com"), Err(Refusal::NotFound));
    let joined = world.ask_accept(id, 77, "x@example.com").expect("theirs");
    world.settle(Actor::System, &joined);
    assert_eq!(world.ask_accept(id, 77, "x@example.com"), Err(Refusal::InvitationUsed));
    for command in [resend(&[id]), revoke(&[id]), reopen(&[id])] {
        assert_eq!(world.refusal(ADAM, &command), Refusal::InvitationUsed, "{command:?}");
    }
}

#[test]
fn whoever_was_removed_long_ago_starts_fresh_in_their_old_row() {
    let mut world = World::new();
    world.act(OLGA, &set_role(&[BEN], admin()));
    let early = world.invite(ADAM, "b", member(), &[]);
    world.act(OLGA, &remove(&[BEN]));
    // What was sent before the removal is no way back.
    assert_eq!(world.ask_accept(early, 104, "b@example.com"), Err(Refusal::InvitationRevoked));
    world.pass(90 * DAY_MS);
    let id = world.invite(ADAM, "ben", member(), &[]);
    let joined = world.ask_accept(id, 104, "ben@example.com").expect("theirs");
    world.settle(Actor::System, &joined);
    let ben = world.user(BEN);
    assert_eq!((ben.role, &ben.teams, ben.state, ben.removed_at), (member(), &vec![], UserState::Active, None));
}

#[test]
fn reopening_is_inviting_again() {
    let mut world = World::new();
    let id = world.invite(ADAM, "x", member(), &[DESIGN, SALES]);
    assert_eq!(world.act(ADAM, &reopen(&[id])), []);
    world.act(ADAM, &revoke(&[id]));
    assert_eq!(world.act(ADAM, &revoke(&[id])), []);
    assert_eq!(world.refusal(ADAM, &resend(&[id])), Refusal::InvitationRevoked);
    world.seats_left(0);
    assert_eq!(world.refusal(ADAM, &reopen(&[id])), Refusal::NoSeat { needed: 1, available: 0 });
    world.seats(None, SeatPolicy::Stop);
    let mut taken = world.clone();
    taken.invite(ADAM, "x", member(), &[]);
    assert_eq!(taken.refusal(ADAM, &reopen(&[id])), Refusal::AlreadyInvited);
    let mut joined = world.clone();
    joined.edit(BEN, |ben| ben.email = email("x@example.com"));
    assert_eq!(joined.refusal(ADAM, &reopen(&[id])), Refusal::AlreadyUser);
    // A team deleted meanwhile is not in it, and a sender who is gone is replaced by who reopens it.
    world.act(ADAM, &Command::DeleteTeam { team: SALES });
    world.act(OLGA, &suspend(&[ADAM]));
    world.act(OLGA, &reopen(&[id]));
    assert_eq!((&world.invitation(id).teams, world.invitation(id).invited_by), (&vec![DESIGN], Some(OLGA)));
    assert!(world.ask_accept(id, 77, "x@example.com").is_ok());
}

#[test]
fn a_new_link_of_an_invitation_whose_sender_may_no_longer_is_the_actors() {
    let mut world = World::new();
    let (x, y) = (world.invite(ADAM, "x", admin(), &[DESIGN]), world.invite(OLGA, "y", member(), &[]));
    world.act(OLGA, &set_role(&[ADAM], member()));
    world.pass(60_000);
    let adele = world.hire("adele", admin(), &[]);
    let link = |invitation| Command::CopyLink { invitation };
    for command in [resend(&[x, y]), link(x)] {
        let mut world = world.clone();
        let events = world.act(adele, &command);
        let taken = Change::InvitationTakenOver { invitation: x, before: Some(ADAM), after: Some(adele) };
        assert_eq!(events[0].change, taken, "{command:?}");
        assert_eq!(events.iter().filter(|event| event.change.kind() == "invitation_taken_over").count(), 1, "once");
        assert_eq!((world.invitation(x).invited_by, world.invitation(y).invited_by), (Some(adele), Some(OLGA)));
        assert!(world.ask_accept(x, 77, "x@example.com").is_ok(), "{command:?}");
        // Who answers for it is not taken back: its sender still may not.
        match world.ask_undo(OLGA, &events) {
            Err(refusal) => assert_eq!((refusal, command), (Refusal::NotUndoable, link(x))),
            Ok(decision) => {
                assert!(decision.changes.iter().all(|change| change.kind() == "invitation_resend_taken_back"));
            }
        }
        assert_eq!(world.invitation(x).invited_by, Some(adele));
        assert_eq!(world.act(adele, &link(x)).len(), 1, "the next link is hers");
    }
    // The operator answers for it as for one of their own.
    let operator = world.ask_as(&Authority::operator(), &link(x)).expect("theirs");
    let taken = Change::InvitationTakenOver { invitation: x, before: Some(ADAM), after: None };
    assert_eq!(operator.changes, [taken, Change::InvitationLinkCopied { invitation: x }]);
    // A sender who is gone from the organization's list, or past their end, may no longer either.
    world.edit(ADAM, |adam| (adam.role, adam.ends_at) = (admin(), Some(NOW)));
    assert_eq!(world.ask(adele, &link(x)).map(|decision| decision.changes.len()), Ok(2));
}

#[test]
fn whoever_may_not_give_it_themselves_takes_nothing_over() {
    let mut world = World::new();
    let recruiter = world.custom_role("Recruiter", &[Permission::UsersRead, Permission::UsersInvite]);
    let rita = world.hire("rita", recruiter, &[]);
    let id = world.invite(ADAM, "x", member(), &[SALES]);
    world.pass(60_000);
    let link = Command::CopyLink { invitation: id };
    assert_eq!(world.ask(rita, &link).map(|decision| decision.changes.len()), Ok(1), "while Adam may");
    world.act(OLGA, &set_role(&[ADAM], member()));
    for command in [resend(&[id]), link] {
        assert_eq!(world.refusal(rita, &command), lacks(Permission::TeamsManage), "{command:?}");
    }
    world.state.roles.retain(|role| role.id != member());
    assert_eq!(world.refusal(OLGA, &resend(&[id])), Refusal::UnknownRole);
}

#[test]
fn a_mistyped_address_is_mended_in_one_step() {
    let mut world = World::new();
    world.seats_left(1);
    let id = world.invite(ADAM, "anna", member(), &[DESIGN]);
    let (before, seats) = (world.invitation(id).clone(), world.state.seats);
    let events = world.act(ADAM, &readdress(id, " Ana@Example.com "));
    assert_eq!(events.len(), 1, "one event");
    let after = Invitation { email: email("ana@example.com"), seq: world.invitation(id).seq, ..before };
    assert_eq!(
        (world.invitation(id), world.state.seats),
        (&after, seats),
        "nothing else changes, and no seat is asked for"
    );
    assert!(world.act(ADAM, &readdress(id, "ana@example.com")).is_empty(), "the same is nothing");
    world.undo(ADAM, &events);
    assert_eq!(world.invitation(id).email, email("anna@example.com"));
}

#[test]
fn an_address_is_mended_as_somebody_is_invited() {
    let mut world = World::new();
    let id = world.invite(ADAM, "x", member(), &[DESIGN]);
    let (other, outside) = (world.invite(ADAM, "y", member(), &[]), world.invite(ADAM, "z", admin(), &[DESIGN]));
    let refusal = |by, id, email: &str| world.refusal(by, &readdress(id, email));
    assert!(matches!(refusal(ADAM, id, "nothing"), Refusal::BadAddress { .. }));
    assert_eq!(refusal(ADAM, id, "ben@example.com"), Refusal::AlreadyUser);
    assert_eq!(refusal(ADAM, id, "y@example.com"), Refusal::AlreadyInvited);
    assert_eq!(refusal(TARA, other, "new@example.com"), Refusal::NotFound);
    assert!(matches!(refusal(TARA, outside, "new@example.com"), Refusal::PersonAboveYours { .. }));
    assert_eq!(refusal(MIA, id, "new@example.com"), Refusal::NotFound);
    // Somebody else mended it since: theirs is not overwritten unseen.
    let mut clash = world.clone();
    clash.seen = Some(0);
    assert!(matches!(clash.refusal(ADAM, &readdress(id, "new@example.com")), Refusal::Clash { .. }));
    // Whoever sent it no longer may: the actor answers for it.
    world.edit(ADAM, |adam| adam.role = member());
    world.act(OLGA, &readdress(outside, "new@example.com"));
    assert_eq!(world.invitation(outside).invited_by, Some(OLGA));
    world.pass(8 * DAY_MS);
    let expired = world.refusal(OLGA, &readdress(id, "late@example.com"));
    assert_eq!(expired, Refusal::WrongStatus { status: Status::Expired });
}
