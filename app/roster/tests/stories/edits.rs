//! Edits that show at once.

use crate::world::World;
use domain::{
    Answer, Authority, Change, Choice, CommandId, Event, PeopleFilter, PersonId, RoleKey, Status, TeamLink, User,
    UserId, UserState,
};
use roster::{Edit, Roster};

fn loaded(world: &World) -> Roster {
    Roster::load(world.snapshot(&Authority::operator())).expect("good")
}

fn answer(world: &World, events: Vec<Event>) -> Answer {
    let command = CommandId(uuid::Uuid::nil());
    Answer { command, seq: world.state.org.seq, events, refused: Vec::new(), links: Vec::new() }
}

fn role_set(world: &mut World, user: UserId, key: RoleKey) -> Event {
    let (before, after) = (world.state.users[&user].role, world.role(key));
    world.write(Change::UserRoleSet { user, before, after })
}

/// An organization in which Ana is an active Team owner of the first team.
fn with_ana() -> (World, UserId) {
    let mut world = World::of(30, 3);
    let ana = world.team_owner();
    (world, ana)
}

fn shown(roster: &Roster, person: impl Into<PersonId>) -> (String, Vec<(String, bool)>, bool) {
    let row = roster.row(roster.find(person.into()).expect("known")).expect("live");
    let teams = row.teams().map(|(team, owner)| (team.name.to_string(), owner)).collect();
    (row.role().expect("a role").slug.clone(), teams, row.is_pending())
}

#[test]
fn an_edit_shows_at_once_and_a_refusal_takes_it_back() {
    let (world, ana) = with_ana();
    let mut roster = loaded(&world);
    let before = shown(&roster, ana);
    assert_eq!(before.1, [("Design".to_owned(), true), ("Sales EMEA".to_owned(), false)]);
    let edit = roster.edit(ana.into(), Edit::Role(world.role(RoleKey::Member))).expect("shown");
    let member = ("member".to_owned(), vec![("Design".to_owned(), false), ("Sales EMEA".to_owned(), false)], true);
    assert_eq!(shown(&roster, ana), member);
    assert_eq!(roster.snapshot(), world.snapshot(&Authority::operator()), "what is pending is not kept");
    assert_eq!(roster.take_back(edit), roster.find(ana.into()));
    assert_eq!(shown(&roster, ana), before);
    assert_eq!(roster.take_back(edit), None);
}

#[test]
fn edits_of_one_row_stack_and_are_answered_one_by_one() {
    let (mut world, ana) = with_ana();
    let mut roster = loaded(&world);
    let ops = world.state.teams[3].id;
    let role = roster.edit(ana.into(), Edit::Role(world.role(RoleKey::Admin))).expect("shown");
    let teams = roster.edit(ana.into(), Edit::Teams { add: vec![ops], remove: Vec::new() }).expect("shown");
    let names = |roster: &Roster| shown(roster, ana).1.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(shown(&roster, ana).0, "admin");
    assert_eq!(names(&roster), ["Design", "Ops", "Sales EMEA"]);
    let events = vec![role_set(&mut world, ana, RoleKey::Admin)];
    roster.confirm(role, &answer(&world, events));
    assert_eq!((shown(&roster, ana).0, shown(&roster, ana).2), ("admin".into(), true), "the teams still wait");
    roster.take_back(teams);
    assert_eq!(names(&roster), ["Design", "Sales EMEA"]);
    assert_eq!((shown(&roster, ana).0, shown(&roster, ana).2), ("admin".into(), false));
    assert_eq!(roster.snapshot(), world.snapshot(&Authority::operator()));
}

#[test]
fn an_answer_that_overtakes_the_feed_neither_flickers_nor_loses_anything() {
    let (mut world, ana) = with_ana();
    let mut roster = loaded(&world);
    let edit = roster.edit(ana.into(), Edit::Role(world.role(RoleKey::Admin))).expect("shown");
    let first = role_set(&mut world, ana, RoleKey::Member);
    let second = role_set(&mut world, ana, RoleKey::Admin);
    roster.confirm(edit, &answer(&world, vec![second.clone()]));
    assert_eq!((shown(&roster, ana).0.as_str(), roster.is_waiting(edit)), ("admin", true));
    roster.apply(&first);
    assert_eq!((shown(&roster, ana).0.as_str(), roster.is_waiting(edit)), ("admin", false));
    roster.apply(&second);
    assert_eq!(roster.snapshot(), world.snapshot(&Authority::operator()));
}

#[test]
fn somebody_elses_change_comes_in_below_a_pending_edit() {
    let (mut world, ana) = with_ana();
    let mut roster = loaded(&world);
    let edit = roster.edit(ana.into(), Edit::Role(world.role(RoleKey::Admin))).expect("shown");
    let event = role_set(&mut world, ana, RoleKey::Member);
    roster.apply(&event);
    assert_eq!(shown(&roster, ana).0, "admin");
    roster.take_back(edit);
    assert_eq!(shown(&roster, ana).0, "member");
}

#[test]
fn an_answer_without_events_ends_the_edit() {
    let (world, ana) = with_ana();
    let mut roster = loaded(&world);
    let edit = roster.edit(ana.into(), Edit::Role(world.role(RoleKey::TeamOwner))).expect("shown");
    roster.confirm(edit, &answer(&world, Vec::new()));
    assert!(!shown(&roster, ana).2);
}

#[test]
fn the_counts_follow_an_edit_before_it_is_agreed() {
    let (world, ana) = with_ana();
    let mut roster = loaded(&world);
    let owners = roster.totals().lasting_owners;
    let edit = roster.edit(ana.into(), Edit::Role(world.role(RoleKey::Owner))).expect("shown");
    assert_eq!(roster.totals().lasting_owners, owners + 1);
    roster.take_back(edit);
    assert_eq!(roster.totals().lasting_owners, owners);
}

#[test]
fn a_row_that_no_longer_matches_stays_until_the_query_changes() {
    let (mut world, ana) = with_ana();
    let mut roster = loaded(&world);
    let filter = PeopleFilter { roles: vec![Choice::of("team-owner")], ..PeopleFilter::default() };
    let mut view = roster.query(&filter, None);
    let (rows, total) = (view.rows.clone(), view.total);
    let row = roster.find(ana.into()).expect("known");
    let edit = roster.edit(ana.into(), Edit::Role(world.role(RoleKey::Admin))).expect("shown");
    roster.refresh(&mut view);
    assert_eq!((&view.rows, view.total, view.no_longer_matches(row)), (&rows, total - 1, true));
    roster.take_back(edit);
    roster.refresh(&mut view);
    assert_eq!((&view.rows, view.total, view.no_longer_matches(row)), (&rows, total, false));
    // Who is removed leaves at once.
    let change = Change::UserStateSet { user: ana, before: UserState::Active, after: UserState::Removed, reason: None };
    let event = world.write(change);
    roster.apply(&event);
    roster.refresh(&mut view);
    assert!(view.place(row).is_none());
    assert_eq!(roster.row(row).map(roster::RowRef::status), Some(Status::Removed));
}

#[test]
fn who_comes_is_put_where_they_belong_and_nobody_else_moves() {
    let mut world = World::of(40, 8);
    let mut roster = loaded(&world);
    let mut view = roster.query(&PeopleFilter::default(), None);
    let before = view.rows.clone();
    let new: Vec<User> = (0..3)
        .map(|i| {
            let model = world.state.users.values().next().expect("somebody").clone();
            let link = TeamLink { team: world.state.teams[0].id, owner: false };
            User {
                id: UserId(world.dice.uuid()),
                name: crate::world::name(&format!("{} new", ["Zoë", "ana", "Ana"][i])),
                email: crate::world::email(&format!("n{i}@new.example")),
                state: UserState::Active,
                ends_at: None,
                removed_at: None,
                teams: vec![link],
                ..model
            }
        })
        .collect();
    for user in new {
        let event = world.write(Change::UserJoined { user, invitation: None });
        assert_eq!(roster.apply(&event).added.len(), 1);
    }
    roster.refresh(&mut view);
    let anew = roster.query(&PeopleFilter::default(), None);
    assert_eq!(view.rows, anew.rows, "nobody was out of place before");
    assert_eq!(view.rows.iter().copied().filter(|row| before.contains(row)).collect::<Vec<_>>(), before);
}

#[test]
fn in_place_nobody_moves_until_it_is_asked_anew() {
    let mut world = World::of(40, 8);
    let mut roster = loaded(&world);
    let mut view = roster.query(&PeopleFilter::default(), None);
    let before = view.rows.clone();
    let model = world.state.users.values().next().expect("somebody").clone();
    let joins = |world: &mut World, roster: &mut Roster, number: u32| {
        let user = User {
            id: UserId(world.dice.uuid()),
            email: crate::world::email(&format!("n{number}@new.example")),
            state: UserState::Active,
            ends_at: None,
            removed_at: None,
            ..model.clone()
        };
        let id = user.id;
        let event = world.write(Change::UserJoined { user, invitation: None });
        roster.apply(&event);
        roster.find(id.into()).expect("there")
    };
    let first = joins(&mut world, &mut roster, 1);
    let gone = world.state.invitations.values().find(|i| i.status(world.now).is_some()).expect("open").id;
    let gone_row = roster.find(gone.into()).expect("shown");
    let name = roster.row(gone_row).expect("there").name().to_owned();
    roster.select(&mut view, [gone_row], true);
    let cause = domain::RevokeCause::Asked;
    roster.apply(&world.write(Change::InvitationRevoked { invitation: gone, cause }));
    roster.refresh_in_place(&mut view);
    assert_eq!((&view.rows, view.updates()), (&before, 2));
    assert!(view.no_longer_matches(gone_row) && !view.is_selected(gone_row));
    assert!(roster.row(gone_row).is_none());
    let row = roster.row_in_list(gone_row).expect("it stands there still");
    assert_eq!((row.name(), row.status()), (name.as_str(), Status::Removed));

    // What one does oneself shows at once, and what is held stays so.
    let second = joins(&mut world, &mut roster, 2);
    roster.refresh(&mut view);
    assert_eq!((view.rows.len(), view.updates()), (before.len() + 1, 2));
    assert!(view.place(second).is_some() && view.place(first).is_none() && view.place(gone_row).is_some());

    view.release();
    roster.refresh(&mut view);
    assert_eq!((view.rows.len(), view.updates()), (before.len() + 1, 0));
    assert!(view.place(first).is_some() && view.place(gone_row).is_none());
    assert_eq!(view.rows, roster.query(&PeopleFilter::default(), None).rows);
}

#[test]
fn what_no_event_tells_is_taken_in_once_and_nobody_is_seen_earlier_than_they_were() {
    let (world, ana) = with_ana();
    let mut roster = loaded(&world);
    let open = world.state.invitations.values().find(|i| i.state == domain::InvitationState::Open).expect("one").id;
    let refused = "550 no such mailbox".to_owned();
    let beside = roster::Beside {
        seen: vec![(ana, world.now)],
        mails: vec![(open, domain::Delivery::Refused, Some(refused.clone()))],
    };
    let [ana_s, mail_s] = [ana.into(), open.into()].map(|person| roster.find(person).expect("known"));
    assert_eq!(roster.take_beside(&beside).changed, [ana_s, mail_s]);
    assert_eq!(roster.row(ana_s).and_then(roster::RowRef::last_active), Some(world.now));
    let row = roster.row(mail_s).expect("known");
    assert_eq!((row.delivery(), row.delivery_note()), (Some(domain::Delivery::Refused), Some(refused.as_str())));
    assert_eq!(roster.take_beside(&beside), roster::Applied::default(), "it is so already");
    let earlier = roster::Beside { seen: vec![(ana, world.now.plus_ms(-1))], ..roster::Beside::default() };
    assert_eq!(roster.take_beside(&earlier), roster::Applied::default());
    let idle = domain::PeopleFilter { q: "mail:refused".to_owned(), ..domain::PeopleFilter::default() };
    assert_eq!(roster.query(&idle, None).rows, [mail_s]);
    let later = roster::Beside { mails: vec![(open, domain::Delivery::Opened, None)], ..roster::Beside::default() };
    assert_eq!(beside.without(&later), beside);
    assert_eq!(roster.take_beside(&later.without(&beside)).changed, [mail_s]);
    assert_eq!(roster.query(&idle, None).rows, [0; 0]);
    assert!(beside.without(&beside).is_empty());
}

#[test]
fn what_the_mail_server_said_stays_until_the_next_mail() {
    let (mut world, _) = with_ana();
    let open =
        world.state.invitations.values().find(|i| i.state == domain::InvitationState::Open).expect("one").clone();
    let place = |snapshot: &roster::Snapshot| {
        let wanted = open.id.0.simple().to_string();
        let at = snapshot.people.ids.as_bytes().chunks(32).position(|id| id == wanted.as_bytes()).expect("in it");
        u32::try_from(at).expect("few")
    };
    let mut snapshot = world.snapshot(&domain::Authority::operator());
    let said = (place(&snapshot), "550 no such mailbox".to_owned());
    snapshot.people.delivery_notes.push(said.clone());
    let mut roster = Roster::load(snapshot).expect("it fits together");
    let note = |roster: &Roster| {
        let row = roster.find(open.id.into()).and_then(|row| roster.row(row)).expect("known");
        row.delivery_note().map(str::to_owned)
    };
    assert_eq!(note(&roster).as_deref(), Some("550 no such mailbox"));
    assert_eq!(roster.snapshot().people.delivery_notes, [said]);
    let event = world.write(Change::InvitationResent {
        invitation: open.id,
        before: open.expires_at,
        after: open.expires_at.plus_days(1),
        was: None,
    });
    roster.apply(&event);
    assert_eq!(note(&roster), None);
}
