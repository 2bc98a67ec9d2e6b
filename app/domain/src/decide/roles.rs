//! Roles of an organization's own: made, changed and deleted. Whoever has one is changed with it.

use super::{Desk, allow, teams::too_many};
use crate::{
    Change, Event, Field, HeldRole, Invitation, InvitationId, InvitationState, Name, PEOPLE_MAX, Permission,
    Permissions, PersonId, ROLES_MAX, Refusal, Role, RoleId, RoleShape, RoleTerm, Subject, TeamLink, User, UserId,
    UserState, free_slug,
};

impl Desk<'_> {
    pub(super) fn create_role(&mut self, name: &Name, permissions: &[Permission]) -> Result<(), Refusal> {
        let permissions = Permissions::of(permissions);
        allow::define_role(self.by, permissions)?;
        self.role_name_is_free(name, None)?;
        self.one_more_role()?;
        let slug = free_slug(name.as_str(), "role", |slug| self.state.roles.iter().any(|role| role.slug == slug));
        let id = RoleId((self.fresh)());
        self.change(Change::RoleCreated { role: Role { id, key: None, name: name.clone(), slug, permissions } });
        Ok(())
    }

    /// The role is as it was before it was deleted; its people come back one by one.
    pub(super) fn bring_back_role(&mut self, role: &Role) -> Result<(), Refusal> {
        allow::manage_role(self.by, role, false)?;
        if self.state.role(role.id).is_some() {
            return Ok(());
        }
        self.role_name_is_free(&role.name, None)?;
        if self.state.roles.iter().any(|known| known.slug == role.slug) {
            return Err(Refusal::NotUndoable);
        }
        self.one_more_role()?;
        self.change(Change::RoleCreated { role: role.clone() });
        Ok(())
    }

    pub(super) fn reshape_role(
        &mut self,
        id: RoleId,
        name: Option<&Name>,
        permissions: Option<&[Permission]>,
    ) -> Result<(), Refusal> {
        let role = self.role_to_manage(id)?;
        let before = role.shape();
        let after = RoleShape {
            name: name.cloned().unwrap_or_else(|| before.name.clone()),
            permissions: permissions.map_or(before.permissions, Permissions::of),
        };
        allow::define_role(self.by, after.permissions)?;
        self.role_name_is_free(&after.name, Some(id))?;
        self.shape_as_seen(id, &before, &after)?;
        if before == after {
            return Ok(());
        }
        if before.permissions != after.permissions {
            let holders = self.holders(id);
            holders.iter().try_for_each(|user| allow::change_holder(self.by, &self.target(user)))?;
            self.disown_holders(id, &holders, after.permissions);
        }
        let good = self.good_invitations(id);
        self.change(Change::RoleChanged { role: id, before, after });
        for invitation in good {
            // Where the actor may not answer for it either, whoever sends it anew will.
            let _ = self.keep_good(invitation);
        }
        Ok(())
    }

    pub(super) fn delete_role(&mut self, id: RoleId, move_to: Option<RoleId>) -> Result<(), Refusal> {
        let role = self.role_to_manage(id)?;
        self.as_seen(self.role_seq(id, true, true))?;
        let (users, invitations) = (self.holders(id), self.open_with(id));
        let (people, bundles) = (users.len() + invitations.len(), self.bundles_with(id));
        if people > PEOPLE_MAX {
            return Err(too_many(Field::People, PEOPLE_MAX, people));
        }
        let moved_to = match move_to {
            Some(to) if to != id => Some(self.known_role(to)?),
            Some(_) => return Err(Refusal::UnknownRole),
            None => None,
        };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let used = Refusal::RoleInUse { people: number(people), bundles: number(bundles) };
        let moved_to = if people + bundles == 0 { None } else { Some(moved_to.ok_or(used)?) };
        if let Some(to) = &moved_to {
            allow::give_role(self.by, to)?;
            users.iter().try_for_each(|user| self.move_user(user, id, to.id))?;
            invitations.iter().try_for_each(|invitation| self.move_invitation(invitation, to))?;
            self.move_bundles(id, to.id)?;
        }
        self.change(Change::RoleDeleted { role, moved_to: moved_to.map(|to| to.id) });
        Ok(())
    }

    pub(super) fn set_invitation_role(&mut self, invitation: InvitationId, role: RoleId) -> Result<(), Refusal> {
        let invitation = self.invitation(invitation)?;
        let role = self.known_role(role)?;
        self.move_invitation(&invitation, &role)
    }

    /// A role that the actor may change. Who may change none does not learn which there are.
    fn role_to_manage(&self, id: RoleId) -> Result<Role, Refusal> {
        allow::manage_roles(self.by)?;
        let role = self.known_role(id)?;
        allow::manage_role(self.by, &role, self.is_own_role(id))?;
        Ok(role)
    }

    fn move_user(&mut self, user: &User, from: RoleId, to: RoleId) -> Result<(), Refusal> {
        allow::move_holder(self.by, &self.target(user))?;
        let instead = |role: RoleId| if role == from { to } else { role };
        let held = user.held_role(self.now());
        let role = instead(held.role);
        let term = held.term.map(|term| RoleTerm { then: instead(term.then), ..term });
        self.hold(user, HeldRole { role, term: term.filter(|term| term.then != role) })
    }

    fn move_invitation(&mut self, invitation: &Invitation, to: &Role) -> Result<(), Refusal> {
        allow::manage_invitation(self.by, &self.target_invitation(invitation)?)?;
        allow::give_role(self.by, to)?;
        self.invite_with(invitation, to)
    }

    /// An invitation that could be accepted still can: where its sender no longer may give what it gives now, the actor
    /// answers for it.
    fn keep_good(&mut self, id: InvitationId) -> Result<(), Refusal> {
        let invitation = self.state.invitations.get(&id).ok_or(Refusal::NotFound)?.clone();
        self.answer_for(&invitation)
    }

    fn good_invitations(&self, role: RoleId) -> Vec<InvitationId> {
        let open = self.open_with(role).into_iter();
        open.filter(|invitation| self.inviter_may(invitation).is_ok()).map(|invitation| invitation.id).collect()
    }

    /// Whoever can own teams only by a role that is to allow this is left in them as one of many.
    fn disown_holders(&mut self, role: RoleId, holders: &[User], permissions: Permissions) {
        if permissions.allow(Permission::TeamsManageOwn) {
            return;
        }
        for user in holders {
            let held = user.held_role(self.now());
            let other = if held.role == role { held.in_the_end() } else { held.role };
            let still = other != role && self.state.role(other).is_some_and(Role::can_own_teams);
            if !still {
                self.disown_teams(user.id);
            }
        }
    }

    /// Whoever has the role, or will once a temporary one is over. Removed people have a role too.
    fn holders(&self, role: RoleId) -> Vec<User> {
        let now = self.now();
        let has = |user: &&User| {
            let held = user.held_role(now);
            held.role == role || held.in_the_end() == role
        };
        self.state.users.values().filter(has).cloned().collect()
    }

    /// The open invitations, out of date or not, that would give the role.
    fn open_with(&self, role: RoleId) -> Vec<Invitation> {
        let gives = |one: &&Invitation| one.state == InvitationState::Open && one.role == role;
        self.state.invitations.values().filter(gives).cloned().collect()
    }

    /// Whether anybody has the role or is invited with it, or a bundle gives it.
    pub(super) fn is_held(&self, role: RoleId) -> bool {
        !(self.holders(role).is_empty() && self.open_with(role).is_empty() && self.bundles_with(role) == 0)
    }

    fn is_own_role(&self, role: RoleId) -> bool {
        let own = self.by.user().and_then(|id| self.state.users.get(&id));
        own.is_some_and(|user| {
            let held = user.held_role(self.now());
            held.role == role || held.in_the_end() == role
        })
    }

    fn role_name_is_free(&self, name: &Name, but: Option<RoleId>) -> Result<(), Refusal> {
        let lower = name.as_str().to_lowercase();
        let taken =
            self.state.roles.iter().any(|role| Some(role.id) != but && role.name.as_str().to_lowercase() == lower);
        if taken { Err(Refusal::RoleNameTaken) } else { Ok(()) }
    }

    fn one_more_role(&self) -> Result<(), Refusal> {
        let roles = self.state.roles.len() + 1;
        if roles > ROLES_MAX { Err(too_many(Field::OrganizationRoles, ROLES_MAX, roles)) } else { Ok(()) }
    }

    /// What somebody else has set since is not overwritten unseen.
    fn shape_as_seen(&self, id: RoleId, before: &RoleShape, after: &RoleShape) -> Result<(), Refusal> {
        self.as_seen(self.role_seq(id, before.name != after.name, before.permissions != after.permissions))
    }

    /// The event that last set the name or what the role allows, as far as asked.
    fn role_seq(&self, id: RoleId, name: bool, permissions: bool) -> u64 {
        let set_by = &self.state.set_by;
        let seqs = [(name, &set_by.role_names), (permissions, &set_by.role_permissions)];
        seqs.into_iter().filter(|(asked, _)| *asked).filter_map(|(_, seqs)| seqs.get(&id).copied()).max().unwrap_or(0)
    }

    /// Whether an event changed the role or the teams of somebody who was removed then, and is.
    pub(super) fn was_of_removed(&self, event: &Event) -> bool {
        let Subject::Person(PersonId::User(id)) = event.change.subject() else { return false };
        let removed = |user: &User| user.state == UserState::Removed && user.status_seq < event.seq;
        match &event.change {
            Change::UserRoleSet { .. } | Change::UserTemporaryRoleSet { .. } | Change::UserTeamsChanged { .. } => {
                self.state.users.get(&id).is_some_and(removed)
            }
            _ => false,
        }
    }

    /// Takes back what a change of roles did to somebody who was removed: no command of their own does that.
    pub(super) fn put_back(&mut self, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::UserRoleSet { user, before, .. } => self.put_back_role(*user, HeldRole::lasting(*before)),
            Change::UserTemporaryRoleSet { user, before, .. } => self.put_back_role(*user, *before),
            Change::UserTeamsChanged { user, removed, added } => self.put_back_links(*user, removed, added),
            _ => Err(Refusal::NotUndoable),
        }
    }

    fn put_back_role(&mut self, user: UserId, held: HeldRole) -> Result<(), Refusal> {
        let user = self.user(user)?;
        allow::move_holder(self.by, &self.target(&user))?;
        for role in [held.role, held.in_the_end()] {
            allow::give_role(self.by, &self.known_role(role)?)?;
        }
        self.hold(&user, held)
    }

    fn put_back_links(&mut self, user: UserId, removed: &[TeamLink], added: &[TeamLink]) -> Result<(), Refusal> {
        let user = self.user(user)?;
        allow::change_holder(self.by, &self.target(&user))?;
        for link in removed.iter().chain(added) {
            self.state.team(link.team).ok_or(Refusal::UnknownTeam)?;
            allow::manage_team(self.by, link.team)?;
        }
        if removed.iter().any(|link| link.owner) && !self.can_own_teams(user.held_role(self.now())) {
            return Err(Refusal::RoleCannotOwnTeams);
        }
        self.change(Change::UserTeamsChanged { user: user.id, removed: added.to_vec(), added: removed.to_vec() });
        Ok(())
    }
}
