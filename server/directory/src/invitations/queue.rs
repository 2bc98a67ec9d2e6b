//! The line of those who wait for a seat. Whoever is first is sent their invitation once a seat has been free for as long
//! as an Undo can take it back.

use crate::entity::{invitation, organization};
use crate::stop::Writer;
use crate::store::{count, load};
use crate::tx::hold_org;
use crate::{Caller, Directory, OrgRef, Result, events};
use domain::{
    Actor, Change, CommandId, InvitationId, InvitationState, Needs, OrgId, Seats, Timestamp, UserState, decide_release,
};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// The most invitations that one transaction looks at.
const AT_ONCE: u64 = 1_000;

impl Directory {
    /// Sends invitations that waited for a seat, in the order of the line, as far as there are seats. Gives how many.
    ///
    /// # Errors
    /// [`crate::Error::Database`]. What was sent by then stays sent.
    pub async fn send_waiting(&self) -> Result<u64> {
        let now = self.now();
        let organizations = invitation::Entity::find()
            .select_only()
            .column(invitation::Column::OrgId)
            .filter(waits())
            .distinct()
            .into_tuple::<OrgId>()
            .all(self.read())
            .await?;
        let mut sent = 0;
        for org in organizations {
            // Those who cannot be invited keep their places: on with those behind them.
            let mut after = 0;
            while let Some((last, some)) = {
                let this = self.clone();
                self.detached(async move { this.send_some(org, after, now).await }).await?
            } {
                after = last;
                sent += some;
            }
        }
        Ok(sent)
    }

    /// Sends some of those behind the place `after`. Gives the last place that it looked at, and how many it sent.
    async fn send_some(&self, org: OrgId, after: i64, now: Timestamp) -> Result<Option<(i64, u64)>> {
        let tx = self.begin().await?;
        let held = hold_org(&tx, &OrgRef::Id(org)).await?;
        let free = self.free_for_long(&tx, &held, now).await?;
        if free == Some(0) {
            return Ok(None);
        }
        let line = invitation::Entity::find()
            .select_only()
            .columns([invitation::Column::Id, invitation::Column::QueuePlace])
            .filter(invitation::Column::OrgId.eq(org))
            .filter(invitation::Column::QueuePlace.gt(after))
            .filter(waits())
            .order_by_asc(invitation::Column::QueuePlace)
            .limit(AT_ONCE)
            .into_tuple::<(InvitationId, i64)>()
            .all(&tx)
            .await?;
        let Some(&(_, last)) = line.last() else { return Ok(None) };
        let invitations = line.into_iter().map(|(id, _)| id).collect();
        let needs = Needs { invitations, namesakes: true, inviters: true, ..Needs::default() };
        let changes = decide_release(load::state(&tx, &held, &needs, now).await?, free, now);
        let sent = changes.len() as u64;
        let command = CommandId(self.inner.clock.fresh_id());
        self.write(Writer::to_the_end(&tx), &Caller::job(), Actor::System, &held, command, changes, now).await?;
        self.commit(tx).await?;
        Ok(Some((last, sent)))
    }

    /// How many seats are free now and have been for as long as an Undo can take them back; `None` is any number.
    async fn free_for_long(
        &self,
        tx: &DatabaseTransaction,
        org: &organization::Model,
        now: Timestamp,
    ) -> Result<Option<u32>> {
        let long_ago = now.plus_ms(-self.config().mail_wait_ms);
        let now_free = free(&count::seats(tx, org, now).await?);
        if now_free == Some(0) {
            return Ok(now_free);
        }
        let mut freed = Freed::default();
        events::since(tx, org.id, long_ago, |event| freed.add(&event.change)).await?;
        if freed.settings {
            return Ok(Some(0));
        }
        // What dates freed since then was not free then.
        let before = free(&count::seats(tx, org, long_ago).await?);
        Ok(now_free.map(|free| free.min(before.map_or(free, |before| before.saturating_sub(freed.seats)))))
    }
}

/// What was freed by what people did.
#[derive(Default)]
struct Freed {
    /// At most so many seats.
    seats: u32,
    /// The limit, or what it means, is another one.
    settings: bool,
}

impl Freed {
    fn add(&mut self, change: &Change) {
        match change {
            Change::UserStateSet { before: UserState::Active, .. }
            | Change::InvitationRevoked { .. }
            | Change::RequestReturned(..) => {
                self.seats = self.seats.saturating_add(1);
            }
            Change::OrganizationChanged { before, after } => {
                let seats = |settings: &domain::OrgSettings| (settings.seat_limit, settings.seat_policy);
                self.settings |= seats(before) != seats(after);
            }
            _ => {}
        }
    }
}

fn free(seats: &Seats) -> Option<u32> {
    match seats.policy {
        domain::SeatPolicy::Open => None,
        domain::SeatPolicy::Stop | domain::SeatPolicy::Queue => seats.available(),
    }
}

/// Invitations that wait.
fn waits() -> Condition {
    Condition::all()
        .add(invitation::Column::State.eq(InvitationState::Open))
        .add(invitation::Column::QueuePlace.is_not_null())
}
