//! One's own second factor: an authenticator app, and recovery codes. Each change takes the password.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{client_ip, limits, service, session};
use super::error::ApiError;
use domain::{AuthenticatorSetUp, RecoveryCodes, SecondFactor};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// One's own second factor, where it is on.
#[server(name = MySecondFactor, input = Strict, output = Json, endpoint = "second_factor/mine")]
pub async fn mine() -> Result<Option<SecondFactor>, ApiError> {
    Ok(service()?.second_factor(&session()?).await?)
}

/// What an authenticator app needs to know. Nothing is on by that.
#[server(name = SetUpAuthenticator, input = Strict, output = Json, endpoint = "second_factor/set_up")]
pub async fn set_up() -> Result<AuthenticatorSetUp, ApiError> {
    Ok(service()?.set_up_authenticator(&session()?).await?)
}

/// Turns it on.
#[server(name = TurnOnSecondFactor, input = Strict, output = Json, endpoint = "second_factor/turn_on")]
pub async fn turn_on(
    /// The key that was shown, sealed.
    sealed: String,
    /// The password.
    password: String,
    /// A code of the app.
    code: String,
) -> Result<RecoveryCodes, ApiError> {
    let (service, session) = (service()?, session()?);
    limits()?.proof(client_ip(), session.account, service.now())?;
    let codes = service.turn_on_second_factor(&session, &sealed, &password, &code).await?;
    limits()?.proved(client_ip(), session.account);
    Ok(codes)
}

/// Makes new recovery codes.
#[server(name = NewRecoveryCodes, input = Strict, output = Json, endpoint = "second_factor/new_codes")]
pub async fn new_codes(
    /// The password.
    password: String,
) -> Result<RecoveryCodes, ApiError> {
    let (service, session) = (service()?, session()?);
    limits()?.proof(client_ip(), session.account, service.now())?;
    let codes = service.new_recovery_codes(&session, &password).await?;
    limits()?.proved(client_ip(), session.account);
    Ok(codes)
}

/// Turns it off.
#[server(name = TurnOffSecondFactor, input = Strict, output = Json, endpoint = "second_factor/turn_off")]
pub async fn turn_off(
    /// The password.
    password: String,
) -> Result<(), ApiError> {
    let (service, session) = (service()?, session()?);
    limits()?.proof(client_ip(), session.account, service.now())?;
    service.turn_off_second_factor(&session, &password).await?;
    limits()?.proved(client_ip(), session.account);
    Ok(())
}
