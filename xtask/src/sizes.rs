//! `cargo xtask sizes`: what the first load weighs.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::language;
use crate::manifest::{Manifest, Program};
use crate::workspace::Workspace;

/// Prints the sizes of the built site and fails when the first load weighs more than `limit` KB as brotli.
pub(crate) fn check(workspace: &Workspace, limit: Option<u64>) -> Result<()> {
    let manifest = Manifest::read(&workspace.site())?;
    print!("{}", report(workspace, &manifest)?);
    let Some(limit) = limit else { return Ok(()) };
    let offered = |tag: &str| language::named(tag).is_ok_and(|language| language.offered);
    for (language, program) in manifest.programs.iter().filter(|(tag, _)| offered(tag)) {
        let total = first_load(workspace, &manifest.css, program)?
            .context("this is a development site: build the optimised one with `cargo xtask site`")?;
        if total > limit * 1000 {
            bail!("the first load ({language}) weighs {} as brotli, more than the {limit} KB allowed", kb(total));
        }
        println!("the first load ({language}) weighs {} as brotli, at most {limit} KB allowed", kb(total));
    }
    Ok(())
}

/// A table of the files that a page names.
pub(crate) fn report(workspace: &Workspace, manifest: &Manifest) -> Result<String> {
    let mut text = format!("{:<34} {:>10} {:>10} {:>10}\n", "file", "plain", "gzip", "brotli");
    let programs = manifest.programs.values();
    let files = programs.flat_map(|program| [&program.wasm, &program.js].into_iter().chain(program.parts.values()));
    // A part that is the same in two languages is told once.
    let files: BTreeSet<&String> = files.chain([&manifest.css, &manifest.later_css]).collect();
    for url in files {
        let plain = size(workspace, url, "").with_context(|| format!("{url} is missing"))?;
        let packed = |ending| size(workspace, url, ending).map_or_else(|| "-".to_owned(), kb);
        writeln!(text, "{url:<34} {:>10} {:>10} {:>10}", kb(plain), packed(".gz"), packed(".br"))?;
    }
    for (language, program) in &manifest.programs {
        if let Some(total) = first_load(workspace, &manifest.css, program)? {
            let what = format!("first load, {language} (wasm + js + css)");
            writeln!(text, "{what:<34} {:>10} {:>10} {:>10}", "", "", kb(total))?;
        }
    }
    Ok(text)
}

/// Bytes of wasm, js and css as brotli; none for a development site.
fn first_load(workspace: &Workspace, css: &String, program: &Program) -> Result<Option<u64>> {
    if size(workspace, &program.wasm, ".br").is_none() {
        return Ok(None);
    }
    let mut total = 0;
    for url in [&program.wasm, &program.js, css] {
        total += size(workspace, url, ".br").with_context(|| format!("{url}.br is missing"))?;
    }
    Ok(Some(total))
}

fn size(workspace: &Workspace, url: &str, ending: &str) -> Option<u64> {
    let path: PathBuf = workspace.site().join(format!("{}{ending}", url.trim_start_matches('/')));
    fs::metadata(path).ok().map(|file| file.len())
}

fn kb(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}
