//! Domain names, as an organization lists those whose addresses may be invited.

use crate::{EmailAddress, email};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most domains that an organization can list.
pub const DOMAINS_MAX: usize = 100;

/// A domain name in the form in which addresses have theirs: A-labels, lower case (IDNA 2008 by UTS 46).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DomainName(String);

/// A text that is no domain name that mail can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("not a domain name, such as example.com")]
pub struct NotADomain;

impl DomainName {
    /// Reads a domain as people type it: case does not matter, nor white space round it, nor the `@` of an address.
    ///
    /// # Errors
    /// [`NotADomain`].
    pub fn parse(text: &str) -> Result<Self, NotADomain> {
        let text = text.trim();
        email::normal_domain(text.strip_prefix('@').unwrap_or(text)).map(Self).ok_or(NotADomain)
    }

    /// The normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether an organization that lists these domains takes the address: one of them to the letter, no subdomain. An
/// empty list takes all.
#[must_use]
pub fn domains_allow(domains: &[DomainName], email: &EmailAddress) -> bool {
    domains.is_empty() || domains.iter().any(|domain| domain.as_str() == email.domain())
}

impl TryFrom<String> for DomainName {
    type Error = NotADomain;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<DomainName> for String {
    fn from(domain: DomainName) -> Self {
        domain.0
    }
}

impl std::fmt::Display for DomainName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(text: &str) -> DomainName {
        DomainName::parse(text).expect("a domain")
    }

    #[test]
    fn domains_have_one_form() {
        for (typed, normal) in [
            ("example.com", "example.com"),
            ("  @Example.COM ", "example.com"),
            ("b\u{fc}cher.example", "xn--bcher-kva.example"),
            ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
            ("mail.example.co.uk", "mail.example.co.uk"),
        ] {
            assert_eq!(domain(typed).as_str(), normal, "{typed}");
            assert_eq!(domain(normal).as_str(), normal);
        }
        for bad in ["", "@", "example", "a@example.com", "exa mple.com", ".com", "1.2.3.4", "*.example.com", "-a.com"] {
            assert_eq!(DomainName::parse(bad), Err(NotADomain), "{bad:?}");
        }
    }

    #[test]
    fn s_49_a_domain_is_allowed_to_the_letter_and_its_subdomains_are_not() {
        let listed = [domain("example.org"), domain("b\u{fc}cher.example")];
        let allowed = |email: &str| domains_allow(&listed, &EmailAddress::parse(email).expect("an address"));
        for good in ["a@example.org", "a@EXAMPLE.org", "a@b\u{fc}cher.example", "a@xn--bcher-kva.example"] {
            assert!(allowed(good), "{good}");
        }
        for bad in ["a@mail.example.org", "a@notexample.org", "a@example.org.evil.test", "a@example.com"] {
            assert!(!allowed(bad), "{bad}");
        }
        // What only looks like it, decoded or not, is another one, or none at all.
        for look_alike in ["a@xn--example-.org", "a@ex\u{430}mple.org"] {
            assert!(!EmailAddress::parse(look_alike).is_ok_and(|email| domains_allow(&listed, &email)));
        }
        assert!(domains_allow(&[], &EmailAddress::parse("a@anywhere.test").expect("an address")));
    }
}
