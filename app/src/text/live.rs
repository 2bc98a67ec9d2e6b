//! What others do meanwhile.

use super::amounts::{counted, list};

/// "3 updates".
#[must_use]
pub fn updates(number: u32) -> String {
    said!(en: counted(number, "update", "updates"), de: counted(number, "Änderung", "Änderungen"))
}

words! {
    /// The list of those who have the page open too.
    also_here { en: "Also here", de: "Auch hier" }
}

/// "Ben and Cara are at this row".
#[must_use]
pub fn at_this_row(names: &[&str]) -> String {
    let all = list(names);
    let one = names.len() == 1;
    said!(
        en: format!("{all} {} at this row", if one { "is" } else { "are" }),
        de: format!("{all} {} in dieser Zeile", if one { "ist" } else { "sind" }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        assert_eq!([updates(1), updates(3)], ["1 update", "3 updates"]);
    }
}
