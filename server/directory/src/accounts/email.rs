//! One's own address: asked for with the password, changed once the new one is verified.

use super::token::{self, Purpose};
use super::{Password, account_of, hold_account, language_of, sessions};
use crate::entity::{account, account_token, organization, user};
use crate::outbox::{Message, Queued, queue};
use crate::stop::Writer;
use crate::store::load;
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result, Session, Who};
use domain::{
    AccountChange, AccountId, Actor, CommandId, Door, EmailAddress, Needs, NewEmail, OrgId, Refusal, Timestamp, UserId,
    decide_account,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

/// How often a change is tried anew when the account joined an organization meanwhile.
const TRIES: u32 = 3;

impl Directory {
    /// Asks for another address, proved by the password: a link goes to the new one, a notice to the old one.
    /// When the new one is another account's, nothing goes there, and nothing else tells (S-52).
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] when the password is not it; [`Error::Invalid`] when the address is none or the
    /// same; [`Error::Busy`]; [`Error::Database`].
    pub async fn request_email_change(&self, session: &Session, password: &str, new: &str) -> Result<()> {
        let invalid = |reason: String| Error::Invalid { field: "email", reason };
        let new = EmailAddress::parse(new).map_err(|error| invalid(error.to_string()))?;
        let current = super::account(self.read(), session.account).await?.email;
        if new == current {
            return Err(invalid("this is your address already".to_owned()));
        }
        self.prove(session.account, Password::shown(password)?).await?;
        let (this, account) = (self.clone(), session.account);
        self.beside(async move { this.mail_verification(account, new).await });
        Ok(())
    }

    async fn mail_verification(&self, account: AccountId, new: EmailAddress) -> Result<()> {
        let now = self.now();
        let tx = self.begin().await?;
        let row = hold_account(&tx, account).await?;
        self.ask_to_verify(&tx, &row, &new, None, now).await?;
        self.commit(tx).await?;
        Ok(())
    }

    /// Mails the links by which users make addresses theirs that somebody of their organization proposed, and tells the
    /// addresses that they have.
    ///
    /// # Errors
    /// [`Refusal::TooSoon`] when the account was mailed one a moment ago, whichever organization asked for it;
    /// [`Refusal::NoMailServer`]: such a link is nobody else's to see.
    pub(crate) async fn mail_proposals(
        &self,
        tx: &DatabaseTransaction,
        org: &organization::Model,
        proposed: &[(UserId, EmailAddress)],
        now: Timestamp,
    ) -> Result<()> {
        if !proposed.is_empty() && !self.config().mail {
            return Err(Refusal::NoMailServer.into());
        }
        for (user, email) in proposed {
            for user in load::users_by_id(tx, org.id, &[*user]).await? {
                let row = hold_account(tx, user.account).await?;
                token::not_too_soon(tx, Purpose::Proposed, row.id, now).await?;
                self.ask_to_verify(tx, &row, email, Some(org.name.as_str()), now).await?;
            }
        }
        Ok(())
    }

    /// Mails a link to the new address, unless it is another account's, and a notice to the old one (S-52).
    async fn ask_to_verify(
        &self,
        tx: &DatabaseTransaction,
        row: &account::Model,
        new: &EmailAddress,
        organization: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        if account_of(tx, new.as_str()).await?.is_none() {
            let good_ms = self.config().link_ms;
            let purpose = if organization.is_some() { Purpose::Proposed } else { Purpose::Email };
            let secret = token::issue(tx, purpose, Some(row.id), Some(new.clone()), now, good_ms).await?;
            let message = Message::EmailVerification {
                name: row.name.to_string(),
                expires_at: now.plus_ms(good_ms),
                organization: organization.map(str::to_owned),
                language: language_of(row),
            };
            let mail = Queued {
                org: None,
                invitation: None,
                about: None,
                recipient: new,
                message: &message,
                token: Some(&secret),
            };
            queue(self, tx, mail, now).await?;
        }
        let message = Message::EmailChanged {
            name: row.name.to_string(),
            new_email: new.to_string(),
            done: false,
            organization: organization.map(str::to_owned),
            language: language_of(row),
        };
        self.tell_old(tx, row, &message, now).await
    }

    async fn tell_old(
        &self,
        tx: &DatabaseTransaction,
        row: &account::Model,
        message: &Message,
        now: Timestamp,
    ) -> Result<()> {
        let mail = Queued { org: None, invitation: None, about: None, recipient: &row.email, message, token: None };
        queue(self, tx, mail, now).await
    }

    /// Whose address a link would change, and how; asking changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown link; [`Error::LinkOver`] for one that was good once; [`Error::Database`].
    pub async fn look_up_email(&self, token: &str) -> Result<(AccountId, NewEmail)> {
        let (row, takes_password) = self.email_link(token).await?;
        let (Some(account), Some(email)) = (row.account_id, row.email) else { return Err(Error::NotFound) };
        Ok((account, NewEmail { email, takes_password }))
    }

    async fn email_link(&self, token: &str) -> Result<(account_token::Model, bool)> {
        match token::look_up(self.read(), Purpose::Email, token, self.now()).await {
            Err(Error::NotFound) => {
                Ok((token::look_up(self.read(), Purpose::Proposed, token, self.now()).await?, true))
            }
            found => Ok((found?, false)),
        }
    }

    /// Makes a verified address the account's, here and in each of its organizations. Sessions other than `keep`
    /// end, and the old address is told. What an organization proposed takes the account's password, too: whoever can
    /// read a mailbox that an admin named is not therefore who the account is of.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown link; [`Error::LinkOver`] for one that was good once, or whose address is
    /// another account's by now; [`Error::WrongCredentials`] when the password is not it: the link stays good then;
    /// [`Error::Invalid`]; [`Error::Busy`]; [`Error::Database`].
    pub async fn verify_email(
        &self,
        token: &str,
        password: Option<&str>,
        keep: Option<&Session>,
        ip: Option<&str>,
    ) -> Result<()> {
        let (row, takes_password) = self.email_link(token).await?;
        let (Some(account), Some(_)) = (row.account_id, &row.email) else { return Err(Error::NotFound) };
        if takes_password {
            self.prove(account, Password::shown(password.unwrap_or_default())?).await?;
        }
        let keep = keep.filter(|session| session.account == account).map(|session| session.id);
        let (this, ip) = (self.clone(), ip.map(str::to_owned));
        self.detached(async move {
            for _ in 0..TRIES {
                if this.change_email(&row, account, keep, ip.clone()).await? {
                    return Ok(());
                }
            }
            Err(Error::Busy { retry_after_ms: 1_000 })
        })
        .await
    }

    async fn change_email(
        &self,
        token: &account_token::Model,
        account: AccountId,
        keep: Option<domain::SessionId>,
        ip: Option<String>,
    ) -> Result<bool> {
        let email = token.email.clone().ok_or(Error::NotFound)?;
        let now = self.now();
        let change = AccountChange::Email(email.clone());
        let tx = self.begin().await?;
        let who = Who::Account { account, session_from: now, two_factors: false, proved_at: now };
        if !self.change_everywhere(&tx, account, &change, &Caller::new(who, Door::Page, ip), now).await? {
            return Ok(false);
        }
        let row = hold_account(&tx, account).await?;
        token::use_up(&tx, token, now).await?;
        if account_of(&tx, email.as_str()).await?.is_some() {
            return Err(Error::LinkOver);
        }
        let update = account::Entity::update_many()
            .col_expr(account::Column::Email, Expr::value(email.clone()))
            .col_expr(account::Column::EmailTyped, Expr::value(email.to_string()))
            .filter(account::Column::Id.eq(account));
        if let Err(error) = update.exec(&tx).await {
            // Another account got the address in this very moment.
            let taken = matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)));
            return Err(if taken { Error::LinkOver } else { error.into() });
        }
        token::end_all(&tx, account, now).await?;
        sessions::end_others(&tx, account, keep, now).await?;
        let message = Message::EmailChanged {
            name: row.name.to_string(),
            new_email: email.to_string(),
            done: true,
            organization: None,
            language: language_of(&row),
        };
        self.tell_old(&tx, &row, &message, now).await?;
        self.commit(tx).await?;
        Ok(true)
    }

    /// Writes an account's change into each of its organizations, which it holds, then the account. `false` when the account joined another one meanwhile: to be tried anew.
    pub(crate) async fn change_everywhere(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        change: &AccountChange,
        caller: &Caller,
        now: Timestamp,
    ) -> Result<bool> {
        let Some(held) = self.hold_everywhere(tx, account).await? else { return Ok(false) };
        self.write_everywhere(tx, held, change, caller, now).await?;
        Ok(true)
    }

    /// Holds the organizations of an account, in the order of their ids, then the account; with its users there. `None` when
    /// the account joined another one meanwhile: to be tried anew.
    pub(crate) async fn hold_everywhere(&self, tx: &DatabaseTransaction, account: AccountId) -> Result<Option<Held>> {
        let users = users_of(tx, account).await?;
        let mut held = Vec::with_capacity(users.len());
        for &(org, user) in &users {
            held.push((hold_org(tx, &OrgRef::Id(org)).await?, user));
        }
        hold_account(tx, account).await?;
        Ok((users_of(tx, account).await? == users).then_some(held))
    }

    /// Writes an account's change into each of the organizations that are held. Where it is so already, nothing happens.
    pub(crate) async fn write_everywhere(
        &self,
        tx: &DatabaseTransaction,
        held: Held,
        change: &AccountChange,
        caller: &Caller,
        now: Timestamp,
    ) -> Result<()> {
        let command = CommandId(self.inner.clock.fresh_id());
        for (org, user) in held {
            let state = load::state(tx, &org, &Needs { users: vec![user], ..Needs::default() }, now).await?;
            let decision = decide_account(state, user, change, now)?;
            let actor = if caller.who == Who::Operator { Actor::Operator } else { Actor::User(user) };
            self.write(Writer::to_the_end(tx), caller, actor, &org, command, decision.changes, now).await?;
        }
        Ok(())
    }
}

/// The organizations of an account that are held, with the account's user in each.
pub(crate) type Held = Vec<(organization::Model, UserId)>;

async fn users_of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<(OrgId, UserId)>> {
    let rows = user::Entity::find()
        .filter(user::Column::AccountId.eq(account))
        .order_by_asc(user::Column::OrgId)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.org_id, row.id)).collect())
}
