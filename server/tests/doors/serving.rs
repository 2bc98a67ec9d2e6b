//! Taking connections, and ending well.

use crate::house::{House, Person};
use axum::Router;
use axum::routing::get;
use http::StatusCode;
use server::serve::{Caps, serve};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
    arrived: Arc<Notify>,
    release: Arc<Notify>,
}

async fn start(caps: Caps) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (arrived, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let router = {
        let (arrived, release) = (Arc::clone(&arrived), Arc::clone(&release));
        let large = || async { vec![b'x'; LARGE] };
        Router::new().route("/quick", get(|| async { "quick" })).route("/large", get(large)).route(
            "/slow",
            get(move || async move {
                arrived.notify_one();
                release.notified().await;
                "done"
            }),
        )
    };
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve(listener, router, caps, async move {
        let _ = stopped.await;
    }));
    Served { address, stop, task, arrived, release }
}

const MANY: Caps = Caps {
    all: 100,
    per_ip: Some(100),
    headers_within: Duration::from_secs(10),
    reads_within: Duration::from_secs(30),
};

/// More than a connection holds that nobody reads from.
const LARGE: usize = 32 * 1024 * 1024;

async fn ask(address: SocketAddr, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("connected");
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    stream
}

async fn to_end(mut stream: TcpStream) -> String {
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text).await;
    text
}

#[tokio::test]
async fn f_14_a_request_in_flight_ends_before_the_server_does() {
    let served = start(MANY).await;
    let slow = ask(served.address, "/slow").await;
    served.arrived.notified().await;
    served.stop.send(()).expect("told");
    // The door is closed before the last guest has left.
    while TcpStream::connect(served.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!served.task.is_finished());
    served.release.notify_one();
    let answer = to_end(slow).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
    served.task.await.expect("ended");
}

#[tokio::test]
async fn an_idle_connection_does_not_hold_the_end_up() {
    let served = start(MANY).await;
    let mut idle = ask(served.address, "/quick").await;
    let mut some = [0; 16];
    let read = idle.read(&mut some).await.expect("an answer");
    assert!(read > 0);
    served.stop.send(()).expect("told");
    served.task.await.expect("ended");
}

#[tokio::test]
async fn f_21_one_address_cannot_take_all_connections() {
    let served = start(Caps { per_ip: Some(2), ..MANY }).await;
    let (first, second) = (ask(served.address, "/slow").await, ask(served.address, "/slow").await);
    served.arrived.notified().await;
    served.arrived.notified().await;
    assert_eq!(to_end(ask(served.address, "/quick").await).await, "");
    served.release.notify_one();
    served.release.notify_one();
    drop((first, second));
    served.stop.send(()).expect("told");
    served.task.await.expect("ended");
}

#[tokio::test]
async fn f_21_headers_that_do_not_come_end_the_connection() {
    let served = start(Caps { headers_within: Duration::from_millis(50), ..MANY }).await;
    let mut slow = TcpStream::connect(served.address).await.expect("connected");
    slow.write_all(b"GET / HTTP/1.1\r\nHost: lo").await.expect("sent");
    let answer = to_end(slow).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    served.stop.send(()).expect("told");
    served.task.await.expect("ended");
}

#[tokio::test]
async fn f_21_whoever_does_not_read_is_given_up_and_who_reads_slowly_has_all_of_it() {
    let served = start(Caps { reads_within: Duration::from_millis(200), ..MANY }).await;
    let mut stuck = ask(served.address, "/large").await;
    let mut slow = ask(served.address, "/large").await;
    let (mut some, mut read) = (vec![0; 1024 * 1024], 0);
    while read < LARGE {
        let more = slow.read(&mut some).await.expect("it goes on");
        assert!(more > 0, "{read} of {LARGE}");
        read += more;
    }
    // What the system kept for it comes, and no more.
    served.stop.send(()).expect("told");
    served.task.await.expect("nobody holds the end up");
    let mut rest = Vec::new();
    let _ = stuck.read_to_end(&mut rest).await;
    assert!(rest.len() < LARGE, "{} bytes", rest.len());
}

#[tokio::test]
async fn f_21_what_is_kept_for_whoever_reads_slowly_is_little() {
    let served = start(Caps { reads_within: Duration::from_millis(500), ..MANY }).await;
    // Its own system keeps little: what comes in the end was kept on this side.
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(64 * 1024).expect("set");
    let mut slow = socket.connect(served.address).await.expect("connected");
    slow.write_all(b"GET /large HTTP/1.1\r\nhost: localhost\r\n\r\n").await.expect("sent");
    // In sips: the system takes it for a connection that goes well.
    let (mut sip, mut read) = (vec![0; 4 * 1024], 0);
    while read < LARGE / 2 {
        read += slow.read(&mut sip).await.expect("it goes on");
    }
    served.stop.send(()).expect("told");
    served.task.await.expect("it was given up");
    let mut rest = Vec::new();
    let _ = slow.read_to_end(&mut rest).await;
    assert!(rest.len() < 1024 * 1024, "{} bytes", rest.len());
}

#[tokio::test]
async fn f_14_from_being_told_to_stop_it_is_not_ready_but_alive() {
    let house = House::empty().await;
    let nobody = Person::default();
    assert_eq!(house.get(&nobody, "/readyz").await.status, StatusCode::OK);
    house.doors.ending.store(true, Ordering::SeqCst);
    assert_eq!(house.get(&nobody, "/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(house.get(&nobody, "/healthz").await.status, StatusCode::OK);
    assert_eq!(house.get(&nobody, "/sign-in").await.status, StatusCode::OK, "what is asked is still answered");
}
