//! The browser's program: compiled, bound to JavaScript, optimised.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use rayon::prelude::*;
use wasm_bindgen_cli_support::Bindgen;

use crate::assets::digest;
use crate::language::Language;
use crate::names;
use crate::site::Mode;
use crate::snip;
use crate::split;
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";
/// The name of the bound module before names are hashed.
const WASM: &str = "muster_bg.wasm";
/// And of the script.
const JS: &str = "muster.js";
/// The list of the parts.
const PARTS: &str = "parts";

/// The bound main module, the script that loads it from the address that the page gives, and the parts that the
/// script loads later, by the names that it knows them by (`"./NAME.wasm"`).
pub(crate) struct Module {
    pub(crate) wasm: Vec<u8>,
    pub(crate) js: String,
    pub(crate) parts: Vec<(String, Vec<u8>)>,
}

/// Compiles `frontend` in a language, cuts it into parts, binds it, and for a release optimises it.
pub(crate) fn build(workspace: &Workspace, mode: Mode, language: &Language) -> Result<Module> {
    let features = ["split"].into_iter().chain(language.feature).collect::<Vec<_>>().join(",");
    let compiled = compile(workspace, mode, "frontend", &features)?;
    let bytes = fs::read(&compiled).with_context(|| format!("reading {}", compiled.display()))?;
    let optimiser = match mode {
        Mode::Release => Some(Optimiser::find(workspace)?),
        Mode::Dev => None,
    };
    // A new xtask may bind differently, so it is one of the inputs.
    let program = fs::read(std::env::current_exe()?)?;
    let version = optimiser.as_ref().map_or("none", |optimiser| &optimiser.version);
    let folder = workspace.bound().join(digest(&[&bytes, &program, version.as_bytes()], 16));
    if !folder.exists() {
        forget_earlier(&workspace.bound())?;
        // Under another name until it is whole: an interrupted build leaves nothing that looks finished.
        let unfinished = workspace.bound().join("unfinished");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)?;
        }
        fs::create_dir_all(&unfinished)?;
        make(&bytes, optimiser.as_ref(), &unfinished)?;
        fs::rename(unfinished, &folder)?;
    }
    let parts: Vec<String> = fs::read_to_string(folder.join(PARTS))?.lines().map(str::to_owned).collect();
    let part = |name: String| Ok((name.clone(), fs::read(folder.join(name + ".wasm"))?));
    Ok(Module {
        wasm: fs::read(folder.join(WASM))?,
        js: fs::read_to_string(folder.join(JS))?,
        parts: parts.into_iter().map(part).collect::<Result<_>>()?,
    })
}

fn make(compiled: &[u8], optimiser: Option<&Optimiser>, folder: &Path) -> Result<()> {
    let parts = split::cut(compiled, folder)?;
    bind(&fs::read(folder.join("main.wasm"))?, "muster", optimiser.is_some(), folder)?;
    let script = folder.join(JS);
    fs::write(&script, split::join_scripts(&fs::read_to_string(&script)?, folder)?)?;
    if let Some(optimiser) = optimiser {
        let (wasm, js) = names::shorten(&fs::read(folder.join(WASM))?, &fs::read_to_string(&script)?)?;
        fs::write(folder.join(WASM), wasm)?;
        fs::write(&script, js)?;
        let part = |part: &String| {
            let path = folder.join(format!("{part}.wasm"));
            let bytes = fs::read(&path)?;
            fs::write(&path, snip::without_what_is_never_called(&bytes)?.emit_wasm())?;
            optimiser.run(&path)
        };
        // The optimiser works on one core: the main module takes one, and the many parts the others.
        let (main, parts) = rayon::join(|| optimiser.run(&folder.join(WASM)), || parts.par_iter().try_for_each(part));
        main.and(parts)?;
    }
    fs::write(folder.join(PARTS), parts.join("\n"))?;
    Ok(())
}

/// A module that is bound, and not cut: `package` as it is, its script, and for a release optimised. Made each time: it
/// is small.
pub(crate) fn build_whole(workspace: &Workspace, mode: Mode, package: &str) -> Result<(Vec<u8>, String)> {
    let compiled = compile(workspace, mode, package, "")?;
    let folder = tempfile::tempdir()?;
    let bytes = fs::read(&compiled).with_context(|| format!("reading {}", compiled.display()))?;
    bind(&without_relocations(&bytes)?, package, mode == Mode::Release, folder.path())?;
    let wasm = folder.path().join(format!("{package}_bg.wasm"));
    if mode == Mode::Release {
        Optimiser::find(workspace)?.run(&wasm)?;
    }
    Ok((fs::read(&wasm)?, fs::read_to_string(folder.path().join(format!("{package}.js")))?))
}

/// The linker writes relocations for the modules that are cut; this one would only be larger for them.
fn without_relocations(module: &[u8]) -> Result<Vec<u8>> {
    let mut module = walrus::Module::from_buffer(module)?;
    let linking = |name: &str| name.starts_with("reloc.") || name == "linking";
    let ids: Vec<_> = module.customs.iter().filter(|(_, custom)| linking(custom.name())).map(|(id, _)| id).collect();
    for id in ids {
        module.customs.delete(id);
    }
    Ok(module.emit_wasm())
}

/// Runs cargo and answers where the module lies. Flags for this target are in `.cargo/config.toml`, which a
/// `RUSTFLAGS` of the caller would silently replace.
fn compile(workspace: &Workspace, mode: Mode, package: &str, features: &str) -> Result<PathBuf> {
    let profile = match mode {
        Mode::Release => "wasm-release",
        Mode::Dev => "dev",
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    if mode == Mode::Release {
        // Lets a stable compiler take the flags below; nothing in the sources depends on it.
        command.env("RUSTC_BOOTSTRAP", "1").args(["--config", SMALL]);
    }
    let output = command
        .current_dir(workspace.root())
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .args([
            "build",
            "--package",
            package,
            "--lib",
            "--features",
            features,
            "--target",
            TARGET,
            "--profile",
            profile,
        ])
        .args(if mode == Mode::Release { &OWN_STD[..] } else { &[] })
        .arg("--message-format=json-render-diagnostics")
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("starting cargo")?;
    ensure!(output.status.success(), "{package} does not build for the browser");
    let module = format!("{package}.wasm");
    String::from_utf8(output.stdout)?
        .lines()
        .filter_map(|line| serde_json::from_str::<Message>(line).ok())
        .flat_map(|message| message.filenames)
        .find(|path| path.file_name().is_some_and(|name| name == module.as_str()))
        .with_context(|| format!("cargo did not say where it put {module}"))
}

/// Panics end the program without a text, which nobody reads in a browser, and carry no places in the sources; what
/// is only for debugging prints nothing. Mangled so, a function says which types it is for: weight can be traced.
const SMALL: &str = r#"target.wasm32-unknown-unknown.rustflags=["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none", "-Csymbol-mangling-version=v0"]"#;
/// The standard library compiled like the rest, and for size.
const OWN_STD: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// The part of cargo's messages that names what it made.
#[derive(serde::Deserialize)]
struct Message {
    filenames: Vec<PathBuf>,
}

fn bind(main: &[u8], name: &str, snip: bool, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    if snip {
        bindgen.input_module(name, snip::without_what_is_never_called(main)?);
    } else {
        bindgen.input_bytes(name, main.to_vec());
    }
    let mut output = bindgen
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_producers_section(true)
        // The parts are linked by the names that the linker gave.
        .keep_lld_exports(true)
        .demangle(false)
        .generate_output()
        .context("binding the module")?;
    let inline = output.snippets().values().flatten().count();
    ensure!(
        inline == 0 && output.local_modules().is_empty(),
        "a dependency brings JavaScript of its own, which the site does not serve"
    );
    output.emit(folder).context("writing the bound module")
}

/// Only the newest modules are worth keeping: one of each mode and language.
fn forget_earlier(folder: &Path) -> Result<()> {
    const KEPT: usize = 5;
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    let mut earlier = Vec::new();
    for entry in entries {
        let entry = entry?;
        earlier.push((entry.metadata()?.modified()?, entry.path()));
    }
    earlier.sort();
    for (_, path) in earlier.iter().rev().skip(KEPT) {
        fs::remove_dir_all(path)?;
    }
    Ok(())
}

/// Binaryen's `wasm-opt`. Only npm's is taken, in the version that `package.json` pins: the one some systems have
/// on `PATH` is older and makes modules that load and then die.
struct Optimiser {
    program: PathBuf,
    version: String,
}

impl Optimiser {
    fn find(workspace: &Workspace) -> Result<Self> {
        let program = workspace.npm(".bin/wasm-opt");
        let output = Command::new(&program)
            .arg("--version")
            .output()
            .with_context(|| format!("{} does not run: script/setup installs it", program.display()))?;
        ensure!(output.status.success(), "{} --version failed", program.display());
        Ok(Self { program, version: String::from_utf8(output.stdout)? })
    }

    fn run(&self, wasm: &Path) -> Result<()> {
        let optimised = wasm.with_extension("opt");
        let status = Command::new(&self.program)
            .arg("-Oz")
            .arg(wasm)
            .arg("-o")
            .arg(&optimised)
            .status()
            .context("starting wasm-opt")?;
        ensure!(status.success(), "wasm-opt failed");
        fs::rename(optimised, wasm)?;
        Ok(())
    }
}
