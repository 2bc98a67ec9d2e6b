//! `cargo run --release -p bench --bin past [people] [events] [url]`: what a look at the past takes. 10,000 people and
//! 100,000 events on a fresh SQLite file unless told otherwise; `url` names an empty database.
//!
//! Prints, for a day with so many events since: ms for the people as of its end, and for what changed since then; the
//! people as of now beside it.

use anyhow::{Context as _, Result};
use directory::{Caller, Clock, Config, DEMO_SLUG, DemoPlan, Directory, OrgRef, SecretKey, connect};
use domain::{Command, CommandId, DAY_MS, Envelope, RoleId, RoleKey, Timestamp, UserId};
use std::time::Instant;
use uuid::Uuid;

/// When it is in the organization at first: 2026-11-24.
const NOW: Timestamp = Timestamp(1_795_510_800_000);

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let people: u32 = arguments.next().map_or(Ok(10_000), |people| people.parse()).context("people")?;
    let events: usize = arguments.next().map_or(Ok(100_000), |events| events.parse()).context("events")?;
    let folder = tempfile::tempdir()?;
    let file = format!("sqlite://{}", folder.path().join("bench.db").display());
    let database = connect(&arguments.next().unwrap_or(file)).await?;
    database.migrate().await?;
    let clock = Clock::set(NOW);
    let directory =
        Directory::new(database, clock.clone(), Config::new("http://localhost".to_owned(), SecretKey::fresh()));
    let plan = DemoPlan { users: people, seed: 7, as_of: NOW, password: "correct horse battery".to_owned() };
    directory.fill_demo(&plan).await?;
    let bench = Bench { directory, org: OrgRef::from(DEMO_SLUG), clock };
    let (users, roles) = bench.members().await?;
    // Each day everybody gets another role, until there are as many events.
    let mut days = vec![(bench.clock.now(), 0)];
    let mut made = 0;
    for round in 0.. {
        if made >= events {
            break;
        }
        bench.clock.advance(DAY_MS);
        made += bench.gives(&users, roles[round % roles.len()]).await?;
        days.push((bench.clock.now(), made));
    }
    bench.clock.advance(DAY_MS);
    println!("{} people, {made} events beside those of their coming", users.len());
    println!("{:>14} {:>12} {:>12}", "events since", "as of, ms", "changed, ms");
    let (caller, org) = (Caller::operator(), &bench.org);
    let now = measured(bench.directory.snapshot(&caller, org)).await?;
    println!("{:>14} {now:>12.0}", "now");
    for (at, before) in days.into_iter().rev() {
        let as_of = measured(bench.directory.snapshot_as_of(&caller, org, at)).await?;
        let changed = measured(bench.directory.difference(&caller, org, at, None)).await?;
        println!("{:>14} {as_of:>12.0} {changed:>12.0}", made - before);
    }
    Ok(())
}

struct Bench {
    directory: Directory,
    org: OrgRef,
    clock: Clock,
}

impl Bench {
    /// Those who are active and no Owners, and two roles for them.
    async fn members(&self) -> Result<(Vec<UserId>, [RoleId; 2])> {
        let shown = self.directory.snapshot(&Caller::operator(), &self.org).await?;
        let owner = shown.roles.iter().position(domain::Role::is_owner).context("Owner")?;
        let (ids, states) = (shown.people.ids.as_bytes().chunks(32), shown.people.states.bytes());
        let rows = ids.zip(states).zip(&shown.people.roles);
        let good = rows.filter(|((_, state), role)| *state == b'a' && usize::from(**role) != owner);
        let users = good.map(|((id, _), _)| Ok(UserId(Uuid::try_parse_ascii(id)?))).collect::<Result<_>>()?;
        let of = |key| shown.roles.iter().find(|role| role.key == Some(key)).map(|role| role.id).context("a role");
        Ok((users, [of(RoleKey::Admin)?, of(RoleKey::Member)?]))
    }

    /// Gives them a role. How many events it made.
    async fn gives(&self, users: &[UserId], role: RoleId) -> Result<usize> {
        let command = Command::SetRole { users: users.to_vec(), role };
        let envelope = Envelope { intent_id: CommandId(self.clock.fresh_id()), seen_seq: u64::MAX, command };
        Ok(self.directory.execute(&Caller::operator(), &self.org, envelope).await?.events.len())
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
async fn measured<T>(work: impl Future<Output = directory::Result<T>>) -> Result<f64> {
    let begun = Instant::now();
    let done = work.await?;
    let ms = begun.elapsed().as_secs_f64() * 1_000.0;
    drop(done);
    Ok(ms)
}
