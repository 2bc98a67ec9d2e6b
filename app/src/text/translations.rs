//! Tests over the whole catalogue, read from its sources: that each text is in every language is the compiler's to
//! check; that it was translated, and names what the English names, is checked here.

use std::fs;
use std::path::Path;

/// Texts that are the same in German.
const SAME: &[&str] = &[
    "99+",
    "Admin",
    "Alarm",
    "Design",
    "Domains",
    "Filter",
    "Hash",
    "in {}",
    "Link",
    "Limit",
    "Muster",
    "Name",
    "Navigation",
    "Olga Ortiz",
    "{role}, in {}",
    "Organisation",
    "Passkeys",
    "Profil",
    "Status",
    "System",
    "Team",
    "Team {name}",
    "Teams",
    "Text",
    "1–30",
];

/// What German names otherwise: months by their numbers.
const OTHERWISE: &[&str] = &["format!(\"{day} {}\", month_name(month))"];

/// A text in English and in German, as the sources have it.
struct Said {
    file: String,
    english: String,
    german: String,
}

#[test]
fn every_text_is_translated() {
    let all = said();
    assert!(all.len() > 900, "the catalogue is not read whole: {} texts", all.len());
    let same = |said: &&Said| {
        let (english, german) = (literals(&said.english), literals(&said.german));
        let letters = english.iter().any(|text| text.chars().any(char::is_alphabetic));
        letters && english == german && !english.iter().all(|text| SAME.contains(&text.as_str()))
    };
    let same: Vec<String> = all.iter().filter(same).map(|said| format!("{}: {}", said.file, said.english)).collect();
    assert!(same.is_empty(), "English in German:\n{}", same.join("\n"));
}

#[test]
fn every_text_names_the_same_in_every_language() {
    let differs = |said: &&Said| {
        // Where the languages differ in how they count, their texts differ in more than words.
        let counts = [&said.english, &said.german].iter().any(|text| text.contains("if ") || text.contains("match "));
        !counts
            && !OTHERWISE.contains(&said.english.as_str())
            && placeholders(&said.english) != placeholders(&said.german)
    };
    let all = said();
    let differ: Vec<String> =
        all.iter().filter(differs).map(|said| format!("{}: {} / {}", said.file, said.english, said.german)).collect();
    assert!(differ.is_empty(), "something is named in one language only:\n{}", differ.join("\n"));
}

/// German readers are addressed formally, and quoted as German quotes.
#[test]
fn german_is_written_as_german() {
    let informal = [" du ", " dein", " dich ", " dir ", "Du ", "Dein"];
    for Said { file, german, .. } in said() {
        for text in literals(&german) {
            assert!(!informal.iter().any(|word| text.contains(word)), "{file}: {text}");
            assert_eq!(text.contains('“'), text.contains('„'), "{file}: {text}");
            assert!(!text.contains('’') && !text.contains(" - "), "{file}: {text}");
        }
    }
}

/// Everything that `said!` and `words!` hold.
fn said() -> Vec<Said> {
    let mut all = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text"), &mut all);
    all
}

fn read(folder: &Path, all: &mut Vec<Said>) {
    for entry in fs::read_dir(folder).expect("the catalogue") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            read(&path, all);
            continue;
        }
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        if file == "translations.rs" {
            continue;
        }
        let source = fs::read_to_string(&path).expect("its text");
        let mut rest = source.as_str();
        while let Some(at) = rest.find("en: ") {
            let (english, after) = expression(&rest[at + 4..]);
            rest = after;
            let Some(german) = after.trim_start_matches([',', ' ', '\n']).strip_prefix("de: ") else { continue };
            let (german, _) = expression(german);
            all.push(Said { file: file.clone(), english: english.to_owned(), german: german.to_owned() });
        }
    }
}

/// An expression up to the comma or bracket that ends it, and what follows.
fn expression(source: &str) -> (&str, &str) {
    let mut depth = 0_u32;
    let mut characters = source.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => skip_text(&mut characters),
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' | ',' if depth == 0 => return (source[..at].trim(), &source[at..]),
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    (source, "")
}

fn skip_text(characters: &mut std::str::CharIndices<'_>) {
    while let Some((_, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '"' => return,
            _ => {}
        }
    }
}

/// The texts between quotation marks.
fn literals(expression: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find('"') {
        let mut characters = rest[start + 1..].char_indices();
        skip_text(&mut characters);
        let end = rest.len() - characters.as_str().len();
        found.push(rest[start + 1..end - 1].to_owned());
        rest = &rest[end..];
    }
    found
}

/// What the texts name, in order of the alphabet.
fn placeholders(expression: &str) -> Vec<String> {
    let texts = literals(expression);
    if texts.is_empty() {
        // By itself.
        return vec![expression.to_owned()];
    }
    let mut named: Vec<String> = Vec::new();
    for text in texts {
        named.extend(text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())));
    }
    named.sort();
    named
}
