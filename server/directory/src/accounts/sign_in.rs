//! Signing in: with a password, which is all or the first step.

use super::{
    AuthLevel, Password, account_of, has_second_factor, hold_account, is_active_anywhere, start_session,
    stored_password, token,
};
use crate::entity::session;
use crate::{Directory, Error, Result, Secret};
use domain::{AccountId, DAY_MS, EmailAddress, Language, SessionId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// So long an account knows the addresses from which it was signed in to.
const KNOWN_MS: i64 = 30 * DAY_MS;
/// So many of them.
const KNOWN_MAX: u64 = 1_000;

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

/// What a right password begins.
enum Begun {
    /// All that it takes.
    Session(SignedIn),
    /// The token of the step in which the second factor is shown.
    Step(Secret),
}

impl Directory {
    /// Signs in with an address and a password, while the account is an active user anywhere.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] whatever is wrong, after the same work (S-51); [`Error::SecondFactor`] where all is right
    /// and the account takes a second factor, too: nobody else learns that it does; [`Error::Invalid`] for a password over
    /// the limit; [`Error::Busy`]; [`Error::Database`].
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
            match this.pressing(|| this.start_proved(id, &hash, &visitor)).await? {
                Begun::Session(signed_in) => {
                    tracing::info!(ip = visitor.ip, account = %id, "signed in");
                    Ok(signed_in)
                }
                Begun::Step(step) => {
                    tracing::info!(ip = visitor.ip, account = %id, "a second factor is asked for");
                    Err(Error::SecondFactor { step })
                }
            }
        })
        .await
    }

    /// The addresses from which somebody signed in to an account within the last month, of sessions that may be over; none
    /// where there is no such account.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn signed_in_from(&self, email: &str) -> Result<Vec<String>> {
        let email = EmailAddress::parse(email).map(String::from).unwrap_or_default();
        let account = account_of(self.read(), &email).await?;
        let id = account.map_or(AccountId(Uuid::nil()), |account| account.id);
        let addresses: Vec<Option<String>> = session::Entity::find()
            .select_only()
            .column(session::Column::Ip)
            .distinct()
            .filter(session::Column::AccountId.eq(id))
            .filter(session::Column::CreatedAt.gt(self.now().plus_ms(-KNOWN_MS)))
            .limit(KNOWN_MAX)
            .into_tuple()
            .all(self.read())
            .await?;
        Ok(addresses.into_iter().flatten().collect())
    }

    /// Starts a session for whoever showed the password behind `hash`, or the step that waits for the second factor.
    async fn start_proved(&self, id: AccountId, hash: &str, visitor: &Visitor) -> Result<Begun> {
        let now = self.now();
        let tx = self.begin_pressing().await?;
        let account = hold_account(&tx, id).await.map_err(|error| match error {
            Error::SignedOut => Error::WrongCredentials,
            other => other,
        })?;
        // What was compared must still be so: the password may have been changed meanwhile.
        let same = stored_password(&tx, id).await?.as_deref() == Some(hash);
        if !same || !is_active_anywhere(&tx, id, now).await? {
            return Err(Error::WrongCredentials);
        }
        let begun = if has_second_factor(&tx, id).await? {
            Begun::Step(token::issue_step(&tx, id, now).await?)
        } else {
            Begun::Session(start_session(self, &tx, &account, visitor, AuthLevel::Password, now).await?)
        };
        self.commit(tx).await?;
        Ok(begun)
    }
}
