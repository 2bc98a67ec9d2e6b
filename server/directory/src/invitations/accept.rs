//! Accepting an invitation: with a new account, with the password of one's own, or signed in.

use super::find;
use crate::accounts::{
    AuthLevel, Password, account_of, create, has_second_factor, hold_account, new_account, start_session,
    store_password, stored_password, token,
};
use crate::entity::{account, organization};
use crate::stop::Writer;
use crate::store::load;
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result, Secret, Session, SignedIn, Visitor, Who};
use domain::{
    Accept, AccountId, Actor, Change, CommandId, Door, InvitationId, Language, Name, OrgId, Refusal, Timestamp, UserId,
    decide_accept,
};
use sea_orm::DatabaseTransaction;

/// How often accepting is tried anew when an account with the address comes to be in between.
const TRIES: u32 = 3;

/// An accepted invitation.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The organization's name in URLs.
    pub org: String,
    /// The new user.
    pub user: UserId,
    /// The session that was started; none for who was signed in already, or has to show a second factor first.
    pub signed_in: Option<SignedIn>,
    /// The token of the step that asks for it.
    pub step: Option<Secret>,
}

/// How whoever accepts has shown who they are.
#[derive(Clone)]
enum Proof {
    /// The account's password was compared with this stored hash.
    Password { account: AccountId, hash: String },
    /// There is no account with the address: it is made, with this name and hash. Having the link proves the
    /// address.
    New { name: Name, hash: String },
    /// Signed in.
    Session(Session),
}

impl Directory {
    /// Accepts an invitation with a name and a password: makes the account, or, when the address has one, takes the
    /// password for that account's. Signs in.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown token; [`Error::Refused`] when the invitation is over or its sender may no
    /// longer give it; [`Error::WrongCredentials`] when there is an account with another password;
    /// [`Error::Invalid`]; [`Error::Busy`]; [`Error::Database`].
    pub async fn accept_as_new(&self, token: &str, name: &str, password: &str, visitor: &Visitor) -> Result<Accepted> {
        let name = Name::parse(name).map_err(|error| Error::Invalid { field: "name", reason: error.to_string() })?;
        self.accept_by_password(token, Some(&name), password, visitor).await
    }

    /// Accepts an invitation with the password of the account that its address has. Signs in, or asks for the account's
    /// second factor before that.
    ///
    /// # Errors
    /// As [`Self::accept_as_new`]; [`Error::WrongCredentials`] also when there is no account.
    pub async fn accept_with_password(&self, token: &str, password: &str, visitor: &Visitor) -> Result<Accepted> {
        self.accept_by_password(token, None, password, visitor).await
    }

    async fn accept_by_password(
        &self,
        token: &str,
        name: Option<&Name>,
        password: &str,
        visitor: &Visitor,
    ) -> Result<Accepted> {
        let shown = Password::shown(password)?;
        for _ in 0..TRIES {
            let found = find(self.read(), token).await?;
            // Nothing is computed for a link that leads nowhere.
            found.good(self.now())?;
            let known = account_of(self.read(), found.invitation.email.as_str()).await?;
            let proof = match (known, name) {
                (None, Some(name)) => {
                    let about = [found.invitation.email.as_str(), name.as_str()];
                    let chosen = Password::chosen(password, &about)?;
                    Proof::New { name: name.clone(), hash: self.inner.passwords.hash(chosen).await? }
                }
                (known, _) => {
                    let account = known.map_or(AccountId(uuid::Uuid::nil()), |account| account.id);
                    Proof::Password { account, hash: self.prove(account, shown.clone()).await? }
                }
            };
            if let Some(accepted) = self.accept(token, proof, visitor).await? {
                return Ok(accepted);
            }
        }
        Err(Error::Busy { retry_after_ms: 1_000 })
    }

    /// Accepts an invitation as whoever is signed in, when it is for their address.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown token; [`Error::Refused`] when the invitation is over, for another address
    /// (it stays open then), or its sender may no longer give it; [`Error::Database`].
    pub async fn accept_signed_in(&self, session: &Session, token: &str) -> Result<Accepted> {
        let visitor = Visitor { ip: session.caller.ip.clone(), ..Visitor::default() };
        let accepted = self.accept(token, Proof::Session(session.clone()), &visitor).await?;
        accepted.ok_or(Error::SignedOut)
    }

    /// `None`: what the proof was about changed meanwhile.
    async fn accept(&self, token: &str, proof: Proof, visitor: &Visitor) -> Result<Option<Accepted>> {
        let (this, token, visitor) = (self.clone(), token.to_owned(), visitor.clone());
        self.detached(async move { this.accept_here(&token, proof, &visitor).await }).await
    }

    async fn accept_here(&self, token: &str, proof: Proof, visitor: &Visitor) -> Result<Option<Accepted>> {
        let now = self.now();
        let org = find(self.read(), token).await?.link.org_id;
        let tx = self.begin().await?;
        let org = hold_org(&tx, &OrgRef::Id(org)).await?;
        let found = find(&tx, token).await?;
        found.good(now)?;
        let Some(account) = self.account_by(&tx, &proof, &found.invitation.email, visitor.language, now).await? else {
            return Ok(None);
        };
        let who = Who::Account { account: account.id, session_from: now, two_factors: false, proved_at: now };
        let caller = Caller::new(who, Door::Page, visitor.ip.clone());
        let changes = match self.decide_accept(&tx, &org, &found.invitation, &account, now).await? {
            Ok(changes) => changes,
            Err(refusal) => {
                tx.rollback().await?;
                self.note_accept_refused(&caller, org.id, found.invitation.id, &refusal).await;
                return Err(refusal.into());
            }
        };
        let Some(user) = changes.iter().find_map(joined) else {
            return Err(Error::Internal("an accepted invitation made no user".to_owned()));
        };
        let command = CommandId(self.inner.clock.fresh_id());
        self.write(Writer::to_the_end(&tx), &caller, Actor::User(user), &org, command, changes, now).await?;
        let (signed_in, step) = match proof {
            Proof::Session(_) => (None, None),
            // The organization is joined all the same: link and password are what that takes.
            Proof::Password { .. } if has_second_factor(&tx, account.id).await? => {
                (None, Some(token::issue_step(&tx, account.id, now).await?))
            }
            Proof::Password { .. } | Proof::New { .. } => {
                (Some(start_session(self, &tx, &account, visitor, AuthLevel::Password, now).await?), None)
            }
        };
        self.commit(tx).await?;
        Ok(Some(Accepted { org: org.slug, user, signed_in, step }))
    }

    /// The account that accepts, held; made when the proof says so.
    async fn account_by(
        &self,
        tx: &DatabaseTransaction,
        proof: &Proof,
        email: &domain::EmailAddress,
        language: Language,
        now: Timestamp,
    ) -> Result<Option<account::Model>> {
        match proof {
            Proof::New { name, hash } => {
                let id = AccountId(self.inner.clock.fresh_id());
                if !create(tx, new_account(id, email, name, language, now)).await? {
                    return Ok(None);
                }
                store_password(tx, id, hash.clone(), now).await?;
                Ok(Some(hold_account(tx, id).await?))
            }
            Proof::Password { account, hash } => {
                let row = hold_account(tx, *account).await?;
                let same = stored_password(tx, *account).await?.as_deref() == Some(hash.as_str());
                Ok((same && row.email == *email).then_some(row))
            }
            Proof::Session(session) => {
                let row = hold_account(tx, session.account).await?;
                let over = crate::accounts::is_signed_out(session.created_at, row.signed_out_at, None);
                Ok((!over).then_some(row))
            }
        }
    }

    async fn decide_accept(
        &self,
        tx: &DatabaseTransaction,
        org: &organization::Model,
        invitation: &crate::entity::invitation::Model,
        account: &account::Model,
        now: Timestamp,
    ) -> Result<std::result::Result<Vec<Change>, Refusal>> {
        let accept = Accept {
            invitation: invitation.id,
            account: account.id,
            name: account.name.clone(),
            email: account.email.clone(),
            second_factor: has_second_factor(tx, account.id).await?,
        };
        let state = load::state(tx, org, &accept.needs(), now).await?;
        let mut fresh = || self.inner.clock.fresh_id();
        Ok(decide_accept(state, &accept, now, &mut fresh).map(|decision| decision.changes))
    }

    async fn note_accept_refused(&self, caller: &Caller, org: OrgId, invitation: InvitationId, refusal: &Refusal) {
        let subject = invitation.to_string();
        self.note_refused(caller, Some(org), "accept", [(subject, refusal)]).await;
    }
}

fn joined(change: &Change) -> Option<UserId> {
    match change {
        Change::UserJoined { user, .. } => Some(user.id),
        _ => None,
    }
}
