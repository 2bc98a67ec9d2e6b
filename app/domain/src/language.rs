//! The languages that pages and mails come in.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language of pages and mails; as text, its BCP 47 tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Language {
    /// English, in which everything is written first.
    #[default]
    English,
    /// German, with “Sie”.
    German,
    /// English that reads from right to left in letters with accents, and is longer: nobody's language, so that what is
    /// not translated, cut off or laid out for one direction is seen. Never offered.
    Pseudo,
}

/// Which way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextDirection {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl TextDirection {
    /// As HTML's `dir` has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            TextDirection::LeftToRight => "ltr",
            TextDirection::RightToLeft => "rtl",
        }
    }
}

/// A tag that names no language of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the tag of a language that there is")
    }
}

impl TryFrom<String> for Language {
    type Error = UnknownLanguage;

    fn try_from(tag: String) -> Result<Self, UnknownLanguage> {
        Self::of_tag(&tag).ok_or(UnknownLanguage)
    }
}

impl From<Language> for &'static str {
    fn from(language: Language) -> Self {
        language.tag()
    }
}

impl Language {
    /// Those that can be chosen.
    pub const ALL: [Language; 2] = [Language::English, Language::German];

    /// Its BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::Pseudo => "ar-XB",
        }
    }

    /// What it calls itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
            Language::Pseudo => "Pseudo",
        }
    }

    /// Which way it is written.
    #[must_use]
    pub const fn direction(self) -> TextDirection {
        match self {
            Language::English | Language::German => TextDirection::LeftToRight,
            Language::Pseudo => TextDirection::RightToLeft,
        }
    }

    /// The language that has this tag, to the letter.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let all = [Language::English, Language::German, Language::Pseudo];
        all.into_iter().find(|language| language.tag() == tag)
    }

    /// The language offered that a tag asks for, whatever the country: `de-AT` asks for German.
    #[must_use]
    pub fn offered_for(tag: &str) -> Option<Self> {
        let asked = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_its_tag() {
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::of_tag("pt-BR"), None);
    }

    #[test]
    fn a_country_does_not_matter() {
        assert_eq!(Language::offered_for("de-AT"), Some(Language::German));
        assert_eq!(Language::offered_for("DE"), Some(Language::German));
        assert_eq!(Language::offered_for("en-GB"), Some(Language::English));
        for none in ["", "fr", "deu", "ar-XB"] {
            assert_eq!(Language::offered_for(none), None, "{none}");
        }
    }

    #[test]
    fn only_the_pseudo_language_reads_from_the_right() {
        assert!(Language::ALL.iter().all(|language| language.direction() == TextDirection::LeftToRight));
        assert_eq!(Language::Pseudo.direction().name(), "rtl");
    }
}
