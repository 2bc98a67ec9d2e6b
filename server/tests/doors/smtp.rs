//! A mail server that does as it is told.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What the server does at a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Answers this line instead of what is right.
    Says(&'static str),
    /// Never answers.
    Hangs,
    /// Closes the connection.
    Leaves,
}

/// A mail as it came.
#[derive(Clone, Debug, Default)]
pub struct Came {
    pub recipients: Vec<String>,
    pub data: String,
}

/// The server.
#[derive(Clone)]
pub struct Sink {
    pub url: String,
    mails: Arc<Mutex<Vec<Came>>>,
    script: Arc<Mutex<Vec<(&'static str, Does)>>>,
    changed: Arc<Notify>,
}

impl Sink {
    /// Starts it. `script` says at which verbs it does something else, once each, in order.
    pub async fn start(script: Vec<(&'static str, Does)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let sink = Self { url, mails: Arc::default(), script: Arc::new(Mutex::new(script)), changed: Arc::default() };
        let server = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.talk(stream).await });
            }
        });
        sink
    }

    pub fn mails(&self) -> Vec<Came> {
        self.mails.lock().expect("whole").clone()
    }

    /// Waits until so many mails have come.
    pub async fn wait(&self, count: usize) -> Vec<Came> {
        loop {
            let changed = self.changed.notified();
            let mails = self.mails();
            if mails.len() >= count {
                return mails;
            }
            changed.await;
        }
    }

    fn deviates(&self, verb: &str) -> Option<Does> {
        let mut script = self.script.lock().expect("whole");
        let at = script.iter().position(|(at, _)| *at == verb)?;
        Some(script.remove(at).1)
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut came = Came::default();
        let mut verb = "CONNECT".to_owned();
        loop {
            let right = match verb.as_str() {
                "CONNECT" => "220 sink",
                "EHLO" => "250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            let deviation = self.deviates(&verb);
            let answer = match &deviation {
                Some(Does::Says(line)) => line,
                Some(Does::Hangs) => std::future::pending().await,
                Some(Does::Leaves) => return None,
                None => right,
            };
            if verb == "END" && deviation.is_none() {
                self.mails.lock().expect("whole").push(std::mem::take(&mut came));
                self.changed.notify_waiters();
            }
            write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
            if verb == "DATA" && answer.starts_with('3') {
                while let Some(line) = lines.next_line().await.ok()? {
                    if line == "." {
                        break;
                    }
                    came.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    came.data.push('\n');
                }
                verb = "END".to_owned();
                continue;
            }
            let line = lines.next_line().await.ok()??;
            verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            if verb == "RCPT" {
                came.recipients.push(line);
            }
        }
    }
}
