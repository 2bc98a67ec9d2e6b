//! `manifest.json`: which hashed names the page has to ask for.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

/// URL paths of the files that a page names. The server reads the same file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The style sheet that the Users page begins with.
    pub(crate) css: String,
    /// The rest of it.
    pub(crate) later_css: String,
    /// The worker that checks a chain of events.
    pub(crate) verifier: String,
    /// The program in each language, by the language's tag.
    pub(crate) programs: BTreeMap<String, Program>,
}

/// The browser's half of the program, in one language.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Program {
    pub(crate) js: String,
    pub(crate) wasm: String,
    /// The parts that the script loads when they are wanted, by name.
    pub(crate) parts: BTreeMap<String, String>,
}

/// Its name inside the site.
pub(crate) const MANIFEST: &str = "manifest.json";

impl Manifest {
    /// Reads the manifest of a built site.
    pub(crate) fn read(site: &Path) -> Result<Self> {
        let path = site.join(MANIFEST);
        let text = std::fs::read(&path)
            .with_context(|| format!("{} is not there: build the site with `cargo xtask site`", path.display()))?;
        serde_json::from_slice(&text).with_context(|| format!("{} is not a manifest", path.display()))
    }
}
