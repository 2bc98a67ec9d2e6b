//! Signing in with a passkey: alone, which shows both factors at once, or as the second step after the password.

use super::add::{broken, read};
use super::ceremony::{Challenge, SigningIn, party};
use super::of;
use crate::accounts::second_factor::waiting;
use crate::accounts::{AuthLevel, SignedIn, Visitor, hold_account, is_active_anywhere, start_session, token};
use crate::entity::passkey;
use crate::{Directory, Error, Result};
use domain::{AccountId, Timestamp};
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use webauthn_rs::prelude::{AuthenticationResult, Passkey, PublicKeyCredential};
use webauthn_rs_proto::AllowCredentials;

/// What a browser needs to ask for a passkey.
#[derive(Clone, Debug)]
pub struct PasskeyAsked {
    /// The options of `navigator.credentials.get`, as JSON (WebAuthn's own form).
    pub options: String,
    /// The challenge, sealed: for a cookie of this browser.
    pub sealed: String,
}

impl Directory {
    /// What a browser needs to ask for a passkey: any of this installation's, or, with the token of a sign-in that waits for
    /// its second step, one of that account's. Nothing is stored by that.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the installation's address can have none; [`Error::LinkOver`] when no sign-in waits with that
    /// token; [`Error::Database`].
    pub async fn ask_for_passkey(&self, step: Option<&str>) -> Result<PasskeyAsked> {
        let party = party(self.config()).ok_or(Error::NotFound)?;
        let (mut options, authentication) =
            party.start_discoverable_authentication().map_err(|error| broken(&error))?;
        // The browser asks at once, by a dialog of its own, not beside a field.
        options.mediation = None;
        if let Some(step) = step {
            let (_, account) = waiting(self.read(), step, self.now()).await?;
            let allowed = of(self.read(), account).await?.into_iter().map(|passkey| AllowCredentials {
                type_: "public-key".to_owned(),
                id: passkey.credential_id,
                transports: None,
            });
            options.public_key.allow_credentials = allowed.collect();
        }
        let sealed = Challenge::sealed(SigningIn { authentication }, &self.config().key, self.now())?;
        Ok(PasskeyAsked { options: serde_json::to_string(&options.public_key)?, sealed })
    }

    /// Signs in with the passkey that a browser showed (`credential`: WebAuthn's own JSON) for the challenge that was
    /// `sealed`: by itself, or as the second step of a sign-in. A challenge is good once, whatever comes of it. The session
    /// that begins says that both factors were shown.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] whatever is wrong with the passkey: unknown, removed, another account's, a copy, or its
    /// account is no active user any more; [`Error::LinkOver`] when the challenge, or the step, was too long ago or is used;
    /// [`Error::Invalid`] for what is no passkey; [`Error::Database`].
    pub async fn sign_in_with_passkey(
        &self,
        sealed: &str,
        step: Option<&str>,
        credential: &str,
        visitor: &Visitor,
    ) -> Result<SignedIn> {
        let challenge = Challenge::<SigningIn>::opened(sealed, &self.config().key, self.now())?;
        let shown: PublicKeyCredential = read(credential)?;
        if let Some(step) = step {
            waiting(self.read(), step, self.now()).await?;
        }
        let Some(known) = known(self.read(), &shown).await? else {
            tracing::info!(ip = visitor.ip, "an unknown passkey refused");
            return Err(Error::WrongCredentials);
        };
        let (this, step, visitor) = (self.clone(), step.map(str::to_owned), visitor.clone());
        self.detached(async move {
            this.pressing(|| this.by_passkey(&challenge, known.account_id, &shown, step.as_deref(), &visitor)).await
        })
        .await
    }

    async fn by_passkey(
        &self,
        challenge: &Challenge<SigningIn>,
        id: AccountId,
        shown: &PublicKeyCredential,
        step: Option<&str>,
        visitor: &Visitor,
    ) -> Result<SignedIn> {
        let now = self.now();
        let tx = self.begin_pressing().await?;
        let account = hold_account(&tx, id).await.map_err(|error| match error {
            Error::SignedOut => Error::WrongCredentials,
            other => other,
        })?;
        // Of several at once, one goes on.
        challenge.use_up(&tx, id, now).await?;
        let waits = match step {
            Some(step) => Some(waiting(&tx, step, now).await?),
            None => None,
        };
        let whose = waits.as_ref().map(|(_, account)| *account);
        let good = is_active_anywhere(&tx, id, now).await? && self.takes(&tx, challenge, id, whose, shown, now).await?;
        if !good {
            // The challenge stays used.
            self.commit(tx).await?;
            tracing::info!(ip = visitor.ip, account = %id, "a passkey refused");
            return Err(Error::WrongCredentials);
        }
        if let Some((row, _)) = &waits {
            token::use_up(&tx, row, now).await?;
        }
        let signed_in = start_session(self, &tx, &account, visitor, AuthLevel::SecondFactor, now).await?;
        self.commit(tx).await?;
        tracing::info!(ip = visitor.ip, account = %id, "signed in with a passkey");
        Ok(signed_in)
    }

    /// Whether what was shown is a passkey of this account, for this challenge; notes its use then.
    async fn takes(
        &self,
        tx: &DatabaseTransaction,
        challenge: &Challenge<SigningIn>,
        account: AccountId,
        step_of: Option<AccountId>,
        shown: &PublicKeyCredential,
        now: Timestamp,
    ) -> Result<bool> {
        // It may have been removed since it was looked up.
        let Some(row) = known(tx, shown).await?.filter(|row| row.account_id == account) else { return Ok(false) };
        let user = shown.get_user_unique_id();
        let is_theirs = match step_of {
            // Who it is was known before; an authenticator need not say it again.
            Some(step_of) => step_of == account && user.is_none_or(|user| user == account.0.as_bytes()),
            None => user == Some(account.0.as_bytes()),
        };
        if !is_theirs {
            return Ok(false);
        }
        let mut passkey: Passkey = serde_json::from_str(&row.credential)?;
        let Some(outcome) = self.verified(challenge, shown, &passkey) else { return Ok(false) };
        passkey.update_credential(&outcome);
        let used = passkey::ActiveModel {
            id: Unchanged(row.id),
            credential: Set(serde_json::to_string(&passkey)?),
            last_used_at: Set(Some(now)),
            ..Default::default()
        };
        used.update(tx).await?;
        Ok(true)
    }

    /// What WebAuthn says to it: the signature, the challenge, the place, that its owner was verified, and that its counter has
    /// gone on (else there are two of it).
    fn verified(
        &self,
        challenge: &Challenge<SigningIn>,
        shown: &PublicKeyCredential,
        passkey: &Passkey,
    ) -> Option<AuthenticationResult> {
        let authentication = challenge.state.authentication.clone();
        match party(self.config())?.finish_discoverable_authentication_v2(shown, authentication, passkey) {
            Ok(outcome) => outcome.user_verified().then_some(outcome),
            Err(error) => {
                tracing::warn!(%error, "a passkey is not good");
                None
            }
        }
    }
}

/// The passkey that a browser showed, if there is one.
async fn known(db: &impl ConnectionTrait, shown: &PublicKeyCredential) -> Result<Option<passkey::Model>> {
    let id = shown.get_credential_id().to_vec();
    Ok(passkey::Entity::find().filter(passkey::Column::CredentialId.eq(id)).one(db).await?)
}
