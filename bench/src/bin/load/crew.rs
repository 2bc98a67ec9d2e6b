//! The program under test, and people in its organization.

use crate::client::{Asked, Client};
use crate::times::now;
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The Owner's address.
pub const OWNER: &str = "owner@demo.test";
/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";
/// How many people the organization has.
const PEOPLE: &str = "1000";
/// The program has to answer after so long.
const START: Duration = Duration::from_secs(30);

/// The program, on a port and a folder of its own.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub port: u16,
    muster: PathBuf,
    folder: tempfile::TempDir,
    process: Child,
}

impl Server {
    /// Fills a fresh installation and starts it.
    pub async fn start() -> Result<Self> {
        let muster = match std::env::var_os("MUSTER_BINARY") {
            Some(named) => PathBuf::from(named),
            None => std::env::current_exe()?.with_file_name("muster"),
        };
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("password"), PASSWORD)?;
        let demo = ["demo", "--users", PEOPLE, "--password-file", "password"];
        let made = Command::new(&muster).args(demo).current_dir(folder.path()).stdout(Stdio::null()).status()?;
        ensure!(made.success(), "{} demo failed", muster.display());
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = serve(&muster, folder.path(), port)?;
        let server = Self { port, muster, folder, process };
        server.until_ready().await?;
        Ok(server)
    }

    /// Kills it and starts it again.
    pub async fn kill_and_start(&mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        self.process = serve(&self.muster, self.folder.path(), self.port)?;
        self.until_ready().await
    }

    async fn until_ready(&self) -> Result<()> {
        let begun = now();
        while begun.elapsed() < START {
            let answer = Client::to(self.port).ask(&Asked::get("/readyz", "")).await;
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            tokio::task::yield_now().await;
        }
        bail!("it is not ready after {} s", START.as_secs())
    }

    /// The memory it has in use, in KiB.
    pub fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches("kB").trim().parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn serve(muster: &std::path::Path, folder: &std::path::Path, port: u16) -> Result<Child> {
    let mut command = Command::new(muster);
    command.args(["serve", "--log", "error", "--listen", &format!("127.0.0.1:{port}")]);
    // Behind one proxy: who asks says from where.
    command.args(["--connections", "20000", "--trusted-proxies", "1"]);
    Ok(command.current_dir(folder).stdout(Stdio::null()).spawn()?)
}

/// Signs somebody in and gives their cookie.
pub async fn sign_in(client: &Client, email: &str, password: &str) -> Result<String> {
    client.ask(&sign_in_form(email, password)).await?.cookie()
}

/// An address of its own for everybody.
pub fn address(n: usize) -> String {
    format!("10.{}.{}.{}", n / 65_536 % 256, n / 256 % 256, n % 256)
}

/// Signing in by the form.
pub fn sign_in_form(email: &str, password: &str) -> Asked {
    let body = format!("email={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"));
    Asked { line: "POST /sign-in".to_owned(), body, form: true, ..Asked::default() }
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Member {
    /// Their address.
    pub email: String,
    /// Their session's cookie.
    pub cookie: String,
}

/// Has so many Admins join.
pub async fn admins(client: &Client, owner: &str, count: usize) -> Result<Vec<Member>> {
    let emails: Vec<String> = (0..count).map(|n| format!("crew{n}@crew.test")).collect();
    let unlimited = command(&json!({ "change": { "name": null, "seat_limit": [null], "seat_policy": null } }));
    done(&client.ask(&Asked::call("organization/change", owner, &unlimited)).await?)?;
    let roles = done(&client.ask(&Asked::call("roles/list", owner, &json!({ "org": "demo" }))).await?)?;
    let is_admin = |role: &&Value| role["role"]["key"] == "admin";
    let cards = roles.as_array().or_else(|| roles["roles"].as_array()).context("roles")?;
    let role = cards.iter().find(is_admin).context("the Admins' role")?["role"]["id"].clone();
    let addresses: Vec<Value> = emails.iter().map(|email| json!({ "email": email, "name": null })).collect();
    let invite = json!({ "addresses": addresses, "role": role, "teams": [], "days": 7, "note": null });
    let sent = Asked::call("invitations/send", owner, &command(&json!({ "invite": invite })));
    let sent = done(&client.ask(&sent).await?)?;
    let mut crew = Vec::new();
    for (n, link) in sent["links"].as_array().context("links")?.iter().enumerate() {
        let token = link["url"].as_str().and_then(|url| url.split_once('#')).context("a link")?.1;
        let accept = json!({ "token": token, "name": "Crew", "password": PASSWORD });
        let accept = Asked { address: address(n), ..Asked::call("invitations/accept_as_new", "", &accept) };
        let joined = client.ask(&accept).await?;
        let cookie = joined.cookie()?;
        let me = done(&client.ask(&Asked::call("accounts/me", &cookie, &json!({}))).await?)?;
        let email = me["profile"]["email"].as_str().context("an address")?.to_owned();
        crew.push(Member { email, cookie });
    }
    ensure!(crew.len() == count, "only {} of {count} joined", crew.len());
    Ok(crew)
}

/// The arguments that every command has, and its own.
pub fn command(own: &Value) -> Value {
    let mut all = json!({ "org": "demo", "intent_id": directory::Clock::machine().fresh_id(), "seen_seq": 1_000_000 });
    if let (Some(all), Some(own)) = (all.as_object_mut(), own.as_object()) {
        all.extend(own.clone());
    }
    all
}

/// What a server function answered, where it did.
pub fn done(answer: &crate::client::Answer) -> Result<Value> {
    ensure!(answer.status == 200, "{}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    answer.json()
}
