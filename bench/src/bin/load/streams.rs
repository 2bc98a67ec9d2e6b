//! Pages that listen.

use crate::begin;
use crate::client::{Asked, Client, Events};
use crate::crew::{self, Member, Server};
use crate::probe::Probe;
use crate::times::{Times, now};
use anyhow::{Context as _, Result};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// An account has at most so many (`server/src/feed.rs`).
const PER_ACCOUNT: usize = 32;
/// So many connect at once.
const AT_ONCE: usize = 256;
/// How often an event is told to all.
const TOLD: usize = 20;

/// F-12, F-22, G-13.
pub async fn streams(count: usize) -> Result<()> {
    let (mut server, client, owner) = begin().await?;
    let client = Arc::new(client);
    let crew = crew::admins(&client, &owner, count.div_ceil(PER_ACCOUNT)).await?;
    let before = server.memory()?;
    let begun = now();
    let mut streams = listen(&client, &crew, count).await?;
    println!("{count} streams are open after {:.1} s", begun.elapsed().as_secs_f64());
    let after = server.memory()?;
    println!("memory: {} MiB before, {} MiB with them", before / 1024, after / 1024);
    let mut times = Times::default();
    for number in 0..TOLD {
        streams = told(&client, &owner, number, streams, &mut times).await?;
    }
    println!("an event is with a page after: {times}");
    println!("memory: {} MiB after {TOLD} events", server.memory()? / 1024);
    drop(streams);
    back(&mut server, &owner, &crew, count).await
}

/// Opens so many, each once the one before it is answered, some at once. Whoever is told that the server is busy comes again
/// within a second, as pages do.
async fn listen(client: &Arc<Client>, crew: &[Member], count: usize) -> Result<Vec<Events>> {
    let mut tasks = JoinSet::new();
    let mut streams = Vec::with_capacity(count);
    for n in 0..count {
        if tasks.len() >= AT_ONCE {
            streams.push(tasks.join_next().await.context("none waits")???);
        }
        let (client, cookie) = (Arc::clone(client), crew[n % crew.len()].cookie.clone());
        tasks.spawn(async move {
            loop {
                if let Some(stream) = client.stream("/o/demo/feed?after=1000000", &cookie).await? {
                    return anyhow::Ok(stream);
                }
                let spread = u64::try_from(n * 37 % 1_000)?;
                tokio::time::sleep(Duration::from_millis(spread)).await;
            }
        });
    }
    while let Some(one) = tasks.join_next().await {
        streams.push(one??);
    }
    Ok(streams)
}

/// Makes a team, and notes when each heard of it.
async fn told(
    client: &Arc<Client>,
    owner: &str,
    number: usize,
    streams: Vec<Events>,
    times: &mut Times,
) -> Result<Vec<Events>> {
    let name = format!("Told {number}");
    let hears: Vec<_> = streams
        .into_iter()
        .map(|mut stream| {
            let name = name.clone();
            tokio::spawn(async move {
                stream.until(|message| message.contains(&name)).await?;
                anyhow::Ok((stream, now()))
            })
        })
        .collect();
    let made = crew::command(&json!({ "name": name }));
    let begun = now();
    crew::done(&client.ask(&Asked::call("teams/create", owner, &made)).await?)?;
    let mut streams = Vec::with_capacity(hears.len());
    for one in hears {
        let (stream, heard) = tokio::time::timeout(Duration::from_secs(30), one).await.context("not told")???;
        times.add(heard.saturating_duration_since(begun));
        streams.push(stream);
    }
    Ok(streams)
}

/// Kills the server and has all come back at once, as pages do; somebody searches meanwhile.
async fn back(server: &mut Server, owner: &str, crew: &[Member], count: usize) -> Result<()> {
    server.kill_and_start().await?;
    let client = Arc::new(Client::to(server.port));
    let search = Asked::call("people/first_page", owner, &json!({ "org": "demo", "query": "q=an" }));
    let felt = Probe::of(&client, search);
    let begun = now();
    let streams = listen(&client, crew, count).await?;
    let took = begun.elapsed();
    println!("killed and started: {} are back after {:.1} s", streams.len(), took.as_secs_f64());
    println!("searches meanwhile {}", felt.end().await?);
    Ok(())
}
