//! In which language a request is answered: found out once, before any door.

use app::api::people::cookies;
use app::language::{LANGUAGE_COOKIE, asked_for};
use app::ui::dom::remembered;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use directory::Session;
use domain::Language;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;

/// Puts the [`Language`] into the request's extensions: that of whoever is signed in, else what their browser asks for.
pub async fn find(mut request: Request, next: Next) -> Response {
    let signed_in = request.extensions().get::<Session>().map(|session| session.language);
    let language = signed_in.unwrap_or_else(|| of_browser(request.headers()));
    request.extensions_mut().insert(language);
    next.run(request).await
}

/// The language that a browser asks for.
#[must_use]
pub fn of_browser(headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    asked_for(remembered(cookies(headers), LANGUAGE_COOKIE), accepted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use http::header::COOKIE;

    #[test]
    fn a_browser_asks_by_its_cookie_before_its_settings() {
        let mut headers = HeaderMap::new();
        assert_eq!(of_browser(&headers), Language::English);
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("de-AT,de;q=0.9,en;q=0.1"));
        assert_eq!(of_browser(&headers), Language::German);
        headers.insert(COOKIE, HeaderValue::from_static("theme=dark; language=en"));
        assert_eq!(of_browser(&headers), Language::English);
    }
}
