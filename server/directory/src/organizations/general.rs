use crate::store::{count, row};
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{General, Permission};

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
        Ok(General { organization: row::organization(&org), seats, may_rename, may_set_seats, may_hand_over })
    }
}
