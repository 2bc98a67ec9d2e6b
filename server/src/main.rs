//! The `muster` program.

use clap::Parser as _;
use server::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Before anything speaks TLS. It fails only when there is a provider already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("muster: {}", format!("{error:#}").replace('\n', " "));
            ExitCode::FAILURE
        }
    }
}
