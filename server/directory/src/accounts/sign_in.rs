//! Signing in with a password.

use super::{Password, account_of, hold_account, is_active_anywhere, start_session, stored_password};
use crate::{Directory, Error, Result, Secret};
use domain::{AccountId, EmailAddress, Language, SessionId};
use uuid::Uuid;

/// Who stands at the door, as far as the door can tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visitor {
    /// From which address.
    pub ip: Option<String>,
    /// The browser's name for itself.
    pub agent: Option<String>,
    /// The language of the page before them: an account that is made there has it.
    pub language: Language,
}

/// A fresh session. Its token goes into the cookie and is known nowhere else.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The cookie's token.
    pub token: Secret,
    /// Which session.
    pub session: SessionId,
    /// Whose.
    pub account: AccountId,
}

impl Directory {
    /// Signs in with an address and a password, while the account is an active user anywhere.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] whatever is wrong, after the same work (S-51); [`Error::Invalid`] for a password
    /// over the limit; [`Error::Busy`]; [`Error::Database`].
    pub async fn sign_in(&self, email: &str, password: &str, visitor: &Visitor) -> Result<SignedIn> {
        let password = Password::shown(password)?;
        // An address that is none, and one that is unknown, ask the database the same.
        let email = EmailAddress::parse(email).map(String::from).unwrap_or_default();
        let account = account_of(self.read(), &email).await?;
        let id = account.map_or(AccountId(Uuid::nil()), |account| account.id);
        let hash = stored_password(self.read(), id).await?;
        let active = is_active_anywhere(self.read(), id, self.now()).await?;
        let fits = self.inner.passwords.fits(password, hash.as_deref()).await?;
        let (Some(hash), true, true) = (hash, active, fits) else {
            tracing::info!(ip = visitor.ip, account = %id, "signing in refused");
            return Err(Error::WrongCredentials);
        };
        let (this, visitor) = (self.clone(), visitor.clone());
        self.detached(async move {
            let now = this.now();
            let tx = this.begin().await?;
            let account = hold_account(&tx, id).await.map_err(|_| Error::WrongCredentials)?;
            // What was compared must still be so: the password may have been changed meanwhile.
            let same = stored_password(&tx, id).await?.as_deref() == Some(hash.as_str());
            if !same || !is_active_anywhere(&tx, id, now).await? {
                return Err(Error::WrongCredentials);
            }
            let signed_in = start_session(&this, &tx, &account, &visitor, now).await?;
            this.commit(tx).await?;
            tracing::info!(ip = visitor.ip, account = %id, "signed in");
            Ok(signed_in)
        })
        .await
    }
}
