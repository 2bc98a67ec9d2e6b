//! Adding a passkey: the password first, then the browser makes it.

use super::ceremony::{Adding, CHALLENGE_MS, Challenge, party};
use super::{of, shown};
use crate::accounts::second_factor::{recovery, tell};
use crate::accounts::{self, Password, has_second_factor, hold_account, stored_password, token};
use crate::entity::{account, passkey};
use crate::outbox::SecondFactorChange;
use crate::secret::sha256;
use crate::{Directory, Error, Result, Session};
use domain::{Name, PASSKEYS_MAX, PasskeyAdded, PasskeyId, PasskeySetUp, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, EntityTrait};
use webauthn_rs::prelude::{CredentialID, Passkey, RegisterPublicKeyCredential, WebauthnError};
use webauthn_rs_proto::ResidentKeyRequirement;

/// The most bytes of what a browser says of a passkey.
const CREDENTIAL_MAX: usize = 32 * 1024;

impl Directory {
    /// What a browser needs to make a passkey, proved by the password. Nothing is stored by that. The passkey is one that
    /// signs in by itself (discoverable), asks its owner who they are (user verification), and is none of those that the
    /// account has.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] when the password is not it; [`Error::Invalid`] where there are as many as an account can
    /// have; [`Error::NotFound`] where the installation's address can have none; [`Error::SignedOut`]; [`Error::Busy`];
    /// [`Error::Database`].
    pub async fn set_up_passkey(&self, session: &Session, password: &str) -> Result<PasskeySetUp> {
        let party = party(self.config()).ok_or(Error::NotFound)?;
        let proved = self.prove(session.account, Password::shown(password)?).await?;
        let account = accounts::account(self.read(), session.account).await?;
        let known = of(self.read(), account.id).await?;
        room(known.len())?;
        let known: Vec<CredentialID> = known.into_iter().map(|passkey| passkey.credential_id).collect();
        let (mut options, registration) = party
            .start_passkey_registration(account.id.0, account.email.as_str(), account.name.as_str(), Some(known))
            .map_err(|error| broken(&error))?;
        if let Some(wanted) = &mut options.public_key.authenticator_selection {
            // One that only answers to its number could not sign in without an address.
            wanted.resident_key = Some(ResidentKeyRequirement::Required);
            wanted.require_resident_key = true;
        }
        let state =
            Adding { account: account.id, session: session.id, proved: sha256(proved.as_bytes()), registration };
        let sealed = Challenge::sealed(state, &self.config().key, self.now())?;
        Ok(PasskeySetUp { options: serde_json::to_string(&options.public_key)?, sealed })
    }

    /// Adds the passkey that a browser made (`credential`: WebAuthn's own JSON) for what [`Self::set_up_passkey`] gave this
    /// session. Gives recovery codes with the account's first second factor, and tells by mail. Sessions stay.
    ///
    /// # Errors
    /// [`Error::LinkOver`] when that was too long ago, was used, or the password was changed since; [`Error::Invalid`] for a
    /// name or a passkey that is no good, and where there are as many as an account can have; [`Error::Database`].
    pub async fn add_passkey(
        &self,
        session: &Session,
        name: &str,
        sealed: &str,
        credential: &str,
    ) -> Result<PasskeyAdded> {
        let name = Name::parse(name).map_err(|error| Error::Invalid { field: "name", reason: error.to_string() })?;
        let party = party(self.config()).ok_or(Error::NotFound)?;
        let challenge = Challenge::<Adding>::opened(sealed, &self.config().key, self.now())?;
        if challenge.state.account != session.account || challenge.state.session != session.id {
            return Err(Error::LinkOver);
        }
        let made: RegisterPublicKeyCredential = read(credential)?;
        let passkey =
            party.finish_passkey_registration(&made, &challenge.state.registration).map_err(|error| refused(&error))?;
        let this = self.clone();
        self.detached(async move {
            let now = this.now();
            let tx = this.begin().await?;
            let account = hold_account(&tx, challenge.state.account).await?;
            let password = stored_password(&tx, account.id).await?.map(|hash| sha256(hash.as_bytes()));
            if password != Some(challenge.state.proved.clone()) {
                return Err(Error::LinkOver);
            }
            challenge.use_up(&tx, account.id, now).await?;
            let added = this.store(&tx, &account, name, &passkey, now).await?;
            this.commit(tx).await?;
            Ok(added)
        })
        .await
    }

    async fn store(
        &self,
        tx: &DatabaseTransaction,
        account: &account::Model,
        name: Name,
        passkey: &Passkey,
        now: Timestamp,
    ) -> Result<PasskeyAdded> {
        room(of(tx, account.id).await?.len())?;
        let first = !has_second_factor(tx, account.id).await?;
        let row = passkey::Model {
            id: PasskeyId(self.fresh_id()),
            account_id: account.id,
            credential_id: passkey.cred_id().clone(),
            name,
            credential: serde_json::to_string(passkey)?,
            created_at: now,
            last_used_at: None,
        };
        let new = passkey::ActiveModel {
            id: Set(row.id),
            account_id: Set(row.account_id),
            credential_id: Set(row.credential_id.clone()),
            name: Set(row.name.clone()),
            credential: Set(row.credential.clone()),
            created_at: Set(row.created_at),
            last_used_at: Set(row.last_used_at),
        };
        let taken = OnConflict::column(passkey::Column::CredentialId).do_nothing().to_owned();
        if passkey::Entity::insert(new).on_conflict(taken).exec_without_returning(tx).await? != 1 {
            return Err(refused(&WebauthnError::CredentialAlreadyExists));
        }
        let codes = if first { recovery::renew(tx, account.id, now).await? } else { Vec::new() };
        token::end_steps(tx, account.id, now).await?;
        tell(self, tx, account, SecondFactorChange::PasskeyAdded { passkey: row.name.to_string(), first }, now).await?;
        Ok(PasskeyAdded { passkey: shown(row), codes })
    }
}

/// Whether an account with so many can have one more.
fn room(has: usize) -> Result<()> {
    if u32::try_from(has).is_ok_and(|has| has < PASSKEYS_MAX) {
        return Ok(());
    }
    Err(Error::Invalid { field: "passkeys", reason: format!("at most {PASSKEYS_MAX} passkeys") })
}

/// Reads what a browser says.
pub(super) fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    let read = (text.len() <= CREDENTIAL_MAX).then(|| serde_json::from_str(text).ok()).flatten();
    read.ok_or(Error::Invalid { field: "credential", reason: "is no passkey".to_owned() })
}

/// A passkey that is not what was asked for.
fn refused(error: &WebauthnError) -> Error {
    tracing::info!(%error, "a passkey refused");
    Error::Invalid { field: "credential", reason: "is not the passkey that was asked for".to_owned() }
}

/// What cannot be: the configuration was looked at before.
pub(super) fn broken(error: &WebauthnError) -> Error {
    Error::Internal(format!("no challenge of {CHALLENGE_MS} ms can be made: {error}"))
}
