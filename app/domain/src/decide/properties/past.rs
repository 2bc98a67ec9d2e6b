//! What is rebuilt of the past is what was: at each moment of 20,000 sequences of commands.

use super::*;

const SEQUENCES: u64 = 20_000;

/// A state without what no event tells of, and what means nothing once it is past.
fn recorded(state: &OrgState) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut users = state.users.clone();
    for user in users.values_mut() {
        (user.role_seq, user.teams_seq, user.status_seq, user.ends_seq) = (0, 0, 0, 0);
        (user.last_active, user.dormant_at) = (None, None);
        user.teams.sort_unstable();
    }
    let mut invitations = state.invitations.clone();
    invitations.retain(|_, invitation| invitation.state == InvitationState::Open);
    for invitation in invitations.values_mut() {
        (invitation.seq, invitation.delivery) = (0, Delivery::None);
        invitation.teams.sort_unstable();
    }
    let (mut roles, mut teams) = (state.roles.clone(), state.teams.clone());
    roles.sort_unstable_by_key(|role| role.id);
    teams.sort_unstable_by_key(|team| team.id);
    (users, invitations, roles, teams, state.org.settings.clone(), state.seats, state.owners)
}

/// How everybody came to be, before anything is asked.
fn births(world: &World) -> Vec<Event> {
    let users = world.state.users.values().cloned().map(|user| Change::UserJoined { user, invitation: None });
    let invitations = world.state.invitations.values().cloned();
    let invitations = invitations.map(|invitation| Change::InvitationSent { invitation, note: None, listed: false });
    let event = |change| Event {
        seq: 0,
        at: world.now.plus_ms(-1),
        actor: Actor::System,
        door: Door::Job,
        command: CommandId(Uuid::nil()),
        change,
    };
    users.chain(invitations).map(event).collect()
}

/// The state at `at`, rebuilt from the state now and the events, as the service does it.
fn rebuilt(now: &OrgState, events: &[Event], at: Timestamp) -> OrgState {
    let mut rewind = Rewind::new(at, now.org.clone(), now.roles.clone(), now.teams.clone());
    for event in events.iter().rev().filter(|event| event.at > at) {
        rewind.take_back(&event.change);
    }
    let touched = rewind.touched().clone();
    let open = now.invitations.values().filter(|invitation| invitation.state == InvitationState::Open);
    let mut past = rewind.with_people(now.users.values().cloned().collect(), open.cloned().collect());
    for event in events.iter().filter(|event| event.at <= at) {
        if let Subject::Person(person) = event.change.subject()
            && touched.contains(&person)
        {
            past.tell(&event.change, event.at);
        }
    }
    past.state()
}

fn one_past(first: &World, seed: u64, compared: &mut u64) {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut draw = Draw(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let mut world = any_world(&mut draw, first.clone());
    let mut events = births(&world);
    let mut moments = Vec::new();
    for _ in 0..=draw.below(6) {
        let mut then = world.clone();
        then.recount();
        moments.push((world.now, recorded(&then.state)));
        world.pass(draw.of(&[1, 60_000, DAY_MS, 4 * DAY_MS]));
        let actors = world.state.users.values().filter(|user| user.is_active(world.now)).map(|user| user.id);
        let by = draw.of(&actors.collect::<Vec<_>>());
        let by = if draw.one_in(3) || !world.user(OLGA).is_active(world.now) { by } else { OLGA };
        let command = any_command(&mut draw, &world);
        if let Ok(decision) = world.ask(by, &command) {
            events.extend(world.settle(Actor::User(by), &decision));
        }
        if draw.one_in(3) {
            accept_one(&mut draw, &mut world, &mut events);
        }
    }
    for (at, was) in moments {
        *compared += 1;
        let is = recorded(&rebuilt(&world.state, &events, at));
        assert!(is == was, "at {at:?}, after {events:#?}:\n{is:#?}\nand was\n{was:#?}");
    }
}

/// Somebody takes an invitation up: a newcomer, or whoever was removed and starts afresh.
fn accept_one(draw: &mut Draw, world: &mut World, events: &mut Vec<Event>) {
    let open = world.state.invitations.values().filter(|invitation| invitation.is_open(world.now));
    let open: Vec<_> = open.map(|invitation| (invitation.id, invitation.email.to_string())).collect();
    let Some((id, address)) = open.get(draw.below(open.len().max(1))) else { return };
    let removed = world.state.users.values().find(|user| user.state == UserState::Removed).map(|user| user.account.0);
    let account = removed.filter(|_| draw.one_in(2)).map_or(9_000, |account| account.as_u128());
    if let Ok(decision) = world.ask_accept(*id, account, address) {
        events.extend(world.settle(Actor::System, &decision));
    }
}

#[test]
fn the_past_is_rebuilt_as_it_was() {
    let (first, mut compared) = (first_world(), 0);
    for seed in 0..SEQUENCES {
        one_past(&first, seed, &mut compared);
    }
    assert!(compared > 2 * SEQUENCES, "{compared} moments were compared");
}
