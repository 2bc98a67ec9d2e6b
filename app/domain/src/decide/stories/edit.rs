//! Open invitations edited as users are: their role, their teams, one by one and among many.

use super::*;

fn edit(people: &[PersonId], edit: PersonEdit) -> Command {
    Command::EditPeople { people: people.to_vec(), edit }
}
fn role_of(people: &[PersonId], role: RoleId) -> Command {
    edit(people, PersonEdit::Role(role))
}
fn teams_of(people: &[PersonId], add: &[TeamId], remove: &[TeamId]) -> Command {
    edit(people, PersonEdit::Teams { add: add.to_vec(), remove: remove.to_vec() })
}

#[test]
fn an_open_invitation_gets_another_role_and_other_teams_and_undo_takes_them_back() {
    let mut world = World::new();
    let id = world.invite(ADAM, "new", member(), &[DESIGN]);
    let before = world.invitation(id).clone();
    let role = world.act(ADAM, &role_of(&[id.into()], team_owner()));
    let teams = world.act(ADAM, &teams_of(&[id.into()], &[SALES, DESIGN], &[]));
    assert_eq!((world.invitation(id).role, &world.invitation(id).teams), (team_owner(), &vec![DESIGN, SALES]));
    world.undo(ADAM, &teams);
    world.undo(ADAM, &role);
    let after = Invitation { seq: before.seq, ..world.invitation(id).clone() };
    assert_eq!(after, before);
    // What is so already is done.
    assert_eq!(world.act(ADAM, &role_of(&[id.into()], member())), []);
    assert_eq!(world.act(ADAM, &teams_of(&[id.into()], &[DESIGN], &[SALES])), []);
}

#[test]
fn one_that_waits_or_is_out_of_date_is_edited_too_and_one_that_is_over_is_not() {
    let mut world = World::new();
    let id = world.invite(ADAM, "new", member(), &[]);
    world.pass(8 * DAY_MS);
    world.act(ADAM, &role_of(&[id.into()], team_owner()));
    world.seats_left(0);
    world.seats(world.state.seats.limit, SeatPolicy::Queue);
    let events = world.act(ADAM, &inviting(&["later"], member(), &[]));
    let Change::InvitationQueued { invitation, .. } = &events[0].change else { panic!("{events:?}") };
    world.act(ADAM, &teams_of(&[invitation.id.into()], &[SALES], &[]));
    world.act(ADAM, &revoke(&[id]));
    assert_eq!(world.refusal(ADAM, &role_of(&[id.into()], member())), Refusal::InvitationRevoked);
}

#[test]
fn nobody_invites_with_more_than_they_hold() {
    let mut world = World::new();
    let id = world.invite(ADAM, "new", member(), &[]);
    let above = world.refusal(ADAM, &role_of(&[id.into()], owner()));
    assert!(matches!(above, Refusal::RoleAboveYours { .. }), "{above:?}");
    let higher = world.invite(OLGA, "higher", owner(), &[]);
    for command in [role_of(&[higher.into()], member()), teams_of(&[higher.into()], &[SALES], &[])] {
        let refusal = world.refusal(ADAM, &command);
        assert!(matches!(refusal, Refusal::PersonAboveYours { .. }), "{refusal:?}");
    }
    assert_eq!(world.refusal(BEN, &role_of(&[id.into()], team_owner())), Refusal::NotFound);
    assert_eq!(world.refusal(BEN, &teams_of(&[id.into()], &[SALES], &[])), Refusal::UnknownTeam);
}

#[test]
fn a_team_owner_changes_no_roles_and_keeps_an_invitation_within_their_teams() {
    let mut world = World::new();
    world.edit(TARA, |tara| tara.teams.push(TeamLink { team: SALES, owner: true }));
    let id = world.invite(TARA, "new", member(), &[DESIGN]);
    let role = world.refusal(TARA, &role_of(&[id.into()], team_owner()));
    assert_eq!(role, Refusal::NotAllowed { permission: Permission::UsersInvite });
    assert_eq!(world.refusal(TARA, &teams_of(&[id.into()], &[], &[DESIGN])), Refusal::OwnTeamsOnly);
    assert_eq!(world.refusal(TARA, &teams_of(&[id.into()], &[SUPPORT], &[])), Refusal::UnknownTeam);
    world.act(TARA, &teams_of(&[id.into()], &[SALES], &[DESIGN]));
    assert_eq!(world.invitation(id).teams, [SALES]);
    // Into a team of somebody else's too, it is not hers alone any more.
    world.act(ADAM, &teams_of(&[id.into()], &[SUPPORT], &[]));
    let foreign = world.refusal(TARA, &teams_of(&[id.into()], &[DESIGN], &[]));
    assert_eq!(foreign, Refusal::NotAllowed { permission: Permission::UsersInvite });
}

#[test]
fn whoever_makes_it_more_than_its_sender_may_give_answers_for_it() {
    let mut world = World::new();
    let id = world.invite(TARA, "new", member(), &[DESIGN]);
    let events = world.act(ADAM, &role_of(&[id.into()], admin()));
    assert_eq!(
        events.iter().map(|event| event.change.kind()).collect::<Vec<_>>(),
        ["invitation_role_set", "invitation_taken_over"]
    );
    assert_eq!(world.invitation(id).invited_by, Some(ADAM));
    assert!(world.ask_accept(id, 77, "new@example.com").is_ok());
    // Within what they may give it stays theirs.
    let other = world.invite(TARA, "other", member(), &[DESIGN]);
    world.edit(TARA, |tara| tara.teams.push(TeamLink { team: SALES, owner: true }));
    world.act(ADAM, &teams_of(&[other.into()], &[SALES], &[]));
    assert_eq!(world.invitation(other).invited_by, Some(TARA));
}

#[test]
fn two_who_set_its_role_clash_and_two_who_change_its_teams_do_not() {
    let mut world = World::new();
    let id = world.invite(ADAM, "new", member(), &[]);
    let seen = world.state.org.seq;
    world.act(OLGA, &role_of(&[id.into()], admin()));
    let seq = world.state.org.seq;
    world.seen = Some(seen);
    let clash = world.refusal(ADAM, &role_of(&[id.into()], team_owner()));
    assert_eq!(clash, Refusal::Clash { seq, role: Some(admin()) });
    world.act(ADAM, &teams_of(&[id.into()], &[SALES], &[]));
    world.act(ADAM, &teams_of(&[id.into()], &[DESIGN], &[]));
    assert_eq!(world.invitation(id).teams, [SALES, DESIGN]);
    // Whoever saw the role, and not the teams, may set it.
    world.seen = Some(seq);
    world.act(ADAM, &role_of(&[id.into()], team_owner()));
}

#[test]
fn among_many_each_is_refused_on_its_own_and_one_undo_takes_all_back() {
    let mut world = World::new();
    let (id, higher) = (world.invite(ADAM, "new", member(), &[]), world.invite(OLGA, "higher", owner(), &[]));
    let everybody: Vec<PersonId> = vec![BEN.into(), id.into(), higher.into(), MIA.into(), ADAM.into(), id.into()];
    let (events, refused) = world.partly(ADAM, &role_of(&everybody, team_owner()));
    assert_eq!((events.len(), refused.len()), (3, 2));
    assert!(matches!(refused[0].refusal, Refusal::PersonAboveYours { .. }), "{refused:?}");
    assert_eq!(refused[1].refusal, Refusal::OwnRow);
    let (more, refused) = world.partly(ADAM, &teams_of(&everybody, &[SALES], &[SUPPORT]));
    assert_eq!((more.len(), refused.len()), (4, 1), "one's own teams are one's own, for who manages all");
    world.undo(ADAM, &more);
    world.undo(ADAM, &events);
    assert_eq!((world.user(BEN).role, world.user(MIA).role, world.invitation(id).role), (member(), member(), member()));
    assert_eq!(world.invitation(id).teams, []);
}

#[test]
fn a_lone_one_in_too_many_teams_is_refused_with_the_limit() {
    let mut world = World::new();
    let id = world.invite(ADAM, "new", member(), &[]);
    let teams: Vec<TeamId> = (0..=TEAMS_PER_USER_MAX).map(|_| TeamId(world.id())).collect();
    let named = |&id: &TeamId| Team { id, name: name(&id.0.to_string()), slug: id.0.to_string() };
    world.state.teams.extend(teams.iter().map(named));
    let refusal = world.refusal(ADAM, &teams_of(&[id.into()], &teams, &[]));
    assert!(matches!(refusal, Refusal::TooMany { field: Field::Teams, .. }), "{refusal:?}");
}
