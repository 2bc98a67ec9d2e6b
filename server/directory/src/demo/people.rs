//! The cast of the demo: made from a seed, dates relative to a day.

use super::names::{LANGUAGES, Order};
use super::{DEMO_OWNER, DemoPlan};
use crate::{Error, Result};
use domain::{
    AccountId, DAY_MS, Delivery, EmailAddress, Invitation, InvitationId, InvitationState, Name, Role, RoleId, RoleKey,
    Team, TeamId, TeamLink, Timestamp, User, UserId, UserState, free_slug,
};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// SplitMix64: small, and the same everywhere.
pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.next() % u64::from(bound.max(1))).unwrap_or(0)
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(u32::try_from(list.len()).unwrap_or(1)) as usize]
    }

    pub(super) fn uuid(&mut self) -> Uuid {
        let bits = u128::from(self.next()) << 64 | u128::from(self.next());
        uuid::Builder::from_u128(bits)
            .with_variant(uuid::Variant::RFC4122)
            .with_version(uuid::Version::Custom)
            .into_uuid()
    }
}

/// Teams, and how many of a hundred people are in each: uneven, as teams are.
const TEAMS: &[(&str, u32)] = &[
    ("Engineering", 34),
    ("Support", 16),
    ("Sales EMEA", 12),
    ("Sales Americas", 9),
    ("Design", 6),
    ("Product", 6),
    ("Finance", 4),
    ("People", 3),
    ("Security", 3),
    ("Data", 5),
    ("Field operations", 8),
    ("Research 研究", 2),
    ("Legal", 2),
    ("Événements", 1),
    ("On-call", 7),
    ("Mars Exploration and Long-Range Forecasting", 1),
];

/// Everybody, in the order in which they joined.
pub(super) struct Cast {
    pub owner: User,
    pub teams: Vec<Team>,
    pub users: Vec<User>,
    pub invitations: Vec<Invitation>,
    /// Who was suspended or removed, and when.
    pub left: BTreeMap<UserId, (UserState, Timestamp)>,
}

struct Roles {
    owner: RoleId,
    admin: RoleId,
    team_owner: RoleId,
    member: RoleId,
}

impl Cast {
    pub(super) fn of(plan: &DemoPlan, roles: &[Role], rng: &mut Rng) -> Result<Self> {
        let id = |key| roles.iter().find(|role| role.key == Some(key)).map(|role| role.id);
        let (Some(owner), Some(admin), Some(team_owner), Some(member)) =
            (id(RoleKey::Owner), id(RoleKey::Admin), id(RoleKey::TeamOwner), id(RoleKey::Member))
        else {
            return Err(Error::Internal("a built-in role is missing".to_owned()));
        };
        let roles = Roles { owner, admin, team_owner, member };
        let teams = teams(rng)?;
        let mut addresses = HashSet::from([DEMO_OWNER.to_owned()]);
        let mut users = vec![founder(plan, &roles, rng)?];
        let mut left = BTreeMap::new();
        // Those removed come on top of the plan's number, as invitations do.
        let (suspended, removed) = (plan.users / 28, plan.users / 90);
        for number in 1..plan.users + removed {
            let user = person(plan, &roles, &teams, &mut addresses, rng)?;
            if number >= plan.users {
                let at = plan.as_of.plus_ms(-(i64::from(rng.below(60)) + 1) * DAY_MS - 3_600_000);
                left.insert(user.id, (UserState::Removed, at.max(user.joined_at)));
            } else if number % 28 == 0 && left.len() < suspended as usize {
                let at = plan.as_of.plus_ms(-(i64::from(rng.below(200)) + 1) * DAY_MS - 7_200_000);
                left.insert(user.id, (UserState::Suspended, at.max(user.joined_at)));
            }
            users.push(user);
        }
        users.sort_by_key(|user| user.joined_at);
        let invited = 2 + plan.users / 18;
        let mut invitations = Vec::new();
        for number in 0..invited {
            invitations.push(invitation(plan, number, &roles, &teams, &mut addresses, users[0].id, rng)?);
        }
        invitations.sort_by_key(|invitation| invitation.sent_at);
        Ok(Self { owner: users[0].clone(), teams, users, invitations, left })
    }

    /// How many of them were removed again.
    pub(super) fn removed(&self) -> usize {
        self.left.values().filter(|(state, _)| *state == UserState::Removed).count()
    }

    /// How many seats they take at `now`.
    pub(super) fn seats_used(&self, now: Timestamp) -> u32 {
        let users = self.users.len() - self.left.len();
        let open = self.invitations.iter().filter(|invitation| invitation.is_open(now)).count();
        u32::try_from(users + open).unwrap_or(u32::MAX)
    }
}

fn teams(rng: &mut Rng) -> Result<Vec<Team>> {
    let mut teams: Vec<Team> = Vec::new();
    for (name, _) in TEAMS {
        let slug = free_slug(name, "team", |slug| teams.iter().any(|team| team.slug == slug));
        teams.push(Team { id: TeamId(rng.uuid()), name: parsed(name)?, slug });
    }
    Ok(teams)
}

fn parsed(name: &str) -> Result<Name> {
    Name::parse(name).map_err(|error| Error::Internal(error.to_string()))
}

fn founder(plan: &DemoPlan, roles: &Roles, rng: &mut Rng) -> Result<User> {
    let email = EmailAddress::parse(DEMO_OWNER).map_err(|error| Error::Internal(error.to_string()))?;
    let joined = plan.as_of.plus_days(-1_500);
    Ok(user(rng, parsed("Olga Demo")?, email, roles.owner, joined, Some(plan.as_of.plus_ms(-240_000))))
}

fn user(
    rng: &mut Rng,
    name: Name,
    email: EmailAddress,
    role: RoleId,
    joined_at: Timestamp,
    last_active: Option<Timestamp>,
) -> User {
    User {
        id: UserId(rng.uuid()),
        account: AccountId(rng.uuid()),
        name,
        email,
        role,
        teams: Vec::new(),
        state: UserState::Active,
        joined_at,
        ends_at: None,
        role_until: None,
        role_after: None,
        last_active,
        removed_at: None,
        invited_by: None,
        role_seq: 0,
        teams_seq: 0,
        status_seq: 0,
        ends_seq: 0,
        dormant_at: None,
        bundle: None,
        second_factor: false,
    }
}

fn person(
    plan: &DemoPlan,
    roles: &Roles,
    teams: &[Team],
    addresses: &mut HashSet<String>,
    rng: &mut Rng,
) -> Result<User> {
    let (name, email) = identity(addresses, rng)?;
    let days = 1 + i64::from(rng.below(38)) * i64::from(rng.below(38));
    let joined = plan.as_of.plus_ms(-days * DAY_MS - i64::from(rng.below(36_000)) * 1_000);
    let role = match rng.below(200) {
        0 => roles.owner,
        1..=5 => roles.admin,
        6..=13 => roles.team_owner,
        _ => roles.member,
    };
    let seen = last_active(plan.as_of, days, rng);
    let mut user = user(rng, name, email, role, joined, seen);
    for (team, &(_, share)) in teams.iter().zip(TEAMS) {
        if rng.below(100) < share {
            let owner = role == roles.team_owner || (role == roles.admin && rng.one_in(3));
            user.teams.push(TeamLink { team: team.id, owner });
        }
    }
    if role == roles.team_owner && user.teams.is_empty() {
        user.teams.push(TeamLink { team: rng.pick(teams).id, owner: true });
    }
    user.teams.sort_unstable();
    user.ends_at = end(&user, plan.as_of).filter(|_| role == roles.member);
    Ok(user)
}

/// Some are there for a while only. It is drawn with their id, so that all else stays as it was.
fn end(user: &User, as_of: Timestamp) -> Option<Timestamp> {
    let (high, low) = user.id.0.as_u64_pair();
    let days = i64::try_from(low % 40).unwrap_or_default();
    high.is_multiple_of(24).then(|| as_of.plus_days(9 + days))
}

/// Most were seen lately, some long ago, a few never.
fn last_active(as_of: Timestamp, joined_days: i64, rng: &mut Rng) -> Option<Timestamp> {
    let ms = match rng.below(100) {
        0..=3 => return None,
        4..=33 => i64::from(rng.below(240)) * 60_000,
        34..=63 => i64::from(rng.below(72)) * 3_600_000,
        64..=88 => i64::from(rng.below(30)) * DAY_MS,
        _ => i64::from(rng.below(400)) * DAY_MS,
    };
    let minute = (as_of.0 - ms.min(joined_days * DAY_MS)) / 60_000 * 60_000;
    Some(Timestamp(minute))
}

fn identity(addresses: &mut HashSet<String>, rng: &mut Rng) -> Result<(Name, EmailAddress)> {
    let total: u32 = LANGUAGES.iter().map(|language| language.weight).sum();
    let mut ticket = rng.below(total);
    let language = LANGUAGES
        .iter()
        .find(|language| {
            let here = ticket < language.weight;
            ticket = ticket.wrapping_sub(language.weight);
            here
        })
        .unwrap_or(&LANGUAGES[0]);
    let (first, second) = (rng.pick(language.first), rng.pick(language.second));
    let shown = match language.order {
        Order::Joined => format!("{}{}", first.0, second.0),
        Order::GivenFirst | Order::FamilyFirst => format!("{} {}", first.0, second.0),
    };
    let (given, family) = match language.order {
        Order::GivenFirst => (first.1, second.1),
        Order::Joined | Order::FamilyFirst => (second.1, first.1),
    };
    let mut number = 1_u32;
    loop {
        let tail = if number == 1 { String::new() } else { number.to_string() };
        let address = format!("{given}.{family}{tail}@meridian.test");
        if addresses.insert(address.clone()) {
            let email =
                EmailAddress::parse(&address).map_err(|error| Error::Internal(format!("{address}: {error}")))?;
            return Ok((parsed(&shown)?, email));
        }
        number += 1;
    }
}

fn invitation(
    plan: &DemoPlan,
    number: u32,
    roles: &Roles,
    teams: &[Team],
    addresses: &mut HashSet<String>,
    inviter: UserId,
    rng: &mut Rng,
) -> Result<Invitation> {
    let (name, email) = identity(addresses, rng)?;
    // One in four is past its date.
    let days_ago = if number % 4 == 3 { 8 + i64::from(rng.below(30)) } else { i64::from(rng.below(7)) };
    let sent = plan.as_of.plus_ms(-days_ago * DAY_MS - i64::from(rng.below(20_000)) * 1_000 - 60_000);
    let delivery = match rng.below(12) {
        0 => Delivery::Refused,
        1..=4 => Delivery::Opened,
        _ => Delivery::Sent,
    };
    Ok(Invitation {
        id: InvitationId(rng.uuid()),
        email,
        name: rng.one_in(3).then_some(name),
        role: if rng.one_in(15) { roles.admin } else { roles.member },
        teams: if rng.one_in(2) { vec![rng.pick(teams).id] } else { Vec::new() },
        invited_by: Some(inviter),
        created_at: sent,
        sent_at: sent,
        expires_at: sent.plus_days(7),
        state: InvitationState::Open,
        delivery,
        seq: 0,
        // Whoever is made up has been reminded enough.
        access_days: None,
        bundle: None,
        reminded: 2,
        place: None,
        request: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cast(seed: u64) -> Cast {
        let mut rng = Rng::new(seed);
        let roles = super::super::built_in_roles(&mut || rng.uuid());
        let plan = DemoPlan { users: 1_000, seed, as_of: Timestamp(1_795_500_000_000), password: String::new() };
        Cast::of(&plan, &roles, &mut rng).expect("the names are good")
    }

    #[test]
    fn the_same_seed_makes_the_same_people() {
        let (one, two, other) = (cast(42), cast(42), cast(43));
        assert_eq!(one.users, two.users);
        assert_eq!(one.invitations, two.invitations);
        assert_ne!(one.users, other.users);
    }

    #[test]
    fn a_thousand_people_are_a_believable_organization() {
        let cast = cast(42);
        let count = |state| cast.left.values().filter(|(left, _)| *left == state).count();
        assert_eq!(cast.users.len() - count(UserState::Removed), 1_000);
        assert!(count(UserState::Suspended) >= 20 && count(UserState::Removed) >= 5);
        let now = Timestamp(1_795_500_000_000);
        let open = cast.invitations.iter().filter(|invitation| invitation.is_open(now)).count();
        assert!(open > 20 && open < cast.invitations.len());
        let scripts = cast.users.iter().filter(|user| !user.name.as_str().is_ascii()).count();
        assert!(scripts > 400, "{scripts} names are beyond ASCII");
        assert!(cast.users.iter().all(|user| user.joined_at <= now && user.last_active.is_none_or(|at| at <= now)));
    }
}
