//! An organization in a made-up database, with people of many scripts.

use domain::{
    AccountId, Authority, Change, CommandId, Delivery, Door, EmailAddress, Event, Invitation, InvitationId,
    InvitationState, Name, OrgId, OrgSettings, OrgState, Organization, Permission, Permissions, Role, RoleId, RoleKey,
    SeatPolicy, Seats, Status, Team, TeamId, TeamLink, Timestamp, User, UserId, UserState,
};
use roster::{Snapshot, Source};
use std::collections::BTreeMap;
use uuid::Uuid;

pub mod acts;

/// Numbers that look random and are the same for the same seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides.max(1) as u64).expect("below `sides`")
    }

    pub fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }

    pub fn uuid(&mut self) -> Uuid {
        let (high, low) = (self.roll(usize::MAX) as u64, self.roll(usize::MAX) as u64);
        Uuid::from_u64_pair(high, low)
    }
}

pub const GIVEN: [&str; 16] = [
    "Ana",
    "Zoë",
    "ANA MARÍA",
    "Łukasz",
    "Straße",
    "İpek",
    "محمد",
    "أحمد",
    "שָׁלוֹם",
    "田中",
    "さくら",
    "김민준",
    "Ольга",
    "Ωμέγας",
    "प्रिया",
    "Ｌｅｏ",
];
pub const FAMILY: [&str; 10] =
    ["Lima", "Ørsted", "de la Cruz", "Nguyễn", "Ek", "Müller-Lüdenscheidt", "علی", "美咲", "O’Neil", "Ana"];
const TEAMS: [&str; 6] = ["Design", "Sales EMEA", "Zürich", "Ops", "研究", "Über-Team"];

/// What stands in the database.
#[derive(Clone, Debug)]
pub struct World {
    pub state: OrgState,
    pub now: Timestamp,
    pub dice: Dice,
    /// Nobody makes, changes or deletes a role.
    pub roles_stay: bool,
}

pub fn name(text: &str) -> Name {
    Name::parse(text).expect("a good name")
}

pub fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("a good address")
}

/// How far mails have come.
const DELIVERIES: [Delivery; 3] = [Delivery::None, Delivery::Sent, Delivery::Refused];

impl World {
    pub fn of(people: usize, seed: u64) -> Self {
        let mut dice = Dice(seed);
        let now = Timestamp(1_790_000_000_000);
        let role = |key: Option<RoleKey>, title: &str, slug: &str, permissions, dice: &mut Dice| Role {
            id: RoleId(dice.uuid()),
            key,
            name: name(title),
            slug: slug.into(),
            permissions,
        };
        let mut roles: Vec<Role> = RoleKey::ALL
            .iter()
            .map(|key| role(Some(*key), key.title(), key.slug(), key.permissions(), &mut dice))
            .collect();
        roles.push(role(None, "Büro", "buero", Permissions::of(&[Permission::UsersRead]), &mut dice));
        roles.push(role(None, "Guest", "guest", Permissions::NONE, &mut dice));
        roles.reverse();
        let teams: Vec<Team> = TEAMS
            .iter()
            .map(|title| Team {
                id: TeamId(dice.uuid()),
                name: name(title),
                slug: domain::slug_of(title, &format!("team-{}", title.len())),
            })
            .collect();
        let settings = OrgSettings {
            name: name("Acme"),
            seat_limit: Some(10_000),
            seat_policy: SeatPolicy::Stop,
            tell_people: true,
            allowed_domains: Vec::new(),
            remind_invited: true,
            mail_words: BTreeMap::new(),
            dormancy: None,
            take_requests: true,
            require_second_factor: false,
        };
        let org = Organization { id: OrgId(dice.uuid()), slug: "acme".into(), settings, seq: 7 };
        let mut world = Self {
            state: OrgState {
                org,
                roles,
                teams,
                bundles: Vec::new(),
                users: Default::default(),
                invitations: Default::default(),
                seats: Seats::default(),
                owners: 0,
                set_by: domain::SetBy::default(),
            },
            now,
            dice,
            roles_stay: false,
        };
        for i in 0..people {
            world.add_person(i);
        }
        world.recount();
        world
    }

    pub fn role(&self, key: RoleKey) -> RoleId {
        self.state.built_in(key).expect("built in").id
    }

    fn person_name(&mut self) -> Name {
        let (given, family) = (*self.dice.pick(&GIVEN), *self.dice.pick(&FAMILY));
        name(&format!("{given} {family}"))
    }

    pub fn some_date(&mut self) -> Timestamp {
        let days = self.dice.roll(60) as i64 - 30;
        self.now.plus_days(days)
    }

    fn add_person(&mut self, i: usize) {
        let address = email(&format!("p{}.{i}@{}.example", self.dice.roll(9), self.dice.pick(&["one", "two", "lima"])));
        let role = if i == 0 { self.role(RoleKey::Owner) } else { self.state.roles[self.dice.roll(6)].id };
        let mut teams: Vec<TeamId> = Vec::new();
        for _ in 0..self.dice.roll(4) {
            let team = self.state.teams[self.dice.roll(self.state.teams.len())].id;
            if !teams.contains(&team) {
                teams.push(team);
            }
        }
        let inviters: Vec<UserId> = self.state.users.keys().copied().collect();
        let invited_by = (!inviters.is_empty() && !self.dice.one_in(3)).then(|| *self.dice.pick(&inviters));
        let since = self.some_date().plus_days(-40);
        if i > 0 && self.dice.one_in(4) {
            let (named, asks) = (!self.dice.one_in(3), i % 4 == 3);
            let invitation = Invitation {
                id: InvitationId(self.dice.uuid()),
                email: address,
                name: named.then(|| self.person_name()),
                role,
                teams,
                invited_by,
                created_at: since,
                sent_at: if self.dice.one_in(2) { since } else { since.plus_days(1) },
                // Whose request is over is not in the list.
                expires_at: if asks { since.plus_days(71) } else { self.some_date() },
                state: *self.dice.pick(&[
                    InvitationState::Open,
                    InvitationState::Open,
                    InvitationState::Open,
                    InvitationState::Revoked,
                    InvitationState::Accepted,
                ]),
                delivery: if asks { Delivery::None } else { *self.dice.pick(&DELIVERIES) },
                seq: self.dice.roll(7) as u64,
                access_days: None,
                bundle: None,
                reminded: 0,
                place: (i % 4 == 1).then(|| u64::try_from(i).expect("small") + 1),
                request: asks.then_some(domain::RequestState::Asked),
            };
            self.state.invitations.insert(invitation.id, invitation);
            return;
        }
        let state = *self.dice.pick(&[UserState::Active, UserState::Active, UserState::Suspended, UserState::Removed]);
        let state = if i == 0 { UserState::Active } else { state };
        let can_own = self.state.role(role).is_some_and(Role::can_own_teams);
        let temporary = i > 0 && self.dice.one_in(8);
        let user = User {
            id: UserId(self.dice.uuid()),
            account: AccountId(self.dice.uuid()),
            name: self.person_name(),
            email: address,
            role,
            teams: teams.into_iter().map(|team| TeamLink { team, owner: can_own && self.dice.one_in(2) }).collect(),
            state,
            joined_at: since,
            ends_at: (i > 0 && self.dice.one_in(6)).then(|| self.some_date()),
            role_until: temporary.then(|| self.some_date()),
            role_after: temporary.then(|| self.role(RoleKey::Member)),
            last_active: (!self.dice.one_in(3)).then(|| self.some_date()),
            removed_at: (state == UserState::Removed).then(|| self.now.plus_days(-3)),
            invited_by,
            role_seq: self.dice.roll(7) as u64,
            teams_seq: self.dice.roll(7) as u64,
            status_seq: self.dice.roll(7) as u64,
            ends_seq: 0,
            dormant_at: None,
            bundle: None,
            second_factor: self.dice.one_in(2),
        };
        self.state.users.insert(user.id, user);
    }

    /// Counts seats and Owners for the moment, as the service does before it decides.
    pub fn recount(&mut self) {
        let (now, state) = (self.now, &self.state);
        let count = |n: usize| u32::try_from(n).expect("few");
        let owners = count(state.users.values().filter(|user| state.is_lasting_owner(user, now)).count());
        let seats = Seats {
            limit: state.org.settings.seat_limit,
            policy: state.org.settings.seat_policy,
            users: count(state.users.values().filter(|user| user.is_active(now)).count()),
            invitations: count(state.invitations.values().filter(|invitation| invitation.is_open(now)).count()),
            waiting: count(state.invitations.values().filter(|one| one.status(now) == Some(Status::Waiting)).count()),
        };
        (self.state.owners, self.state.seats) = (owners, seats);
    }

    /// What `viewer` gets.
    pub fn snapshot(&self, viewer: &Authority) -> Snapshot {
        let users: Vec<User> = self.state.users.values().cloned().collect();
        let invitations: Vec<Invitation> = self.state.invitations.values().cloned().collect();
        let source = Source {
            org: &self.state.org,
            roles: &self.state.roles,
            teams: &self.state.teams,
            users: &users,
            invitations: &invitations,
            delivery_notes: &[],
            now: self.now,
            founded: Timestamp(0),
            past: false,
        };
        Snapshot::of(&source, viewer)
    }

    /// What a user may do now; `None` when they cannot sign in.
    pub fn authority(&self, user: UserId) -> Option<Authority> {
        let user = self.state.users.get(&user).filter(|user| user.is_active(self.now))?;
        Some(Authority::of_user(user, self.state.permissions_of(user, self.now)))
    }

    /// Somebody who may see only the people of the teams they own.
    pub fn team_owner(&mut self) -> UserId {
        let role = self.role(RoleKey::TeamOwner);
        let team = self.state.teams[0].id;
        let other = self.state.teams[1].id;
        let id = UserId(self.dice.uuid());
        let (now, account) = (self.now, AccountId(self.dice.uuid()));
        let user = User {
            id,
            account,
            name: name("Tess Owner"),
            email: email("tess@one.example"),
            role,
            teams: vec![TeamLink { team, owner: true }, TeamLink { team: other, owner: false }],
            state: UserState::Active,
            joined_at: now,
            ends_at: None,
            role_until: None,
            role_after: None,
            last_active: None,
            removed_at: None,
            invited_by: None,
            role_seq: 0,
            teams_seq: 0,
            status_seq: 0,
            ends_seq: 0,
            dormant_at: None,
            bundle: None,
            second_factor: false,
        };
        self.state.users.insert(id, user);
        self.recount();
        id
    }

    /// Writes a change down, as the service does: numbered, the rows' own numbers set.
    pub fn write(&mut self, change: Change) -> Event {
        self.state.org.seq += 1;
        let seq = self.state.org.seq;
        self.state.apply(&change.clone().settled(seq), self.now);
        match &change {
            Change::UserRoleSet { user, .. } | Change::UserTemporaryRoleSet { user, .. } => {
                self.with_user(*user, |user| user.role_seq = seq);
            }
            Change::UserEndSet { user, .. } => self.with_user(*user, |user| user.ends_seq = seq),
            Change::UserTeamsChanged { user, .. } => self.with_user(*user, |user| user.teams_seq = seq),
            Change::UserStateSet { user, .. } => self.with_user(*user, |user| user.status_seq = seq),
            Change::InvitationResent { invitation, .. }
            | Change::InvitationTakenOver { invitation, .. }
            | Change::InvitationReleased { invitation, .. }
            | Change::InvitationReaddressed { invitation, .. }
            | Change::InvitationRoleSet { invitation, .. }
            | Change::RequestDeclined(invitation)
            | Change::InvitationRevoked { invitation, .. } => {
                self.state.invitations.get_mut(invitation).expect("known").seq = seq;
            }
            Change::TeamDeleted { members, invitations, .. } => {
                for (user, _) in members {
                    self.with_user(*user, |user| user.teams_seq = seq);
                }
                for invitation in invitations {
                    self.state.invitations.get_mut(invitation).expect("known").seq = seq;
                }
            }
            _ => {}
        }
        Event {
            seq,
            at: self.now,
            actor: domain::Actor::Operator,
            door: Door::Page,
            command: CommandId(Uuid::nil()),
            change,
        }
    }

    fn with_user(&mut self, id: UserId, change: impl FnOnce(&mut User)) {
        change(self.state.users.get_mut(&id).expect("known"));
    }
}
