use crate::store::{count, load, row};
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{
    Authority, HOLDERS_NAMED, HeldRole, InvitationState, Needs, OrgState, Permission, Role, RoleCard, RoleHolders,
    RoleId, RoleList, Timestamp, User, UserState, allow,
};
use std::collections::BTreeMap;

impl Directory {
    /// An organization's roles with how many have them, for those who see everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization, or its roles, are not the caller's to see; [`Error::SignedOut`];
    /// [`Error::Database`].
    pub async fn roles(&self, caller: &Caller, org: &OrgRef) -> Result<RoleList> {
        let (org, by) = self.reader(caller, org).await?;
        if !by.may(Permission::UsersRead) {
            return Err(Error::NotFound);
        }
        let now = self.now();
        let users = count::users_by_role(self.read(), org.id, now).await?;
        let invitations = count::invitations_by_role(self.read(), org.id, now).await?;
        let needs = Needs { users: by.user().into_iter().collect(), ..Needs::default() };
        let state = load::state(self.read(), &org, &needs, now).await?;
        let own = by.user().and_then(|id| Some(state.users.get(&id)?.held_role(now)));
        let of = |counts: &BTreeMap<RoleId, u32>, id: RoleId| counts.get(&id).copied().unwrap_or(0);
        let mut roles = load::roles(self.read(), org.id).await?;
        roles.sort_by_cached_key(|role| (role.key.is_none(), role.key, roster::fold(role.name.as_str())));
        let card = |role: Role| RoleCard {
            users: of(&users, role.id),
            invitations: of(&invitations, role.id),
            locked: allow::manage_role(&by, &role, own.is_some_and(|held| mentions(held, role.id))).err(),
            role,
        };
        let roles = roles.into_iter().map(card).collect();
        let may_create = allow::manage_roles(&by).is_ok();
        Ok(RoleList { seq: row::number(org.seq), roles, own: by.permissions, may_create })
    }

    /// Whom a change of a role would concern, for those who may change roles.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization, or the role, is not there or its people are not the caller's to see;
    /// [`Error::Refused`] when they may not change roles; [`Error::SignedOut`]; [`Error::Database`].
    pub async fn role_holders(&self, caller: &Caller, org: &OrgRef, role: RoleId) -> Result<RoleHolders> {
        let now = self.now();
        let look = self.look().await?;
        let org = super::row_of(&look, org).await?;
        let by: Authority = crate::execute::sight(&look, caller, &org, now).await?;
        if !by.may(Permission::UsersRead) {
            return Err(Error::NotFound);
        }
        if let Err(refusal) = allow::manage_roles(&by) {
            self.note_refused(caller, Some(org.id), "role_holders", [(role.to_string(), &refusal)]).await;
            return Err(refusal.into());
        }
        let needs = Needs { holders_of: vec![role], ..Needs::default() };
        let state = load::state(&look, &org, &needs, now).await?;
        look.commit().await?;
        holders(&state, role, row::number(org.seq), now).ok_or(Error::NotFound)
    }
}

fn mentions(held: HeldRole, role: RoleId) -> bool {
    held.role == role || held.in_the_end() == role
}

fn holders(state: &OrgState, role: RoleId, seq: u64, now: Timestamp) -> Option<RoleHolders> {
    let role = state.role(role)?.clone();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let all = state.users.values().filter(|user| mentions(user.held_role(now), role.id));
    let (removed, present): (Vec<&User>, Vec<&User>) = all.partition(|user| user.state == UserState::Removed);
    let mut users: Vec<&User> = present.iter().copied().filter(|user| user.effective_role(now) == role.id).collect();
    users.sort_by_cached_key(|user| (roster::fold(user.name.as_str()), user.id));
    let owns = |user: &&&User| role.can_own_teams() && user.teams.iter().any(|link| link.owner);
    let team_owners = users.iter().filter(owns).take(HOLDERS_NAMED).map(|user| user.name.clone()).collect();
    let open = state.invitations.values();
    let gives = open.filter(|one| one.state == InvitationState::Open && one.role == role.id).count();
    Some(RoleHolders {
        seq,
        users: count(users.len()),
        names: users.iter().take(HOLDERS_NAMED).map(|user| user.name.clone()).collect(),
        later: count(present.len() - users.len()),
        removed: count(removed.len()),
        invitations: count(gives),
        bundles: state
            .bundles
            .iter()
            .filter(|one| one.shape.role == role.id)
            .map(|one| one.shape.name.clone())
            .collect(),
        team_owners,
        told: state.org.settings.tell_people,
        role,
    })
}
