use super::{Desk, allow};
use crate::{
    Change, Field, InvitationId, InvitationState, NO_TEAM, Name, Permission, Refusal, TEAMS_MAX, TEAMS_PER_USER_MAX,
    Team, TeamId, TeamLink, User, UserId, free_slug,
};
use std::collections::BTreeSet;

impl Desk<'_> {
    pub(super) fn change_teams(&mut self, users: &[UserId], add: &[TeamId], remove: &[TeamId]) -> Result<(), Refusal> {
        let (add, remove) = self.managed_teams(add, remove)?;
        self.each_user(users, |desk, user| desk.change_teams_of(user, &add, &remove))
    }

    /// Teams to join and to leave, each once, which the actor manages. Of a team to join and to leave, leaving counts.
    pub(super) fn managed_teams(
        &self,
        add: &[TeamId],
        remove: &[TeamId],
    ) -> Result<(Vec<TeamId>, BTreeSet<TeamId>), Refusal> {
        for &team in add.iter().chain(remove) {
            self.state.team(team).ok_or(Refusal::UnknownTeam)?;
            allow::manage_team(self.by, team)?;
        }
        let remove: BTreeSet<TeamId> = remove.iter().copied().collect();
        let mut named = remove.clone();
        let add = add.iter().copied().filter(|&team| named.insert(team)).collect();
        Ok((add, remove))
    }

    pub(super) fn change_teams_of(
        &mut self,
        user: &User,
        add: &[TeamId],
        remove: &BTreeSet<TeamId>,
    ) -> Result<(), Refusal> {
        allow::change_teams(self.by, &self.target(user))?;
        let in_team = |team: TeamId| user.teams.iter().any(|link| link.team == team);
        let removed: Vec<TeamLink> = user.teams.iter().copied().filter(|link| remove.contains(&link.team)).collect();
        let new = add.iter().filter(|&&team| !in_team(team));
        let added: Vec<TeamLink> = new.map(|&team| TeamLink { team, owner: false }).collect();
        let after = user.teams.len() - removed.len() + added.len();
        if !added.is_empty() && after > TEAMS_PER_USER_MAX {
            return Err(too_many(Field::Teams, TEAMS_PER_USER_MAX, after));
        }
        if !(removed.is_empty() && added.is_empty()) {
            self.change(Change::UserTeamsChanged { user: user.id, removed, added });
        }
        Ok(())
    }

    pub(super) fn set_team_owner(&mut self, team: TeamId, user: UserId, owner: bool) -> Result<(), Refusal> {
        // A Team owner who took a co-owner out puts them back as what they were.
        if !(self.taken_back == Some(user) && self.by.owns(team)) {
            self.may_manage_teams()?;
        }
        self.state.team(team).ok_or(Refusal::UnknownTeam)?;
        let user = self.user(user)?;
        let target = self.target(&user);
        allow::change_teams(self.by, &target)?;
        if owner {
            allow::own_team(self.by, &target)?;
        }
        let link = user.teams.iter().find(|link| link.team == team).copied().ok_or(Refusal::NotInTeam)?;
        if owner && !self.can_own_teams(user.held_role(self.now())) {
            return Err(Refusal::RoleCannotOwnTeams);
        }
        if link.owner != owner {
            let added = vec![TeamLink { team, owner }];
            self.change(Change::UserTeamsChanged { user: user.id, removed: vec![link], added });
        }
        Ok(())
    }

    fn may_manage_teams(&self) -> Result<(), Refusal> {
        let permission = Permission::TeamsManage;
        if self.by.may(permission) { Ok(()) } else { Err(Refusal::NotAllowed { permission }) }
    }

    fn name_is_free(&self, name: &Name, but: Option<TeamId>) -> Result<(), Refusal> {
        let lower = name.as_str().to_lowercase();
        let taken =
            self.state.teams.iter().any(|team| Some(team.id) != but && team.name.as_str().to_lowercase() == lower);
        if taken { Err(Refusal::TeamNameTaken) } else { Ok(()) }
    }

    pub(super) fn create_team(&mut self, name: &Name) -> Result<(), Refusal> {
        self.may_manage_teams()?;
        self.name_is_free(name, None)?;
        if self.state.teams.len() >= TEAMS_MAX {
            return Err(too_many(Field::OrganizationTeams, TEAMS_MAX, self.state.teams.len() + 1));
        }
        let slug = free_slug(name.as_str(), "team", |slug| {
            slug == NO_TEAM || self.state.teams.iter().any(|team| team.slug == slug)
        });
        let id = TeamId((self.fresh)());
        self.change(Change::TeamCreated { team: Team { id, name: name.clone(), slug } });
        Ok(())
    }

    pub(super) fn rename_team(&mut self, team: TeamId, name: &Name) -> Result<(), Refusal> {
        self.may_manage_teams()?;
        let before = self.state.team(team).ok_or(Refusal::UnknownTeam)?.name.clone();
        self.name_is_free(name, Some(team))?;
        if before != *name {
            self.as_seen(self.state.set_by.team_names.get(&team).copied().unwrap_or(0))?;
            self.change(Change::TeamRenamed { team, before, after: name.clone() });
        }
        Ok(())
    }

    pub(super) fn delete_team(&mut self, team: TeamId) -> Result<(), Refusal> {
        self.may_manage_teams()?;
        let team = self.state.team(team).ok_or(Refusal::UnknownTeam)?.clone();
        let members: Vec<(UserId, bool)> = self
            .state
            .users
            .values()
            .filter_map(|user| user.teams.iter().find(|link| link.team == team.id).map(|link| (user.id, link.owner)))
            .collect();
        let invitations: Vec<InvitationId> = self
            .state
            .invitations
            .values()
            .filter(|invitation| invitation.state == InvitationState::Open && invitation.teams.contains(&team.id))
            .map(|invitation| invitation.id)
            .collect();
        self.leave_bundles(team.id);
        self.change(Change::TeamDeleted { team, members, invitations });
        Ok(())
    }
}

pub(super) fn too_many(field: Field, limit: usize, got: usize) -> Refusal {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Refusal::TooMany { field, limit: number(limit), got: number(got) }
}
