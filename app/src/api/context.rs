//! What a server function works with: the service and who calls. The server puts both there.

use super::cookie::{ChallengeCookie, SessionCookie, StepCookie};
use super::error::ApiError;
use super::limits::{ClientIp, Limits};
use crate::language::language;
use directory::{Caller, Directory, Error, OrgRef, Secret, Session, SignedIn, Visitor};
use domain::{Answer, Command, CommandId, Envelope, SignInStep};
use http::header::{SET_COOKIE, USER_AGENT};
use http::request::Parts;
use http::{HeaderName, HeaderValue};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::net::{IpAddr, Ipv4Addr};

/// What browsers are told to forget at signing out: nothing of an organization stays on the machine.
pub const FORGET: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));

/// The number of a request, as its log lines carry it; a request extension.
#[derive(Clone, Debug, Default)]
pub struct RequestNumber(pub String);

/// The service.
///
/// # Errors
/// [`ApiError::Failed`] when the server did not provide it.
pub fn service() -> Result<Directory, ApiError> {
    provided()
}

/// How often things may be tried.
///
/// # Errors
/// [`ApiError::Failed`] when the server did not provide it.
pub fn limits() -> Result<Limits, ApiError> {
    provided()
}

fn provided<T: Clone + Send + Sync + 'static>() -> Result<T, ApiError> {
    use_context().ok_or_else(|| ApiError::Failed { request: request_number() })
}

/// Who is signed in.
///
/// # Errors
/// [`ApiError::SignedOut`] when nobody is.
pub fn session() -> Result<Session, ApiError> {
    extension().ok_or(ApiError::SignedOut)
}

/// Who calls.
///
/// # Errors
/// [`ApiError::SignedOut`] when nobody is signed in.
pub fn caller() -> Result<Caller, ApiError> {
    session().map(|session| session.caller)
}

/// From where the request comes.
#[must_use]
pub fn client_ip() -> ClientIp {
    extension().unwrap_or(ClientIp(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
}

/// Who stands at the door.
#[must_use]
pub fn visitor() -> Visitor {
    let parts = use_context::<Parts>();
    let agent = parts.as_ref().and_then(|parts| parts.headers.get(USER_AGENT)?.to_str().ok().map(str::to_owned));
    Visitor { ip: Some(client_ip().0.to_string()), agent, language: language() }
}

/// What a right password leads to.
#[derive(Clone, Debug)]
pub enum Begun {
    /// A session.
    Session(SignedIn),
    /// A second step, and its token.
    Step(Secret),
}

/// Signs in, within the limits.
///
/// # Errors
/// [`ApiError::WrongCredentials`], [`ApiError::Busy`], [`ApiError::Invalid`] or [`ApiError::Failed`].
pub async fn sign_in_with(
    service: &Directory,
    limits: &Limits,
    ip: ClientIp,
    visitor: &Visitor,
    email: &str,
    password: &str,
) -> Result<Begun, ApiError> {
    let now = service.now();
    limits.sign_in(ip, email, now)?;
    let stranger = limits.stranger(email, now);
    if let Err(busy) = &stranger
        && !limits.knows(ip, email, now)
        && !service.signed_in_from(email).await?.iter().any(|at| is_there(at, ip))
    {
        return Err(busy.clone());
    }
    let begun = match service.sign_in(email, password, visitor).await {
        Ok(signed_in) => Begun::Session(signed_in),
        Err(Error::SecondFactor { step }) => Begun::Step(step),
        Err(error) => return Err(error.into()),
    };
    limits.signed_in(ip, email);
    if stranger.is_ok() {
        limits.no_stranger(email);
    }
    Ok(begun)
}

/// Goes on with signing in by a second factor's code, within the limits.
///
/// # Errors
/// [`ApiError::WrongCredentials`] for a code that is wrong or was used; [`ApiError::LinkOver`] where no sign-in waits for one;
/// [`ApiError::Busy`] or [`ApiError::Failed`].
pub async fn enter_code_with(
    service: &Directory,
    limits: &Limits,
    ip: ClientIp,
    visitor: &Visitor,
    step: Option<&str>,
    code: &str,
) -> Result<SignedIn, ApiError> {
    let step = step.ok_or(ApiError::LinkOver)?;
    limits.link(ip, service.now())?;
    let email = service.waits_for_code(step).await?;
    limits.code(ip, email.as_str(), service.now())?;
    let signed_in = service.sign_in_with_code(step, code, visitor).await?;
    limits.right_code(ip, email.as_str());
    Ok(signed_in)
}

/// The token of the sign-in that waits for its second step in this browser.
#[must_use]
pub fn step_token() -> Option<String> {
    let parts = use_context::<Parts>()?;
    use_context::<StepCookie>()?.token(&parts.headers).map(str::to_owned)
}

/// The challenge that a passkey is to answer in this browser, sealed.
#[must_use]
pub fn challenge() -> Option<String> {
    let parts = use_context::<Parts>()?;
    use_context::<ChallengeCookie>()?.sealed(&parts.headers).map(str::to_owned)
}

/// Whether an address, as it is kept, counts as the same client's.
fn is_there(kept: &str, ip: ClientIp) -> bool {
    kept.parse().is_ok_and(|at| ClientIp(at).key() == ip.key())
}

/// Asks for a link that sets a new password. The mail is prepared beside the answer, which does not wait for it.
pub fn ask_for_reset(email: &str) -> std::future::Ready<Result<(), ApiError>> {
    let asked = service().and_then(|service| {
        limits()?.mail(client_ip(), email, service.now())?;
        service.request_reset(email);
        Ok(())
    });
    std::future::ready(asked)
}

/// Hands the session's token to the browser.
///
/// # Errors
/// [`ApiError::Failed`] when the server did not say how.
pub fn start(signed_in: &SignedIn) -> Result<(), ApiError> {
    let set = provided::<SessionCookie>()?.set(signed_in.token.expose());
    if let Some(set) = set {
        provided::<ResponseOptions>()?.append_header(SET_COOKIE, set);
    }
    Ok(())
}

/// Ends the session that this browser had before it signed in: nobody has its token any more.
///
/// # Errors
/// [`ApiError::Failed`].
pub async fn end_earlier() -> Result<(), ApiError> {
    match session() {
        Ok(earlier) => Ok(service()?.end_session(&earlier).await?),
        Err(_) => Ok(()),
    }
}

/// Hands the token of a sign-in's second step to the browser.
///
/// # Errors
/// [`ApiError::Failed`] when the server did not say how.
pub fn wait_for_code(step: &Secret) -> Result<(), ApiError> {
    if let Some(set) = provided::<StepCookie>()?.set(step.expose()) {
        provided::<ResponseOptions>()?.append_header(SET_COOKIE, set);
    }
    Ok(())
}

/// Has the browser forget a second step that is done.
///
/// # Errors
/// [`ApiError::Failed`] when the server did not say how.
pub fn forget_step() -> Result<(), ApiError> {
    if let Some(clear) = provided::<StepCookie>()?.clear() {
        provided::<ResponseOptions>()?.append_header(SET_COOKIE, clear);
    }
    Ok(())
}

/// Hands a challenge that a passkey is to answer to the browser; none has it forget the one that it has.
///
/// # Errors
/// [`ApiError::Failed`] when the server did not say how.
pub fn keep_challenge(sealed: Option<&str>) -> Result<(), ApiError> {
    let cookie = provided::<ChallengeCookie>()?;
    if let Some(set) = sealed.map_or_else(|| cookie.clear(), |sealed| cookie.set(sealed)) {
        provided::<ResponseOptions>()?.append_header(SET_COOKIE, set);
    }
    Ok(())
}

/// Hands what a right password leads to to the browser, and says which it is.
///
/// # Errors
/// [`ApiError::Failed`] when the server did not say how.
pub fn begin(begun: &Begun) -> Result<SignInStep, ApiError> {
    match begun {
        Begun::Session(signed_in) => start(signed_in).map(|()| SignInStep::Done),
        Begun::Step(step) => wait_for_code(step).map(|()| SignInStep::SecondFactor),
    }
}

/// Has the browser forget the session and what it kept.
///
/// # Errors
/// [`ApiError::Failed`] when the server did not say how.
pub fn forget() -> Result<(), ApiError> {
    let response = provided::<ResponseOptions>()?;
    if let Some(clear) = provided::<SessionCookie>()?.clear() {
        response.append_header(SET_COOKIE, clear);
    }
    response.insert_header(FORGET.0, FORGET.1);
    Ok(())
}

/// Something that the server's layers found out about the request.
#[must_use]
pub fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<Parts>()?.extensions.get::<T>().cloned()
}

/// The request's number; empty outside a request.
#[must_use]
pub fn request_number() -> String {
    extension::<RequestNumber>().unwrap_or_default().0
}

/// Carries out a command of the caller in an organization.
///
/// # Errors
/// [`ApiError`], as the service refuses it.
pub async fn execute(org: String, intent_id: CommandId, seen_seq: u64, command: Command) -> Result<Answer, ApiError> {
    let envelope = Envelope { intent_id, seen_seq, command };
    Ok(service()?.execute(&caller()?, &OrgRef::Slug(org), envelope).await?)
}
