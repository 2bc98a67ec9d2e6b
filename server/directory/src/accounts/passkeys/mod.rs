//! Passkeys (WebAuthn): each signs in by itself, since whoever uses one has the device and is known to it, and each is a
//! second factor after the password. Adding and removing one takes the password, and is told by mail.

mod add;
mod ceremony;
mod sign_in;

pub use sign_in::PasskeyAsked;

use super::second_factor::{TRIES, recovery, settle, tell};
use super::{Password, hold_account, stored_password, token};
use crate::entity::passkey;
use crate::outbox::SecondFactorChange;
use crate::{Directory, Error, Result, Session};
use domain::{AccountId, Passkey, PasskeyId, Passkeys};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

/// An account's passkeys, the first added first.
pub(crate) async fn of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<passkey::Model>> {
    let all = passkey::Entity::find().filter(passkey::Column::AccountId.eq(account));
    Ok(all.order_by_asc(passkey::Column::CreatedAt).order_by_asc(passkey::Column::Id).all(db).await?)
}

/// Takes all of an account's passkeys out.
pub(super) async fn remove_all(tx: &DatabaseTransaction, account: AccountId) -> Result<()> {
    let all = passkey::Entity::delete_many().filter(passkey::Column::AccountId.eq(account));
    all.exec(tx).await?;
    Ok(())
}

/// As its owner sees it.
fn shown(row: passkey::Model) -> Passkey {
    Passkey { id: row.id, name: row.name, added_at: row.created_at, last_used_at: row.last_used_at }
}

impl Directory {
    /// One's own passkeys.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn passkeys(&self, session: &Session) -> Result<Passkeys> {
        let list = of(self.read(), session.account).await?;
        let possible = ceremony::party(self.config()).is_some();
        Ok(Passkeys { possible, list: list.into_iter().map(shown).collect() })
    }

    /// Removes one of one's own passkeys, proved by the password. With the last second factor the recovery codes end. A mail
    /// tells, and the account's organizations are told. Sessions stay.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] when the password is not it; [`Error::NotFound`] for a passkey that is not one's own;
    /// [`Error::Busy`]; [`Error::Database`].
    pub async fn remove_passkey(&self, session: &Session, which: PasskeyId, password: &str) -> Result<()> {
        let proved = self.prove(session.account, Password::shown(password)?).await?;
        let (this, session) = (self.clone(), session.clone());
        self.detached(async move {
            for _ in 0..TRIES {
                if this.remove_once(&session, which, &proved).await? {
                    return Ok(());
                }
            }
            Err(Error::Busy { retry_after_ms: 1_000 })
        })
        .await
    }

    /// `false` when the account joined another organization meanwhile.
    async fn remove_once(&self, session: &Session, which: PasskeyId, proved: &str) -> Result<bool> {
        let now = self.now();
        let tx = self.begin().await?;
        let Some(held) = self.hold_everywhere(&tx, session.account).await? else { return Ok(false) };
        let account = hold_account(&tx, session.account).await?;
        if stored_password(&tx, account.id).await?.as_deref() != Some(proved) {
            return Err(Error::WrongCredentials);
        }
        let row = passkey::Entity::find_by_id(which).filter(passkey::Column::AccountId.eq(account.id)).one(&tx);
        let row = row.await?.ok_or(Error::NotFound)?;
        passkey::Entity::delete_by_id(row.id).exec(&tx).await?;
        let last = !super::has_second_factor(&tx, account.id).await?;
        if last {
            recovery::remove(&tx, account.id).await?;
        }
        token::end_steps(&tx, account.id, now).await?;
        settle(self, &tx, (account.id, held), &session.caller, now).await?;
        let change = SecondFactorChange::PasskeyRemoved { passkey: row.name.to_string(), last };
        tell(self, &tx, &account, change, now).await?;
        self.commit(tx).await?;
        Ok(true)
    }
}
