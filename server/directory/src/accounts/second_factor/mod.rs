//! A second factor: an authenticator app, and recovery codes for when it is lost.
//!
//! Nothing is on until the account's password and a code of the app were shown. Every change takes the password and is told
//! by mail, and to the account's organizations. Sessions stay: what they were begun with was right. That in which the app's code
//! was shown has shown a second factor from then on.

mod recovery;
mod step;
mod totp;

use self::totp::{Key, What};
use super::{Password, account_of, hold_account, raise_session, stored_password, token};
use crate::entity::account;
use crate::outbox::{Message, Queued, SecondFactorChange, queue};
use crate::{Caller, Directory, Error, Result, Session, Who};
use domain::{
    AccountChange, AccountId, AuthenticatorSetUp, EmailAddress, RecoveryCodes, SecondFactor, SessionId, Timestamp,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// How often a change is tried anew when the account joined an organization meanwhile.
const TRIES: u32 = 3;

/// Whether an account takes a second factor.
pub(crate) async fn is_on(db: &impl ConnectionTrait, account: AccountId) -> Result<bool> {
    Ok(totp::stored(db, account).await?.is_some())
}

/// Tells somebody by mail what became of their second factor.
async fn tell(
    directory: &Directory,
    tx: &DatabaseTransaction,
    account: &account::Model,
    change: SecondFactorChange,
    now: Timestamp,
) -> Result<()> {
    let message = Message::SecondFactor { name: account.name.to_string(), change };
    let mail =
        Queued { org: None, invitation: None, about: None, recipient: &account.email, message: &message, token: None };
    queue(directory, tx, mail, now).await
}

impl Directory {
    /// One's own second factor; none where it is off.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn second_factor(&self, session: &Session) -> Result<Option<SecondFactor>> {
        let Some(row) = totp::stored(self.read(), session.account).await? else { return Ok(None) };
        let codes_left = recovery::left(self.read(), session.account).await?;
        Ok(Some(SecondFactor { since: row.changed_at, codes_left }))
    }

    /// A fresh key for an authenticator app. Nothing is stored: the key comes back sealed, with the first code.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::Database`].
    pub async fn set_up_authenticator(&self, session: &Session) -> Result<AuthenticatorSetUp> {
        let account = super::account(self.read(), session.account).await?;
        let key = Key::fresh();
        let link = key.link(&account.email, &self.config().public_url)?;
        let (qr, qr_size) = totp::qr(&link)?;
        let until = self.now().plus_ms(self.config().link_ms);
        let sealed = key.sealed(&self.config().key, account.id, What::SetUp(until));
        Ok(AuthenticatorSetUp { key: key.to_base32(), link, qr, qr_size, sealed: format!("{}.{sealed}", until.0) })
    }

    /// Turns one's own second factor on, proved by the password and a code of the app, in place of one that was. Gives the
    /// recovery codes, and tells by mail. Sessions stay.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] when the password is not it; [`Error::Invalid`] when the code is not the app's;
    /// [`Error::LinkOver`] when the key was shown too long ago, or to another account; [`Error::Busy`];
    /// [`Error::Database`].
    pub async fn turn_on_second_factor(
        &self,
        session: &Session,
        sealed: &str,
        password: &str,
        code: &str,
    ) -> Result<RecoveryCodes> {
        let proved = self.prove(session.account, Password::shown(password)?).await?;
        let key = self.being_set_up(session.account, sealed)?;
        let wrong = || Error::Invalid { field: "code", reason: "is not the app's".to_owned() };
        let step = key.step_of(code.trim(), self.now()).ok_or_else(wrong)?;
        let sealed = key.sealed(&self.config().key, session.account, What::Stored);
        let wanted = Wanted::On { sealed, step, session: session.id };
        self.change(&session.caller, session.account, Some(proved), wanted).await
    }

    /// The key that was shown to set an app up.
    fn being_set_up(&self, account: AccountId, sealed: &str) -> Result<Key> {
        let (until, sealed) = sealed.split_once('.').ok_or(Error::LinkOver)?;
        let until = until.parse().map(Timestamp).map_err(|_| Error::LinkOver)?;
        if until <= self.now() {
            return Err(Error::LinkOver);
        }
        Key::opened(sealed, &self.config().key, account, What::SetUp(until)).ok_or(Error::LinkOver)
    }

    /// Makes new recovery codes, proved by the password. Those of before end, and a mail tells.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] when the password is not it; [`Error::NotFound`] where no second factor is on;
    /// [`Error::Busy`]; [`Error::Database`].
    pub async fn new_recovery_codes(&self, session: &Session, password: &str) -> Result<RecoveryCodes> {
        let proved = self.prove(session.account, Password::shown(password)?).await?;
        self.change(&session.caller, session.account, Some(proved), Wanted::NewCodes).await
    }

    /// Turns one's own second factor off, proved by the password; its recovery codes end with it, and a mail tells.
    ///
    /// # Errors
    /// As [`Self::new_recovery_codes`].
    pub async fn turn_off_second_factor(&self, session: &Session, password: &str) -> Result<()> {
        let proved = self.prove(session.account, Password::shown(password)?).await?;
        self.change(&session.caller, session.account, Some(proved), Wanted::Off(SecondFactorChange::TurnedOff)).await?;
        Ok(())
    }

    /// The operator takes an account's second factor away, for whoever lost app and codes. A mail tells.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anybody but the operator, and for an address without an account;
    /// [`Error::Invalid`] where none is on; [`Error::Database`].
    pub async fn remove_second_factor(&self, caller: &Caller, email: &str) -> Result<()> {
        if caller.who != Who::Operator {
            return Err(Error::NotFound);
        }
        let invalid = |reason: String| Error::Invalid { field: "email", reason };
        let email = EmailAddress::parse(email).map_err(|error| invalid(error.to_string()))?;
        let account = account_of(self.read(), email.as_str()).await?.ok_or(Error::NotFound)?;
        match self.change(caller, account.id, None, Wanted::Off(SecondFactorChange::TakenAway)).await {
            Err(Error::NotFound) => Err(invalid("its account has no second factor".to_owned())),
            outcome => outcome.map(|_| ()),
        }
    }

    /// Changes an account's second factor, if its password is still the one that was `proved`, and tells its organizations.
    /// Gives the codes of the one that is on then.
    async fn change(
        &self,
        caller: &Caller,
        account: AccountId,
        proved: Option<String>,
        wanted: Wanted,
    ) -> Result<RecoveryCodes> {
        let (this, caller) = (self.clone(), caller.clone());
        self.detached(async move {
            for _ in 0..TRIES {
                if let Some(codes) = this.change_once(&caller, account, proved.as_deref(), &wanted).await? {
                    return Ok(codes);
                }
            }
            Err(Error::Busy { retry_after_ms: 1_000 })
        })
        .await
    }

    /// `None` when the account joined another organization meanwhile.
    async fn change_once(
        &self,
        caller: &Caller,
        account: AccountId,
        proved: Option<&str>,
        wanted: &Wanted,
    ) -> Result<Option<RecoveryCodes>> {
        let now = self.now();
        let tx = self.begin().await?;
        let Some(held) = self.hold_everywhere(&tx, account).await? else { return Ok(None) };
        let account = hold_account(&tx, account).await?;
        if proved.is_some() && stored_password(&tx, account.id).await?.as_deref() != proved {
            return Err(Error::WrongCredentials);
        }
        let (codes, change) = wanted.write(&tx, account.id, now).await?;
        let on = AccountChange::SecondFactor(is_on(&tx, account.id).await?);
        self.write_everywhere(&tx, held, &on, caller, now).await?;
        tell(self, &tx, &account, change, now).await?;
        self.commit(tx).await?;
        Ok(Some(codes))
    }
}

/// What is to become of a second factor.
enum Wanted {
    /// On, with this key, of which this step's code was shown in this session.
    On { sealed: String, step: i64, session: SessionId },
    /// As it is, with other codes.
    NewCodes,
    /// Off.
    Off(SecondFactorChange),
}

impl Wanted {
    /// Writes it. [`Error::NotFound`] where there is none to change.
    async fn write(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        now: Timestamp,
    ) -> Result<(RecoveryCodes, SecondFactorChange)> {
        match self {
            Self::On { sealed, step, session } => {
                totp::store(tx, account, sealed.clone(), *step, now).await?;
                raise_session(tx, *session, now).await?;
                token::end_steps(tx, account, now).await?;
                let codes = recovery::renew(tx, account, now).await?;
                Ok((RecoveryCodes { codes, since: now }, SecondFactorChange::TurnedOn))
            }
            Self::NewCodes => {
                let row = totp::stored(tx, account).await?.ok_or(Error::NotFound)?;
                let codes = recovery::renew(tx, account, now).await?;
                Ok((RecoveryCodes { codes, since: row.changed_at }, SecondFactorChange::NewCodes))
            }
            Self::Off(change) => {
                if !totp::remove(tx, account).await? {
                    return Err(Error::NotFound);
                }
                recovery::remove(tx, account).await?;
                token::end_steps(tx, account, now).await?;
                Ok((RecoveryCodes { codes: Vec::new(), since: now }, *change))
            }
        }
    }
}
