//! What is typed into the search box: words, and `key:value` terms that narrow.

use crate::{Choice, Timestamp};
use serde::{Deserialize, Serialize};

/// The longest search text, in bytes; what follows is ignored.
pub const SEARCH_MAX_BYTES: usize = 20_000;

/// The keys that the search box knows.
pub const TERM_KEYS: [&str; 11] = [
    "role",
    "team",
    "status",
    "email",
    "invited-by",
    "active-before",
    "active",
    "idle",
    "mail",
    "ending",
    "second-factor",
];

/// A search text, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Each must be somewhere in the name or the address (nowhere, when negated).
    pub words: Vec<Choice>,
    /// `role:`, by slug or name.
    pub roles: Vec<Choice>,
    /// `team:`, by slug or name.
    pub teams: Vec<Choice>,
    /// `status:`, by slug.
    pub statuses: Vec<Choice>,
    /// `email:`, a part of the address.
    pub emails: Vec<Choice>,
    /// `invited-by:`, a part of the inviter's name or address.
    pub invited_by: Vec<Choice>,
    /// `active-before:`, last seen before that day (never seen counts).
    pub active_before: Option<Timestamp>,
    /// `active:never`, users who were never seen.
    pub never_active: bool,
    /// `idle:90`, active users not seen for so many days, nor joined since.
    pub idle_days: Option<u32>,
    /// `ending:14`, users whose access ends within so many days.
    pub ending_days: Option<u32>,
    /// `second-factor:yes` or `second-factor:no`, users whose account takes one, or none.
    pub second_factor: Option<bool>,
    /// `mail:refused`, invitations whose mail was refused.
    pub mail_refused: bool,
    /// Keys that mean nothing here; their terms are among `words`.
    pub unknown_keys: Vec<String>,
}

impl Terms {
    /// Takes a search text apart. Words stand between white space; `"…"` holds several together; a leading
    /// `-` negates; an unknown key is searched as text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut terms = Self::default();
        for token in tokens(text) {
            terms.take(&token);
        }
        terms
    }

    fn take(&mut self, token: &Token) {
        let choice = Choice { value: token.value.clone(), negated: token.negated };
        let place = match token.key.as_deref() {
            Some("role") => &mut self.roles,
            Some("team") => &mut self.teams,
            Some("status") => &mut self.statuses,
            Some("email") => &mut self.emails,
            Some("invited-by") => &mut self.invited_by,
            Some("active-before") => {
                if let Some(day) = Timestamp::from_date(&token.value) {
                    self.active_before = Some(day);
                    return;
                }
                &mut self.words
            }
            Some("active") if token.value == "never" && !token.negated => {
                self.never_active = true;
                return;
            }
            Some("mail") if token.value == "refused" && !token.negated => {
                self.mail_refused = true;
                return;
            }
            Some("idle") if !token.negated && token.value.parse::<u32>().is_ok() => {
                self.idle_days = token.value.parse().ok();
                return;
            }
            Some("ending") if !token.negated && token.value.parse::<u32>().is_ok() => {
                self.ending_days = token.value.parse().ok();
                return;
            }
            Some("second-factor") if token.value == "yes" || token.value == "no" => {
                self.second_factor = Some((token.value == "yes") != token.negated);
                return;
            }
            Some("active" | "mail" | "idle" | "ending" | "second-factor") => &mut self.words,
            Some(key) => {
                self.unknown_keys.push(key.to_owned());
                self.words.push(Choice { value: format!("{key}:{}", token.value), negated: token.negated });
                return;
            }
            None => &mut self.words,
        };
        if !choice.value.is_empty() {
            place.push(choice);
        }
    }

    /// The terms with a known key that `text` ends with a space after: those that can become chips while the
    /// rest is still being typed. Gives the choices and the text without them.
    #[must_use]
    pub fn split_finished(text: &str) -> (Self, String) {
        let mut finished = Self::default();
        let mut rest = String::new();
        for token in tokens(text) {
            let chip = matches!(token.key.as_deref(), Some("role" | "team" | "status"))
                && !token.value.is_empty()
                && token.followed_by_space;
            if chip {
                finished.take(&token);
            } else {
                rest.push_str(&text[token.start..token.end]);
                if token.followed_by_space {
                    rest.push(' ');
                }
            }
        }
        (finished, rest)
    }
}

struct Token {
    start: usize,
    end: usize,
    key: Option<String>,
    value: String,
    negated: bool,
    followed_by_space: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let text = clip(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skip) = text[at..].find(|c: char| !c.is_whitespace()) {
        let start = at + skip;
        let mut quoted = false;
        let end = text[start..]
            .char_indices()
            .find(|&(_, c)| {
                quoted ^= c == '"';
                c.is_whitespace() && !quoted
            })
            .map_or(text.len(), |(i, _)| start + i);
        found.push(token(text, start, end));
        at = end;
    }
    found
}

fn token(text: &str, start: usize, end: usize) -> Token {
    let raw = &text[start..end];
    let (negated, body) = match raw.strip_prefix('-') {
        Some(body) if !body.is_empty() => (true, body),
        _ => (false, raw),
    };
    let (key, value) = match body.split_once(':') {
        Some((key, value)) if is_key(key) => (Some(key.to_ascii_lowercase()), value),
        _ => (None, body),
    };
    Token { start, end, key, value: value.replace('"', ""), negated, followed_by_space: end < text.len() }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
}

fn clip(text: &str) -> &str {
    let mut end = text.len().min(SEARCH_MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A value as it must be written in a term: in quotes when it holds white space.
#[must_use]
pub fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(value: &str, negated: bool) -> Choice {
        Choice { value: value.to_owned(), negated }
    }

    #[test]
    fn words_and_terms_are_told_apart() {
        let terms =
            Terms::parse("ana  team:\"Sales EMEA\" -role:admin email:@example active-before:2026-01-31 \"lima b\"");
        assert_eq!(terms.words, [choice("ana", false), choice("lima b", false)]);
        assert_eq!(terms.teams, [choice("Sales EMEA", false)]);
        assert_eq!(terms.roles, [choice("admin", true)]);
        assert_eq!(terms.emails, [choice("@example", false)]);
        assert_eq!(terms.active_before, Timestamp::from_date("2026-01-31"));
    }

    #[test]
    fn people_who_need_a_look_have_terms() {
        let terms = Terms::parse("active:never idle:90 mail:refused ending:14");
        assert_eq!((terms.never_active, terms.idle_days, terms.mail_refused), (true, Some(90), true));
        assert_eq!(terms.ending_days, Some(14));
        let factor = |text| Terms::parse(text).second_factor;
        assert_eq!(
            ["second-factor:no", "-second-factor:no", "second-factor:maybe"].map(factor),
            [Some(false), Some(true), None]
        );
        assert!(terms.words.is_empty());
        let others = Terms::parse("active:ever idle:long -mail:refused ending:soon");
        let words = ["ever", "long", "refused", "soon"].map(|word| choice(word, word == "refused"));
        assert_eq!(others.words, words);
        assert!(!others.never_active && others.idle_days.is_none() && !others.mail_refused);
        assert_eq!(others.ending_days, None);
    }

    #[test]
    fn an_unknown_key_is_searched_as_text() {
        let terms = Terms::parse("dept:core active-before:soon -");
        assert_eq!(terms.unknown_keys, ["dept"]);
        assert_eq!(terms.words, [choice("dept:core", false), choice("soon", false), choice("-", false)]);
    }

    #[test]
    fn a_term_becomes_a_chip_once_a_space_follows_it() {
        let (chips, rest) = Terms::split_finished("ana role:admin li");
        assert_eq!((chips.roles, rest.as_str()), (vec![choice("admin", false)], "ana li"));
        let (chips, rest) = Terms::split_finished("ana role:admin");
        assert_eq!((chips, rest.as_str()), (Terms::default(), "ana role:admin"));
    }

    #[test]
    fn no_text_breaks_it() {
        for odd in ["\"", "\"\"", "-", ":", "a:", ":b", "\u{3000}x\u{3000}", "-\"a b", "é:\"ü"] {
            let _ = Terms::parse(odd);
        }
        assert_eq!(Terms::parse(&"é".repeat(SEARCH_MAX_BYTES)).words.len(), 1);
    }
}
