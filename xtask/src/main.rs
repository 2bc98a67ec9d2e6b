//! Build tasks: `cargo xtask site` makes what the browser loads, `cargo xtask sizes` holds it to its budget.

mod assets;
mod fold;
mod icons;
mod language;
mod manifest;
mod minify;
mod names;
mod site;
mod sizes;
mod snip;
mod split;
mod style;
mod verifier;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use crate::language::Language;
use crate::site::Mode;
use crate::workspace::Workspace;

const USAGE: &str = "usage:
  cargo xtask site [--dev] [--language NAME]…
                                      build the site into target/site: a program in English and one in German (with
                                      --dev in English alone), and in each language named: english, german, pseudo
  cargo xtask sizes [--max-kb N]      print what the first load weighs; fail above N KB (1 KB = 1000 bytes) in any language
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
        ["site", "--dev", more @ ..] => site::build(&workspace, Mode::Dev, &languages(Mode::Dev, more)?),
        ["site", more @ ..] => site::build(&workspace, Mode::Release, &languages(Mode::Release, more)?),
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

/// The languages to build: the usual ones, and those that are named.
fn languages(mode: Mode, arguments: &[&str]) -> Result<Vec<Language>> {
    let mut languages = language::usual(mode == Mode::Dev);
    for pair in arguments.chunks(2) {
        let ["--language", name] = pair else { bail!("{USAGE}") };
        let named = language::named(name)?;
        if !languages.contains(&named) {
            languages.push(named);
        }
    }
    Ok(languages)
}
