//! What can be changed of an organization.

use crate::{DomainName, Dormancy, MailKind, MailWords, Name, SeatPolicy};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Changes an organization; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeOrganization {
    /// A new name.
    pub name: Option<Name>,
    /// A new seat limit; `Some(None)` lifts it.
    #[serde(default, with = "twice")]
    pub seat_limit: Option<Option<u32>>,
    /// A new seat policy.
    pub seat_policy: Option<SeatPolicy>,
    /// Whether people are to be told by mail what was done to them.
    pub tell_people: Option<bool>,
    /// The domains whose addresses may be invited from now on, in any order; none is any. At most 100.
    pub allowed_domains: Option<Vec<DomainName>>,
    /// Whether whoever has not accepted an invitation is reminded.
    pub remind_invited: Option<bool>,
    /// Own words for mails; `None` for Muster's. Mails that it does not name keep theirs.
    #[serde(default)]
    pub mail_words: BTreeMap<MailKind, Option<MailWords>>,
    /// What is done about users who do not come any more, from now on; `Some(None)` is nothing.
    #[serde(default, with = "twice")]
    pub dormancy: Option<Option<Dormancy>>,
    /// Whether somebody with an address of an allowed domain may ask to join. Without a domain, nobody may.
    pub take_requests: Option<bool>,
    /// Whether nobody comes in without a second factor. Whoever asks for it needs one.
    pub require_second_factor: Option<bool>,
}

/// Tells a missing field from `null`, on the wire as a list of none or one.
mod twice {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "serde's `with` hands over a reference")]
    pub fn serialize<T: Serialize, S: Serializer>(value: &Option<Option<T>>, to: S) -> Result<S::Ok, S::Error> {
        value.iter().collect::<Vec<_>>().serialize(to)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
        Ok(Vec::<Option<T>>::deserialize(from)?.into_iter().next())
    }
}
