//! What holds whatever is asked by whomever in whatever order: 100,000 sequences of commands drawn at random.

use super::stories::*;
use super::*;
use crate::*;
use commands::{any_bundle, any_command};
use draw::Draw;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::collections::BTreeSet;

/// How many sequences are tried, each of up to [`STEPS`] commands.
const SEQUENCES: u64 = 100_000;
const STEPS: usize = 3;

mod commands;
mod draw;
mod edits;
mod import;
mod past;
mod queue;
mod roles;

const VIC: UserId = UserId(Uuid::from_u128(111));
const WES: UserId = UserId(Uuid::from_u128(112));
const XAN: UserId = UserId(Uuid::from_u128(113));

/// What every sequence starts from.
fn first_world() -> World {
    let mut world = World::new();
    for (id, text) in [(VIC, "vic"), (WES, "wes"), (XAN, "xan")] {
        world.add(id, text, member(), &[]);
    }
    world
}

/// An organization of any shape: Olga's, with people of every role and status, invitations and seats.
fn any_world(draw: &mut Draw, mut world: World) -> World {
    let people =
        world.custom_role("People", &[Permission::UsersRead, Permission::UsersSetRole, Permission::UsersRemove]);
    let recruiter = world.custom_role("Recruiter", &[Permission::UsersRead, Permission::UsersInvite]);
    let keeper =
        world.custom_role("Keeper", &[Permission::UsersRead, Permission::TeamsManage, Permission::TeamsManageOwn]);
    let roles = [owner(), admin(), team_owner(), team_owner(), member(), people, recruiter, keeper];
    let teams = [DESIGN, SUPPORT, SALES];
    for id in [VIC, WES, XAN] {
        let role = draw.of(&roles);
        let can_own = world.state.role(role).is_some_and(Role::can_own_teams);
        let mut links: Vec<TeamLink> =
            draw.some(&teams, 2).into_iter().map(|team| TeamLink { team, owner: can_own && draw.one_in(2) }).collect();
        links.sort_unstable();
        links.dedup_by_key(|link| link.team);
        let user = world.state.users.get_mut(&id).expect("known");
        (user.role, user.teams) = (role, links);
        user.state = draw.of(&[UserState::Active, UserState::Active, UserState::Suspended, UserState::Removed]);
        user.ends_at = draw.one_in(8).then(|| NOW.plus_days(draw.below(4) as i64));
        if draw.one_in(6) {
            let then = draw.of(&roles);
            let until = NOW.plus_days(draw.below(4) as i64);
            user.store_role(HeldRole { role, term: (then != role).then_some(RoleTerm { until, then }) });
        }
        user.removed_at = (user.state == UserState::Removed).then(|| NOW.plus_days(-(draw.below(100) as i64)));
    }
    for text in ["ida", "jon"] {
        let id = InvitationId(world.id());
        let sent_at = NOW.plus_days(-(draw.below(10) as i64)).plus_ms(-120_000);
        let invitation = Invitation {
            id,
            email: email(&format!("{text}@example.com")),
            name: None,
            role: draw.of(&roles),
            teams: BTreeSet::from_iter(draw.some(&teams, 1)).into_iter().collect(),
            invited_by: draw.of(&[None, Some(OLGA), Some(ADAM), Some(TARA)]),
            created_at: sent_at,
            sent_at,
            expires_at: sent_at.plus_days(7),
            state: draw.of(&[InvitationState::Open, InvitationState::Open, InvitationState::Revoked]),
            delivery: Delivery::None,
            seq: 0,
            access_days: None,
            bundle: None,
            reminded: 0,
            place: None,
            request: None,
        };
        world.state.invitations.insert(id, invitation);
    }
    let asks = InvitationId(world.id());
    let asked_at = NOW.plus_days(-(draw.below(40) as i64));
    let request = Invitation {
        id: asks,
        email: email("kim@example.com"),
        name: Some(name("Kim")),
        role: member(),
        teams: Vec::new(),
        invited_by: None,
        created_at: asked_at,
        sent_at: asked_at,
        expires_at: asked_at.plus_days(REQUEST_DAYS),
        state: InvitationState::Open,
        delivery: Delivery::None,
        seq: 0,
        access_days: None,
        bundle: None,
        reminded: 0,
        place: None,
        request: Some(RequestState::Asked),
    };
    world.state.invitations.insert(asks, request);
    for (id, text) in [(1, "Contractor"), (2, "Guest")] {
        let shape = BundleShape { name: name(text), ..any_bundle(draw, &roles, &teams) };
        world.state.bundles.push(Bundle { id: BundleId(Uuid::from_u128(id)), shape });
    }
    for id in [VIC, WES, XAN, BEN] {
        let bundle = draw.one_in(2).then(|| BundleId(Uuid::from_u128(1 + draw.below(3) as u128)));
        world.edit(id, |user| user.bundle = bundle);
    }
    world.recount();
    if !draw.one_in(3) {
        let limit = (world.state.seats.used() + u32::try_from(draw.below(5)).expect("few")).saturating_sub(1);
        world.seats(Some(limit.max(1)), draw.of(&[SeatPolicy::Stop, SeatPolicy::Queue, SeatPolicy::Open]));
    }
    world
}

/// What holds of any change that `by` makes.
fn check_changes(before: &World, after: &World, by: UserId, command: &Command) {
    let authority = before.authority(by);
    let state = &before.state;
    for days in [0, 1, 4, 30] {
        let mut later = after.clone();
        later.pass(days * DAY_MS);
        assert!(later.state.owners >= 1, "an active Owner is left, in {days} days too");
    }
    let recount = counts(&after.state, after.now);
    let seats = after.state.seats;
    assert_eq!((seats.users, seats.invitations, seats.waiting, after.state.owners), recount, "counts are kept");
    let settings = matches!(command, Command::ChangeOrganization(_));
    assert!(
        seats.policy == SeatPolicy::Open || settings || seats.over() <= state.seats.over(),
        "no seat beyond the limit: {} over, before {}",
        seats.over(),
        state.seats.over()
    );
    for (id, user) in &after.state.users {
        let was = &state.users[id];
        if user == was {
            continue;
        }
        let held_at = |user: &User, days: i64| {
            let role = after.state.role(user.effective_role(after.now.plus_days(days))).expect("a role");
            if user.is_active(after.now) { role.permissions } else { Permissions::NONE }
        };
        let held = |user: &User| held_at(user, 0);
        for days in [0, 1, 4, 30] {
            assert!(
                held_at(was, days).cover(held_at(user, days)) || authority.permissions.cover(held_at(user, days)),
                "nobody is given what {by} lacks, in {days} days"
            );
        }
        let left = *command == Command::Leave && *id == by;
        let only_team_deleted = matches!(command, Command::DeleteTeam { .. });
        assert!(left || only_team_deleted || authority.permissions.cover(held(was)), "nobody acts on who is above");
        // Ownership alone is given up, by who has it for good, to somebody who has it from then on.
        let gave_up = matches!(command, Command::HandOver { .. }) && state.is_lasting_owner(was, after.now);
        let same_role = user.stored_role() == was.stored_role();
        assert!(*id != by || gave_up || same_role, "nobody changes their own role");
        assert!(*id != by || user.ends_at == was.ends_at, "nor their own end date");
        assert!(
            user.teams.iter().all(|link| !link.owner
                || can_own_teams(&after.state, user.held_role(after.now))
                || was.teams.contains(link)),
            "only who can owns a team"
        );
        if !authority.may(Permission::UsersRead) && *id != by {
            let theirs = was.teams.iter().any(|link| authority.owns(link.team));
            assert!(theirs, "a Team owner's people are those of their teams");
            assert_eq!(
                (user.stored_role(), user.state),
                (was.stored_role(), was.state),
                "of whom they change the teams only"
            );
            let others = |user: &User| -> Vec<TeamLink> {
                user.teams.iter().copied().filter(|link| !authority.owns(link.team)).collect()
            };
            assert_eq!(others(user), others(was), "and of those only their own");
        }
    }
    for (id, invitation) in &after.state.invitations {
        let open = |invitation: &&Invitation| invitation.state == InvitationState::Open;
        if open(&invitation) && state.invitations.get(id).filter(open).is_none() {
            let role = after.state.role(invitation.role).expect("a role");
            assert!(authority.permissions.cover(role.permissions), "nobody invites above themselves");
            assert!(after.state.org.settings.allow(&invitation.email), "nobody of another domain is invited");
            let only_own = invitation.teams.iter().all(|&team| authority.owns(team)) && !invitation.teams.is_empty();
            assert!(authority.may(Permission::UsersInvite) || only_own, "a Team owner invites into their teams");
        }
    }
}

/// Who edits an invitation holds what it gave and gives; a Team owner keeps it within their teams; and what could be
/// accepted still can.
fn check_edited(before: &World, after: &World, by: UserId, command: &Command) {
    let authority = before.authority(by);
    let deleted = matches!(command, Command::DeleteTeam { .. });
    for (id, invitation) in &after.state.invitations {
        let Some(was) = before.state.invitations.get(id) else { continue };
        if deleted || (was.role, &was.teams) == (invitation.role, &invitation.teams) {
            continue;
        }
        for role in [was.role, invitation.role] {
            let role = after.state.role(role).expect("a role");
            assert!(authority.permissions.cover(role.permissions), "nobody edits an invitation to what is above them");
        }
        if !authority.may(Permission::UsersInvite) {
            assert_eq!(was.role, invitation.role, "a Team owner gives no roles");
            let own = !invitation.teams.is_empty() && invitation.teams.iter().all(|&team| authority.owns(team));
            assert!(own, "and invites into their teams");
        }
        // By what the senders were: the same command may have demoted them since.
        let good = |invitation: &Invitation| {
            invitation.invited_by.is_none_or(|sender| {
                let role = before.state.role(invitation.role).expect("a role");
                let active = before.user(sender).is_active(before.now);
                active && allow::invite_as(&before.authority(sender), role, &invitation.teams).is_ok()
            })
        };
        assert!(!good(was) || good(invitation), "what could be accepted still can");
    }
}

/// Nobody has a bundle give what they lack, whatever it gave; what it gives is there, and no two have one name.
fn check_bundles(before: &World, after: &World, by: UserId) {
    let authority = before.authority(by);
    let given = |world: &World, bundle: &Bundle| world.state.role(bundle.shape.role).expect("a role").permissions;
    let mut names = BTreeSet::new();
    for bundle in &after.state.bundles {
        assert!(
            bundle.shape.teams.iter().all(|&team| after.state.team(team).is_some()),
            "it gives teams that are there"
        );
        assert!(names.insert(bundle.shape.name.as_str().to_lowercase()), "no two bundles of one name");
        let was = before.state.bundle(bundle.id);
        if was.map(|was| was.shape.role) != Some(bundle.shape.role) {
            assert!(authority.permissions.cover(given(after, bundle)), "no bundle gives what {by} lacks");
        }
    }
    for was in &before.state.bundles {
        let same_but_teams = |now: &Bundle| BundleShape { teams: was.shape.teams.clone(), ..now.shape.clone() };
        if after.state.bundle(was.id).map(same_but_teams).as_ref() != Some(&was.shape) {
            assert!(authority.permissions.cover(given(before, was)), "nobody touches a bundle above them");
        }
    }
}

/// What is refused for one is not done to them.
fn check_refused(before: &World, after: &World, refused: &[Refused], changes: &[Change]) {
    for item in refused {
        let Subject::Person(PersonId::User(id)) = &item.subject else { continue };
        let succeeded = changes.iter().any(|change| matches!(change, Change::UserStateSet { .. }));
        // A successor may be refused as such, having been removed by the same command.
        if !succeeded {
            assert_eq!(before.state.users.get(id), after.state.users.get(id), "{item:?} changes nothing");
        }
    }
}

/// Done once more, it changes nothing (sending again waits a minute).
fn check_again(after: &World, by: UserId, command: &Command) {
    let created = matches!(command, Command::CreateTeam { .. });
    let again = after.ask(by, command).map_or_else(|_| Vec::new(), |decision| decision.changes);
    assert!(again.is_empty() || created, "twice is once: {again:?}");
}

/// Whether somebody owns a team by a temporary role that is over: once that is taken away, nothing gives it back.
fn owns_by_what_is_over(world: &World) -> bool {
    world
        .state
        .users
        .values()
        .any(|user| !can_own_teams(&world.state, user.held_role(world.now)) && user.teams.iter().any(|link| link.owner))
}

/// Undone by an Owner with seats for all, everything is as it was.
fn check_undo(before: &World, after: &World, command: &Command, events: &[Event]) {
    let final_ones = |event: &Event| invert(&event.change).is_empty();
    let has_owner = before.state.is_lasting_owner(before.user(OLGA), before.now);
    let on_olga = events.iter().any(|event| event.change.subject() == Subject::Person(OLGA.into()));
    let settings = matches!(command, Command::ChangeOrganization(_));
    let restored = matches!(command, Command::Restore { .. });
    if owns_by_what_is_over(before)
        || events.is_empty()
        || events.iter().any(final_ones)
        || !has_owner
        || on_olga
        || restored
    {
        return;
    }
    let (mut before, mut after) = (before.clone(), after.clone());
    if !settings {
        for world in [&mut before, &mut after] {
            world.seats(None, SeatPolicy::Open);
            world.state.org.settings.allowed_domains.clear();
        }
    }
    let decision = after.ask_undo(OLGA, events);
    let decision = decision.unwrap_or_else(|refusal| panic!("undo: {refusal}"));
    assert_eq!(decision.refused, [], "undo");
    after.settle(Actor::User(OLGA), &decision);
    let plain = |world: &World| {
        let mut world = world.clone();
        world.state.invitations.values_mut().for_each(|invitation| invitation.invited_by = None);
        world.picture()
    };
    assert!(plain(&after) == plain(&before), "undo gives back what was: {:?}", decision.changes);
}

fn one_sequence(first: &World, seed: u64, done: &mut [u64; 3]) {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut draw = Draw(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let mut world = any_world(&mut draw, first.clone());
    for _ in 0..=draw.below(STEPS) {
        let actors: Vec<UserId> =
            world.state.users.values().filter(|user| user.is_active(world.now)).map(|user| user.id).collect();
        let mighty = actors.iter().copied().find(|&id| draw.one_in(3) && id == OLGA || draw.one_in(3) && id == ADAM);
        let by = mighty.unwrap_or_else(|| draw.of(&actors));
        let command = any_command(&mut draw, &world);
        done[0] += 1;
        match world.ask(by, &command) {
            Err(_) => done[1] += 1,
            Ok(decision) => {
                done[2] += u64::from(!decision.changes.is_empty());
                let before = world.clone();
                let events = world.settle(Actor::User(by), &decision);
                check_changes(&before, &world, by, &command);
                check_edited(&before, &world, by, &command);
                check_bundles(&before, &world, by);
                check_refused(&before, &world, &decision.refused, &decision.changes);
                if world.user(by).is_active(world.now) {
                    check_again(&world, by, &command);
                }
                check_undo(&before, &world, &command, &events);
            }
        }
        world.pass(draw.of(&[0, 0, 1, 60_000, 4 * DAY_MS]));
    }
}

#[test]
fn s_14_the_rules_hold_in_any_sequence_of_commands() {
    let (first, mut done) = (first_world(), [0; 3]);
    for seed in 0..SEQUENCES {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| one_sequence(&first, seed, &mut done)));
        assert!(outcome.is_ok(), "the sequence of seed {seed} breaks a rule, told above");
    }
    let [asked, refused, changed] = done;
    println!("{asked} commands: {refused} refused, {changed} changed something");
    assert!(changed > SEQUENCES / 2 && refused > SEQUENCES / 4, "{asked} asked, {refused} refused, {changed} changed");
}
