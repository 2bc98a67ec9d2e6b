//! `cargo xtask sizes`: what the first load weighs.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::manifest::Manifest;
use crate::workspace::Workspace;

/// Prints the sizes of the built site and fails when the first load weighs more than `limit` KB as brotli.
pub(crate) fn check(workspace: &Workspace, limit: Option<u64>) -> Result<()> {
    let manifest = Manifest::read(&workspace.site())?;
    print!("{}", report(workspace, &manifest)?);
    let Some(limit) = limit else { return Ok(()) };
    let total = first_load(workspace, &manifest)?
        .context("this is a development site: build the optimised one with `cargo xtask site`")?;
    if total > limit * 1000 {
        bail!("the first load weighs {} as brotli, more than the {limit} KB allowed", kb(total));
    }
    println!("the first load weighs {} as brotli, at most {limit} KB allowed", kb(total));
    Ok(())
}

/// A table of the files that a page names.
pub(crate) fn report(workspace: &Workspace, manifest: &Manifest) -> Result<String> {
    let mut text = format!("{:<34} {:>10} {:>10} {:>10}\n", "file", "plain", "gzip", "brotli");
    let first = [&manifest.wasm, &manifest.js, &manifest.css];
    for url in first.into_iter().chain(manifest.parts.values()) {
        let plain = size(workspace, url, "").with_context(|| format!("{url} is missing"))?;
        let packed = |ending| size(workspace, url, ending).map_or_else(|| "-".to_owned(), kb);
        writeln!(text, "{url:<34} {:>10} {:>10} {:>10}", kb(plain), packed(".gz"), packed(".br"))?;
    }
    if let Some(total) = first_load(workspace, manifest)? {
        writeln!(text, "{:<34} {:>10} {:>10} {:>10}", "first load (wasm + js + css)", "", "", kb(total))?;
    }
    Ok(text)
}

/// Bytes of wasm, js and css as brotli; none for a development site.
fn first_load(workspace: &Workspace, manifest: &Manifest) -> Result<Option<u64>> {
    if size(workspace, &manifest.wasm, ".br").is_none() {
        return Ok(None);
    }
    let mut total = 0;
    for url in [&manifest.wasm, &manifest.js, &manifest.css] {
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
