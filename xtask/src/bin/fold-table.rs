//! `cargo run -p xtask --bin fold-table`: writes the roster's fold table.

#[path = "../fold.rs"]
mod fold;

fn main() -> anyhow::Result<()> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/roster/src/fold_table.rs");
    let bytes = fold::write_table(&path)?;
    println!("{} bytes", bytes);
    Ok(())
}
