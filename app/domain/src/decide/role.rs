use super::{Desk, allow};
use crate::{Change, HeldRole, Refusal, Role, RoleId, TeamLink, User, UserId};

impl Desk<'_> {
    pub(super) fn set_role(&mut self, users: &[UserId], role: RoleId) -> Result<(), Refusal> {
        let role = self.known_role(role)?;
        self.each_user(users, |desk, user| {
            allow::set_role(desk.by, &desk.target(user), &role)?;
            desk.hold(user, HeldRole::lasting(role.id))
        })
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
