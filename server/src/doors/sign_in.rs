//! Signing in by a plain form, which works before the page's program has come.

use super::pages::{landing, see_other};
use super::{Doors, next};
use crate::security::{parameters, refuse};
use app::api::context::{Begun, enter_code_with, sign_in_with};
use app::api::error::ApiError;
use app::api::limits::ClientIp;
use app::steps::Step;
use axum::Extension;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use directory::{Session, SignedIn, Visitor};
use http::StatusCode;
use http::header::{CONTENT_TYPE, SET_COOKIE, USER_AGENT};

/// The largest form, in bytes.
const FORM_MAX: usize = 16 * 1024;

/// What the form says: a first step, or the second.
enum Form {
    Password { email: String, password: String, next: Option<String> },
    Code { step: Step, code: String, next: Option<String> },
}

/// Signs in and leads on: to where the person wanted to go, to the second step, or back to the form, where `error` says
/// `credentials` whatever it was.
pub async fn post(State(doors): State<Doors>, Extension(ip): Extension<ClientIp>, request: Request) -> Response {
    let visitor = visitor(&request, ip);
    let waits = doors.step_cookie().token(request.headers()).map(str::to_owned);
    let earlier = request.extensions().get::<Session>().cloned();
    match read(request).await {
        Ok(Form::Password { email, password, next }) => {
            let begun = sign_in_with(&doors.directory, &doors.limits, ip, &visitor, &email, &password).await;
            match begun {
                Ok(Begun::Session(signed_in)) => arrive(&doors, &visitor, &signed_in, earlier, next.as_deref()).await,
                Ok(Begun::Step(step)) => {
                    let mut response = see_other(&Step::Code.address(own(next.as_deref()), None));
                    if let Some(cookie) = doors.step_cookie().set(step.expose()) {
                        response.headers_mut().append(SET_COOKIE, cookie);
                    }
                    response
                }
                Err(busy @ ApiError::Busy { .. }) => refuse::sign_in_later(&busy, &email, next.as_deref()),
                Err(error) => refused(&error, Step::Password, "credentials", next.as_deref()),
            }
        }
        Ok(Form::Code { step, code, next }) => {
            let waits = waits.as_deref();
            match enter_code_with(&doors.directory, &doors.limits, ip, &visitor, waits, &code).await {
                Ok(signed_in) => {
                    let mut response = arrive(&doors, &visitor, &signed_in, earlier, next.as_deref()).await;
                    if let Some(cookie) = doors.step_cookie().clear() {
                        response.headers_mut().append(SET_COOKIE, cookie);
                    }
                    response
                }
                Err(busy @ ApiError::Busy { .. }) => refuse::code_later(&busy, step, next.as_deref()),
                Err(ApiError::LinkOver) => see_other(&Step::Password.address(own(next.as_deref()), Some("over"))),
                Err(error) => refused(&error, step, "code", next.as_deref()),
            }
        }
        Err(status) => refuse::answer("/sign-in", status, &ApiError::NotTaken),
    }
}

/// Leads a fresh session to where it wanted to go. The one that the browser had before ends: nobody has its token any more.
async fn arrive(
    doors: &Doors,
    visitor: &Visitor,
    signed_in: &SignedIn,
    earlier: Option<Session>,
    next: Option<&str>,
) -> Response {
    if let Some(earlier) = earlier
        && let Err(error) = doors.directory.end_session(&earlier).await
    {
        tracing::warn!(%error, "an earlier session of the browser could not be ended");
    }
    let session = doors.directory.session(signed_in.token.expose(), visitor.ip.as_deref()).await;
    let organizations = match session {
        Ok(Some(session)) => doors.directory.organizations_of(&session).await.unwrap_or_default(),
        _ => Vec::new(),
    };
    let mut response = see_other(&landing(&organizations, next));
    if let Some(cookie) = doors.cookie().set(signed_in.token.expose()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// A step that failed: where the server is well, back to its form.
fn refused(error: &ApiError, step: Step, what: &str, next: Option<&str>) -> Response {
    match error {
        ApiError::Failed { .. } => refuse::answer("/sign-in", StatusCode::INTERNAL_SERVER_ERROR, error),
        ApiError::DiskFull => refuse::answer("/sign-in", StatusCode::INSUFFICIENT_STORAGE, error),
        _ => see_other(&step.address(own(next), Some(what))),
    }
}

/// Where one wanted to go, if that is here.
fn own(wanted: Option<&str>) -> &str {
    wanted.and_then(next::own_path).unwrap_or_default()
}

fn visitor(request: &Request, ip: ClientIp) -> Visitor {
    let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(str::to_owned);
    let language = request.extensions().get().copied().unwrap_or_default();
    Visitor { ip: Some(ip.0.to_string()), agent, language }
}

/// Reads the form: of its kind, each field once, no field besides, and those of one step.
async fn read(request: Request) -> Result<Form, StatusCode> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let query = request.uri().query().unwrap_or_default().to_owned();
    let body = to_bytes(request.into_body(), FORM_MAX).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let text = String::from_utf8(body.to_vec()).map_err(|_| StatusCode::BAD_REQUEST)?;
    if parameters::has_duplicates(&text) || parameters::has_duplicates(&query) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let (mut email, mut password, mut code, mut next) = (None, None, None, None);
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        match &*name {
            "email" => email = Some(value.into_owned()),
            "password" => password = Some(value.into_owned()),
            "code" => code = Some((Step::Code, value.into_owned())),
            "recovery_code" => code = Some((Step::Recovery, value.into_owned())),
            "next" => next = Some(value.into_owned()),
            _ => return Err(StatusCode::UNPROCESSABLE_ENTITY),
        }
    }
    match (email, password, code) {
        (Some(email), Some(password), None) => Ok(Form::Password { email, password, next }),
        (None, None, Some((step, code))) => Ok(Form::Code { step, code, next }),
        _ => Err(StatusCode::UNPROCESSABLE_ENTITY),
    }
}
