//! Accounts: signing in, sessions, passwords, passkeys, second factors, addresses, one's own name and choices.

mod email;
mod guessed;
mod noting;
mod passkeys;
mod password;
mod profile;
mod reset;
mod second_factor;
mod sessions;
mod sign_in;
pub(crate) mod token;

pub use passkeys::PasskeyAsked;
pub use sessions::Session;
pub use sign_in::{SignedIn, Visitor};

pub(crate) use passkeys::of as passkeys_of;
pub(crate) use password::{Password, Passwords, store as store_password, stored as stored_password};
pub(crate) use second_factor::is_on as has_second_factor;
pub(crate) use sessions::{AuthLevel, Missing, is_signed_out, missing, raise as raise_session, start as start_session};

use crate::entity::{account, user};
use crate::{Error, Result};
use domain::{AccountId, EmailAddress, Language, Name, Timestamp, UserState};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QuerySelect,
};

/// The account's row.
///
/// # Errors
/// [`Error::SignedOut`] when it is gone.
pub(crate) async fn account(db: &impl ConnectionTrait, id: AccountId) -> Result<account::Model> {
    account::Entity::find_by_id(id).one(db).await?.ok_or(Error::SignedOut)
}

/// The account of an address, if there is one.
pub(crate) async fn account_of(db: &impl ConnectionTrait, email: &str) -> Result<Option<account::Model>> {
    Ok(account::Entity::find().filter(account::Column::Email.eq(email)).one(db).await?)
}

/// The language that an account's row names; one that we do not have any more is English.
pub(crate) fn language_of(account: &account::Model) -> Language {
    Language::of_tag(&account.language).unwrap_or_default()
}

/// Holds an account, after its organizations if those are held too: two changes of it wait for each other.
pub(crate) async fn hold_account(tx: &DatabaseTransaction, id: AccountId) -> Result<account::Model> {
    let mut query = account::Entity::find_by_id(id);
    if tx.get_database_backend() != DbBackend::Sqlite {
        // Rows that refer to the account may be written meanwhile.
        query = query.lock(LockType::NoKeyUpdate);
    }
    query.one(tx).await?.ok_or(Error::SignedOut)
}

/// Makes an account. `false` when the address has one already: nothing is done then.
pub(crate) async fn create(tx: &DatabaseTransaction, new: account::ActiveModel) -> Result<bool> {
    let taken = OnConflict::column(account::Column::Email).do_nothing().to_owned();
    let new = account::Entity::insert(new).on_conflict(taken);
    Ok(new.exec_without_returning(tx).await? == 1)
}

/// The row of a new account.
pub(crate) fn new_account(
    id: AccountId,
    email: &EmailAddress,
    name: &Name,
    language: Language,
    now: Timestamp,
) -> account::ActiveModel {
    account::ActiveModel {
        id: Set(id),
        email: Set(email.clone()),
        email_typed: Set(email.to_string()),
        name: Set(name.clone()),
        language: Set(language.tag().to_owned()),
        preferences: Set("{}".to_owned()),
        created_at: Set(now),
        signed_out_at: Set(None),
    }
}

/// Users of the account who are active at `now`, wherever.
pub(crate) fn active_users(account: AccountId, now: Timestamp) -> Condition {
    Condition::all()
        .add(user::Column::AccountId.eq(account))
        .add(user::Column::State.eq(UserState::Active))
        .add(Condition::any().add(user::Column::EndsAt.is_null()).add(user::Column::EndsAt.gt(now)))
        .add(crate::dormancy::is_awake(now))
}

/// Whether the account has an active user anywhere: only then does signing in work.
pub(crate) async fn is_active_anywhere(db: &impl ConnectionTrait, account: AccountId, now: Timestamp) -> Result<bool> {
    let found = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(active_users(account, now))
        .into_tuple::<domain::UserId>()
        .one(db)
        .await?;
    Ok(found.is_some())
}
