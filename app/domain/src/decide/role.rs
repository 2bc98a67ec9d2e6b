use super::{Desk, allow};
use crate::{Change, EmailAddress, HeldRole, Refusal, Role, RoleId, RoleKey, Status, TeamLink, User, UserId};

impl Desk<'_> {
    pub(super) fn set_role(&mut self, users: &[UserId], role: RoleId) -> Result<(), Refusal> {
        let role = self.known_role(role)?;
        self.each_user(users, |desk, user| desk.set_role_of(user, &role))
    }

    pub(super) fn set_role_of(&mut self, user: &User, role: &Role) -> Result<(), Refusal> {
        allow::set_role(self.by, &self.target(user), role)?;
        self.hold(user, HeldRole::lasting(role.id))
    }

    /// The one way to give up a role of one's own: somebody else has it then.
    pub(super) fn hand_over(&mut self, email: &str) -> Result<(), Refusal> {
        let actor = self.by.user().and_then(|id| self.state.users.get(&id)).cloned().ok_or(Refusal::NotFound)?;
        allow::hand_over(self.by, self.state.is_lasting_owner(&actor, self.now()))?;
        let email = EmailAddress::parse(email).map_err(|error| Refusal::BadAddress { error })?;
        let next = self.next_owner(&email)?;
        allow::receive_organization(self.by, &self.target(&next))?;
        let (owner, admin) = (self.built_in(RoleKey::Owner)?, self.built_in(RoleKey::Admin)?);
        self.hold(&next, HeldRole::lasting(owner))?;
        self.hold(&actor, HeldRole::lasting(admin))?;
        // Whoever has an end date may be an Owner, but not the only one.
        if self.state.owners == 0 { Err(Refusal::LastOwner) } else { Ok(()) }
    }

    /// Whoever has the address and is no longer gone; of several, the one who is active.
    fn next_owner(&self, email: &EmailAddress) -> Result<User, Refusal> {
        let mut known: Vec<&User> = self.index.users_with(&self.state, email).collect();
        known.sort_by_key(|user| user.status(self.now()) != Status::Active);
        known.first().copied().cloned().ok_or(Refusal::NotFound)
    }

    fn built_in(&self, key: RoleKey) -> Result<RoleId, Refusal> {
        self.state.roles.iter().find(|role| role.key == Some(key)).map(|role| role.id).ok_or(Refusal::UnknownRole)
    }

    pub(super) fn known_role(&self, role: RoleId) -> Result<Role, Refusal> {
        self.state.role(role).cloned().ok_or(Refusal::UnknownRole)
    }

    /// Has somebody hold a role, which they may be given.
    pub(super) fn hold(&mut self, user: &User, after: HeldRole) -> Result<(), Refusal> {
        let before = user.held_role(self.now());
        if before == after {
            return Ok(());
        }
        if self.moment.seen.is_some_and(|seen| user.role_seq > seen) {
            return Err(Refusal::Clash { seq: user.role_seq, role: Some(before.role) });
        }
        // First the teams, then the role: Undo goes backwards, and only the old role can own them.
        if self.can_own_teams(before) && !self.can_own_teams(after) {
            self.disown_teams(user.id);
        }
        let user = user.id;
        self.change(match (before, after) {
            (HeldRole { role: before, term: None }, HeldRole { role: after, term: None }) => {
                Change::UserRoleSet { user, before, after }
            }
            (before, after) => Change::UserTemporaryRoleSet { user, before, after },
        });
        Ok(())
    }

    /// Now, or once a temporary role is over: meanwhile their teams wait for them. Whoever owned teams in a temporary
    /// role owns them again with the next role that can.
    pub(super) fn can_own_teams(&self, held: HeldRole) -> bool {
        [held.role, held.in_the_end()].iter().any(|&id| self.state.role(id).is_some_and(Role::can_own_teams))
    }

    /// Who cannot own teams any more is left in them as one of many.
    pub(super) fn disown_teams(&mut self, user: UserId) {
        let owned: Vec<TeamLink> = self
            .state
            .users
            .get(&user)
            .map_or_else(Vec::new, |user| user.teams.iter().copied().filter(|link| link.owner).collect());
        if !owned.is_empty() {
            let added = owned.iter().map(|link| TeamLink { owner: false, ..*link }).collect();
            self.change(Change::UserTeamsChanged { user, removed: owned, added });
        }
    }
}
