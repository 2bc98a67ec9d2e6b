//! The second step of signing in, after the password: a code here, a passkey in [`crate::accounts::passkeys`]. Until then there
//! is no session.

use super::super::token::{self, Purpose};
use super::super::{AuthLevel, SignedIn, Visitor, account, hold_account, is_active_anywhere, start_session};
use super::totp::{Key, What};
use super::{factor, recovery, tell, totp};
use crate::entity::account_token;
use crate::outbox::SecondFactorChange;
use crate::{Directory, Error, Result};
use domain::{AccountId, EmailAddress, SecondStep, Timestamp};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// How a code was good.
enum Shown {
    /// The app's.
    App,
    /// A recovery code.
    Recovery,
}

impl Directory {
    /// The address of the account whose sign-in waits for its second step, by that step's token.
    ///
    /// # Errors
    /// [`Error::LinkOver`] when none waits, or not any more; [`Error::Database`].
    pub async fn waits_for_code(&self, step: &str) -> Result<EmailAddress> {
        let (_, id) = waiting(self.read(), step, self.now()).await?;
        Ok(account(self.read(), id).await.map_err(over)?.email)
    }

    /// What the account whose sign-in waits can show in its second step, besides a recovery code.
    ///
    /// # Errors
    /// As [`Self::waits_for_code`].
    pub async fn second_step_of(&self, step: &str) -> Result<SecondStep> {
        let (_, id) = waiting(self.read(), step, self.now()).await?;
        let factor = factor(self.read(), id).await?.ok_or(Error::LinkOver)?;
        Ok(SecondStep { app: factor.app, passkey: factor.passkeys })
    }

    /// Goes on with signing in, by a code of the app or a recovery code: each is good once. The session that begins says
    /// that both factors were shown. A used recovery code is told by mail.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] for a wrong code and for one that was used, and where the account is no active user any
    /// more; [`Error::LinkOver`] when the password was shown too long ago, or changed since; [`Error::Database`].
    pub async fn sign_in_with_code(&self, step: &str, code: &str, visitor: &Visitor) -> Result<SignedIn> {
        let (this, step, code, visitor) = (self.clone(), step.to_owned(), code.to_owned(), visitor.clone());
        self.detached(async move { this.pressing(|| this.second_step(&step, &code, &visitor)).await }).await
    }

    async fn second_step(&self, step: &str, code: &str, visitor: &Visitor) -> Result<SignedIn> {
        let now = self.now();
        let (_, id) = waiting(self.read(), step, now).await?;
        let tx = self.begin_pressing().await?;
        let account = hold_account(&tx, id).await.map_err(over)?;
        // Of several at once, one goes on.
        let (row, _) = waiting(&tx, step, now).await?;
        let shown =
            if is_active_anywhere(&tx, id, now).await? { self.use_code(&tx, id, code, now).await? } else { None };
        let Some(shown) = shown else {
            tracing::info!(ip = visitor.ip, account = %id, "a second factor refused");
            return Err(Error::WrongCredentials);
        };
        token::use_up(&tx, &row, now).await?;
        if let Shown::Recovery = shown {
            let left = recovery::left(&tx, id).await?;
            tell(self, &tx, &account, SecondFactorChange::CodeUsed { left }, now).await?;
        }
        let signed_in = start_session(self, &tx, &account, visitor, AuthLevel::SecondFactor, now).await?;
        self.commit(tx).await?;
        tracing::info!(ip = visitor.ip, account = %id, "signed in");
        Ok(signed_in)
    }

    /// Uses a code up, if it is good.
    async fn use_code(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        code: &str,
        now: Timestamp,
    ) -> Result<Option<Shown>> {
        // Without an app there are passkeys, or no codes. A key that another installation sealed is lost; the recovery codes
        // are not.
        let stored = totp::stored(tx, account).await?;
        let key = stored.and_then(|stored| Key::opened(&stored.secret, &self.config().key, account, What::Stored));
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(step) = key.and_then(|key| key.step_of(&digits, now)) {
            return Ok(totp::use_step(tx, account, step).await?.then_some(Shown::App));
        }
        Ok(recovery::use_up(tx, account, code, now).await?.then_some(Shown::Recovery))
    }
}

/// The sign-in that waits with this token, and whose it is.
pub(in crate::accounts) async fn waiting(
    db: &impl ConnectionTrait,
    step: &str,
    now: Timestamp,
) -> Result<(account_token::Model, AccountId)> {
    let row = token::look_up(db, Purpose::SecondFactor, step, now).await.map_err(over)?;
    let account = row.account_id.ok_or(Error::LinkOver)?;
    Ok((row, account))
}

/// What is not there is over: one starts again.
fn over(error: Error) -> Error {
    match error {
        Error::NotFound | Error::SignedOut => Error::LinkOver,
        other => other,
    }
}
