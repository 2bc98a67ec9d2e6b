//! `docs/safety.md` names tests that are there, and all that carry a requirement's number.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const LIST: &str = include_str!("../../../docs/safety.md");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a root").to_owned()
}

/// What stands between backquotes and names a test: its file, and its name or the beginning of its title.
fn named() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|quoted| quoted.split_once("::"))
        .filter(|(file, _)| file.contains('/'))
}

/// The files with tests below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !matches!(name, "target" | "node_modules") {
            files(&path, found);
        } else if name.ends_with(".rs") || name.ends_with(".test.mjs") {
            found.push(path);
        }
    }
}

/// The number at the beginning of a test's name: `S-53` of `s_53_…`.
fn number(name: &str) -> Option<String> {
    let (kind, rest) = name.split_at_checked(2)?;
    let (digits, end) = rest.split_at_checked(2)?;
    let is_one =
        matches!(kind, "s_" | "f_") && digits.bytes().all(|byte| byte.is_ascii_digit()) && end.starts_with(['_', ' ']);
    is_one.then(|| format!("{}-{digits}", kind[..1].to_uppercase()))
}

#[test]
fn every_test_that_is_named_is_there() {
    let mut missing = Vec::new();
    for (file, name) in named() {
        let text = std::fs::read_to_string(root().join(file)).unwrap_or_default();
        let is_there = if file.ends_with(".rs") {
            text.contains(&format!("fn {name}("))
        } else {
            text.contains(&format!("story('{name}"))
        };
        if !is_there {
            missing.push(format!("{file}::{name}"));
        }
    }
    assert!(missing.is_empty(), "docs/safety.md names tests that are not there: {missing:#?}");
    assert!(named().count() > 100, "they are found in the list");
}

#[test]
fn every_test_that_carries_a_number_is_named() {
    let mut found = Vec::new();
    for folder in ["app", "server", "end2end/stories"] {
        files(&root().join(folder), &mut found);
    }
    let mut missing = Vec::new();
    for path in found {
        let text = std::fs::read_to_string(&path).expect("text");
        let file = path.strip_prefix(root()).expect("below it").display().to_string();
        let begins = if file.ends_with(".rs") { "fn " } else { "story('" };
        for (at, _) in text.match_indices(begins) {
            let name = text[at + begins.len()..].split(['(', '\'']).next().unwrap_or_default();
            if number(name).is_some() && !LIST.contains(&format!("`{file}::{name}`")) {
                missing.push(format!("- `{file}::{name}`"));
            }
        }
    }
    assert!(missing.is_empty(), "docs/safety.md does not name:\n{}", missing.join("\n"));
}

#[test]
fn every_requirement_has_a_test_or_says_that_it_is_open() {
    let (before, rows) = LIST.split_once("\n### ").expect("rows");
    let mut numbers = BTreeSet::new();
    for row in rows.split("\n### ") {
        let number = row.split(' ').next().expect("a number");
        let row = row.split("\n## ").next().unwrap_or_default();
        assert!(row.contains("\n- `") || row.contains("\n- Open: "), "{number} says neither");
        numbers.insert(number);
    }
    let elsewhere = "S-20 S-21 S-27 S-28 S-29 S-30 S-37 S-38 S-39 S-40 S-42 S-43 S-44 S-45 S-46 F-05 F-06 F-24 F-25";
    let all = (1..=61).map(|n| format!("S-{n:02}")).chain((1..=25).map(|n| format!("F-{n:02}")));
    for number in all {
        let left_out = elsewhere.contains(&number);
        assert_ne!(numbers.contains(number.as_str()), left_out, "{number} stands in one of the two");
    }
    assert!(before.contains("S-20") && before.contains("F-24"), "what is left out is said at the beginning");
}
