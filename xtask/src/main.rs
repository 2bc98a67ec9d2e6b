//! Build tasks: `cargo xtask site` makes what the browser loads, `cargo xtask sizes` holds it to its budget.

mod assets;
mod fold;
mod icons;
mod manifest;
mod minify;
mod site;
mod sizes;
mod snip;
mod split;
mod style;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use crate::site::Mode;
use crate::workspace::Workspace;

const USAGE: &str = "usage:
  cargo xtask site [--dev]            build the site into target/site
  cargo xtask sizes [--max-kb N]      print what the first load weighs; fail above N KB (1 KB = 1000 bytes)
  cargo xtask icons                   write the drawings that style/icons.txt names
  cargo xtask fold-table              write the table by which the roster folds letters for search";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let workspace = Workspace::locate();
    match arguments.as_slice() {
        ["site"] => site::build(&workspace, Mode::Release),
        ["site", "--dev"] => site::build(&workspace, Mode::Dev),
        ["sizes"] => sizes::check(&workspace, None),
        ["sizes", "--max-kb", limit] => {
            let limit = limit.parse().with_context(|| format!("--max-kb takes a whole number, not {limit:?}"))?;
            sizes::check(&workspace, Some(limit))
        }
        ["icons"] => {
            let path = icons::write(&workspace)?;
            println!("{} is as style/icons.txt says", path.display());
            Ok(())
        }
        ["fold-table"] => {
            let path = workspace.root().join("app/roster/src/fold_table.rs");
            println!("{} bytes in {}", fold::write_table(&path)?, path.display());
            Ok(())
        }
        ["--help" | "help"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("{USAGE}"),
    }
}
