//! The languages that the site is built in: a program each.

use anyhow::{Result, bail};

/// A language, and how its program is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// Its tag, as the manifest and the server know it.
    pub(crate) tag: &'static str,
    /// The features of `frontend` that make the program speak it.
    pub(crate) feature: Option<&'static str>,
    /// People choose it. What nobody chooses is always built as for development: nobody waits for it.
    pub(crate) offered: bool,
}

/// What is spoken without a feature.
const ENGLISH: Language = Language { name: "english", tag: "en", feature: None, offered: true };
const GERMAN: Language = Language { name: "german", tag: "de", feature: Some("german"), offered: true };
/// Nobody's language, for tests.
const PSEUDO: Language = Language { name: "pseudo", tag: "ar-XB", feature: Some("pseudo"), offered: false };

/// What a site is built in where nothing else is said: all that can be chosen, for development English alone.
pub(crate) fn usual(dev: bool) -> Vec<Language> {
    if dev { vec![ENGLISH] } else { vec![ENGLISH, GERMAN] }
}

/// The language of a name or tag.
///
/// # Errors
/// When there is none.
pub(crate) fn named(name: &str) -> Result<Language> {
    let all = [ENGLISH, GERMAN, PSEUDO];
    match all.into_iter().find(|language| language.name == name || language.tag == name) {
        Some(language) => Ok(language),
        None => bail!("{name:?} is no language: {}", all.map(|language| language.name).join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tags_are_those_that_the_server_knows() {
        let tags = |languages: &[Language]| languages.iter().map(|language| language.tag).collect::<Vec<_>>();
        assert_eq!(tags(&usual(false)), domain::Language::ALL.map(domain::Language::tag));
        assert_eq!(domain::Language::of_tag(PSEUDO.tag), Some(domain::Language::Pseudo));
    }

    #[test]
    fn a_language_is_found_by_its_name_or_tag() {
        assert_eq!(named("german").unwrap(), named("de").unwrap());
        assert!(named("klingon").is_err());
    }
}
