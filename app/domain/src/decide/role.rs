use super::{Desk, allow};
use crate::{Change, Refusal, RoleId, TeamLink, UserId};

impl Desk<'_> {
    pub(super) fn set_role(&mut self, users: &[UserId], role: RoleId) -> Result<(), Refusal> {
        let role = self.state.role(role).ok_or(Refusal::UnknownRole)?.clone();
        self.each_user(users, |desk, user| {
            allow::set_role(desk.by, &desk.target(user), &role)?;
            let current = user.effective_role(desk.now());
            if current == role.id && user.role_until.is_none() {
                return Ok(());
            }
            if desk.moment.seen.is_some_and(|seen| user.role_seq > seen) {
                return Err(Refusal::Clash { seq: user.role_seq, role: Some(current) });
            }
            // First the teams, then the role: Undo goes backwards, and only the old role can own them.
            if !role.can_own_teams() {
                desk.disown_teams(user.id);
            }
            desk.change(Change::UserRoleSet { user: user.id, before: current, after: role.id });
            Ok(())
        })
    }

    /// Who cannot own teams any more is left in them as one of many.
    fn disown_teams(&mut self, user: UserId) {
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
