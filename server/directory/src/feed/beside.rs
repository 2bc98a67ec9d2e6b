//! What changes in an organization without an event: who was seen, and how far mails have come.

use crate::entity::{invitation, user};
use crate::{Directory, Result};
use domain::{InvitationState, OrgId};
use roster::Beside;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Of each kind so many are told; of more than that, the latest.
const MOST: u64 = 1_000;

impl Directory {
    /// What changed without an event within the last `within_ms`, as it is now.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn beside_events(&self, org: OrgId, within_ms: i64) -> Result<Beside> {
        let since = self.now().plus_ms(-within_ms);
        let seen = user::Entity::find()
            .select_only()
            .columns([user::Column::Id, user::Column::LastActive])
            .filter(user::Column::OrgId.eq(org))
            .filter(user::Column::LastActive.gt(since))
            .order_by_desc(user::Column::LastActive)
            .limit(MOST)
            .into_tuple()
            .all(self.read())
            .await?;
        let mails = invitation::Entity::find()
            .select_only()
            .columns([invitation::Column::Id, invitation::Column::Delivery, invitation::Column::DeliveryNote])
            .filter(invitation::Column::OrgId.eq(org))
            .filter(invitation::Column::DeliveryAt.gt(since))
            .filter(invitation::Column::State.eq(InvitationState::Open))
            .order_by_desc(invitation::Column::DeliveryAt)
            .limit(MOST)
            .into_tuple()
            .all(self.read())
            .await?;
        Ok(Beside { seen, mails })
    }
}
