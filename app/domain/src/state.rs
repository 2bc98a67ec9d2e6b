//! The state that a decision works on, and who asks.

use crate::{
    Actor, Bundle, BundleId, Invitation, InvitationId, MailKind, Organization, Permission, Permissions, Role, RoleId,
    RoleKey, Seats, Team, TeamId, TeamLink, Timestamp, User, UserId,
};
use std::collections::BTreeMap;

/// Of an organization, what matters for one command.
#[derive(Clone, Debug)]
pub struct OrgState {
    /// The organization.
    pub org: Organization,
    /// All its roles.
    pub roles: Vec<Role>,
    /// All its teams.
    pub teams: Vec<Team>,
    /// All its bundles.
    pub bundles: Vec<Bundle>,
    /// The users that the command concerns.
    pub users: BTreeMap<UserId, User>,
    /// The invitations that the command concerns.
    pub invitations: BTreeMap<InvitationId, Invitation>,
    /// The seats, counted at the decision's moment.
    pub seats: Seats,
    /// How many lasting Owners there are: [`OrgState::is_lasting_owner`].
    pub owners: u32,
    /// Which events last set what can be set of the organization and its teams.
    pub set_by: SetBy,
}

/// The numbers of the events that last set an organization's settings, its teams' names and its roles: who sets one of them
/// without having seen that event clashes. Zero is from before they were kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetBy {
    /// The organization's name.
    pub name: u64,
    /// The seat limit.
    pub seat_limit: u64,
    /// The seat policy.
    pub seat_policy: u64,
    /// Whether people are told.
    pub tell_people: u64,
    /// The domains that may be invited.
    pub allowed_domains: u64,
    /// Whether the invited are reminded.
    pub remind_invited: u64,
    /// The words of each mail.
    pub mail_words: BTreeMap<MailKind, u64>,
    /// What is done about users who do not come.
    pub dormancy: u64,
    /// Whether one may ask to join.
    pub take_requests: u64,
    /// Whether it takes a second factor.
    pub require_second_factor: u64,
    /// The teams' names.
    pub team_names: BTreeMap<TeamId, u64>,
    /// The users' names, of those who are asked for ([`crate::Needs::names_of`]).
    pub user_names: BTreeMap<UserId, u64>,
    /// The roles' names.
    pub role_names: BTreeMap<RoleId, u64>,
    /// What the roles allow.
    pub role_permissions: BTreeMap<RoleId, u64>,
    /// The bundles.
    pub bundles: BTreeMap<BundleId, u64>,
}

impl OrgState {
    /// The role of that id.
    #[must_use]
    pub fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The built-in role.
    #[must_use]
    pub fn built_in(&self, key: RoleKey) -> Option<&Role> {
        self.roles.iter().find(|role| role.key == Some(key))
    }

    /// The team of that id.
    #[must_use]
    pub fn team(&self, id: TeamId) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }

    /// The bundle of that id.
    #[must_use]
    pub fn bundle(&self, id: BundleId) -> Option<&Bundle> {
        self.bundles.iter().find(|bundle| bundle.id == id)
    }

    /// What a user may do at `now`; nothing when their role is unknown.
    #[must_use]
    pub fn permissions_of(&self, user: &User, now: Timestamp) -> Permissions {
        self.role(user.effective_role(now)).map_or(Permissions::NONE, |role| role.permissions)
    }

    /// What a user may do at `now` or, once a temporary role of theirs is over, will be able to.
    #[must_use]
    pub fn reach_of(&self, user: &User, now: Timestamp) -> Permissions {
        let later = self.role(user.held_role(now).in_the_end()).map_or(Permissions::NONE, |role| role.permissions);
        self.permissions_of(user, now).with(later)
    }

    /// Whether a user is an active Owner at `now`, and no date will take that from them. One such is always left, so
    /// that time alone never takes the last Owner.
    #[must_use]
    pub fn is_lasting_owner(&self, user: &User, now: Timestamp) -> bool {
        let held = user.held_role(now);
        let lasting = user.ends_at.is_none() && held.term.is_none();
        lasting && user.is_active(now) && self.role(held.role).is_some_and(Role::is_owner)
    }
}

/// Who asks, and what they may do at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Who.
    pub actor: Actor,
    /// What their role allows.
    pub permissions: Permissions,
    /// The teams they own.
    pub owned_teams: Vec<TeamId>,
}

impl Authority {
    /// The operator's: everything.
    #[must_use]
    pub fn operator() -> Self {
        Self { actor: Actor::Operator, permissions: Permissions::ALL, owned_teams: Vec::new() }
    }

    /// Muster's own, for what nobody asks for: no permission.
    #[must_use]
    pub fn system() -> Self {
        Self { actor: Actor::System, permissions: Permissions::NONE, owned_teams: Vec::new() }
    }

    /// A user's at `now`. The caller has made sure that they are active.
    #[must_use]
    pub fn of_user(user: &User, permissions: Permissions) -> Self {
        let owned_teams = if permissions.allow(Permission::TeamsManageOwn) {
            user.teams.iter().filter(|link| link.owner).map(|link| link.team).collect()
        } else {
            Vec::new()
        };
        Self { actor: Actor::User(user.id), permissions, owned_teams }
    }

    /// As much of it as a role with `permissions` allows, for looking at the organization as its people do. `teams` are
    /// one's own: whoever sees everybody, and owns none of them, sees what an owner of these would.
    #[must_use]
    pub fn seen_as(self, permissions: Permissions, teams: &[TeamLink]) -> Self {
        let sees_everybody = self.may(Permission::UsersRead);
        let permissions = self.permissions.common(permissions);
        let owned_teams = match permissions.allow(Permission::TeamsManageOwn) {
            true if self.owned_teams.is_empty() && sees_everybody => teams.iter().map(|link| link.team).collect(),
            true => self.owned_teams,
            false => Vec::new(),
        };
        Self { actor: self.actor, permissions, owned_teams }
    }

    /// As much of it as looks and changes nothing: what the past allows.
    #[must_use]
    pub fn only_looking(self) -> Self {
        let looks = Permissions::of(&[Permission::UsersRead, Permission::SeatsRead, Permission::AuditRead]);
        Self { permissions: self.permissions.common(looks), owned_teams: Vec::new(), ..self }
    }

    /// Whether they hold `permission`.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.allow(permission)
    }

    /// Their own row, if they have one.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match self.actor {
            Actor::User(user) => Some(user),
            Actor::Operator | Actor::System => None,
        }
    }

    /// Whom they see.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if self.may(Permission::UsersRead) {
            Scope::Everybody
        } else if self.owned_teams.is_empty() {
            Scope::Nobody
        } else {
            Scope::Teams(self.owned_teams.clone())
        }
    }

    /// Whether they own `team`.
    #[must_use]
    pub fn owns(&self, team: TeamId) -> bool {
        self.owned_teams.contains(&team)
    }
}

/// Whom somebody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everybody in the organization.
    Everybody,
    /// The people of these teams, and the open invitations into them.
    Teams(Vec<TeamId>),
    /// Nobody: My account only.
    Nobody,
}

impl Scope {
    /// Whether somebody in `teams` is seen.
    pub fn covers(&self, teams: impl IntoIterator<Item = TeamId>) -> bool {
        match self {
            Self::Everybody => true,
            Self::Teams(seen) => teams.into_iter().any(|team| seen.contains(&team)),
            Self::Nobody => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that names a team.
    fn team(number: u128) -> TeamId {
        TeamId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn another_role_only_ever_takes_away() {
        let in_team = [TeamLink { team: team(1), owner: false }];
        let held = |owned: &[TeamId], permissions| Authority {
            permissions,
            owned_teams: owned.to_vec(),
            ..Authority::system()
        };
        for own in RoleKey::ALL.map(RoleKey::permissions) {
            for role in RoleKey::ALL.map(RoleKey::permissions) {
                let seen = held(&[team(2)], own).seen_as(role, &in_team);
                assert!(own.cover(seen.permissions) && role.cover(seen.permissions));
                assert!(seen.owned_teams.iter().all(|seen| *seen == team(2)));
            }
        }
        let [owner, team_owner] = [RoleKey::Owner, RoleKey::TeamOwner].map(RoleKey::permissions);
        assert_eq!(held(&[], owner).seen_as(team_owner, &in_team).owned_teams, [team(1)], "who sees them anyway");
        assert_eq!(held(&[], team_owner).seen_as(team_owner, &in_team).owned_teams, [], "who does not");
    }
}
