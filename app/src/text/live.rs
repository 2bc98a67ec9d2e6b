//! What others do meanwhile.

use super::amounts::counted;

/// "3 updates".
#[must_use]
pub fn updates(number: u32) -> String {
    said!(en: counted(number, "update", "updates"), de: counted(number, "Änderung", "Änderungen"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        assert_eq!([updates(1), updates(3)], ["1 update", "3 updates"]);
    }
}
