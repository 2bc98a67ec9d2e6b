use crate::store::{everybody, load};
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{
    NAME_MAX, OrgId, Permission, RoleId, Scope, TeamCandidate, TeamCard, TeamId, TeamMember, UserState, allow,
};
use std::collections::{BTreeMap, BTreeSet};

/// The most people offered at once to be put into a team.
const CANDIDATES_MAX: usize = 20;

impl Directory {
    /// An organization's teams with their people: all of them, or those that the caller owns.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization is not the caller's, or they see no team; [`Error::SignedOut`];
    /// [`Error::Database`].
    pub async fn teams(&self, caller: &Caller, org: &OrgRef) -> Result<Vec<TeamCard>> {
        let (org, by) = self.reader(caller, org).await?;
        let scope = by.scope();
        if scope == Scope::Nobody {
            return Err(Error::NotFound);
        }
        let now = self.now();
        let owning = self.roles_that_own(org.id).await?;
        let mut members: BTreeMap<TeamId, Vec<TeamMember>> = BTreeMap::new();
        let mut users = everybody::all_users(self.read(), org.id).await?;
        users.retain(|user| user.state != UserState::Removed);
        users.sort_by_cached_key(|user| (roster::fold(user.name.as_str()), user.id));
        for user in &users {
            for link in &user.teams {
                let can_own = owning.contains(&user.effective_role(now));
                let member = TeamMember {
                    user: user.id,
                    name: user.name.clone(),
                    email: user.email.clone(),
                    owner: link.owner && can_own,
                    can_own,
                };
                members.entry(link.team).or_default().push(member);
            }
        }
        let mut invitations: BTreeMap<TeamId, u32> = BTreeMap::new();
        let open = everybody::open_invitations(self.read(), org.id).await?;
        for team in open.iter().filter(|invitation| invitation.is_open(now)).flat_map(|open| &open.teams) {
            *invitations.entry(*team).or_default() += 1;
        }
        let may_manage = by.may(Permission::TeamsManage);
        let mut teams = load::named_teams(self.read(), org.id).await?;
        teams.sort_by_cached_key(|(team, _)| (roster::fold(team.name.as_str()), team.id));
        Ok(teams
            .into_iter()
            .filter(|(team, _)| scope.covers([team.id]))
            .map(|(team, name_seq)| TeamCard {
                name_seq,
                members: members.remove(&team.id).unwrap_or_default(),
                invitations: invitations.get(&team.id).copied().unwrap_or(0),
                may_manage,
                may_change_people: allow::manage_team(&by, team.id).is_ok(),
                team,
            })
            .collect())
    }

    /// The people who could be put into a team: those whom the caller sees, who are not in it, and whose name or
    /// address has every word of `text`; by name, 20 at most.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization, or the team, is not the caller's to change; [`Error::SignedOut`];
    /// [`Error::Database`].
    pub async fn team_candidates(
        &self,
        caller: &Caller,
        org: &OrgRef,
        team: TeamId,
        text: &str,
    ) -> Result<Vec<TeamCandidate>> {
        let (org, by) = self.reader(caller, org).await?;
        let teams = load::teams(self.read(), org.id).await?;
        if allow::manage_team(&by, team).is_err() || teams.iter().all(|one| one.id != team) {
            return Err(Error::NotFound);
        }
        let (now, scope, owning) = (self.now(), by.scope(), self.roles_that_own(org.id).await?);
        let text = roster::fold(&text.chars().take(NAME_MAX).collect::<String>());
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut users = everybody::all_users(self.read(), org.id).await?;
        users.retain(|user| {
            let (name, email) = (roster::fold(user.name.as_str()), user.email.as_str());
            let teams = || user.teams.iter().map(|link| link.team);
            user.state != UserState::Removed
                && scope.covers(teams())
                && !teams().any(|in_team| in_team == team)
                && words.iter().all(|word| name.contains(word) || email.contains(word))
        });
        users.sort_by_cached_key(|user| (roster::fold(user.name.as_str()), user.id));
        users.truncate(CANDIDATES_MAX);
        Ok(users
            .into_iter()
            .map(|user| TeamCandidate {
                can_own: owning.contains(&user.effective_role(now)),
                user: user.id,
                name: user.name,
                email: user.email,
            })
            .collect())
    }

    async fn roles_that_own(&self, org: OrgId) -> Result<BTreeSet<RoleId>> {
        let roles = load::roles(self.read(), org).await?;
        Ok(roles.iter().filter(|role| role.can_own_teams()).map(|role| role.id).collect())
    }
}
