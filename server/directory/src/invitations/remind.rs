//! Mails to the invited who have not accepted. They are made from the dates, whenever somebody looks: no night that was
//! missed and no restart loses one, and each is written once.

use crate::entity::{invitation, organization};
use crate::stop::Writer;
use crate::store::load;
use crate::tx::hold_org;
use crate::{Caller, Directory, OrgRef, Result};
use domain::{
    Actor, CommandId, Delivery, InvitationId, InvitationState, Needs, OrgId, REMIND_INVITED_DAYS, Timestamp,
    decide_reminders,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// The most invitations that one transaction is about.
const AT_ONCE: u64 = 1_000;

impl Directory {
    /// Writes the mails that are due to the invited, [`REMIND_INVITED_DAYS`] after they were sent their invitation, with
    /// a link more for each. Gives how many. Without a mail server nobody is reminded: their links were handed over.
    ///
    /// # Errors
    /// [`crate::Error::Database`]. What was written by then stays written.
    pub async fn remind_invited(&self) -> Result<u64> {
        if !self.config().mail {
            return Ok(0);
        }
        let now = self.now();
        let organizations = invitation::Entity::find()
            .select_only()
            .column(invitation::Column::OrgId)
            .filter(due(now))
            .distinct()
            .into_tuple::<OrgId>()
            .all(self.read())
            .await?;
        let mut reminded = 0;
        for org in organizations {
            // Those that are passed over stay due: on with those behind them.
            let mut after = InvitationId(uuid::Uuid::nil());
            while let Some((last, some)) = {
                let this = self.clone();
                self.detached(async move { this.remind_some(org, after, now).await }).await?
            } {
                after = last;
                reminded += some;
            }
        }
        Ok(reminded)
    }

    /// Reminds some of those behind `after`. Gives the last that it looked at, and how many were reminded.
    async fn remind_some(
        &self,
        org: OrgId,
        after: InvitationId,
        now: Timestamp,
    ) -> Result<Option<(InvitationId, u64)>> {
        let tx = self.begin().await?;
        let held: organization::Model = hold_org(&tx, &OrgRef::Id(org)).await?;
        if !held.remind_invited {
            return Ok(None);
        }
        let ids = invitation::Entity::find()
            .select_only()
            .column(invitation::Column::Id)
            .filter(invitation::Column::OrgId.eq(org))
            .filter(invitation::Column::Id.gt(after))
            .filter(due(now))
            .order_by_asc(invitation::Column::Id)
            .limit(AT_ONCE)
            .into_tuple::<InvitationId>()
            .all(&tx)
            .await?;
        let Some(&last) = ids.last() else { return Ok(None) };
        let needs = Needs { invitations: ids, namesakes: true, inviters: true, ..Needs::default() };
        let changes = decide_reminders(load::state(&tx, &held, &needs, now).await?, now);
        let reminded = changes.len() as u64;
        let command = CommandId(self.inner.clock.fresh_id());
        self.write(Writer::to_the_end(&tx), &Caller::job(), Actor::System, &held, command, changes, now).await?;
        self.commit(tx).await?;
        Ok(Some((last, reminded)))
    }
}

/// Open invitations some days after whose sending nobody was reminded yet: see `domain::Invitation::reminder_due`.
fn due(now: Timestamp) -> Condition {
    use invitation::Column as C;
    let days = (1..).zip(REMIND_INVITED_DAYS).fold(Condition::any(), |any, (number, days)| {
        any.add(Condition::all().add(C::SentAt.lte(now.plus_days(-days))).add(C::Reminded.lt(number)))
    });
    Condition::all()
        .add(C::State.eq(InvitationState::Open))
        .add(C::ExpiresAt.gt(now))
        .add(C::Delivery.is_not_in([Delivery::None, Delivery::Refused]))
        .add(days)
}
