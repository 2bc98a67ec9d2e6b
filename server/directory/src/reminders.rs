//! Mails about access that ends soon. They are made from the dates, whenever somebody looks: no night that was missed
//! and no restart loses one, and a date is told of once.

use crate::entity::{event, organization, user};
use crate::outbox::{Message, Queued, queued};
use crate::stop::Writer;
use crate::store::{bulk, load, row};
use crate::tx::hold_org;
use crate::{Directory, OrgRef, Result};
use domain::{EmailAddress, OrgId, REMIND_DAYS, Timestamp, User, UserId, UserState};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;

/// The most people that one transaction tells.
const AT_ONCE: u64 = 1_000;

impl Directory {
    /// Writes the mails that are due about access that ends within [`REMIND_DAYS`]: to whose it is, and to who set the
    /// date. Gives about how many people.
    ///
    /// # Errors
    /// [`crate::Error::Database`]. What was written by then stays written.
    pub async fn remind(&self) -> Result<u64> {
        let now = self.now();
        let organizations = user::Entity::find()
            .select_only()
            .column(user::Column::OrgId)
            .filter(due(now))
            .distinct()
            .into_tuple::<OrgId>()
            .all(self.read())
            .await?;
        let mut told = 0;
        for org in organizations {
            let this = self.clone();
            told += self.detached(async move { this.remind_in(org, now).await }).await?;
        }
        Ok(told)
    }

    async fn remind_in(&self, org: OrgId, now: Timestamp) -> Result<u64> {
        let mut told = 0;
        loop {
            let tx = self.begin().await?;
            let held = hold_org(&tx, &OrgRef::Id(org)).await?;
            let ids = user::Entity::find()
                .select_only()
                .column(user::Column::Id)
                .filter(user::Column::OrgId.eq(org))
                .filter(due(now))
                .limit(AT_ONCE)
                .into_tuple::<UserId>()
                .all(&tx)
                .await?;
            if ids.is_empty() {
                return Ok(told);
            }
            let users = load::users_by_id(&tx, org, &ids).await?;
            let setters = setters(Writer::to_the_end(&tx), org, &users, now).await?;
            let mut mails = Vec::with_capacity(users.len() * 2);
            for user in &users {
                for (recipient, whose) in recipients(user, &setters) {
                    let message = message(&held, user, whose);
                    let mail = Queued {
                        org: Some(org),
                        invitation: None,
                        about: Some(user.id),
                        recipient,
                        message: &message,
                        token: None,
                    };
                    mails.push(queued(self, mail, now, now.plus_ms(self.config().mail_wait_ms))?);
                }
            }
            bulk::insert(Writer::to_the_end(&tx), mails).await?;
            for some in bulk::ids(&ids) {
                user::Entity::update_many()
                    .col_expr(user::Column::EndToldAt, Expr::value(now))
                    .filter(user::Column::OrgId.eq(org))
                    .filter(user::Column::Id.is_in(some.iter().copied()))
                    .exec(&tx)
                    .await?;
            }
            tx.commit().await?;
            told += ids.len() as u64;
        }
    }
}

/// Users whose end is near, and whom nobody has told.
fn due(now: Timestamp) -> Condition {
    Condition::all()
        .add(user::Column::EndsAt.gt(now))
        .add(user::Column::EndsAt.lte(now.plus_days(REMIND_DAYS)))
        .add(user::Column::State.eq(UserState::Active))
        .add(user::Column::EndToldAt.is_null())
}

/// To whom, and whether it is about somebody else.
fn recipients<'a>(
    user: &'a User,
    setters: &'a BTreeMap<u64, EmailAddress>,
) -> impl Iterator<Item = (&'a EmailAddress, bool)> {
    let setter = setters.get(&user.ends_seq).map(|setter| (setter, true));
    std::iter::once((&user.email, false)).chain(setter)
}

fn message(org: &organization::Model, user: &User, whose: bool) -> Message {
    Message::AccessEnds {
        organization: org.name.to_string(),
        whose: whose.then(|| user.name.to_string()),
        ends_at: user.ends_at.unwrap_or_default(),
    }
}

/// The addresses of those who set the dates and are still there, by their events' numbers.
async fn setters(
    writer: Writer<'_>,
    org: OrgId,
    users: &[User],
    now: Timestamp,
) -> Result<BTreeMap<u64, EmailAddress>> {
    let mut seqs: Vec<u64> = users.iter().map(|user| user.ends_seq).collect();
    seqs.sort_unstable();
    seqs.dedup();
    let mut actors: BTreeMap<u64, UserId> = BTreeMap::new();
    for some in bulk::ids(&seqs) {
        let query = event::Entity::find()
            .select_only()
            .columns([event::Column::Seq, event::Column::ActorId])
            .filter(event::Column::OrgId.eq(org))
            .filter(event::Column::ActorId.is_not_null())
            .filter(event::Column::Seq.is_in(some.iter().map(|&seq| row::stored(seq))));
        let found = query.into_tuple::<(i64, UserId)>().all(writer.tx()?).await?;
        actors.extend(found.into_iter().map(|(seq, actor)| (row::number(seq), actor)));
    }
    let ids: Vec<UserId> = actors.values().copied().collect();
    let people = load::users_by_id(writer.tx()?, org, &ids).await?;
    let emails: BTreeMap<UserId, EmailAddress> =
        people.into_iter().filter(|user| user.is_active(now)).map(|user| (user.id, user.email)).collect();
    Ok(actors.into_iter().filter_map(|(seq, actor)| Some((seq, emails.get(&actor)?.clone()))).collect())
}
