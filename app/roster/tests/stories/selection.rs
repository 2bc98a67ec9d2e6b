//! Rows chosen for an action on many.

use crate::world::World;
use domain::{Authority, Change, Choice, PeopleFilter, RoleKey, UserId, UserState};
use roster::{Edit, Roster, View};

fn loaded(world: &World) -> Roster {
    Roster::load(world.snapshot(&Authority::operator())).expect("good")
}

fn members() -> PeopleFilter {
    PeopleFilter { roles: vec![Choice::of("member")], ..PeopleFilter::default() }
}

fn all(roster: &Roster, filter: &PeopleFilter) -> View {
    let mut view = roster.query(filter, None);
    let rows = view.rows.clone();
    roster.select(&mut view, rows, true);
    view
}

#[test]
fn all_are_chosen_but_ones_own_row() {
    let mut world = World::of(30, 3);
    let ana = world.team_owner();
    let user = world.state.users[&ana].clone();
    let permissions = RoleKey::Owner.permissions();
    let roster = Roster::load(world.snapshot(&Authority::of_user(&user, permissions))).expect("good");
    let view = all(&roster, &PeopleFilter::default());
    let own = roster.find(ana.into()).expect("known");
    assert!(!view.is_selected(own) && !roster.is_selectable(own));
    assert_eq!(view.selected(), view.rows.len() - 1);
    assert_eq!(roster.selectable(&view), view.rows.len() - 1);
    let nobody_own = roster.query(&PeopleFilter { q: "nobody at all".into(), ..PeopleFilter::default() }, None);
    assert_eq!(roster.selectable(&nobody_own), 0);
    let chosen: Vec<u32> = view.selected_rows().collect();
    let order: Vec<u32> = view.rows.iter().copied().filter(|row| *row != own).collect();
    assert_eq!(chosen, order, "in the order of the view");
}

#[test]
fn a_row_is_let_go_alone() {
    let roster = loaded(&World::of(30, 4));
    let mut view = all(&roster, &PeopleFilter::default());
    let row = view.rows[3];
    roster.select(&mut view, [row], false);
    assert!(!view.is_selected(row) && view.is_selected(view.rows[4]));
    assert_eq!(view.selected(), view.rows.len() - 1);
}

#[test]
fn a_filter_drops_those_that_it_hides_and_they_are_not_back_without_it() {
    let roster = loaded(&World::of(60, 5));
    let everybody = all(&roster, &PeopleFilter::default());
    let narrow = roster.query(&members(), Some(&everybody));
    assert_eq!(narrow.selected(), narrow.rows.len());
    assert!(narrow.rows.len() < everybody.rows.len());
    let wide = roster.query(&PeopleFilter::default(), Some(&narrow));
    assert_eq!(wide.selected(), narrow.rows.len());
    assert!(wide.selected_rows().all(|row| narrow.is_selected(row)));
    assert_eq!(roster.query(&members(), None).selected(), 0);
}

#[test]
fn who_no_longer_matches_stays_chosen_who_left_does_not_who_comes_is_not() {
    let mut world = World::of(60, 6);
    let mut roster = loaded(&world);
    let mut view = all(&roster, &members());
    let user = |roster: &Roster, row: u32| -> UserId {
        match roster.row(row).expect("live").id() {
            domain::PersonId::User(user) => user,
            domain::PersonId::Invitation(_) => panic!("chosen among users"),
        }
    };
    let users: Vec<u32> = view
        .rows
        .iter()
        .copied()
        .filter(|&row| roster.row(row).is_some_and(|row| matches!(row.id(), domain::PersonId::User(_))))
        .collect();
    let (stays, leaves) = (users[0], users[1]);
    roster.edit(user(&roster, stays).into(), Edit::Role(world.role(RoleKey::Admin))).expect("shown");
    let left = user(&roster, leaves);
    let before = world.state.users[&left].state;
    let event = world.write(Change::UserStateSet { user: left, before, after: UserState::Removed, reason: None });
    roster.apply(&event);
    let count = view.selected();
    roster.refresh(&mut view);
    assert!(view.is_selected(stays) && view.no_longer_matches(stays));
    assert!(!view.is_selected(leaves));
    assert_eq!(view.selected(), count - 1);
}
