//! People who do not come any more. When each of them is suspended is kept beside them ([`keep`]), so that status, seats and
//! signing in follow it at its moment; the reminders and the suspensions are written by whoever looks next.

use crate::entity::{organization, user};
use crate::outbox::{Message, Queued, queued};
use crate::stop::Writer;
use crate::store::{bulk, load, row};
use crate::tx::hold_org;
use crate::{Caller, Directory, OrgRef, Result};
use domain::{
    Actor, Change, CommandId, DAY_MS, Dormancy, Event, Needs, OrgId, RoleKey, Timestamp, UserId, UserState,
    decide_dormant,
};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// The most people that one transaction is about.
const AT_ONCE: u64 = 1_000;

impl Directory {
    /// Suspends those whose day has come, and reminds those who have some days left. Gives how many it suspended, and how
    /// many it reminded.
    ///
    /// # Errors
    /// [`crate::Error::Database`]. What was written by then stays written.
    pub async fn look_for_dormant(&self) -> Result<(u64, u64)> {
        let now = self.now();
        let (mut suspended, mut reminded) = (0, 0);
        for org in self.organizations_with(is_due(now)).await? {
            suspended += self.all_of(org, now, true).await?;
        }
        for org in self.organizations_with(is_near(now)).await? {
            reminded += self.all_of(org, now, false).await?;
        }
        Ok((suspended, reminded))
    }

    async fn organizations_with(&self, these: Condition) -> Result<Vec<OrgId>> {
        let query = user::Entity::find().select_only().column(user::Column::OrgId).filter(these).distinct();
        Ok(query.into_tuple::<OrgId>().all(self.read()).await?)
    }

    async fn all_of(&self, org: OrgId, now: Timestamp, suspend: bool) -> Result<u64> {
        let (mut done, mut after) = (0, UserId(uuid::Uuid::nil()));
        // Whoever is passed over stays due: on with those behind them.
        while let Some((last, some)) = {
            let this = self.clone();
            self.detached(async move {
                if suspend {
                    this.suspend_some(org, after, now).await
                } else {
                    this.remind_dormant(org, after, now).await
                }
            })
            .await?
        } {
            (done, after) = (done + some, last);
        }
        Ok(done)
    }

    async fn suspend_some(&self, org: OrgId, after: UserId, now: Timestamp) -> Result<Option<(UserId, u64)>> {
        let tx = self.begin().await?;
        let held = hold_org(&tx, &OrgRef::Id(org)).await?;
        let users = some_of(&tx, org, after, is_due(now)).await?;
        let Some(&last) = users.last() else { return Ok(None) };
        let needs = Needs { invited_by: users.clone(), users, ..Needs::default() };
        let changes = decide_dormant(load::state(&tx, &held, &needs, now).await?, now);
        let suspended = changes.iter().filter(|change| matches!(change, Change::UserStateSet { .. })).count() as u64;
        let command = CommandId(self.inner.clock.fresh_id());
        self.write(Writer::to_the_end(&tx), &Caller::job(), Actor::System, &held, command, changes, now).await?;
        self.commit(tx).await?;
        Ok(Some((last, suspended)))
    }

    async fn remind_dormant(&self, org: OrgId, after: UserId, now: Timestamp) -> Result<Option<(UserId, u64)>> {
        let tx = self.begin().await?;
        let held = hold_org(&tx, &OrgRef::Id(org)).await?;
        let ids = some_of(&tx, org, after, is_near(now)).await?;
        let Some(&last) = ids.last() else { return Ok(None) };
        let mut mails = Vec::with_capacity(ids.len());
        for user in load::users_by_id(&tx, org, &ids).await? {
            let Some(suspended_at) = user.dormant_at else { continue };
            let message = Message::Dormant { organization: held.name.to_string(), suspended_at };
            let mail = Queued {
                org: Some(org),
                invitation: None,
                about: Some(user.id),
                recipient: &user.email,
                message: &message,
                token: None,
            };
            mails.push(queued(self, mail, now, now)?);
        }
        let reminded = mails.len() as u64;
        bulk::insert(Writer::to_the_end(&tx), mails).await?;
        for some in bulk::ids(&ids) {
            user::Entity::update_many()
                .col_expr(user::Column::DormancyTold, Expr::col(user::Column::DormantAt))
                .filter(user::Column::OrgId.eq(org))
                .filter(user::Column::Id.is_in(some.iter().copied()))
                .exec(&tx)
                .await?;
        }
        self.commit(tx).await?;
        Ok(Some((last, reminded)))
    }
}

async fn some_of(db: &impl ConnectionTrait, org: OrgId, after: UserId, these: Condition) -> Result<Vec<UserId>> {
    let query = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::OrgId.eq(org))
        .filter(user::Column::Id.gt(after))
        .filter(these)
        .order_by_asc(user::Column::Id)
        .limit(AT_ONCE);
    Ok(query.into_tuple().all(db).await?)
}

/// Users whom no date keeps from being there.
fn present(now: Timestamp) -> Condition {
    Condition::all()
        .add(user::Column::State.eq(UserState::Active))
        .add(Condition::any().add(user::Column::EndsAt.is_null()).add(user::Column::EndsAt.gt(now)))
}

/// Users who are to be suspended.
fn is_due(now: Timestamp) -> Condition {
    present(now).add(user::Column::DormantAt.lte(now))
}

/// Users who are to be reminded, and have not been of this date.
fn is_near(now: Timestamp) -> Condition {
    let days = "select o.dormancy_suspend from organizations o where o.id = users.org_id";
    let near = Expr::cust(format!("users.dormant_at - ({days}) * {DAY_MS} <= {}", now.0));
    let other = Expr::cust("users.dormancy_told <> users.dormant_at");
    let untold = Condition::any().add(user::Column::DormancyTold.is_null()).add(other);
    present(now).add(user::Column::DormantAt.gt(now)).add(near).add(untold)
}

/// Users whom it has not come to, or never does: part of being active, wherever that is asked.
pub(crate) fn is_awake(now: Timestamp) -> Condition {
    Condition::any().add(user::Column::DormantAt.is_null()).add(user::Column::DormantAt.gt(now))
}

/// When it comes to somebody who is there at `now`; nothing where their organization does nothing.
pub(crate) fn from_now_on(now: Timestamp) -> SimpleExpr {
    let days = "select o.dormancy_remind + o.dormancy_suspend from organizations o where o.id = users.org_id";
    Expr::cust(format!("case when dormant_at is null then null else {} + ({days}) * {DAY_MS} end", now.0))
}

/// Works out anew when it comes to those whom events of one commit are about, once these are written: to everybody, where
/// the rule is another.
pub(crate) async fn keep(writer: Writer<'_>, org: OrgId, events: &[Event]) -> Result<()> {
    let mut concerned = Vec::new();
    let mut everybody = false;
    let mut back = Vec::new();
    for event in events {
        match &event.change {
            Change::OrganizationChanged { before, after } => everybody |= before.dormancy != after.dormancy,
            Change::UserJoined { user, .. } => concerned.push(user.id),
            Change::UserRoleSet { user, .. }
            | Change::UserTemporaryRoleSet { user, .. }
            | Change::UserStateSet { user, .. } => concerned.push(*user),
            Change::UserEndSet { user, before, .. } if before.is_some_and(|end| end <= event.at) => {
                back.push((*user, event.at));
                concerned.push(*user);
            }
            _ => {}
        }
    }
    // While their access was over they could not come.
    for (id, at) in back {
        let awake = user::Entity::update_many().col_expr(user::Column::AwakeAt, Expr::value(at));
        awake.filter(user::Column::OrgId.eq(org)).filter(user::Column::Id.eq(id)).exec(writer.tx()?).await?;
    }
    if everybody {
        return work_out(writer, org, rule(writer, org).await?, Condition::all()).await;
    }
    for some in bulk::ids(&concerned) {
        keep_of(writer, org, user::Column::Id.is_in(some.iter().copied()).into()).await?;
    }
    Ok(())
}

/// Likewise of these users, where there is a rule.
pub(crate) async fn keep_of(writer: Writer<'_>, org: OrgId, these: Condition) -> Result<()> {
    match rule(writer, org).await? {
        None => Ok(()),
        rule => work_out(writer, org, rule, these).await,
    }
}

async fn rule(writer: Writer<'_>, org: OrgId) -> Result<Option<Dormancy>> {
    let held = organization::Entity::find_by_id(org).one(writer.tx()?).await?;
    Ok(held.and_then(|held| row::organization(&held).settings.dormancy))
}

/// When it comes to users: see [`Dormancy::suspends_at`].
async fn work_out(writer: Writer<'_>, org: OrgId, rule: Option<Dormancy>, these: Condition) -> Result<()> {
    let tx = writer.tx()?;
    let roles = load::roles(tx, org).await?;
    let owner = roles.iter().find(|role| role.key == Some(RoleKey::Owner)).map(|role| role.id);
    let never: SimpleExpr = Expr::value(Option::<Timestamp>::None);
    let at = rule.map_or_else(|| never.clone(), |rule| suspends_at(&rule, tx.get_database_backend()));
    let update = |at: SimpleExpr| {
        let users = user::Entity::update_many().col_expr(user::Column::DormantAt, at);
        users.filter(user::Column::OrgId.eq(org)).filter(these.clone())
    };
    update(at).exec(tx).await?;
    let excepted = Condition::any()
        .add(user::Column::State.ne(UserState::Active))
        .add(user::Column::RoleId.eq(owner))
        .add(user::Column::RoleAfter.eq(owner));
    update(never).filter(excepted).exec(tx).await?;
    Ok(())
}

fn suspends_at(rule: &Dormancy, backend: DbBackend) -> SimpleExpr {
    let latest = if backend == DbBackend::Sqlite { "max" } else { "greatest" };
    let awake = format!("{latest}(joined_at, coalesce(last_active, joined_at), coalesce(awake_at, joined_at))");
    let (remind, suspend) = (i64::from(rule.remind_after) * DAY_MS, i64::from(rule.suspend_after) * DAY_MS);
    Expr::cust(format!("{latest}({awake} + {remind}, {}) + {suspend}", rule.since.0))
}
