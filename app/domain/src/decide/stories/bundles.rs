//! Bundles: what people are usually invited with, and who drifted from it.

use super::*;

/// Support's contractors: Members of Support for 90 days.
fn contractor() -> BundleShape {
    BundleShape {
        name: name("Contractor"),
        role: member(),
        teams: vec![SUPPORT],
        access_days: Some(90),
        note: Some(Note::parse("Welcome aboard").expect("a note")),
    }
}

fn create(shape: BundleShape) -> Command {
    Command::CreateBundle { shape }
}

fn follow(users: &[UserId]) -> Command {
    Command::FollowBundle { users: users.to_vec() }
}

impl World {
    fn bundle(&mut self, shape: BundleShape) -> Bundle {
        let events = self.act(OLGA, &create(shape));
        match &events[0].change {
            Change::BundleCreated { bundle } => bundle.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn change(&self, bundle: &Bundle, edit: impl FnOnce(&mut BundleShape)) -> Command {
        let mut shape = self.state.bundle(bundle.id).expect("known").shape.clone();
        edit(&mut shape);
        Command::ChangeBundle { bundle: bundle.id, shape }
    }

    /// Somebody invited with a bundle, unchanged, joins.
    fn joins_by(&mut self, bundle: &Bundle, account: u128) -> UserId {
        let Command::Invite(invite) = inviting(&["new"], bundle.shape.role, &bundle.shape.teams) else { panic!() };
        let command =
            Command::Invite(Invite { access_days: bundle.shape.access_days, bundle: Some(bundle.id), ..invite });
        let events = self.act(OLGA, &command);
        let Change::InvitationSent { invitation, .. } = &events[0].change else { panic!("{events:?}") };
        let decision = self.ask_accept(invitation.id, account, "new@example.com").expect("accepted");
        let Change::UserJoined { user, .. } = &decision.changes[0] else { panic!("{decision:?}") };
        let id = user.id;
        self.settle(Actor::User(id), &decision);
        id
    }

    fn drift(&self, user: UserId) -> Option<Drift> {
        let user = self.user(user);
        self.state.bundle(user.bundle.expect("came by one")).expect("there").drift(user, self.now)
    }
}

#[test]
fn a_bundle_takes_what_inviting_everybody_with_it_takes() {
    let world = World::new();
    for by in [TARA, BEN] {
        assert_eq!(world.refusal(by, &create(contractor())), lacks(Permission::UsersInvite));
    }
    let owners = BundleShape { role: owner(), ..contractor() };
    assert!(matches!(world.refusal(ADAM, &create(owners.clone())), Refusal::RoleAboveYours { .. }));
    let mut world = world;
    let bundle = world.bundle(owners);
    for command in [world.change(&bundle, |shape| shape.role = member()), Command::DeleteBundle { bundle: bundle.id }] {
        assert!(matches!(world.refusal(ADAM, &command), Refusal::RoleAboveYours { .. }), "nor touches one");
    }
    assert_eq!(world.refusal(TARA, &Command::DeleteBundle { bundle: bundle.id }), lacks(Permission::UsersInvite));
    let recruiter = world.custom_role("Recruiter", &[Permission::UsersRead, Permission::UsersInvite]);
    let rita = world.hire("rita", recruiter, &[]);
    assert_eq!(world.refusal(rita, &create(contractor())), lacks(Permission::TeamsManage));
    world.act(rita, &create(BundleShape { name: name("Guest"), teams: Vec::new(), ..contractor() }));
}

#[test]
fn a_bundle_has_limits_and_a_name_of_its_own() {
    let mut world = World::new();
    let bundle = world.bundle(BundleShape { teams: vec![SUPPORT, SUPPORT, DESIGN], ..contractor() });
    assert_eq!(bundle.shape.teams, [DESIGN, SUPPORT], "each once");
    let shouted = BundleShape { name: name("CONTRACTOR"), ..contractor() };
    assert_eq!(world.refusal(OLGA, &create(shouted)), Refusal::BundleNameTaken);
    world.act(OLGA, &world.change(&bundle, |shape| shape.name = name("contractor")));
    for days in [0, ACCESS_DAYS_MAX + 1] {
        let shape = BundleShape { name: name("Days"), access_days: Some(days), ..contractor() };
        let bounds = Refusal::OutOfRange { field: Field::AccessDays, least: 1, most: ACCESS_DAYS_MAX };
        assert_eq!(world.refusal(OLGA, &create(shape)), bounds);
        let Command::Invite(invite) = inviting(&["new"], member(), &[]) else { panic!() };
        let command = Command::Invite(Invite { access_days: Some(days), ..invite });
        assert_eq!(world.refusal(OLGA, &command), bounds, "an invitation's are the same");
    }
    let nowhere = BundleShape { name: name("Nowhere"), teams: vec![TeamId(Uuid::nil())], ..contractor() };
    assert_eq!(world.refusal(OLGA, &create(nowhere)), Refusal::UnknownTeam);
    for number in 1..BUNDLES_MAX {
        world.bundle(BundleShape { name: name(&format!("Bundle {number}")), ..contractor() });
    }
    let one_more = create(BundleShape { name: name("One more"), ..contractor() });
    assert_eq!(world.refusal(OLGA, &one_more), Refusal::TooMany { field: Field::Bundles, limit: 100, got: 101 });
}

#[test]
fn whoever_did_not_see_a_bundle_change_clashes() {
    let mut world = World::new();
    let bundle = world.bundle(contractor());
    world.seen = Some(world.state.org.seq);
    let (later, delete) =
        (world.change(&bundle, |shape| shape.access_days = None), Command::DeleteBundle { bundle: bundle.id });
    let first = world.change(&bundle, |shape| shape.role = team_owner());
    let events = world.act(ADAM, &first);
    for command in [&later, &delete] {
        assert_eq!(world.refusal(OLGA, command), Refusal::Clash { seq: events[0].seq, role: None });
    }
    world.seen = Some(events[0].seq);
    world.act(OLGA, &delete);
    assert_eq!(world.refusal(ADAM, &later), Refusal::UnknownBundle);
}

#[test]
fn what_is_done_to_a_bundle_is_undone() {
    let mut world = World::new();
    let before = world.picture();
    let made = world.act(OLGA, &create(contractor()));
    let with = world.picture();
    let bundle = world.state.bundles[0].clone();
    let changed = world.act(OLGA, &world.change(&bundle, |shape| shape.role = admin()));
    assert_eq!(world.ask_undo(OLGA, &made), Err(Refusal::NotUndoable), "it is another now");
    world.undo(OLGA, &changed);
    assert!(world.picture() == with);
    let deleted = world.act(OLGA, &Command::DeleteBundle { bundle: bundle.id });
    world.undo(OLGA, &deleted);
    assert!(world.picture() == with);
    world.undo(OLGA, &made);
    assert!(world.picture() == before);
}

#[test]
fn access_ends_so_many_days_after_joining_by_whichever_way() {
    let mut world = World::new();
    let bundle = world.bundle(contractor());
    world.pass(2 * DAY_MS);
    let new = world.joins_by(&bundle, 900);
    let user = world.user(new);
    assert_eq!((user.ends_at, user.bundle), (Some(world.now.plus_days(90)), Some(bundle.id)));
    assert_eq!((world.drift(new), world.ask(OLGA, &follow(&[new])).expect("nothing to do").changes), (None, vec![]));
    // Somebody removed who starts fresh follows their new invitation.
    world.act(OLGA, &remove(&[new]));
    world.pass(91 * DAY_MS);
    let again = world.joins_by(&Bundle { shape: BundleShape { access_days: None, ..contractor() }, ..bundle }, 900);
    assert_eq!((again, world.user(new).ends_at), (new, None));
    assert_eq!(world.state.owners, 1, "the Owner stays");
}

#[test]
fn a_team_owner_uses_no_bundle_that_gives_more_than_they_may() {
    let mut world = World::new();
    let (support, design) = (world.bundle(contractor()), BundleShape { teams: vec![DESIGN], ..contractor() });
    let design = world.bundle(BundleShape { name: name("Designer"), ..design });
    let invite = |bundle: &Bundle| {
        let Command::Invite(invite) = inviting(&["new"], member(), &[DESIGN]) else { panic!() };
        Command::Invite(Invite { bundle: Some(bundle.id), ..invite })
    };
    assert_eq!(world.refusal(TARA, &invite(&support)), Refusal::UnknownBundle, "which they do not see");
    world.act(TARA, &invite(&design));
    world.act(OLGA, &Command::DeleteBundle { bundle: design.id });
    let Command::Invite(other) = inviting(&["other"], member(), &[]) else { panic!() };
    let gone = Command::Invite(Invite { bundle: Some(design.id), ..other });
    assert_eq!(world.refusal(OLGA, &gone), Refusal::UnknownBundle);
}

#[test]
fn who_drifted_is_told_and_brought_back_with_one_undo() {
    let mut world = World::new();
    let bundle = world.bundle(contractor());
    let new = world.joins_by(&bundle, 900);
    let joined_at = world.now;
    world.act(OLGA, &set_role(&[new], admin()));
    world.act(OLGA, &change_teams(&[new], &[DESIGN], &[SUPPORT]));
    world.act(OLGA, &set_end_date(&[new], Some(joined_at.plus_days(90).plus_ms(1))));
    let drift = Drift { role: Some(admin()), missing: vec![SUPPORT], extra: vec![DESIGN], ends: None };
    assert_eq!(world.drift(new), Some(drift), "the same day counts as the same end");
    world.act(OLGA, &set_end_date(&[new], None));
    let ends = EndDrift { ends_at: None, by_bundle: Some(joined_at.plus_days(90)) };
    assert_eq!(world.drift(new).and_then(|drift| drift.ends), Some(ends));
    let before = world.picture();
    assert!(matches!(
        world.refusal(TARA, &follow(&[new])),
        Refusal::PersonAboveYours { .. } | Refusal::NotAllowed { .. }
    ));
    let events = world.act(ADAM, &follow(&[new]));
    assert_eq!((world.drift(new), events.len()), (None, 3));
    world.undo(ADAM, &events);
    assert!(world.picture() == before);
    world.pass(91 * DAY_MS);
    assert_eq!(world.refusal(OLGA, &follow(&[new])), Refusal::DatePast { field: Field::EndDate });
    assert!(world.user(new).ends_at.is_none(), "nobody is ended by it");
    world.act(OLGA, &Command::DeleteBundle { bundle: bundle.id });
    assert_eq!(world.refusal(OLGA, &follow(&[new])), Refusal::UnknownBundle, "nobody came by it any more");
}

#[test]
fn who_may_do_only_part_of_it_brings_nobody_back() {
    let mut world = World::new();
    let bundle = world.bundle(contractor());
    let new = world.joins_by(&bundle, 900);
    world.act(OLGA, &set_role(&[new], team_owner()));
    world.act(OLGA, &change_teams(&[new], &[], &[SUPPORT]));
    let setter =
        world.custom_role("Setter", &[Permission::UsersRead, Permission::UsersSetRole, Permission::TeamsManageOwn]);
    let sam = world.hire("sam", setter, &[]);
    let before = world.picture();
    assert_eq!(world.refusal(sam, &follow(&[new])), lacks(Permission::TeamsManage));
    let (events, refused) = world.partly(sam, &follow(&[new, BEN]));
    assert_eq!((events.len(), refused.len()), (0, 2));
    assert!(world.picture() == before);
}

#[test]
fn a_deleted_team_and_a_deleted_role_leave_the_bundles() {
    let mut world = World::new();
    let guest = world.custom_role("Guest", &[]);
    let bundle = world.bundle(BundleShape { role: guest, teams: vec![SUPPORT, SALES], ..contractor() });
    assert_eq!(world.refusal(OLGA, &delete_role(guest, None)), Refusal::RoleInUse { people: 0, bundles: 1 });
    let before = world.picture();
    world.seen = Some(0);
    assert!(matches!(world.refusal(OLGA, &delete_role(guest, Some(member()))), Refusal::Clash { .. }), "unseen");
    world.seen = None;
    let events = world.act(OLGA, &delete_role(guest, Some(member())));
    let kinds: Vec<&str> = events.iter().map(|event| event.change.kind()).collect();
    assert_eq!(kinds, ["bundle_changed", "role_deleted"]);
    assert_eq!(world.state.bundle(bundle.id).expect("there").shape.role, member());
    world.undo(OLGA, &events);
    assert!(world.picture() == before, "with its role again");
    let events = world.act(ADAM, &Command::DeleteTeam { team: SALES });
    let kinds: Vec<&str> = events.iter().map(|event| event.change.kind()).collect();
    assert_eq!(kinds, ["bundle_changed", "team_deleted"]);
    assert_eq!(world.state.bundle(bundle.id).expect("there").shape.teams, [SUPPORT]);
    let deleted = world.act(OLGA, &Command::DeleteBundle { bundle: bundle.id });
    world.act(OLGA, &Command::DeleteTeam { team: SUPPORT });
    world.undo(OLGA, &deleted);
    assert_eq!(world.state.bundle(bundle.id).expect("back").shape.teams, [], "without the team that is gone");
}

#[test]
fn a_team_or_role_that_a_bundle_gives_is_in_use() {
    let mut world = World::new();
    let team = world.act(OLGA, &Command::CreateTeam { name: name("New") });
    let role = world.act(OLGA, &create_role("Guest", &[]));
    let (Change::TeamCreated { team: new }, Change::RoleCreated { role: guest }) = (&team[0].change, &role[0].change)
    else {
        panic!("{team:?} {role:?}")
    };
    world.bundle(BundleShape { role: guest.id, teams: vec![new.id], ..contractor() });
    for events in [team, role] {
        assert_eq!(world.ask_undo(OLGA, &events), Err(Refusal::NotUndoable));
    }
}
