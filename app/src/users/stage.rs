//! People for the tests of this part of the page: a small organization, and what somebody sees of it.

use domain::{
    AccountId, Authority, Delivery, DomainName, EmailAddress, Invitation, InvitationId, InvitationState, Name, OrgId,
    OrgSettings, Organization, Role, RoleId, RoleKey, SeatPolicy, Team, TeamId, TeamLink, Timestamp, User, UserId,
    UserState,
};
use roster::{Roster, Snapshot, Source};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An organization in the making.
pub(crate) struct Stage {
    org: Organization,
    roles: Vec<Role>,
    teams: Vec<Team>,
    users: Vec<User>,
    invitations: Vec<Invitation>,
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a good name")
}

fn id(kind: u64, number: usize) -> Uuid {
    Uuid::from_u64_pair(kind, number as u64 + 1)
}

impl Stage {
    /// Nobody yet; ten seats.
    pub(crate) fn new() -> Self {
        let settings = OrgSettings {
            name: name("Acme"),
            seat_limit: Some(10),
            seat_policy: SeatPolicy::Stop,
            tell_people: true,
            allowed_domains: Vec::new(),
            remind_invited: true,
            mail_words: BTreeMap::new(),
            dormancy: None,
            take_requests: false,
            require_second_factor: false,
        };
        let role = |(at, key): (usize, &RoleKey)| Role {
            id: RoleId(id(2, at)),
            key: Some(*key),
            name: name(key.title()),
            slug: key.slug().to_owned(),
            permissions: key.permissions(),
        };
        Self {
            org: Organization { id: OrgId(id(1, 0)), slug: "acme".to_owned(), settings, seq: 1 },
            roles: RoleKey::ALL.iter().enumerate().map(role).collect(),
            teams: ["Design", "Support"]
                .iter()
                .enumerate()
                .map(|(at, title)| Team {
                    id: TeamId(id(3, at)),
                    name: name(title),
                    slug: domain::slug_of(title, "team"),
                })
                .collect(),
            users: Vec::new(),
            invitations: Vec::new(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp(1_795_500_000_000)
    }

    pub(crate) fn seats(mut self, limit: Option<u32>) -> Self {
        self.org.settings.seat_limit = limit;
        self
    }

    pub(crate) fn policy(mut self, policy: SeatPolicy) -> Self {
        self.org.settings.seat_policy = policy;
        self
    }

    pub(crate) fn allowing(mut self, domains: &[&str]) -> Self {
        let domains = domains.iter().map(|domain| DomainName::parse(domain).expect("a domain"));
        self.org.settings.allowed_domains = domains.collect();
        self
    }

    pub(crate) fn role(&self, key: RoleKey) -> RoleId {
        self.roles.iter().find(|role| role.key == Some(key)).expect("built in").id
    }

    pub(crate) fn team(&self, title: &str) -> TeamId {
        self.teams.iter().find(|team| team.name.as_str() == title).expect("a team").id
    }

    pub(crate) fn id(&self, called: &str) -> UserId {
        self.users.iter().find(|user| user.name.as_str() == called).expect("a user").id
    }

    pub(crate) fn invitation(&self, address: &str) -> InvitationId {
        self.invitations.iter().find(|one| one.email.as_str() == address).expect("invited").id
    }

    fn at(&mut self, called: &str) -> &mut User {
        self.users.iter_mut().find(|user| user.name.as_str() == called).expect("a user")
    }

    /// An active user whose address is made of the first word of the name.
    pub(crate) fn user(mut self, called: &str, key: RoleKey) -> Self {
        let first = called.split(' ').next().expect("a word").to_lowercase();
        let number = self.users.len();
        self.users.push(User {
            id: UserId(id(4, number)),
            account: AccountId(id(5, number)),
            name: name(called),
            email: EmailAddress::parse(&format!("{first}@example.com")).expect("an address"),
            role: self.role(key),
            teams: Vec::new(),
            state: UserState::Active,
            joined_at: self.now(),
            ends_at: None,
            role_until: None,
            role_after: None,
            last_active: None,
            removed_at: None,
            invited_by: None,
            role_seq: 1,
            teams_seq: 1,
            status_seq: 1,
            ends_seq: 0,
            dormant_at: None,
            bundle: None,
            second_factor: false,
        });
        self
    }

    pub(crate) fn joins(mut self, called: &str, team: &str) -> Self {
        let team = self.team(team);
        self.at(called).teams.push(TeamLink { team, owner: false });
        self
    }

    pub(crate) fn owns(mut self, called: &str, team: &str) -> Self {
        let team = self.team(team);
        self.at(called).teams.push(TeamLink { team, owner: true });
        self
    }

    pub(crate) fn suspended(mut self, called: &str) -> Self {
        self.at(called).state = UserState::Suspended;
        self
    }

    pub(crate) fn removed(mut self, called: &str, days_ago: i64) -> Self {
        let at = self.now().plus_days(-days_ago);
        let user = self.at(called);
        (user.state, user.removed_at) = (UserState::Removed, Some(at));
        self
    }

    pub(crate) fn lent(mut self, called: &str, key: RoleKey, days: i64) -> Self {
        let (role, until) = (self.role(key), self.now().plus_days(days));
        let user = self.at(called);
        user.store_role(domain::HeldRole { role, term: Some(domain::RoleTerm { until, then: user.role }) });
        self
    }

    pub(crate) fn ends(mut self, called: &str, days: i64) -> Self {
        let at = self.now().plus_days(days);
        self.at(called).ends_at = Some(at);
        self
    }

    /// An open invitation as a Member, good for another 7 days.
    pub(crate) fn invited(self, address: &str, by: &str) -> Self {
        self.invited_until(address, by, 7)
    }

    pub(crate) fn invited_until(mut self, address: &str, by: &str, days: i64) -> Self {
        let sent = self.now().plus_days(days - 7);
        self.invitations.push(Invitation {
            id: InvitationId(id(6, self.invitations.len())),
            email: EmailAddress::parse(address).expect("an address"),
            name: None,
            role: self.role(RoleKey::Member),
            teams: Vec::new(),
            invited_by: Some(self.id(by)),
            created_at: sent,
            sent_at: sent,
            expires_at: self.now().plus_days(days),
            state: InvitationState::Open,
            delivery: Delivery::None,
            seq: 1,
            access_days: None,
            bundle: None,
            reminded: 0,
            place: None,
            request: None,
        });
        self
    }

    pub(crate) fn invited_into(mut self, address: &str, team: &str) -> Self {
        let team = self.team(team);
        let known = self.invitations.iter_mut().filter(|one| one.email.as_str() == address);
        known.for_each(|one| one.teams.push(team));
        self
    }

    /// Somebody who asks to join.
    pub(crate) fn asks(self, address: &str) -> Self {
        let mut stage = self.invited_until(address, "Olga Owner", domain::REQUEST_DAYS);
        if let Some(asked) = stage.invitations.last_mut() {
            (asked.invited_by, asked.request) = (None, Some(domain::RequestState::Asked));
        }
        stage
    }

    /// An invitation that waits for a seat, at this place.
    pub(crate) fn waiting(self, address: &str, by: &str, place: u64) -> Self {
        let mut stage = self.invited(address, by);
        stage
            .invitations
            .iter_mut()
            .filter(|one| one.email.as_str() == address)
            .for_each(|one| one.place = Some(place));
        stage
    }

    /// What somebody has in their browser.
    pub(crate) fn seen_by(&self, called: &str) -> Roster {
        let viewer = self.users.iter().find(|user| user.name.as_str() == called).expect("a user");
        let permissions = self.roles.iter().find(|role| role.id == viewer.role).expect("a role").permissions;
        let source = Source {
            org: &self.org,
            roles: &self.roles,
            teams: &self.teams,
            users: &self.users,
            invitations: &self.invitations,
            delivery_notes: &[],
            now: self.now(),
            founded: Timestamp(0),
            past: false,
        };
        Roster::load(Snapshot::of(&source, &Authority::of_user(viewer, permissions))).expect("it fits together")
    }
}
