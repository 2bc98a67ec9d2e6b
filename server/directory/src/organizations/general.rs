use crate::entity::organization;
use crate::store::{count, load, row};
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{Authority, General, Permission, SecondFactors};

impl Directory {
    /// An organization's General page, for those who may change something on it or see its seats.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization, or its page, is not the caller's to see; [`Error::SignedOut`];
    /// [`Error::Database`].
    pub async fn general(&self, caller: &Caller, org: &OrgRef) -> Result<General> {
        let (org, by) = self.reader(caller, org).await?;
        let (may_rename, may_set_seats) = (by.may(Permission::SettingsManage), by.may(Permission::SeatsManage));
        let sees_seats = by.may(Permission::SeatsRead);
        if !(may_rename || may_set_seats || sees_seats) {
            return Err(Error::NotFound);
        }
        let seats = if sees_seats { Some(count::seats(self.read(), &org, self.now()).await?) } else { None };
        let may_hand_over = by.may(Permission::OrganizationOwn);
        let second_factors = if may_rename { Some(self.second_factors(&org, &by).await?) } else { None };
        let organization = row::organization(&org);
        Ok(General { organization, seats, may_rename, may_set_seats, may_hand_over, second_factors })
    }

    async fn second_factors(&self, org: &organization::Model, by: &Authority) -> Result<SecondFactors> {
        let own = match by.user() {
            Some(user) => load::users_by_id(self.read(), org.id, &[user]).await?.iter().any(|user| user.second_factor),
            None => true,
        };
        Ok(SecondFactors { own, missing: count::without_second_factor(self.read(), org.id, self.now()).await? })
    }
}
