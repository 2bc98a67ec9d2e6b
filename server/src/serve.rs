//! Taking connections: with a time limit on each stage, a cap on their number, and a graceful end.

mod stall;

use crate::security::peer::Peer;
use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use socket2::SockRef;
use stall::Stalling;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// A request's headers have to be there after so long, unless said otherwise.
pub const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// Whoever reads nothing of an answer for so long is given up, unless said otherwise.
pub const READS_WITHIN: Duration = Duration::from_secs(30);
/// What the system keeps for a connection that was sent and is not read, in bytes (Linux keeps twice that): 2.5 MB a second at a
/// tenth of a second there and back. Without a bound it would be 4 MB, and the memory for all of them is not large.
const UNREAD_MAX: usize = 128 * 1024;
/// The longest that requests in flight may take once the program is told to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// The longest headers, in bytes.
const HEADERS_MAX: usize = 64 * 1024;
/// How many requests one HTTP/2 connection may have in flight.
const STREAMS_MAX: u32 = 128;
/// The wait after a connection could not be taken (no file handle is left, say).
const BREATH: Duration = Duration::from_millis(100);

/// How many connections there may be, and how slow.
#[derive(Clone, Copy, Debug)]
pub struct Caps {
    /// In all; further ones wait to be taken.
    pub all: usize,
    /// From one address; further ones are closed at once. `None` behind a proxy, where they all come from one.
    pub per_ip: Option<usize>,
    /// How long a request's headers may take.
    pub headers_within: Duration,
    /// How long somebody may read nothing of what is sent to them.
    pub reads_within: Duration,
}

/// Serves until `stop` is over, then lets requests in flight end, for at most ten seconds.
pub async fn serve(listener: TcpListener, router: Router, caps: Caps, stop: impl Future<Output = ()>) {
    let all = Arc::new(Semaphore::new(caps.all));
    let per_ip = Arc::new(PerIp::default());
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let taken = tokio::select! {
            taken = take(&listener, &all) => taken,
            () = &mut stop => break,
        };
        let Some((stream, address, permit)) = taken else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let Some(place) = per_ip.place(address.ip(), caps.per_ip.unwrap_or(usize::MAX)) else { continue };
        let stream = TokioIo::new(Stalling::new(stream, caps.reads_within));
        let connection = builder(caps.headers_within)
            .serve_connection_with_upgrades(stream, service(router.clone(), Peer(address)))
            .into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
            drop((permit, place));
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still in flight after {} s", DRAIN.as_secs());
    }
}

type Taken = (TcpStream, std::net::SocketAddr, tokio::sync::OwnedSemaphorePermit);

/// The next connection, once there is room for one; `None` when it could not be taken.
async fn take(listener: &TcpListener, all: &Arc<Semaphore>) -> Option<Taken> {
    let permit = Arc::clone(all).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, address)) => {
            // Answers are small: waiting to fill a packet only delays them.
            let _ = stream.set_nodelay(true);
            // A system that keeps more than it is told only has less room.
            let _ = SockRef::from(&stream).set_send_buffer_size(UNREAD_MAX);
            Some((stream, address, permit))
        }
        Err(error) => {
            tracing::warn!(%error, "a connection could not be taken");
            None
        }
    }
}

fn builder(headers_within: Duration) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(headers_within)
        .max_buf_size(HEADERS_MAX)
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_header_list_size(u32::try_from(HEADERS_MAX).unwrap_or(u32::MAX))
        .keep_alive_interval(Some(Duration::from_secs(30)));
    builder
}

fn service(
    router: Router,
    peer: Peer,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> + Clone
+ Send {
    hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        router.clone().oneshot(request.map(axum::body::Body::new))
    })
}

/// How many connections each address has open.
#[derive(Debug, Default)]
struct PerIp(Mutex<HashMap<IpAddr, usize>>);

impl PerIp {
    fn place(self: &Arc<Self>, ip: IpAddr, most: usize) -> Option<Place> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(ip).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place { of: Arc::clone(self), ip })
    }
}

/// One open connection of an address.
struct Place {
    of: Arc<PerIp>,
    ip: IpAddr,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.of.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.ip) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.ip);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_as_many_places_as_it_may_and_gets_them_back() {
        let per_ip = Arc::new(PerIp::default());
        let (one, other) = ([127, 0, 0, 1].into(), [127, 0, 0, 2].into());
        let first = per_ip.place(one, 2);
        let second = per_ip.place(one, 2);
        assert!(first.is_some() && second.is_some());
        assert!(per_ip.place(one, 2).is_none());
        assert!(per_ip.place(other, 2).is_some());
        drop(first);
        assert!(per_ip.place(one, 2).is_some());
        drop(second);
        assert!(per_ip.0.lock().expect("whole").is_empty());
    }
}
