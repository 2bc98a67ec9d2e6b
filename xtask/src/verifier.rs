//! The worker that checks a chain of events: its module, and one script that binds and runs it.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::site::Mode;
use crate::wasm::build_whole;
use crate::workspace::Workspace;

/// Builds both. The script names the module `'./verifier_bg.wasm'`, once.
pub(crate) fn build(workspace: &Workspace, mode: Mode) -> Result<(Vec<u8>, String)> {
    let (wasm, bound) = build_whole(workspace, mode, "verifier")?;
    let path = workspace.root().join("app/verifier/src/worker.js");
    let worker = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    // One file: a worker's policy allows it no others.
    ensure!(!bound.contains("import "), "the bound verifier imports something");
    ensure!(bound.contains("function __wbg_init("), "the bound verifier begins by another function");
    Ok((wasm, format!("{bound}\n{worker}")))
}
