//! Short names between the browser's program and its script. The binder gives each function of the browser's a name with
//! a hash, so that two releases of a crate never meet; within one program a letter or two tell them apart.

use std::collections::HashMap;

use anyhow::{Context as _, Result};
use walrus::Module;

/// The module that the script's functions are imported from.
const SCRIPT: &str = "./muster_bg.js";
/// How the compiler's names begin. What the parts are linked by has other ones, and keeps them.
const MANGLED: &str = "_R";

/// Module and script with short names for what either calls of the other.
pub(crate) fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut module = Module::from_buffer(wasm).context("reading the bound module")?;
    let mut short = HashMap::new();
    for import in module.imports.iter_mut().filter(|import| import.module == SCRIPT) {
        import.name = shortened(&mut short, &import.name);
    }
    for export in module.exports.iter_mut().filter(|export| export.name.starts_with(MANGLED)) {
        export.name = shortened(&mut short, &export.name);
    }
    Ok((module.emit_wasm(), renamed(script, &short)))
}

fn shortened(short: &mut HashMap<String, String>, name: &str) -> String {
    let next = short.len();
    short.entry(name.to_owned()).or_insert_with(|| numbered(next)).clone()
}

/// `$a`, `$b`, … `$z`, `$ba`: nothing in a script is called so.
fn numbered(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
        if number == 0 {
            break;
        }
    }
    letters.push('$');
    letters.iter().rev().collect()
}

/// A script with other names, whole words only.
fn renamed(script: &str, names: &HashMap<String, String>) -> String {
    let is_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut said = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(word);
        said.push_str(names.get(name).map_or(name, String::as_str));
        let other = after.find(is_of_word).unwrap_or(after.len());
        let (between, after) = after.split_at(other);
        said.push_str(between);
        rest = after;
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_all_others() {
        assert_eq!(["$a", "$z", "$ba"], [0, 25, 26].map(numbered).each_ref().map(String::as_str));
        let all: std::collections::HashSet<_> = (0..2_000).map(numbered).collect();
        assert_eq!(all.len(), 2_000);
    }

    #[test]
    fn whole_words_get_another_name() {
        let names = HashMap::from([("__wbg_body_5f97".to_owned(), "$a".to_owned())]);
        let script = "x={__wbg_body_5f97:f,__wbg_body_5f971:g}; wasm.__wbg_body_5f97(\"…\")";
        assert_eq!(renamed(script, &names), "x={$a:f,__wbg_body_5f971:g}; wasm.$a(\"…\")");
    }

    #[test]
    fn a_module_and_its_script_agree() {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        module.add_import_func(SCRIPT, "__wbg_body_5f97", ty);
        module.add_import_func("./__wasm_split.js", "load", ty);
        let (wasm, script) = shorten(&module.emit_wasm(), "i={__wbg_body_5f97(){}}; j={load}").expect("read");
        let module = Module::from_buffer(&wasm).expect("read");
        let names: Vec<_> = module.imports.iter().map(|import| &*import.name).collect();
        assert_eq!(names, ["$a", "load"]);
        assert_eq!(script, "i={$a(){}}; j={load}");
    }
}
