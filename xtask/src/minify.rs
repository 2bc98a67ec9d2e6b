//! Scripts and style sheets without what only people read, by esbuild.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::workspace::Workspace;

/// The text made small. `kind` is esbuild's name for it: `js` or `css`. Nothing is rewritten for older browsers.
pub(crate) fn minify(workspace: &Workspace, kind: &str, text: &str) -> Result<String> {
    let program = workspace.npm(".bin/esbuild");
    let mut child = Command::new(&program)
        .args(["--minify", "--target=esnext", "--log-level=warning", &format!("--loader={kind}")])
        .args(if kind == "js" { &["--format=esm"][..] } else { &[] })
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} does not run: script/setup installs it", program.display()))?;
    let mut input = child.stdin.take().context("esbuild takes no text")?;
    input.write_all(text.as_bytes())?;
    drop(input);
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "esbuild does not understand the {kind}");
    Ok(String::from_utf8(output.stdout)?)
}
