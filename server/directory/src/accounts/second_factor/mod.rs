//! A second factor: an authenticator app, passkeys ([`super::passkeys`]), and recovery codes for when they are lost. The codes
//! come with the first of either kind and go with the last.
//!
//! No app is on until the account's password and a code of it were shown. Every change takes the password and is told
//! by mail, and to the account's organizations. Sessions stay: what they were begun with was right. That in which the app's
//! code was shown has shown a second factor from then on.

pub(super) mod recovery;
mod step;
mod totp;

pub(super) use step::waiting;

use self::totp::{Key, What};
use super::email::Held;
use super::passkeys::{self, of as passkeys_of};
use super::{Password, account_of, hold_account, raise_session, stored_password, token};
use crate::entity::account;
use crate::outbox::{Message, Queued, SecondFactorChange, queue};
use crate::{Caller, Directory, Error, Result, Session, Who};
use domain::{
    AccountChange, AccountId, AuthenticatorSetUp, EmailAddress, RecoveryCodes, SecondFactor, SessionId, Timestamp,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// How often a change is tried anew when the account joined an organization meanwhile.
pub(super) const TRIES: u32 = 3;

/// Whether an account takes a second factor: an authenticator app or passkeys.
pub(crate) async fn is_on(db: &impl ConnectionTrait, account: AccountId) -> Result<bool> {
    Ok(factor(db, account).await?.is_some())
}

/// An account's second factor; none where it is off.
async fn factor(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<SecondFactor>> {
    let (app, passkeys) = (totp::stored(db, account).await?, passkeys_of(db, account).await?);
    let first = passkeys.first().map(|passkey| passkey.created_at);
    let Some(since) = app.as_ref().map(|app| app.changed_at).or(first) else { return Ok(None) };
    let codes_left = recovery::left(db, account).await?;
    Ok(Some(SecondFactor { since, app: app.is_some(), passkeys: first.is_some(), codes_left }))
}

/// Tells the organizations of an account, which are held, whether it takes a second factor now.
pub(super) async fn settle(
    directory: &Directory,
    tx: &DatabaseTransaction,
    (account, held): (AccountId, Held),
    caller: &Caller,
    now: Timestamp,
) -> Result<()> {
    let on = AccountChange::SecondFactor(is_on(tx, account).await?);
    directory.write_everywhere(tx, held, &on, caller, now).await
}

/// Tells somebody by mail what became of their second factor.
pub(super) async fn tell(
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
        factor(self.read(), session.account).await
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

    /// Turns one's own authenticator app on, proved by the password and a code of it, in place of one that was. Gives recovery
    /// codes, unless there are some that came with a passkey, and tells by mail. Sessions stay.
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

    /// Turns one's own authenticator app off, proved by the password; without passkeys the recovery codes end with it. A mail
    /// tells.
    ///
    /// # Errors
    /// As [`Self::new_recovery_codes`].
    pub async fn turn_off_second_factor(&self, session: &Session, password: &str) -> Result<()> {
        let proved = self.prove(session.account, Password::shown(password)?).await?;
        self.change(&session.caller, session.account, Some(proved), Wanted::AppOff).await?;
        Ok(())
    }

    /// The operator takes an account's second factor away, its passkeys too, for whoever lost them and the codes. A mail tells.
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
        match self.change(caller, account.id, None, Wanted::AllOff).await {
            Err(Error::NotFound) => Err(invalid("its account has no second factor".to_owned())),
            outcome => outcome.map(|_| ()),
        }
    }

    /// Changes an account's second factor, if its password is still the one that was `proved`, and tells its organizations.
    /// Gives what codes there are then.
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
        settle(self, &tx, (account.id, held), caller, now).await?;
        tell(self, &tx, &account, change, now).await?;
        self.commit(tx).await?;
        Ok(Some(codes))
    }
}

/// What is to become of a second factor.
enum Wanted {
    /// An app is on, with this key, of which this step's code was shown in this session.
    On { sealed: String, step: i64, session: SessionId },
    /// As it is, with other codes.
    NewCodes,
    /// No app any more.
    AppOff,
    /// Neither app nor passkeys any more.
    AllOff,
}

impl Wanted {
    /// Writes it. [`Error::NotFound`] where there is none to change.
    async fn write(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        now: Timestamp,
    ) -> Result<(RecoveryCodes, SecondFactorChange)> {
        let before = factor(tx, account).await?;
        let has = |kind: fn(&SecondFactor) -> bool| before.as_ref().is_some_and(kind);
        let (has_app, has_passkeys) = (has(|factor| factor.app), has(|factor| factor.passkeys));
        let (codes, change) = match self {
            Self::On { sealed, step, session } => {
                totp::store(tx, account, sealed.clone(), *step, now).await?;
                raise_session(tx, *session, now).await?;
                token::end_steps(tx, account, now).await?;
                // Those that came with a passkey are kept somewhere: they stay.
                let stay = has_passkeys && !has_app;
                let codes = if stay { Vec::new() } else { recovery::renew(tx, account, now).await? };
                (codes, SecondFactorChange::TurnedOn)
            }
            Self::NewCodes if has_app || has_passkeys => {
                (recovery::renew(tx, account, now).await?, SecondFactorChange::NewCodes)
            }
            Self::AppOff if has_app => {
                totp::remove(tx, account).await?;
                token::end_steps(tx, account, now).await?;
                if has_passkeys {
                    (Vec::new(), SecondFactorChange::AppTurnedOff)
                } else {
                    recovery::remove(tx, account).await?;
                    (Vec::new(), SecondFactorChange::TurnedOff)
                }
            }
            Self::AllOff if has_app || has_passkeys => {
                totp::remove(tx, account).await?;
                passkeys::remove_all(tx, account).await?;
                recovery::remove(tx, account).await?;
                token::end_steps(tx, account, now).await?;
                (Vec::new(), SecondFactorChange::TakenAway)
            }
            Self::NewCodes | Self::AppOff | Self::AllOff => return Err(Error::NotFound),
        };
        let after = factor(tx, account).await?;
        let (since, left) = after.map_or((now, 0), |factor| (factor.since, factor.codes_left));
        Ok((RecoveryCodes { codes, left, since }, change))
    }
}
