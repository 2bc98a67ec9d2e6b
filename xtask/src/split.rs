//! Cuts the browser's program into what every page needs and the parts that come when they are wanted.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

/// The name under which the main module knows the script that loads parts.
const LOADER: &str = "./__wasm_split.js";

/// Writes `main.wasm`, the parts and the script that loads them into the folder; answers the parts' names.
pub(crate) fn cut(compiled: &[u8], folder: &Path) -> Result<Vec<String>> {
    let main = folder.join("main.wasm");
    let mut options = Options::new(compiled);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    let cut = transform(options).map_err(|error| anyhow!("cutting the module into parts: {error:#}"))?;
    let name = |path: &std::path::PathBuf| path.file_stem().map(|name| name.to_string_lossy().into_owned());
    Ok(cut.split_modules.iter().filter_map(name).collect())
}

/// The bound script with the loader in it: one file less to wait for, and none that must keep its name.
pub(crate) fn join_scripts(bound: &str, folder: &Path) -> Result<String> {
    let loader = fs::read_to_string(folder.join(LOADER)).context("reading the parts' loader")?;
    let body: Vec<&str> = loader.lines().filter(|line| !line.starts_with("import ")).collect();
    let loads: Vec<&str> = body
        .iter()
        .filter_map(|line| line.strip_prefix("export const ")?.split_once(" = "))
        .map(|(name, _)| name)
        .collect();
    let body = body.join("\n").replace("export const ", "const ");
    let object = format!("(() => {{\n{body}\nreturn {{ {} }};\n}})()", loads.join(", "));
    // The binder imports the loader once for each function of it.
    let mut first = None;
    let lines = bound.lines().map(|line| match (loader_name(line), first) {
        (None, _) => line.to_owned(),
        (Some(name), None) => {
            first = Some(name);
            format!("const {name} = {object};")
        }
        (Some(name), Some(first)) => format!("const {name} = {first};"),
    });
    let joined = lines.collect::<Vec<_>>().join("\n");
    first.context("the bound script does not load the parts")?;
    Ok(joined)
}

/// `NAME` of a line `import * as NAME from "LOADER"`.
fn loader_name(line: &str) -> Option<&str> {
    let (name, from) = line.strip_prefix("import * as ")?.split_once(" from ")?;
    from.contains(LOADER).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::join_scripts;

    #[test]
    fn the_loader_becomes_part_of_the_script() {
        let folder = tempfile::tempdir().expect("a folder");
        let loader = "import { initSync } from \"./main.js\";\n\nfunction load() {}\nexport const load_a = load;\n";
        std::fs::write(folder.path().join("__wasm_split.js"), loader).expect("written");
        let import = |name: &str| format!("import * as {name} from './__wasm_split.js'\n");
        let bound = format!("{}{}imports['x'] = star;", import("star"), import("again"));
        let joined = join_scripts(&bound, folder.path()).expect("joined");
        assert!(!joined.contains("import "), "{joined}");
        assert!(joined.contains("const load_a = load;") && joined.contains("return { load_a };"), "{joined}");
        assert!(joined.starts_with("const star = (() => {"), "{joined}");
        assert!(joined.ends_with("const again = star;\nimports['x'] = star;"), "{joined}");
    }
}
