//! The cookies that carry a session's token, that of a sign-in that waits for its second step, and a passkey's challenge.

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

/// How the cookie is called and what browsers are told about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionCookie {
    /// Whether browsers come by TLS: then it is bound to this host and to TLS.
    pub secure: bool,
    /// How long browsers keep it, in seconds.
    pub max_age_s: i64,
}

impl SessionCookie {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self.secure { "__Host-muster" } else { "muster" }
    }

    /// The token that a request carries. Two cookies of the name are none: one of them was planted.
    #[must_use]
    pub fn token(self, headers: &HeaderMap) -> Option<&str> {
        only(headers, self.name())
    }

    /// The header that sets it.
    #[must_use]
    pub fn set(self, token: &str) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.written(token, self.max_age_s)).ok()
    }

    /// The header that removes it.
    #[must_use]
    pub fn clear(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.written("", 0)).ok()
    }

    fn written(self, value: &str, max_age_s: i64) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Lax{secure}", self.name())
    }
}

/// The value of the one cookie of that name.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|v| v.split(';'));
    let mut tokens = pairs.filter_map(|pair| pair.trim().split_once('=')).filter(|(known, _)| *known == name);
    let (_, token) = tokens.next()?;
    tokens.next().is_none().then_some(token)
}

/// The cookie of a sign-in that waits for its second step. It is no session: nothing but that step reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepCookie {
    /// Whether browsers come by TLS.
    pub secure: bool,
}

/// How long browsers keep it, in seconds: as long as the step waits.
const STEP_S: i64 = 600;

impl StepCookie {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self.secure { "__Host-muster-step" } else { "muster-step" }
    }

    /// The token that a request carries. Two cookies of the name are none.
    #[must_use]
    pub fn token(self, headers: &HeaderMap) -> Option<&str> {
        only(headers, self.name())
    }

    /// The header that sets it.
    #[must_use]
    pub fn set(self, token: &str) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.written(token, STEP_S)).ok()
    }

    /// The header that removes it.
    #[must_use]
    pub fn clear(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.written("", 0)).ok()
    }

    fn written(self, value: &str, max_age_s: i64) -> String {
        strict(self.name(), value, max_age_s, self.secure)
    }
}

/// A cookie that comes with requests of our own pages alone.
fn strict(name: &str, value: &str, max_age_s: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Strict{secure}")
}

/// The cookie of a challenge that a passkey is to answer, sealed: another browser's answer to it is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChallengeCookie {
    /// Whether browsers come by TLS.
    pub secure: bool,
}

/// How long browsers keep it, in seconds: as long as the challenge is good.
const CHALLENGE_S: i64 = 300;

impl ChallengeCookie {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self.secure { "__Host-muster-passkey" } else { "muster-passkey" }
    }

    /// The challenge that a request carries. Two cookies of the name are none.
    #[must_use]
    pub fn sealed(self, headers: &HeaderMap) -> Option<&str> {
        only(headers, self.name())
    }

    /// The header that sets it.
    #[must_use]
    pub fn set(self, sealed: &str) -> Option<HeaderValue> {
        HeaderValue::from_str(&strict(self.name(), sealed, CHALLENGE_S, self.secure)).ok()
    }

    /// The header that removes it.
    #[must_use]
    pub fn clear(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&strict(self.name(), "", 0, self.secure)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TLS: SessionCookie = SessionCookie { secure: true, max_age_s: 60 };
    const PLAIN: SessionCookie = SessionCookie { secure: false, max_age_s: 60 };

    #[test]
    fn browsers_are_told_to_keep_it_to_themselves() {
        let set = |cookie: SessionCookie| cookie.set("t").and_then(|value| value.to_str().map(str::to_owned).ok());
        let tls = "__Host-muster=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure";
        assert_eq!(set(TLS).as_deref(), Some(tls));
        assert_eq!(set(PLAIN).as_deref(), Some("muster=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"));
        let step = |secure| StepCookie { secure }.set("t").and_then(|value| value.to_str().map(str::to_owned).ok());
        let tls = "__Host-muster-step=t; Path=/; Max-Age=600; HttpOnly; SameSite=Strict; Secure";
        assert_eq!(step(true).as_deref(), Some(tls));
        assert_eq!(step(false).as_deref(), Some("muster-step=t; Path=/; Max-Age=600; HttpOnly; SameSite=Strict"));
        let challenge =
            |secure| ChallengeCookie { secure }.set("t").and_then(|value| value.to_str().map(str::to_owned).ok());
        let tls = "__Host-muster-passkey=t; Path=/; Max-Age=300; HttpOnly; SameSite=Strict; Secure";
        assert_eq!(challenge(true).as_deref(), Some(tls));
        let plain = "muster-passkey=t; Path=/; Max-Age=300; HttpOnly; SameSite=Strict";
        assert_eq!(challenge(false).as_deref(), Some(plain));
    }

    #[test]
    fn a_step_that_waits_is_no_session() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("muster-step=s"));
        assert_eq!((PLAIN.token(&headers), StepCookie { secure: false }.token(&headers)), (None, Some("s")));
        headers.insert(COOKIE, HeaderValue::from_static("muster-step=s; muster=t; muster-step=u"));
        assert_eq!((PLAIN.token(&headers), StepCookie { secure: false }.token(&headers)), (Some("t"), None));
    }

    #[test]
    fn it_is_found_among_others_and_never_guessed() {
        let found = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(COOKIE, HeaderValue::from_static(value));
            }
            PLAIN.token(&headers).map(str::to_owned)
        };
        assert_eq!(found(&["a=1; muster=t; b=2"]).as_deref(), Some("t"));
        assert_eq!(found(&["a=1", "muster=t"]).as_deref(), Some("t"));
        assert_eq!(found(&["muster=t; muster=u"]), None);
        assert_eq!(found(&["__Host-muster=t; Muster=u; xmuster=v"]), None);
    }
}
