//! Records by RFC 4180, of cells that no spreadsheet runs (S-47).
//!
//! What a spreadsheet would run as a formula gets an apostrophe before it and is text. That holds at the start of a cell
//! and after whatever some spreadsheet takes for the end of one: where the decimal sign is a comma, Excel parts cells at
//! semicolons, whatever the quotes say; LibreOffice proposes semicolons and tabs beside commas.

/// What makes a cell a formula, in full width too; and the white space that makes some programs look at what follows.
const STARTS: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
/// Where some spreadsheet may end a cell.
const ENDS: [char; 4] = [';', '\t', '\r', '\n'];

/// Adds a record with its end of line: of cells that no spreadsheet runs.
pub fn record<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(',');
        }
        add(out, cell);
    }
    out.push_str("\r\n");
}

/// Adds a cell: defused, and in quotes where it could be read as more than one, or as less.
fn add(out: &mut String, cell: &str) {
    let quoted = cell.contains(['"', ',', ';', '\t', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ');
    let mut at_start = true;
    if quoted {
        out.push('"');
    }
    for c in cell.chars() {
        if at_start && STARTS.contains(&c) {
            out.push('\'');
        }
        if c == '"' {
            out.push('"');
        }
        out.push(c);
        at_start = ENDS.contains(&c) || (at_start && is_skipped(c));
    }
    if quoted {
        out.push('"');
    }
}

/// What a spreadsheet may trim, or not see, at the start of a cell.
fn is_skipped(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(cells: &[&str]) -> String {
        let mut out = String::new();
        record(&mut out, cells.iter().copied());
        out
    }

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let records = reader.records().map(|record| record.expect("a record"));
        records.map(|record| record.iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn lines_end_as_they_should_and_cells_are_quoted_where_they_must() {
        assert_eq!(written(&["Ana \"A\" Lima, Dr", "", "x"]), "\"Ana \"\"A\"\" Lima, Dr\",,x\r\n");
        assert_eq!(written(&["Design; Support", " x", "a\nb"]), "\"Design; Support\",\" x\",\"a\nb\"\r\n");
        assert_eq!(written(&["Zoë O'Neil-Lima <z@x.example>"]), "Zoë O'Neil-Lima <z@x.example>\r\n");
    }

    #[test]
    fn s_47_formulas_are_defused() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"] {
            assert_eq!(read(&written(&[formula])), [[format!("'{formula}")]]);
        }
        for (hidden, defused) in [
            (" =1", " '=1"),
            ("\u{a0}\u{feff}=1", "\u{a0}\u{feff}'=1"),
            ("\0@x", "\0'@x"),
            ("x;=1", "x;'=1"),
            ("Design; -Ops", "Design; '-Ops"),
            ("x\n +1", "x\n '+1"),
            ("=HYPERLINK(\"http://evil.example\")", "'=HYPERLINK(\"http://evil.example\")"),
        ] {
            assert_eq!(read(&written(&[hidden])), [[defused]]);
        }
        assert_eq!(read(&written(&["a=b, -c @d"])), [["a=b, -c @d"]], "inside a cell they are text");
    }

    /// Texts in which what matters here is frequent.
    fn cell() -> impl Strategy<Value = String> {
        prop_oneof!["[-=+@＝；;,\"'\t\r\n \u{feff}a1]{0,12}", any::<String>()]
    }

    proptest! {
        #[test]
        fn s_47_every_cell_comes_back_and_none_starts_a_formula(
            rows in proptest::collection::vec(proptest::collection::vec(cell(), 3), 1..4)
        ) {
            let mut text = String::from("name,email,role\r\n");
            for row in &rows {
                record(&mut text, row.iter().map(String::as_str));
            }
            let plain = |text: &str| text.replace('\'', "");
            let back = read(&text);
            prop_assert_eq!(back.len(), rows.len() + 1);
            for (back, row) in back.iter().skip(1).zip(&rows) {
                prop_assert_eq!(back.iter().map(|cell| plain(cell)).collect::<Vec<_>>(),
                    row.iter().map(|cell| plain(cell)).collect::<Vec<_>>());
                for cell in back {
                    prop_assert!(!cell.starts_with(STARTS), "{:?}", cell);
                    for part in cell.split(ENDS) {
                        let seen = part.trim_start_matches(is_skipped);
                        prop_assert!(!seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{:?}", cell);
                    }
                }
            }
        }
    }
}
