//! E-mail addresses: one normal form, in which alone they are stored and compared.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest address, in bytes of its normal form (RFC 5321 section 4.5.3.1.3, less the brackets).
pub const EMAIL_MAX_BYTES: usize = 254;
/// The longest local part, in bytes (RFC 5321 section 4.5.3.1.1).
pub const EMAIL_LOCAL_MAX_BYTES: usize = 64;

/// An e-mail address in its normal form: ASCII, lower case, the domain as A-labels (IDNA 2008 by UTS 46).
///
/// Local parts are plain ASCII: a letter that only looks like another (`mıke@`) is refused, not folded, so
/// that two people can never share one form (Django CVE-2019-19844).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is not an address that mail can be sent to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailError {
    /// Nothing was typed.
    #[error("the address is empty")]
    Empty,
    /// There is no `@`, or more than one.
    #[error("an address has exactly one @")]
    At,
    /// The part before the `@` is empty, longer than 64 bytes, or badly dotted.
    #[error("the part before the @ is empty, over {EMAIL_LOCAL_MAX_BYTES} characters, or has a dot out of place")]
    Local,
    /// A character before the `@` that addresses here cannot have.
    #[error("{0:?} cannot stand before the @")]
    LocalCharacter(char),
    /// The part after the `@` is not a domain name.
    #[error("the part after the @ is not a domain name")]
    Domain,
    /// Longer than 254 bytes.
    #[error("an address has at most {EMAIL_MAX_BYTES} characters")]
    TooLong,
}

impl EmailAddress {
    /// Reads an address as people type it: surrounding white space is dropped, case does not matter.
    ///
    /// # Errors
    /// [`EmailError`] names the first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        // Four times the limit covers every domain whose A-labels could still fit.
        if text.len() > EMAIL_MAX_BYTES * 4 {
            return Err(EmailError::TooLong);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailError::At)?;
        if domain.contains('@') {
            return Err(EmailError::At);
        }
        if local.is_empty() || local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return Err(EmailError::Local);
        }
        if let Some(odd) = local.chars().find(|&c| !is_local(c)) {
            return Err(EmailError::LocalCharacter(odd));
        }
        if local.len() > EMAIL_LOCAL_MAX_BYTES {
            return Err(EmailError::Local);
        }
        let domain = normal_domain(domain).ok_or(EmailError::Domain)?;
        let address = format!("{}@{domain}", local.to_ascii_lowercase());
        if address.len() > EMAIL_MAX_BYTES {
            return Err(EmailError::TooLong);
        }
        Ok(Self(address))
    }

    /// The normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }

    /// The domain, as A-labels.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

/// A domain's normal form, where it is one that mail can be sent to.
pub(crate) fn normal_domain(domain: &str) -> Option<String> {
    a_labels(domain).filter(|domain| is_domain(domain))
}

/// A domain's A-labels (UTS 46).
#[cfg(not(target_arch = "wasm32"))]
fn a_labels(domain: &str) -> Option<String> {
    idna::domain_to_ascii_strict(domain).ok()
}

/// The same by the browser, which has the tables already: with those of the crate the program would be a tenth
/// larger. What the browser says is a hint for whoever types; the server reads every address again.
#[cfg(target_arch = "wasm32")]
fn a_labels(domain: &str) -> Option<String> {
    let url = web_sys::Url::new(&format!("http://{domain}/")).ok()?;
    // Anything that is not a host would end up elsewhere in the address, or not in it at all.
    (url.pathname() == "/" && url.username().is_empty() && url.port().is_empty()).then(|| url.hostname())
}

/// `atext` of RFC 5322 and the dot.
fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain.len() <= 253
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
        && !domain.rsplit('.').next().is_none_or(|top| top.bytes().all(|b| b.is_ascii_digit()))
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl std::str::FromStr for EmailAddress {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn good_addresses_and_their_normal_forms() {
        for (typed, normal) in [
            ("ana@example.com", "ana@example.com"),
            ("  Ana.Lima@Example.COM ", "ana.lima@example.com"),
            ("o'neil+tag@sub.example.co.uk", "o'neil+tag@sub.example.co.uk"),
            ("post@bücher.example", "post@xn--bcher-kva.example"),
            ("post@BÜCHER.example", "post@xn--bcher-kva.example"),
            ("ana@例え.テスト", "ana@xn--r8jz45g.xn--zckzah"),
        ] {
            assert_eq!(EmailAddress::parse(typed).map(String::from).as_deref(), Ok(normal), "{typed}");
        }
    }

    #[test]
    fn bad_addresses_say_what_is_wrong() {
        for (typed, error) in [
            ("", EmailError::Empty),
            ("ana", EmailError::At),
            ("a@b@example.com", EmailError::At),
            ("@example.com", EmailError::Local),
            ("a..b@example.com", EmailError::Local),
            (".a@example.com", EmailError::Local),
            ("a b@example.com", EmailError::LocalCharacter(' ')),
            ("m\u{131}ke@example.com", EmailError::LocalCharacter('\u{131}')),
            ("an\u{430}@example.com", EmailError::LocalCharacter('\u{430}')),
            ("a\0b@example.com", EmailError::LocalCharacter('\0')),
            ("a\r\nrcpt@example.com", EmailError::LocalCharacter('\r')),
            ("ana@example", EmailError::Domain),
            ("ana@", EmailError::Domain),
            ("ana@exa mple.com", EmailError::Domain),
            ("ana@-example.com", EmailError::Domain),
            ("ana@127.0.0.1", EmailError::Domain),
            ("ana@example..com", EmailError::Domain),
        ] {
            assert_eq!(EmailAddress::parse(typed), Err(error), "{typed:?}");
        }
        let local = "a".repeat(65);
        assert_eq!(EmailAddress::parse(&format!("{local}@example.com")), Err(EmailError::Local));
        let domain = vec!["a".repeat(60); 5].join(".");
        assert!(EmailAddress::parse(&format!("ana@{domain}.com")).is_err());
        assert_eq!(EmailAddress::parse(&"a".repeat(5_000)), Err(EmailError::TooLong));
    }

    #[test]
    fn s_48_look_alike_letters_never_share_a_normal_form() {
        let mike = EmailAddress::parse("mike@example.com").expect("plain");
        for look_alike in ["m\u{131}ke@example.com", "mi\u{212a}e@example.com", "mike@ex\u{430}mple.com"] {
            assert_ne!(EmailAddress::parse(look_alike).ok().as_ref(), Some(&mike), "{look_alike}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn s_48_the_normal_form_is_its_own_normal_form(text in "\\PC{0,12}@\\PC{0,16}\\.[a-zA-Z\u{e0}-\u{17f}]{1,6}") {
            if let Ok(once) = EmailAddress::parse(&text) {
                prop_assert_eq!(EmailAddress::parse(once.as_str()), Ok(once.clone()));
                prop_assert!(once.as_str().is_ascii());
            }
        }

        #[test]
        fn no_text_makes_parsing_panic(text in any::<String>()) {
            let _ = EmailAddress::parse(&text);
        }
    }
}
