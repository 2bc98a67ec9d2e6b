//! What the page reads before anything else, packed: reading JSON takes several times the code.

use std::fmt::{self, Display};
use std::str::FromStr;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// The media type of packed bytes on their own.
pub const PACKED_TYPE: &str = "application/x-postcard";

/// A value that travels inside JSON as one text: [postcard](https://postcard.jamesmunns.com) in hexadecimal digits,
/// which compress as well as the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed<T>(pub T);

/// The value as bytes.
///
/// # Errors
/// When it has no packed form.
pub fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, impl Display> {
    postcard::to_allocvec(value)
}

/// The value that the bytes stand for.
///
/// # Errors
/// When they stand for none.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, impl Display> {
    postcard::from_bytes(bytes)
}

impl<T: Serialize> Display for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = pack(&self.0).map_err(|_| fmt::Error)?;
        f.write_str(&hex::encode(bytes))
    }
}

/// A text that is nothing packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not packed, or by another version")]
pub struct NotPacked;

impl<T: DeserializeOwned> FromStr for Packed<T> {
    type Err = NotPacked;

    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        let bytes = hex::decode(digits).map_err(|_| NotPacked)?;
        unpack(&bytes).map(Self).map_err(|_| NotPacked)
    }
}

impl<T: Serialize> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::face::FirstPage;
    use crate::users::stage::Stage;
    use domain::{PeopleFilter, RoleKey};

    #[test]
    fn a_first_page_comes_out_as_it_went_in() {
        let stage = Stage::new()
            .user("Olga Owner", RoleKey::Owner)
            .user("Ana Lima", RoleKey::Member)
            .joins("Ana Lima", "Support")
            .suspended("Ana Lima")
            .invited("ben@example.com", "Olga Owner");
        let filter = PeopleFilter::from_query("?q=a&status=active,suspended,invited&sort=role");
        let page = FirstPage::of(&stage.seen_by("Olga Owner"), &filter);
        assert!(!page.rows.is_empty());
        let json = serde_json::to_string(&Packed(page.clone())).expect("packed");
        assert_eq!(serde_json::from_str::<Packed<FirstPage>>(&json).expect("read").0, page);
        assert!(serde_json::from_str::<Packed<FirstPage>>("\"0g\"").is_err());
        assert!(serde_json::from_str::<Packed<FirstPage>>("\"00\"").is_err());
    }
}
