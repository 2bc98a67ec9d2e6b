//! Sessions: looked up for each request, ended by whoever may.

use super::noting::Noting;
use super::{SignedIn, Visitor, active_users, is_active_anywhere, language_of};
use crate::dormancy;
use crate::entity::{account, organization, session, user};
use crate::{Caller, Directory, Error, Result, Secret, Who};
use domain::{AccountId, Door, Language, MINUTE_MS, SessionCard, SessionId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

/// How exactly "last seen" is kept, in ms.
const SEEN_EVERY_MS: i64 = MINUTE_MS;
/// So far the clocks of two servers may be apart, in ms. What was later than that was so by a clock that was set back since,
/// and a session would live longer by as much.
const AHEAD_MS: i64 = 5 * MINUTE_MS;
/// The most characters kept of a browser's name for itself.
const AGENT_MAX: usize = 200;

/// A signed-in browser, as looked up for one request.
#[derive(Clone, Debug)]
pub struct Session {
    /// Which one.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// The account as a caller, by the page's door.
    pub caller: Caller,
    /// The account's language.
    pub language: Language,
    /// When the session was made.
    pub created_at: Timestamp,
    /// When a credential was last shown.
    pub authenticated_at: Timestamp,
}

/// Whether a session made at `from` was ended since, by signing out `everywhere` or of one organization (`here`).
/// The later of the two counts, the same moment included (S-35).
pub(crate) fn is_signed_out(from: Timestamp, everywhere: Option<Timestamp>, here: Option<Timestamp>) -> bool {
    everywhere.max(here).is_some_and(|at| from <= at)
}

/// How whoever begins a session has shown who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthLevel {
    /// By a password, or by the link that made the account.
    Password,
    /// By a second factor, too.
    SecondFactor,
}

impl AuthLevel {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
        }
    }
}

/// Whether a session has shown a second factor.
pub(crate) fn has_shown_two(row: &session::Model) -> bool {
    row.auth_level == AuthLevel::SecondFactor.as_str()
}

/// A session goes on with a second factor that was shown in it.
pub(crate) async fn raise(tx: &DatabaseTransaction, id: SessionId, now: Timestamp) -> Result<()> {
    let update = session::Entity::update_many()
        .col_expr(session::Column::AuthLevel, Expr::value(AuthLevel::SecondFactor.as_str()))
        .col_expr(session::Column::AuthenticatedAt, Expr::value(now));
    update.filter(session::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// What an organization that asks for a second factor misses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The account has none: it has to be set up.
    Factor,
    /// The session was begun without it: signing in again shows it.
    Proof,
}

/// What keeps a user with that session out of the organization, if it asks for a second factor.
pub(crate) fn missing(required: bool, has_factor: bool, has_shown: bool) -> Option<Missing> {
    match (required, has_factor, has_shown) {
        (false, ..) | (true, true, true) => None,
        (true, true, false) => Some(Missing::Proof),
        (true, false, _) => Some(Missing::Factor),
    }
}

/// Starts a session. It is younger than any signing-out before it.
pub(crate) async fn start(
    directory: &Directory,
    tx: &DatabaseTransaction,
    account: &account::Model,
    visitor: &Visitor,
    level: AuthLevel,
    now: Timestamp,
) -> Result<SignedIn> {
    let users = user::Entity::find().filter(active_users(account.id, now)).all(tx).await?;
    let signed_out = users.iter().filter_map(|user| user.signed_out_at).chain(account.signed_out_at).max();
    let created_at = signed_out.map_or(now, |at| now.max(at.plus_ms(1)));
    let token = Secret::fresh();
    let id = SessionId(directory.inner.clock.fresh_id());
    let agent = visitor
        .agent
        .as_deref()
        .map(|agent| agent.chars().filter(|c| !c.is_control()).take(AGENT_MAX).collect::<String>());
    let row = session::ActiveModel {
        id: Set(id),
        account_id: Set(account.id),
        token_hash: Set(token.hash()),
        created_at: Set(created_at),
        last_seen_at: Set(now),
        authenticated_at: Set(now),
        auth_level: Set(level.as_str().to_owned()),
        ip: Set(visitor.ip.clone()),
        agent: Set(agent),
        ended_at: Set(None),
    };
    session::Entity::insert(row).exec_without_returning(tx).await?;
    note_active(tx, account.id, now).await?;
    Ok(SignedIn { token, session: id, account: account.id })
}

/// Notes that an account was seen, wherever it is active: whoever signs in has been, even if they leave at once.
async fn note_active(tx: &DatabaseTransaction, account: AccountId, now: Timestamp) -> Result<()> {
    let older = Condition::any().add(user::Column::LastActive.is_null()).add(user::Column::LastActive.lt(now));
    user::Entity::update_many()
        .col_expr(user::Column::LastActive, Expr::value(now))
        .col_expr(user::Column::DormantAt, dormancy::from_now_on(now))
        .filter(active_users(account, now))
        .filter(older)
        .exec(tx)
        .await?;
    Ok(())
}

fn live(account: AccountId) -> Condition {
    Condition::all().add(session::Column::AccountId.eq(account)).add(session::Column::EndedAt.is_null())
}

/// Ends all sessions of an account but `keep`.
pub(crate) async fn end_others(
    tx: &DatabaseTransaction,
    account: AccountId,
    keep: Option<SessionId>,
    now: Timestamp,
) -> Result<()> {
    let mut these = live(account);
    if let Some(keep) = keep {
        these = these.add(session::Column::Id.ne(keep));
    }
    let update = session::Entity::update_many().col_expr(session::Column::EndedAt, Expr::value(now));
    update.filter(these).exec(tx).await?;
    Ok(())
}

impl Directory {
    /// The session of a cookie's token, if it is good now: neither ended nor too old nor unused for too long, nor
    /// signed out everywhere, and its account is an active user somewhere.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn session(&self, token: &str, ip: Option<&str>) -> Result<Option<Session>> {
        let Some(secret) = Secret::received(token) else { return Ok(None) };
        let now = self.now();
        let found = session::Entity::find().filter(session::Column::TokenHash.eq(secret.hash())).one(self.read());
        let Some(row) = found.await? else { return Ok(None) };
        let Some(account) = self.account_behind(&row, now).await? else { return Ok(None) };
        if now.since(row.last_seen_at) >= SEEN_EVERY_MS {
            self.touch(&row, now);
        }
        let two_factors = has_shown_two(&row);
        let who = Who::Account {
            account: account.id,
            session_from: row.created_at,
            two_factors,
            proved_at: row.authenticated_at,
        };
        Ok(Some(Session {
            id: row.id,
            account: account.id,
            language: language_of(&account),
            caller: Caller::new(who, Door::Page, ip.map(str::to_owned)),
            created_at: row.created_at,
            authenticated_at: row.authenticated_at,
        }))
    }

    /// The account of a session that is good at `now`.
    async fn account_behind(&self, row: &session::Model, now: Timestamp) -> Result<Option<account::Model>> {
        if !self.is_good(row, now) {
            return Ok(None);
        }
        let Some(account) = account::Entity::find_by_id(row.account_id).one(self.read()).await? else {
            return Ok(None);
        };
        let over = is_signed_out(row.created_at, account.signed_out_at, None)
            || !is_active_anywhere(self.read(), account.id, now).await?;
        Ok((!over).then_some(account))
    }

    pub(crate) fn is_good(&self, row: &session::Model, now: Timestamp) -> bool {
        let within = |since: Timestamp, most: i64| (-AHEAD_MS..most).contains(&now.since(since));
        // Made younger than a signing-out by a clock that was ahead, it is as old as its sign-in all the same.
        let began = row.created_at.min(row.authenticated_at);
        row.ended_at.is_none()
            && within(began, self.config().session_max_ms)
            && within(row.last_seen_at, self.config().session_idle_ms)
    }

    /// Notes that a session was used, beside the request: no request waits or fails for it.
    fn touch(&self, row: &session::Model, now: Timestamp) {
        let (this, id, account) = (self.clone(), row.id, row.account_id);
        let Some(noting) = Noting::begin(self, id) else { return };
        self.beside(async move {
            let _noting = noting;
            this.note_seen(id, account, now).await
        });
    }

    async fn note_seen(&self, id: SessionId, account: AccountId, now: Timestamp) -> Result<()> {
        let tx = self.begin().await?;
        session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::value(now))
            .filter(session::Column::Id.eq(id))
            .filter(session::Column::LastSeenAt.lt(now))
            .exec(&tx)
            .await?;
        note_active(&tx, account, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Signs this browser out.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn end_session(&self, session: &Session) -> Result<()> {
        self.end_one(session, session.id).await.map(|_| ())
    }

    /// Ends another session of one's own.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not one's own, or over already; [`Error::Database`].
    pub async fn end_other(&self, session: &Session, other: SessionId) -> Result<()> {
        if self.end_one(session, other).await? { Ok(()) } else { Err(Error::NotFound) }
    }

    async fn end_one(&self, session: &Session, which: SessionId) -> Result<bool> {
        let update = session::Entity::update_many()
            .col_expr(session::Column::EndedAt, Expr::value(self.now()))
            .filter(live(session.account))
            .filter(session::Column::Id.eq(which));
        let end = || async { Ok(update.clone().exec(&self.inner.database.write).await?.rows_affected == 1) };
        let ended = self.pressing(end).await?;
        self.inner.committed.send_replace(());
        Ok(ended)
    }

    /// Signs the account out everywhere, this browser too.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn end_all_sessions(&self, session: &Session) -> Result<()> {
        let (this, account) = (self.clone(), session.account);
        self.detached(async move { this.pressing(|| this.end_everywhere(account)).await }).await
    }

    async fn end_everywhere(&self, account: AccountId) -> Result<()> {
        let now = self.now();
        let tx = self.begin_pressing().await?;
        super::hold_account(&tx, account).await?;
        account::Entity::update_many()
            .col_expr(account::Column::SignedOutAt, Expr::value(now))
            .filter(account::Column::Id.eq(account))
            .exec(&tx)
            .await?;
        end_others(&tx, account, None, now).await?;
        super::token::end_steps(&tx, account, now).await?;
        self.commit(tx).await
    }

    /// How many sessions of a user's account reach an organization now. Which they are, and from where, is the account's
    /// own to know.
    pub(crate) async fn sessions_reaching(&self, org: domain::OrgId, user: &domain::User) -> Result<u32> {
        let now = self.now();
        if !user.is_active(now) {
            return Ok(0);
        }
        let everywhere = super::account(self.read(), user.account).await?.signed_out_at;
        let stored = user::Entity::find_by_id((org, user.id)).one(self.read()).await?;
        let here = stored.and_then(|row| row.signed_out_at);
        let required = organization::Entity::find_by_id(org).one(self.read()).await?;
        let required = required.is_some_and(|org| org.require_second_factor);
        let rows = session::Entity::find().filter(live(user.account)).all(self.read()).await?;
        let reaches = |row: &&session::Model| {
            self.is_good(row, now)
                && !is_signed_out(row.created_at, everywhere, here)
                && missing(required, user.second_factor, has_shown_two(row)).is_none()
        };
        Ok(u32::try_from(rows.iter().filter(reaches).count()).unwrap_or(u32::MAX))
    }

    /// One's own sessions that are good now, the last used first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn my_sessions(&self, session: &Session) -> Result<Vec<SessionCard>> {
        let now = self.now();
        let signed_out = super::account(self.read(), session.account).await?.signed_out_at;
        let rows = session::Entity::find()
            .filter(live(session.account))
            .order_by_desc(session::Column::LastSeenAt)
            .order_by_desc(session::Column::Id)
            .all(self.read())
            .await?;
        let good = |row: &session::Model| self.is_good(row, now) && !is_signed_out(row.created_at, signed_out, None);
        Ok(rows
            .into_iter()
            .filter(good)
            .map(|row| SessionCard {
                id: row.id,
                current: row.id == session.id,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
                ip: row.ip,
                agent: row.agent,
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s_35_the_later_of_both_times_counts_and_the_same_moment_too() {
        let at = |ms| Some(Timestamp(ms));
        for (everywhere, here, over) in [
            (None, None, false),
            (at(9), None, false),
            (at(10), None, true),
            (None, at(10), true),
            (None, at(9), false),
            (at(9), at(10), true),
            (at(10), at(9), true),
            (at(9), at(8), false),
        ] {
            assert_eq!(is_signed_out(Timestamp(10), everywhere, here), over, "{everywhere:?} {here:?}");
        }
    }
}
