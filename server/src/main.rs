//! The `muster` program.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use server::site::Site;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("muster: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<()> {
    let command = std::env::args().nth(1);
    if let Some(command) = command.filter(|command| command != "serve") {
        bail!("there is no command {command:?}; there is: serve");
    }
    let listen: SocketAddr = std::env::var("MUSTER_LISTEN")
        .unwrap_or_else(|_| "127.0.0.1:3000".to_owned())
        .parse()
        .context("MUSTER_LISTEN takes an address and a port, such as 127.0.0.1:3000")?;
    let site = Site::load()?;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    println!("Muster serves at http://{}", listener.local_addr()?);
    axum::serve(listener, server::router::router(site)).await?;
    Ok(())
}
