//! `muster serve`.

use super::open;
use crate::config::Config;
use crate::doors::Doors;
use crate::housekeeping::Housekeeping;
use crate::mail::Worker;
use crate::metrics;
use crate::public_url::PublicUrl;
use crate::router::router;
use crate::security::shed::Work;
use crate::serve::{Caps, HEADERS_WITHIN, READS_WITHIN, serve};
use crate::site::Site;
use anyhow::{Context as _, Result};
use std::io::Write as _;
use std::sync::atomic::Ordering;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Serves until it is told to stop.
pub async fn run(config: &Config) -> Result<()> {
    let database = open::current(config).await?;
    database.check_writable().await.context("the database cannot be written to")?;
    let listener = TcpListener::bind(config.listen).await;
    let listener = listener.with_context(|| format!("cannot listen at {} (the setting listen)", config.listen))?;
    let metrics = match config.metrics_listen {
        Some(at) => Some(
            TcpListener::bind(at)
                .await
                .with_context(|| format!("cannot listen at {at} (the setting metrics_listen)"))?,
        ),
        None => None,
    };
    let site = Site::load()?;
    let public_url = config.public_url.clone().unwrap_or(PublicUrl::local(listener.local_addr()?.port()));
    let directory = open::directory(config, database, &public_url)?;
    directory.set_room_aside().await;
    let doors = Doors::new(directory.clone(), public_url.clone(), config.trusted_proxies);
    let doors = Doors { work: Work::at_most(config.requests), ..doors };
    let worker = match &config.mail {
        Some((server, from)) => Some(
            Worker::start(directory.clone(), server, from.clone(), doors.post.clone())
                .context("cannot prepare to send mails")?,
        ),
        None => None,
    };
    let (told, ending, feed) = (stopped()?, doors.ending.clone(), doors.feed.clone());
    let stop = async move {
        told.await;
        ending.store(true, Ordering::SeqCst);
        // Requests that never end of themselves would keep the program.
        feed.end();
    };
    let housekeeping = Housekeeping::start(directory.clone());
    let (end, mut ended) = tokio::sync::watch::channel(());
    let metrics = metrics.map(|listener| {
        let doors = doors.clone();
        let stop = async move {
            let _ = ended.changed().await;
        };
        tokio::spawn(async move { metrics::listen(listener, &doors, stop).await })
    });
    say(&format!("Muster serves at {public_url}"));
    if let Some(link) = directory.set_up_link().await? {
        say(&format!("Nobody is here yet. Set it up within a day, by this link, which works once:\n  {link}"));
    }
    let per_ip = (config.trusted_proxies == 0).then_some(config.connections_per_ip);
    serve(
        listener,
        router(&doors, site),
        Caps { all: config.connections, per_ip, headers_within: HEADERS_WITHIN, reads_within: READS_WITHIN },
        stop,
    )
    .await;
    if let Some(worker) = worker {
        worker.stop().await;
    }
    drop(end);
    if let Some(metrics) = metrics {
        let _ = metrics.await;
    }
    housekeeping.stop().await;
    Ok(directory.close().await?)
}

/// Says something to whoever started it, who may listen no more: it serves all the same.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Over at the first SIGTERM or SIGINT. A second one ends the program at once.
fn stopped() -> Result<impl Future<Output = ()>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            std::process::exit(1);
        });
    })
}
