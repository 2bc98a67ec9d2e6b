//! What goes to the browser and comes back: challenges. One is sealed with the installation's key while the browser has it, so
//! that nobody who is not signed in writes anything by asking for one; once it came back its number is stored, so that it is
//! good once.

use crate::accounts::token;
use crate::{Config, Error, Result, Secret, SecretKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{AccountId, MINUTE_MS, SessionId, Timestamp};
use sea_orm::DatabaseTransaction;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration, Url, Webauthn, WebauthnBuilder};

/// So long a challenge is good, in ms.
pub(super) const CHALLENGE_MS: i64 = 5 * MINUTE_MS;

/// This installation as browsers and authenticators know it, by the public address alone: what a request says of where it
/// came to does not matter. `None` where the address has no host name: WebAuthn takes no IP addresses.
pub(super) fn party(config: &Config) -> Option<Webauthn> {
    let origin = Url::parse(&config.public_url).ok()?;
    let builder = WebauthnBuilder::new(origin.domain()?, &origin).ok()?;
    builder.rp_name("Muster").timeout(Duration::from_millis(CHALLENGE_MS.unsigned_abs())).build().ok()
}

/// A challenge that is sealed while the browser has it.
#[derive(Serialize, Deserialize)]
pub(super) struct Challenge<S> {
    /// Until when it is good.
    until: Timestamp,
    /// Its number: good once.
    number: String,
    /// What it is for, and what has to be known again.
    pub(super) state: S,
}

/// For adding a passkey.
#[derive(Serialize, Deserialize)]
pub(super) struct Adding {
    /// To which account.
    pub(super) account: AccountId,
    /// In which session.
    pub(super) session: SessionId,
    /// The hash of the password's hash that was proved.
    pub(super) proved: Vec<u8>,
    /// WebAuthn's own.
    pub(super) registration: PasskeyRegistration,
}

/// For signing in.
#[derive(Serialize, Deserialize)]
pub(super) struct SigningIn {
    /// WebAuthn's own.
    pub(super) authentication: DiscoverableAuthentication,
}

impl<S: Serialize + DeserializeOwned> Challenge<S> {
    /// A fresh one, sealed.
    pub(super) fn sealed(state: S, key: &SecretKey, now: Timestamp) -> Result<String> {
        let number = Secret::fresh().expose().to_owned();
        let challenge = Self { until: now.plus_ms(CHALLENGE_MS), number, state };
        Ok(URL_SAFE_NO_PAD.encode(key.seal(&serde_json::to_string(&challenge)?)))
    }

    /// Opens what [`Self::sealed`] made: what is for something else has another form.
    ///
    /// # Errors
    /// [`Error::LinkOver`] when it is none, or too old.
    pub(super) fn opened(text: &str, key: &SecretKey, now: Timestamp) -> Result<Self> {
        let opened = URL_SAFE_NO_PAD.decode(text).ok().and_then(|sealed| key.open(&sealed));
        let challenge: Option<Self> = opened.and_then(|text| serde_json::from_str(&text).ok());
        challenge.filter(|challenge| challenge.until > now).ok_or(Error::LinkOver)
    }

    /// Uses it up: of several at once, one gets it.
    ///
    /// # Errors
    /// [`Error::LinkOver`] when it was used, or its time is over.
    pub(super) async fn use_up(&self, tx: &DatabaseTransaction, account: AccountId, now: Timestamp) -> Result<()> {
        let number = Secret::received(&self.number).filter(|_| self.until > now).ok_or(Error::LinkOver)?;
        if token::note_challenge(tx, &number, account, now, self.until).await? { Ok(()) } else { Err(Error::LinkOver) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> Config {
        Config::new(url.to_owned(), SecretKey::fresh())
    }

    #[test]
    fn an_address_without_a_host_name_has_no_passkeys() {
        for url in ["http://localhost:3000", "https://muster.example.com", "https://muster.example.com:8443"] {
            assert!(party(&config(url)).is_some(), "{url}");
        }
        for url in ["http://127.0.0.1:3000", "https://10.0.0.4", "http://[::1]:3000", "nothing"] {
            assert!(party(&config(url)).is_none(), "{url}");
        }
    }

    #[test]
    fn a_challenge_opens_with_its_key_for_its_use_and_in_its_time_alone() {
        let config = config("https://muster.example.com");
        let (_, authentication) =
            party(&config).expect("a host name").start_discoverable_authentication().expect("begun");
        let begun = Timestamp(1_000);
        let sealed = Challenge::sealed(SigningIn { authentication }, &config.key, begun).expect("sealed");
        let opens =
            |text: &str, key: &SecretKey, ms| Challenge::<SigningIn>::opened(text, key, begun.plus_ms(ms)).is_ok();
        assert!(opens(&sealed, &config.key, 0) && opens(&sealed, &config.key, CHALLENGE_MS - 1));
        assert!(!opens(&sealed, &config.key, CHALLENGE_MS), "too old");
        assert!(!opens(&sealed, &SecretKey::fresh(), 0), "another installation");
        assert!(!opens(&sealed[1..], &config.key, 0) && !opens("", &config.key, 0));
        assert!(Challenge::<Adding>::opened(&sealed, &config.key, begun).is_err(), "another use");
    }
}
