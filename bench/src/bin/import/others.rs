//! Others, who read and write all the time.

use crate::bench::{Bench, OTHER};
use anyhow::Result;
use directory::{Caller, DEMO_SLUG, OrgRef};
use domain::{ChangeOrganization, Command, Name, RoleKey};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// How often somebody changes a role in the organization that a list is imported into.
#[derive(Clone, Copy)]
pub(crate) enum Edits {
    /// Nobody does.
    None,
    /// So many ms after the one before.
    Every(u64),
}

/// What somebody does again and again.
#[derive(Clone, Copy)]
enum Doing {
    /// Writes in another organization.
    Writing,
    /// Reads the organization's settings.
    Reading,
    /// Changes a user's role in it.
    Editing,
}

/// Others at work.
pub(crate) struct Others {
    ended: Arc<AtomicBool>,
    tasks: Vec<JoinHandle<Result<Vec<u128>>>>,
}

/// How long what others did took, in ms, in order.
pub(crate) struct Waits {
    writes: Vec<u128>,
    reads: Vec<u128>,
    edits: Vec<u128>,
}

impl Others {
    pub(crate) async fn start(bench: &Bench, edits: Edits) -> Result<Self> {
        let ended = Arc::new(AtomicBool::new(false));
        let mut tasks = Vec::new();
        for (doing, rest) in [
            (Doing::Writing, Some(20)),
            (Doing::Reading, Some(20)),
            (
                Doing::Editing,
                match edits {
                    Edits::None => None,
                    Edits::Every(ms) => Some(ms),
                },
            ),
        ] {
            let Some(rest) = rest else { continue };
            let work = again_and_again(bench.clone(), doing, Duration::from_millis(rest), Arc::clone(&ended));
            tasks.push(tokio::spawn(work));
        }
        // All of them have begun.
        tokio::time::sleep(Duration::from_millis(200)).await;
        Ok(Self { ended, tasks })
    }

    /// How long each took them.
    pub(crate) async fn stop(self) -> Result<Waits> {
        self.ended.store(true, Ordering::SeqCst);
        let mut all = Vec::new();
        for task in self.tasks {
            let mut took = task.await??;
            took.sort_unstable();
            all.push(took);
        }
        let mut all = all.into_iter();
        let mut next = || all.next().unwrap_or_default();
        Ok(Waits { writes: next(), reads: next(), edits: next() })
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
async fn again_and_again(bench: Bench, doing: Doing, rest: Duration, ended: Arc<AtomicBool>) -> Result<Vec<u128>> {
    let mut took = Vec::new();
    let whom = match doing {
        Doing::Editing => Some((bench.somebody().await?, bench.role(RoleKey::Admin).await?)),
        Doing::Writing | Doing::Reading => None,
    };
    let member = bench.role(RoleKey::Member).await?;
    while !ended.load(Ordering::SeqCst) {
        let begun = Instant::now();
        let odd = took.len() % 2;
        match (doing, whom) {
            (Doing::Editing, Some((user, admin))) => {
                let role = if odd == 0 { admin } else { member };
                bench.does(DEMO_SLUG, Command::SetRole { users: vec![user], role }).await?;
            }
            (Doing::Reading, _) => {
                bench.directory.general(&Caller::operator(), &OrgRef::from(DEMO_SLUG)).await?;
            }
            (Doing::Writing | Doing::Editing, _) => {
                let name = Some(Name::parse(&format!("Other {odd}"))?);
                let change = ChangeOrganization { name, ..ChangeOrganization::default() };
                bench.does(OTHER, Command::ChangeOrganization(change)).await?;
            }
        }
        took.push(begun.elapsed().as_millis());
        tokio::time::sleep(rest).await;
    }
    Ok(took)
}

/// What stands above the figures.
pub(crate) fn heading() -> String {
    format!(
        "{:<36} {:>8} {:>8} {:>13} {:>12} {:>26} {:>6} {:>6}",
        "what", "plan, ms", "it, ms", "longest write", "longest read", "edits: p50, p99, longest", "MB", "before"
    )
}

impl Waits {
    /// Prints how long something and its plan took, and how much memory at most and before.
    pub(crate) fn print(&self, what: &str, [planned, took]: [u128; 2], [peak, start]: [u64; 2]) {
        let longest = |all: &[u128]| all.last().copied().unwrap_or_default();
        let edits = if self.edits.is_empty() {
            String::from("–")
        } else {
            let at = |hundredth: usize| self.edits[(self.edits.len() - 1) * hundredth / 100];
            format!("{}, {}, {} of {}", at(50), at(99), longest(&self.edits), self.edits.len())
        };
        let (write, read) = (longest(&self.writes), longest(&self.reads));
        println!("{what:<36} {planned:>8} {took:>8} {write:>13} {read:>12} {edits:>26} {peak:>6} {start:>6}");
    }
}
