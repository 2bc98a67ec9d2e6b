//! `cargo run --release -p bench --bin import [lines] [people] [url]`: what importing a list takes. 100,000 lines into an
//! organization of 1,000 on a fresh SQLite file unless told otherwise; `url` names an empty database.
//!
//! Meanwhile somebody else reads, and writes in another organization, all the time: how long the longest of each took
//! tells how long the database was held. Prints ms, and how much memory the process had at most.

use anyhow::{Context as _, Result, bail};
use directory::{
    Caller, Clock, Config, DEMO_SLUG, DemoPlan, Directory, ImportOrder, ImportOutcome, NewOwner, OrgRef, SecretKey,
    connect,
};
use domain::{ChangeOrganization, Command, CommandId, Envelope, ImportOptions, Imported, Name, RoleKey, Timestamp};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// When it is in the organization: 2026-11-24.
const NOW: Timestamp = Timestamp(1_795_510_800_000);
/// The organization in which others write meanwhile.
const OTHER: &str = "other";

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let lines: u32 = arguments.next().map_or(Ok(100_000), |lines| lines.parse()).context("lines")?;
    let people: u32 = arguments.next().map_or(Ok(1_000), |people| people.parse()).context("people")?;
    let folder = tempfile::tempdir()?;
    let file = format!("sqlite://{}", folder.path().join("bench.db").display());
    let bench = Bench::new(&arguments.next().unwrap_or(file), people).await?;
    println!("{lines} lines into an organization of {people}");
    println!(
        "{:>24} {:>8} {:>13} {:>14} {:>9} {:>12}",
        "what", "ms", "longest write", "longest read", "MB", "MB at start"
    );
    let list: Arc<[u8]> = list(lines)?.into_bytes().into();
    for mails in [false, true] {
        let order = bench.order(&list, mails).await?;
        let with = if mails { "with mails" } else { "without mails" };
        let plan = bench.during(&format!("plan, {with}"), bench.plan(&order)).await?;
        let done = bench.during(&format!("import, {with}"), bench.import(&order, plan)).await?;
        if done.counts.add != lines {
            bail!("{:?}", done.counts);
        }
        bench.during("plan again, all the same", bench.plan(&order)).await?;
        let undo = Command::Undo { command: done.command };
        bench.during("its Undo", async { bench.does(DEMO_SLUG, undo).await }).await?;
    }
    let changed = String::from_utf8(list.to_vec())?.replace(",Member,", ",Admin,");
    let (first, second) = (bench.order(&list, false).await?, bench.order(&changed.into_bytes().into(), false).await?);
    let plan = bench.plan(&first).await?;
    bench.import(&first, plan).await?;
    let plan = bench.plan(&second).await?;
    bench.during("import that changes all", bench.import(&second, plan)).await?;
    Ok(())
}

/// A list of people in two teams, as a spreadsheet writes it.
fn list(lines: u32) -> Result<String> {
    let mut text = String::from("Name,E-mail,Role,Teams\r\n");
    for n in 0..lines {
        let team = ["Engineering", "Support", "Design"][n as usize % 3];
        write!(text, "\"Person {n}, of the list\",person.{n}@bench.test,Member,{team}; Product\r\n")?;
    }
    Ok(text)
}

struct Bench {
    directory: Directory,
    clock: Clock,
}

impl Bench {
    async fn new(url: &str, people: u32) -> Result<Self> {
        let database = connect(url).await?;
        database.migrate().await?;
        let clock = Clock::set(NOW);
        let mut config = Config::new("http://localhost".to_owned(), SecretKey::fresh());
        config.mail = true;
        let directory = Directory::new(database, clock.clone(), config);
        let password = "correct horse battery".to_owned();
        let plan = DemoPlan { users: people, seed: 7, as_of: NOW, password: password.clone() };
        directory.fill_demo(&plan).await?;
        let (email, org) = ("olga@other.test".to_owned(), OTHER.to_owned());
        let owner = NewOwner { org, org_name: None, email, name: None, password };
        directory.create_owner(&Caller::operator(), &owner).await?;
        let bench = Self { directory, clock };
        let change = ChangeOrganization { seat_limit: Some(None), ..Default::default() };
        bench.does(DEMO_SLUG, Command::ChangeOrganization(change)).await?;
        Ok(bench)
    }

    async fn does(&self, org: &str, command: Command) -> Result<()> {
        let envelope = Envelope { intent_id: CommandId(self.clock.fresh_id()), seen_seq: u64::MAX, command };
        self.directory.execute(&Caller::operator(), &OrgRef::from(org), envelope).await?;
        Ok(())
    }

    async fn order(&self, list: &Arc<[u8]>, mails: bool) -> Result<ImportOrder> {
        let roles = self.directory.roles(&Caller::operator(), &OrgRef::from(DEMO_SLUG)).await?.roles;
        let member = roles.iter().find(|card| card.role.key == Some(RoleKey::Member)).context("Member")?.role.id;
        let options = ImportOptions { role: member, days: 7, mails, suspend_others: false, create_teams: false };
        Ok(ImportOrder { file: Arc::clone(list), columns: None, options })
    }

    async fn plan(&self, order: &ImportOrder) -> Result<String> {
        Ok(self.directory.plan_import(&Caller::operator(), &OrgRef::from(DEMO_SLUG), order).await?.digest)
    }

    async fn import(&self, order: &ImportOrder, digest: String) -> Result<Imported> {
        let (caller, org) = (Caller::operator(), OrgRef::from(DEMO_SLUG));
        let intent = CommandId(self.clock.fresh_id());
        let import = self.directory.import(&caller, &org, order.clone(), intent, digest, BTreeSet::new());
        match import.await? {
            ImportOutcome::Done(done) => Ok(done),
            ImportOutcome::Stale(_) => bail!("nothing else happens in that organization"),
        }
    }

    /// Does something while others read and write.
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
    async fn during<T>(&self, what: &str, work: impl Future<Output = Result<T>>) -> Result<T> {
        let start = reset_peak()?;
        let others = Others::start(&self.directory, &self.clock);
        let begun = Instant::now();
        let done = work.await?;
        let took = begun.elapsed();
        let (write, read) = others.stop().await?;
        let peak = memory("VmHWM:")?;
        println!("{what:>24} {:>8} {write:>13} {read:>14} {peak:>9} {start:>12}", took.as_millis());
        Ok(done)
    }
}

/// Others, who read and write all the time.
struct Others {
    ended: Arc<AtomicBool>,
    tasks: Vec<(tokio::task::JoinHandle<Result<()>>, Arc<AtomicU64>)>,
}

impl Others {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
    fn start(directory: &Directory, clock: &Clock) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let tasks = [true, false].map(|writes| {
            let (directory, clock, ended) = (directory.clone(), clock.clone(), Arc::clone(&ended));
            let longest = Arc::new(AtomicU64::new(0));
            let noted = Arc::clone(&longest);
            let task = tokio::spawn(async move {
                let bench = Bench { directory, clock };
                for number in 0_u64.. {
                    if ended.load(Ordering::SeqCst) {
                        break;
                    }
                    let begun = Instant::now();
                    if writes {
                        let name = Some(Name::parse(&format!("Other {}", number % 2))?);
                        let change = ChangeOrganization { name, ..Default::default() };
                        bench.does(OTHER, Command::ChangeOrganization(change)).await?;
                    } else {
                        bench.directory.general(&Caller::operator(), &OrgRef::from(DEMO_SLUG)).await?;
                    }
                    noted.fetch_max(u64::try_from(begun.elapsed().as_millis())?, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Ok(())
            });
            (task, longest)
        });
        Self { ended, tasks: tasks.into() }
    }

    /// The longest write and the longest read, in ms.
    async fn stop(self) -> Result<(u64, u64)> {
        self.ended.store(true, Ordering::SeqCst);
        let mut longest = Vec::new();
        for (task, noted) in self.tasks {
            task.await??;
            longest.push(noted.load(Ordering::SeqCst));
        }
        Ok((longest[0], longest[1]))
    }
}

/// Forgets how much memory the process had at most. Gives how much it has, in MB.
fn reset_peak() -> Result<u64> {
    std::fs::write("/proc/self/clear_refs", "5").context("Linux tells how much memory a process had")?;
    memory("VmRSS:")
}

fn memory(field: &str) -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(field)).context("a process has memory")?;
    let kib: u64 = line.split_whitespace().nth(1).context("a number")?.parse()?;
    Ok(kib * 1_024 / 1_000_000)
}
