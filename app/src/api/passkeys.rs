//! Passkeys: one's own, and signing in with one. What browsers need and say of them is WebAuthn's own JSON, as text: the page
//! hands it on and reads nothing of it.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{
    challenge, client_ip, end_earlier, forget_step, keep_challenge, limits, service, session, start, step_token,
    visitor,
};
use super::error::ApiError;
use domain::{PasskeyAdded, PasskeyId, PasskeySetUp, Passkeys};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// One's own.
#[server(name = MyPasskeys, input = Strict, output = Json, endpoint = "passkeys/mine")]
pub async fn mine() -> Result<Passkeys, ApiError> {
    Ok(service()?.passkeys(&session()?).await?)
}

/// What the browser needs to make one. Nothing is added by that.
#[server(name = SetUpPasskey, input = Strict, output = Json, endpoint = "passkeys/set_up")]
pub async fn set_up(
    /// The password.
    password: String,
) -> Result<PasskeySetUp, ApiError> {
    let (service, session) = (service()?, session()?);
    limits()?.proof(client_ip(), session.account, service.now())?;
    let set_up = service.set_up_passkey(&session, &password).await?;
    limits()?.proved(client_ip(), session.account);
    Ok(set_up)
}

/// Adds the one that the browser made.
#[server(name = AddPasskey, input = Strict, output = Json, endpoint = "passkeys/add")]
pub async fn add(
    /// What to call it.
    name: String,
    /// What came with the options, sealed.
    sealed: String,
    /// What the browser says of it.
    credential: String,
) -> Result<PasskeyAdded, ApiError> {
    let (service, session) = (service()?, session()?);
    limits()?.link(client_ip(), service.now())?;
    Ok(service.add_passkey(&session, &name, &sealed, &credential).await?)
}

/// Removes one.
#[server(name = RemovePasskey, input = Strict, output = Json, endpoint = "passkeys/remove")]
pub async fn remove(
    /// Which one.
    passkey: PasskeyId,
    /// The password.
    password: String,
) -> Result<(), ApiError> {
    let (service, session) = (service()?, session()?);
    limits()?.proof(client_ip(), session.account, service.now())?;
    service.remove_passkey(&session, passkey, &password).await?;
    limits()?.proved(client_ip(), session.account);
    Ok(())
}

/// What the browser needs to ask for one. The challenge goes into a cookie: only this browser can answer it.
#[server(name = AskForPasskey, input = Strict, output = Json, endpoint = "passkeys/ask")]
pub async fn ask(
    /// Whether it is the second step of the sign-in that waits here; else it is all.
    second: bool,
) -> Result<String, ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    let step = waits(second)?;
    let asked = service.ask_for_passkey(step.as_deref()).await?;
    keep_challenge(Some(&asked.sealed))?;
    Ok(asked.options)
}

/// Signs in with one.
#[server(name = SignInWithPasskey, input = Strict, output = Json, endpoint = "passkeys/sign_in")]
pub async fn sign_in(
    /// Whether it is the second step of the sign-in that waits here; else it is all.
    second: bool,
    /// What the browser says.
    credential: String,
) -> Result<(), ApiError> {
    let (service, limits, ip) = (service()?, limits()?, client_ip());
    let (sealed, step) = (challenge().ok_or(ApiError::LinkOver)?, waits(second)?);
    // Whatever comes of it, it was answered.
    keep_challenge(None)?;
    let email = match &step {
        Some(step) => Some(service.waits_for_code(step).await?),
        None => None,
    };
    match &email {
        Some(email) => limits.code(ip, email.as_str(), service.now())?,
        None => limits.passkey(ip, service.now())?,
    }
    let signed_in = service.sign_in_with_passkey(&sealed, step.as_deref(), &credential, &visitor()).await?;
    end_earlier().await?;
    start(&signed_in)?;
    match &email {
        Some(email) => limits.right_code(ip, email.as_str()),
        None => limits.good_passkey(ip),
    }
    forget_step()
}

/// The token of the sign-in that waits for its second step, where it is about that.
#[cfg(feature = "ssr")]
fn waits(second: bool) -> Result<Option<String>, ApiError> {
    if second { step_token().map(Some).ok_or(ApiError::LinkOver) } else { Ok(None) }
}
