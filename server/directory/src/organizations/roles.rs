use crate::store::load;
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{Permission, RoleCard, RoleId};
use std::collections::BTreeMap;

impl Directory {
    /// An organization's roles with how many have them, for those who see everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization, or its roles, are not the caller's to see; [`Error::SignedOut`];
    /// [`Error::Database`].
    pub async fn roles(&self, caller: &Caller, org: &OrgRef) -> Result<Vec<RoleCard>> {
        let (org, by) = self.reader(caller, org).await?;
        if !by.may(Permission::UsersRead) {
            return Err(Error::NotFound);
        }
        let now = self.now();
        let mut users: BTreeMap<RoleId, u32> = BTreeMap::new();
        for user in load::all_users(self.read(), org.id).await?.iter().filter(|user| user.is_active(now)) {
            *users.entry(user.effective_role(now)).or_default() += 1;
        }
        let mut invitations: BTreeMap<RoleId, u32> = BTreeMap::new();
        let open = load::open_invitations(self.read(), org.id).await?;
        for invitation in open.iter().filter(|invitation| invitation.is_open(now)) {
            *invitations.entry(invitation.role).or_default() += 1;
        }
        let roles = load::roles(self.read(), org.id).await?;
        let of = |counts: &BTreeMap<RoleId, u32>, id: RoleId| counts.get(&id).copied().unwrap_or(0);
        Ok(roles
            .into_iter()
            .map(|role| RoleCard { users: of(&users, role.id), invitations: of(&invitations, role.id), role })
            .collect())
    }
}
