//! `cargo run --release -p bench --bin ready [kills] [people]`: how soon a server answers again that was killed while everybody
//! wrote (F-01, G-06). 50 kills of an organization of 1,000 unless told otherwise; `MUSTER_BINARY` is the program, otherwise
//! the one beside this.
//!
//! Prints ms from the start of the program until `/readyz` answers 200: the median, and the most; and how large SQLite's log
//! was that it found.

use anyhow::{Context as _, Result, bail, ensure};
use std::io::{BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const PASSWORD: &str = "correct horse battery";
/// How many write at once, and after how many answers the server is killed.
const WRITERS: usize = 16;
const ANSWERS: usize = 1_500;

#[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let kills: usize = arguments.next().map_or(Ok(50), |kills| kills.parse()).context("kills")?;
    let people = arguments.next().unwrap_or_else(|| "1000".to_owned());
    let muster = match std::env::var_os("MUSTER_BINARY") {
        Some(named) => PathBuf::from(named),
        None => std::env::current_exe()?.with_file_name("muster"),
    };
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("password"), PASSWORD)?;
    let demo = ["demo", "--users", &people, "--password-file", "password"];
    let made = Command::new(&muster).args(demo).current_dir(folder.path()).stdout(Stdio::null()).status()?;
    ensure!(made.success(), "{} demo failed", muster.display());

    let (mut ready, mut logs) = (Vec::new(), Vec::new());
    for kill in 0..=kills {
        let log = std::fs::metadata(folder.path().join("data/muster.db-wal")).map_or(0, |about| about.len());
        let begun = Instant::now();
        let mut server = Server::start(&muster, folder.path())?;
        server.until_ready()?;
        // The first start found nothing to make good.
        if kill > 0 {
            ready.push(begun.elapsed());
            logs.push(log);
        }
        server.write()?;
        server.process.kill()?;
        server.process.wait()?;
    }
    ready.sort();
    logs.sort_unstable();
    let (middle, most) = (ready[ready.len() / 2], ready[ready.len() - 1]);
    println!("{kills} kills, {people} people: ready after {} ms, at most {} ms", ms(middle), ms(most));
    println!("the log it found: {} KiB, at most {} KiB", logs[logs.len() / 2] / 1024, logs[logs.len() - 1] / 1024);
    Ok(())
}

fn ms(time: Duration) -> u128 {
    time.as_millis()
}

struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start(muster: &Path, folder: &Path) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new(muster);
        command.args(["serve", "--log", "error", "--listen", &format!("127.0.0.1:{port}")]);
        Ok(Self { process: command.current_dir(folder).stdout(Stdio::null()).spawn()?, port })
    }

    /// Asks until it is, without a pause: who waits in between finds out too late.
    fn until_ready(&mut self) -> Result<()> {
        while !self.ask("GET /readyz", "", "").is_ok_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            if let Some(ended) = self.process.try_wait()? {
                bail!("the program ended: {ended}");
            }
            std::thread::yield_now();
        }
        Ok(())
    }

    /// Has everybody write, until so many were answered.
    fn write(&self) -> Result<()> {
        let form = format!("email=owner%40demo.test&password={}", PASSWORD.replace(' ', "+"));
        let answer = self.ask("POST /sign-in", "Content-Type: application/x-www-form-urlencoded\r\n", &form)?;
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
        let cookie = cookie.context("nobody was signed in")?;
        let headers = format!("Content-Type: application/json\r\nCookie: {cookie}\r\n");
        let answered = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|_| {
                    scope.spawn(|| -> Result<()> {
                        while answered.fetch_add(1, Ordering::Relaxed) < ANSWERS {
                            let body = "{\"preferences\":{\"shortcuts_off\":true}}";
                            let answer = self.ask("POST /api/accounts/set_preferences", &headers, body)?;
                            ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
                        }
                        Ok(())
                    })
                })
                .collect();
            writers.into_iter().try_for_each(|writer| writer.join().map_err(|_| anyhow::anyhow!("a writer broke"))?)
        })
    }

    fn ask(&self, head: &str, headers: &str, body: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let (host, length) = (format!("localhost:{}", self.port), body.len());
        write!(
            stream,
            "{head} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: {length}\r\n{headers}\
             Connection: close\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        BufReader::new(stream).read_to_string(&mut answer)?;
        Ok(answer)
    }
}
