//! A forgotten password: a link by mail, or from the operator.

use super::token::{self, Purpose};
use super::{Password, account, account_of, hold_account, is_active_anywhere};
use crate::entity::account as accounts;
use crate::outbox::{Message, Queued, queue};
use crate::store::load;
use crate::{Caller, Directory, Error, Result, Secret, Who};
use domain::{AccountId, EmailAddress, OrgId, Refusal, Timestamp, UserId};
use sea_orm::DatabaseTransaction;

impl Directory {
    /// Sends a reset link to the address's account, if there is one that can sign in. The work is done beside the
    /// request: the answer and its time are the same for every address (S-52).
    pub fn request_reset(&self, email: &str) {
        let Ok(email) = EmailAddress::parse(email) else { return };
        let this = self.clone();
        self.beside(async move { this.mail_reset(&email).await });
    }

    async fn mail_reset(&self, email: &EmailAddress) -> Result<()> {
        let now = self.now();
        let tx = self.begin().await?;
        let Some(account) = account_of(&tx, email.as_str()).await? else { return Ok(()) };
        let account = hold_account(&tx, account.id).await?;
        if token::just_made(&tx, Purpose::Reset, account.id, now).await?
            || !is_active_anywhere(&tx, account.id, now).await?
        {
            return Ok(());
        }
        self.queue_reset(&tx, &account, now).await?;
        self.commit(tx).await?;
        Ok(())
    }

    /// Mails reset links to users whom somebody of their organization helps in: to the address of each one's account,
    /// whatever the organization calls theirs.
    ///
    /// # Errors
    /// [`Refusal::TooSoon`] when the account was mailed one a moment ago, whoever asked for it;
    /// [`Refusal::NoMailServer`].
    pub(crate) async fn mail_resets(
        &self,
        tx: &DatabaseTransaction,
        org: OrgId,
        users: &[UserId],
        now: Timestamp,
    ) -> Result<()> {
        if !users.is_empty() && !self.config().mail {
            return Err(Refusal::NoMailServer.into());
        }
        for user in load::users_by_id(tx, org, users).await? {
            let account = hold_account(tx, user.account).await?;
            token::not_too_soon(tx, Purpose::Reset, account.id, now).await?;
            self.queue_reset(tx, &account, now).await?;
        }
        Ok(())
    }

    async fn queue_reset(&self, tx: &DatabaseTransaction, account: &accounts::Model, now: Timestamp) -> Result<()> {
        let secret = self.new_reset(tx, account.id, now).await?;
        let expires_at = now.plus_ms(self.config().link_ms);
        let message = Message::PasswordReset { name: account.name.to_string(), expires_at };
        // To the stored address, whatever was typed (S-10).
        let mail = Queued {
            org: None,
            invitation: None,
            about: None,
            recipient: &account.email,
            message: &message,
            token: Some(&secret),
        };
        queue(self, tx, mail, now).await
    }

    async fn new_reset(&self, tx: &DatabaseTransaction, account: AccountId, now: Timestamp) -> Result<Secret> {
        token::issue(tx, Purpose::Reset, Some(account), None, now, self.config().link_ms).await
    }

    /// The address whose password a reset link sets, for the form behind the link.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown link; [`Error::LinkOver`] for one that was good once; [`Error::Database`].
    pub async fn look_up_reset(&self, token: &str) -> Result<EmailAddress> {
        Ok(self.resettable(token).await?.1.email)
    }

    async fn resettable(&self, token: &str) -> Result<(crate::entity::account_token::Model, accounts::Model)> {
        let now = self.now();
        let row = token::look_up(self.read(), Purpose::Reset, token, now).await?;
        let id = row.account_id.ok_or(Error::NotFound)?;
        let account = account(self.read(), id).await.map_err(|_| Error::NotFound)?;
        if is_active_anywhere(self.read(), id, now).await? { Ok((row, account)) } else { Err(Error::LinkOver) }
    }

    /// Sets a new password by a reset link, which is used up. All sessions end, and a mail tells.
    ///
    /// # Errors
    /// As [`Self::look_up_reset`]; [`Error::Invalid`] when the password is too short, too long or easily guessed: the link stays good
    /// then; [`Error::Busy`].
    pub async fn reset(&self, token: &str, password: &str) -> Result<()> {
        let (row, account) = self.resettable(token).await?;
        let password = Password::chosen(password, &[account.email.as_str(), account.name.as_str()])?;
        let hash = self.inner.passwords.hash(password).await?;
        let this = self.clone();
        self.detached(async move {
            let now = this.now();
            let tx = this.begin().await?;
            let account = hold_account(&tx, account.id).await.map_err(|_| Error::NotFound)?;
            token::use_up(&tx, &row, now).await?;
            this.set_password(&tx, account.id, hash, None, now).await?;
            this.commit(tx).await?;
            Ok(())
        })
        .await
    }

    /// A reset link for the operator to hand over, where no mail server is.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anybody but the operator, and for an address without an account;
    /// [`Error::Database`].
    pub async fn reset_link(&self, caller: &Caller, email: &str) -> Result<String> {
        if caller.who != Who::Operator {
            return Err(Error::NotFound);
        }
        let email =
            EmailAddress::parse(email).map_err(|error| Error::Invalid { field: "email", reason: error.to_string() })?;
        let this = self.clone();
        self.detached(async move {
            let now = this.now();
            let tx = this.begin().await?;
            let account = account_of(&tx, email.as_str()).await?.ok_or(Error::NotFound)?;
            hold_account(&tx, account.id).await?;
            let secret = this.new_reset(&tx, account.id, now).await?;
            this.commit(tx).await?;
            Ok(format!("{}/reset#{}", this.config().public_url, secret.expose()))
        })
        .await
    }
}
