//! Views that users keep, and their alarms. A view is its user's own: it shows what they may see, nobody else knows of
//! it, and it is in no event.

use crate::entity::{organization, saved_view};
use crate::execute::{authority, standing};
use crate::outbox::{Message, Queued, queue};
use crate::snapshot::Everybody;
use crate::store::load;
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{
    ALARM_MAX, Authority, Field, MINUTE_MS, NameError, OrgId, PeopleFilter, Refusal, SAVED_VIEWS_MAX, SavedView,
    SavedViewId, Scope, Timestamp, User, UserId, VIEW_NAME_MAX, kept_query,
};
use roster::{Roster, Snapshot};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::{BTreeMap, BTreeSet};

/// After a change, an alarm is looked after within so many ms.
const AFTER_CHANGE_MS: i64 = 5 * MINUTE_MS;
/// Without one, for time passes too, within so many.
const AT_LEAST_MS: i64 = 60 * MINUTE_MS;

impl Directory {
    /// The views that the caller keeps in an organization, by name.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization is unknown or not the caller's, or they may see nobody in it;
    /// [`Error::SignedOut`]; [`Error::Database`].
    pub async fn saved_views(&self, caller: &Caller, org: &OrgRef) -> Result<Vec<SavedView>> {
        let (org, by) = self.reader(caller, org).await?;
        let user = keeper(&by)?;
        let found = of_user(org.id, user).order_by_asc(saved_view::Column::NameKey).all(self.read()).await?;
        Ok(found.into_iter().map(view_of).collect())
    }

    /// How many of the caller's views ring: show more people than they wanted to hear of.
    ///
    /// # Errors
    /// As [`Self::saved_views`].
    pub async fn ringing_views(&self, caller: &Caller, org: &OrgRef) -> Result<u64> {
        let (org, by) = self.reader(caller, org).await?;
        let ringing = of_user(org.id, keeper(&by)?).filter(saved_view::Column::RingsSince.is_not_null());
        Ok(ringing.count(self.read()).await?)
    }

    /// Keeps a view of the caller's; one with the same id is replaced, so that saving twice is saving once. Whoever
    /// saves sees whom it shows: its alarm rings from then on without a mail.
    ///
    /// # Errors
    /// [`Error::Refused`] when they have another of that name, or [`SAVED_VIEWS_MAX`] already, or its name or alarm is
    /// out of bounds; [`Error::Invalid`] for a query that is none; else as [`Self::saved_views`].
    pub async fn save_view(&self, caller: &Caller, org: &OrgRef, view: SavedView) -> Result<SavedView> {
        let view = SavedView { query: kept_query(&checked(&view)?), ..view };
        let now = self.now();
        // Everybody is looked at before the organization is held: others need not wait for that.
        let (looked_seq, rings) = match view.alarm_above {
            Some(_) => {
                let (seq, people) = self.shown(caller, org, &view.query, now).await?;
                (seq, view.rings_at(people))
            }
            None => (0, false),
        };
        let tx = self.begin().await?;
        let held = hold_org(&tx, org).await?;
        let by = authority(&tx, caller, &held, now).await?;
        let user = keeper(&by)?;
        let name_key = view.name.as_str().to_lowercase();
        let others = of_user(held.id, user).filter(saved_view::Column::Id.ne(view.id));
        if others.clone().filter(saved_view::Column::NameKey.eq(&name_key)).count(&tx).await? > 0 {
            return Err(Refusal::ViewNameTaken.into());
        }
        let others = u32::try_from(others.count(&tx).await?).unwrap_or(u32::MAX);
        if others >= SAVED_VIEWS_MAX {
            let (field, limit, got) = (Field::SavedViews, SAVED_VIEWS_MAX, others.saturating_add(1));
            return Err(Refusal::TooMany { field, limit, got }.into());
        }
        let row = saved_view::ActiveModel {
            org_id: Set(held.id),
            user_id: Set(user),
            id: Set(view.id),
            name: Set(view.name.clone()),
            name_key: Set(name_key),
            query: Set(view.query.clone()),
            alarm_above: Set(view.alarm_above.map(i64::from)),
            rings_since: Set(rings.then_some(now)),
            looked_seq: Set(looked_seq),
            looked_at: Set(now),
            created_at: Set(now),
        };
        let again =
            OnConflict::columns([saved_view::Column::OrgId, saved_view::Column::UserId, saved_view::Column::Id])
                .update_columns([
                    saved_view::Column::Name,
                    saved_view::Column::NameKey,
                    saved_view::Column::Query,
                    saved_view::Column::AlarmAbove,
                    saved_view::Column::RingsSince,
                    saved_view::Column::LookedSeq,
                    saved_view::Column::LookedAt,
                ])
                .to_owned();
        saved_view::Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// How many people a query shows the caller, as of which event.
    async fn shown(&self, caller: &Caller, org: &OrgRef, query: &str, now: Timestamp) -> Result<(i64, u32)> {
        let look = self.look().await?;
        let org = crate::organizations::row_of(&look, org).await?;
        let by = authority(&look, caller, &org, now).await?;
        keeper(&by)?;
        let everybody = Everybody::of(&look, &org, now).await?;
        look.commit().await?;
        Ok((org.seq, people(&everybody, &by, query)?))
    }

    /// Forgets a view of the caller's; nothing, where there is none.
    ///
    /// # Errors
    /// As [`Self::saved_views`].
    pub async fn delete_view(&self, caller: &Caller, org: &OrgRef, view: SavedViewId) -> Result<()> {
        let now = self.now();
        let tx = self.begin().await?;
        let held = hold_org(&tx, org).await?;
        let by = authority(&tx, caller, &held, now).await?;
        saved_view::Entity::delete_many()
            .filter(saved_view::Column::OrgId.eq(held.id))
            .filter(saved_view::Column::UserId.eq(keeper(&by)?))
            .filter(saved_view::Column::Id.eq(view))
            .exec(&tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Looks after the alarms: five minutes after something changed in their organization, and every hour. Whose view
    /// begins to show more people than they wanted to hear of is told by mail, once, until it has shown fewer again.
    /// Gives how many were told.
    ///
    /// # Errors
    /// [`Error::Database`]. What was written by then stays written.
    pub async fn ring_alarms(&self) -> Result<u64> {
        let organizations = saved_view::Entity::find()
            .select_only()
            .column(saved_view::Column::OrgId)
            .filter(saved_view::Column::AlarmAbove.is_not_null())
            .distinct()
            .into_tuple::<OrgId>()
            .all(self.read())
            .await?;
        let mut told = 0;
        for org in organizations {
            let this = self.clone();
            told += self.detached(async move { this.ring_in(org).await }).await?;
        }
        Ok(told)
    }

    async fn ring_in(&self, org: OrgId) -> Result<u64> {
        let now = self.now();
        let (held, looked) = {
            let look = self.look().await?;
            let held = crate::organizations::row_of(&look, &OrgRef::Id(org)).await?;
            let due = saved_view::Entity::find().filter(due(&held, now)).all(&look).await?;
            if due.is_empty() {
                return Ok(0);
            }
            let looked = look_at(&look, &held, due, now).await?;
            look.commit().await?;
            (held, looked)
        };
        let tx = self.begin().await?;
        let current = hold_org(&tx, &OrgRef::Id(org)).await?;
        let mut told = 0;
        for seen in looked {
            told += u64::from(self.note(&tx, &current, seen, (held.seq, now)).await?);
        }
        tx.commit().await?;
        Ok(told)
    }

    /// Notes what was seen of a view, as of an event's number and a moment, and tells its user where it begins to ring;
    /// whether it does.
    async fn note(
        &self,
        tx: &DatabaseTransaction,
        org: &organization::Model,
        Seen { view, keeper, people }: Seen,
        (seq, now): (i64, Timestamp),
    ) -> Result<bool> {
        let kept = view_of(view.clone());
        let rings = keeper.is_some() && kept.rings_at(people);
        // What was saved anew meanwhile was looked at then; and of two servers one tells.
        let this = Condition::all()
            .add(saved_view::Column::OrgId.eq(view.org_id))
            .add(saved_view::Column::UserId.eq(view.user_id))
            .add(saved_view::Column::Id.eq(view.id))
            .add(saved_view::Column::LookedAt.eq(view.looked_at))
            .add(saved_view::Column::LookedSeq.eq(view.looked_seq));
        let since = if rings { view.rings_since.or(Some(now)) } else { None };
        let noted = saved_view::Entity::update_many()
            .col_expr(saved_view::Column::RingsSince, Expr::value(since))
            .col_expr(saved_view::Column::LookedSeq, Expr::value(seq))
            .col_expr(saved_view::Column::LookedAt, Expr::value(now))
            .filter(this)
            .exec(tx)
            .await?;
        let begins = noted.rows_affected == 1 && rings && view.rings_since.is_none();
        if let Some(keeper) = keeper.as_ref().filter(|_| begins && self.config().mail) {
            let message = Message::ViewRings {
                organization: org.name.to_string(),
                slug: org.slug.clone(),
                view: kept.name.to_string(),
                query: kept.query,
                people,
                above: kept.alarm_above.unwrap_or_default(),
            };
            let (recipient, about) = (&keeper.email, Some(keeper.id));
            let mail = Queued { org: Some(org.id), invitation: None, about, recipient, message: &message, token: None };
            queue(self, tx, mail, now).await?;
        }
        Ok(begins)
    }
}

/// What was seen of a view: its user, where they have access, and how many people it shows them.
struct Seen {
    view: saved_view::Model,
    keeper: Option<User>,
    people: u32,
}

async fn look_at(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    views: Vec<saved_view::Model>,
    now: Timestamp,
) -> Result<Vec<Seen>> {
    let everybody = Everybody::of(db, org, now).await?;
    let users: BTreeSet<UserId> = views.iter().map(|view| view.user_id).collect();
    let mut keepers = BTreeMap::new();
    for user in load::users_by_id(db, org.id, &Vec::from_iter(users)).await? {
        if user.is_active(now) {
            keepers.insert(user.id, (standing(db, org, &user, now).await?, user));
        }
    }
    let seen = views.into_iter().map(|view| {
        let Some((by, user)) = keepers.get(&view.user_id) else { return Ok(Seen { view, keeper: None, people: 0 }) };
        Ok(Seen { people: people(&everybody, by, &view.query)?, keeper: Some(user.clone()), view })
    });
    seen.collect()
}

/// How many people a view shows. None, where it names a team or a role that is gone: it would show everybody.
fn people(everybody: &Everybody, by: &Authority, query: &str) -> Result<u32> {
    if by.scope() == Scope::Nobody {
        return Ok(0);
    }
    let snapshot = Snapshot::of(&everybody.source(), by);
    let roster = Roster::load(snapshot).map_err(|bad| Error::Corrupt(bad.to_string()))?;
    let shown = roster.query(&PeopleFilter::from_query(query), None);
    Ok(if shown.names_what_is_gone { 0 } else { shown.total })
}

/// Whose views they are: users', who see somebody.
fn keeper(by: &Authority) -> Result<UserId> {
    by.user().filter(|_| by.scope() != Scope::Nobody).ok_or(Error::NotFound)
}

fn checked(view: &SavedView) -> Result<PeopleFilter> {
    let length = u32::try_from(view.name.as_str().chars().count()).unwrap_or(u32::MAX);
    if length > VIEW_NAME_MAX {
        let error = NameError::TooLong { limit: VIEW_NAME_MAX, length };
        return Err(Refusal::BadText { field: Field::Name, error }.into());
    }
    if view.alarm_above.is_some_and(|above| above > ALARM_MAX) {
        return Err(Refusal::OutOfRange { field: Field::Alarm, least: 0, most: ALARM_MAX }.into());
    }
    PeopleFilter::from_strict_query(&view.query)
        .map_err(|bad| Error::Invalid { field: "query", reason: bad.to_string() })
}

fn of_user(org: OrgId, user: UserId) -> sea_orm::Select<saved_view::Entity> {
    saved_view::Entity::find().filter(saved_view::Column::OrgId.eq(org)).filter(saved_view::Column::UserId.eq(user))
}

/// The alarms of an organization that it is time to look after.
fn due(org: &organization::Model, now: Timestamp) -> Condition {
    let changed = Condition::all()
        .add(saved_view::Column::LookedSeq.ne(org.seq))
        .add(saved_view::Column::LookedAt.lte(now.plus_ms(-AFTER_CHANGE_MS)));
    Condition::all()
        .add(saved_view::Column::OrgId.eq(org.id))
        .add(saved_view::Column::AlarmAbove.is_not_null())
        .add(Condition::any().add(changed).add(saved_view::Column::LookedAt.lte(now.plus_ms(-AT_LEAST_MS))))
}

fn view_of(row: saved_view::Model) -> SavedView {
    let alarm_above = row.alarm_above.map(|above| u32::try_from(above).unwrap_or(u32::MAX));
    SavedView { id: row.id, name: row.name, query: row.query, alarm_above }
}
