use super::*;

fn actions(plan: &Plan) -> Vec<PlannedAction> {
    plan.lines.iter().map(|line| line.action.clone()).collect()
}

fn skip(reason: SkipReason) -> PlannedAction {
    PlannedAction::Skip(reason)
}

fn refuse(refusal: Refusal) -> PlannedAction {
    PlannedAction::Refuse(LineProblem::Rule(refusal))
}

fn place(of: &[String], name: &str) -> u32 {
    u32::try_from(of.iter().position(|known| known == name).expect("named")).expect("few")
}

#[test]
fn a_list_adds_changes_skips_and_refuses_line_by_line() {
    let mut world = World::new();
    world.act(ADAM, &suspend(&[MIA]));
    world.invite(ADAM, "open", member(), &[DESIGN]);
    let list = listed(&[
        ("new@example.com", "admin", "support; DESIGN"),
        ("ben@example.com", "Admin", "Sales"),
        ("BEN@Example.com", "Owner", ""),
        ("tara@example.com", "", "Design"),
        ("mia@example.com", "Member", ""),
        ("open@example.com", "Member", "Design"),
        ("nobody", "", ""),
        ("x@example.com", "King", ""),
        ("y@example.com", "", "Design, Nowhere"),
        ("!z@example.com", "", ""),
        ("!tara2@example.com", "", ""),
        ("olga@example.com", "Member", ""),
        ("adam@example.com", "Member", ""),
    ]);
    let (plan, events) = world.import(ADAM, &list, &importing());
    let (admin, member) = (place(&plan.roles, "Admin"), place(&plan.roles, "Member"));
    let team = |name| place(&plan.teams, name);
    assert_eq!(
        actions(&plan),
        [
            PlannedAction::Add { role: admin, teams: vec![team("Design"), team("Support")] },
            PlannedAction::Change {
                role: Some((member, admin)),
                join: vec![team("Sales")],
                leave: vec![team("Design")]
            },
            skip(SkipReason::Repeats { line: 3 }),
            skip(SkipReason::Same),
            refuse(Refusal::IsSuspended),
            skip(SkipReason::Same),
            refuse(Refusal::BadAddress { error: EmailError::At }),
            PlannedAction::Refuse(LineProblem::NoRole("King".to_owned())),
            PlannedAction::Refuse(LineProblem::NoTeam("Nowhere".to_owned())),
            skip(SkipReason::Same),
            skip(SkipReason::Same),
            refuse(Refusal::PersonAboveYours {
                missing: Permissions::of(&[Permission::SeatsManage, Permission::OrganizationOwn])
            }),
            refuse(Refusal::OwnRow),
        ]
    );
    let counts = PlanCounts { add: 1, change: 1, suspend: 0, skip: 5, refuse: 6 };
    assert_eq!((plan.counts(), counts.to_do()), (counts, 2));
    assert_eq!((plan.seats.before, plan.seats.after), (5, 6));
    let kinds: Vec<&str> = events.iter().map(|event| event.change.kind()).collect();
    assert_eq!(kinds, ["user_role_set", "user_teams_changed", "invitation_sent"]);
    assert!(world.user(BEN).role == super::admin() && world.user(BEN).teams.iter().all(|link| link.team == SALES));
}

#[test]
fn whoever_is_not_on_the_list_is_suspended_only_when_asked() {
    let mut world = World::new();
    let list = listed(&[("olga@example.com", "", ""), ("!ben@example.com", "", ""), ("mia@example.com", "", "")]);
    let (plan, events) = world.import(ADAM, &list, &importing());
    assert_eq!(actions(&plan), [skip(SkipReason::Same), skip(SkipReason::Inactive), skip(SkipReason::Same)]);
    assert_eq!(events, []);
    let options = ImportOptions { suspend_others: true, ..importing() };
    let (plan, events) = world.import(ADAM, &list, &options);
    // Adam himself, who imports, and Tara: by address, after the list's own lines.
    let others: Vec<(u32, &str)> = plan.lines[3..].iter().map(|line| (line.line, line.address.as_str())).collect();
    assert_eq!(others, [(0, "adam@example.com"), (0, "tara@example.com")]);
    assert_eq!(
        actions(&plan),
        [
            skip(SkipReason::Same),
            PlannedAction::Suspend,
            skip(SkipReason::Same),
            refuse(Refusal::OwnRow),
            PlannedAction::Suspend
        ]
    );
    assert_eq!(events.len(), 2);
    let (again, _) = world.import(ADAM, &list, &options);
    assert_eq!(again.counts().to_do(), 0);
}

#[test]
fn the_last_owner_stays_and_a_list_may_hand_over() {
    let mut world = World::new();
    let operator = Authority::operator();
    let ask = |world: &World, lines: &[(&str, &str, &str)]| {
        let moment = Moment { now: world.now, seen: None };
        let (list, none) = (listed(lines), std::collections::BTreeSet::new());
        let options = ImportOptions { suspend_others: true, ..importing() };
        let state = world.state.clone();
        let order = ListOrder { list: &list, options: &options, unticked: &none };
        decide_import(state, &operator, order, moment, &mut Uuid::nil, &mut |_| ()).expect("planned")
    };
    world.edit(ADAM, |adam| adam.state = UserState::Suspended);
    let alone = ask(&world, &[("olga@example.com", "Member", "")]);
    assert_eq!(actions(&alone)[0], refuse(Refusal::LastOwner));
    let handed = ask(&world, &[("olga@example.com", "Member", ""), ("ben@example.com", "Owner", "")]);
    assert!(handed.lines[..2].iter().all(|line| line.action.is_done()), "{handed:?}");
    let gone = ask(&world, &[("mia@example.com", "", "")]);
    let olga = gone.lines.iter().find(|line| line.address == "olga@example.com").expect("she is not on the list");
    assert_eq!(olga.action, refuse(Refusal::LastOwner));
}

#[test]
fn seats_are_asked_for_all_at_once() {
    let mut world = World::new();
    world.seats_left(1);
    let list = listed(&[("a@example.com", "", ""), ("b@example.com", "", ""), ("!ben@example.com", "", "")]);
    let planned = world.ask_import(OLGA, &list, &importing(), &[]).expect("planned");
    assert_eq!(planned.plan.refusal, Some(Refusal::NoSeat { needed: 2, available: 1 }));
    assert_eq!(planned.plan.seats, PlannedSeats { limit: Some(6), before: 5, after: 7, line: None, waiting: 0 });
    // One line fewer, or one user fewer, and it fits.
    assert_eq!(world.ask_import(OLGA, &list, &importing(), &[1]).expect("planned").plan.refusal, None);
    let list = [list, listed(&[("tara@example.com", "", ""), ("adam@example.com", "", "")])].concat();
    let options = ImportOptions { suspend_others: true, ..importing() };
    assert_eq!(world.ask_import(OLGA, &list, &options, &[]).expect("planned").plan.refusal, None);
}

#[test]
fn where_people_wait_in_line_whoever_does_not_fit_waits_behind_them() {
    let mut world = World::new();
    world.seats(Some(7), SeatPolicy::Queue);
    world.act(ADAM, &inviting(&["first", "second", "early"], member(), &[]));
    let before = world.picture();
    let list = listed(&[
        ("a@example.com", "", "Design"),
        ("early@example.com", "Admin", "Sales"),
        ("first@example.com", "Admin", ""),
        ("b@example.com", "", "New"),
        ("!mia@example.com", "", ""),
        ("!tara@example.com", "", ""),
    ]);
    let options = ImportOptions { create_teams: true, ..importing() };
    let plan = world.ask_import(ADAM, &list, &options, &[]).expect("planned").plan;
    let seats = PlannedSeats { limit: Some(7), before: 7, after: 7, line: Some(1), waiting: 2 };
    assert_eq!((plan.refusal, plan.seats, plan.new_teams), (None, seats, vec!["New".to_owned()]));
    // Of the seats that the list itself frees, one is that of whoever waits since before.
    let others = ImportOptions { suspend_others: true, ..options };
    let (plan, events) = world.import(OLGA, &[list, listed(&[("adam@example.com", "", "")])].concat(), &others);
    assert_eq!(plan.seats, PlannedSeats { limit: Some(7), before: 7, after: 6, line: Some(1), waiting: 0 });
    world.undo(OLGA, &events);
    assert_eq!(world.picture(), before);
    let (plan, events) =
        world.import(ADAM, &listed(&[("a@example.com", "", ""), ("early@example.com", "Admin", "")]), &importing());
    assert_eq!((plan.counts().add, plan.counts().change, plan.seats.waiting), (1, 1, 1));
    let mut line: Vec<&Invitation> = world.state.invitations.values().filter(|one| one.place.is_some()).collect();
    line.sort_by_key(|one| one.place);
    let who: Vec<(&str, RoleId)> = line.iter().map(|one| (one.email.local(), one.role)).collect();
    assert_eq!(who, [("early", admin()), ("a", member())], "whoever waits since before keeps the place");
    world.undo(ADAM, &events);
    assert_eq!(world.picture(), before);
}

#[test]
fn teams_are_made_only_when_asked_and_only_for_somebody() {
    let mut world = World::new();
    let list = listed(&[
        ("a@example.com", "", "Night watch; Design"),
        ("b@example.com", "", "night WATCH"),
        ("adam@example.com", "Member", "Nobody's"),
    ]);
    let options = ImportOptions { create_teams: true, ..importing() };
    let before = world.picture();
    let (plan, events) = world.import(ADAM, &list, &options);
    assert_eq!(plan.new_teams, ["Night watch"]);
    assert_eq!(plan.counts(), PlanCounts { add: 2, refuse: 1, ..PlanCounts::default() });
    assert_eq!(world.state.teams.len(), 4);
    world.undo(ADAM, &events);
    assert_eq!(world.picture(), before);
}

#[test]
fn names_of_teams_may_hold_what_stands_between_teams_and_what_exports_defuse() {
    let mut world = World::new();
    for text in ["Sales, EMEA", "R;D", "=Sum", "+1; -1"] {
        world.act(ADAM, &Command::CreateTeam { name: name(text) });
    }
    for (cell, found) in [
        ("Sales, EMEA", vec!["Sales, EMEA"]),
        ("Design, Sales, EMEA", vec!["Design", "Sales, EMEA"]),
        ("Sales; R;D; '=Sum", vec!["=Sum", "R;D", "Sales"]),
        ("Design; '+1; '-1", vec!["+1; -1", "Design"]),
        ("Design\nSupport", vec!["Design", "Support"]),
        ("Design | Design |", vec!["Design"]),
    ] {
        let plan = world.ask_import(ADAM, &listed(&[("a@example.com", "", cell)]), &importing(), &[]).expect("planned");
        let PlannedAction::Add { teams, .. } = &plan.plan.lines[0].action else { panic!("{cell}: {:?}", plan.plan) };
        let mut teams: Vec<&str> = teams.iter().map(|&team| plan.plan.teams[team as usize].as_str()).collect();
        teams.sort_unstable();
        assert_eq!(teams, found, "{cell}");
    }
}

#[test]
fn an_open_invitation_gives_what_the_list_says_and_stays_the_same() {
    let mut world = World::new();
    let old = world.invite(ADAM, "open", member(), &[DESIGN]);
    let before = world.picture();
    let (plan, events) = world.import(ADAM, &listed(&[("Open@Example.com", "Admin", "")]), &importing());
    assert_eq!(plan.counts(), PlanCounts { change: 1, ..PlanCounts::default() });
    assert_eq!((plan.seats.before, plan.seats.after), (6, 6));
    let open: Vec<&Invitation> =
        world.state.invitations.values().filter(|one| one.state == InvitationState::Open).collect();
    assert!(matches!(open[..], [one] if one.id == old && one.role == admin() && one.teams == [DESIGN]));
    world.undo(ADAM, &events);
    assert_eq!(world.picture(), before);
}

#[test]
fn whoever_does_not_see_everybody_or_may_not_invite_imports_nothing() {
    let mut world = World::new();
    let list = listed(&[("a@example.com", "", "")]);
    assert_eq!(world.ask_import(TARA, &list, &importing(), &[]), Err(lacks(Permission::UsersRead)));
    assert_eq!(world.ask_import(BEN, &list, &importing(), &[]), Err(lacks(Permission::UsersRead)));
    let recruiter = world.custom_role("Recruiter", &[Permission::UsersRead, Permission::UsersInvite]);
    let rita = world.hire("rita", recruiter, &[]);
    let list =
        listed(&[("a@example.com", "", ""), ("ben@example.com", "Recruiter", ""), ("b@example.com", "Admin", "")]);
    let plan = world.ask_import(rita, &list, &importing(), &[]).expect("planned").plan;
    assert!(plan.lines[0].action.is_done());
    assert_eq!(plan.lines[1].action, refuse(lacks(Permission::UsersSetRole)));
    assert!(matches!(plan.lines[2].action, PlannedAction::Refuse(LineProblem::Rule(Refusal::RoleAboveYours { .. }))));
    let options = ImportOptions { role: admin(), ..importing() };
    assert!(matches!(world.ask_import(rita, &list, &options, &[]), Err(Refusal::RoleAboveYours { .. })));
    let options = ImportOptions { days: 31, ..importing() };
    assert!(matches!(world.ask_import(ADAM, &list, &options, &[]), Err(Refusal::OutOfRange { .. })));
}

#[test]
fn unticked_lines_are_left_alone() {
    let mut world = World::new();
    let list = listed(&[("a@example.com", "", ""), ("ben@example.com", "Admin", ""), ("A@example.com", "", "")]);
    let options = ImportOptions { suspend_others: true, ..importing() };
    let plan = world.ask_import(OLGA, &list, &options, &[]).expect("planned").plan;
    let mia = plan.lines.iter().position(|line| line.address == "mia@example.com").expect("not on the list");
    let unticked = [0, 1, u32::try_from(mia).expect("few")];
    let decided = world.ask_import(OLGA, &list, &options, &unticked).expect("planned");
    let events = world.settle(Actor::User(OLGA), &Decision { changes: decided.changes, refused: Vec::new() });
    let whom: Vec<Subject> = events.iter().map(|event| event.change.subject()).collect();
    assert_eq!(whom, [Subject::Person(ADAM.into()), Subject::Person(TARA.into())]);
}

#[test]
fn what_passes_a_list_by_is_a_role_or_teams_of_somebody_else() {
    let mut world = World::new();
    world.invite(ADAM, "open", member(), &[]);
    world.hire("second", owner(), &[]);
    let scope = |options| ImportScope::by_list(&world.state, &listed(&[("BEN@example.com", "", "")]), &options);
    let role = |user, before, after| Change::UserRoleSet { user, before, after };
    let teams = |user| Change::UserTeamsChanged { user, removed: Vec::new(), added: Vec::new() };
    let (by_list, mia) = (scope(importing()), role(MIA, member(), admin()));
    assert!(by_list.passes_by(&mia) && by_list.passes_by(&teams(MIA)));
    // He is on it, and Adam answers for who is invited.
    for change in [role(BEN, member(), admin()), teams(BEN), teams(ADAM)] {
        assert!(!by_list.passes_by(&change), "{change:?}");
    }
    // The last Owner stays: somebody who is on the list may become the last one.
    for change in [role(MIA, member(), owner()), role(MIA, owner(), member())] {
        assert!(!by_list.passes_by(&change), "{change:?}");
    }
    assert!(!by_list.passes_by(&Change::UserSignedOut { user: MIA }));
    let everybody = scope(ImportOptions { suspend_others: true, ..importing() });
    assert!(!everybody.passes_by(&mia) && !everybody.passes_by(&teams(MIA)));
    // An Undo is about whoever it was decided with.
    let undo =
        ImportScope::by_undo(&OrgState { users: world.state.users.clone().split_off(&MIA), ..world.state.clone() });
    assert!(
        undo.passes_by(&teams(BEN)) && !undo.passes_by(&teams(MIA)) && !undo.passes_by(&role(BEN, owner(), member()))
    );
}
