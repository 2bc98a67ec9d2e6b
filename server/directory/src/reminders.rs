//! Mails about access that ends soon. They are made from the dates, whenever somebody looks: no night that was missed
//! and no restart loses one, and a date is told of once.

use crate::entity::{event, organization, outbox, user};
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
    /// date, who gets one mail for a day. Gives about how many people.
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
            let mut mails = Vec::with_capacity(users.len());
            for user in &users {
                mails.push(self.reminder(&held, Some(user.id), &user.email, &message(&held, user, false), now)?);
            }
            bulk::insert(Writer::to_the_end(&tx), mails).await?;
            self.tell_setters(Writer::to_the_end(&tx), &held, &users, now).await?;
            for some in bulk::ids(&ids) {
                user::Entity::update_many()
                    .col_expr(user::Column::EndToldAt, Expr::value(now))
                    .filter(user::Column::OrgId.eq(org))
                    .filter(user::Column::Id.is_in(some.iter().copied()))
                    .exec(&tx)
                    .await?;
            }
            self.commit(tx).await?;
            told += ids.len() as u64;
        }
    }
}

impl Directory {
    fn reminder(
        &self,
        org: &organization::Model,
        about: Option<UserId>,
        recipient: &EmailAddress,
        message: &Message,
        now: Timestamp,
    ) -> Result<outbox::ActiveModel> {
        let mail = Queued { org: Some(org.id), invitation: None, about, recipient, message, token: None };
        queued(self, mail, now, now.plus_ms(self.config().mail_wait_ms))
    }

    /// Tells those who set the dates of `due`: of all whose turn comes within a day, by one mail.
    async fn tell_setters(
        &self,
        writer: Writer<'_>,
        org: &organization::Model,
        due: &[User],
        now: Timestamp,
    ) -> Result<()> {
        let near = user::Entity::find()
            .select_only()
            .column(user::Column::Id)
            .filter(user::Column::OrgId.eq(org.id))
            .filter(ends_within(now, REMIND_DAYS + 1))
            .filter(user::Column::EndSetterToldAt.is_null());
        let near: Vec<UserId> = near.into_tuple().all(writer.tx()?).await?;
        let near = load::users_by_id(writer.tx()?, org.id, &near).await?;
        let setters = setters(writer, org.id, &near, now).await?;
        let of = |user: &User| setters.get(&user.ends_seq);
        let mut to_tell: BTreeMap<&str, (&EmailAddress, Vec<&User>)> =
            due.iter().filter_map(of).map(|setter| (setter.as_str(), (setter, Vec::new()))).collect();
        for user in &near {
            if let Some((_, users)) = of(user).and_then(|setter| to_tell.get_mut(setter.as_str())) {
                users.push(user);
            }
        }
        let (mut mails, mut told) = (Vec::new(), Vec::new());
        for (setter, mut users) in to_tell.into_values() {
            users.sort_by_key(|user| (user.ends_at, user.id));
            told.extend(users.iter().map(|user| user.id));
            match users[..] {
                [] => {}
                [user] => mails.push(self.reminder(org, Some(user.id), setter, &message(org, user, true), now)?),
                _ => mails.push(self.reminder(org, None, setter, &several(org, &users), now)?),
            }
        }
        bulk::insert(writer, mails).await?;
        for some in bulk::ids(&told) {
            user::Entity::update_many()
                .col_expr(user::Column::EndSetterToldAt, Expr::value(now))
                .filter(user::Column::OrgId.eq(org.id))
                .filter(user::Column::Id.is_in(some.iter().copied()))
                .exec(writer.tx()?)
                .await?;
        }
        Ok(())
    }
}

/// Users whose end is near, and whom nobody has told.
fn due(now: Timestamp) -> Condition {
    ends_within(now, REMIND_DAYS).add(user::Column::EndToldAt.is_null())
}

fn ends_within(now: Timestamp, days: i64) -> Condition {
    Condition::all()
        .add(user::Column::EndsAt.gt(now))
        .add(user::Column::EndsAt.lte(now.plus_days(days)))
        .add(user::Column::State.eq(UserState::Active))
}

/// What is said of several to who set their dates.
fn several(org: &organization::Model, users: &[&User]) -> Message {
    let ending = |user: &&User| (user.id, user.name.to_string(), user.ends_at.unwrap_or_default());
    Message::SeveralEnd { organization: org.name.to_string(), whose: users.iter().map(ending).collect() }
}

fn message(org: &organization::Model, user: &User, whose: bool) -> Message {
    Message::AccessEnds {
        organization: org.name.to_string(),
        whose: whose.then(|| user.name.to_string()),
        ends_at: user.ends_at.unwrap_or_default(),
    }
}

/// The addresses of those who set the dates, themselves or by an invitation, and are still there, by the events' numbers.
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
    // Whoever joined did not choose when their access ends: whoever invited them did.
    for user in users {
        if actors.get(&user.ends_seq) == Some(&user.id) {
            match user.invited_by {
                Some(inviter) => actors.insert(user.ends_seq, inviter),
                None => actors.remove(&user.ends_seq),
            };
        }
    }
    let ids: Vec<UserId> = actors.values().copied().collect();
    let people = load::users_by_id(writer.tx()?, org, &ids).await?;
    let emails: BTreeMap<UserId, EmailAddress> =
        people.into_iter().filter(|user| user.is_active(now)).map(|user| (user.id, user.email)).collect();
    Ok(actors.into_iter().filter_map(|(seq, actor)| Some((seq, emails.get(&actor)?.clone()))).collect())
}
