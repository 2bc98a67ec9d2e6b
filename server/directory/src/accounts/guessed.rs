//! Passwords that are tried first: the common and breached ones, and those made of what everybody knows of somebody.

use zxcvbn::{Score, zxcvbn};

/// Whether a password is among the first million that a guesser tries (ASVS 6.2.4, 6.2.11): by the lists that ship with
/// the program (30,000 passwords, names, words, keyboards, dates), spelled backwards or `l1ke th1s` too, and by `about`: names and
/// addresses that have to do with whoever chooses it. Takes up to 30 ms.
pub(super) fn is_guessed(password: &str, about: &[&str]) -> bool {
    let parts = about.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let run_together: Vec<String> =
        about.iter().map(|text| text.chars().filter(|c| c.is_alphanumeric()).collect()).collect();
    let known = about.iter().copied().chain(parts).chain(run_together.iter().map(String::as_str));
    // A letter or two say nothing of anybody.
    let known: Vec<&str> = known.filter(|text| text.chars().count() > 2).collect();
    zxcvbn(password, &known).score() < Score::Two
}

#[cfg(test)]
mod tests {
    use super::is_guessed;

    #[test]
    fn asvs_6_2_4_common_passwords_are_guessed_however_they_are_dressed_up() {
        for common in [
            "12345678",
            "password",
            "qwertyuiop",
            "iloveyou1",
            "P@ssw0rd!",
            "drowssap1",
            "trustno1trustno1",
            "aaaaaaaa",
            "abcdefghij",
            "sunshine99",
            "1qaz2wsx3edc",
            "14081987",
        ] {
            assert!(is_guessed(common, &[]), "{common}");
        }
        for good in ["correct horse battery", "x9$kQ2!p", "a long demo password", "夜空に咲く花火と猫", "long enough"]
        {
            assert!(!is_guessed(good, &[]), "{good}");
        }
    }

    #[test]
    fn asvs_6_2_11_what_is_known_of_somebody_is_guessed_of_them_alone() {
        let about = ["ana.wintermantel@meridian.test", "Ana Wintermantel", "Meridian"];
        for hers in
            ["wintermantel", "Wintermantel1", "AnaWintermantel1", "meridian2026", "ana.wintermantel@meridian.test"]
        {
            assert!(is_guessed(hers, &about), "{hers}");
        }
        assert!(is_guessed("NinaNova1", &["nina@meridian.test", "Nina Nova"]));
        assert!(!is_guessed("Wintermantel1", &["ben@meridian.test", "Ben"]));
    }
}
