//! Nobody's edit is lost, in whatever order several people look and edit (F-10): 10,000 interleavings against a model.

use super::*;

/// A field as it should be: what it is, and by which event.
#[derive(Clone, Copy)]
struct Field<T> {
    is: T,
    by: u64,
}

/// One user as they should be.
struct Modelled {
    id: UserId,
    role: Field<RoleId>,
    state: Field<UserState>,
}

/// What should become of an edit.
#[derive(Debug, PartialEq, Eq)]
enum Expected {
    Done,
    /// It is so anyway.
    Nothing,
    /// Somebody else was first, by this event.
    Clash(u64),
    /// It is about somebody who is gone.
    Gone,
}

/// Somebody who edits, and up to which event they have looked.
struct Writer {
    id: UserId,
    seen: u64,
}

impl Modelled {
    /// What should become of somebody's edit, which is carried out on the model.
    fn edit(&mut self, command: &Command, seen: u64, next: u64) -> Expected {
        let present = self.state.is != UserState::Removed;
        match command {
            Command::SetRole { role, .. } => match present {
                true => self.role.edit(*role, seen, next),
                false => Expected::Gone,
            },
            Command::Suspend { .. } | Command::Reactivate { .. } if !present => Expected::Gone,
            Command::Suspend { .. } => self.state.edit(UserState::Suspended, seen, next),
            Command::Reactivate { .. } => self.state.edit(UserState::Active, seen, next),
            // Whatever its sender has seen: access that is taken away is.
            Command::Remove { .. } => self.state.edit(UserState::Removed, u64::MAX, next),
            Command::Restore { .. } if present => Expected::Nothing,
            Command::Restore { .. } => self.state.edit(UserState::Active, u64::MAX, next),
            other => panic!("{other:?}"),
        }
    }
}

impl<T: Copy + PartialEq> Field<T> {
    fn edit(&mut self, to: T, seen: u64, next: u64) -> Expected {
        if self.is == to {
            return Expected::Nothing;
        }
        if self.by > seen {
            return Expected::Clash(self.by);
        }
        *self = Self { is: to, by: next };
        Expected::Done
    }
}

fn became_of(refusal: &Refusal) -> Expected {
    match refusal {
        Refusal::Clash { seq, .. } => Expected::Clash(*seq),
        Refusal::WrongStatus { status: Status::Removed } => Expected::Gone,
        other => panic!("{other:?}"),
    }
}

fn any_edit(draw: &mut Draw, whom: UserId, roles: &[RoleId]) -> Command {
    let whom = &[whom];
    match draw.below(10) {
        0 => remove(whom),
        1 | 2 => restore(whom),
        3 => suspend(whom),
        4 => reactivate(whom),
        _ => set_role(whom, draw.of(roles)),
    }
}

#[test]
fn f_10_in_ten_thousand_interleavings_no_edit_is_lost_and_removal_wins() {
    let roles = [admin(), team_owner(), member()];
    let (mut clashes, mut gone) = (0, 0);
    for seed in 0..10_000_u64 {
        let mut bytes = [10; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let mut draw = Draw(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
        let mut world = World::new();
        let writers = 2 + draw.below(7);
        let mut writers: Vec<Writer> =
            (0..writers).map(|n| Writer { id: world.hire(&format!("w{n}"), owner(), &[]), seen: 0 }).collect();
        let mut people = [BEN, MIA].map(|id| {
            let user = world.user(id);
            Modelled { id, role: Field { is: user.role, by: 0 }, state: Field { is: user.state, by: 0 } }
        });
        for _ in 0..30 {
            let (at, whom) = (draw.below(writers.len()), draw.below(people.len()));
            let writer = &mut writers[at];
            if draw.one_in(3) {
                writer.seen = world.state.org.seq;
                continue;
            }
            let command = any_edit(&mut draw, people[whom].id, &roles);
            world.seen = Some(writer.seen);
            let asked = world.ask(writer.id, &command);
            let became = match &asked {
                Ok(decision) if !decision.refused.is_empty() => became_of(&decision.refused[0].refusal),
                Ok(decision) if decision.changes.is_empty() => Expected::Nothing,
                Ok(_) => Expected::Done,
                Err(refusal) => became_of(refusal),
            };
            let next = world.state.org.seq + 1;
            let expected = people[whom].edit(&command, writer.seen, next);
            assert_eq!(became, expected, "of seed {seed}: {command:?}, seen {}, next {next}", writer.seen);
            clashes += usize::from(matches!(became, Expected::Clash(_)));
            gone += usize::from(became == Expected::Gone);
            if let Ok(decision) = asked {
                let events = world.settle(Actor::User(writer.id), &decision);
                assert_eq!(events.len(), usize::from(became == Expected::Done), "of seed {seed}: {events:?}");
            }
            for one in &people {
                let user = world.user(one.id);
                assert_eq!((user.role, user.state), (one.role.is, one.state.is), "of seed {seed}");
            }
        }
    }
    assert!(clashes > 10_000 && gone > 10_000, "{clashes} clashes, {gone} came too late");
}
