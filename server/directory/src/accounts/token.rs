//! Single-use secrets about an account: links, and sign-ins that wait for their second step. Each is good for its purpose
//! alone (S-11).

use crate::entity::account_token;
use crate::{Error, Result, Secret};
use domain::{AccountId, EmailAddress, MINUTE_MS, Refusal, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Making the first organization.
    SetUp,
    /// Setting a new password.
    Reset,
    /// Verifying a new address, which the account itself asked for.
    Email,
    /// Verifying one that an organization asked for: it takes the account's password, too.
    Proposed,
    /// Going on with signing in, after the password, by a second factor.
    SecondFactor,
    /// A passkey's challenge that was used: it is stored from then on, so that it is good once.
    Challenge,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Reset => "reset",
            Self::Email => "email",
            Self::Proposed => "email_proposed",
            Self::SecondFactor => "second_factor",
            Self::Challenge => "passkey_challenge",
        }
    }
}

/// Makes a token; earlier ones of the same account and purpose end.
pub(crate) async fn issue(
    tx: &DatabaseTransaction,
    purpose: Purpose,
    account: Option<AccountId>,
    email: Option<EmailAddress>,
    now: Timestamp,
    good_ms: i64,
) -> Result<Secret> {
    let mine = match account {
        Some(account) => account_token::Column::AccountId.eq(account),
        None => account_token::Column::AccountId.is_null(),
    };
    end(tx, Condition::all().add(mine).add(account_token::Column::Purpose.eq(purpose.as_str())), now).await?;
    add(tx, purpose, account, email, now, good_ms).await
}

/// Makes a token beside earlier ones.
async fn add(
    tx: &DatabaseTransaction,
    purpose: Purpose,
    account: Option<AccountId>,
    email: Option<EmailAddress>,
    now: Timestamp,
    good_ms: i64,
) -> Result<Secret> {
    let secret = Secret::fresh();
    let row = account_token::ActiveModel {
        token_hash: Set(secret.hash()),
        purpose: Set(purpose.as_str().to_owned()),
        account_id: Set(account),
        email: Set(email),
        created_at: Set(now),
        expires_at: Set(now.plus_ms(good_ms)),
        used_at: Set(None),
    };
    account_token::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(secret)
}

/// So long a sign-in waits for its second step, in ms.
pub(crate) const STEP_MS: i64 = 10 * MINUTE_MS;

/// Makes the token of a sign-in that waits for its second step. Those in other browsers go on: whoever knows the password
/// cannot keep its owner from signing in.
pub(crate) async fn issue_step(tx: &DatabaseTransaction, account: AccountId, now: Timestamp) -> Result<Secret> {
    add(tx, Purpose::SecondFactor, Some(account), None, now, STEP_MS).await
}

/// Ends an account's sign-ins that wait for their second step.
pub(crate) async fn end_steps(tx: &DatabaseTransaction, account: AccountId, now: Timestamp) -> Result<()> {
    let of_account = account_token::Column::AccountId.eq(account);
    let steps = account_token::Column::Purpose.eq(Purpose::SecondFactor.as_str());
    end(tx, Condition::all().add(of_account).add(steps), now).await
}

/// Notes that a passkey's challenge, good until then, was used. Whether it was not used before: of several at once, one is.
pub(crate) async fn note_challenge(
    tx: &DatabaseTransaction,
    number: &Secret,
    account: AccountId,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    let row = account_token::ActiveModel {
        token_hash: Set(number.hash()),
        purpose: Set(Purpose::Challenge.as_str().to_owned()),
        account_id: Set(Some(account)),
        email: Set(None),
        created_at: Set(now),
        expires_at: Set(until),
        used_at: Set(Some(now)),
    };
    let used = OnConflict::column(account_token::Column::TokenHash).do_nothing().to_owned();
    Ok(account_token::Entity::insert(row).on_conflict(used).exec_without_returning(tx).await? == 1)
}

/// Those tokens that waited for a second step, and those of passkeys' challenges, whose time was over at a moment.
pub(crate) fn steps_over_at(at: Timestamp) -> Condition {
    Condition::all()
        .add(account_token::Column::Purpose.is_in([Purpose::SecondFactor.as_str(), Purpose::Challenge.as_str()]))
        .add(account_token::Column::ExpiresAt.lte(at))
}

/// The token of that text, if it is good now.
///
/// # Errors
/// [`Error::NotFound`] when there is none for this purpose; [`Error::LinkOver`] when it was used or is too old.
pub(crate) async fn look_up(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    text: &str,
    now: Timestamp,
) -> Result<account_token::Model> {
    let secret = Secret::received(text).ok_or(Error::NotFound)?;
    let row = account_token::Entity::find_by_id(secret.hash())
        .filter(account_token::Column::Purpose.eq(purpose.as_str()))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    if row.used_at.is_some() || row.expires_at <= now { Err(Error::LinkOver) } else { Ok(row) }
}

/// Uses a token up: of several at once, one gets it.
///
/// # Errors
/// [`Error::LinkOver`] when another was faster.
pub(crate) async fn use_up(tx: &DatabaseTransaction, token: &account_token::Model, now: Timestamp) -> Result<()> {
    let update = account_token::Entity::update_many()
        .col_expr(account_token::Column::UsedAt, Expr::value(now))
        .filter(account_token::Column::TokenHash.eq(token.token_hash.clone()))
        .filter(account_token::Column::Purpose.eq(token.purpose.as_str()))
        .filter(account_token::Column::UsedAt.is_null())
        .filter(account_token::Column::ExpiresAt.gt(now));
    if update.exec(tx).await?.rows_affected == 1 { Ok(()) } else { Err(Error::LinkOver) }
}

/// At most one mail of a kind to an account in so long, in ms.
const MAIL_EVERY_MS: i64 = MINUTE_MS;

/// Makes sure that an account was not mailed such a link a moment ago.
///
/// # Errors
/// [`Refusal::TooSoon`].
pub(crate) async fn not_too_soon(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    account: AccountId,
    now: Timestamp,
) -> Result<()> {
    if just_made(db, purpose, account, now).await? {
        let wait_ms = u32::try_from(MAIL_EVERY_MS).unwrap_or(u32::MAX);
        return Err(Refusal::TooSoon { wait_ms }.into());
    }
    Ok(())
}

/// Whether one was made a moment ago.
pub(crate) async fn just_made(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    account: AccountId,
    now: Timestamp,
) -> Result<bool> {
    let since = now.plus_ms(-MAIL_EVERY_MS);
    let found = account_token::Entity::find()
        .filter(account_token::Column::AccountId.eq(account))
        .filter(account_token::Column::Purpose.eq(purpose.as_str()))
        .filter(account_token::Column::CreatedAt.gt(since))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// All of an account's links are over.
pub(crate) async fn end_all(tx: &DatabaseTransaction, account: AccountId, now: Timestamp) -> Result<()> {
    end(tx, account_token::Column::AccountId.eq(account).into(), now).await
}

async fn end(tx: &DatabaseTransaction, these: Condition, now: Timestamp) -> Result<()> {
    account_token::Entity::update_many()
        .col_expr(account_token::Column::UsedAt, Expr::value(now))
        .filter(these)
        .filter(account_token::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
