//! Organizations: the tenants of an installation.

use crate::{DomainName, Dormancy, EmailAddress, MailKind, MailWords, Name, OrgId, SeatPolicy, domains_allow};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The highest seat limit that can be set.
pub const SEAT_LIMIT_MAX: u32 = 10_000_000;

/// What an organization's Owner can set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrgSettings {
    /// What it is called.
    pub name: Name,
    /// How many seats there are; `None` is unlimited.
    pub seat_limit: Option<u32>,
    /// What happens when none is left.
    pub seat_policy: SeatPolicy,
    /// Whether people are told by mail when somebody changes their role, or ends their access or gives it back.
    #[serde(default = "told")]
    pub tell_people: bool,
    /// The domains whose addresses may be invited, each once, in order; none is any. Whoever is a user stays one.
    #[serde(default)]
    pub allowed_domains: Vec<DomainName>,
    /// Whether whoever has not accepted an invitation is reminded.
    #[serde(default = "told")]
    pub remind_invited: bool,
    /// The organization's own words for its mails; the others are Muster's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mail_words: BTreeMap<MailKind, MailWords>,
    /// What is done about users who do not come any more; `None` is nothing.
    #[serde(default)]
    pub dormancy: Option<Dormancy>,
    /// Whether somebody with an address of an allowed domain may ask to join. Only with at least one.
    #[serde(default)]
    pub take_requests: bool,
    /// Whether nobody comes in without a second factor.
    #[serde(default)]
    pub require_second_factor: bool,
}

impl OrgSettings {
    /// Whether an address may be invited, by its domain.
    #[must_use]
    pub fn allow(&self, email: &EmailAddress) -> bool {
        domains_allow(&self.allowed_domains, email)
    }

    /// Whether somebody may ask to join.
    #[must_use]
    pub fn takes_requests(&self) -> bool {
        self.take_requests && !self.allowed_domains.is_empty()
    }
}

/// What settings of before there was a choice say.
const fn told() -> bool {
    true
}

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Which one.
    pub id: OrgId,
    /// Its name in URLs.
    pub slug: String,
    /// What can be set.
    pub settings: OrgSettings,
    /// The number of its last event.
    pub seq: u64,
}

/// Whether a text can be an organization's name in URLs: 1 to 40 of `a–z`, `0–9` and inner `-`.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}
