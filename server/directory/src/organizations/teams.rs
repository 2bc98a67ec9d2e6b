use crate::store::load;
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{Permission, Scope, TeamCard, TeamId, TeamMember, UserState};
use std::collections::BTreeMap;

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
        let mut members: BTreeMap<TeamId, Vec<TeamMember>> = BTreeMap::new();
        let mut users = load::all_users(self.read(), org.id).await?;
        users.retain(|user| user.state != UserState::Removed);
        users.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        for user in &users {
            for link in &user.teams {
                let member = TeamMember { user: user.id, name: user.name.clone(), owner: link.owner };
                members.entry(link.team).or_default().push(member);
            }
        }
        let mut invitations: BTreeMap<TeamId, u32> = BTreeMap::new();
        let open = load::open_invitations(self.read(), org.id).await?;
        for team in open.iter().filter(|invitation| invitation.is_open(now)).flat_map(|open| &open.teams) {
            *invitations.entry(*team).or_default() += 1;
        }
        let may_manage = by.may(Permission::TeamsManage);
        let teams = load::teams(self.read(), org.id).await?;
        Ok(teams
            .into_iter()
            .filter(|team| scope.covers([team.id]))
            .map(|team| TeamCard {
                members: members.remove(&team.id).unwrap_or_default(),
                invitations: invitations.get(&team.id).copied().unwrap_or(0),
                may_manage,
                team,
            })
            .collect())
    }
}
