//! An organization's own words for the mails that it sends.

use crate::{Name, Note};
use serde::{Deserialize, Serialize};
use thiserror::Error;

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $slug:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name, as it is stored and typed.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),* }
            }
        }
    };
}

kinds! {
    /// A mail that an organization can word itself.
    MailKind {
        /// Somebody is invited.
        Invitation = "invitation",
        /// They have not accepted yet.
        InvitationReminder = "invitation_reminder",
        /// Somebody else changed one's role.
        RoleChanged = "role_changed",
        /// Somebody else suspended one.
        AccessSuspended = "access_suspended",
        /// Somebody else removed one.
        AccessRemoved = "access_removed",
        /// Somebody else gave one's access back.
        AccessBack = "access_back",
        /// One's access ends soon.
        AccessEnds = "access_ends",
    }
}

kinds! {
    /// What differs from mail to mail, written `{name}` in its words.
    Placeholder {
        /// What the organization is called.
        Organization = "organization",
        /// Who did it.
        By = "by",
        /// One's role.
        Role = "role",
        /// The role that one had.
        Before = "before",
        /// The day on which it ends.
        Day = "day",
    }
}

impl MailKind {
    /// What its words may name.
    #[must_use]
    pub const fn placeholders(self) -> &'static [Placeholder] {
        match self {
            Self::Invitation | Self::InvitationReminder => {
                &[Placeholder::Organization, Placeholder::By, Placeholder::Role, Placeholder::Day]
            }
            Self::RoleChanged => &[Placeholder::Organization, Placeholder::By, Placeholder::Role, Placeholder::Before],
            Self::AccessSuspended | Self::AccessRemoved | Self::AccessBack => {
                &[Placeholder::Organization, Placeholder::By]
            }
            Self::AccessEnds => &[Placeholder::Organization, Placeholder::Day],
        }
    }
}

/// A subject, which is the heading too, and what there is to say, paragraphs between empty lines. The link, until when
/// it is good and why the mail came are not in it: they are always said.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailWords {
    /// The subject.
    pub subject: Name,
    /// What there is to say.
    pub text: Note,
}

/// A placeholder that a mail's words cannot have.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[error("{{{name}}} means nothing in this mail; known: {}", known_in(*mail))]
pub struct UnknownPlaceholder {
    /// As written, without braces.
    pub name: String,
    /// In which mail.
    pub mail: MailKind,
}

fn known_in(mail: MailKind) -> String {
    mail.placeholders().iter().map(|one| format!("{{{}}}", one.slug())).collect::<Vec<_>>().join(", ")
}

/// Checks that a text names nothing that the mail does not know.
///
/// # Errors
/// [`UnknownPlaceholder`], the first.
pub fn check_placeholders(text: &str, mail: MailKind) -> Result<(), UnknownPlaceholder> {
    let known = |name: &str| mail.placeholders().iter().any(|one| one.slug() == name);
    let unknown = pieces(text).filter_map(Piece::placeholder).find(|name| !known(name));
    unknown.map_or(Ok(()), |name| Err(UnknownPlaceholder { name: name.to_owned(), mail }))
}

impl MailWords {
    /// Checks that the words name nothing that the mail does not know.
    ///
    /// # Errors
    /// [`UnknownPlaceholder`], the first.
    pub fn check(&self, mail: MailKind) -> Result<(), UnknownPlaceholder> {
        check_placeholders(self.subject.as_str(), mail)?;
        check_placeholders(self.text.as_str(), mail)
    }

    /// The subject and the paragraphs, with what `value` says in place of each placeholder. A value is text: what looks
    /// like a placeholder in it stays.
    #[must_use]
    pub fn filled(&self, value: impl Fn(Placeholder) -> String) -> (String, Vec<String>) {
        let fill = |text: &str| {
            let filled = |piece: Piece<'_>| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Placeholder(name) => match Placeholder::ALL.iter().find(|one| one.slug() == name) {
                    Some(known) => value(*known),
                    None => format!("{{{name}}}"),
                },
            };
            pieces(text).map(filled).collect::<String>()
        };
        let paragraphs = self.text.as_str().split("\n\n").map(str::trim).filter(|part| !part.is_empty());
        (fill(self.subject.as_str()), paragraphs.map(fill).collect())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    /// The word between braces.
    Placeholder(&'a str),
}

impl<'a> Piece<'a> {
    fn placeholder(self) -> Option<&'a str> {
        match self {
            Self::Placeholder(name) => Some(name),
            Self::Text(_) => None,
        }
    }
}

/// Takes a text apart. Braces that hold no word of letters are text.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let open = rest.match_indices('{').find_map(|(at, _)| {
            let name = rest[at + 1..].split('}').next().filter(|name| rest[at + 1 + name.len()..].starts_with('}'))?;
            let is_word = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
            is_word.then_some((at, name))
        });
        let (piece, len) = match open {
            Some((0, name)) => (Piece::Placeholder(name), name.len() + 2),
            Some((at, _)) => (Piece::Text(&rest[..at]), at),
            None => (Piece::Text(rest), rest.len()),
        };
        rest = &rest[len..];
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(subject: &str, text: &str) -> MailWords {
        MailWords { subject: Name::parse(subject).expect("a subject"), text: Note::parse(text).expect("a text") }
    }

    #[test]
    fn placeholders_are_filled_and_nothing_else_is() {
        let mine = words(
            "{by} says: {role} at {organization}",
            "Dear colleague,\n\n{Hello} { by } {}\n{organization}\n\n\n\nBye",
        );
        let value = |one: Placeholder| format!("<{}> {{role}}", one.slug());
        let (subject, paragraphs) = mine.filled(value);
        assert_eq!(subject, "<by> {role} says: <role> {role} at <organization> {role}");
        assert_eq!(paragraphs, ["Dear colleague,", "{Hello} { by } {}\n<organization> {role}", "Bye"]);
    }

    #[test]
    fn what_the_mail_does_not_know_is_named() {
        let unknown = |name: &str, mail| Err(UnknownPlaceholder { name: name.to_owned(), mail });
        let mine = words("Welcome to {organization}", "From {before} on, until {day}");
        assert_eq!(mine.check(MailKind::Invitation), unknown("before", MailKind::Invitation));
        assert_eq!(
            words("{organisation}", "x").check(MailKind::AccessEnds),
            unknown("organisation", MailKind::AccessEnds)
        );
        assert_eq!(words("{a b} {", "} {}").check(MailKind::AccessEnds), Ok(()));
        let said = mine.check(MailKind::AccessEnds).expect_err("refused").to_string();
        assert_eq!(said, "{before} means nothing in this mail; known: {organization}, {day}");
        for mail in MailKind::ALL {
            let all: String = mail.placeholders().iter().map(|one| format!("{{{}}}", one.slug())).collect();
            assert_eq!(words(&all, &all).check(*mail), Ok(()));
        }
    }

    proptest! {
        #[test]
        fn taken_apart_and_put_together_a_text_is_the_same(text in "[a-z{} \n]{1,40}|.{1,20}") {
            let again: String = pieces(&text)
                .map(|piece| match piece {
                    Piece::Text(text) => text.to_owned(),
                    Piece::Placeholder(name) => format!("{{{name}}}"),
                })
                .collect();
            prop_assert_eq!(again, text);
        }
    }
}
