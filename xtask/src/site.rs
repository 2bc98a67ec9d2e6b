//! `cargo xtask site`: everything that the browser loads, into one folder.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::assets::Assets;
use crate::language::Language;
use crate::manifest::{Manifest, Program};
use crate::minify::minify;
use crate::wasm::Module;
use crate::workspace::Workspace;
use crate::{icons, sizes, style, verifier, wasm};

/// For whom the site is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Small: optimised, and compressed next to each file.
    Release,
    /// Quick: cargo's `dev` profile, neither optimised nor compressed.
    Dev,
}

/// Builds the site in these languages. What is already made from the same inputs is kept, so a second run takes about as long as cargo's look at the sources.
pub(crate) fn build(workspace: &Workspace, mode: Mode, languages: &[Language]) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "a build says how long it took")]
    let started = Instant::now();
    icons::check(workspace)?;
    let mut assets = Assets::new(&workspace.site());
    let mut programs = BTreeMap::new();
    for language in languages {
        let mode = if language.offered { mode } else { Mode::Dev };
        assets.compress(mode == Mode::Release);
        let module = wasm::build(workspace, mode, language)?;
        programs.insert(language.tag.to_owned(), add_program(workspace, mode, &mut assets, module)?);
    }
    assets.compress(mode == Mode::Release);
    let css = add_sheet(workspace, mode, &mut assets, "main")?;
    let later_css = add_sheet(workspace, mode, &mut assets, "later")?;
    let verifier = add_verifier(workspace, mode, &mut assets)?;
    let manifest = Manifest { css, later_css, verifier, programs };

    for (name, bytes) in crate::assets::files_in(&workspace.public())? {
        assets.add_as_is(&name, &bytes)?;
    }
    assets.finish(&manifest)?;

    let report = sizes::report(workspace, &manifest).context("measuring the new site")?;
    print!("{report}");
    println!("site built in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn add_sheet(workspace: &Workspace, mode: Mode, assets: &mut Assets, name: &str) -> Result<String> {
    let mut sheet = style::bundle(&workspace.style().join(format!("{name}.css")))?;
    if mode == Mode::Release {
        sheet = minify(workspace, "css", &sheet)?;
    }
    assets.add_hashed(name, "css", sheet.as_bytes())
}

/// Adds the worker that checks a chain: one script, and its module.
fn add_verifier(workspace: &Workspace, mode: Mode, assets: &mut Assets) -> Result<String> {
    let (wasm, script) = verifier::build(workspace, mode)?;
    let wasm = assets.add_hashed("verifier_bg", "wasm", &wasm)?;
    let mut script = script.replace("'./verifier_bg.wasm'", &format!("{wasm:?}"));
    if mode == Mode::Release {
        script = minify(workspace, "js", &script)?;
    }
    assets.add_hashed("verifier", "js", script.as_bytes())
}

/// Adds a program's files. A part that is the same in two languages is one file.
fn add_program(workspace: &Workspace, mode: Mode, assets: &mut Assets, module: Module) -> Result<Program> {
    let wasm = assets.add_hashed("muster_bg", "wasm", &module.wasm)?;
    let mut script = module.js;
    let mut parts = BTreeMap::new();
    for (name, bytes) in module.parts {
        let path = assets.add_hashed(&name, "wasm", &bytes)?;
        script = script.replace(&format!("\"./{name}.wasm\""), &format!("{path:?}"));
        parts.insert(name, path);
    }
    if mode == Mode::Release {
        script = minify(workspace, "js", &script)?;
    }
    let js = assets.add_hashed("muster", "js", script.as_bytes())?;
    Ok(Program { js, wasm, parts })
}
