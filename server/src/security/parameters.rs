//! Parameters of queries and forms: one that stands twice is refused where a door acts on it (S-41).

use std::collections::BTreeSet;

/// Whether a name stands twice in a query or a form.
#[must_use]
pub fn has_duplicates(text: &str) -> bool {
    let mut seen = BTreeSet::new();
    !form_urlencoded::parse(text.as_bytes()).all(|(name, _)| seen.insert(name.into_owned()))
}

/// The value of a parameter; the first where there are several, as pages read them.
#[must_use]
pub fn first(text: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(text.as_bytes()).find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s_41_a_name_that_stands_twice_is_seen_however_it_is_written() {
        for twice in ["a=1&a=2", "a&a", "a=1&b=2&%61=3", "a+b=1&a%20b=2"] {
            assert!(has_duplicates(twice), "{twice}");
        }
        for once in ["", "a=1&b=2", "a=1&A=2", "a=a"] {
            assert!(!has_duplicates(once), "{once}");
        }
        assert_eq!(first("next=%2Fa&next=/b", "next").as_deref(), Some("/a"));
    }
}
