//! `cargo run --release -p bench --bin load overload|passwords|identities|streams [n]`: the program under many. It is
//! `MUSTER_BINARY`, otherwise the one beside this; an organization of 1,000 on a fresh SQLite file. Whoever asks is on the
//! same machine, and takes processor time from it.
//!
//! - `overload [seconds]` (F-19, G-14): three times as many requests as it can answer, at a fixed rate; 60 s.
//! - `passwords [seconds]` (F-20): 200 passwords a second that somebody tries, and what others feel of it; 20 s.
//! - `identities [seconds]` (S-59): 500 requests a second by forty people at once, each told who they are; 60 s. Fails where
//!   one is answered as another.
//! - `streams [n]` (F-12, F-22, G-13): so many pages that listen (10,000), the memory they take, how soon an event is with
//!   each, and how soon all are back after the program was killed.

mod client;
mod crew;
mod overload;
mod probe;
mod streams;
mod times;

use anyhow::{Result, bail};
use client::Client;
use crew::Server;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (what, number) = (arguments.next().unwrap_or_default(), arguments.next());
    let number = |usual: u64| number.as_deref().map_or(Ok(usual), str::parse);
    match what.as_str() {
        "overload" => overload::overload(Duration::from_secs(number(60)?)).await,
        "passwords" => overload::passwords(Duration::from_secs(number(20)?)).await,
        "identities" => overload::identities(Duration::from_secs(number(60)?)).await,
        "streams" => streams::streams(usize::try_from(number(10_000)?)?).await,
        other => bail!("{other:?} is none of overload, passwords, identities, streams"),
    }
}

/// The program, its Owner's cookie, and a way to ask it.
async fn begin() -> Result<(Server, Client, String)> {
    let server = Server::start().await?;
    let client = Client::to(server.port);
    let owner = crew::sign_in(&client, crew::OWNER, crew::PASSWORD).await?;
    Ok((server, client, owner))
}
