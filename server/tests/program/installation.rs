//! An installation in a folder of its own, and the program serving it.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

/// Of everybody.
pub const PASSWORD: &str = "correct horse battery";

/// An installation of its own.
pub struct Installation(tempfile::TempDir);

impl Installation {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("password"), format!("{PASSWORD}\n")).expect("written");
        Self(folder)
    }

    /// With the organization `acme`, and Olga as its Owner.
    pub fn with_owner() -> Self {
        let installation = Self::new();
        let email = ["--email", "olga@acme.test"];
        installation
            .good(&[&["owner", "create", "--org", "acme"][..], &email, &["--password-file", "password"]].concat());
        installation
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    pub fn muster(&self, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.args(arguments).current_dir(self.0.path()).env_clear().envs(settings.iter().copied());
        command.output().expect("it runs")
    }

    pub fn good(&self, arguments: &[&str]) -> String {
        let output = self.muster(arguments, &[]);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// The one line on standard error with which it refuses.
    pub fn bad(&self, arguments: &[&str], settings: &[(&str, &str)]) -> String {
        let output = self.muster(arguments, settings);
        assert!(!output.status.success(), "{arguments:?} {settings:?}");
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        assert!(said.starts_with("muster: "), "{said}");
        said
    }
}

/// The program while it serves. It is killed when this goes.
pub struct Served {
    pub process: Child,
    pub port: u16,
}

impl Installation {
    /// Serves it at a port of its own.
    pub fn serve(&self) -> Served {
        self.serve_with(&[])
    }

    /// The same with variables more.
    pub fn serve_with(&self, variables: &[(&str, &std::ffi::OsStr)]) -> Served {
        let port = free_port();
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.args(["serve", "--log", "warn"]).current_dir(self.0.path()).env_clear();
        command.envs(variables.iter().copied());
        command.env("MUSTER_LISTEN", format!("127.0.0.1:{port}")).stdout(Stdio::piped());
        let mut process = command.spawn().expect("it runs");
        let mut said = BufReader::new(process.stdout.take().expect("a pipe"));
        said.read_line(&mut String::new()).expect("it serves");
        Served { process, port }
    }
}

/// A port that nobody has, and that nobody is given meanwhile: the system gives the one that was just let go to whoever asks
/// next, so that of two programs that start at once one would be asked in the other's place.
pub fn free_port() -> u16 {
    /// Below those that the system gives.
    const PORTS: std::ops::Range<u16> = 12_000..32_000;
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = std::process::id() % u32::from(PORTS.end - PORTS.start);
    let mut tried = (0..PORTS.end - PORTS.start).map(|_| {
        let next = (first + u32::from(NEXT.fetch_add(1, Ordering::Relaxed))) % u32::from(PORTS.end - PORTS.start);
        PORTS.start + u16::try_from(next).expect("within the ports")
    });
    tried.find(|&port| TcpListener::bind(("127.0.0.1", port)).is_ok()).expect("a free port")
}

impl Served {
    /// Sends a request's first headers; whoever calls adds theirs, and the body.
    ///
    /// # Errors
    /// When nobody listens there any more.
    pub fn send(&self, head: &str, body: &str) -> io::Result<TcpStream> {
        begin(self.port, head, body)
    }

    /// Somebody's cookie.
    pub fn sign_in(&self, email: &str) -> String {
        let form = format!("email={email}&password={}", PASSWORD.replace(' ', "+"));
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let answer = ask(self.port, "POST /sign-in", kind, &form).expect("an answer");
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
        cookie.unwrap_or_else(|| panic!("signed in: {answer}")).to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn begin(port: u16, head: &str, body: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    let (host, length) = (format!("localhost:{port}"), body.len());
    write!(stream, "{head} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: {length}\r\n")?;
    Ok(stream)
}

/// What is answered, head and body.
///
/// # Errors
/// When the connection ends before all of it came, or nobody listens.
pub fn ask(port: u16, head: &str, more: &str, body: &str) -> io::Result<String> {
    let mut stream = begin(port, head, body)?;
    write!(stream, "{more}\r\nConnection: close\r\n\r\n{body}")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let whole = answer.split_once("\r\n\r\n").is_some_and(|(head, body)| {
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        length.is_none_or(|length: usize| body.len() == length)
    });
    if whole { Ok(answer) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
