//! The least of a client: HTTP/1.1 over connections that stay open, so that what is measured is the server.

use anyhow::{Context as _, Result, bail, ensure};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Nobody waits longer for an answer.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `GET /…` or `POST /…`.
    pub line: String,
    /// The session's cookie, `name=value`; empty for none.
    pub cookie: String,
    /// JSON, or what [`Asked::form`] says.
    pub body: String,
    /// The body is a form.
    pub form: bool,
    /// The address that the server is to take it for; empty for this machine's.
    pub address: String,
}

impl Asked {
    /// A page or a file.
    pub fn get(path: &str, cookie: &str) -> Self {
        Self { line: format!("GET {path}"), cookie: cookie.to_owned(), ..Self::default() }
    }

    /// A server function.
    pub fn call(function: &str, cookie: &str, arguments: &serde_json::Value) -> Self {
        let line = format!("POST /api/{function}");
        Self { line, cookie: cookie.to_owned(), body: arguments.to_string(), ..Self::default() }
    }
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, as they came, each on a line, in small letters up to the colon.
    pub head: String,
    /// The body; none of a stream.
    pub body: Vec<u8>,
}

impl Answer {
    /// The session's cookie, as a browser would send it back.
    pub fn cookie(&self) -> Result<String> {
        let set = self.head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        Ok(set.and_then(|set| set.split(';').next()).context("nobody was signed in")?.to_owned())
    }

    /// The body as JSON.
    pub fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_slice(&self.body).with_context(|| String::from_utf8_lossy(&self.body).into_owned())
    }
}

/// Connections to a server, which wait for the next that asks.
#[derive(Debug)]
pub struct Client {
    port: u16,
    idle: Mutex<Vec<BufReader<TcpStream>>>,
}

impl Client {
    /// To the server at a port of this machine.
    pub fn to(port: u16) -> Self {
        Self { port, idle: Mutex::default() }
    }

    /// Asks, by a connection that is idle or a new one.
    pub async fn ask(&self, asked: &Asked) -> Result<Answer> {
        timeout(PATIENCE, self.exchange(asked)).await.context("no answer")?
    }

    async fn exchange(&self, asked: &Asked) -> Result<Answer> {
        let mut stream = self.send(asked).await?;
        let (status, head) = read_head(&mut stream).await?;
        let value = |name: &str| head.lines().find_map(|line| line.strip_prefix(name));
        let body = if value("transfer-encoding: ") == Some("chunked") {
            let mut body = Vec::new();
            while let Some(chunk) = read_chunk(&mut stream).await? {
                body.extend(chunk);
            }
            body
        } else {
            let length = value("content-length: ").map_or(Ok(0), str::parse)?;
            let mut body = vec![0; length];
            stream.read_exact(&mut body).await?;
            body
        };
        if value("connection: ") != Some("close") {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(stream);
        }
        Ok(Answer { status, head, body })
    }

    /// Opens a stream of server-sent events; none where the server is busy.
    pub async fn stream(&self, path: &str, cookie: &str) -> Result<Option<Events>> {
        let open = async {
            let mut stream = self.send(&Asked::get(path, cookie)).await?;
            let (status, head) = read_head(&mut stream).await?;
            ensure!(status == 200 || status == 503, "{status}: {head}");
            Ok((status == 200).then_some(Events(stream)))
        };
        timeout(PATIENCE, open).await.context("no stream")?
    }

    async fn send(&self, asked: &Asked) -> Result<BufReader<TcpStream>> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut stream = match idle {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let Asked { line, cookie, body, form, address } = asked;
        let (port, length) = (self.port, body.len());
        let kind = if *form { "application/x-www-form-urlencoded" } else { "application/json" };
        let from = if address.is_empty() { String::new() } else { format!("X-Forwarded-For: {address}\r\n") };
        let request = format!(
            "{line} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nCookie: {cookie}\r\n\
             {from}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await?;
        Ok(stream)
    }
}

/// A stream of server-sent events.
#[derive(Debug)]
pub struct Events(BufReader<TcpStream>);

impl Events {
    /// Waits for one that matches.
    pub async fn until(&mut self, matches: impl Fn(&str) -> bool) -> Result<()> {
        while let Some(chunk) = read_chunk(&mut self.0).await? {
            if matches(&String::from_utf8_lossy(&chunk)) {
                return Ok(());
            }
        }
        bail!("the stream ended")
    }
}

async fn read_head(stream: &mut BufReader<TcpStream>) -> Result<(u16, String)> {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        ensure!(stream.read_line(&mut line).await? > 0, "the connection was closed");
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        head.push_str(line);
        head.push('\n');
    }
    let status = head.split(' ').nth(1).context("no status")?.parse()?;
    Ok((status, head))
}

/// The next part of a chunked body; `None` after the last.
async fn read_chunk(stream: &mut BufReader<TcpStream>) -> Result<Option<Vec<u8>>> {
    let mut line = String::new();
    ensure!(stream.read_line(&mut line).await? > 0, "the connection was closed");
    let mut chunk = vec![0; usize::from_str_radix(line.trim(), 16)? + 2];
    stream.read_exact(&mut chunk).await?;
    chunk.truncate(chunk.len() - 2);
    Ok((!chunk.is_empty()).then_some(chunk))
}
