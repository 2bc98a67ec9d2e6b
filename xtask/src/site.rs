//! `cargo xtask site`: everything that the browser loads, into one folder.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::assets::Assets;
use crate::manifest::Manifest;
use crate::minify::minify;
use crate::workspace::Workspace;
use crate::{icons, sizes, style, wasm};

/// For whom the site is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Small: optimised, and compressed next to each file.
    Release,
    /// Quick: cargo's `dev` profile, neither optimised nor compressed.
    Dev,
}

/// Builds the site. What is already made from the same inputs is kept, so a second run takes about as long as cargo's look at the sources.
pub(crate) fn build(workspace: &Workspace, mode: Mode) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "a build says how long it took")]
    let started = Instant::now();
    let module = wasm::build(workspace, mode)?;
    let mut assets = Assets::new(&workspace.site(), mode == Mode::Release);

    let wasm = assets.add_hashed("muster_bg", "wasm", &module.wasm)?;
    icons::check(workspace)?;
    let mut script = module.js;
    let mut parts = BTreeMap::new();
    for (name, bytes) in module.parts {
        let path = assets.add_hashed(&name, "wasm", &bytes)?;
        script = script.replace(&format!("\"./{name}.wasm\""), &format!("{path:?}"));
        parts.insert(name, path);
    }
    let mut css = style::bundle(&workspace.style().join("main.css"))?;
    if mode == Mode::Release {
        script = minify(workspace, "js", &script)?;
        css = minify(workspace, "css", &css)?;
    }
    let js = assets.add_hashed("muster", "js", script.as_bytes())?;
    let css = assets.add_hashed("main", "css", css.as_bytes())?;
    let manifest = Manifest { js, wasm, css, parts };

    for (name, bytes) in crate::assets::files_in(&workspace.public())? {
        assets.add_as_is(&name, &bytes)?;
    }
    assets.finish(&manifest)?;

    let report = sizes::report(workspace, &manifest).context("measuring the new site")?;
    print!("{report}");
    println!("site built in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}
