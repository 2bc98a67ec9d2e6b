//! One's own account: signing in, profile, password, address, sessions.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{
    Begun, begin, client_ip, end_earlier, enter_code_with, forget_step, limits, service, session, sign_in_with, start,
    step_token, visitor,
};
use super::error::ApiError;
use domain::{
    EmailAddress, Language, Membership, NewEmail, Preferences, Profile, SecondStep, SessionCard, SessionId, SignInStep,
};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// Who is signed in, and where they can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The account.
    pub profile: Profile,
    /// Its organizations, by name.
    pub organizations: Vec<Membership>,
}

/// Signs in, for the dialog over a page whose session ended. The page `/sign-in` posts a form instead.
#[server(input = Strict, output = Json, endpoint = "accounts/sign_in")]
pub async fn sign_in(
    /// The address.
    email: String,
    /// The password.
    password: String,
) -> Result<SignInStep, ApiError> {
    let begun = sign_in_with(&service()?, &limits()?, client_ip(), &visitor(), &email, &password).await?;
    if let Begun::Session(_) = begun {
        end_earlier().await?;
    }
    begin(&begun)
}

/// What can be shown in the second step of the sign-in that waits in this browser, besides a recovery code.
#[server(name = SecondStepOf, input = Strict, output = Json, endpoint = "accounts/second_step")]
pub async fn second_step() -> Result<SecondStep, ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    Ok(service.second_step_of(&step_token().ok_or(ApiError::LinkOver)?).await?)
}

/// Goes on with signing in by a code, where the password was right and the account takes a second factor.
#[server(input = Strict, output = Json, endpoint = "accounts/enter_code")]
pub async fn enter_code(
    /// The authenticator app's code, or a recovery code.
    code: String,
) -> Result<(), ApiError> {
    let step = step_token();
    let signed_in = enter_code_with(&service()?, &limits()?, client_ip(), &visitor(), step.as_deref(), &code).await?;
    end_earlier().await?;
    start(&signed_in)?;
    forget_step()
}

/// Who is signed in.
#[server(name = WhoAmI, input = Strict, output = Json, endpoint = "accounts/me")]
pub async fn me() -> Result<Me, ApiError> {
    let (service, session) = (service()?, session()?);
    Ok(Me { profile: service.profile(&session).await?, organizations: service.organizations_of(&session).await? })
}

/// Changes one's own name, in every organization.
#[server(input = Strict, output = Json, endpoint = "accounts/rename")]
pub async fn rename(
    /// The new name.
    name: String,
) -> Result<(), ApiError> {
    Ok(service()?.rename_account(&session()?, &name).await?)
}

/// Keeps one's own choices.
#[server(input = Strict, output = Json, endpoint = "accounts/set_preferences")]
pub async fn set_preferences(
    /// All of them.
    preferences: Preferences,
) -> Result<(), ApiError> {
    Ok(service()?.set_preferences(&session()?, &preferences).await?)
}

/// Sets one's own language.
#[server(input = Strict, output = Json, endpoint = "accounts/set_language")]
pub async fn set_language(
    /// Which one.
    language: Language,
) -> Result<(), ApiError> {
    Ok(service()?.set_language(&session()?, language).await?)
}

/// Changes one's own password. All other sessions end.
#[server(input = Strict, output = Json, endpoint = "accounts/change_password")]
pub async fn change_password(
    /// The one that is.
    current: String,
    /// The one that is to be.
    new: String,
) -> Result<(), ApiError> {
    let (service, session) = (service()?, session()?);
    limits()?.proof(client_ip(), session.account, service.now())?;
    service.change_password(&session, &current, &new).await?;
    limits()?.proved(client_ip(), session.account);
    Ok(())
}

/// Asks for another address, proved by the password. A link goes there.
#[server(input = Strict, output = Json, endpoint = "accounts/request_email_change")]
pub async fn request_email_change(
    /// The password.
    password: String,
    /// The new address.
    email: String,
) -> Result<(), ApiError> {
    let (service, session) = (service()?, session()?);
    limits()?.proof(client_ip(), session.account, service.now())?;
    limits()?.mail(client_ip(), &email, service.now())?;
    service.request_email_change(&session, &password, &email).await?;
    limits()?.proved(client_ip(), session.account);
    Ok(())
}

/// The address that a link would make the account's, and what that takes.
#[server(input = Strict, output = Json, endpoint = "accounts/look_up_email")]
pub async fn look_up_email(
    /// The link's secret.
    token: String,
) -> Result<NewEmail, ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    Ok(service.look_up_email(&token).await?.1)
}

/// Makes a new address the account's, by the link that went there.
#[server(input = Strict, output = Json, endpoint = "accounts/verify_email")]
pub async fn verify_email(
    /// The link's secret.
    token: String,
    /// The account's password, where it takes that.
    password: Option<String>,
) -> Result<(), ApiError> {
    let (service, limits, ip) = (service()?, limits()?, client_ip());
    limits.link(ip, service.now())?;
    let (account, new) = service.look_up_email(&token).await?;
    if new.takes_password {
        limits.proof(ip, account, service.now())?;
    }
    let (session, visitor) = (session().ok(), visitor());
    service.verify_email(&token, password.as_deref(), session.as_ref(), visitor.ip.as_deref()).await?;
    if new.takes_password {
        limits.proved(ip, account);
    }
    Ok(())
}

/// Asks for a link that sets a new password. The answer is the same whether or not the address has an account.
#[server(input = Strict, output = Json, endpoint = "accounts/request_reset")]
pub async fn request_reset(
    /// The account's address.
    email: String,
) -> Result<(), ApiError> {
    super::context::ask_for_reset(&email).await
}

/// For whom a reset link is.
#[server(input = Strict, output = Json, endpoint = "accounts/look_up_reset")]
pub async fn look_up_reset(
    /// The link's secret.
    token: String,
) -> Result<EmailAddress, ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    Ok(service.look_up_reset(&token).await?)
}

/// Sets a new password by a link. All sessions end.
#[server(input = Strict, output = Json, endpoint = "accounts/reset")]
pub async fn reset(
    /// The link's secret.
    token: String,
    /// The new password.
    password: String,
) -> Result<(), ApiError> {
    let service = service()?;
    limits()?.link(client_ip(), service.now())?;
    let email = service.look_up_reset(&token).await?;
    service.reset(&token, &password).await?;
    limits()?.came_by_link(client_ip(), email.as_str(), service.now());
    Ok(())
}

/// One's own sessions.
#[server(input = Strict, output = Json, endpoint = "accounts/sessions")]
pub async fn sessions() -> Result<Vec<SessionCard>, ApiError> {
    Ok(service()?.my_sessions(&session()?).await?)
}

/// Ends another session of one's own.
#[server(input = Strict, output = Json, endpoint = "accounts/end_session")]
pub async fn end_session(
    /// Which one.
    id: SessionId,
) -> Result<(), ApiError> {
    Ok(service()?.end_other(&session()?, id).await?)
}

/// Ends all of one's own sessions, this one too.
#[server(input = Strict, output = Json, endpoint = "accounts/sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<(), ApiError> {
    service()?.end_all_sessions(&session()?).await?;
    super::context::forget()
}
