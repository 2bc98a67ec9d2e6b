//! Signing in by a plain form, which works before the page's program has come.

use super::pages::{landing, see_other};
use super::{Doors, next};
use crate::security::{parameters, refuse};
use app::api::context::sign_in_with;
use app::api::error::ApiError;
use app::api::limits::ClientIp;
use axum::Extension;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use directory::Visitor;
use http::StatusCode;
use http::header::{CONTENT_TYPE, SET_COOKIE, USER_AGENT};

/// The largest form, in bytes.
const FORM_MAX: usize = 16 * 1024;

/// What the form says.
struct Form {
    email: String,
    password: String,
    next: Option<String>,
}

/// Signs in and leads on: to where the person wanted to go, or back to the form, where `error` says
/// `credentials` whatever it was.
pub async fn post(State(doors): State<Doors>, Extension(ip): Extension<ClientIp>, request: Request) -> Response {
    let visitor = visitor(&request, ip);
    let form = match read(request).await {
        Ok(form) => form,
        Err(status) => return refuse::answer("/sign-in", status, &ApiError::NotTaken),
    };
    let outcome = sign_in_with(&doors.directory, &doors.limits, ip, &visitor, &form.email, &form.password).await;
    let signed_in = match outcome {
        Ok(signed_in) => signed_in,
        Err(busy @ ApiError::Busy { .. }) => return refuse::sign_in_later(&busy, &form.email, form.next.as_deref()),
        Err(failed @ ApiError::Failed { .. }) => {
            return refuse::answer("/sign-in", StatusCode::INTERNAL_SERVER_ERROR, &failed);
        }
        Err(full @ ApiError::DiskFull) => {
            return refuse::answer("/sign-in", StatusCode::INSUFFICIENT_STORAGE, &full);
        }
        Err(_) => return see_other(&again(form.next.as_deref())),
    };
    let session = doors.directory.session(signed_in.token.expose(), visitor.ip.as_deref()).await;
    let organizations = match session {
        Ok(Some(session)) => doors.directory.organizations_of(&session).await.unwrap_or_default(),
        _ => Vec::new(),
    };
    let mut response = see_other(&landing(&organizations, form.next.as_deref()));
    if let Some(cookie) = doors.cookie().set(signed_in.token.expose()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

fn visitor(request: &Request, ip: ClientIp) -> Visitor {
    let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(str::to_owned);
    let language = request.extensions().get().copied().unwrap_or_default();
    Visitor { ip: Some(ip.0.to_string()), agent, language }
}

fn again(wanted: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("error", "credentials");
    if let Some(path) = wanted.and_then(next::own_path) {
        query.append_pair("next", path);
    }
    format!("/sign-in?{}", query.finish())
}

/// Reads the form: of its kind, each field once, no field besides.
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
    let (mut email, mut password, mut next) = (None, None, None);
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        match &*name {
            "email" => email = Some(value.into_owned()),
            "password" => password = Some(value.into_owned()),
            "next" => next = Some(value.into_owned()),
            _ => return Err(StatusCode::UNPROCESSABLE_ENTITY),
        }
    }
    let (Some(email), Some(password)) = (email, password) else { return Err(StatusCode::UNPROCESSABLE_ENTITY) };
    Ok(Form { email, password, next })
}
