use super::Desk;
use crate::{Change, ChangeOrganization, Field, Permission, Refusal, SEAT_LIMIT_MAX};

impl Desk<'_> {
    pub(super) fn change_organization(&mut self, change: &ChangeOrganization) -> Result<(), Refusal> {
        let needs = |permission, asked: bool| {
            if asked && !self.by.may(permission) { Err(Refusal::NotAllowed { permission }) } else { Ok(()) }
        };
        needs(Permission::SettingsManage, change.name.is_some())?;
        needs(Permission::SeatsManage, change.seat_limit.is_some() || change.seat_policy.is_some())?;
        if change.seat_limit.flatten().is_some_and(|limit| !(1..=SEAT_LIMIT_MAX).contains(&limit)) {
            return Err(Refusal::OutOfRange { field: Field::SeatLimit, least: 1, most: SEAT_LIMIT_MAX });
        }
        let before = self.state.org.settings.clone();
        let mut after = before.clone();
        if let Some(name) = &change.name {
            after.name = name.clone();
        }
        after.seat_limit = change.seat_limit.unwrap_or(before.seat_limit);
        after.seat_policy = change.seat_policy.unwrap_or(before.seat_policy);
        if after != before {
            self.change(Change::OrganizationChanged { before, after });
        }
        Ok(())
    }
}
