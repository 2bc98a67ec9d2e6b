//! A roster that has followed events is the roster that a fresh snapshot gives.

use crate::world::World;
use domain::{Authority, Event, Scope, Subject, UserId};
use proptest::prelude::*;
use roster::{Roster, Snapshot};

/// Follows the events; a stale roster is opened anew, as the page does.
fn follow(roster: &mut Roster, world: &World, events: &[Event], viewer: &Authority) -> Result<bool, TestCaseError> {
    // Who sees nobody does not see themselves either, and so not how long their role is temporary.
    let mut stale = roster.at(world.now).stale || *roster.scope() == Scope::Nobody;
    for event in events {
        stale |= roster.apply(event).stale;
    }
    let fresh = world.snapshot(viewer);
    if stale {
        *roster = Roster::load(fresh).expect("a good snapshot");
        return Ok(true);
    }
    prop_assert_eq!(roster.snapshot(), fresh);
    Ok(false)
}

fn is_sound(roster: &Roster, world: &World) -> Result<(), TestCaseError> {
    let mut world = world.clone();
    world.recount();
    prop_assert_eq!(roster.totals().lasting_owners, world.state.owners);
    prop_assert_eq!(roster.seats(), Some(world.state.seats));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whoever_sees_everybody_can_follow_every_event(seed in any::<u64>(), people in 1_usize..40) {
        let mut world = World::of(people, seed);
        let viewer = Authority::operator();
        let mut roster = Roster::load(world.snapshot(&viewer)).expect("a good snapshot");
        for _ in 0..40 {
            let events = world.act();
            let roles = events.iter().any(|event| matches!(event.change.subject(), Subject::Role(_)));
            prop_assert_eq!(follow(&mut roster, &world, &events, &viewer)?, roles, "the operator sees everything");
            is_sound(&roster, &world)?;
        }
    }

    #[test]
    fn a_team_owner_can_follow_and_is_told_when_not(seed in any::<u64>(), people in 1_usize..30) {
        let mut world = World::of(people, seed);
        let tess: UserId = world.team_owner();
        let mut viewer = world.authority(tess).expect("active");
        let mut roster = Roster::load(world.snapshot(&viewer)).expect("a good snapshot");
        for _ in 0..40 {
            let events = world.act();
            let Some(now) = world.authority(tess) else { break };
            viewer = now;
            follow(&mut roster, &world, &events, &viewer)?;
        }
    }

    #[test]
    fn events_may_come_twice_and_out_of_turn(seed in any::<u64>()) {
        let mut world = World::of(20, seed);
        // A role that changes asks for a new snapshot.
        world.roles_stay = true;
        let viewer = Authority::operator();
        let mut roster = Roster::load(world.snapshot(&viewer)).expect("a good snapshot");
        let mut events: Vec<Event> = (0..20).flat_map(|_| world.act()).collect();
        for i in 1..events.len() {
            if world.dice.one_in(3) {
                events.swap(i - 1, i);
            }
        }
        for event in &events {
            roster.apply(event);
            roster.apply(event);
        }
        roster.at(world.now);
        prop_assert_eq!(roster.snapshot(), world.snapshot(&viewer));
    }

    #[test]
    fn a_snapshot_survives_its_journey(seed in any::<u64>(), people in 1_usize..60) {
        let mut world = World::of(people, seed);
        let tess = world.team_owner();
        for viewer in [Authority::operator(), world.authority(tess).expect("active")] {
            let sent = world.snapshot(&viewer);
            let json = serde_json::to_string(&sent).expect("written");
            let got: Snapshot = serde_json::from_str(&json).expect("read");
            prop_assert_eq!(&got, &sent);
            prop_assert_eq!(Roster::load(got).expect("good").snapshot(), sent.clone());
            let all = Roster::load(world.snapshot(&Authority::operator())).expect("good");
            let cut = all.snapshot_for(&viewer);
            prop_assert_eq!(cut, sent);
        }
    }

    #[test]
    fn a_damaged_snapshot_is_refused_not_trusted(seed in any::<u64>(), which in 0_usize..9) {
        let world = World::of(30, seed);
        let mut snapshot = world.snapshot(&Authority::operator());
        let people = &mut snapshot.people;
        match which {
            0 => people.text.truncate(people.text.find('\n').unwrap_or(0)),
            1 => people.ids.truncate(33),
            2 => people.states.push('a'),
            3 => people.roles.truncate(3),
            4 => people.team_links.push(9_999),
            5 => people.invited_by[0] = 9_999,
            6 => people.until.push((9_999, world.now)),
            7 => people.team_counts[0] = 200,
            _ => snapshot.format += 1,
        }
        prop_assert!(Roster::load(snapshot).is_err());
    }
}
