//! What happens beside a list that is being imported, and makes no difference to it.

use super::undefused;
use crate::{Change, EmailAddress, ImportOptions, Listed, OrgState, RoleId, RoleKey, UserId};
use std::collections::{BTreeSet, HashSet};

/// Whom an import, or its Undo, is about: everybody whose role or teams it may look at.
#[derive(Clone, Debug)]
pub struct ImportScope {
    /// `None` is everybody.
    users: Option<BTreeSet<UserId>>,
    owner: Option<RoleId>,
}

impl ImportScope {
    /// By a list: whoever is on it, and whoever answers for an open invitation. Where those who are not on it are suspended,
    /// everybody.
    #[must_use]
    pub fn by_list(state: &OrgState, list: &[Listed], options: &ImportOptions) -> Self {
        let owner = state.built_in(RoleKey::Owner).map(|role| role.id);
        if options.suspend_others {
            return Self { users: None, owner };
        }
        let listed: HashSet<EmailAddress> =
            list.iter().filter_map(|listed| EmailAddress::parse(undefused(&listed.address)).ok()).collect();
        let of_users = state.users.values().filter(|user| listed.contains(&user.email));
        let senders = state.invitations.values().filter_map(|invitation| invitation.invited_by);
        Self { users: Some(of_users.map(|user| user.id).chain(senders).collect()), owner }
    }

    /// By an Undo: whoever is in the state that it is decided on.
    #[must_use]
    pub fn by_undo(state: &OrgState) -> Self {
        let owner = state.built_in(RoleKey::Owner).map(|role| role.id);
        Self { users: Some(state.users.keys().copied().collect()), owner }
    }

    /// Whether a change makes no difference: what is decided before it comes to the same changes as after it. That is so of
    /// a role and of teams of anybody else, as long as as many are Owners, whoever imports has the same rights, and no team
    /// goes. It takes no seat: who counts seats at a moment may not see it ([`crate::Event::at`] goes back by an import).
    #[must_use]
    pub fn passes_by(&self, change: &Change) -> bool {
        let is_about = |user: &UserId| self.users.as_ref().is_none_or(|users| users.contains(user));
        match change {
            Change::UserRoleSet { user, before, after } => {
                !is_about(user) && ![*before, *after].map(Some).contains(&self.owner)
            }
            Change::UserTeamsChanged { user, .. } => !is_about(user),
            _ => false,
        }
    }
}
