//! Addresses as people paste them: a column of a spreadsheet, a mail's To: line, a CSV file.

mod table;
#[cfg(test)]
mod tests;

use crate::{ADDRESSES_MAX, EmailAddress, EmailError, Name};
use std::collections::HashSet;

/// One thing out of a pasted text: an address, or what is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// As it stood there; the address alone where it could be told from the name beside it.
    pub text: String,
    /// The address, or what is wrong with the text as one.
    pub email: Result<EmailAddress, EmailError>,
    /// The name that stood beside it.
    pub name: Option<Name>,
}

/// What a pasted text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressList {
    /// In the order of the text, each once, at most [`ADDRESSES_MAX`].
    pub found: Vec<Pasted>,
    /// How many more there are beyond that.
    pub more: usize,
}

/// Takes a text apart into addresses. They stand between commas, semicolons, white space and line ends, as
/// `Ana Lima <ana@example.com>`, in rows of cells beside a name, or in a CSV file under a heading. What is no
/// address is kept as text, so that nothing typed is lost; what comes twice is folded, the first wins.
#[must_use]
pub fn parse_addresses(text: &str) -> AddressList {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let mut sieve = Sieve::default();
    if let Some(table) = table::Table::read(&text) {
        table.rows_into(&mut sieve);
    } else {
        for line in text.lines() {
            if line.contains('\t') { table::cells_into(line, &mut sieve) } else { line_into(line, &mut sieve) }
        }
    }
    sieve.list
}

/// Keeps each address, and each text that is none, once.
#[derive(Default)]
struct Sieve {
    seen: HashSet<String>,
    list: AddressList,
}

impl Sieve {
    fn take(&mut self, text: &str, name: Option<Name>) {
        let (text, email) = read_address(text);
        if text.is_empty() {
            return;
        }
        self.keep(Pasted { text: text.to_owned(), email, name });
    }

    fn keep(&mut self, pasted: Pasted) {
        // An address's normal form has an `@` and is valid, a bad text is not: the two never collide.
        let key = pasted.email.as_ref().map_or_else(|_| pasted.text.clone(), |email| email.as_str().to_owned());
        if !self.seen.insert(key) {
            return;
        }
        if self.list.found.len() < ADDRESSES_MAX {
            self.list.found.push(pasted);
        } else {
            self.list.more += 1;
        }
    }
}

/// Reads an address, without what people and programs put around it where only that makes it one.
fn read_address(text: &str) -> (&str, Result<EmailAddress, EmailError>) {
    let text = text.trim();
    let email = EmailAddress::parse(text);
    if email.is_ok() {
        return (text, email);
    }
    // An apostrophe can be part of an address, so that it goes last.
    for around in ["<>()[]\"‘’“”.:,;", "<>()[]\"‘’“”.:,;'"] {
        let inner = text.trim_matches(|c: char| c.is_whitespace() || around.contains(c));
        let scheme = inner.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
        let inner = if scheme { &inner[7..] } else { inner };
        if let Ok(email) = EmailAddress::parse(inner) {
            return (inner, Ok(email));
        }
    }
    (text, email)
}

/// `To:` and the like, as they stand in front of a mail's addresses.
fn without_heading(line: &str) -> &str {
    let line = line.trim_start();
    let Some((start, rest)) = line.split_once(':') else { return line };
    let known = ["to", "cc", "bcc", "from", "reply-to", "an", "para"];
    if known.iter().any(|heading| start.trim().eq_ignore_ascii_case(heading)) { rest } else { line }
}

fn line_into(line: &str, sieve: &mut Sieve) {
    for segment in segments(without_heading(line)) {
        segment_into(segment, sieve);
    }
}

/// The parts between commas and semicolons, but for those inside `"…"` and `<…>`.
fn segments(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut skip_to) = (0, 0);
    for (at, c) in line.char_indices().filter(|&(_, c)| matches!(c, '"' | '<' | ',' | ';')) {
        if at < skip_to {
            continue;
        }
        match c {
            '"' if line[start..at].trim().is_empty() => skip_to = end_of_quote(line, at).unwrap_or(at),
            '<' => skip_to = end_of_bracket(line, at).unwrap_or(at),
            ',' | ';' => {
                parts.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&line[start..]);
    parts
}

/// Where the `"` that closes the one at `at` stands; `None` when it stays open.
fn end_of_quote(line: &str, at: usize) -> Option<usize> {
    let mut escaped = false;
    line[at + 1..].char_indices().find_map(|(offset, c)| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at + 2 + offset)
    })
}

/// Where `<…>` at `at` ends; `None` when it is only a `<`, with no address in brackets.
fn end_of_bracket(line: &str, at: usize) -> Option<usize> {
    let close = line[at + 1..].find(['<', '>', ',', ';', '"'])? + at + 1;
    line[close..].starts_with('>').then_some(close + 1)
}

fn segment_into(segment: &str, sieve: &mut Sieve) {
    let mut rest = segment;
    let closed = |text: &str| text.match_indices('<').find_map(|(open, _)| Some((open, end_of_bracket(text, open)?)));
    while let Some((open, end)) = closed(rest) {
        let (before, inside) = (&rest[..open], &rest[open + 1..end - 1]);
        let name = named_into(before, sieve);
        match read_address(inside) {
            (_, Err(error)) => {
                let text = format!("{name} <{}>", inside.trim()).trim().to_owned();
                sieve.keep(Pasted { text, email: Err(error), name: Name::parse(&name).ok() });
            }
            (address, Ok(_)) => sieve.take(address, Name::parse(&name).ok()),
        }
        rest = &rest[end..];
    }
    words_into(rest, sieve);
}

/// What stands before `<…>`: its end is the name, and whole addresses before that are addresses of their own.
fn named_into(before: &str, sieve: &mut Sieve) -> String {
    let before = before.trim();
    if before.starts_with('"') && end_of_quote(before, 0) == Some(before.len()) {
        return before[1..before.len() - 1].replace("\\\"", "\"").replace("\\\\", "\\");
    }
    let last = before.split_whitespace().rfind(|word| word.contains('@'));
    let cut = last.and_then(|word| before.rfind(word).map(|at| at + word.len())).unwrap_or(0);
    words_into(&before[..cut], sieve);
    before[cut..].trim().trim_matches(['\'', '"', '‘', '’', '“', '”']).trim().to_owned()
}

/// Words: each with an `@` is by itself, those between stay together.
fn words_into(text: &str, sieve: &mut Sieve) {
    let mut plain: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        if word.contains('@') {
            sieve.take(&std::mem::take(&mut plain).join(" "), None);
            sieve.take(word, None);
        } else {
            plain.push(word);
        }
    }
    sieve.take(&plain.join(" "), None);
}
