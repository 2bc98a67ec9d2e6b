//! The people of an organization, as the page shows them first.

use super::codec::Strict;
#[cfg(feature = "ssr")]
use super::context::{caller, service};
use super::error::ApiError;
use super::packed::Packed;
#[cfg(feature = "ssr")]
use crate::language::{in_language, language};
use crate::users::face::FirstPage as Face;
#[cfg(feature = "ssr")]
use crate::users::filters::with_kept_columns;
#[cfg(feature = "ssr")]
use domain::Language;
use domain::{Difference, Timestamp};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::server_fn::ServerFn as _;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// The first rows of what an address shows, with what stands round them.
#[server(input = Strict, output = Json, endpoint = "people/first_page")]
pub async fn first_page(
    /// The organization, by its name in URLs.
    org: String,
    /// The address's query.
    query: String,
) -> Result<Packed<Face>, ApiError> {
    let parts = use_context::<http::request::Parts>();
    let cookies = parts.as_ref().map(|parts| cookies(&parts.headers)).unwrap_or_default();
    Ok(Packed(seen(&service()?, &caller()?, org, (&query, cookies, language()), None).await?))
}

/// The first rows of what a caller sees, for the server function and for the page: of an address's query, and of what
/// the browser keeps in its cookies, in a language. `person`: for the page with the panel of somebody, who has to be among those whom
/// the caller sees.
///
/// # Errors
/// As the directory says; [`ApiError::NotFound`] when that person is not there.
#[cfg(feature = "ssr")]
pub async fn seen(
    service: &directory::Directory,
    caller: &directory::Caller,
    org: String,
    (query, cookies, language): (&str, &str, Language),
    person: Option<uuid::Uuid>,
) -> Result<Face, ApiError> {
    let org = directory::OrgRef::Slug(org);
    let mut filter = domain::PeopleFilter::from_query(&with_kept_columns(query, cookies));
    let mut no_past = String::new();
    let past = match filter.as_of.take() {
        Some(day) => Some((day, service.snapshot_as_of(caller, &org, begun(day, service.now())).await)),
        None => None,
    };
    let snapshot = match past {
        Some((day, Ok(snapshot))) => {
            filter.as_of = Some(day);
            snapshot
        }
        // The page works on whatever is left, and says what is not.
        Some((_, Err(directory::Error::Refused { refusal, .. }))) => {
            no_past = in_language(language, || crate::text::refusal::refusal(&refusal));
            service.snapshot(caller, &org).await?
        }
        Some((_, Err(error))) => return Err(error.into()),
        None => service.snapshot(caller, &org).await?,
    };
    let roster = roster::Roster::load(snapshot).map_err(|bad| ApiError::NotUnderstood { reason: bad.to_string() })?;
    if person.is_some_and(|id| crate::users::panel::person_of(&roster, id).is_none()) {
        return Err(ApiError::NotFound);
    }
    let ringing = u32::try_from(service.ringing_views(caller, &org).await?).unwrap_or(u32::MAX);
    let face = in_language(language, || Face::of(&roster, &filter));
    Ok(Face { ringing, no_past, ..face })
}

/// The moment of a day's end, whose day may have begun by the reader's clock alone: that is now. The page, which knows
/// that clock, asks for the moment itself.
#[cfg(feature = "ssr")]
fn begun(day: Timestamp, now: Timestamp) -> Timestamp {
    if day.since(now) < 2 * domain::DAY_MS { day.min(now) } else { day }
}

/// What became of the users between two moments: who joined, left, was raised, lowered or moved.
#[server(name = TellDifference, input = Strict, output = Json, endpoint = "people/difference")]
pub async fn difference(
    /// The organization, by its name in URLs.
    org: String,
    /// From which moment.
    since: Timestamp,
    /// Up to which; none is now.
    until: Option<Timestamp>,
) -> Result<Difference, ApiError> {
    Ok(service()?.difference(&caller()?, &directory::OrgRef::Slug(org), since, until).await?)
}

/// What browsers say of choices that they keep.
#[cfg(feature = "ssr")]
#[must_use]
pub fn cookies(headers: &http::HeaderMap) -> &str {
    headers.get(http::header::COOKIE).and_then(|cookies| cookies.to_str().ok()).unwrap_or_default()
}

/// What the server found for the page before it rendered it.
#[derive(Clone, Debug)]
pub struct Found(pub Result<Face, NotShown>);

/// Why the people did not come, as the page is told: what a page cannot do anything about is one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotShown {
    /// No such organization, or none of one's own.
    NotFound,
    /// Nobody is signed in, or the session is over.
    SignedOut,
    /// The server was not reached.
    Offline,
    /// It failed, with this number in its log.
    Failed(String),
}

impl From<NotShown> for ApiError {
    fn from(why: NotShown) -> Self {
        match why {
            NotShown::NotFound => Self::NotFound,
            NotShown::SignedOut => Self::SignedOut,
            NotShown::Offline => Self::Offline,
            NotShown::Failed(request) => Self::Failed { request },
        }
    }
}

impl From<ApiError> for NotShown {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::NotFound => Self::NotFound,
            ApiError::SignedOut => Self::SignedOut,
            ApiError::Offline => Self::Offline,
            ApiError::Failed { request } => Self::Failed(request),
            ApiError::Refused { .. }
            | ApiError::ProveAgain
            | ApiError::IntentReused
            | ApiError::Cancelled
            | ApiError::WrongCredentials
            | ApiError::Busy { .. }
            | ApiError::LinkOver
            | ApiError::Invalid { .. }
            | ApiError::NotUnderstood { .. }
            | ApiError::NotTaken
            | ApiError::DiskFull => Self::Failed(String::new()),
        }
    }
}

/// [`first_page`] for the page itself.
///
/// # Errors
/// [`NotShown`].
#[cfg(not(feature = "hydrate"))]
pub async fn look(org: String, query: String) -> Result<Packed<Face>, NotShown> {
    Ok(first_page(org, query).await?)
}

/// [`first_page`] for the page itself: without all that other functions answer and fail with.
///
/// # Errors
/// [`NotShown`].
#[cfg(feature = "hydrate")]
pub async fn look(org: String, query: String) -> Result<Packed<Face>, NotShown> {
    let arguments = serde_json::to_string(&FirstPage { org, query }).unwrap_or_default();
    let sent = leptos::__reexports::send_wrapper::SendWrapper::new(async {
        let answer = super::call::post(FirstPage::PATH, arguments).await?;
        Ok::<_, gloo_net::Error>((trouble(&answer), answer.text().await?))
    });
    match sent.await {
        // A JSON text of digits: nothing in it is escaped.
        Ok((None, answer)) => answer.trim_matches('"').parse().map_err(|_| NotShown::Failed(String::new())),
        Ok((Some(trouble), _)) => Err(trouble),
        Err(_) => Err(NotShown::Offline),
    }
}

/// What an answer that is not the one asked for means.
#[cfg(feature = "hydrate")]
pub(crate) fn trouble(answer: &gloo_net::http::Response) -> Option<NotShown> {
    match answer.status() {
        200 => None,
        401 => Some(NotShown::SignedOut),
        404 => Some(NotShown::NotFound),
        // It asks for a second factor now: the server knows where one is set up, and leads there.
        428 => {
            // Fails nowhere where a page is.
            let _ = leptos::prelude::window().location().reload();
            Some(NotShown::NotFound)
        }
        502..=504 => Some(NotShown::Offline),
        _ => Some(NotShown::Failed(answer.headers().get("x-request-id").unwrap_or_default())),
    }
}
