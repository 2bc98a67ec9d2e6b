//! The style sheets in one: imports in order.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// Reads a sheet, puts the sheets it imports in the places of their `@import "x.css";` lines.
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
    Ok(whole)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn imported(line: &str) -> Option<&str> {
    line.trim().strip_prefix("@import \"")?.strip_suffix("\";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_put_in_their_places_once() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("main.css", "@layer a, b;\n@import \"one.css\";\n@import \"two.css\";\n");
        write("one.css", ".one { c: d; }\n");
        write("two.css", ".two { c: d; }\n");
        let entry = folder.path().join("main.css");
        assert_eq!(bundle(&entry).unwrap(), "@layer a, b;\n.one { c: d; }\n\n.two { c: d; }\n\n");

        write("two.css", "@import \"one.css\";\n");
        assert!(bundle(&entry).unwrap_err().to_string().contains("two.css"));
        fs::remove_file(folder.path().join("two.css")).unwrap();
        assert!(bundle(&entry).is_err());
    }
}
