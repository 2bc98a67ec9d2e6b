//! Texts that people give things: trimmed, bounded, without characters that hide or reorder others.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest name of a person, team, role or organization, in characters.
pub const NAME_MAX: usize = 200;
/// The longest note or reason, in characters.
pub const NOTE_MAX: usize = 2_000;

/// Why a text cannot be a name or a note.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameError {
    /// Nothing is left once white space and control characters are gone.
    #[error("the name is empty")]
    Empty,
    /// Longer than the limit, in characters.
    #[error("at most {limit} characters, this has {length}")]
    TooLong {
        /// The limit, in characters.
        limit: u32,
        /// What was given, in characters.
        length: u32,
    },
}

/// Characters that steer the text around them instead of being seen, or that no font shows: controls, bidirectional
/// overrides, zero-width marks, fillers (Unicode's `Default_Ignorable_Code_Point`, without [`is_unseen_alone`]).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{61c}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}'
            | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{3164}' | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// Characters that change their neighbours and show nothing themselves: the joiners, with which Persian and the Indic
/// scripts write, and the selectors of variants, of which emoji, Mongolian and Japanese names are made.
fn is_unseen_alone(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\u{200c}' | '\u{200d}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}')
}

/// White space, and the blank of Braille, which is as good.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}

fn clean_line(text: &str, limit: usize) -> Result<String, NameError> {
    let shown: String = text.chars().map(|c| if is_blank(c) { ' ' } else { c }).filter(|&c| !is_hidden(c)).collect();
    let clean = shown.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    bounded(clean, limit)
}

fn clean_lines(text: &str, limit: usize) -> Result<String, NameError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown: String = text.chars().filter(|&c| c == '\n' || !is_hidden(c)).collect();
    bounded(shown.trim().to_owned(), limit)
}

fn bounded(clean: String, limit: usize) -> Result<String, NameError> {
    let length = clean.chars().count();
    if clean.chars().all(|c| is_unseen_alone(c) || is_blank(c)) {
        return Err(NameError::Empty);
    }
    if length > limit {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        return Err(NameError::TooLong { limit: number(limit), length: number(length) });
    }
    Ok(clean)
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $clean:ident($limit:expr))*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Cleans and checks a text as typed.
            ///
            /// # Errors
            /// [`NameError`] when nothing is left of it or it is over its limit.
            pub fn parse(text: &str) -> Result<Self, NameError> {
                $clean(text, $limit).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NameError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

texts! {
    /// A name of a person, team, role or organization: one line of 1 to 200 characters.
    Name = clean_line(NAME_MAX)
    /// A note or a reason: 1 to 2,000 characters, lines allowed.
    Note = clean_lines(NOTE_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_trimmed_and_keep_their_script() {
        for (typed, kept) in [
            ("  Ana   Lima ", "Ana Lima"),
            ("Ana\tLima\r\n", "Ana Lima"),
            ("محمد رضا", "محمد رضا"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("a\u{202e}b\u{200b}c", "abc"),
            ("Zoë", "Zoë"),
            ("A\u{ad}na\u{3164} Lima\u{2800}", "Ana Lima"),
            ("辻\u{e0100} \u{2764}\u{fe0f}", "辻\u{e0100} \u{2764}\u{fe0f}"),
        ] {
            assert_eq!(Name::parse(typed).map(String::from).as_deref(), Ok(kept), "{typed:?}");
        }
    }

    #[test]
    fn empty_and_long_names_are_refused_with_the_limit() {
        for empty in [
            "",
            " \t",
            "\u{200b}\u{202e}",
            "\u{200d}",
            "\u{ad}",
            "\u{34f}",
            "\u{115f}\u{1160}",
            "\u{17b4}",
            "\u{180e}",
            "\u{2800}",
            "\u{3164}",
            "\u{ffa0}",
            "\u{fe0f}",
            "\u{e0100}",
            "\u{1d173}",
            "\u{1bca0}",
            "\u{fff0}",
            "\u{180b} \u{2800}",
        ] {
            assert_eq!(Name::parse(empty), Err(NameError::Empty), "{empty:?}");
        }
        assert!(Name::parse(&"é".repeat(NAME_MAX)).is_ok());
        assert_eq!(Name::parse(&"é".repeat(NAME_MAX + 1)), Err(NameError::TooLong { limit: 200, length: 201 }));
    }

    #[test]
    fn notes_keep_their_lines() {
        assert_eq!(Note::parse(" one\r\ntwo\0 ").map(String::from).as_deref(), Ok("one\ntwo"));
    }

    proptest! {
        #[test]
        fn s_54_a_clean_name_hides_nothing_and_is_its_own_clean_form(text in any::<String>()) {
            if let Ok(name) = Name::parse(&text) {
                prop_assert!(!name.as_str().chars().any(is_hidden));
                prop_assert_eq!(Name::parse(name.as_str()), Ok(name.clone()));
            }
        }
    }
}
