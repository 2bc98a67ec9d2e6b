//! Passkeys (WebAuthn): each signs in by itself, since whoever uses one has the device and is known to it, and each is a
//! second factor after the password. Adding and removing one takes the password, and is told by mail.

mod add;
mod ceremony;
mod sign_in;

pub use sign_in::PasskeyAsked;

use super::second_factor::{recovery, tell};
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
    /// tells. Sessions stay.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] when the password is not it; [`Error::NotFound`] for a passkey that is not one's own;
    /// [`Error::Busy`]; [`Error::Database`].
    pub async fn remove_passkey(&self, session: &Session, which: PasskeyId, password: &str) -> Result<()> {
        let proved = self.prove(session.account, Password::shown(password)?).await?;
        let (this, account) = (self.clone(), session.account);
        self.detached(async move {
            let now = this.now();
            let tx = this.begin().await?;
            let account = hold_account(&tx, account).await?;
            if stored_password(&tx, account.id).await? != Some(proved) {
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
            let change = SecondFactorChange::PasskeyRemoved { passkey: row.name.to_string(), last };
            tell(&this, &tx, &account, change, now).await?;
            this.commit(tx).await
        })
        .await
    }
}
