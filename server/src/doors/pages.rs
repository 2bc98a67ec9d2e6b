//! Who gets which page. It is decided before anything is rendered, by the route that matched: what is not
//! listed as open is for signed-in people, and what is an organization's is for its own.

use super::{Doors, next};
use app::api::accounts::Me;
use app::api::error::ApiError;
use app::api::people;
use app::route::{Route, joined_in, organization_in, person_in};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use directory::Session;
use domain::Membership;
use http::header::LOCATION;
use http::{StatusCode, Uri};

/// Pages that ask for no session.
const OPEN: [&str; 7] = ["/sign-in", "/invite", "/reset", "/set-up", "/verify-email", "/join", "/join/{org}"];

/// Lets a request through to its page, with who is signed in ([`Me`]), or sends it elsewhere with an empty body.
pub async fn guard(State(doors): State<Doors>, route: MatchedPath, mut request: Request, next_layer: Next) -> Response {
    let route = route.as_str();
    let session = request.extensions().get::<Session>().cloned();
    let organizations = match &session {
        Some(session) => doors.directory.organizations_of(session).await,
        None => Ok(Vec::new()),
    };
    let organizations = match organizations {
        Ok(organizations) => organizations,
        Err(error) => {
            tracing::error!(%error, "the caller's organizations cannot be read");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    if let Some(session) = &session {
        match doors.directory.profile(session).await {
            Ok(profile) => {
                request.extensions_mut().insert(Me { profile, organizations: organizations.clone() });
            }
            Err(error) => {
                tracing::error!(%error, "the caller's account cannot be read");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        }
    }
    match (route, session.is_some()) {
        ("/" | "/sign-in", true) => {
            let wanted = next_of(request.uri());
            match asks_again(&doors, session.as_ref(), wanted.as_deref().filter(|_| route == "/sign-in")).await {
                Ok(true) => {}
                Ok(false) => {
                    let one = organization_of(request.uri());
                    let one = organizations.iter().find(|org| Some(&org.slug) == one.as_ref());
                    let these = one.map_or(&organizations[..], std::slice::from_ref);
                    return see_other(&landing(these, wanted.as_deref()));
                }
                Err(unavailable) => return unavailable.into_response(),
            }
        }
        ("/", false) => return see_other("/sign-in"),
        (open, _) if OPEN.contains(&open) => {}
        (_, false) => return see_other(&sign_in_then(request.uri())),
        (_, true) => {
            // Read as the app reads it: `%61cme` is not `acme` for either.
            let org = organization_in(request.uri().path());
            let shut = organizations.iter().find(|known| org == Some(known.slug.as_str()) && known.needs_second_factor);
            if let Some(shut) = shut {
                return see_other(&set_up_for(shut));
            }
            if org.is_some_and(|slug| organizations.iter().all(|known| known.slug != slug)) {
                match asks_again(&doors, session.as_ref(), Some(request.uri().path())).await {
                    Ok(true) => return see_other(&sign_in_then(request.uri())),
                    Ok(false) => {}
                    Err(unavailable) => return unavailable.into_response(),
                }
                *request.uri_mut() = Uri::from_static(NOWHERE);
                request.extensions_mut().insert(app::shell::Inert);
            }
        }
    }
    // An organization that takes no requests looks as one that is not there.
    if route == Route::Join.pattern() {
        match doors.directory.join_card(joined_in(request.uri().path()).unwrap_or_default()).await {
            Ok(_) => {}
            Err(directory::Error::NotFound) => {
                // For who is signed in, too.
                request.extensions_mut().remove::<Me>();
                *request.uri_mut() = Uri::from_static(NOWHERE);
                request.extensions_mut().insert(app::shell::Inert);
            }
            Err(error) => {
                tracing::error!(%error, "the organization cannot be read");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        }
    }
    // The page whose first rows are found before it is rendered.
    let panel = route == Route::Person.pattern();
    if let (true, Some(session)) = (panel || route == Route::Users.pattern(), &session) {
        let org = organization_in(request.uri().path()).map(str::to_owned);
        let query = request.uri().query().unwrap_or_default().to_owned();
        let person = person_in(request.uri().path());
        let asked = (query.as_str(), people::cookies(request.headers()), session.language);
        let seen = people::seen(&doors.directory, &session.caller, org.unwrap_or_default(), asked, person).await;
        // Nobody whom the caller sees has this panel.
        if panel && (person.is_none() || matches!(seen, Err(ApiError::NotFound))) {
            *request.uri_mut() = Uri::from_static(NOWHERE);
            request.extensions_mut().insert(app::shell::Inert);
        } else {
            request.extensions_mut().insert(people::Found(seen.map_err(Into::into)));
        }
    }
    next_layer.run(request).await
}

/// Whether a path leads into an organization that ended this session: whoever goes there is to sign in again.
async fn asks_again(doors: &Doors, session: Option<&Session>, path: Option<&str>) -> Result<bool, StatusCode> {
    let Some((session, path)) = session.zip(path) else { return Ok(false) };
    let Some(slug) = organization_in(path) else { return Ok(false) };
    let ended = doors.directory.signed_out_of(session).await.map_err(|error| {
        tracing::error!(%error, "what ended the caller's session cannot be read");
        StatusCode::SERVICE_UNAVAILABLE
    })?;
    Ok(ended.iter().any(|ended| ended == slug))
}

/// An address that no page has: asked for in place of one that the caller may not know of, so that both look
/// the same.
const NOWHERE: &str = "/not-found";

/// Shows the page of nowhere for an address without a route: the app must not find a page there that nobody
/// guards (S-26).
pub async fn nowhere(mut request: Request, next_layer: Next) -> Response {
    *request.uri_mut() = Uri::from_static(NOWHERE);
    request.extensions_mut().insert(app::shell::Inert);
    next_layer.run(request).await
}

/// Where a signed-in person arrives: where they wanted to go, or the first organization whose people they see,
/// or their own account: above all, where an organization waits for their second factor.
#[must_use]
pub fn landing(organizations: &[Membership], wanted: Option<&str>) -> String {
    if let Some(path) = wanted.and_then(next::own_path).filter(|path| !is_entrance(path)) {
        return path.to_owned();
    }
    if let Some(org) = organizations.iter().find(|org| org.sees_users()) {
        return format!("/o/{}/settings/users", org.slug);
    }
    match organizations.iter().find(|org| org.needs_second_factor) {
        Some(org) => set_up_for(org),
        None => "/account".to_owned(),
    }
}

/// Where whoever has no second factor sets one up for an organization that asks for it.
fn set_up_for(org: &Membership) -> String {
    format!("/account?organization={}", org.slug)
}

/// Going there would only lead back here.
fn is_entrance(path: &str) -> bool {
    matches!(path.split(['?', '#']).next(), Some("/" | "/sign-in"))
}

/// The organization that somebody wants to arrive in, where they say so.
fn organization_of(uri: &Uri) -> Option<String> {
    crate::security::parameters::first(uri.query()?, "organization")
}

fn next_of(uri: &Uri) -> Option<String> {
    crate::security::parameters::first(uri.query()?, "next")
}

fn sign_in_then(uri: &Uri) -> String {
    let wanted = uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    match next::own_path(wanted) {
        Some(path) => {
            format!("/sign-in?{}", form_urlencoded::Serializer::new(String::new()).append_pair("next", path).finish())
        }
        None => "/sign-in".to_owned(),
    }
}

/// Leads on with an empty body.
#[must_use]
pub fn see_other(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Name, OrgId, Permissions, RoleKey};

    fn org(slug: &str, permissions: Permissions) -> Membership {
        let name = |text: &str| Name::parse(text).expect("a name");
        let org = OrgId("0198c0de-0000-7000-8000-000000000001".parse().expect("an id"));
        Membership {
            org,
            slug: slug.to_owned(),
            name: name(slug),
            role: name("Role"),
            permissions,
            owns_teams: false,
            seen_as: None,
            needs_second_factor: false,
        }
    }

    #[test]
    fn people_arrive_where_they_may_see_people() {
        let member = org("abc", RoleKey::Member.permissions());
        let admin = org("xyz", RoleKey::Admin.permissions());
        assert_eq!(landing(&[], None), "/account");
        assert_eq!(landing(std::slice::from_ref(&member), None), "/account");
        let shut = Membership { needs_second_factor: true, ..org("shut", Permissions::NONE) };
        assert_eq!(landing(&[member.clone(), shut.clone()], None), "/account?organization=shut");
        assert_eq!(landing(&[shut, admin.clone()], None), "/o/xyz/settings/users");
        assert_eq!(landing(&[member, admin.clone()], None), "/o/xyz/settings/users");
        assert_eq!(landing(std::slice::from_ref(&admin), Some("/account?tab=2")), "/account?tab=2");
        for nowhere in ["//evil.example", "/sign-in?next=/", "/"] {
            assert_eq!(landing(std::slice::from_ref(&admin), Some(nowhere)), "/o/xyz/settings/users", "{nowhere}");
        }
    }
}
