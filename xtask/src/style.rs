//! The style sheets in one: imports in order, without comments and needless white space.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// Reads a sheet, puts the sheets it imports in the places of their `@import "x.css";` lines, and minifies the whole.
pub(crate) fn bundle(entry: &Path) -> Result<String> {
    let folder = entry.parent().unwrap_or(Path::new("."));
    let text = read(entry)?;
    let mut whole = String::new();
    for line in text.lines() {
        match imported(line) {
            Some(name) => {
                let sheet = read(&folder.join(name)).with_context(|| format!("imported by {}", entry.display()))?;
                if sheet.lines().any(|line| imported(line).is_some()) {
                    bail!("{name} imports in turn: only {} may", entry.display());
                }
                whole.push_str(&sheet);
            }
            None => whole.push_str(line),
        }
        whole.push('\n');
    }
    Ok(minify(&whole))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn imported(line: &str) -> Option<&str> {
    line.trim().strip_prefix("@import \"")?.strip_suffix("\";")
}

/// Takes out what carries no meaning in any context: comments, repeated white space, white space round `{`, `}`, `;`, `,`,
/// after `:` and the last `;` of a block. White space before `:` separates selectors and round `+` and `-` terms, so it stays.
fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut space = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        if next.is_ascii_whitespace() {
            space = true;
            rest = &rest[1..];
            continue;
        }
        if next == '}' && out.ends_with(';') {
            out.pop();
        }
        if space
            && !matches!(next, '{' | '}' | ';' | ',')
            && !out.is_empty()
            && !out.ends_with(['{', '}', ';', ',', ':'])
        {
            out.push(' ');
        }
        space = false;
        let length = if matches!(next, '"' | '\'') {
            string_length(rest, next)
        } else if next == '\\' {
            // An escaped character is never syntax.
            next.len_utf8() + rest[1..].chars().next().map_or(0, char::len_utf8)
        } else {
            next.len_utf8()
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// The length of the quoted string that `text` starts with, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + quote.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_carries_no_meaning_goes() {
        let cases = [
            ("a { color : red ; }\n", "a{color :red}"),
            ("/* head */\n.a ,\n.b > .c { x: y }", ".a,.b > .c{x:y}"),
            ("@media (width < 40rem) {\n  .a { b: c; }\n}\n", "@media (width < 40rem){.a{b:c}}"),
            ("@layer tokens, base;", "@layer tokens,base;"),
        ];
        for (css, small) in cases {
            assert_eq!(minify(css), small);
        }
    }

    #[test]
    fn what_carries_meaning_stays() {
        for css in [
            ".a :hover{b:c}",
            "a{width:calc(1px + 2px)}",
            "a::before{content:\"/* no  comment */ ; }\"}",
            "a{content:'it\\'s  { here'}",
            ".w-1\\/2{b:c}",
            "a{background:url(data:image/svg+xml;base64,AA==)}",
            ".a{& .b{c:d}}",
            "a{font:500 14px/20px system-ui}",
        ] {
            assert_eq!(minify(css), css);
        }
    }

    #[test]
    fn imports_are_put_in_their_places_once() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("main.css", "@layer a, b;\n@import \"one.css\";\n@import \"two.css\";\n");
        write("one.css", ".one { c: d; }\n");
        write("two.css", ".two { c: d; }\n");
        let entry = folder.path().join("main.css");
        assert_eq!(bundle(&entry).unwrap(), "@layer a,b;.one{c:d}.two{c:d}");

        write("two.css", "@import \"one.css\";\n");
        assert!(bundle(&entry).unwrap_err().to_string().contains("two.css"));
        fs::remove_file(folder.path().join("two.css")).unwrap();
        assert!(bundle(&entry).is_err());
    }
}
